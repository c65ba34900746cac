//! Moving the launch date: all that moves with it, worked out before anything is written.

use ::entity::{
    enums::{Interval, TaskState},
    ids::{MetricId, TaskId},
};
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::{
    calendar::add_working_days,
    facts::CycleFacts,
    goal::next_due,
    reminder::{self, Occurrence, Policy},
    task::settle,
    template::{Anchor, Template},
};

/// A day that moves; none where there was, or is to be, none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The day until now.
    pub from: Option<NaiveDate>,
    /// The day from then on.
    pub to: Option<NaiveDate>,
}

/// All that moves with a launch date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaunchMove {
    /// The launch date itself.
    pub launch: Moved,
    /// Open tasks whose due date is counted from the launch, in the order of the process.
    pub tasks: Vec<(TaskId, Moved)>,
    /// Reminders of the former date that will not be sent, in order of their moments.
    pub cancelled: Vec<Occurrence>,
    /// Reminders of the new date, in order of their moments.
    pub planned: Vec<Occurrence>,
    /// What is done for the first time after the publication, by the keys of the activities, if it is published on its date.
    pub first_times: Vec<(String, Moved)>,
    /// When each measure is due for the first time, if it is published on its date.
    pub measures: Vec<(MetricId, Moved)>,
}

/// What the plan rests on beside the facts of the cycle.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// When reminders go out.
    pub policy: &'a Policy,
    /// The facts of the launch as reminders see them; none where nothing is reminded of.
    pub launch: Option<&'a reminder::Facts>,
    /// The measures of the e-service.
    pub metrics: &'a [(MetricId, Interval)],
    /// The time.
    pub now: DateTime<Utc>,
}

/// Works out what moving the launch date to a day would move. Nothing where the day is what it was.
#[must_use]
pub fn moving(template: &Template, facts: &CycleFacts, around: Around<'_>, to: NaiveDate) -> LaunchMove {
    let launch = Moved {
        from: facts.launch_date,
        to: Some(to),
    };
    let mut plan = LaunchMove {
        launch,
        tasks: Vec::new(),
        cancelled: Vec::new(),
        planned: Vec::new(),
        first_times: Vec::new(),
        measures: Vec::new(),
    };
    if launch.from == launch.to {
        return plan;
    }
    plan.tasks = tasks(template, facts, to);
    if let Some(before) = around.launch {
        let after = moved_launch(before, to, around.now);
        let coming = |facts| reminder::upcoming(around.policy, facts, around.now, DateTime::<Utc>::MAX_UTC);
        (plan.cancelled, plan.planned) = (coming(before), coming(&after));
    }
    let each = |first: &dyn Fn(NaiveDate) -> NaiveDate| Moved {
        from: launch.from.map(first),
        to: launch.to.map(first),
    };
    plan.first_times = first_times(template, facts)
        .map(|(key, days)| (key.to_owned(), each(&|day| add_working_days(day, days))))
        .collect();
    plan.measures = around
        .metrics
        .iter()
        .map(|(metric, interval)| (*metric, each(&|day| next_due(*interval, day, None))))
        .collect();
    plan
}

/// The open tasks whose due date settling would change.
fn tasks(template: &Template, facts: &CycleFacts, to: NaiveDate) -> Vec<(TaskId, Moved)> {
    let moved = CycleFacts {
        launch_date: Some(to),
        ..facts.clone()
    };
    settle(template, &moved)
        .changes
        .into_iter()
        .filter_map(|change| {
            let from = facts.tasks.iter().find(|task| task.id == change.id)?.due_on;
            let to = change.due_on;
            (from != to).then_some((change.id, Moved { from, to }))
        })
        .collect()
}

/// The activities that are due so many working days after the publication, with their tasks still to come.
fn first_times<'a>(template: &'a Template, facts: &'a CycleFacts) -> impl Iterator<Item = (&'a str, i32)> {
    template.activities.iter().filter_map(|activity| {
        let due = activity
            .due
            .filter(|due| matches!(due.anchor, Anchor::Published))?;
        let comes = facts
            .tasks_of(&activity.key)
            .any(|task| !task.due_by_hand && matches!(task.state, TaskState::Waiting | TaskState::Ready));
        comes.then_some((activity.key.as_str(), due.working_days))
    })
}

fn moved_launch(before: &reminder::Facts, to: NaiveDate, now: DateTime<Utc>) -> reminder::Facts {
    reminder::Facts {
        date: to,
        date_set_at: Some(now),
        ..before.clone()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use ::entity::{
        enums::{NotificationKind, Phase, ReminderSeries},
        ids::{CycleId, EServiceId},
    };
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{
        given::{cycle_in, date, settle, task, template},
        task::{Settlement, settle as settlement},
    };

    fn plan(facts: &CycleFacts, to: &str) -> LaunchMove {
        let launch = reminder::Facts {
            series: ReminderSeries::Launch,
            thing: reminder::Thing::Cycle(CycleId::new()),
            e_service: EServiceId::new(),
            date: facts.launch_date.unwrap(),
            date_set_at: None,
            open: true,
            assignee: None,
            role: None,
            leads: None,
        };
        let around = Around {
            policy: &Policy::default(),
            launch: Some(&launch),
            metrics: &[(MetricId::new(), Interval::Quarterly)],
            now: "2027-05-24T06:00:00Z".parse().unwrap(),
        };
        moving(template(), facts, around, date(to))
    }

    fn steps(reminders: &[Occurrence]) -> Vec<(NotificationKind, i64)> {
        reminders
            .iter()
            .map(|reminder| (reminder.kind, reminder.step))
            .collect()
    }

    #[test]
    fn tasks_move_by_the_working_days_that_they_lie_before_the_launch() {
        // Given a launch on Monday 14 June 2027, in the phase of launch.
        let facts = cycle_in(Phase::Launch);
        // When it is moved by two weeks, over Midsummer Eve.
        let plan = plan(&facts, "2027-06-28");
        let order = task(&facts, "launch.order");
        let moved = plan.tasks.iter().find(|(id, _)| *id == order.id).unwrap().1;
        assert_eq!(
            (moved.from, moved.to),
            (Some(date("2027-05-31")), Some(date("2027-06-11")))
        );
    }

    #[test]
    fn reminders_of_the_former_date_give_way_to_those_of_the_new() {
        use NotificationKind::{LaunchAhead, LaunchOverdue, LaunchToday};
        let plan = plan(&cycle_in(Phase::Launch), "2027-06-28");
        assert_eq!(
            steps(&plan.cancelled),
            [
                (LaunchAhead, 14),
                (LaunchAhead, 7),
                (LaunchAhead, 1),
                (LaunchToday, 0),
                (LaunchOverdue, 1),
                (LaunchOverdue, 5),
            ]
        );
        assert_eq!(steps(&plan.planned)[..2], [(LaunchAhead, 30), (LaunchAhead, 14)]);
        assert!(
            plan.planned
                .iter()
                .all(|reminder| reminder.about_on == date("2027-06-28"))
        );
    }

    #[test]
    fn the_first_follow_up_and_the_first_measure_move_along() {
        let plan = plan(&cycle_in(Phase::Launch), "2027-06-28");
        let (_, measure) = plan.measures[0];
        assert_eq!(
            (measure.from, measure.to),
            (Some(date("2027-09-14")), Some(date("2027-09-28")))
        );
        let first = |key: &str| {
            plan.first_times
                .iter()
                .find(|(of, _)| of == key)
                .map(|(_, moved)| *moved)
        };
        assert_eq!(
            first("management.handover"),
            Some(Moved {
                from: Some(date("2027-06-21")),
                to: Some(date("2027-07-05")),
            })
        );
        assert!(first("followup.report").is_some());
        assert_eq!(first("launch.order"), None);
    }

    #[test]
    fn a_launch_that_stays_moves_nothing() {
        let plan = plan(&cycle_in(Phase::Launch), "2027-06-14");
        assert_eq!(
            (plan.tasks.len(), plan.planned.len(), plan.measures.len()),
            (0, 0, 0)
        );
    }

    proptest! {
        #[test]
        fn what_was_planned_is_what_settling_does(days in 0u64..200) {
            let mut facts = cycle_in(Phase::Launch);
            let to = date("2027-05-24").checked_add_days(chrono::Days::new(days)).unwrap();
            let planned = plan(&facts, &to.to_string());
            let before = facts.clone();
            facts.launch_date = Some(to);
            settle(&mut facts);
            for (old, new) in before.tasks.iter().zip(&facts.tasks) {
                let moved = planned.tasks.iter().find(|(id, _)| *id == old.id).map(|(_, moved)| *moved);
                let expected = (old.due_on != new.due_on).then_some(Moved { from: old.due_on, to: new.due_on });
                prop_assert_eq!(moved, expected);
            }
            prop_assert_eq!(settlement(template(), &facts), Settlement::default());
        }
    }
}
