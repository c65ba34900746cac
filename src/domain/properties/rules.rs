//! What the process forbids, stated once more and independently of the template and the gates.

use std::collections::BTreeSet;

use ::entity::enums::{ApprovalSubject, ArtefactKind, DecisionOutcome, DocumentKind, Phase, Role, TaskState};

use crate::domain::{
    facts::CycleFacts,
    given::template,
    template::{Condition, Outcome},
};

fn rule(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// What must be true at the moment in which a phase is entered.
pub fn may_enter(facts: &CycleFacts, phase: Phase) -> Result<(), String> {
    let approved = |subject| facts.approvals.contains(&subject);
    match phase {
        Phase::Inventory => Err("nothing leads back to inventory".to_owned()),
        Phase::Decision => {
            rule(facts.roles.contains(&Role::Owner), "somebody is owner")?;
            rule(
                facts.documents.contains(&DocumentKind::PreStudy),
                "the pre-study is written",
            )
        }
        Phase::Preparation => {
            rule(
                facts.tally(ArtefactKind::Requirement).open == 0,
                "demanding requirements are investigated",
            )?;
            rule(
                facts.decision == Some(DecisionOutcome::Go),
                "management decided to develop",
            )?;
            rule(
                facts.approach.is_some() && facts.deadline.is_some(),
                "approach and deadline are decided",
            )?;
            rule(
                facts.target_group.is_some() && facts.test_group.is_some(),
                "the flags are decided",
            )?;
            rule(
                facts.roles.contains(&Role::ServiceManager),
                "somebody is service manager",
            )?;
            rule(facts.roles.contains(&Role::ProjectLead), "somebody leads")
        }
        Phase::Build => {
            rule(approved(ApprovalSubject::Design), "the design is approved")?;
            rule(
                approved(ApprovalSubject::Specification),
                "the specification is approved",
            )?;
            rule(approved(ApprovalSubject::Metrics), "the measures are approved")?;
            let asked = facts.documents.contains(&DocumentKind::TargetGroupRequirements);
            rule(
                facts.target_group != Some(true) || asked,
                "the target group was asked",
            )
        }
        Phase::Launch => {
            rule(approved(ApprovalSubject::Test), "the tester approved")?;
            rule(approved(ApprovalSubject::Editorial), "the editor approved")?;
            rule(approved(ApprovalSubject::EService), "the owner approved")?;
            rule(facts.launch_date.is_some(), "the launch date is set")?;
            let found = facts.test_group_was_heard();
            rule(
                facts.test_group != Some(true) || found,
                "the test group's findings are written",
            )
        }
        Phase::Management => {
            rule(approved(ApprovalSubject::EService), "the owner's approval holds")?;
            for (activity, kind) in [
                ("launch.permissions", ArtefactKind::PlatformPermission),
                ("launch.texts", ArtefactKind::EditorialText),
                ("launch.texts", ArtefactKind::AccessibilityStatement),
                ("launch.training", ArtefactKind::TrainingSession),
                ("launch.order", ArtefactKind::PublicationOrder),
            ] {
                let left_out = facts
                    .tasks_of(activity)
                    .all(|task| matches!(task.state, TaskState::Skipped | TaskState::NotApplicable));
                let there = facts.artefacts.get(&kind).is_some_and(|tally| tally.total > 0);
                rule(left_out || there, &format!("{kind:?} is there"))?;
            }
            rule(
                facts.launch_date.is_some_and(|date| date <= facts.today),
                "the launch date has come",
            )
        }
        Phase::FollowUp => {
            let handed_over = facts.tasks_of("management.handover").any(|task| {
                // Switched off only where a turn is begun without it.
                matches!(task.state, TaskState::Done | TaskState::NotApplicable)
            });
            rule(handed_over, "the e-service is handed over")
        }
    }
}

/// What a single move may do.
pub fn check_step(before: &CycleFacts, after: &CycleFacts) -> Result<(), String> {
    if before.ended {
        let untouched = CycleFacts {
            today: after.today,
            roles: after.roles.clone(),
            ..before.clone()
        };
        let mut compared = after.clone();
        for (task, old) in compared.tasks.iter_mut().zip(&before.tasks) {
            (task.due_on, task.due_by_hand) = (old.due_on, old.due_by_hand);
        }
        rule(untouched == compared, "a cycle that is over does not change")?;
    }
    rule(
        before.published_on.is_none() || before.published_on == after.published_on,
        "publication stays",
    )?;
    if before.phase != after.phase {
        let steps = Phase::ALL
            .iter()
            .filter(|phase| **phase > before.phase && **phase <= after.phase)
            .count();
        rule(
            steps == 1 && after.phase > before.phase,
            "a cycle goes on by one phase at a time",
        )?;
        may_enter(before, after.phase)?;
        let open = before.tasks.iter().any(|task| {
            task.phase == before.phase
                && before.phase < Phase::Management
                && !task.is_closed()
                && task.activity.as_deref() != Some("launch.publish")
        });
        rule(!open, "a phase is left when its tasks are done")?;
    }
    Ok(())
}

/// What is true at every moment.
pub fn check_state(facts: &CycleFacts) -> Result<(), String> {
    let published = facts.published_on;
    rule(
        published.is_some() == (facts.phase >= Phase::Management),
        "operation begins with publication",
    )?;
    if let Some(day) = published {
        rule(
            facts.launch_date.is_some_and(|date| date <= day),
            "nothing is published before its launch date",
        )?;
    } else if facts.approvals.contains(&ApprovalSubject::EService) {
        rule(
            facts.approvals.len() == 6,
            "the approval of the e-service covers all others",
        )?;
    }
    let mut seen = BTreeSet::new();
    for task in &facts.tasks {
        let Some(key) = task.activity.as_deref() else {
            continue;
        };
        let of = |what: &str| format!("{key}: {what}");
        let Some(activity) = template().activity(key) else {
            return Err(of("is in the template"));
        };
        rule(seen.insert((key, task.occurrence)), &of("comes once each time"))?;
        rule(
            task.occurrence == 1 || activity.recurs.is_some(),
            &of("does not recur"),
        )?;
        let open = facts.tasks_of(key).filter(|task| !task.is_closed()).count();
        rule(open <= 1, &of("has one open task at most"))?;
        let begun = task.phase <= facts.phase || published.is_some();
        let idle = matches!(task.state, TaskState::Waiting | TaskState::NotApplicable);
        rule(idle || begun, &of("is not worked on before its phase"))?;
        if task.state == TaskState::Ready {
            let waits = activity
                .after
                .iter()
                .any(|key| facts.tasks_of(key).all(|task| !task.is_closed()));
            rule(
                !waits || facts.ended,
                &of("is ready only after what it waits for"),
            )?;
        }
        let decided_off = match activity.condition {
            Some(Condition::Project) => facts.approach == Some(::entity::enums::Approach::Ongoing),
            Some(Condition::TestGroup) => facts.test_group == Some(false),
            _ => false,
        };
        rule(
            facts.ended || decided_off == (task.state == TaskState::NotApplicable),
            &of("is switched as decided"),
        )?;
        if task.state == TaskState::Done && published.is_none() {
            let left = activity.leaves.is_none_or(|outcome| facts.shows(outcome));
            rule(
                left || activity.leaves == Some(Outcome::Decision) || facts.ended,
                &of("is done with what it leaves"),
            )?;
        }
    }
    Ok(())
}
