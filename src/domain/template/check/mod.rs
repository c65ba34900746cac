//! What a template must fulfil beyond its form, so that the rules can rely on it.

mod gates;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use ::entity::enums::{Phase, Role};

use super::{
    Anchor,
    parse::{File, RawActivity, RawText, Wrong},
};

/// No due date lies further from its anchor than this many working days: about four years.
const FURTHEST: i32 = 1000;

/// Finds the first thing that is wrong: texts, phases, activities, what they wait for, gates, approvals.
pub(super) fn check(file: &File) -> Result<(), Wrong> {
    phases(file)?;
    let keys = activities(file)?;
    order::dependencies(file, &keys)?;
    order::no_cycle(file, &keys)?;
    gates::gates(file, &keys)?;
    gates::approvals(file)
}

pub(super) fn wrong<T>(at: &Spanned<T>, reason: String) -> Result<(), Wrong> {
    Err((at.span().start, reason))
}

pub(super) fn not_empty(text: &RawText) -> Result<(), Wrong> {
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

/// The activities by their keys.
pub(super) type Keys<'a> = BTreeMap<&'a str, &'a RawActivity>;

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
    } else if raw.leaves.is_some_and(|outcome| !outcome.comes_again()) {
        "an activity that leaves something behind once cannot recur"
    } else if raw.due.is_none() {
        "an activity that recurs needs `due` for its first time"
    } else {
        return Ok(());
    };
    wrong(interval, reason.to_owned())
}
