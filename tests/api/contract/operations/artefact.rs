//! Examples of the operations on artefacts of any kind.

use std::collections::BTreeMap;

use ::entity::enums::ArtefactKind;
use lansera::domain::{artefact::rule, permission::Permission};
use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations: one of each permission that a kind takes.
pub fn mutations(made: &Made) -> Vec<Example> {
    let kinds: BTreeMap<Permission, _> = ArtefactKind::ALL
        .iter()
        .zip(&made.artefacts)
        .map(|(kind, key)| (rule(*kind).permission, *key))
        .collect();
    let removed = kinds.into_iter().map(|(permission, key)| Example {
        row: Some(permission),
        ..example(
            "removeArtefact",
            true,
            json!({ "artefactId": id(key), "version": NEVER }),
        )
    });
    removed.collect()
}
