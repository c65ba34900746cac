//! What the tasks of a cycle should be, given everything else: the one function that is run after every change.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use ::entity::{
    enums::{DecisionOutcome, Phase, Role, TaskState},
    ids::TaskId,
};

use super::due;
use crate::domain::{
    facts::{CycleFacts, TaskFacts, is_closed},
    template::{Activity, Outcome, Template},
};

/// A task that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// Key of its activity.
    pub activity: String,
    /// The phase in which it can be done.
    pub phase: Phase,
    /// Who is responsible.
    pub role: Role,
    /// The place of its activity in the template, from 0.
    pub position: i32,
    /// 1 for the first; more where the activity recurs.
    pub occurrence: i32,
    /// Where it stands.
    pub state: TaskState,
    /// When it should be done.
    pub due_on: Option<NaiveDate>,
}

/// A task that is to be changed, with both values as they should be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskChange {
    /// Which task.
    pub id: TaskId,
    /// Where it stands.
    pub state: TaskState,
    /// When it should be done.
    pub due_on: Option<NaiveDate>,
    /// True where a decision, an appointment, an approval or publication closed it, or an approval's end opened it again.
    pub by_outcome: bool,
}

/// What is to be done with the tasks of a cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Tasks that are not as they should be, in the order of the process.
    pub changes: Vec<TaskChange>,
    /// The next times of activities that recur.
    pub new_tasks: Vec<NewTask>,
}

/// The tasks of a cycle that begins: one for every activity. The facts have no tasks of the template yet.
#[must_use]
pub fn instantiate(template: &Template, facts: &CycleFacts) -> Vec<NewTask> {
    instantiate_without(template, facts, &BTreeSet::new())
}

/// The tasks of a cycle that begins without some activities: theirs are switched off, for all to see.
#[must_use]
pub fn instantiate_without(
    template: &Template,
    facts: &CycleFacts,
    left_out: &BTreeSet<String>,
) -> Vec<NewTask> {
    let mut board = Board::new(facts);
    for activity in &template.activities {
        let state = if left_out.contains(&activity.key) {
            TaskState::NotApplicable
        } else {
            TaskState::Waiting
        };
        board.put(Card::new(Some(activity), activity.phase, state));
    }
    board.settle();
    board
        .cards
        .iter()
        .zip(&template.activities)
        .zip(0..)
        .map(|((card, activity), position)| new_task(activity, position, card))
        .collect()
}

/// What the state and due date of each task should now be, and which tasks come again. Applied and asked anew, it has
/// nothing more to say. A cycle that is over stays as it is.
#[must_use]
pub fn settle(template: &Template, facts: &CycleFacts) -> Settlement {
    if facts.ended {
        return Settlement::default();
    }
    // In the order of the process, whatever order they were loaded in.
    let mut tasks: Vec<&TaskFacts> = facts.tasks.iter().collect();
    tasks.sort_by_key(|task| (task.position, task.occurrence, task.id));
    let mut board = Board::new(facts);
    for task in &tasks {
        let activity = task.activity.as_deref().and_then(|key| template.activity(key));
        let mut card = Card::new(activity, task.phase, task.state);
        (card.due_on, card.due_by_hand, card.occurrence) = (task.due_on, task.due_by_hand, task.occurrence);
        board.put(card);
    }
    board.settle();
    let changes = tasks.iter().zip(&board.cards).filter_map(|(task, card)| {
        let changed = (task.state, task.due_on) != (card.state, card.due_on);
        changed.then_some(TaskChange {
            id: task.id,
            state: card.state,
            due_on: card.due_on,
            by_outcome: card.by_outcome,
        })
    });
    Settlement {
        changes: changes.collect(),
        new_tasks: board.next_times(template),
    }
}

fn new_task(activity: &Activity, position: i32, card: &Card) -> NewTask {
    NewTask {
        activity: activity.key.clone(),
        phase: activity.phase,
        // A parsed template names at least one; nobody owns what nobody was named for but the owner.
        role: activity.responsible.first().copied().unwrap_or(Role::Owner),
        position,
        occurrence: card.occurrence,
        state: card.state,
        due_on: card.due_on,
    }
}

/// A task while it is being settled.
struct Card<'a> {
    activity: Option<&'a Activity>,
    phase: Phase,
    state: TaskState,
    due_on: Option<NaiveDate>,
    due_by_hand: bool,
    occurrence: i32,
    by_outcome: bool,
}

impl<'a> Card<'a> {
    fn new(activity: Option<&'a Activity>, phase: Phase, state: TaskState) -> Self {
        Self {
            activity,
            phase,
            state,
            due_on: None,
            due_by_hand: false,
            occurrence: 1,
            by_outcome: false,
        }
    }
}

/// All tasks of a cycle at once, since they wait for one another.
struct Board<'a> {
    facts: &'a CycleFacts,
    cards: Vec<Card<'a>>,
    by_activity: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Board<'a> {
    fn new(facts: &'a CycleFacts) -> Self {
        Self {
            facts,
            cards: Vec::new(),
            by_activity: HashMap::new(),
        }
    }

    fn put(&mut self, card: Card<'a>) {
        if let Some(activity) = card.activity {
            self.by_activity
                .entry(&activity.key)
                .or_default()
                .push(self.cards.len());
        }
        self.cards.push(card);
    }

    /// States first, until none changes another (nothing waits for itself, so that it comes to an end), then due dates.
    fn settle(&mut self) {
        for _ in 0..=self.cards.len() {
            let mut moved = false;
            for at in 0..self.cards.len() {
                let Some((state, by_outcome)) = self.cards.get(at).map(|card| self.state_of(card)) else {
                    continue;
                };
                if let Some(card) = self.cards.get_mut(at)
                    && card.state != state
                {
                    (card.state, card.by_outcome, moved) = (state, by_outcome, true);
                }
            }
            if !moved {
                break;
            }
        }
        for card in &mut self.cards {
            if let Some(activity) = card.activity
                && !card.due_by_hand
                && card.occurrence == 1
                && !is_closed(card.state)
            {
                card.due_on = due::first(activity, self.facts, card.due_on);
            }
        }
    }

    /// The state that follows, and whether an outcome brought it.
    fn state_of(&self, card: &Card) -> (TaskState, bool) {
        let begun = self.facts.has_begun(card.phase);
        let Some(activity) = card.activity else {
            return (opened(card.state, begun), false);
        };
        let mut state = card.state;
        match activity.condition.map(|condition| self.facts.meets(condition)) {
            // What was done or left out before the decision stays on record.
            Some(Some(false)) if matches!(state, TaskState::Done | TaskState::Skipped) => {}
            Some(Some(false)) => return (TaskState::NotApplicable, false),
            Some(None) if matches!(state, TaskState::Ready | TaskState::NotApplicable) => {
                return (TaskState::Waiting, false);
            }
            Some(None) => return (state, false),
            Some(Some(true)) if state == TaskState::NotApplicable => state = TaskState::Waiting,
            Some(Some(true)) | None => {}
        }
        let mut by_outcome = false;
        if let Some(outcome) = activity.leaves.filter(|_| state == TaskState::Done)
            && self.is_withdrawn(outcome)
        {
            (state, by_outcome) = (TaskState::Waiting, true);
        }
        let begun = begun && !self.is_declined(activity);
        state = opened(state, begun && self.is_due_after(activity));
        if let Some(outcome) = activity.leaves
            && outcome.comes_by_itself()
            && matches!(state, TaskState::Ready | TaskState::InProgress)
            && self.facts.shows(outcome)
        {
            (state, by_outcome) = (TaskState::Done, true);
        }
        (state, by_outcome)
    }

    /// True where what closed a task is gone: an approval made void before publication, a decision put off again.
    fn is_withdrawn(&self, outcome: Outcome) -> bool {
        let can_be = match outcome {
            Outcome::Decision => self.facts.phase == Phase::Decision,
            outcome => outcome.is_approval() && !self.facts.is_published(),
        };
        can_be && !self.facts.shows(outcome)
    }

    /// True for what follows a decision not to develop: it waits for another decision.
    fn is_declined(&self, activity: &Activity) -> bool {
        let follows = activity.phase == Phase::Decision && activity.leaves != Some(Outcome::Decision);
        follows && self.facts.decision == Some(DecisionOutcome::NoGo)
    }

    /// True where all that the activity waits for is closed. What recurs is not waited for a second time, and what the cycle
    /// was begun without is not waited for at all.
    fn is_due_after(&self, activity: &Activity) -> bool {
        activity.after.iter().all(|key| {
            self.by_activity.get(key.as_str()).is_none_or(|cards| {
                cards
                    .iter()
                    .filter_map(|at| self.cards.get(*at))
                    .any(|card| is_closed(card.state))
            })
        })
    }

    /// The next times of activities that recur, for as long as the e-service is in operation.
    fn next_times(&self, template: &Template) -> Vec<NewTask> {
        if !self.facts.is_published() {
            return Vec::new();
        }
        let mut new = Vec::new();
        for (activity, position) in template.activities.iter().zip(0..) {
            let Some(interval) = self.facts.interval_of(activity) else {
                continue;
            };
            let cards = self.by_activity.get(activity.key.as_str()).into_iter().flatten();
            let newest = cards
                .filter_map(|at| self.cards.get(*at))
                .max_by_key(|card| card.occurrence);
            if let Some(newest) =
                newest.filter(|card| matches!(card.state, TaskState::Done | TaskState::Skipped))
            {
                let mut card = Card::new(Some(activity), activity.phase, TaskState::Waiting);
                card.occurrence = newest.occurrence.saturating_add(1);
                card.due_on = Some(due::next(interval, newest.due_on, self.facts.today));
                card.state = self.state_of(&card).0;
                new.push(new_task(activity, position, &card));
            }
        }
        new
    }
}

/// Waiting becomes ready when it can be begun, and ready waits again when it cannot; what somebody works on stays theirs.
fn opened(state: TaskState, can_begin: bool) -> TaskState {
    match state {
        TaskState::Waiting if can_begin => TaskState::Ready,
        TaskState::Ready if !can_begin => TaskState::Waiting,
        state => state,
    }
}
