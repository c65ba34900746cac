//! Texts that the e-services of the demo share: documents, motives, comments and reasons.

use ::entity::enums::{ApprovalSubject, Audience, DecisionOutcome, DocumentKind, Locale};
use serde::Deserialize;

use crate::domain::report::FollowUpVerdict;

/// All texts, grouped by what they are used for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Bodies of documents.
    #[serde(rename = "document")]
    pub documents: Vec<DocumentText>,
    /// Motives of decisions, for those e-services that have none of their own.
    #[serde(rename = "motive")]
    pub motives: Vec<Motive>,
    /// Comments on tasks.
    #[serde(rename = "comment")]
    pub comments: Vec<ActivityText>,
    /// Reasons for skipping a task.
    #[serde(rename = "skip")]
    pub skip_reasons: Vec<ActivityText>,
    /// Reasons for rejecting what was to be approved.
    #[serde(rename = "rejection")]
    pub rejections: Vec<Rejection>,
    /// What service managers say of their follow-up, and what it leads to.
    #[serde(rename = "report")]
    pub reports: Vec<ReportText>,
}

/// What a service manager says of a follow-up, and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportText {
    /// The analysis, Markdown.
    pub analysis: String,
    /// What is decided.
    pub verdict: FollowUpVerdict,
    /// Why, Markdown.
    pub motive: String,
}

/// A body of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentText {
    /// What the document is.
    pub kind: DocumentKind,
    /// The only audience that it suits; none where it suits both.
    pub audience: Option<Audience>,
    /// Markdown, with `{name}` where the name of the e-service belongs.
    pub body: String,
}

/// A motive of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motive {
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// Markdown.
    pub text: String,
}

/// A text about the task of one activity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityText {
    /// Key of the activity in the process template.
    pub activity: String,
    /// The language that it is written in.
    #[serde(default = "swedish")]
    pub language: Locale,
    /// Markdown.
    pub text: String,
}

fn swedish() -> Locale {
    Locale::Sv
}

/// A reason for rejecting.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// What was not approved.
    pub subject: ApprovalSubject,
    /// Markdown.
    pub text: String,
}

impl Texts {
    /// A body for a document of an e-service, with its name filled in. `turn` chooses among those that suit, round and
    /// round, so that neighbours differ; none where no text suits.
    #[must_use]
    pub fn document(
        &self,
        kind: DocumentKind,
        audience: Audience,
        turn: usize,
        name: &str,
    ) -> Option<String> {
        let suits =
            |text: &&DocumentText| text.kind == kind && text.audience.is_none_or(|only| only == audience);
        in_turn(self.documents.iter().filter(suits), turn).map(|text| text.body.replace("{name}", name))
    }

    /// A motive for a decision, chosen by `turn`.
    #[must_use]
    pub fn motive(&self, outcome: DecisionOutcome, turn: usize) -> Option<&str> {
        let suits = |motive: &&Motive| motive.outcome == outcome;
        in_turn(self.motives.iter().filter(suits), turn).map(|motive| motive.text.as_str())
    }

    /// A comment on the task of an activity in a language, chosen by `turn`; none where nothing is said about it.
    #[must_use]
    pub fn comment(&self, activity: &str, language: Locale, turn: usize) -> Option<&str> {
        let suits = |text: &&ActivityText| text.activity == activity && text.language == language;
        in_turn(self.comments.iter().filter(suits), turn).map(|text| text.text.as_str())
    }

    /// A reason for skipping the task of an activity, chosen by `turn`; none where it is never skipped.
    #[must_use]
    pub fn skip_reason(&self, activity: &str, turn: usize) -> Option<&str> {
        let suits = |text: &&ActivityText| text.activity == activity;
        in_turn(self.skip_reasons.iter().filter(suits), turn).map(|text| text.text.as_str())
    }

    /// A reason for rejecting, chosen by `turn`.
    #[must_use]
    pub fn rejection(&self, subject: ApprovalSubject, turn: usize) -> Option<&str> {
        let suits = |rejection: &&Rejection| rejection.subject == subject;
        in_turn(self.rejections.iter().filter(suits), turn).map(|rejection| rejection.text.as_str())
    }
}

/// The item whose turn it is, counted round and round; none of nothing.
fn in_turn<T>(items: impl Iterator<Item = T> + Clone, turn: usize) -> Option<T> {
    let count = items.clone().count();
    let place = turn.checked_rem(count)?;
    items.into_iter().nth(place)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::demo::content::municipality;

    #[test]
    fn every_kind_of_document_has_texts_for_both_audiences() {
        let texts = municipality().unwrap().texts;
        for kind in DocumentKind::ALL {
            for audience in Audience::ALL {
                assert!(
                    texts.document(*kind, *audience, 0, "Tomtkö").is_some(),
                    "{kind:?} {audience:?}"
                );
            }
        }
    }

    #[test]
    fn the_name_of_the_e_service_stands_in_every_document() {
        let texts = municipality().unwrap().texts;
        for turn in 0..4 {
            for kind in DocumentKind::ALL {
                let body = texts.document(*kind, Audience::External, turn, "Tomtkö").unwrap();
                assert!(body.contains("Tomtkö") && !body.contains('{'), "{kind:?}: {body}");
            }
        }
    }

    #[test]
    fn a_text_for_staff_is_never_used_for_inhabitants() {
        let texts = municipality().unwrap().texts;
        for turn in 0..8 {
            let body = texts.document(DocumentKind::PreStudy, Audience::External, turn, "Tomtkö");
            assert!(!body.unwrap().contains("intranätet"));
        }
    }

    #[test]
    fn there_is_a_motive_for_every_decision_and_a_reason_for_every_rejection() {
        let texts = municipality().unwrap().texts;
        for outcome in DecisionOutcome::ALL {
            assert!(texts.motive(*outcome, 3).is_some(), "{outcome:?}");
        }
        for subject in ApprovalSubject::ALL {
            assert!(texts.rejection(*subject, 3).is_some(), "{subject:?}");
        }
    }

    #[test]
    fn an_activity_that_nothing_is_said_about_has_no_comment() {
        let texts = municipality().unwrap().texts;
        assert_eq!(texts.comment("build.nothing", Locale::Sv, 1), None);
        assert!(texts.comment("build.test", Locale::Sv, 5).is_some());
        assert!(texts.skip_reason("launch.handling", 5).is_some());
    }

    #[test]
    fn everybody_comments_in_their_own_language() {
        let texts = municipality().unwrap().texts;
        let said = |language| texts.comment("build.develop", language, 0).unwrap();
        assert!(said(Locale::Sv).starts_with("Flödet"));
        assert!(said(Locale::En).starts_with("The integration"));
    }
}
