//! Marking notifications as read.

use async_graphql::{Context, ID, InputObject, Object};

use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        ids::key,
        paging::payload,
    },
    service::notification::{mark_read::mark_read, queries},
};

/// Input of `markNotificationsRead`.
#[derive(InputObject)]
pub struct MarkNotificationsReadInput {
    /// Which; all of them where it is left out.
    pub notification_ids: Option<Vec<ID>>,
}

payload! {
    /// Answer of `markNotificationsRead`.
    MarkNotificationsReadPayload {
        /// How many were unread before and are read now.
        marked_count: i32,
        /// How many are unread now.
        unread_notification_count: i32,
    }
}

/// Marking notifications as read.
#[derive(Default)]
pub struct NotificationMutation;

#[Object]
impl NotificationMutation {
    /// Marks notifications of one's own as read.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: MarkNotificationsReadInput,
    ) -> Result<MarkNotificationsReadPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let which: Option<Vec<_>> = input
            .notification_ids
            .map(|ids| ids.iter().map(key).collect::<Result<_, _>>())
            .transpose()?;
        let marked = mark_read(&here.services, actor, which.as_deref()).await?;
        let unread = queries::unread(&here.services.db, actor.user_id).await?;
        Ok(MarkNotificationsReadPayload {
            marked_count: Some(i32::try_from(marked).unwrap_or(i32::MAX)),
            unread_notification_count: Some(i32::try_from(unread).unwrap_or(i32::MAX)),
            errors: Vec::new(),
        })
    }
}
