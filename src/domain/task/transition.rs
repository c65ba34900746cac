//! What a person can do with a task. Each function answers the state that follows; after it the cycle is settled.

use ::entity::enums::{Phase, TaskState};

use super::TaskRefusal;
use crate::domain::{
    facts::{CycleFacts, TaskFacts},
    template::{Activity, Outcome, Template},
};

/// Somebody takes the task, or it is given to them. That can be done ahead of time and does not change where it stands.
///
/// # Errors
/// Closed tasks are nobody's to take.
pub fn take(_template: &Template, facts: &CycleFacts, task: &TaskFacts) -> Result<TaskState, TaskRefusal> {
    runs(facts)?;
    stands(
        task,
        &[TaskState::Waiting, TaskState::Ready, TaskState::InProgress],
    )?;
    Ok(task.state)
}

/// Somebody begins to work on it.
///
/// # Errors
/// Only what is ready can be begun.
pub fn start(_template: &Template, facts: &CycleFacts, task: &TaskFacts) -> Result<TaskState, TaskRefusal> {
    runs(facts)?;
    stands(task, &[TaskState::Ready])?;
    Ok(TaskState::InProgress)
}

/// It is done.
///
/// # Errors
/// What its activity leaves behind must be there; what comes by itself closes its task by itself.
pub fn complete(template: &Template, facts: &CycleFacts, task: &TaskFacts) -> Result<TaskState, TaskRefusal> {
    runs(facts)?;
    stands(task, &[TaskState::Ready, TaskState::InProgress])?;
    match outcome(template, task) {
        Some(outcome) if facts.is_left_behind(outcome, task) => Ok(TaskState::Done),
        Some(outcome) if outcome.comes_by_itself() => Err(TaskRefusal::OnlyByOutcome(outcome)),
        Some(outcome) => Err(TaskRefusal::OutcomeMissing(outcome)),
        None => Ok(TaskState::Done),
    }
}

/// It is left out, for a reason.
///
/// # Errors
/// The template must allow it, and the reason must say something.
pub fn skip(
    template: &Template,
    facts: &CycleFacts,
    task: &TaskFacts,
    reason: &str,
) -> Result<TaskState, TaskRefusal> {
    runs(facts)?;
    stands(task, &[TaskState::Ready, TaskState::InProgress])?;
    if activity(template, task).is_some_and(|activity| !activity.skippable) {
        return Err(TaskRefusal::NotSkippable);
    }
    if reason.trim().is_empty() {
        return Err(TaskRefusal::ReasonMissing);
    }
    Ok(TaskState::Skipped)
}

/// It was not done after all. Settling then lets wait what depends on it.
///
/// # Errors
/// Not when the cycle has gone on, when the activity has come again, or when an outcome closed the task.
pub fn reopen(template: &Template, facts: &CycleFacts, task: &TaskFacts) -> Result<TaskState, TaskRefusal> {
    runs(facts)?;
    stands(task, &[TaskState::Done, TaskState::Skipped])?;
    // Management and follow-up run side by side: neither is passed.
    if task.phase < facts.phase && task.phase < Phase::Management {
        return Err(TaskRefusal::PhasePassed);
    }
    let came_again = |key: &str| {
        facts
            .tasks_of(key)
            .any(|other| other.occurrence > task.occurrence)
    };
    if task.activity.as_deref().is_some_and(came_again) {
        return Err(TaskRefusal::ComeAgain);
    }
    match outcome(template, task) {
        Some(outcome) if outcome.comes_by_itself() && task.state == TaskState::Done => {
            Err(TaskRefusal::OnlyByOutcome(outcome))
        }
        _ => Ok(TaskState::Ready),
    }
}

fn runs(facts: &CycleFacts) -> Result<(), TaskRefusal> {
    if facts.ended {
        Err(TaskRefusal::CycleEnded)
    } else {
        Ok(())
    }
}

fn stands(task: &TaskFacts, allowed: &[TaskState]) -> Result<(), TaskRefusal> {
    if allowed.contains(&task.state) {
        Ok(())
    } else {
        Err(TaskRefusal::WrongState { state: task.state })
    }
}

fn activity<'a>(template: &'a Template, task: &TaskFacts) -> Option<&'a Activity> {
    task.activity.as_deref().and_then(|key| template.activity(key))
}

fn outcome(template: &Template, task: &TaskFacts) -> Option<Outcome> {
    activity(template, task).and_then(|activity| activity.leaves)
}
