//! What is said in the demo beside the stories of its e-services: needs, views on them, suggestions, and what the public is told.

use std::collections::HashSet;

use ::entity::enums::{NeedSource, SuggestionState};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;

use super::{content::Municipality, days::Days};
use crate::domain::publication::{FaqEntry, HandlingStep, PublicPage};

/// All that is said.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voices {
    /// Needs and ideas.
    #[serde(rename = "need")]
    pub needs: Vec<Need>,
    /// Suggestions for e-services in operation.
    #[serde(rename = "suggestion")]
    pub suggestions: Vec<Suggestion>,
    /// What the public is told of every e-service.
    pub public: Public,
}

/// What the public is told of an e-service before it is launched.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Public {
    /// The page, where it is for the public; with `{name}` where the name of the e-service belongs.
    pub page: PublicPage,
    /// Questions and answers.
    pub faq: Vec<FaqEntry>,
    /// The steps of the handling.
    #[serde(rename = "step")]
    pub steps: Vec<HandlingStep>,
}

/// A need, and what became of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Key.
    pub key: String,
    /// What is needed.
    pub title: String,
    /// In more words, Markdown.
    pub description: String,
    /// Where it comes from.
    pub source: NeedSource,
    /// Which organisation it concerns.
    #[serde(default)]
    pub concerned: String,
    /// With whom it could be met.
    #[serde(default)]
    pub partners: String,
    /// Key of the unit that it is put to.
    pub unit: String,
    /// Key of the person who puts it forward.
    pub by: String,
    /// When.
    pub on: i64,
    /// What people say about it.
    #[serde(default, rename = "view")]
    pub views: Vec<View>,
    /// Key of the person who handles it; none where it waits.
    pub handled_by: Option<String>,
    /// When it is handled.
    pub handled_on: Option<i64>,
    /// Key of the e-service to which it is attached.
    pub attach: Option<String>,
    /// Key of the need into which it is merged.
    pub merge: Option<String>,
    /// Why it is closed without action.
    pub close: Option<String>,
}

/// A view on a need.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Key of the person.
    pub by: String,
    /// When.
    pub on: i64,
    /// Markdown.
    pub text: String,
}

/// A suggestion, and how it was weighed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// Key of the e-service.
    pub e_service: String,
    /// Key of the person; none for a recipient.
    pub by: Option<String>,
    /// How satisfied the recipient is.
    pub rating: Option<i32>,
    /// When.
    pub on: i64,
    /// What is suggested.
    pub text: String,
    /// Key of the person who weighs it; none where it waits.
    pub weighed_by: Option<String>,
    /// When.
    pub weighed_on: Option<i64>,
    /// Where it stands then.
    pub state: Option<SuggestionState>,
    /// Under which heading it is put.
    pub category: Option<String>,
    /// How much it weighs.
    pub weight: Option<i32>,
    /// Why.
    pub reason: Option<String>,
    /// Title of the need that it becomes.
    pub need_title: Option<String>,
}

/// What happens, by its place in the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// A need is put forward.
    PutForward(usize),
    /// A view is added to it.
    View(usize, usize),
    /// It is handled.
    Handle(usize),
    /// A suggestion is made.
    Suggest(usize),
    /// It is weighed.
    Weigh(usize),
}

/// All that is said, in the order of its moments.
pub(super) fn in_order(voices: &Voices, days: &Days) -> Vec<(DateTime<Utc>, Voice)> {
    let mut all: Vec<(i64, Voice)> = Vec::new();
    for (place, need) in voices.needs.iter().enumerate() {
        all.push((need.on, Voice::PutForward(place)));
        let views = need.views.iter().enumerate();
        all.extend(views.map(|(view, said)| (said.on, Voice::View(place, view))));
        all.extend(need.handled_on.map(|on| (on, Voice::Handle(place))));
    }
    for (place, suggestion) in voices.suggestions.iter().enumerate() {
        all.push((suggestion.on, Voice::Suggest(place)));
        all.extend(suggestion.weighed_on.map(|on| (on, Voice::Weigh(place))));
    }
    all.sort_by_key(|(on, _)| *on);
    let mut moments: Vec<(DateTime<Utc>, Voice)> = Vec::new();
    for (on, voice) in all {
        let wanted = days.at(on as f64 + 0.7);
        let after = moments.last().map(|(at, _)| *at + Duration::minutes(4));
        moments.push((after.map_or(wanted, |after| after.max(wanted)), voice));
    }
    moments
}

/// What is wrong with what is said: names that stand for nothing.
#[must_use]
pub fn faults(municipality: &Municipality) -> Vec<String> {
    let voices = &municipality.voices;
    let needs: HashSet<_> = voices.needs.iter().map(|need| need.key.as_str()).collect();
    let is_e_service = |key: &str| municipality.e_services.iter().any(|service| service.key == key);
    let is_unit = |key: &str| municipality.units.iter().any(|unit| unit.key == key);
    let mut faults = Vec::new();
    let mut wrong = |holds: bool, what: String| {
        if !holds {
            faults.push(what);
        }
    };
    for need in &voices.needs {
        wrong(
            is_unit(&need.unit),
            format!("{}: {} is no unit", need.key, need.unit),
        );
        let people = [Some(&need.by), need.handled_by.as_ref()].into_iter().flatten();
        for person in people.chain(need.views.iter().map(|view| &view.by)) {
            wrong(
                municipality.person(person).is_some(),
                format!("{}: {person} is nobody", need.key),
            );
        }
        if let Some(e_service) = &need.attach {
            wrong(
                is_e_service(e_service),
                format!("{}: {e_service} is none", need.key),
            );
        }
        if let Some(other) = &need.merge {
            wrong(
                needs.contains(other.as_str()),
                format!("{}: {other} is none", need.key),
            );
        }
    }
    for suggestion in &voices.suggestions {
        let key = &suggestion.e_service;
        wrong(is_e_service(key), format!("{key} is none"));
        let people = [suggestion.by.as_ref(), suggestion.weighed_by.as_ref()];
        for person in people.into_iter().flatten() {
            wrong(
                municipality.person(person).is_some(),
                format!("{key}: {person} is nobody"),
            );
        }
    }
    faults
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{demo::content::municipality, domain::calendar::Zone};

    #[test]
    fn what_is_said_names_what_there_is() {
        assert_eq!(faults(&municipality().unwrap()), Vec::<String>::new());
    }

    #[test]
    fn everything_is_said_before_the_demo_is_opened_and_in_order() {
        let days = Days::around("2026-11-24T13:00:00Z".parse().unwrap(), Zone::default());
        let said = in_order(&municipality().unwrap().voices, &days);
        assert!(said.is_sorted_by_key(|(at, _)| *at));
        assert!(said.last().unwrap().0 < days.fresh_from());
    }

    #[test]
    fn needs_and_suggestions_stand_everywhere_they_can() {
        let voices = municipality().unwrap().voices;
        let has = |is: fn(&Need) -> bool| voices.needs.iter().any(is);
        assert!(has(|need| need.handled_by.is_none()));
        assert!(has(|need| need.attach.is_some()) && has(|need| need.merge.is_some()));
        assert!(has(|need| need.close.is_some()));
        for state in SuggestionState::ALL {
            let wanted = Some(*state).filter(|state| *state != SuggestionState::New);
            let stands = voices
                .suggestions
                .iter()
                .any(|suggestion| suggestion.state == wanted);
            assert!(stands, "{state:?}");
        }
    }
}
