//! The types of the room: `WorkingMethod` and what it is made of.

use ::entity::ids::CycleId;
use async_graphql::{Context, Object};

use crate::{
    domain::working_method::{self, ChannelState, UseState, WorkingMethodKind},
    graphql::{
        account::types::User,
        artefact::{
            artefact_type,
            load::{of_cycle, the_one},
        },
        date::Date,
        error::ApiError,
    },
};

/// The changed working method in a cycle.
pub struct WorkingMethod(pub CycleId);

/// How the operations work once the e-service is there: decided by management, seen to by the owner.
#[Object]
impl WorkingMethod {
    /// What the operations stop, start and keep doing.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn changes(&self, ctx: &Context<'_>) -> Result<Vec<WorkingMethodChange>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// The ways to get in touch beside the e-service, kept or closed.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn channels(&self, ctx: &Context<'_>) -> Result<Vec<ContactChannel>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// Who owns the process, by which routines, and the budget for operation; null where it is not decided yet.
    async fn operation_plan(&self, ctx: &Context<'_>) -> Result<Option<OperationPlan>, ApiError> {
        the_one(ctx, self.0).await
    }
}

artefact_type! {
    /// Something that the operations stop, start or keep doing once the e-service is there.
    WorkingMethodChange of working_method::WorkingMethodChange {
        /// Stop, start or keep.
        async fn kind(&self) -> WorkingMethodKind {
            self.body.kind
        }

        /// What.
        async fn what(&self) -> &str {
            &self.body.what
        }

        /// In more words, Markdown; may be empty.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Who sees to it.
        async fn responsible(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
            User::of(ctx, self.body.responsible).await
        }

        /// From when.
        async fn starts_on(&self) -> Date {
            Date(self.body.starts_on)
        }

        /// Whether it is done as decided. The task `management.working_method` waits until all are IN_USE.
        async fn state(&self) -> UseState {
            self.body.state
        }

        /// What was seen when it was followed up, Markdown; may be empty.
        async fn observation(&self) -> &str {
            &self.body.observation
        }
    }
}

artefact_type! {
    /// A way to get in touch in the matter, beside the e-service.
    ContactChannel of working_method::ContactChannel {
        /// Which one.
        async fn name(&self) -> &str {
            &self.body.name
        }

        /// Whether it is kept or closed. The task `management.working_method` waits while one is CLOSING.
        async fn state(&self) -> ChannelState {
            self.body.state
        }

        /// What is done about it, Markdown; may be empty.
        async fn plan(&self) -> &str {
            &self.body.plan
        }

        /// How cases are treated alike whichever way they come, Markdown; may be empty where it is not kept.
        async fn equality(&self) -> &str {
            &self.body.equality
        }

        /// When it closes or closed; null where it is kept.
        async fn closes_on(&self) -> Option<Date> {
            self.body.closes_on.map(Date)
        }
    }
}

artefact_type! {
    /// How the operation is arranged. Amounts are for a year, in öre (hundredths of a krona), as decimal strings; null where nothing is
    /// set aside.
    OperationPlan of working_method::OperationPlan {
        /// Who owns the process that the e-service is a part of.
        async fn process_owner(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
            User::of(ctx, self.body.process_owner).await
        }

        /// The internal routines, Markdown.
        async fn routines(&self) -> &str {
            &self.body.routines
        }

        /// Budget for operation.
        async fn operation_minor(&self) -> Option<String> {
            self.body.operation_minor.map(|minor| minor.to_string())
        }

        /// Budget for management.
        async fn management_minor(&self) -> Option<String> {
            self.body.management_minor.map(|minor| minor.to_string())
        }

        /// Budget for further development.
        async fn development_minor(&self) -> Option<String> {
            self.body.development_minor.map(|minor| minor.to_string())
        }

        /// The three together.
        async fn yearly_minor(&self) -> String {
            self.body.yearly_minor().to_string()
        }
    }
}
