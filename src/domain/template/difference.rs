//! What differs between two versions of the template, place by place.

use std::fmt::Debug;

use serde::Serialize;

use super::{Activity, Template, Text};

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of thing it is about.
    pub subject: Subject,
    /// Which: the key of an activity, the name of a phase or of what is approved, the phase that a gate leads out of.
    pub key: String,
    /// Which part of it; none where all of it was added or removed.
    pub field: Option<String>,
    /// What it was; none where it was not there.
    pub before: Option<String>,
    /// What it is; none where it is not there any more.
    pub after: Option<String>,
}

/// What a change of the template is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "TemplateSubject")]
pub enum Subject {
    /// The words for a phase.
    Phase,
    /// An activity.
    Activity,
    /// A condition of the gate out of a phase.
    Gate,
    /// Who approves a subject.
    Approval,
}

/// The fields of a thing, each as it reads in the file.
type Fields = Vec<(String, Option<String>)>;

/// A thing of a template by its subject and key, with its name and its fields.
struct Thing {
    subject: Subject,
    key: String,
    name: String,
    fields: Fields,
}

/// What differs, in the order of the newer version; what was removed comes last.
#[must_use]
pub fn differences(before: &Template, after: &Template) -> Vec<Change> {
    let (old, new) = (things(before, after), things(after, before));
    let mut changes = Vec::new();
    let same = |a: &Thing, b: &Thing| a.subject == b.subject && a.key == b.key;
    for thing in &new {
        match old.iter().find(|other| same(other, thing)) {
            Some(former) => changes.extend(in_fields(former, thing)),
            None => changes.push(whole(thing, None, Some(thing.name.clone()))),
        }
    }
    for thing in &old {
        if !new.iter().any(|other| same(other, thing)) {
            changes.push(whole(thing, Some(thing.name.clone()), None));
        }
    }
    changes
}

fn whole(thing: &Thing, before: Option<String>, after: Option<String>) -> Change {
    Change {
        subject: thing.subject,
        key: thing.key.clone(),
        field: None,
        before,
        after,
    }
}

fn in_fields(before: &Thing, after: &Thing) -> Vec<Change> {
    let value = |thing: &Thing, field: &String| {
        let found = thing.fields.iter().find(|(name, _)| name == field);
        found.and_then(|(_, value)| value.clone())
    };
    let mut names: Vec<&String> = after.fields.iter().map(|(name, _)| name).collect();
    for (name, _) in &before.fields {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let changes = names.into_iter().filter_map(|field| {
        let (was, is) = (value(before, field), value(after, field));
        (was != is).then(|| Change {
            subject: after.subject,
            key: after.key.clone(),
            field: Some(field.clone()),
            before: was,
            after: is,
        })
    });
    changes.collect()
}

/// The things of a template. `other` is the one that it is held against.
fn things(template: &Template, other: &Template) -> Vec<Thing> {
    let mut all = Vec::new();
    for phase in &template.phases {
        let mut fields = Fields::new();
        text(&mut fields, "name", &phase.name);
        text(&mut fields, "description", &phase.description);
        all.push(Thing {
            subject: Subject::Phase,
            key: phase.phase.name(),
            name: phase.name.en.clone(),
            fields,
        });
    }
    for (place, activity) in template.activities.iter().enumerate() {
        all.push(Thing {
            subject: Subject::Activity,
            key: activity.key.clone(),
            name: activity.title.en.clone(),
            fields: of_activity(template, other, place, activity),
        });
    }
    for gate in &template.gates {
        for condition in &gate.conditions {
            let mut fields = Fields::new();
            text(&mut fields, "text", &condition.text);
            all.push(Thing {
                subject: Subject::Gate,
                key: format!("{}/{}", gate.from.name(), condition.kind.name()),
                name: condition.text.en.clone(),
                fields,
            });
        }
    }
    for approval in &template.approvals {
        let mut fields = vec![
            ("role".to_owned(), Some(approval.role.name())),
            ("four_eyes".to_owned(), Some(approval.four_eyes.to_string())),
        ];
        text(&mut fields, "name", &approval.name);
        all.push(Thing {
            subject: Subject::Approval,
            key: approval.subject.name(),
            name: approval.name.en.clone(),
            fields,
        });
    }
    all
}

fn of_activity(template: &Template, other: &Template, place: usize, activity: &Activity) -> Fields {
    let mut fields = vec![("phase".to_owned(), Some(activity.phase.name()))];
    text(&mut fields, "title", &activity.title);
    text(&mut fields, "description", &activity.description);
    for (number, tip) in activity.tips.iter().enumerate() {
        text(&mut fields, &format!("tip {}", number + 1), tip);
    }
    let names = |roles: &[::entity::enums::Role]| list(roles.iter().map(|role| role.name()).collect());
    let due = activity
        .due
        .map(|due| format!("{} {:+} working days", word(&due.anchor), due.working_days));
    // What was added or removed before it is no change of its place.
    let earlier = template.activities.iter().take(place).rev();
    let follows = earlier
        .map(|before| &before.key)
        .find(|key| other.activity(key).is_some())
        .cloned();
    fields.extend([
        ("responsible".to_owned(), names(&activity.responsible)),
        ("consulted".to_owned(), names(&activity.consulted)),
        (
            "condition".to_owned(),
            activity.condition.map(|condition| word(&condition)),
        ),
        ("after".to_owned(), list(activity.after.clone())),
        ("leaves".to_owned(), activity.leaves.map(|outcome| word(&outcome))),
        ("skippable".to_owned(), Some(activity.skippable.to_string())),
        ("due".to_owned(), due),
        (
            "recurs".to_owned(),
            activity.recurs.map(|interval| interval.name()),
        ),
        ("stands after".to_owned(), follows),
    ]);
    fields
}

fn text(fields: &mut Fields, name: &str, text: &Text) {
    fields.push((format!("{name}.sv"), Some(text.sv.clone())));
    fields.push((format!("{name}.en"), Some(text.en.clone())));
}

fn list(words: Vec<String>) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// The word by which the file says it.
fn word(value: &(impl Serialize + Debug)) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => format!("{value:?}"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::domain::given::template;

    fn with(from: &str, to: &str) -> Template {
        let source = Template::built_in();
        assert!(source.contains(from), "{from}");
        Template::parse("mine.toml", &source.replacen(from, to, 1)).unwrap()
    }

    fn change(subject: Subject, key: &str, field: Option<&str>, before: &str, after: &str) -> Change {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Change {
            subject,
            key: key.into(),
            field: field.map(Into::into),
            before: given(before),
            after: given(after),
        }
    }

    #[test]
    fn nothing_differs_from_itself() {
        assert_eq!(differences(template(), template()), []);
    }

    #[test]
    fn another_text_interval_or_offset_is_told_with_before_and_after() {
        let other = with(
            "title.en = \"Estimate the cost\"",
            "title.en = \"Reckon the cost\"",
        );
        assert_eq!(
            differences(template(), &other),
            [change(
                Subject::Activity,
                "inventory.cost",
                Some("title.en"),
                "Estimate the cost",
                "Reckon the cost"
            )]
        );
        let other = with(
            "due = { from = \"launch\", working_days = 0 }",
            "due = { from = \"launch\", working_days = -1 }",
        );
        assert_eq!(
            differences(template(), &other),
            [change(
                Subject::Activity,
                "launch.publish",
                Some("due"),
                "launch +0 working days",
                "launch -1 working days"
            )]
        );
    }

    #[test]
    fn an_added_activity_is_told_once_and_removing_it_again_is_the_other_way_round() {
        let added = "[[activity]]
key = \"launch.celebrate\"
phase = \"launch\"
title.sv = \"Fira\"
title.en = \"Celebrate\"
description.sv = \"Tårta.\"
description.en = \"Cake.\"
responsible = [\"owner\"]

[[gate]]
from = \"inventory\"";
        let other = with("[[gate]]\nfrom = \"inventory\"", added);
        let expected = change(Subject::Activity, "launch.celebrate", None, "", "Celebrate");
        assert_eq!(differences(template(), &other), [expected]);
        let expected = change(Subject::Activity, "launch.celebrate", None, "Celebrate", "");
        assert_eq!(differences(&other, template()), [expected]);
    }

    #[test]
    fn gates_and_approvals_are_looked_at_too() {
        let other = with(
            "subject = \"design\"\nrole = \"owner\"\nfour_eyes = true",
            "subject = \"design\"\nrole = \"owner\"\nfour_eyes = false",
        );
        assert_eq!(
            differences(template(), &other),
            [change(
                Subject::Approval,
                "design",
                Some("four_eyes"),
                "true",
                "false"
            )]
        );
        let other = with(
            "[[gate.condition]]\nkind = \"owner_appointed\"\ntext.sv = \"E-tjänsten har en ägare.\"\n\
             text.en = \"The e-service has an owner.\"\n",
            "",
        );
        assert_eq!(
            differences(template(), &other),
            [change(
                Subject::Gate,
                "inventory/owner_appointed",
                None,
                "The e-service has an owner.",
                ""
            )]
        );
    }
}
