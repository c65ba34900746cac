//! Whether an e-service of the demo is one that the process could have brought to where it stands.

use ::entity::enums::{Interval, Role};

use crate::demo::{
    content::{Municipality, Person},
    e_service::{EService, Metric, Standing},
};

/// Everything that is wrong with an e-service of the municipality.
pub(super) fn faults(municipality: &Municipality, service: &EService) -> Vec<String> {
    let mut faults = Vec::new();
    references(municipality, service, &mut faults);
    people_in_roles(service, &mut faults);
    four_eyes(service, &mut faults);
    dates(service, &mut faults);
    metrics(service, &mut faults);
    faults
}

/// The unit, the proposer and everybody in a role exist, and somebody manages the unit.
fn references(municipality: &Municipality, service: &EService, faults: &mut Vec<String>) {
    let named = service.roles().map(|(_, person)| person);
    for person in named.chain([service.proposer.as_str()]) {
        if municipality.person(person).is_none() {
            faults.push(format!("{person} is nobody"));
        }
    }
    let upwards = municipality.units_upwards(&service.unit);
    if upwards.is_empty() {
        faults.push(format!("unit {} is none", service.unit));
    }
    let manages = |person: &Person| {
        let units = person
            .grants
            .iter()
            .filter(|grant| grant.role == Role::Management);
        let mut units = units.filter_map(|grant| grant.unit.as_deref());
        units.any(|unit| upwards.iter().any(|above| above.key == unit))
    };
    if !municipality.people.iter().any(manages) {
        faults.push("nobody can decide about it".to_owned());
    }
}

/// Those whom the process needs at its place are there.
fn people_in_roles(service: &EService, faults: &mut Vec<String>) {
    let needed: &[Role] = match service.standing {
        Standing::Idea => &[],
        standing if standing.is_decided() => &[
            Role::Owner,
            Role::ProjectLead,
            Role::ServiceManager,
            Role::RequirementsOwner,
            Role::Developer,
            Role::Tester,
            Role::CaseOfficer,
        ],
        _ => &[Role::Owner],
    };
    for role in needed {
        if !service.roles().any(|(held, _)| held == *role) {
            faults.push(format!("nobody is its {}", role.name()));
        }
    }
    let has_part = service.roles().any(|(_, person)| person == service.proposer);
    if service.confidential && !has_part {
        faults.push("confidential to the one who put it forward".to_owned());
    }
}

/// Nobody has to approve what they made: the owner, the tester and the editor make nothing that they approve.
fn four_eyes(service: &EService, faults: &mut Vec<String>) {
    let makers = [
        Role::ProjectLead,
        Role::RequirementsOwner,
        Role::Developer,
        Role::ServiceManager,
    ];
    for (approving, approver) in service.roles() {
        if ![Role::Owner, Role::Tester, Role::Editor].contains(&approving) {
            continue;
        }
        for (making, maker) in service.roles() {
            if makers.contains(&making) && maker == approver {
                let (approving, making) = (approving.name(), making.name());
                faults.push(format!("{approver} is both {approving} and {making}"));
            }
        }
    }
}

/// Dates are there where the standing asks for them, and follow one another.
fn dates(service: &EService, faults: &mut Vec<String>) {
    let standing = service.standing;
    let mut must = |holds: bool, what: &str| {
        if !holds {
            faults.push(what.to_owned());
        }
    };
    let answered = standing.is_decided() || [Standing::Declined, Standing::Deferred].contains(&standing);
    let has_launch = standing.is_live() || standing == Standing::Launch;
    must(
        (0.0..=1.0).contains(&service.progress),
        "progress is not between 0 and 1",
    );
    must(
        service.decided.is_some() == answered,
        "decided on a day exactly where there is a decision",
    );
    must(
        service.approach.is_some() == standing.is_decided(),
        "an approach exactly where it is developed",
    );
    must(
        service.deadline.is_some() == standing.is_decided(),
        "a deadline exactly where it is developed",
    );
    must(
        service.hours.is_some() == standing.is_decided(),
        "hours exactly where it is developed",
    );
    must(
        service.launch_date.is_some() == has_launch,
        "a launch date exactly from launch on",
    );
    must(
        service.defer_until.is_some() == (standing == Standing::Deferred),
        "comes back exactly where it is put off",
    );
    must(
        service.defer_until.is_none_or(|day| day > 0),
        "comes back after today",
    );
    must(service.proposed < 0, "put forward before today");
    must(
        service
            .decided
            .is_none_or(|day| service.proposed < day && day < 0),
        "decided after the idea, before today",
    );
    must(
        service.deadline.is_none_or(|day| service.decided < Some(day)),
        "the deadline follows the decision",
    );
    must(
        service.launch_date.is_none_or(|day| service.decided < Some(day)),
        "the launch follows the decision",
    );
    must(
        !standing.is_live() || service.launch_date < Some(0),
        "what is live was published before today",
    );
}

/// Metrics are stated by the time of building, and no value was measured before its day.
fn metrics(service: &EService, faults: &mut Vec<String>) {
    if service.standing >= Standing::Build && !(1..=4).contains(&service.metrics.len()) {
        faults.push("one to four metrics are stated before it is built".to_owned());
    }
    if !service.standing.is_decided() && !service.metrics.is_empty() {
        faults.push("metrics before it is decided".to_owned());
    }
    for metric in &service.metrics {
        let live_for = match service.launch_date {
            Some(day) if service.standing.is_live() => -day,
            _ => 0,
        };
        if days_for(metric, metric.values.len()) > live_for {
            faults.push(format!("{} was measured in the future", metric.name));
        }
    }
}

/// The most days that this many measurements take.
pub(super) fn days_for(metric: &Metric, measurements: usize) -> i64 {
    let (days, months) = match metric.interval {
        Interval::Weekly => (7, 0),
        Interval::Monthly => (0, 1),
        Interval::Quarterly => (0, 3),
        Interval::HalfYearly => (0, 6),
        Interval::Yearly => (0, 12),
    };
    let count = i64::try_from(measurements).unwrap_or(i64::MAX / 1_000_000);
    // A month has at most 31 days, and any number of them at most two more than the average of the calendar.
    let months = count * months;
    count * days + (months * 30_437 / 1000 + 2).min(months * 31)
}
