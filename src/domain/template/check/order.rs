//! What activities wait for: only for what is there, never for what comes later, never in a circle.

use std::collections::BTreeSet;

use super::{Keys, wrong};
use crate::domain::template::parse::{File, RawActivity, Wrong};

/// What is waited for is there, is not of a later phase, and is named once.
pub(super) fn dependencies(file: &File, keys: &Keys) -> Result<(), Wrong> {
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
pub(super) fn no_cycle(file: &File, keys: &Keys) -> Result<(), Wrong> {
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
