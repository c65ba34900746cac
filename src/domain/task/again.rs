//! The next time of an activity whose interval was changed.

use ::entity::ids::TaskId;
use chrono::NaiveDate;

use super::due;
use crate::domain::{facts::CycleFacts, template::Activity};

/// When the open task of an activity that recurs is due by the interval that is in force now: one interval after the time before. None
/// where nothing is open, where it is the first time (that is due by the rule of the process), and where somebody set the date.
#[must_use]
pub fn due_again(facts: &CycleFacts, activity: &Activity) -> Option<(TaskId, NaiveDate)> {
    let interval = facts.interval_of(activity)?;
    let mut tasks: Vec<_> = facts.tasks_of(&activity.key).collect();
    tasks.sort_by_key(|task| task.occurrence);
    let open = tasks
        .pop()
        .filter(|task| !task.is_closed() && !task.due_by_hand)?;
    let before = tasks.pop()?;
    let due_on = due::next(interval, before.due_on, facts.today);
    (open.due_on != Some(due_on)).then_some((open.id, due_on))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use ::entity::enums::{Interval, Phase, TaskState};

    use super::*;
    use crate::domain::{
        given::{cycle_in, date, set_state, settle, task, template},
        template::OPERATION_CHECK,
    };

    #[test]
    fn the_next_check_moves_to_one_interval_after_the_last() {
        // Given a check that was due on Monday 21 June and is done; by the process the next is due a month later.
        let mut facts = cycle_in(Phase::Management);
        let activity = template().activity(OPERATION_CHECK).unwrap();
        assert_eq!(
            due_again(&facts, activity),
            None,
            "the first time is due by the process"
        );
        set_state(&mut facts, OPERATION_CHECK, TaskState::Done);
        settle(&mut facts);
        let next = task(&facts, OPERATION_CHECK).clone();
        assert_eq!(next.due_on, Some(date("2027-07-21")));
        assert_eq!(due_again(&facts, activity), None, "nothing has changed");
        // When it is to be checked every week.
        facts.intervals.operation = Some(Interval::Weekly);
        assert_eq!(due_again(&facts, activity), Some((next.id, date("2027-06-28"))));
    }

    #[test]
    fn a_date_that_somebody_set_stays() {
        let mut facts = cycle_in(Phase::Management);
        set_state(&mut facts, OPERATION_CHECK, TaskState::Done);
        settle(&mut facts);
        let next = task(&facts, OPERATION_CHECK).id;
        facts
            .tasks
            .iter_mut()
            .find(|task| task.id == next)
            .unwrap()
            .due_by_hand = true;
        facts.intervals.operation = Some(Interval::Weekly);
        let activity = template().activity(OPERATION_CHECK).unwrap();
        assert_eq!(due_again(&facts, activity), None);
    }
}
