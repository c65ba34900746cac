//! Whether the demo's municipality holds together: every fault at once, each in a sentence.

use std::collections::HashSet;

use super::{content::Municipality, voices};

mod e_service;

/// Everything that is wrong with the municipality; nothing when it can be used.
#[must_use]
pub fn faults(municipality: &Municipality) -> Vec<String> {
    let mut faults = Vec::new();
    repeated(municipality, &mut faults);
    organisation(municipality, &mut faults);
    fresh(municipality, &mut faults);
    faults.extend(voices::faults(municipality));
    for service in &municipality.e_services {
        let of_service = e_service::faults(municipality, service);
        faults.extend(
            of_service
                .into_iter()
                .map(|fault| format!("{}: {fault}", service.key)),
        );
    }
    faults
}

/// Keys, names and addresses stand for one thing each.
fn repeated(municipality: &Municipality, faults: &mut Vec<String>) {
    let people = &municipality.people;
    let services = &municipality.e_services;
    let units = &municipality.units;
    let lists: [(&str, Vec<&str>); 7] = [
        ("unit", units.iter().map(|unit| unit.key.as_str()).collect()),
        (
            "person",
            people.iter().map(|person| person.key.as_str()).collect(),
        ),
        (
            "e-service",
            services.iter().map(|service| service.key.as_str()).collect(),
        ),
        (
            "name of a unit",
            units.iter().map(|unit| unit.name.as_str()).collect(),
        ),
        (
            "name of a person",
            people.iter().map(|person| person.name.as_str()).collect(),
        ),
        (
            "name of an e-service",
            services.iter().map(|service| service.name.as_str()).collect(),
        ),
        (
            "address",
            people.iter().map(|person| person.email.as_str()).collect(),
        ),
    ];
    for (what, values) in lists {
        let mut seen = HashSet::new();
        for value in values {
            if !seen.insert(value) {
                faults.push(format!("{what} {value} comes twice"));
            }
        }
    }
}

/// Units hang in one tree, addresses lie in the domain, and what people hold exists.
fn organisation(municipality: &Municipality, faults: &mut Vec<String>) {
    let mut above = HashSet::new();
    for (place, unit) in municipality.units.iter().enumerate() {
        match &unit.parent {
            None if place > 0 => faults.push(format!("unit {} is a second root", unit.key)),
            Some(parent) if !above.contains(parent.as_str()) => {
                faults.push(format!(
                    "unit {} comes before the unit above it, {parent}",
                    unit.key
                ));
            }
            _ => {}
        }
        above.insert(unit.key.as_str());
    }
    for person in &municipality.people {
        let local = person.email.strip_suffix(&format!("@{}", municipality.domain));
        let plain = |letter: char| letter.is_ascii_lowercase() || letter == '.' || letter == '-';
        if !local.is_some_and(|local| local.chars().all(plain)) {
            faults.push(format!("{} is no address of the municipality", person.email));
        }
        for grant in &person.grants {
            if let Some(unit) = &grant.unit
                && !above.contains(unit.as_str())
            {
                faults.push(format!("{} has a role in unit {unit}, which is none", person.key));
            }
        }
    }
    for key in &municipality.log_ins {
        if municipality.person(key).is_none() {
            faults.push(format!("log-in {key} is nobody"));
        }
    }
}

/// What is done on the first day is done by people of the municipality, on its e-services.
fn fresh(municipality: &Municipality, faults: &mut Vec<String>) {
    for fresh in municipality.fresh.iter().chain(&municipality.lately) {
        if !municipality
            .e_services
            .iter()
            .any(|service| service.key == fresh.e_service)
        {
            faults.push(format!("e-service {} is none", fresh.e_service));
        }
        for person in fresh.people() {
            if municipality.person(person).is_none() {
                faults.push(format!("{person} is nobody"));
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use ::entity::enums::Role;

    use super::*;
    use crate::{
        demo::{content::municipality, e_service::Metric, fresh::What},
        domain::{permission::scopes_of, template::Template},
    };

    /// The demo's municipality after a change, and what is wrong with it then.
    fn faults_after(change: impl FnOnce(&mut Municipality)) -> Vec<String> {
        let mut changed = municipality().unwrap();
        change(&mut changed);
        faults(&changed)
    }

    #[test]
    fn the_municipality_of_the_demo_has_no_faults() {
        assert_eq!(faults_after(|_| {}), Vec::<String>::new());
    }

    #[test]
    fn a_reference_to_nobody_is_a_fault() {
        let told = faults_after(|changed| changed.e_services[0].owner = Some("nemo".to_owned()));
        assert_eq!(told, ["bygglov: nemo is nobody"]);
    }

    #[test]
    fn an_address_that_two_people_have_is_a_fault() {
        let told = faults_after(|changed| changed.people[1].email = changed.people[0].email.clone());
        assert_eq!(told, ["address karin.lindqvist@lindeby.example comes twice"]);
    }

    #[test]
    fn an_owner_who_also_leads_is_a_fault() {
        let told = faults_after(|changed| changed.e_services[0].project_lead = Some("dragana".to_owned()));
        assert_eq!(told, ["bygglov: dragana is both owner and project_lead"]);
    }

    #[test]
    fn a_value_measured_in_the_future_is_a_fault() {
        let told = faults_after(|changed| changed.e_services[0].metrics[1].values.push(64.0));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with("was measured in the future"));
    }

    #[test]
    fn some_measures_are_overdue() {
        let services = municipality().unwrap().e_services;
        let live = services.iter().filter(|service| service.standing.is_live());
        let overdue = live.filter(|service| {
            let live_for = -service.launch_date.unwrap();
            let missing = |metric: &Metric| e_service::days_for(metric, metric.values.len() + 1) < live_for;
            service.metrics.iter().any(missing)
        });
        assert!(overdue.count() >= 3);
    }

    #[test]
    fn every_role_is_given_only_in_a_scope_that_it_has_and_in_each_of_them() {
        let held: HashSet<_> = municipality().unwrap().roles_with_scopes().collect();
        for (role, scope) in &held {
            assert!(scopes_of(*role).contains(scope), "{role:?} {scope:?}");
        }
        for role in Role::ALL {
            for scope in scopes_of(*role) {
                assert!(held.contains(&(*role, *scope)), "{role:?} {scope:?}");
            }
        }
    }

    #[test]
    fn what_is_done_first_on_an_e_service_that_is_none_is_a_fault() {
        let told = faults_after(|changed| changed.fresh[0].e_service = "slott".to_owned());
        assert_eq!(told, ["e-service slott is none"]);
    }

    #[test]
    fn every_text_is_about_an_activity_of_the_process() {
        let municipality = municipality().unwrap();
        let template = Template::parse("process.toml", Template::built_in()).unwrap();
        let texts = municipality.texts.comments.iter();
        let texts = texts.chain(&municipality.texts.skip_reasons);
        let assigned = municipality.fresh.iter().filter_map(|fresh| match &fresh.what {
            What::Assign { activity, .. } => Some(activity),
            _ => None,
        });
        for activity in texts.map(|text| &text.activity).chain(assigned) {
            assert!(template.activity(activity).is_some(), "{activity}");
        }
        for text in &municipality.texts.skip_reasons {
            let skippable = template.activity(&text.activity).unwrap().skippable;
            assert!(skippable, "{}", text.activity);
        }
    }
}
