//! When a task should be done.

use chrono::{Days, Months, NaiveDate};

use ::entity::enums::{Interval, Phase};

use crate::domain::{
    calendar::add_working_days,
    facts::CycleFacts,
    template::{Activity, Anchor},
};

/// The due date of an activity's first task: by its rule, or as it was where there is none. A date that nothing is known
/// about yet is none.
pub(super) fn first(activity: &Activity, facts: &CycleFacts, former: Option<NaiveDate>) -> Option<NaiveDate> {
    let Some(rule) = activity.due else { return former };
    let anchor = match rule.anchor {
        Anchor::CycleBegun => Some(facts.begun_on),
        Anchor::PhaseBegun => match activity.phase {
            Phase::Management | Phase::FollowUp => facts.published_on,
            phase if phase == facts.phase => Some(facts.phase_since),
            // The facts no longer say when an earlier phase began.
            phase if phase < facts.phase => return former,
            _ => None,
        },
        Anchor::Deadline => facts.deadline,
        Anchor::Launch => facts.launch_date,
        Anchor::Published => facts.published_on,
    };
    anchor.map(|date| add_working_days(date, rule.working_days))
}

/// The due date of the next time: one interval after the former, or after today where that would have passed already.
pub(super) fn next(interval: Interval, former: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    former
        .map(|date| later(interval, date))
        .filter(|date| *date > today)
        .unwrap_or_else(|| later(interval, today))
}

fn later(interval: Interval, date: NaiveDate) -> NaiveDate {
    let later = match interval {
        Interval::Weekly => date.checked_add_days(Days::new(7)),
        Interval::Monthly => date.checked_add_months(Months::new(1)),
        Interval::Quarterly => date.checked_add_months(Months::new(3)),
        Interval::HalfYearly => date.checked_add_months(Months::new(6)),
        Interval::Yearly => date.checked_add_months(Months::new(12)),
    };
    later.unwrap_or(date)
}
