//! What a template must fulfil beyond its form, so that the rules can rely on it.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use ::entity::enums::{ApprovalSubject, Phase, Role};

use super::{
    Anchor, ConditionKind, HANDOVER, PROJECT_CLOSING,
    parse::{File, RawActivity, RawGate, RawText, Wrong},
};

/// No due date lies further from its anchor than this many working days: about four years.
const FURTHEST: i32 = 1000;

/// Finds the first thing that is wrong: texts, phases, activities, what they wait for, gates, approvals.
pub(super) fn check(file: &File) -> Result<(), Wrong> {
    phases(file)?;
    let keys = activities(file)?;
    dependencies(file, &keys)?;
    no_cycle(file, &keys)?;
    gates(file, &keys)?;
    approvals(file)
}

fn wrong<T>(at: &Spanned<T>, reason: String) -> Result<(), Wrong> {
    Err((at.span().start, reason))
}

fn not_empty(text: &RawText) -> Result<(), Wrong> {
    for (language, text) in [("Swedish", &text.sv), ("English", &text.en)] {
        if text.get_ref().trim().is_empty() {
            wrong(text, format!("the {language} text is empty"))?;
        }
    }
    Ok(())
}

fn phases(file: &File) -> Result<(), Wrong> {
    let mut seen = BTreeSet::new();
    for raw in &file.phase {
        let raw = raw.get_ref();
        not_empty(&raw.name)?;
        not_empty(&raw.description)?;
        let phase = *raw.phase.get_ref();
        if !seen.insert(phase) {
            wrong(
                &raw.phase,
                format!("the phase `{}` is described twice", phase.name()),
            )?;
        }
    }
    for phase in Phase::ALL {
        if !seen.contains(phase) {
            return Err((0, format!("the phase `{}` is missing", phase.name())));
        }
    }
    Ok(())
}

/// What the keys of a phase's activities begin with.
fn prefix(phase: Phase) -> String {
    format!("{}.", phase.name().replace('_', ""))
}

type Keys<'a> = BTreeMap<&'a str, &'a RawActivity>;

fn activities(file: &File) -> Result<Keys<'_>, Wrong> {
    let mut keys = Keys::new();
    for activity in &file.activity {
        let raw = activity.get_ref();
        let key = raw.key.get_ref();
        let start = prefix(*raw.phase.get_ref());
        let name = key.strip_prefix(&start).unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            let reason =
                format!("the key `{key}` is not `{start}` followed by small letters and underscores");
            wrong(&raw.key, reason)?;
        }
        not_empty(&raw.title)?;
        not_empty(&raw.description)?;
        raw.tip.iter().try_for_each(not_empty)?;
        if raw.responsible.get_ref().is_empty() {
            wrong(&raw.responsible, format!("nobody is responsible for `{key}`"))?;
        }
        let mut roles = BTreeSet::new();
        for role in raw.responsible.get_ref().iter().chain(&raw.consulted) {
            if *role.get_ref() == Role::Admin {
                wrong(role, "an administrator takes no part in the process".to_owned())?;
            }
            if !roles.insert(*role.get_ref()) {
                wrong(
                    role,
                    format!("the role `{}` is named twice", role.get_ref().name()),
                )?;
            }
        }
        due(raw)?;
        recurs(raw)?;
        if keys.insert(key, raw).is_some() {
            wrong(&raw.key, format!("the activity `{key}` is there twice"))?;
        }
    }
    Ok(keys)
}

fn due(raw: &RawActivity) -> Result<(), Wrong> {
    let Some(rule) = &raw.due else { return Ok(()) };
    let (anchor, days, phase) = (
        rule.get_ref().from,
        rule.get_ref().working_days,
        *raw.phase.get_ref(),
    );
    if days.abs() > FURTHEST {
        wrong(
            rule,
            format!("the due date lies more than {FURTHEST} working days away"),
        )?;
    }
    let reason = match anchor {
        Anchor::CycleBegun | Anchor::PhaseBegun if days < 0 => {
            "the due date lies before the task can be begun"
        }
        Anchor::Deadline if phase == Phase::Inventory => "the deadline is not decided in this phase",
        Anchor::Launch if phase < Phase::Build => "the launch date is not decided in this phase",
        Anchor::Published if phase < Phase::Management => "the task is to be done before publication",
        Anchor::Published if days < 0 => "the due date lies before the task can be begun",
        _ => return Ok(()),
    };
    wrong(rule, reason.to_owned())
}

fn recurs(raw: &RawActivity) -> Result<(), Wrong> {
    let Some(interval) = &raw.recurs else {
        return Ok(());
    };
    let reason = if *raw.phase.get_ref() < Phase::Management {
        "an activity before publication cannot recur"
    } else if raw.leaves.is_some() {
        "an activity that leaves something behind once cannot recur"
    } else if raw.due.is_none() {
        "an activity that recurs needs `due` for its first time"
    } else {
        return Ok(());
    };
    wrong(interval, reason.to_owned())
}

fn dependencies(file: &File, keys: &Keys) -> Result<(), Wrong> {
    for activity in &file.activity {
        let raw = activity.get_ref();
        let mut seen = BTreeSet::new();
        for after in &raw.after {
            let name = after.get_ref();
            let Some(other) = keys.get(name.as_str()) else {
                return wrong(
                    after,
                    format!("`{}` waits for `{name}`, which is not there", raw.key.get_ref()),
                );
            };
            if other.phase.get_ref() > raw.phase.get_ref() {
                let reason = format!(
                    "`{}` waits for `{name}`, which is of a later phase",
                    raw.key.get_ref()
                );
                wrong(after, reason)?;
            }
            if !seen.insert(name) {
                wrong(after, format!("`{name}` is named twice"))?;
            }
        }
    }
    Ok(())
}

/// Follows `after` from every activity; a way that comes back to itself is a cycle.
fn no_cycle(file: &File, keys: &Keys) -> Result<(), Wrong> {
    let mut cleared = BTreeSet::new();
    for activity in &file.activity {
        follow(activity.get_ref(), keys, &mut Vec::new(), &mut cleared)?;
    }
    Ok(())
}

fn follow<'a>(
    raw: &'a RawActivity,
    keys: &Keys<'a>,
    way: &mut Vec<&'a str>,
    cleared: &mut BTreeSet<&'a str>,
) -> Result<(), Wrong> {
    let key = raw.key.get_ref().as_str();
    if cleared.contains(key) {
        return Ok(());
    }
    way.push(key);
    for after in &raw.after {
        let next = after.get_ref().as_str();
        if let Some(start) = way.iter().position(|seen| *seen == next) {
            let circle = way
                .iter()
                .skip(start)
                .chain([&next])
                .copied()
                .collect::<Vec<_>>()
                .join(" → ");
            wrong(after, format!("activities wait for each other: {circle}"))?;
        }
        if let Some(other) = keys.get(next) {
            follow(other, keys, way, cleared)?;
        }
    }
    way.pop();
    cleared.insert(key);
    Ok(())
}

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

fn gates(file: &File, keys: &Keys) -> Result<(), Wrong> {
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
            _ => continue,
        };
        if !keys.contains_key(looked_at) {
            let reason = format!("`{}` looks at `{looked_at}`, which is not there", raw.kind.name());
            wrong(condition, reason)?;
        }
    }
    Ok(())
}

fn approvals(file: &File) -> Result<(), Wrong> {
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
