//! The order of the publication, with what is warned about.

use async_graphql::{Context, SimpleObject};

use crate::{
    domain::launch::{self, LaunchWarningCode, last_good_day},
    graphql::{artefact::artefact_type, context::Here, cycle::types::Cycle, date::Date, error::ApiError},
};

/// Something about the launch that should be known, and that stops nobody.
#[derive(SimpleObject)]
pub struct LaunchWarning {
    /// What kind of thing. Stable: program against this.
    pub code: LaunchWarningCode,
    /// What it is, in the language of the viewer.
    pub message: String,
    /// The day that it is about: the last good day to order, or the launch date.
    pub about_on: Date,
}

/// What should be known of an order, or of there being none, in a cycle.
pub fn warnings(ctx: &Context<'_>, order: Option<&PublicationOrder>, cycle: &Cycle) -> Vec<LaunchWarning> {
    let here = ctx.here();
    let (lead, today) = (
        here.services.settings.launch.publication_lead_days,
        here.services.today(),
    );
    if cycle.row.published_at.is_some() || cycle.row.ended_at.is_some() {
        return Vec::new();
    }
    let order = order.map(|order| &*order.body);
    launch::warnings(order, cycle.row.launch_date, lead, today)
        .into_iter()
        .map(|warning| LaunchWarning {
            code: warning.code,
            message: warning.text(here.locale()),
            about_on: Date(warning.on),
        })
        .collect()
}

/// The last day on which publication is ordered in good time; none while no launch date is set.
pub fn last_good_on(ctx: &Context<'_>, cycle: &Cycle) -> Option<Date> {
    let lead = ctx.here().services.settings.launch.publication_lead_days;
    let launch_date = cycle.row.launch_date?;
    Some(Date(last_good_day(launch_date, lead)))
}

artefact_type! {
    /// The order to the editor to publish. One that comes late is warned about, not refused.
    PublicationOrder of launch::PublicationOrder {
        /// When it was ordered.
        async fn ordered_on(&self) -> Date {
            Date(self.body.ordered_on)
        }

        /// The day on which publication is wished.
        async fn wished_on(&self) -> Date {
            Date(self.body.wished_on)
        }

        /// What the editor should know, Markdown; may be empty.
        async fn note(&self) -> &str {
            &self.body.note
        }

        /// What should be known of it: ordered late, or wished on another day than the launch date. Empty once it is published.
        async fn warnings(&self, ctx: &Context<'_>) -> Result<Vec<LaunchWarning>, ApiError> {
            let cycle = Cycle::load(ctx, self.row.cycle_id).await?.ok_or(ApiError::NotFound)?;
            Ok(warnings(ctx, Some(self), &cycle))
        }
    }
}
