//! Mails that came back, and addresses to which none go for that.

use ::entity::ids::UserId;
use async_graphql::{Context, ID, InputObject, Object};

use super::outbox::Delivery;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        account::types::User,
        context::Here,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::notification::{
        bounce::{self, Bounce, Reporter},
        deliveries,
    },
};

/// Input of `reportBounce`.
#[derive(InputObject)]
pub struct ReportBounceInput {
    /// The Message-ID of the mail, with or without angle brackets; this or `recipient`.
    pub message_id_header: Option<String>,
    /// The address to which it went; the last mail that was sent to it is then meant.
    pub recipient: Option<String>,
    /// True where the next mail would come back, too: the address is not written to any more.
    pub permanent: bool,
    /// What the mail server says, for example the Diagnostic-Code of its report.
    pub diagnostic: String,
}

/// Input of `releaseMailHold`.
#[derive(InputObject)]
pub struct ReleaseMailHoldInput {
    /// Whose address is written to again.
    pub user_id: ID,
}

payload! {
    /// Answer of `reportBounce`.
    ReportBouncePayload {
        /// The mail; null for programs, which read nothing.
        delivery: Delivery,
        /// Whether mails to the address are held now.
        address_held: bool,
    }
}
payload! {
    /// Answer of `releaseMailHold`.
    ReleaseMailHoldPayload {
        /// The person.
        user: User,
        /// Whether mails to their address were held.
        released: bool,
    }
}

/// Mails that came back.
#[derive(Default)]
pub struct BounceMutation;

#[Object]
impl BounceMutation {
    /// Notes that a mail which was handed over came back. After one that came back for good, mails to the address are held until an
    /// administrator releases them or the person has another address; in the app everything is told as usual. For administrators, and
    /// for programs that were made for it (`createMachineClient`). To report the same again changes nothing more. Problems: INVALID,
    /// MISSING, TOO_LONG, UNKNOWN_ID.
    #[graphql(
        guard = "Requires(Permission::ReportBounces)",
        directive = requires::apply(Permission::ReportBounces)
    )]
    async fn report_bounce(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which mail, and what the mail server says.")] input: ReportBounceInput,
    ) -> Result<ReportBouncePayload, ApiError> {
        let here = ctx.here();
        let by = match &here.machine {
            Some(machine) => Reporter::Machine(machine),
            None => Reporter::Person(here.actor()?),
        };
        let bounce = Bounce {
            message_id: input.message_id_header,
            recipient: input.recipient,
            permanent: input.permanent,
            diagnostic: input.diagnostic,
        };
        let (done, errors) = mendable(ctx, bounce::report(&here.services, by, &bounce).await)?;
        let delivery = match (&done, by) {
            (Some((id, _)), Reporter::Person(_)) => deliveries::by_id(&here.services.db, *id).await?,
            _ => None,
        };
        Ok(ReportBouncePayload {
            delivery: delivery.map(Delivery),
            address_held: done.map(|(_, held)| held),
            errors,
        })
    }

    /// Lets mails go to a person's address again. What has waited goes out now, where its reason is still there.
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications)
    )]
    async fn release_mail_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: ReleaseMailHoldInput,
    ) -> Result<ReleaseMailHoldPayload, ApiError> {
        let here = ctx.here();
        let user: UserId = key(&input.user_id)?;
        let released = bounce::release(&here.services, here.actor()?, user).await?;
        Ok(ReleaseMailHoldPayload {
            user: User::load(ctx, user).await?,
            released: Some(released),
            errors: Vec::new(),
        })
    }
}
