//! What good the e-service is to do (`inventory.benefits`), and whether it came (`management.working_method`).

use ::entity::{
    enums::ArtefactKind,
    ids::{MetricId, NeedId, UserId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A benefit. The process asks seven questions of each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benefit {
    /// What it is called.
    pub name: String,
    /// What it is, Markdown: the first question.
    pub description: String,
    /// Whom it is for.
    pub kind: BenefitKind,
    /// Of what nature it is.
    pub nature: BenefitNature,
    /// How sure it is.
    pub certainty: BenefitCertainty,
    /// What it is worth in a year, in öre; only of money.
    pub planned_minor: Option<i64>,
    /// How many working hours it frees in a year; only of freed time.
    pub planned_hours: Option<i32>,
    /// Which measures show it: the second question.
    pub measures: Vec<BenefitMeasure>,
    /// How it is realised, Markdown.
    pub how_realised: Option<String>,
    /// Who realises it: a role, a unit or a person.
    pub realised_by: Option<String>,
    /// When it is expected.
    pub expected_on: Option<NaiveDate>,
    /// How it is followed up, Markdown.
    pub how_followed_up: Option<String>,
    /// Who answers for the follow-up.
    pub accountable: Option<UserId>,
    /// The needs that it answers, of those that belong to the e-service. Empty in what was kept before this was asked.
    #[serde(default)]
    pub needs: Vec<NeedId>,
    /// What became of it.
    pub realisation: Realisation,
}

/// Whom a benefit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum BenefitKind {
    /// Samhällsnytta: inhabitants, companies and associations.
    Society,
    /// Förvaltningsnytta: the municipality's own administration.
    Administration,
}

/// Of what nature a benefit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum BenefitNature {
    /// Money that is no longer spent, or comes in.
    Money,
    /// Working time that is freed for other things.
    FreedTime,
    /// Something gets better that is not counted in money or time.
    Quality,
}

/// How sure a benefit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum BenefitCertainty {
    /// It follows from the e-service alone.
    Certain,
    /// It is probable.
    Likely,
    /// It is possible.
    Possible,
}

/// A measure that shows a benefit, with its value before and the one to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenefitMeasure {
    /// What is measured.
    pub name: String,
    /// Unit of its values.
    pub unit: String,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: Option<f64>,
    /// The metric of the e-service by which it is measured, once there is one.
    pub metric: Option<MetricId>,
}

impl BenefitMeasure {
    /// Whether effects can be compared with it afterwards.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.baseline.is_some() && self.target.is_some()
    }
}

/// What became of a benefit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Realisation {
    /// Where it stands.
    pub state: RealisationState,
    /// What was measured, or why it was given up, Markdown.
    pub measured: Option<String>,
    /// What it is worth in a year as measured, in öre; only of money.
    pub minor: Option<i64>,
    /// How many working hours it frees in a year as measured; only of freed time.
    pub hours: Option<i32>,
}

/// Where the realisation of a benefit stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum RealisationState {
    /// Aimed at.
    #[default]
    Planned,
    /// Realised in part.
    InPart,
    /// Realised.
    Realised,
    /// Not aimed at any more.
    GivenUp,
}

impl RealisationState {
    /// Whether something of it is there, which it cannot be before the e-service is used.
    #[must_use]
    pub const fn is_real(self) -> bool {
        matches!(self, Self::InPart | Self::Realised)
    }
}

/// The seven questions that every benefit answers (process.md, `inventory.benefits`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum BenefitQuestion {
    /// What is it? The description.
    WhatItIs,
    /// Which measures show it? At least one, each with baseline and target.
    WhichMeasures,
    /// How is it realised?
    HowRealised,
    /// Who realises it?
    WhoRealises,
    /// When is it expected?
    WhenExpected,
    /// How is it followed up?
    HowFollowedUp,
    /// Who answers for the follow-up?
    WhoAnswers,
}

impl BenefitQuestion {
    /// All seven, in their order.
    pub const ALL: [Self; 7] = [
        Self::WhatItIs,
        Self::WhichMeasures,
        Self::HowRealised,
        Self::WhoRealises,
        Self::WhenExpected,
        Self::HowFollowedUp,
        Self::WhoAnswers,
    ];
}

impl Benefit {
    /// Whether a question is answered.
    #[must_use]
    pub fn answers(&self, question: BenefitQuestion) -> bool {
        match question {
            BenefitQuestion::WhatItIs => !self.description.is_empty(),
            BenefitQuestion::WhichMeasures => {
                !self.measures.is_empty() && self.measures.iter().all(BenefitMeasure::is_complete)
            }
            BenefitQuestion::HowRealised => self.how_realised.is_some(),
            BenefitQuestion::WhoRealises => self.realised_by.is_some(),
            BenefitQuestion::WhenExpected => self.expected_on.is_some(),
            BenefitQuestion::HowFollowedUp => self.how_followed_up.is_some(),
            BenefitQuestion::WhoAnswers => self.accountable.is_some(),
        }
    }

    /// The questions that are still to be answered, in their order.
    #[must_use]
    pub fn unanswered(&self) -> Vec<BenefitQuestion> {
        let mut questions = BenefitQuestion::ALL.to_vec();
        questions.retain(|question| !self.answers(*question));
        questions
    }

    /// The metrics by which it is measured.
    pub fn metrics(&self) -> impl Iterator<Item = MetricId> {
        self.measures.iter().filter_map(|measure| measure.metric)
    }
}

impl Artefact for Benefit {
    const KIND: ArtefactKind = ArtefactKind::Benefit;

    /// Open while one of the seven questions is not answered. Whether it is realised is another matter, which takes years.
    fn is_open(&self) -> bool {
        !self.unanswered().is_empty()
    }
}

/// What benefits are worth together in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BenefitSums {
    /// Planned, in öre.
    pub planned_minor: i64,
    /// Planned, in working hours.
    pub planned_hours: i64,
    /// Measured of those that are realised, wholly or in part, in öre.
    pub realised_minor: i64,
    /// Measured of those that are realised, wholly or in part, in working hours.
    pub realised_hours: i64,
}

/// What benefits are worth together in a year. What was given up stays planned: that is what the rest is compared with.
#[must_use]
pub fn benefit_sums<'a>(benefits: impl IntoIterator<Item = &'a Benefit>) -> BenefitSums {
    let hours = |hours: Option<i32>| hours.map_or(0, i64::from);
    let mut sums = BenefitSums::default();
    for benefit in benefits {
        let real = Some(&benefit.realisation).filter(|real| real.state.is_real());
        sums.planned_minor = sums
            .planned_minor
            .saturating_add(benefit.planned_minor.unwrap_or(0));
        sums.planned_hours = sums.planned_hours.saturating_add(hours(benefit.planned_hours));
        sums.realised_minor = sums
            .realised_minor
            .saturating_add(real.and_then(|real| real.minor).unwrap_or(0));
        sums.realised_hours = sums
            .realised_hours
            .saturating_add(hours(real.and_then(|real| real.hours)));
    }
    sums
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::domain::given::date;

    fn shorter_handling() -> Benefit {
        Benefit {
            name: "Kortare handläggningstid".into(),
            description: "Ansökan är komplett från början.".into(),
            kind: BenefitKind::Administration,
            nature: BenefitNature::FreedTime,
            certainty: BenefitCertainty::Likely,
            planned_minor: None,
            planned_hours: Some(400),
            measures: vec![BenefitMeasure {
                name: "Minuter per ärende".into(),
                unit: "minuter".into(),
                baseline: Some(55.0),
                target: Some(30.0),
                metric: None,
            }],
            how_realised: Some("Handläggarna slutar registrera blanketter.".into()),
            realised_by: Some("Bygglovsenheten".into()),
            expected_on: Some(date("2027-10-01")),
            how_followed_up: Some("Tidmätning två veckor om året.".into()),
            accountable: Some(UserId::new()),
            needs: vec![NeedId::new()],
            realisation: Realisation::default(),
        }
    }

    #[test]
    fn a_benefit_that_answers_all_seven_questions_is_not_open() {
        assert_eq!(shorter_handling().unanswered(), []);
        assert!(!shorter_handling().is_open());
    }

    #[test]
    fn each_question_is_missed_where_its_answer_is() {
        type Without = fn(&mut Benefit);
        let without: [Without; 7] = [
            |benefit| benefit.description.clear(),
            |benefit| benefit.measures.clear(),
            |benefit| benefit.how_realised = None,
            |benefit| benefit.realised_by = None,
            |benefit| benefit.expected_on = None,
            |benefit| benefit.how_followed_up = None,
            |benefit| benefit.accountable = None,
        ];
        for (question, without) in BenefitQuestion::ALL.into_iter().zip(without) {
            let mut benefit = shorter_handling();
            without(&mut benefit);
            assert_eq!(benefit.unanswered(), [question]);
            assert!(benefit.is_open());
        }
    }

    #[test]
    fn a_benefit_that_was_kept_before_needs_were_asked_for_answers_none() {
        let mut body = serde_json::to_value(shorter_handling()).unwrap();
        body.as_object_mut().unwrap().remove("needs");
        let read: Benefit = serde_json::from_value(body).unwrap();
        assert_eq!(read.needs, []);
    }

    #[test]
    fn a_measure_without_its_value_before_answers_nothing() {
        let mut benefit = shorter_handling();
        if let Some(measure) = benefit.measures.first_mut() {
            measure.baseline = None;
        }
        assert_eq!(benefit.unanswered(), [BenefitQuestion::WhichMeasures]);
    }

    #[test]
    fn only_what_is_real_counts_as_realised() {
        let mut benefits = vec![shorter_handling(), shorter_handling(), shorter_handling()];
        for (benefit, state) in benefits.iter_mut().zip([
            RealisationState::InPart,
            RealisationState::GivenUp,
            RealisationState::Planned,
        ]) {
            benefit.realisation = Realisation {
                state,
                measured: Some("Mätt i oktober.".into()),
                minor: None,
                hours: Some(150),
            };
        }
        assert_eq!(
            benefit_sums(&benefits),
            BenefitSums {
                planned_hours: 1200,
                realised_hours: 150,
                ..BenefitSums::default()
            }
        );
    }
}
