//! The types of the room: `RetirementPlan`.

use crate::{
    domain::retirement,
    graphql::{artefact::artefact_type, date::Date},
};

artefact_type! {
    /// How and when an e-service is taken out of operation, after a decision to retire it.
    RetirementPlan of retirement::RetirementPlan {
        /// The first day on which it is not there any more.
        async fn retire_on(&self) -> Date {
            Date(self.body.retire_on)
        }

        /// Why, Markdown.
        async fn reason(&self) -> &str {
            &self.body.reason
        }

        /// How its users are told, Markdown.
        async fn notice(&self) -> &str {
            &self.body.notice
        }

        /// What takes its place, Markdown; null where nothing does.
        async fn replacement(&self) -> Option<&str> {
            self.body.replacement.as_deref()
        }

        /// What becomes of its data: what is archived, where, and what is disposed of, Markdown.
        async fn archiving(&self) -> &str {
            &self.body.archiving
        }

        /// When those who work with the e-service were told of the plan as it is; null before that, and after a change of the plan.
        async fn announced_on(&self) -> Option<Date> {
            self.body.announced_on.map(Date)
        }
    }
}
