//! Gates and approvals: one each, with what the process does not do without.

use std::collections::BTreeSet;

use ::entity::enums::{ApprovalSubject, Phase, Role};

use super::{Keys, not_empty, wrong};
use crate::domain::{
    launch::LaunchArea,
    template::{
        ConditionKind, HANDOVER, PROJECT_CLOSING,
        parse::{File, RawGate, Wrong},
    },
};

/// What no municipality can take away: the process states it as a rule.
fn indispensable(from: Phase) -> &'static [ConditionKind] {
    match from {
        Phase::Decision => &[ConditionKind::DecidedGo],
        Phase::Preparation => &[ConditionKind::SpecificationApproved],
        Phase::Build => &[ConditionKind::EServiceApproved],
        Phase::Launch => &[ConditionKind::EServiceApproved, ConditionKind::LaunchDateReached],
        _ => &[],
    }
}

/// One gate between each phase and the next.
pub(super) fn gates(file: &File, keys: &Keys) -> Result<(), Wrong> {
    let mut seen = BTreeSet::new();
    for gate in &file.gate {
        let raw = gate.get_ref();
        let from = *raw.from.get_ref();
        if !Phase::ALL
            .windows(2)
            .any(|pair| pair == [from, *raw.to.get_ref()])
        {
            let reason = format!(
                "no gate leads from `{}` to `{}`",
                from.name(),
                raw.to.get_ref().name()
            );
            wrong(&raw.to, reason)?;
        }
        if !seen.insert(from) {
            wrong(
                &raw.from,
                format!("the gate out of `{}` is there twice", from.name()),
            )?;
        }
        conditions(raw, keys)?;
        for kind in indispensable(from) {
            if !raw
                .condition
                .iter()
                .any(|condition| condition.get_ref().kind == *kind)
            {
                wrong(
                    &raw.from,
                    format!(
                        "the gate out of `{}` cannot do without `{}`",
                        from.name(),
                        kind.name()
                    ),
                )?;
            }
        }
    }
    for pair in Phase::ALL.windows(2) {
        if let [from, to] = pair
            && !seen.contains(from)
        {
            return Err((
                0,
                format!("the gate from `{}` to `{}` is missing", from.name(), to.name()),
            ));
        }
    }
    Ok(())
}

fn conditions(gate: &RawGate, keys: &Keys) -> Result<(), Wrong> {
    let mut seen = BTreeSet::new();
    for condition in &gate.condition {
        let raw = condition.get_ref();
        not_empty(&raw.text)?;
        if !seen.insert(raw.kind) {
            wrong(
                condition,
                format!("the condition `{}` is there twice", raw.kind.name()),
            )?;
        }
        let looked_at = match raw.kind {
            ConditionKind::HandoverDone => HANDOVER,
            ConditionKind::ProjectClosed => PROJECT_CLOSING,
            kind => match LaunchArea::of(kind) {
                Some(area) => area.activity(),
                None => continue,
            },
        };
        if !keys.contains_key(looked_at) {
            let reason = format!("`{}` looks at `{looked_at}`, which is not there", raw.kind.name());
            wrong(condition, reason)?;
        }
    }
    Ok(())
}

/// One rule for each subject.
pub(super) fn approvals(file: &File) -> Result<(), Wrong> {
    let mut seen = BTreeSet::new();
    for approval in &file.approval {
        let raw = approval.get_ref();
        let subject = *raw.subject.get_ref();
        not_empty(&raw.name)?;
        if *raw.role.get_ref() == Role::Admin {
            wrong(&raw.role, "an administrator approves nothing".to_owned())?;
        }
        if !seen.insert(subject) {
            wrong(
                &raw.subject,
                format!("the approval of `{}` is there twice", subject.name()),
            )?;
        }
    }
    for subject in ApprovalSubject::ALL {
        if !seen.contains(subject) {
            return Err((0, format!("the approval of `{}` is missing", subject.name())));
        }
    }
    Ok(())
}
