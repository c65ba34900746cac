//! The types of the room: `Ground` and what it is made of.

use ::entity::ids::CycleId;
use async_graphql::{Context, Object, SimpleObject};

use super::{benefit::Benefit, pre_study::PreStudy};
use crate::{
    domain::ground::{
        self, CostDirection, CostRecurrence, PickQuadrant, ProcessMapState, RequirementNature, benefit_sums,
        totals,
    },
    graphql::{
        artefact::{
            artefact_type,
            load::{of_cycle, the_one},
        },
        error::ApiError,
    },
};

/// The ground for the decision in a cycle.
#[derive(Clone, Copy)]
pub struct Ground(pub CycleId);

impl Ground {
    /// What the benefits are worth together.
    ///
    /// # Errors
    /// Where the database fails.
    pub(super) async fn sums(self, ctx: &Context<'_>) -> Result<BenefitTotals, ApiError> {
        let benefits: Vec<Benefit> = of_cycle(ctx, self.0).await?;
        let sums = benefit_sums(benefits.iter().map(Benefit::said));
        Ok(BenefitTotals {
            planned_minor: sums.planned_minor.to_string(),
            planned_hours: i32::try_from(sums.planned_hours).unwrap_or(i32::MAX),
            realised_minor: sums.realised_minor.to_string(),
            realised_hours: i32::try_from(sums.realised_hours).unwrap_or(i32::MAX),
        })
    }

    /// What the cost estimate comes to.
    ///
    /// # Errors
    /// Where the database fails.
    pub(super) async fn estimate(self, ctx: &Context<'_>) -> Result<GroundTotals, ApiError> {
        let lines: Vec<CostLine> = of_cycle(ctx, self.0).await?;
        let totals = totals(lines.iter().map(|line| line.body.as_ref()));
        Ok(GroundTotals {
            one_off_minor: totals.one_off_minor.to_string(),
            yearly_net_minor: totals.yearly_net_minor.to_string(),
            five_year_minor: totals.five_year_minor.to_string(),
            pay_back_months: totals
                .pay_back_months
                .map(|months| i32::try_from(months).unwrap_or(i32::MAX)),
        })
    }
}

/// What was found out about an idea, as ground for the decision.
#[Object]
impl Ground {
    /// Maps of how the matter is handled, as it is and as it is to be.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn process_maps(&self, ctx: &Context<'_>) -> Result<Vec<ProcessMap>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// What good the e-service is to do.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn benefits(&self, ctx: &Context<'_>) -> Result<Vec<Benefit>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// What the benefits are worth together.
    async fn benefit_totals(&self, ctx: &Context<'_>) -> Result<BenefitTotals, ApiError> {
        self.sums(ctx).await
    }

    /// The cost estimate, line by line.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn cost_lines(&self, ctx: &Context<'_>) -> Result<Vec<CostLine>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// What the cost estimate comes to.
    async fn totals(&self, ctx: &Context<'_>) -> Result<GroundTotals, ApiError> {
        self.estimate(ctx).await
    }

    /// Legal, technical and functional requirements, identified early.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn requirements(&self, ctx: &Context<'_>) -> Result<Vec<Requirement>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// Its place in the PICK chart; null where it is not placed yet.
    async fn placement(&self, ctx: &Context<'_>) -> Result<Option<Placement>, ApiError> {
        the_one(ctx, self.0).await
    }

    /// The pre-study: its own text, and all that it rests on, as it is now.
    async fn pre_study(&self) -> PreStudy {
        PreStudy(*self)
    }
}

/// What a cost estimate comes to. Amounts in öre (hundredths of a krona), as decimal strings since they may pass 32 bits.
#[derive(SimpleObject)]
pub struct GroundTotals {
    /// One-off costs less one-off savings: what it takes to get there.
    pub one_off_minor: String,
    /// Yearly savings less yearly costs: what each year of operation brings; negative where it costs.
    pub yearly_net_minor: String,
    /// What five years of operation bring, less what it took to get there.
    pub five_year_minor: String,
    /// Whole months of operation until what it took is paid back; null where it never is, and where nothing is estimated.
    pub pay_back_months: Option<i32>,
}

/// What benefits are worth together in a year. Amounts in öre, as decimal strings. These are no part of the cost estimate.
#[derive(SimpleObject)]
pub struct BenefitTotals {
    /// What benefits in money are to be worth.
    pub planned_minor: String,
    /// How many working hours are to be freed.
    pub planned_hours: i32,
    /// What benefits in money are worth as measured, of those that are realised at least in part.
    pub realised_minor: String,
    /// How many working hours are freed as measured, of those that are realised at least in part.
    pub realised_hours: i32,
}

artefact_type! {
    /// A map of how the matter is handled. That of the state before is kept, so that effects can be compared afterwards.
    ProcessMap of ground::ProcessMap, with attachments {
        /// What it is called.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// Whether it shows how it is or how it is to be.
        async fn state(&self) -> ProcessMapState {
            self.body.state
        }

        /// The steps and what can be improved, Markdown; may be empty where there is a link or a file.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Where the drawing is.
        async fn link(&self) -> Option<&str> {
            self.body.link.as_deref()
        }
    }
}

artefact_type! {
    /// A line of the cost estimate.
    CostLine of ground::CostLine {
        /// What it is for.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// How it was estimated, Markdown; may be empty.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Whether it comes once or every year.
        async fn recurrence(&self) -> CostRecurrence {
            self.body.recurrence
        }

        /// Whether it costs or saves.
        async fn direction(&self) -> CostDirection {
            self.body.direction
        }

        /// How much, in öre (hundredths of a krona), as a decimal string since it may pass 32 bits; never negative.
        async fn amount_minor(&self) -> String {
            self.body.amount_minor.to_string()
        }
    }
}

artefact_type! {
    /// A requirement that is known before the decision. A demanding one is investigated before a decision to develop.
    Requirement of ground::Requirement {
        /// What is required.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// In more words, Markdown.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Of what nature it is.
        async fn nature(&self) -> RequirementNature {
            self.body.nature
        }

        /// True where it is demanding: management then decides only once it is investigated.
        async fn demanding(&self) -> bool {
            self.body.demanding
        }

        /// What the investigation showed, Markdown; null where it is not investigated.
        async fn investigation(&self) -> Option<&str> {
            self.body.investigation.as_deref()
        }
    }
}

artefact_type! {
    /// The place of an e-service in the PICK chart, benefit against effort.
    Placement of ground::Placement {
        /// How great the benefit is, 1 to 10.
        async fn benefit(&self) -> i32 {
            self.body.benefit
        }

        /// How great the effort is, 1 to 10.
        async fn effort(&self) -> i32 {
            self.body.effort
        }

        /// Why, Markdown; may be empty.
        async fn motive(&self) -> &str {
            &self.body.motive
        }

        /// The quadrant in which it lies; `portfolio.pick` tells where the quadrants meet.
        async fn quadrant(&self) -> PickQuadrant {
            self.body.quadrant()
        }
    }
}
