//! From TOML to a template: the form of the file, and where each thing stands in it.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use ::entity::enums::{ApprovalSubject, Interval, Phase, Role};

use super::{
    Activity, Anchor, ApprovalRule, Condition, ConditionKind, DueRule, Gate, GateCondition, Outcome,
    PhaseText, Template, Text, check,
};

/// What is wrong, after the byte of the file where it is.
pub(in crate::domain::template) type Wrong = (usize, String);

/// The file as it is written; every field that a rule may complain about knows its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub phase: Vec<Spanned<RawPhase>>,
    #[serde(default)]
    pub activity: Vec<Spanned<RawActivity>>,
    #[serde(default)]
    pub gate: Vec<Spanned<RawGate>>,
    #[serde(default)]
    pub approval: Vec<Spanned<RawApproval>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawText {
    pub sv: Spanned<String>,
    pub en: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhase {
    pub phase: Spanned<Phase>,
    pub name: RawText,
    pub description: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawActivity {
    pub key: Spanned<String>,
    pub phase: Spanned<Phase>,
    pub title: RawText,
    pub description: RawText,
    #[serde(default)]
    pub tip: Vec<RawText>,
    pub responsible: Spanned<Vec<Spanned<Role>>>,
    #[serde(default)]
    pub consulted: Vec<Spanned<Role>>,
    #[serde(default)]
    pub after: Vec<Spanned<String>>,
    pub condition: Option<Condition>,
    pub leaves: Option<Outcome>,
    #[serde(default)]
    pub skippable: bool,
    pub due: Option<Spanned<RawDue>>,
    pub recurs: Option<Spanned<Interval>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDue {
    pub from: Anchor,
    pub working_days: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGate {
    pub from: Spanned<Phase>,
    pub to: Spanned<Phase>,
    #[serde(default)]
    pub condition: Vec<Spanned<RawCondition>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCondition {
    pub kind: ConditionKind,
    pub text: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawApproval {
    pub subject: Spanned<ApprovalSubject>,
    pub role: Spanned<Role>,
    #[serde(default = "by_four_eyes")]
    pub four_eyes: bool,
    pub name: RawText,
}

fn by_four_eyes() -> bool {
    true
}

/// Reads the file, checks it, and lets go of the places.
pub(super) fn parse(source: &str) -> Result<Template, Wrong> {
    let file: File = toml::from_str(source).map_err(|error| {
        let offset = error.span().map_or(0, |span: Range<usize>| span.start);
        (offset, error.message().replace('\n', "; "))
    })?;
    check::check(&file)?;
    Ok(Template {
        phases: file
            .phase
            .into_iter()
            .map(|raw| phase(raw.into_inner()))
            .collect(),
        activities: file
            .activity
            .into_iter()
            .map(|raw| activity(raw.into_inner()))
            .collect(),
        gates: file.gate.into_iter().map(|raw| gate(raw.into_inner())).collect(),
        approvals: file
            .approval
            .into_iter()
            .map(|raw| approval(raw.into_inner()))
            .collect(),
    })
}

fn text(raw: RawText) -> Text {
    let trimmed = |text: Spanned<String>| text.get_ref().trim().to_owned();
    Text {
        sv: trimmed(raw.sv),
        en: trimmed(raw.en),
    }
}

fn phase(raw: RawPhase) -> PhaseText {
    PhaseText {
        phase: raw.phase.into_inner(),
        name: text(raw.name),
        description: text(raw.description),
    }
}

fn activity(raw: RawActivity) -> Activity {
    let roles = |roles: Vec<Spanned<Role>>| roles.into_iter().map(Spanned::into_inner).collect();
    Activity {
        key: raw.key.into_inner(),
        phase: raw.phase.into_inner(),
        title: text(raw.title),
        description: text(raw.description),
        tips: raw.tip.into_iter().map(text).collect(),
        responsible: roles(raw.responsible.into_inner()),
        consulted: roles(raw.consulted),
        condition: raw.condition,
        after: raw.after.into_iter().map(Spanned::into_inner).collect(),
        leaves: raw.leaves,
        skippable: raw.skippable,
        due: raw.due.map(|due| {
            let RawDue { from, working_days } = due.into_inner();
            DueRule {
                anchor: from,
                working_days,
            }
        }),
        recurs: raw.recurs.map(Spanned::into_inner),
    }
}

fn gate(raw: RawGate) -> Gate {
    let condition = |raw: Spanned<RawCondition>| {
        let raw = raw.into_inner();
        GateCondition {
            kind: raw.kind,
            text: text(raw.text),
        }
    };
    Gate {
        from: raw.from.into_inner(),
        to: raw.to.into_inner(),
        conditions: raw.condition.into_iter().map(condition).collect(),
    }
}

fn approval(raw: RawApproval) -> ApprovalRule {
    ApprovalRule {
        subject: raw.subject.into_inner(),
        role: raw.role.into_inner(),
        four_eyes: raw.four_eyes,
        name: text(raw.name),
    }
}
