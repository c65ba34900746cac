//! The exact version of what is approved: its canonical form, its hash, and what has changed since.

use std::collections::BTreeSet;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// One place where two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// JSON pointer (RFC 6901) to the place.
    pub path: String,
    /// What stood there; none where nothing did. Text as it is, all else as canonical JSON.
    pub before: Option<String>,
    /// What stands there now; none where nothing does.
    pub after: Option<String>,
}

/// The one way to write a value: keys sorted at every level, no white space. Equal values give equal text.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            // Sorted here, since the order that serde_json keeps depends on how it was built.
            let keys: BTreeSet<&String> = fields.keys().collect();
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(key.clone()).to_string());
                text.push(':');
                write(fields.get(key).unwrap_or(&Value::Null), text);
            }
            text.push('}');
        }
        simple => text.push_str(&simple.to_string()),
    }
}

/// SHA-256 of the canonical form, in small hexadecimal letters.
#[must_use]
pub fn content_hash(value: &Value) -> String {
    Sha256::digest(canonical(value).as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Every place where two versions differ, as deep as both have the same form, in the order of the paths.
#[must_use]
pub fn difference(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(String::new(), Some(before), Some(after), &mut found);
    found
}

fn compare(path: String, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for key in keys {
                let step = key.replace('~', "~0").replace('/', "~1");
                compare(format!("{path}/{step}"), old.get(key), new.get(key), found);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for at in 0..old.len().max(new.len()) {
                compare(format!("{path}/{at}"), old.get(at), new.get(at), found);
            }
        }
        (before, after) => found.push(Difference {
            path,
            before: before.map(shown),
            after: after.map(shown),
        }),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => canonical(value),
    }
}
