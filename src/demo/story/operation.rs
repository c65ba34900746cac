//! In operation: handed over, checked, measured and followed up, again and again.

use std::collections::{BTreeMap, HashMap};

use ::entity::enums::{Interval, Phase, Role};

use super::{Done, Story, mixed};
use crate::{
    demo::{deed::Deed, e_service::Standing},
    domain::{
        calendar::{add_interval, add_intervals, add_working_days, working_day_on_or_before},
        template::{Activity, Anchor},
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
        self.recurring(published, &mut agenda);
        self.measured(published, &mut agenda);
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
                    break;
                }
                first_done.entry(&activity.key).or_insert(day);
                let mut done = self.carried_out(activity);
                if time > 0 && !(time + self.index).is_multiple_of(4) {
                    done.retain(|(_, deed)| !matches!(deed, Deed::Comment(..)));
                }
                agenda.entry(day).or_default().extend(done);
                due = add_interval(due, interval);
            }
        }
    }

    /// Whether the task that is due that day is left undone: the newest one only, and the more the less progress there is.
    fn is_left(&self, activity: &Activity, interval: Interval, due_day: i64) -> bool {
        let next = add_interval(self.days.date(due_day), interval);
        let is_newest = self.days.day_of(next) >= 0;
        let chance = (mixed(self.index, &activity.key) % 100) as f64 / 100.0;
        is_newest && due_day >= -PATIENCE && chance >= self.service.progress
    }

    /// The values of the content, each about its due date; some a few days late.
    fn measured(&self, published: i64, agenda: &mut Agenda) {
        let manager = self.cast.of(Role::ServiceManager).unwrap_or_default();
        let launch = self.days.date(published);
        for (place, metric) in self.service.metrics.iter().enumerate() {
            let newest = metric.values.len();
            for (count, value) in (1_u32..).zip(&metric.values) {
                let due = add_intervals(launch, metric.interval, count);
                let chance = mixed(self.index + count as usize, &metric.name);
                let recorded = if metric.interval != Interval::Weekly && chance.is_multiple_of(7) {
                    add_working_days(due, 3)
                } else {
                    working_day_on_or_before(due)
                };
                let note = if count as usize == newest {
                    metric.last_note.clone()
                } else {
                    String::new()
                };
                let deed = Deed::Measure(place, *value, note);
                let day = self.days.day_of(recorded).min(-1);
                agenda.entry(day).or_default().push((manager.to_owned(), deed));
            }
        }
    }
}
