//! In operation: handed over, checked, measured and followed up, again and again.

use std::collections::{BTreeMap, HashMap};

use ::entity::enums::{Interval, Phase, Role};

use super::{Done, Story, mixed};
use crate::{
    demo::{
        deed::Deed,
        e_service::{Metric, Standing},
    },
    domain::{
        calendar::{add_interval, add_intervals, add_working_days, working_day_on_or_before},
        template::{Activity, Anchor, Outcome},
    },
};

/// Days from publication until the project is closed, and until follow-up begins.
const PROJECT_CLOSED: i64 = 24;
const FOLLOW_UP: i64 = 75;
/// Days within which something that was due may still be undone.
const PATIENCE: i64 = 30;

/// What is done on which days. Several things on one day are done in the order in which they were noted.
type Agenda = BTreeMap<i64, Vec<Done>>;

impl Story<'_> {
    /// From publication until today.
    pub(super) fn operation(&mut self, published: i64) {
        let mut agenda = Agenda::new();
        self.handed_over(published, &mut agenda);
        // Measured first: on the same day, a value is there before somebody looks whether one is missing.
        self.measured(published, &mut agenda);
        self.recurring(published, &mut agenda);
        for (day, done) in agenda {
            for (place, done) in done.into_iter().enumerate() {
                let hour = 0.1 + 0.12 * (place as f64) + (self.index % 5) as f64 * 0.05;
                self.on(day as f64 + hour.min(0.95), done);
            }
        }
    }

    fn handed_over(&self, published: i64, agenda: &mut Agenda) {
        let once = [
            ("management.handover", published + 4),
            ("management.close_project", published + PROJECT_CLOSED),
        ];
        for (key, day) in once {
            let activity = self.template.activity(key);
            if let Some(activity) = activity.filter(|activity| self.has(activity)) {
                agenda.entry(day).or_default().extend(self.carried_out(activity));
            }
        }
        if self.is_at(Standing::FollowUp) {
            let owner = self.cast.of(Role::Owner).unwrap_or_default().to_owned();
            let began = (owner, Deed::Advance);
            agenda.entry(published + FOLLOW_UP).or_default().push(began);
        }
    }

    /// What comes again: done a little before each due date. The last time may be left, and is overdue then.
    fn recurring(&self, published: i64, agenda: &mut Agenda) {
        let mut first_done: HashMap<&str, i64> = HashMap::new();
        for activity in &self.template.activities {
            let (Some(interval), Some(rule)) = (activity.recurs, activity.due) else {
                continue;
            };
            if rule.anchor != Anchor::Published || activity.phase < Phase::Management {
                continue;
            }
            let waits_for = activity.after.iter().map(|key| first_done.get(key.as_str()));
            let Some(ready) = waits_for
                .map(|day| day.copied())
                .collect::<Option<Vec<_>>>()
                .map(|days| days.into_iter().max().unwrap_or(published))
            else {
                continue;
            };
            let mut due = add_working_days(self.days.date(published), rule.working_days);
            for time in 0.. {
                let early = (mixed(self.index + time, &activity.key) % 5) as i64;
                let due_day = self.days.day_of(due);
                let day = self.days.working_day(due_day - early).max(ready);
                if day >= 0 || self.is_left(activity, interval, due_day) {
                    self.drafted(activity, published, agenda);
                    break;
                }
                let Some(day) = self.possible(activity, published, day) else {
                    break;
                };
                first_done.entry(&activity.key).or_insert(day);
                let mut done = self.carried_out_again(activity, time);
                if time > 0 && !(time + self.index).is_multiple_of(4) {
                    done.retain(|(_, deed)| !matches!(deed, Deed::Comment(..)));
                }
                agenda.entry(day).or_default().extend(done);
                due = add_interval(due, interval);
            }
        }
    }

    /// The next report of every third e-service is drafted already.
    fn drafted(&self, activity: &Activity, published: i64, agenda: &mut Agenda) {
        let is_there = activity.leaves == Some(Outcome::Report) && published < -FOLLOW_UP;
        if is_there && self.index.is_multiple_of(3) {
            let composed = (self.responsible(activity), Deed::ComposeReport);
            agenda.entry(-2).or_default().push(composed);
        }
    }

    /// The first day from then on on which it can be closed: measuring is done only where no value is missing. None where that day
    /// has not come.
    fn possible(&self, activity: &Activity, published: i64, day: i64) -> Option<i64> {
        if activity.leaves != Some(Outcome::Measured) {
            return Some(day);
        }
        let launch = self.days.date(published);
        let is_missing = |day: i64| {
            self.service.metrics.iter().any(|metric| {
                let recorded = self.recorded(metric, published);
                let count = recorded.iter().filter(|recorded| **recorded <= day).count();
                let next = u32::try_from(count + 1).unwrap_or(u32::MAX);
                self.days.day_of(add_intervals(launch, metric.interval, next)) <= day
            })
        };
        (day..0).find(|day| !is_missing(*day))
    }

    /// The days on which the values of a metric are recorded: about their due dates, some a few days late.
    fn recorded(&self, metric: &Metric, published: i64) -> Vec<i64> {
        let launch = self.days.date(published);
        let of = |count: u32| {
            let due = add_intervals(launch, metric.interval, count);
            let chance = mixed(self.index + count as usize, &metric.name);
            let recorded = if metric.interval != Interval::Weekly && chance.is_multiple_of(7) {
                add_working_days(due, 3)
            } else {
                working_day_on_or_before(due)
            };
            self.days.day_of(recorded).min(-1)
        };
        (1..).zip(&metric.values).map(|(count, _)| of(count)).collect()
    }

    /// Whether the task that is due that day is left undone: the newest one only, and the more the less progress there is.
    fn is_left(&self, activity: &Activity, interval: Interval, due_day: i64) -> bool {
        let next = add_interval(self.days.date(due_day), interval);
        let is_newest = self.days.day_of(next) >= 0;
        let chance = (mixed(self.index, &activity.key) % 100) as f64 / 100.0;
        is_newest && due_day >= -PATIENCE && chance >= self.service.progress
    }

    /// The values of the content.
    fn measured(&self, published: i64, agenda: &mut Agenda) {
        let manager = self.cast.of(Role::ServiceManager).unwrap_or_default();
        for (place, metric) in self.service.metrics.iter().enumerate() {
            let newest = metric.values.len();
            let days = self.recorded(metric, published);
            for (count, (value, day)) in (1_usize..).zip(metric.values.iter().zip(days)) {
                let note = if count == newest {
                    metric.last_note.clone()
                } else {
                    String::new()
                };
                let deed = Deed::Measure(place, *value, note);
                agenda.entry(day).or_default().push((manager.to_owned(), deed));
            }
        }
    }
}
