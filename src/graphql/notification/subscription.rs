//! Notifications as they come.

use std::time::Duration;

use ::entity::{ids::UserId, notification};
use async_graphql::{Context, Subscription};
use futures_util::Stream;

use super::types::Notification;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::{Circumstances, Here},
        error::ApiError,
    },
    service::{
        self,
        notification::feed,
        paging::{Cursor, SortKey, SortKind},
    },
};

/// What another instance told is found after this time at the latest, should its wake-up be lost.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Notifications as they come.
#[derive(Default)]
pub struct NotificationSubscription;

#[Subscription]
impl NotificationSubscription {
    /// What the viewer is told, each once, as it comes. Ends when the access token expires or the log-in or a role of the viewer
    /// ends; the client then refreshes its session and subscribes again after the last `cursor` that it has: nothing is lost
    /// then, and nothing comes twice.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn notification_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The `cursor` of the last notification that the client has, of the newest edge of `viewer.notifications` or of \
                          an event; what came since comes first. Left out: only what comes from now on."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Notification> + use<>, ApiError> {
        let here = ctx.here().clone();
        let user = here.actor()?.user_id;
        // The connection may have been opened long ago.
        if !here.is_still_logged_in().await {
            return Err(ApiError::Unauthenticated);
        }
        let mut live = here.services.live.listen();
        let last = feed::settle(&here.services, user).await?;
        let mut place = match after {
            None => last,
            Some(text) => match Cursor::decode("after", &text, SortKind::Number)?.key {
                SortKey::Number(place) => place,
                _ => last,
            },
        };
        let mut first = true;
        Ok(async_stream::stream! {
            loop {
                if !first {
                    let woken = tokio::time::timeout(LOOK_AGAIN, live.changed()).await;
                    if matches!(woken, Ok(Err(_))) || !here.is_still_logged_in().await {
                        return;
                    }
                }
                first = false;
                // After an error it goes on from the same place, once the database is back.
                loop {
                    match look(&here, user, place).await {
                        Ok(rows) if rows.is_empty() => break,
                        Ok(rows) => for row in rows {
                            place = row.position.unwrap_or(place).max(place);
                            yield Notification::from(row);
                        },
                        Err(error) => {
                            tracing::warn!(error = &error as &dyn std::error::Error, "a subscription could not look");
                            break;
                        }
                    }
                }
            }
        })
    }
}

async fn look(
    here: &Circumstances,
    user: UserId,
    place: i64,
) -> Result<Vec<notification::Model>, service::Error> {
    feed::settle(&here.services, user).await?;
    feed::after(&here.services.db, user, place).await
}
