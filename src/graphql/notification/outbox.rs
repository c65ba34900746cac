//! The outbox for administrators: what waits, went out and was given up; and sending again.

use ::entity::{delivery, ids::DeliveryId};
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, Utc};

use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        account::types::User,
        context::Here,
        enums::DeliveryState,
        error::ApiError,
        ids::{id, key},
        object::object,
        paging::{connection, counts, page_args, payload},
    },
    service::notification::deliveries,
};

/// A mail on its way.
#[derive(Clone)]
pub struct Delivery(pub delivery::Model);

object! {
    /// A mail on its way to one person.
    Delivery
}

/// What a mail carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "::entity::enums::DeliveryForm")]
pub enum DeliveryForm {
    /// One notification.
    Notice,
    /// What was gathered until its moment.
    Digest,
    /// What lies ahead of somebody in the week that begins.
    Overview,
}

#[ComplexObject]
impl Delivery {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// To whom.
    async fn recipient(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.user_id).await
    }

    /// What it carries.
    async fn form(&self) -> DeliveryForm {
        self.0.form.into()
    }

    /// Where it stands.
    async fn state(&self) -> DeliveryState {
        self.0.state.into()
    }

    /// Not before this moment; of one that is tried again, the next try.
    async fn due_at(&self) -> DateTime<Utc> {
        self.0.due_at
    }

    /// How often it was tried.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When the mail server took it; null where it did not.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.0.sent_at
    }

    /// When it was reported that it came back; null where it did not. `lastError` then has what was said.
    async fn bounced_at(&self) -> Option<DateTime<Utc>> {
        self.0.bounced_at
    }

    /// Whether mails to the present address of the recipient are held since one came back for good; `releaseMailHold` lets them
    /// go again.
    async fn address_held(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        let held = ctx.loaders().mail_holds.load(ctx.here(), self.0.user_id);
        Ok(held.await?.is_some())
    }

    /// What went wrong last, or why it was not sent, in words for an administrator (English; addresses are masked).
    async fn last_error(&self) -> Option<&str> {
        self.0.last_error.as_deref()
    }
}

connection!(DeliveryConnection, DeliveryEdge, Delivery, "deliveries");

/// Input of `resendDeliveries`.
#[derive(InputObject)]
pub struct ResendDeliveriesInput {
    /// Which, given up or come back; all that were given up where it is left out.
    pub delivery_ids: Option<Vec<ID>>,
}

payload! {
    /// Answer of `resendDeliveries`.
    ResendDeliveriesPayload {
        /// How many are on their way again.
        resent_count: i32,
    }
}

/// The outbox, read.
#[derive(Default)]
pub struct OutboxQuery;

#[Object]
impl OutboxQuery {
    /// The outbox, the latest due first. What was given up has the state FAILED and says why.
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states; all where it is left out.")] states: Option<
            Vec<DeliveryState>,
        >,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<DeliveryConnection, ApiError> {
        let here = ctx.here();
        let args = page_args(first, after, last, before);
        let states: Option<Vec<_>> = states.map(|states| states.into_iter().map(Into::into).collect());
        let page = deliveries::page(&here.services.db, states.as_deref(), &args, counts(ctx));
        let page = ctx.loaders().turn.read(page).await?;
        Ok(DeliveryConnection::new(page, Delivery))
    }
}

/// The outbox, changed.
#[derive(Default)]
pub struct OutboxMutation;

#[Object]
impl OutboxMutation {
    /// Sends mails again that were given up, or that came back. Each keeps its Message-ID.
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications)
    )]
    async fn resend_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ResendDeliveriesInput,
    ) -> Result<ResendDeliveriesPayload, ApiError> {
        let here = ctx.here();
        let which: Option<Vec<DeliveryId>> = input
            .delivery_ids
            .map(|ids| ids.iter().map(key).collect::<Result<_, _>>())
            .transpose()?;
        let count = deliveries::resend(&here.services, here.actor()?, which.as_deref()).await?;
        Ok(ResendDeliveriesPayload {
            resent_count: Some(i32::try_from(count).unwrap_or(i32::MAX)),
            errors: Vec::new(),
        })
    }
}
