//! The types of the room: `User`, `RoleGrant`, `Viewer`, `Session`.

use std::sync::Arc;

use ::entity::{ids::UserId, role_grant, user};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::permission::Permission,
    graphql::{
        approval::types::{Approval, ApprovalConnection},
        context::Here,
        e_service::types::EService,
        enums::{Locale, Role, ScopeKind},
        error::ApiError,
        ids::id,
        notification::{
            choices::NotificationChoices,
            types::{Notification, NotificationConnection, NotificationFilter, NotificationGroup},
        },
        object::object,
        organisation::types::OrgUnit,
        paging::{connection, counts, page_args},
        task::{
            inputs::TaskFilter,
            types::{Task, TaskConnection},
        },
    },
    service::{
        account::{log_in::Issued, queries::Person},
        approval, notification, task,
    },
};

/// A person.
#[derive(Clone)]
pub struct User(pub Arc<Person>);

impl From<user::Model> for User {
    fn from(row: user::Model) -> Self {
        Self(Arc::new(row.into()))
    }
}

impl User {
    /// The person with a key, through the loader.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: UserId) -> Result<Option<Self>, ApiError> {
        Ok(ctx.loaders().users.load(ctx.here(), key).await?.map(Self::from))
    }

    /// The person with a key that a row refers to.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(ctx: &Context<'_>, key: UserId) -> Result<Self, ApiError> {
        Self::load(ctx, key).await?.ok_or(ApiError::Internal)
    }
}

object! {
    /// A person.
    User
}

#[ComplexObject]
impl User {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Rises with every change; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Name as shown.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// E-mail address; it is also what the person logs in with.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// Language of mails and messages.
    async fn locale(&self) -> Locale {
        self.0.locale.into()
    }

    /// False once the person has left.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// The roles that the person holds now.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<RoleGrant>, ApiError> {
        let held = ctx
            .loaders()
            .roles
            .load(ctx.here(), self.0.id)
            .await?
            .unwrap_or_default();
        Ok(held.into_iter().map(RoleGrant::from).collect())
    }
}

connection!(UserConnection, UserEdge, User, "people");

/// A role that somebody holds in a scope.
#[derive(Clone)]
pub struct RoleGrant(pub Arc<role_grant::Model>);

impl From<role_grant::Model> for RoleGrant {
    fn from(row: role_grant::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// A role that somebody holds in a scope.
    RoleGrant
}

#[ComplexObject]
impl RoleGrant {
    /// Opaque id; `revokeRole` takes it.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Which role.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// How far it reaches.
    async fn scope(&self) -> ScopeKind {
        self.0.scope_kind.into()
    }

    /// The unit that it is limited to, with those below it; null for other scopes.
    async fn org_unit(&self, ctx: &Context<'_>) -> Result<Option<OrgUnit>, ApiError> {
        match self.0.org_unit_id {
            Some(key) => OrgUnit::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The e-service that it is limited to; null for other scopes, and where the viewer may not see it.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<Option<EService>, ApiError> {
        match self.0.e_service_id {
            Some(key) => EService::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// Who holds it.
    async fn user(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.user_id).await
    }

    /// When it was given.
    async fn granted_at(&self) -> DateTime<Utc> {
        self.0.granted_at
    }
}

/// Who is logged in, and what waits for them.
pub struct Viewer;

object! {
    /// Who is logged in, and what waits for them.
    Viewer
}

#[ComplexObject]
impl Viewer {
    /// The person.
    async fn user(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, ctx.here().actor()?.user_id).await
    }

    /// The permissions that some role of the viewer gives somewhere. Whether one holds for a thing at hand is told by `viewerCan`
    /// of that thing.
    async fn permissions(&self, ctx: &Context<'_>) -> Result<Vec<Permission>, ApiError> {
        let actor = ctx.here().actor()?;
        Ok(Permission::ALL
            .iter()
            .copied()
            .filter(|held| held.could_be_held_by(Some(actor)))
            .collect())
    }

    /// What waits for the viewer: the open tasks that were given to them or that they took, and those that nobody has and that
    /// their roles are responsible for. Earliest due date first.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn work(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list down.")] filter: Option<TaskFilter>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<TaskConnection, ApiError> {
        let here = ctx.here();
        let shape = Task::shape_of_nodes(ctx);
        let (filter, args) = (
            filter.unwrap_or_default().into(),
            page_args(first, after, last, before),
        );
        let (actor, count) = (here.actor()?, counts(ctx));
        let page = task::queries::work_of(&here.services.db, actor, &filter, &args, &shape, count);
        let page = ctx.loaders().turn.read(page).await?;
        Task::connection(ctx, page).await
    }

    /// The approvals that wait for an answer from the viewer's roles, oldest first.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn pending_approvals(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<ApprovalConnection, ApiError> {
        let here = ctx.here();
        let args = page_args(first, after, last, before);
        let page = approval::queries::waiting_for(&here.services.db, here.actor()?, &args, counts(ctx));
        let page = ctx.loaders().turn.read(page).await?;
        Ok(ApprovalConnection::new(page, Approval::from))
    }

    /// What the viewer was told, newest first.
    #[expect(
        clippy::too_many_arguments,
        reason = "a page takes four, and clients that only want what is unread say so in one word"
    )]
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "True leaves out those that were read.", default)] unread_only: bool,
        #[graphql(desc = "Narrows the list down further.")] filter: Option<NotificationFilter>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<NotificationConnection, ApiError> {
        let here = ctx.here();
        let args = page_args(first, after, last, before);
        let user = here.actor()?.user_id;
        let filter = NotificationFilter::wanted(filter, unread_only)?;
        let (services, count) = (&here.services, counts(ctx));
        let page = async {
            notification::feed::settle(services, user).await?;
            notification::queries::page(&services.db, user, &filter, services.now(), &args, count).await
        };
        let page = ctx.loaders().turn.read(page).await?;
        Ok(NotificationConnection::new(page, Notification::from))
    }

    /// What the viewer was told, grouped by what it is about: ten things about one task are one row. Newest group first, among the
    /// latest 500 notifications.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn notification_groups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list down.")] filter: Option<NotificationFilter>,
        #[graphql(desc = "So many groups at the most, up to 100.", default = 20)] first: i32,
    ) -> Result<Vec<NotificationGroup>, ApiError> {
        let here = ctx.here();
        let user = here.actor()?.user_id;
        let filter = NotificationFilter::wanted(filter, false)?;
        let services = &here.services;
        let latest = async {
            notification::feed::settle(services, user).await?;
            notification::queries::latest(&services.db, user, &filter, services.now(), 500).await
        };
        let rows = ctx.loaders().turn.read(latest).await?;
        let most = usize::try_from(first.clamp(0, 100)).unwrap_or(0);
        Ok(NotificationGroup::of(rows).into_iter().take(most).collect())
    }

    /// How the viewer wants to be told.
    async fn notification_choices(&self, ctx: &Context<'_>) -> Result<NotificationChoices, ApiError> {
        let here = ctx.here();
        let chosen = notification::choose::chosen(&here.services.db, here.actor()?.user_id);
        let (choices, version) = ctx.loaders().turn.read(chosen).await?;
        Ok(NotificationChoices { choices, version })
    }

    /// How many notifications the viewer has not read; what was put away or snoozed is not counted.
    async fn unread_notification_count(&self, ctx: &Context<'_>) -> Result<i32, ApiError> {
        let here = ctx.here();
        let unread =
            notification::queries::unread(&here.services.db, here.actor()?.user_id, here.services.now());
        let unread = ctx.loaders().turn.read(unread).await?;
        Ok(i32::try_from(unread).unwrap_or(i32::MAX))
    }
}

/// A log-in: the tokens by which a client shows who it speaks for.
#[derive(SimpleObject)]
pub struct Session {
    /// JWT for the header `Authorization: Bearer …`. Verifiable against `/.well-known/jwks.json`.
    pub access_token: String,
    /// When the access token expires; continue the log-in before then.
    pub access_token_expires_at: DateTime<Utc>,
    /// Good for one use, by `refreshSession`. Keep it secret.
    pub refresh_token: String,
    /// When the refresh token expires unused.
    pub refresh_token_expires_at: DateTime<Utc>,
    /// The person who is logged in.
    pub user: User,
}

impl Session {
    /// The session of tokens that were issued.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn new(ctx: &Context<'_>, issued: Issued) -> Result<Self, ApiError> {
        Ok(Self {
            access_token: issued.access_token,
            access_token_expires_at: issued.access_expires_at,
            refresh_token: issued.refresh_token,
            refresh_token_expires_at: issued.refresh_expires_at,
            user: User::of(ctx, issued.user_id).await?,
        })
    }
}
