//! The type `Benefit`: the seven questions, and what became of it.

use async_graphql::{Context, Object, SimpleObject};

use crate::{
    domain::ground::{
        self, BenefitCertainty, BenefitKind, BenefitMeasure as Measure, BenefitNature, BenefitQuestion,
        RealisationState,
    },
    graphql::{
        account::types::User,
        artefact::{artefact_type, load::of_cycle},
        date::Date,
        error::ApiError,
        metric::types::Metric,
        need::types::Need,
        report::decision::FollowUpDecision,
    },
};

impl Benefit {
    /// What it says.
    #[must_use]
    pub fn said(&self) -> &ground::Benefit {
        &self.body
    }
}

artefact_type! {
    /// What good the e-service is to do. The process asks seven questions of each benefit; `completeness` tells which are answered.
    Benefit of ground::Benefit {
        /// What it is called.
        async fn name(&self) -> &str {
            &self.body.name
        }

        /// What it is, Markdown: the first question. Empty where it is not answered.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Whether it is one to society or to the administration.
        async fn kind(&self) -> BenefitKind {
            self.body.kind
        }

        /// Money, freed time or quality.
        async fn nature(&self) -> BenefitNature {
            self.body.nature
        }

        /// How sure it is.
        async fn certainty(&self) -> BenefitCertainty {
            self.body.certainty
        }

        /// What it is to be worth in a year, in öre (hundredths of a krona), as a decimal string; only of MONEY.
        async fn planned_minor(&self) -> Option<String> {
            self.body.planned_minor.map(|minor| minor.to_string())
        }

        /// How many working hours it is to free in a year; only of FREED_TIME.
        async fn planned_hours(&self) -> Option<i32> {
            self.body.planned_hours
        }

        /// Which measures show it, each with its value before and the one to reach.
        async fn measures(&self) -> Vec<BenefitMeasure> {
            self.body.measures.iter().cloned().map(BenefitMeasure).collect()
        }

        /// How it is realised, Markdown.
        async fn how_realised(&self) -> Option<&str> {
            self.body.how_realised.as_deref()
        }

        /// Who realises it: a role, a unit or a person.
        async fn realised_by(&self) -> Option<&str> {
            self.body.realised_by.as_deref()
        }

        /// When it is expected.
        async fn expected_on(&self) -> Option<Date> {
            self.body.expected_on.map(Date)
        }

        /// How it is followed up, Markdown.
        async fn how_followed_up(&self) -> Option<&str> {
            self.body.how_followed_up.as_deref()
        }

        /// Who answers for the follow-up.
        async fn accountable(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
            match self.body.accountable {
                Some(key) => User::load(ctx, key).await,
                None => Ok(None),
            }
        }

        /// The needs that it answers, of those that still belong to the e-service. The way back is `Need.benefits`.
        async fn needs(&self, ctx: &Context<'_>) -> Result<Vec<Need>, ApiError> {
            let found = self.body.needs.iter().map(|key| Need::load(ctx, *key));
            let found = futures_util::future::try_join_all(found).await?.into_iter().flatten();
            Ok(found.filter(|need| need.belongs_to(self.row.e_service_id)).collect())
        }

        /// Which of the seven questions are answered.
        async fn completeness(&self) -> BenefitCompleteness {
            let missing = self.body.unanswered();
            let mut answered = BenefitQuestion::ALL.to_vec();
            answered.retain(|question| !missing.contains(question));
            BenefitCompleteness { complete: missing.is_empty(), answered, missing }
        }

        /// The decisions after follow-ups that it led to, oldest first. The way back is `FollowUpDecision.benefits`.
        async fn follow_up_decisions(&self, ctx: &Context<'_>) -> Result<Vec<FollowUpDecision>, ApiError> {
            let mut decisions: Vec<FollowUpDecision> = of_cycle(ctx, self.row.cycle_id).await?;
            decisions.retain(|decision| decision.rests_on(self.row.id));
            Ok(decisions)
        }

        /// What became of it.
        async fn realisation(&self) -> BenefitRealisation {
            let real = &self.body.realisation;
            BenefitRealisation {
                state: real.state,
                measured: real.measured.clone(),
                minor: real.minor.map(|minor| minor.to_string()),
                hours: real.hours,
            }
        }
    }
}

/// Which of the seven questions of a benefit are answered.
#[derive(SimpleObject)]
pub struct BenefitCompleteness {
    /// True where all seven are. The task `inventory.benefits` waits for that.
    pub complete: bool,
    /// Those that are answered, in their order.
    pub answered: Vec<BenefitQuestion>,
    /// Those that are not, in their order.
    pub missing: Vec<BenefitQuestion>,
}

/// What became of a benefit.
#[derive(SimpleObject)]
pub struct BenefitRealisation {
    /// Where it stands.
    pub state: RealisationState,
    /// What was measured, or why it was given up, Markdown; null while it is planned.
    pub measured: Option<String>,
    /// What it is worth in a year as measured, in öre, as a decimal string; only of MONEY.
    pub minor: Option<String>,
    /// How many working hours it frees in a year as measured; only of FREED_TIME.
    pub hours: Option<i32>,
}

/// A measure of a benefit.
pub struct BenefitMeasure(Measure);

/// A measure that shows a benefit.
#[Object]
impl BenefitMeasure {
    /// What is measured.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Unit of its values; may be empty.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// Value before the e-service; null where it is not known.
    async fn baseline(&self) -> Option<f64> {
        self.0.baseline
    }

    /// Value to reach; null where it is not set.
    async fn target(&self) -> Option<f64> {
        self.0.target
    }

    /// The metric by which it is measured, with what was measured; null where there is none yet. The way back is `Metric.benefits`.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Option<Metric>, ApiError> {
        match self.0.metric {
            Some(key) => Metric::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }
}
