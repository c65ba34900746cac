//! Approvals: what can be asked, and who may answer.

mod content;
mod refusal;

#[cfg(test)]
mod content_tests;
#[cfg(test)]
mod tests;

use ::entity::{
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, Phase},
    ids::UserId,
};

use super::{facts::CycleFacts, template::ApprovalRule};

pub use content::{Difference, canonical, content_hash, difference};
pub use refusal::ApprovalRefusal;

/// The phases in which a subject can be approved. Each begins where the process asks for it, and lasts until publication, so
/// that what has changed since can be approved anew.
#[must_use]
pub fn phases_of(subject: ApprovalSubject) -> &'static [Phase] {
    match subject {
        ApprovalSubject::Design | ApprovalSubject::Specification | ApprovalSubject::Metrics => {
            &[Phase::Preparation, Phase::Build, Phase::Launch]
        }
        ApprovalSubject::Test | ApprovalSubject::Editorial | ApprovalSubject::EService => {
            &[Phase::Build, Phase::Launch]
        }
    }
}

/// The approvals that must be valid before a subject is approved: the last one covers all the others.
#[must_use]
pub fn needs(subject: ApprovalSubject) -> &'static [ApprovalSubject] {
    match subject {
        ApprovalSubject::EService => &[
            ApprovalSubject::Design,
            ApprovalSubject::Specification,
            ApprovalSubject::Metrics,
            ApprovalSubject::Test,
            ApprovalSubject::Editorial,
        ],
        _ => &[],
    }
}

/// The kinds of artefacts of which nothing may be left to do when a subject is approved. The e-service as a whole waits for all: what
/// is found after the test and the review counts too.
#[must_use]
pub fn waits_for(subject: ApprovalSubject) -> &'static [ArtefactKind] {
    match subject {
        ApprovalSubject::Test => &[ArtefactKind::Defect],
        ApprovalSubject::Editorial => &[ArtefactKind::EditorRemark],
        ApprovalSubject::EService => &[ArtefactKind::Defect, ArtefactKind::EditorRemark],
        ApprovalSubject::Design | ApprovalSubject::Specification | ApprovalSubject::Metrics => &[],
    }
}

/// Whether an approval can be asked for now. `already_pending`: one of this subject waits for its answer;
/// `content_missing`: there is nothing to approve yet.
///
/// # Errors
/// The first reason why not.
pub fn may_ask(
    facts: &CycleFacts,
    subject: ApprovalSubject,
    already_pending: bool,
    content_missing: bool,
) -> Result<(), ApprovalRefusal> {
    is_time_for(facts, subject)?;
    if already_pending {
        return Err(ApprovalRefusal::AlreadyPending);
    }
    if facts.approvals.contains(&subject) {
        return Err(ApprovalRefusal::AlreadyApproved);
    }
    if content_missing {
        return Err(ApprovalRefusal::ContentMissing);
    }
    Ok(())
}

/// Whether a subject can be approved now, asked again when the answer is yes: time has passed since it was asked for. The
/// e-service is approved together with its launch date, which whoever asks need not know. `open`: each thing that is left to do of what
/// the subject [waits for](waits_for), with its kind and what people call it.
///
/// # Errors
/// The first reason why not.
pub fn may_approve(
    facts: &CycleFacts,
    subject: ApprovalSubject,
    open: &[(ArtefactKind, String)],
) -> Result<(), ApprovalRefusal> {
    is_time_for(facts, subject)?;
    if subject == ApprovalSubject::Test && facts.tally(ArtefactKind::TestRun).total == 0 {
        return Err(ApprovalRefusal::NothingTested);
    }
    for kind in waits_for(subject) {
        if facts.tally(*kind).open == 0 {
            continue;
        }
        let of_kind = open.iter().filter(|(of, _)| of == kind);
        let names = of_kind.map(|(_, name)| name.clone()).collect();
        return Err(match kind {
            ArtefactKind::Defect => ApprovalRefusal::DefectsOpen(names),
            _ => ApprovalRefusal::RemarksOpen(names),
        });
    }
    if subject == ApprovalSubject::EService {
        let date = facts.launch_date.ok_or(ApprovalRefusal::LaunchDateMissing)?;
        if date < facts.today {
            return Err(ApprovalRefusal::LaunchDateInPast);
        }
    }
    Ok(())
}

/// Whether an approval no longer holds: what it is about is not what it was, or something has `come_up` since it was given that it
/// [waits for](waits_for). Whoever is asked and has not answered yet waits for that anyway.
#[must_use]
pub fn has_lapsed(state: ApprovalState, asked_hash: &str, current_hash: &str, come_up: bool) -> bool {
    asked_hash != current_hash || (state == ApprovalState::Approved && come_up)
}

fn is_time_for(facts: &CycleFacts, subject: ApprovalSubject) -> Result<(), ApprovalRefusal> {
    if facts.ended {
        return Err(ApprovalRefusal::CycleEnded);
    }
    let allowed = phases_of(subject);
    if !allowed.contains(&facts.phase) || facts.is_published() {
        return Err(ApprovalRefusal::NotPhase {
            allowed,
            current: facts.phase,
        });
    }
    let missing: Vec<_> = needs(subject)
        .iter()
        .copied()
        .filter(|need| !facts.approvals.contains(need))
        .collect();
    if !missing.is_empty() {
        return Err(ApprovalRefusal::OthersMissing(missing));
    }
    Ok(())
}

/// Whether a person, who holds the role that is asked, may answer. `named_hash` is the version that they saw, `current_hash`
/// the one that it is now. There is no exception for administrators, only for rules without four eyes.
///
/// # Errors
/// The first reason why not.
pub fn may_decide(
    rule: &ApprovalRule,
    state: ApprovalState,
    decider: UserId,
    asked_by: UserId,
    contributors: &[UserId],
    named_hash: &str,
    current_hash: &str,
) -> Result<(), ApprovalRefusal> {
    if state != ApprovalState::Pending {
        return Err(ApprovalRefusal::NotPending);
    }
    if rule.four_eyes && decider == asked_by {
        return Err(ApprovalRefusal::OwnRequest);
    }
    if rule.four_eyes && contributors.contains(&decider) {
        return Err(ApprovalRefusal::Contributor);
    }
    if named_hash != current_hash {
        return Err(ApprovalRefusal::OtherVersion);
    }
    Ok(())
}

/// Whether this is a reason for a rejection.
///
/// # Errors
/// None was given, or one that says nothing.
pub fn has_reason(reason: Option<&str>) -> Result<(), ApprovalRefusal> {
    if reason.is_some_and(|reason| !reason.trim().is_empty()) {
        Ok(())
    } else {
        Err(ApprovalRefusal::ReasonMissing)
    }
}

/// Whether a person may take a request back: the one who asked, for as long as it was not answered.
///
/// # Errors
/// Somebody else asked, or it was answered.
pub fn may_withdraw(
    state: ApprovalState,
    withdrawer: UserId,
    asked_by: UserId,
) -> Result<(), ApprovalRefusal> {
    if state != ApprovalState::Pending {
        return Err(ApprovalRefusal::NotPending);
    }
    if withdrawer != asked_by {
        return Err(ApprovalRefusal::NotAsker);
    }
    Ok(())
}
