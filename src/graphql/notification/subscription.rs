//! Notifications as they come.

use std::{collections::BTreeSet, time::Duration};

use ::entity::ids::NotificationId;
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
    service::{account, notification::queries},
};

/// What another instance told is found after this time at the latest, should its wake-up be lost.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// A row may be committed a little after one that was made later; so far back is looked each time.
const OVERLAP: chrono::Duration = chrono::Duration::seconds(60);

/// Notifications as they come.
#[derive(Default)]
pub struct NotificationSubscription;

#[Subscription]
impl NotificationSubscription {
    /// What the viewer is told from now on, each once, as it comes. Ends when the access token expires or the log-in or a role of the
    /// viewer ends; the client then refreshes its session, subscribes again and reads `viewer.notifications` for what it missed.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn notification_received(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Notification> + use<>, ApiError> {
        let here = ctx.here().clone();
        let user = here.actor()?.user_id;
        // The connection may have been opened long ago.
        if !still_logged_in(&here).await {
            return Err(ApiError::Unauthenticated);
        }
        let mut live = here.services.live.listen();
        // Looked at from the last look that worked, so that nothing is lost while the database is away.
        let mut looked = here.services.now();
        let before = queries::since(&here.services.db, user, looked - OVERLAP).await?;
        let mut told: BTreeSet<NotificationId> = before.into_iter().map(|row| row.id).collect();
        Ok(async_stream::stream! {
            loop {
                let woken = tokio::time::timeout(LOOK_AGAIN, live.changed()).await;
                if matches!(woken, Ok(Err(_))) || !still_logged_in(&here).await {
                    return;
                }
                let now = here.services.now();
                match queries::since(&here.services.db, user, looked - OVERLAP).await {
                    Ok(rows) => {
                        looked = now;
                        let known: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
                        for row in rows {
                            if told.insert(row.id) {
                                yield Notification::from(row);
                            }
                        }
                        told.retain(|id| known.contains(id));
                    }
                    Err(error) => {
                        tracing::warn!(error = &error as &dyn std::error::Error, "a subscription could not look");
                    }
                }
            }
        })
    }
}

/// Whether the token and the log-in still hold, with the roles that they had.
async fn still_logged_in(here: &Circumstances) -> bool {
    let (Some(actor), now) = (&here.actor, here.services.now()) else {
        return false;
    };
    if here.token_expires_at.is_some_and(|at| at <= now) {
        return false;
    }
    match account::queries::open_session(&here.services.db, actor.session_id, now).await {
        Ok(Some(open)) => open.actor(None).grants == actor.grants,
        Ok(None) => false,
        // The database may be back in a moment; the stream goes on without telling anything meanwhile.
        Err(_) => true,
    }
}
