//! What is due, coming or void of a thing's row of steps, and when a message may go out.

use ::entity::enums::NotificationKind;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{
    Facts, Occurrence, Policy,
    steps::{kinds, planned},
};
use crate::domain::{
    calendar::working_day_on_or_after,
    notification::{Choices, entry, may_go_out},
};

/// What is due now: the newest step whose moment has come, also days later, where it may still go out today; else nothing.
///
/// It is answered again at every tick until a newer step takes its place: the ledger knows what was sent.
#[must_use]
pub fn due(policy: &Policy, facts: &Facts, now: DateTime<Utc>) -> Vec<Occurrence> {
    let newest = planned(policy, facts)
        .into_iter()
        .rfind(|occurrence| occurrence.send_at <= now);
    newest
        .into_iter()
        .filter(|occurrence| sending(policy, occurrence.kind, occurrence.about_on, now) == Sending::Now)
        .collect()
}

/// Everything whose moment lies from `from` to before `to`, in order, if the facts stay as they are.
///
/// What was missed before `from` is not in it; ask [`due`] at `from` for that.
#[must_use]
pub fn upcoming(policy: &Policy, facts: &Facts, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Occurrence> {
    let mut occurrences = planned(policy, facts);
    occurrences.retain(|occurrence| (from..to).contains(&occurrence.send_at));
    occurrences
}

/// True while the reason of a reminder stands: the date that it is about has not moved, and what it asks for (publication,
/// measurement, a task …) has not been done. Asked again at the moment of sending, with fresh facts of the same thing.
///
/// False for a kind that does not belong to the facts.
#[must_use]
pub fn still_holds(kind: NotificationKind, about_on: NaiveDate, facts: &Facts) -> bool {
    facts.open && facts.date == about_on && kinds(facts.series).contains(&kind)
}

/// Whether a message may go out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Yes.
    Now,
    /// Not at this hour or on this day; from this instant on.
    Later(DateTime<Utc>),
    /// It would be untrue by then: ahead of a date that has come, or "today" on another day.
    Never,
}

/// Whether a reminder of this kind about this date may go out now: on working days from the policy's time of day to
/// midnight; "the launch is today" on its date, free or not, and no other; ahead of a date only before it.
///
/// Asked by [`due`], and by the sender for what had to wait. Kinds that are no reminders may go out at any time.
#[must_use]
pub fn sending(policy: &Policy, kind: NotificationKind, about_on: NaiveDate, now: DateTime<Utc>) -> Sending {
    let today = policy.zone.date_of(now);
    let day = match kind {
        NotificationKind::LaunchAhead | NotificationKind::MeasureAhead => {
            Some(working_day_on_or_after(today)).filter(|day| *day < about_on)
        }
        NotificationKind::LaunchToday => Some(about_on).filter(|day| *day >= today),
        _ if entry(kind).series.is_none() => return Sending::Now,
        _ => Some(working_day_on_or_after(today)),
    };
    match day.map(|day| policy.zone.instant(day, policy.send_at)) {
        None => Sending::Never,
        Some(opens) if opens <= now => Sending::Now,
        Some(opens) => Sending::Later(opens),
    }
}

/// Whether a message may go out now to a person who has chosen so: [`sending`] and [`may_go_out`] together.
///
/// Quiet hours hold a mail, they never drop it. Those that leave no hour of the day on which reminders go out would hold it for ever;
/// then the person's hours alone count, and it goes when they end.
#[must_use]
pub fn sending_to(
    policy: &Policy,
    choices: &Choices,
    kind: NotificationKind,
    about_on: NaiveDate,
    now: DateTime<Utc>,
) -> Sending {
    let own = |at| may_go_out(choices, policy.zone, &entry(kind), at);
    let opens = match sending(policy, kind, about_on, now) {
        Sending::Never => return Sending::Never,
        Sending::Now => now,
        Sending::Later(opens) => opens,
    };
    let (from, day) = (own(opens), policy.zone.date_of(opens));
    let at = if policy.zone.date_of(from) == day {
        from
    } else {
        own(now.max(policy.zone.instant(day, NaiveTime::MIN)))
    };
    if at > now {
        Sending::Later(at)
    } else {
        Sending::Now
    }
}

/// When a message goes out that is told to a person at a moment; none where it would be untrue before it may.
#[must_use]
pub fn goes_out(
    policy: &Policy,
    choices: &Choices,
    kind: NotificationKind,
    about_on: NaiveDate,
    told_at: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let mut at = told_at;
    // Each turn is a step towards an hour that both allow: some hours of a night, or some days in a row.
    for _ in 0..30 {
        match sending_to(policy, choices, kind, about_on, at) {
            Sending::Now => return Some(at),
            Sending::Later(later) => at = later,
            Sending::Never => return None,
        }
    }
    Some(at)
}
