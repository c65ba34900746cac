//! Tasks, approvals and e-services as they are changed.

use std::collections::VecDeque;

use ::entity::ids::EServiceId;
use async_graphql::{Context, ID, Subscription};
use futures_util::Stream;
use uuid::Uuid;

use super::things::Changing;
use crate::{
    domain::{actor::Actor, permission::Permission},
    graphql::{
        access::{Requires, requires},
        approval::types::Approval,
        context::{Circumstances, Here},
        e_service::types::EService,
        error::ApiError,
        ids::key,
        task::types::Task,
    },
    service::{
        change::{Change, Heard},
        e_service::queries as e_services,
    },
};

/// Things that are read at once.
const AT_ONCE: usize = 100;
/// Things that may wait for a client to take them; one that is further behind is left behind.
const MOST: usize = 1_000;

/// Tasks, approvals and e-services as they are changed.
#[derive(Default)]
pub struct ChangeSubscription;

#[Subscription]
impl ChangeSubscription {
    /// Each task that was made, changed or commented on, as it is now, where the viewer may see it. Changes within moments may come
    /// as one. Ends when the access token expires, the log-in or a role of the viewer ends, or the client cannot keep up; the
    /// client then refreshes its session, subscribes again, and reads anew what it shows.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn task_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this e-service; of all where it is left out.")] e_service_id: Option<
            ID,
        >,
    ) -> Result<impl Stream<Item = Task> + use<>, ApiError> {
        changes(ctx, e_service_id).await
    }

    /// Each approval that was asked for, answered, taken back or has become void, as it is now, where the viewer may see it. Ends as
    /// `taskChanged` does.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn approval_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this e-service; of all where it is left out.")] e_service_id: Option<
            ID,
        >,
    ) -> Result<impl Stream<Item = Approval> + use<>, ApiError> {
        changes(ctx, e_service_id).await
    }

    /// Each e-service that was put forward or changed, be it itself, one of its cycles or the people in roles on it, as it is now,
    /// where the viewer may see it. Its tasks and approvals have subscriptions of their own. Ends as `taskChanged` does.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn e_service_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this one; all where it is left out.")] e_service_id: Option<ID>,
    ) -> Result<impl Stream<Item = EService> + use<>, ApiError> {
        changes(ctx, e_service_id).await
    }
}

/// The changed things of a type that the viewer may see, each read anew with the rights that the viewer then has.
async fn changes<T: Changing>(
    ctx: &Context<'_>,
    e_service_id: Option<ID>,
) -> Result<impl Stream<Item = T> + use<T>, ApiError> {
    let here = ctx.here().clone();
    let actor = here.actor()?.clone();
    // The connection may have been opened long ago.
    if !here.is_still_logged_in().await {
        return Err(ApiError::Unauthenticated);
    }
    let only: Option<EServiceId> = e_service_id.as_ref().map(key).transpose()?;
    if let Some(id) = only {
        e_services::visible(&here.services.db, &actor, id).await?;
    }
    let shape = T::shape(&ctx.look_ahead());
    let changes = here.services.changes.clone();
    let mut listening = changes.listen(&here.services, actor.session_id).await?;
    Ok(async_stream::stream! {
        let mut waiting: VecDeque<Uuid> = VecDeque::new();
        while let Some(heard) = listening.next().await {
            if !still_holds(&here, &actor, &heard).await {
                return;
            }
            let theirs = |change: &&Change| {
                change.kind == T::KIND
                    && only.is_none_or(|only| change.e_service == only)
                    && change.may_be_seen_by(&actor)
            };
            for change in heard.changes.iter().filter(theirs) {
                if !waiting.contains(&change.thing) {
                    waiting.push_back(change.thing);
                }
            }
            if waiting.len() > MOST {
                return;
            }
            // Whoever takes long hears first what has come meanwhile, so that nothing is sent of a right that has ended.
            while !waiting.is_empty() && !listening.is_behind() {
                let some: Vec<_> = waiting.iter().take(AT_ONCE).copied().collect();
                let mut loaded = match T::load(&here, &actor, &some, &shape).await {
                    Ok(loaded) => loaded,
                    Err(error) => {
                        // They wait until the database is back.
                        tracing::warn!(error = &error as &dyn std::error::Error, "what was changed could not be read");
                        break;
                    }
                };
                for id in some {
                    waiting.pop_front();
                    if let Some(thing) = loaded.remove(&id) {
                        yield thing;
                        if listening.is_behind() {
                            break;
                        }
                    }
                }
            }
        }
    })
}

/// Whether the token and the log-in still hold, with the roles that they had.
async fn still_holds(here: &Circumstances, actor: &Actor, heard: &Heard) -> bool {
    if here.is_token_over() {
        return false;
    }
    match heard.session(actor.session_id) {
        Some(open) => open.is_some_and(|open| open.holds_as(actor)),
        // It began to listen while that was looked up.
        None => here.is_still_logged_in().await,
    }
}
