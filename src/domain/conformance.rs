//! Whether a cycle followed the process: what was done, left out or switched off, how long each phase took, and how long tasks
//! waited before anybody began with them.

use std::collections::BTreeMap;

use ::entity::{
    enums::{Phase, TaskState},
    ids::{TaskId, UserId},
};
use chrono::{DateTime, Utc};

use super::template::Template;

/// A task as it was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Key.
    pub id: TaskId,
    /// Key of its activity; none where it was added by hand.
    pub activity: Option<String>,
    /// In which phase it can be done.
    pub phase: Phase,
    /// Where it stands.
    pub state: TaskState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When somebody began with it, where that was told.
    pub begun_at: Option<DateTime<Utc>>,
    /// When it was completed or left out.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who did that.
    pub closed_by: Option<UserId>,
    /// Why it was left out.
    pub reason: Option<String>,
}

/// A cycle as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Now.
    pub now: DateTime<Utc>,
    /// When each later phase began, in order.
    pub phases: Vec<(Phase, DateTime<Utc>)>,
    /// Its tasks, by position.
    pub tasks: Vec<Carried>,
}

/// How a step of the process went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The task.
    pub task: Carried,
    /// Days that it waited, ready, before somebody began with it, or until now; none where it was not ready yet or never was to be done.
    pub waited_days: Option<i64>,
    /// Days from when somebody began until it was closed, or until now; none where nobody began.
    pub took_days: Option<i64>,
}

/// How long a phase took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseTime {
    /// Which.
    pub phase: Phase,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; none while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// How many days it took, or has taken until now.
    pub days: i64,
    /// How many days its tasks waited on average before somebody began with them; none where none was ready.
    pub mean_waited_days: Option<i64>,
}

/// Whether a cycle followed the process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// Its steps, in the order of the template.
    pub steps: Vec<Step>,
    /// Its phases, in order.
    pub phases: Vec<PhaseTime>,
}

impl Conformance {
    /// How many steps stand in a state.
    #[must_use]
    pub fn count(&self, states: &[TaskState]) -> usize {
        let steps = self.steps.iter();
        steps.filter(|step| states.contains(&step.task.state)).count()
    }
}

/// Whether a cycle followed the process.
#[must_use]
pub fn conformance(template: &Template, history: &History) -> Conformance {
    let until = history.ended_at.unwrap_or(history.now);
    let mut began: BTreeMap<Phase, DateTime<Utc>> = BTreeMap::from([(first(history), history.begun_at)]);
    for (phase, at) in &history.phases {
        began.entry(*phase).or_insert(*at);
    }
    // Management and follow-up run side by side from publication on.
    if let Some(published) = began.get(&Phase::Management).copied() {
        began.insert(Phase::FollowUp, published);
    }
    let steps: Vec<Step> = history
        .tasks
        .iter()
        .map(|task| step(template, history, &began, task, until))
        .collect();
    let phases = began
        .iter()
        .map(|(phase, at)| {
            let next = began
                .iter()
                .find(|(later, _)| *later > phase && **later <= Phase::Management);
            let ended_at = next.map(|(_, at)| *at).or(history.ended_at);
            let waited: Vec<i64> = steps
                .iter()
                .filter(|step| step.task.phase == *phase)
                .filter_map(|step| step.waited_days)
                .collect();
            let count = i64::try_from(waited.len()).unwrap_or(i64::MAX);
            PhaseTime {
                phase: *phase,
                began_at: *at,
                ended_at,
                days: days(*at, ended_at.unwrap_or(until)),
                mean_waited_days: (count > 0).then(|| waited.iter().sum::<i64>() / count.max(1)),
            }
        })
        .collect();
    Conformance { steps, phases }
}

/// The phase in which it began: a revision may leave the first ones out.
fn first(history: &History) -> Phase {
    let tasks = history.tasks.iter().map(|task| task.phase);
    tasks.min().unwrap_or(Phase::Inventory)
}

fn step(
    template: &Template,
    history: &History,
    began: &BTreeMap<Phase, DateTime<Utc>>,
    task: &Carried,
    until: DateTime<Utc>,
) -> Step {
    let touched = task.begun_at.or(task.closed_at);
    let ready = ready_at(template, history, began, task).filter(|_| {
        // What waits is not ready, and what was switched off never was to be done.
        !matches!(task.state, TaskState::NotApplicable | TaskState::Waiting)
    });
    let open = matches!(task.state, TaskState::Ready | TaskState::InProgress);
    Step {
        waited_days: ready.map(|ready| days(ready, touched.unwrap_or(until))),
        took_days: task
            .begun_at
            .filter(|_| open || task.closed_at.is_some())
            .map(|begun| days(begun, task.closed_at.unwrap_or(until))),
        task: task.clone(),
    }
}

/// When it could be begun: its phase had begun, it was made, and what it waits for was closed. None where that has not come.
fn ready_at(
    template: &Template,
    history: &History,
    began: &BTreeMap<Phase, DateTime<Utc>>,
    task: &Carried,
) -> Option<DateTime<Utc>> {
    let mut ready = (*began.get(&task.phase)?).max(task.created_at);
    let activity = task.activity.as_deref().and_then(|key| template.activity(key));
    for key in activity.map_or(&[][..], |activity| &activity.after) {
        let before = history
            .tasks
            .iter()
            .find(|other| other.activity.as_deref() == Some(key.as_str()));
        match before.map(|before| (before.state, before.closed_at)) {
            None | Some((TaskState::NotApplicable, _)) => {}
            Some((_, closed_at)) => ready = ready.max(closed_at?),
        }
    }
    Some(ready)
}

/// Whole days between two moments; none before the first.
fn days(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    to.signed_duration_since(from).num_days().max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::template;

    fn at(day: &str) -> DateTime<Utc> {
        format!("{day}T08:00:00Z").parse().unwrap_or_default()
    }

    fn task(activity: &str, state: TaskState, begun: Option<&str>, closed: Option<&str>) -> Carried {
        let phase = template().activity(activity).map(|activity| activity.phase);
        Carried {
            id: TaskId::new(),
            activity: Some(activity.to_owned()),
            phase: phase.unwrap_or(Phase::Inventory),
            state,
            created_at: at("2026-11-02"),
            begun_at: begun.map(at),
            closed_at: closed.map(at),
            closed_by: closed.map(|_| UserId::new()),
            reason: None,
        }
    }

    fn history(tasks: Vec<Carried>) -> History {
        History {
            begun_at: at("2026-11-02"),
            ended_at: None,
            now: at("2027-01-31"),
            phases: vec![
                (Phase::Decision, at("2026-12-02")),
                (Phase::Preparation, at("2026-12-12")),
            ],
            tasks,
        }
    }

    #[test]
    fn each_phase_takes_from_its_beginning_to_that_of_the_next() {
        let phases = conformance(
            template(),
            &history(vec![task(
                "inventory.needs",
                TaskState::Done,
                None,
                Some("2026-11-05"),
            )]),
        )
        .phases;
        let told: Vec<_> = phases
            .iter()
            .map(|phase| (phase.phase, phase.days, phase.mean_waited_days))
            .collect();
        assert_eq!(
            told,
            [
                (Phase::Inventory, 30, Some(3)),
                (Phase::Decision, 10, None),
                (Phase::Preparation, 50, None),
            ]
        );
    }

    #[test]
    fn a_task_waits_from_when_what_it_waits_for_is_closed() {
        let waits_for = &template()
            .activities
            .iter()
            .find(|activity| activity.phase == Phase::Inventory && !activity.after.is_empty())
            .map(|activity| (activity.key.clone(), activity.after.clone()));
        let Some((key, after)) = waits_for else { return };
        let mut tasks: Vec<Carried> = after
            .iter()
            .map(|key| task(key, TaskState::Done, None, Some("2026-11-12")))
            .collect();
        tasks.push(task(key, TaskState::Done, Some("2026-11-15"), Some("2026-11-20")));
        let conformance = conformance(template(), &history(tasks));
        let step = conformance.steps.last();
        assert_eq!(
            step.map(|step| (step.waited_days, step.took_days)),
            Some((Some(3), Some(5)))
        );
    }

    #[test]
    fn what_was_switched_off_did_not_wait() {
        let off = task("preparation.project", TaskState::NotApplicable, None, None);
        let conformance = conformance(template(), &history(vec![off]));
        assert_eq!(conformance.steps[0].waited_days, None);
        assert_eq!(conformance.count(&[TaskState::NotApplicable]), 1);
        assert_eq!(conformance.count(&[TaskState::Done, TaskState::Skipped]), 0);
    }
}
