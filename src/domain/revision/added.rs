//! Adding parts to a revision that has begun.

use std::collections::BTreeSet;

use ::entity::enums::{ApprovalSubject, DocumentKind, Locale, Phase, TaskState};

use super::{Beginning, Part, beginning, documents, parts, stays_held};
use crate::domain::{facts::CycleFacts, template::Template, words};

/// What becomes of a revision to which parts are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Keys of the activities that it has from now on and had not before: those that were chosen, and those that they need.
    pub activities: BTreeSet<String>,
    /// How it would have begun with all of its parts, and so stands from now on; none where management decides in it.
    pub begun: Option<Beginning>,
    /// Subjects whose approval was taken over, and that are now made anew.
    pub to_approve_anew: BTreeSet<ApprovalSubject>,
    /// Documents that were taken over, and that are now written anew.
    pub to_write_anew: BTreeSet<DocumentKind>,
}

/// Why parts cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddRefusal {
    /// It is no revision, or it is published or over.
    NotUnderWay,
    /// It has all of them.
    NothingNew,
    /// It has left the phases of these; keys of their activities, with the phase that it is in.
    Passed(Vec<String>, Phase),
}

impl AddRefusal {
    /// The reason for a person.
    #[must_use]
    pub fn text(&self, template: &Template, locale: Locale) -> String {
        let (sv, en) = match self {
            Self::NotUnderWay => (
                "Delar kan bara läggas till i en revidering som inte är publicerad.",
                "Parts can only be added to a revision that is not published.",
            ),
            Self::NothingNew => (
                "Revideringen har redan de delarna.",
                "The revision has those parts already.",
            ),
            Self::Passed(keys, phase) => {
                let titles: Vec<&str> = keys
                    .iter()
                    .map(|key| {
                        let activity = template.activity(key);
                        activity.map_or(key.as_str(), |activity| activity.title.get(locale))
                    })
                    .collect();
                let (titles, phase) = (words::list(&titles, locale), words::phase(*phase, locale));
                return match locale {
                    Locale::Sv => {
                        format!("Revideringen är i {phase} och har lämnat det som detta hör till: {titles}.")
                    }
                    Locale::En => {
                        format!("The revision is in {phase} and has left what this belongs to: {titles}.")
                    }
                };
            }
        };
        words::pick(locale, sv, en).to_owned()
    }
}

/// What becomes of a revision when more activities are chosen. The gate at the end of a phase has asked for the parts of that phase, so
/// that none of a phase that was left comes along any more.
///
/// `facts` is what is known of the revision, `former` of the turn in operation; `chosen` are the keys that were chosen before.
///
/// # Errors
/// Why not.
pub fn added(
    template: &Template,
    facts: &CycleFacts,
    former: &CycleFacts,
    chosen: &BTreeSet<String>,
    more: &BTreeSet<String>,
) -> Result<Added, AddRefusal> {
    if facts.ended || facts.is_published() {
        return Err(AddRefusal::NotUnderWay);
    }
    let before = parts(template, former, chosen);
    let was_decided_later = beginning(template, &before).is_decided_later;
    // What management decides in the revision switches its own parts on and off: they cannot be chosen besides.
    let follows_decision = |key: &str| {
        let activity = template.activity(key);
        was_decided_later && activity.is_some_and(|activity| activity.condition.is_some())
    };
    let more = more.iter().filter(|key| !follows_decision(key));
    let all = parts(template, former, &chosen.iter().chain(more).cloned().collect());
    let missing = |part: &&Part| {
        let mut tasks = facts.tasks_of(&part.activity);
        !follows_decision(&part.activity) && tasks.all(|task| task.state == TaskState::NotApplicable)
    };
    let new: Vec<&Part> = all.iter().filter(missing).collect();
    if new.is_empty() {
        return Err(AddRefusal::NothingNew);
    }
    let is_passed = |part: &&&Part| {
        let activity = template.activity(&part.activity);
        activity.is_some_and(|activity| activity.phase < facts.phase)
    };
    let passed: Vec<String> = new
        .iter()
        .filter(is_passed)
        .map(|part| part.activity.clone())
        .collect();
    if !passed.is_empty() {
        return Err(AddRefusal::Passed(passed, facts.phase));
    }
    let held = |subject: &ApprovalSubject, parts: &[Part]| stays_held(template, parts, *subject);
    let subjects = ApprovalSubject::ALL.iter().copied();
    let (taken_over, still) = (documents(template, &before), documents(template, &all));
    Ok(Added {
        activities: new.iter().map(|part| part.activity.clone()).collect(),
        begun: Some(beginning(template, &all)).filter(|_| !was_decided_later),
        to_approve_anew: subjects
            .filter(|subject| held(subject, &before) && !held(subject, &all))
            .collect(),
        to_write_anew: taken_over.difference(&still).copied().collect(),
    })
}
