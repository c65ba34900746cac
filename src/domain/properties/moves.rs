//! What people do in a cycle: each move asks the heart first and changes the facts only when it is allowed, as a service does.

use ::entity::enums::{
    Approach, ApprovalSubject, ArtefactKind, DecisionOutcome, DocumentKind, Role, TaskState,
};
use chrono::{Days, NaiveDate};
use proptest::{prelude::*, sample::Index};

use crate::domain::{
    approval,
    facts::CycleFacts,
    given::{date, leave, make, settle, template},
    lifecycle, task,
    template::{Outcome, Wanted},
};

/// A move that somebody tries.
#[derive(Clone, Debug)]
pub enum Move {
    Advance,
    Publish,
    Decide(DecisionOutcome),
    DecideHow(Approach, u64),
    DecideFlags(bool, bool),
    Appoint(Role),
    Write(DocumentKind),
    StateMetric,
    ApproveOne(ApprovalSubject),
    Void(ApprovalSubject),
    SetLaunchDate(u64),
    Days(u64),
    Task(Index, Deed),
    DueByHand(Index, u64),
    End,
    /// Everything that is ready is worked on and done, with all that it must leave behind.
    Work,
    /// All that can be approved is.
    Approve,
}

/// What somebody tries with a task.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    Start,
    Complete,
    Skip,
    Reopen,
}

pub fn any_move() -> impl Strategy<Value = Move> {
    let outcome = prop::sample::select(DecisionOutcome::ALL);
    let approach = prop::sample::select(Approach::ALL);
    let deed = prop::sample::select(&[Deed::Start, Deed::Complete, Deed::Skip, Deed::Reopen][..]);
    prop_oneof![
        1 => Just(Move::End),
        160 => Just(Move::Work),
        120 => Just(Move::Advance),
        120 => Just(Move::Approve),
        80 => Just(Move::Publish),
        10 => outcome.prop_map(Move::Decide),
        20 => (approach, 0u64..300).prop_map(|(approach, days)| Move::DecideHow(approach, days)),
        20 => any::<(bool, bool)>().prop_map(|(target, test)| Move::DecideFlags(target, test)),
        20 => prop::sample::select(Role::ALL).prop_map(Move::Appoint),
        20 => prop::sample::select(DocumentKind::ALL).prop_map(Move::Write),
        5 => Just(Move::StateMetric),
        40 => prop::sample::select(ApprovalSubject::ALL).prop_map(Move::ApproveOne),
        10 => prop::sample::select(ApprovalSubject::ALL).prop_map(Move::Void),
        10 => (0u64..40).prop_map(Move::SetLaunchDate),
        40 => (0u64..30).prop_map(Move::Days),
        100 => (any::<Index>(), deed).prop_map(|(at, deed)| Move::Task(at, deed)),
        10 => (any::<Index>(), 0u64..100).prop_map(|(at, days)| Move::DueByHand(at, days)),
    ]
}

/// Tries a move.
pub fn apply(step: Move, facts: &mut CycleFacts) {
    match step {
        Move::Advance => {
            if let Ok(phase) = lifecycle::advance(template(), facts) {
                (facts.phase, facts.phase_since) = (phase, facts.today);
            }
        }
        Move::Publish => {
            if let Ok(phase) = lifecycle::publish(template(), facts) {
                (facts.phase, facts.phase_since) = (phase, facts.today);
                facts.published_on = Some(facts.today);
            }
        }
        Move::Decide(outcome) => {
            if lifecycle::decide(facts, outcome, &uninvestigated(facts)).is_ok() {
                facts.decision = Some(outcome);
            }
        }
        Move::DecideHow(approach, days) => {
            if lifecycle::decide(facts, DecisionOutcome::Go, &uninvestigated(facts)).is_ok() {
                (facts.approach, facts.deadline) = (Some(approach), Some(in_days(facts, days)));
            }
        }
        Move::DecideFlags(target_group, test_group) => {
            if lifecycle::decide(facts, DecisionOutcome::Go, &uninvestigated(facts)).is_ok() {
                (facts.target_group, facts.test_group) = (Some(target_group), Some(test_group));
            }
        }
        Move::Appoint(role) => {
            facts.roles.insert(role);
        }
        Move::Write(kind) => write(facts, kind),
        Move::StateMetric => state_metric(facts),
        Move::ApproveOne(subject) => approve(facts, subject),
        Move::Void(subject) => void(facts, subject),
        Move::SetLaunchDate(days) => set_launch_date(facts, days),
        Move::Days(days) => facts.today = in_days(facts, days),
        Move::Task(at, deed) => {
            let at = at.index(facts.tasks.len());
            try_deed(facts, at, deed);
        }
        Move::DueByHand(at, days) => {
            let due = in_days(facts, days);
            if let Some(task) = {
                let at = at.index(facts.tasks.len());
                facts.tasks.get_mut(at)
            } {
                (task.due_on, task.due_by_hand) = (Some(due), true);
            }
        }
        Move::End => facts.ended = true,
        Move::Work => {
            for at in 0..facts.tasks.len() {
                work(facts, at);
            }
        }
        Move::Approve => {
            let late = facts.launch_date.is_none_or(|date| date < facts.today);
            if late && !facts.approvals.contains(&ApprovalSubject::EService) {
                set_launch_date(facts, 10);
            }
            for subject in ApprovalSubject::ALL {
                approve(facts, *subject);
            }
        }
    }
}

/// What a decision to develop has to wait for, as a service finds it.
fn uninvestigated(facts: &CycleFacts) -> Vec<String> {
    vec![String::new(); facts.tally(ArtefactKind::Requirement).open]
}

fn in_days(facts: &CycleFacts, days: u64) -> NaiveDate {
    facts
        .today
        .checked_add_days(Days::new(days))
        .unwrap_or_else(|| date("2099-12-31"))
}

/// The people who are needed are appointed, what is to be left behind is brought about, and the task is called done.
fn work(facts: &mut CycleFacts, at: usize) {
    let Some(task) = facts.tasks.get(at) else { return };
    if task.state != TaskState::Ready && task.state != TaskState::InProgress {
        return;
    }
    let (role, outcome) = (
        task.role,
        task.activity
            .as_deref()
            .and_then(|key| template().activity(key)?.leaves),
    );
    facts.roles.insert(role);
    facts.roles.insert(Role::ProjectLead);
    if let Some(outcome) = outcome.filter(|_| !facts.ended) {
        make(facts, outcome);
    }
    match outcome {
        Some(Outcome::PreStudy) => write(facts, DocumentKind::PreStudy),
        Some(Outcome::Decision) => apply(Move::Decide(DecisionOutcome::Go), facts),
        Some(Outcome::Approach) => apply(Move::DecideHow(Approach::Project, 120), facts),
        Some(Outcome::Flags) => apply(Move::DecideFlags(true, true), facts),
        Some(Outcome::ServiceManager) => apply(Move::Appoint(Role::ServiceManager), facts),
        Some(Outcome::DesignProposal) => {
            write(facts, DocumentKind::TargetGroupRequirements);
            write(facts, DocumentKind::DesignProposal);
        }
        Some(Outcome::Specification) => write(facts, DocumentKind::Specification),
        Some(Outcome::Metrics) => state_metric(facts),
        Some(Outcome::Report) if !facts.ended => facts.reports += 1,
        Some(Outcome::FollowUpDecision) if !facts.ended => {
            let tally = facts.artefacts.entry(ArtefactKind::FollowUpDecision);
            tally.or_default().total += 1;
        }
        Some(Outcome::BuildNote) => write(facts, DocumentKind::BuildNote),
        Some(Outcome::TestGroupFindings) => write(facts, DocumentKind::TestGroupFindings),
        _ => {}
    }
    if let Some(outcome) = outcome.filter(|_| !facts.ended) {
        leave(facts, outcome.artefacts());
        if outcome == Outcome::Texts {
            leave(facts, &[Wanted::Finished(ArtefactKind::AccessibilityStatement)]);
        }
    }
    if let Some(outcome) = outcome.filter(|_| !facts.ended) {
        leave(facts, outcome.artefacts());
    }
    try_deed(facts, at, Deed::Complete);
    settle(facts);
}

fn try_deed(facts: &mut CycleFacts, at: usize, deed: Deed) {
    let Some(task) = facts.tasks.get(at) else { return };
    let state = match deed {
        Deed::Start => task::start(template(), facts, task),
        Deed::Complete => task::complete(template(), facts, task),
        Deed::Skip => task::skip(template(), facts, task, "It is not needed here."),
        Deed::Reopen => task::reopen(template(), facts, task),
    };
    if let (Ok(state), Some(task)) = (state, facts.tasks.get_mut(at)) {
        task.state = state;
    }
}

/// Writing anew makes void what was approved of it, and with that the approval of the whole.
fn write(facts: &mut CycleFacts, kind: DocumentKind) {
    if facts.ended {
        return;
    }
    facts.documents.insert(kind);
    match kind {
        DocumentKind::DesignProposal => void(facts, ApprovalSubject::Design),
        DocumentKind::Specification => void(facts, ApprovalSubject::Specification),
        DocumentKind::BuildNote => {
            void(facts, ApprovalSubject::Test);
            void(facts, ApprovalSubject::Editorial);
        }
        _ => {}
    }
}

fn state_metric(facts: &mut CycleFacts) {
    if !facts.ended {
        facts.metrics += 1;
        void(facts, ApprovalSubject::Metrics);
    }
}

fn void(facts: &mut CycleFacts, subject: ApprovalSubject) {
    if !facts.ended {
        facts.approvals.remove(&subject);
        facts.approvals.remove(&ApprovalSubject::EService);
    }
}

fn set_launch_date(facts: &mut CycleFacts, days: u64) {
    let date = in_days(facts, days);
    if lifecycle::set_launch_date(facts, date).is_ok() {
        facts.launch_date = Some(date);
        facts.approvals.remove(&ApprovalSubject::EService);
    }
}

fn approve(facts: &mut CycleFacts, subject: ApprovalSubject) {
    let content_missing = match subject {
        ApprovalSubject::Design => !facts.documents.contains(&DocumentKind::DesignProposal),
        ApprovalSubject::Specification => !facts.documents.contains(&DocumentKind::Specification),
        ApprovalSubject::Metrics => facts.metrics == 0,
        _ => !facts.documents.contains(&DocumentKind::BuildNote),
    };
    if subject == ApprovalSubject::Test && !facts.ended {
        facts.artefacts.entry(ArtefactKind::TestRun).or_default().total = 1;
    }
    let asked = approval::may_ask(facts, subject, false, content_missing);
    if asked.is_ok() && approval::may_approve(facts, subject, &[]).is_ok() {
        facts.approvals.insert(subject);
    }
}
