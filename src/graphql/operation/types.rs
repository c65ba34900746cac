//! What the operation of a live e-service leaves behind.

use async_graphql::{Context, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{
        launch::OutreachChannel,
        operation::{self, IncidentSeverity, OperationResult, PlaceState},
    },
    graphql::{
        account::types::User, artefact::artefact_type, context::Here, date::Date, enums::Role,
        error::ApiError,
    },
};

/// That somebody accepted the handing over, in a role that they held.
#[derive(SimpleObject)]
pub struct HandoverAcceptance {
    /// In which role.
    pub role: Role,
    /// Who.
    pub by: User,
    /// When.
    pub accepted_at: DateTime<Utc>,
}

artefact_type! {
    /// The handing over of an e-service to its owner and its service manager; open until both have accepted it.
    Handover of operation::Handover {
        /// What those who take over should know, Markdown.
        async fn note(&self) -> &str {
            &self.body.note
        }

        /// What is left to do, Markdown; may be empty.
        async fn left_to_do(&self) -> &str {
            &self.body.left_to_do
        }

        /// Who has accepted it as it is written now, in the order in which they did.
        async fn acceptances(&self, ctx: &Context<'_>) -> Result<Vec<HandoverAcceptance>, ApiError> {
            let accepted = self.body.accepted.iter().map(async |acceptance| {
                let by = User::of(ctx, acceptance.by).await?;
                Ok(HandoverAcceptance {
                    role: acceptance.role.into(),
                    by,
                    accepted_at: acceptance.at,
                })
            });
            futures_util::future::try_join_all(accepted).await
        }

        /// The roles that have not accepted it yet.
        async fn waits_for(&self) -> Vec<Role> {
            let waits = operation::ACCEPTING.into_iter();
            waits
                .filter(|role| self.body.accepted_by(*role).is_none())
                .map(Into::into)
                .collect()
        }
    }
}

artefact_type! {
    /// The report that closes a project, held against what was decided.
    ClosingReport of operation::ClosingReport {
        /// What was done, Markdown.
        async fn done(&self) -> &str {
            &self.body.done
        }

        /// What it cost, in öre (hundredths of a krona), as a decimal string since it may pass 32 bits.
        async fn cost_minor(&self) -> String {
            self.body.cost_minor.to_string()
        }

        /// The budget of the decision in force, in öre, as a decimal string; null where none was given.
        async fn budget_minor(&self, ctx: &Context<'_>) -> Result<Option<String>, ApiError> {
            let decided = self.decided(ctx).await?;
            Ok(decided.and_then(|row| row.budget_minor).map(|budget| budget.to_string()))
        }

        /// How much more it cost than the budget, in öre, as a decimal string; negative where it cost less, null without a budget.
        async fn over_budget_minor(&self, ctx: &Context<'_>) -> Result<Option<String>, ApiError> {
            let budget = self.decided(ctx).await?.and_then(|row| row.budget_minor);
            Ok(self.body.over_budget(budget).map(|over| over.to_string()))
        }

        /// How many hours were worked.
        async fn hours(&self) -> i32 {
            self.body.hours
        }

        /// The hours of the decision in force; null where none were given.
        async fn decided_hours(&self, ctx: &Context<'_>) -> Result<Option<i32>, ApiError> {
            Ok(self.decided(ctx).await?.and_then(|row| row.hours))
        }

        /// How many hours more than decided were worked; negative where it were less, null where none were decided.
        async fn over_hours(&self, ctx: &Context<'_>) -> Result<Option<i32>, ApiError> {
            let hours = self.decided(ctx).await?.and_then(|row| row.hours);
            Ok(self.body.over_hours(hours))
        }

        /// What did not go as planned, and why, Markdown; may be empty.
        async fn deviations(&self) -> &str {
            &self.body.deviations
        }

        /// What was learnt, Markdown.
        async fn learnt(&self) -> &str {
            &self.body.learnt
        }
    }
}

impl ClosingReport {
    /// The decision in force of its cycle.
    async fn decided(&self, ctx: &Context<'_>) -> Result<Option<::entity::decision::Model>, ApiError> {
        let rows = ctx
            .loaders()
            .decisions
            .load(ctx.here(), self.row.cycle_id)
            .await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .find(|row| row.superseded_at.is_none()))
    }
}

artefact_type! {
    /// That somebody looked whether the e-service works.
    OperationCheck of operation::OperationCheck {
        /// On which day.
        async fn checked_on(&self) -> Date {
            Date(self.body.checked_on)
        }

        /// What it showed.
        async fn result(&self) -> OperationResult {
            self.body.result
        }

        /// What was looked at, Markdown.
        async fn examined(&self) -> &str {
            &self.body.examined
        }

        /// What was seen, Markdown; may be empty where it works.
        async fn note(&self) -> &str {
            &self.body.note
        }
    }
}

artefact_type! {
    /// A disturbance of the operation; open until it ended.
    Incident of operation::Incident {
        /// What happened.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// When it began.
        async fn began_at(&self) -> DateTime<Utc> {
            self.body.began_at
        }

        /// When it ended; null while it goes on.
        async fn ended_at(&self) -> Option<DateTime<Utc>> {
            self.body.ended_at
        }

        /// How bad it was.
        async fn severity(&self) -> IncidentSeverity {
            self.body.severity
        }

        /// What was done about it, Markdown; may be empty.
        async fn measures(&self) -> &str {
            &self.body.measures
        }
    }
}

/// A place that was looked at in a check of the information.
#[derive(SimpleObject)]
pub struct CheckedPlace {
    /// Which: a page, a search engine, a letter.
    pub place: String,
    /// Its address; null where it has none.
    pub link: Option<String>,
    /// What was found there.
    pub state: PlaceState,
}

artefact_type! {
    /// That somebody looked whether the information is right and can be found; open while something is to be corrected.
    InformationCheck of operation::InformationCheck {
        /// On which day.
        async fn checked_on(&self) -> Date {
            Date(self.body.checked_on)
        }

        /// The places that were looked at.
        async fn places(&self) -> Vec<CheckedPlace> {
            let places = self.body.places.iter().cloned();
            places
                .map(|place| CheckedPlace { place: place.place, link: place.link, state: place.state })
                .collect()
        }

        /// What else was seen, Markdown; may be empty.
        async fn note(&self) -> &str {
            &self.body.note
        }
    }
}

artefact_type! {
    /// Something that was done so that more people use the e-service.
    PromotionAction of operation::PromotionAction {
        /// What was done.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// Where its recipients met it.
        async fn channel(&self) -> OutreachChannel {
            self.body.channel
        }

        /// On which day.
        async fn done_on(&self) -> Date {
            Date(self.body.done_on)
        }

        /// How it went, Markdown; may be empty.
        async fn note(&self) -> &str {
            &self.body.note
        }
    }
}
