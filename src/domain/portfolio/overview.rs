//! The e-services of a municipality, or of a unit with all below it, seen together: what management looks at.

use std::collections::BTreeMap;

use ::entity::{
    enums::{EServiceState, Phase},
    ids::{EServiceId, OrgUnitId},
};
use chrono::{Months, NaiveDate};

use crate::domain::{goal::goal_attainment, report::Money};

/// What is known of an e-service.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which.
    pub id: EServiceId,
    /// Of which unit.
    pub unit: OrgUnitId,
    /// Where it stands as a whole.
    pub state: EServiceState,
    /// The phase of the cycle under development, or else of the one in operation.
    pub phase: Option<Phase>,
    /// When the cycle under development is to be finished.
    pub deadline: Option<NaiveDate>,
    /// When the cycle under development is to be launched.
    pub launch: Option<NaiveDate>,
    /// How many of its tasks are overdue.
    pub overdue_tasks: usize,
    /// How far each of its measures is.
    pub attainment: Vec<Option<f64>>,
    /// What its benefits were to be worth in a year.
    pub planned: Money,
    /// What they are worth as measured.
    pub realised: Money,
}

/// The figures of many e-services.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many e-services.
    pub count: usize,
    /// How many in each phase; those without a cycle in none.
    pub phases: BTreeMap<Phase, usize>,
    /// How many of their tasks are overdue.
    pub overdue_tasks: usize,
    /// How far their measures are: the mean of those that were measured, each counted as 1 at the most.
    pub attainment: Option<f64>,
    /// What their benefits were to be worth in a year.
    pub planned: Money,
    /// What they are worth as measured.
    pub realised: Money,
}

/// The figures of e-services.
#[must_use]
pub fn figures<'a>(entries: impl Iterator<Item = &'a Entry> + Clone) -> Figures {
    let mut phases = BTreeMap::new();
    for phase in entries.clone().filter_map(|entry| entry.phase) {
        *phases.entry(phase).or_insert(0) += 1;
    }
    let attained: Vec<_> = entries
        .clone()
        .flat_map(|entry| entry.attainment.iter().copied())
        .collect();
    Figures {
        count: entries.clone().count(),
        phases,
        overdue_tasks: entries.clone().map(|entry| entry.overdue_tasks).sum(),
        attainment: goal_attainment(&attained),
        planned: Money::sum(entries.clone().map(|entry| entry.planned)),
        realised: Money::sum(entries.map(|entry| entry.realised)),
    }
}

/// True where the development was to be finished and is not.
#[must_use]
pub fn deadline_passed(entry: &Entry, today: NaiveDate) -> bool {
    entry.deadline.is_some_and(|deadline| deadline < today)
}

/// True where it was to be launched and was not.
#[must_use]
pub fn launch_passed(entry: &Entry, today: NaiveDate) -> bool {
    entry.launch.is_some_and(|launch| launch < today)
}

/// The launches from today on within so many months, by day.
#[must_use]
pub fn launches(entries: &[Entry], today: NaiveDate, months: u32) -> Vec<(NaiveDate, EServiceId)> {
    let until = today
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX);
    let mut launches: Vec<_> = entries
        .iter()
        .filter_map(|entry| Some((entry.launch?, entry.id)))
        .filter(|(on, _)| (today..=until).contains(on))
        .collect();
    launches.sort_unstable();
    launches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    fn entry(phase: Phase) -> Entry {
        Entry {
            id: EServiceId::new(),
            unit: OrgUnitId::new(),
            state: EServiceState::InDevelopment,
            phase: Some(phase),
            deadline: None,
            launch: None,
            overdue_tasks: 1,
            attainment: Vec::new(),
            planned: Money::default(),
            realised: Money::default(),
        }
    }

    #[test]
    fn figures_are_counted_and_summed() {
        let mut live = entry(Phase::Management);
        live.attainment = vec![Some(0.5), None, Some(3.0)];
        live.planned.hours = Some(400);
        let entries = [entry(Phase::Build), entry(Phase::Build), live];
        let figures = figures(entries.iter());
        assert_eq!((figures.count, figures.overdue_tasks), (3, 3));
        assert_eq!(
            figures.phases,
            BTreeMap::from([(Phase::Build, 2), (Phase::Management, 1)])
        );
        assert_eq!(figures.attainment, Some(0.75));
        assert_eq!((figures.planned.hours, figures.realised.hours), (Some(400), None));
    }

    #[test]
    fn a_day_that_is_today_has_not_passed() {
        let today = date("2027-03-01");
        let mut due = entry(Phase::Launch);
        (due.deadline, due.launch) = (Some(today), Some(today));
        assert!(!deadline_passed(&due, today) && !launch_passed(&due, today));
        assert_eq!(launches(&[due.clone()], today, 3), [(today, due.id)]);
        let later = date("2027-03-02");
        assert!(deadline_passed(&due, later) && launch_passed(&due, later));
        assert_eq!(launches(&[due], later, 3), []);
    }
}
