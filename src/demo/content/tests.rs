#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::demo::e_service::Standing;

#[test]
fn the_municipality_has_as_many_people_and_e_services_as_the_readme_says() {
    let municipality = municipality().unwrap();
    let said = format!(
        "{} people and {} e-services",
        municipality.people.len(),
        municipality.e_service_count()
    );
    assert!(include_str!("../../../README.md").contains(&said), "{said}");
    assert_eq!(municipality.units.len(), 13);
}

#[test]
fn every_role_is_held_by_somebody() {
    let municipality = municipality().unwrap();
    for role in Role::ALL {
        let held = municipality.roles_with_scopes().any(|(holds, _)| holds == *role);
        assert!(held, "{role:?}");
    }
}

#[test]
fn everybody_has_a_role_and_three_read_english() {
    let municipality = municipality().unwrap();
    for person in &municipality.people {
        let on_e_service = municipality
            .e_services
            .iter()
            .any(|service| service.roles().any(|(_, key)| key == person.key));
        assert!(on_e_service || !person.grants.is_empty(), "{}", person.name);
    }
    let english = municipality.people.iter();
    assert_eq!(english.filter(|person| person.language == Locale::En).count(), 3);
}

#[test]
fn several_e_services_stand_at_each_place_of_the_process_and_twelve_are_live() {
    let e_services = municipality().unwrap().e_services;
    let at = |standing| {
        let standing_there = e_services.iter().filter(|service| service.standing == standing);
        standing_there.count()
    };
    for standing in Standing::ALL {
        assert!(at(*standing) >= 2, "{standing:?}");
    }
    assert_eq!(at(Standing::Management) + at(Standing::FollowUp), 12);
}

#[test]
fn launches_lie_ahead_by_every_lead_time_and_one_date_has_passed() {
    let e_services = municipality().unwrap().e_services;
    let launches: Vec<_> = e_services
        .iter()
        .filter(|service| service.standing == Standing::Launch)
        .filter_map(|service| service.launch_date)
        .collect();
    for days in [30, 14, 7, 1, 0] {
        assert!(launches.contains(&days), "{days}");
    }
    assert_eq!(launches.iter().filter(|days| **days < 0).count(), 1);
}

#[test]
fn two_e_services_are_confidential_and_some_are_for_staff() {
    let e_services = municipality().unwrap().e_services;
    assert_eq!(
        e_services.iter().filter(|service| service.confidential).count(),
        2
    );
    let internal = ::entity::enums::Audience::Internal;
    assert!(
        e_services
            .iter()
            .filter(|service| service.audience == internal)
            .count()
            >= 5
    );
}

#[test]
fn the_log_ins_are_an_owner_a_service_manager_and_a_member_of_management() {
    let municipality = municipality().unwrap();
    let [owner, manager, management] = municipality.log_ins.as_slice() else {
        panic!("three log-ins");
    };
    let holds = |key: &str, role: Role| {
        let mut held = municipality.e_services.iter().flat_map(EService::roles);
        held.any(|held| held == (role, key))
    };
    assert!(holds(owner, Role::Owner));
    assert!(holds(manager, Role::ServiceManager));
    let grants = &municipality.person(management).unwrap().grants;
    assert!(grants.iter().any(|grant| grant.role == Role::Management));
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_line() {
    let error = read::<MunicipalityFile>("municipality.toml", "name = \"Lindeby\"\nmayor = 1\n").err();
    let told = error.unwrap().to_string();
    assert!(
        told.contains("municipality.toml") && told.contains("line 2"),
        "{told}"
    );
}
