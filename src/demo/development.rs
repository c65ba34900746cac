//! What the people of the demo make while e-services are prepared, built and tested, shared by all of them.

use ::entity::enums::{Audience, Role};
use serde::Deserialize;

use crate::domain::{
    design::{DesignStatement, DesignStep},
    review::TestGroupFinding,
    specification::{GuidingAnswer, Priority},
    testing::DefectSeverity,
};

/// All of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Development {
    /// Steps with their questions, one set for each audience.
    #[serde(rename = "proposal")]
    pub proposals: Vec<Proposal>,
    /// Requirements that most e-services have.
    #[serde(rename = "requirement")]
    pub requirements: Vec<Required>,
    /// An answer to each of the guiding questions.
    #[serde(rename = "answer")]
    pub answers: Vec<GuidingAnswer>,
    /// What is done in a project, by the holders of which roles.
    #[serde(rename = "member")]
    pub members: Vec<Member>,
    /// People without an account who take part in some projects.
    #[serde(rename = "outsider")]
    pub outsiders: Vec<Outsider>,
    /// What editor and platform manager say of the design.
    #[serde(rename = "statement")]
    pub statements: Vec<DesignStatement>,
    /// Defects that are found and mended.
    #[serde(rename = "defect")]
    pub defects: Vec<Found>,
    /// Remarks of the editor, with what was done about them.
    #[serde(rename = "remark")]
    pub remarks: Vec<Remarked>,
    /// What test groups found.
    #[serde(rename = "finding")]
    pub findings: Vec<TestGroupFinding>,
}

/// The steps of e-services for an audience.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Whom they are for.
    pub audience: Audience,
    /// The steps.
    pub steps: Vec<DesignStep>,
}

/// A requirement, with `{name}` where the name of the e-service belongs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// What is required.
    pub text: String,
    /// How much it matters.
    pub priority: Priority,
    /// Where it comes from.
    pub origin: String,
}

/// What the holder of a role does in a project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Which role.
    pub role: Role,
    /// What they do.
    pub part: String,
    /// How much of their time it takes, in percent.
    pub share: Option<i32>,
}

/// A defect that is found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// What is wrong, in short.
    pub title: String,
    /// How it shows.
    pub description: String,
    /// How bad it is.
    pub severity: DefectSeverity,
    /// What the developer did about it.
    pub mended: String,
}

/// A remark of the editor.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remarked {
    /// What is to be changed.
    pub text: String,
    /// Where.
    pub place: String,
    /// What was done about it.
    pub answer: String,
}

/// Somebody without an account who takes part in a project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outsider {
    /// Who it is.
    pub name: String,
    /// What they do.
    pub part: String,
    /// How much of their time it takes, in percent.
    pub share: Option<i32>,
}

impl Development {
    /// The steps of an e-service for an audience.
    pub fn steps(&self, audience: Audience) -> impl Iterator<Item = &DesignStep> {
        self.proposals
            .iter()
            .filter(move |proposal| proposal.audience == audience)
            .flat_map(|proposal| &proposal.steps)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{
        demo::content::municipality,
        domain::{design::faults, specification::GuidingQuestion},
    };

    #[test]
    fn the_steps_for_each_audience_can_be_gone_through() {
        let development = municipality().unwrap().development;
        for audience in Audience::ALL {
            assert!(development.steps(*audience).count() >= 2, "{audience:?}");
            assert_eq!(faults(development.steps(*audience)), [], "{audience:?}");
        }
    }

    #[test]
    fn every_guiding_question_has_one_answer() {
        let development = municipality().unwrap().development;
        let answered: Vec<_> = development.answers.iter().map(|answer| answer.question).collect();
        assert_eq!(answered, GuidingQuestion::ALL);
    }

    #[test]
    fn whoever_finds_something_wrong_with_a_design_says_what() {
        let development = municipality().unwrap().development;
        assert!(development.statements.iter().all(DesignStatement::says_why));
    }
}
