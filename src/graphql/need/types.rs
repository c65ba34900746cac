//! The types of the room: `Need`, `NeedView`.

use std::sync::Arc;

use ::entity::{
    ids::{EServiceId, NeedId},
    need, need_view,
};
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::{
    domain::{actor::Place, permission::Permission},
    graphql::{
        account::types::User,
        context::Here,
        cycle::types::Cycle,
        e_service::types::EService,
        enums::{NeedSource, NeedState},
        error::ApiError,
        ground::benefit::Benefit,
        ids::id,
        object::object,
        organisation::types::OrgUnit,
        paging::{connection, counts, page_args},
        suggestion::types::Suggestion,
    },
};

/// A need.
#[derive(Clone)]
pub struct Need(Arc<need::Model>);

impl From<need::Model> for Need {
    fn from(row: need::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Need {
    /// The need with a key; none where the viewer may not see it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: NeedId) -> Result<Option<Self>, ApiError> {
        let found = ctx.loaders().needs.load(ctx.here(), key).await?;
        Ok(found.map(Self::from))
    }

    async fn can_be_handled(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        let unit = OrgUnit::load(ctx, self.0.org_unit_id)
            .await?
            .ok_or(ApiError::NotFound)?;
        let here = Place {
            e_service: None,
            unit_path: &unit.0.path,
        };
        Ok(Permission::HandleNeeds.is_held_at(ctx.here().actor()?, here))
    }

    /// Whether it belongs to an e-service.
    #[must_use]
    pub fn belongs_to(&self, e_service: EServiceId) -> bool {
        self.0.e_service_id == Some(e_service)
    }
}

object! {
    /// A need or an idea (behov), taken in all year round. It becomes an e-service, a ground for the revision of one, or is closed with a
    /// reason.
    Need
}

#[ComplexObject]
impl Need {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Rises each time that it is changed or handled; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// What is needed, in a few words.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// In more words, Markdown.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// Where it comes from.
    async fn source(&self) -> NeedSource {
        self.0.source.into()
    }

    /// The unit that it was put to; its management handles it.
    async fn unit(&self, ctx: &Context<'_>) -> Result<OrgUnit, ApiError> {
        OrgUnit::load(ctx, self.0.org_unit_id)
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// Which organisation it concerns; may be empty.
    async fn concerned(&self) -> &str {
        &self.0.concerned
    }

    /// With whom it could be met; may be empty.
    async fn partners(&self) -> &str {
        &self.0.partners
    }

    /// Where it stands.
    async fn state(&self) -> NeedState {
        self.0.state.into()
    }

    /// Why it was closed without action, Markdown; null where it was not.
    async fn close_reason(&self) -> Option<&str> {
        self.0.close_reason.as_deref()
    }

    /// The need that has taken it over; null where it was not merged, or where the viewer may not see that one.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Self>, ApiError> {
        match self.0.merged_into {
            Some(key) => Self::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The needs that were merged into it, oldest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn merged_needs(&self, ctx: &Context<'_>) -> Result<Vec<Self>, ApiError> {
        let found = ctx.loaders().merged_needs.load(ctx.here(), self.0.id).await?;
        Ok(found.unwrap_or_default().into_iter().map(Self::from).collect())
    }

    /// The e-service that it belongs to; null where there is none, or where the viewer may not see it.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<Option<EService>, ApiError> {
        match self.0.e_service_id {
            Some(key) => EService::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// The revision of that e-service that takes it up, also where it was withdrawn (`revision.withdrawnAt`); null where there is none, or
    /// where the viewer may not see it. The way back is `Revision.needs`.
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Cycle>, ApiError> {
        match self.0.revision_id {
            Some(key) => Cycle::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The benefits that answer it, of all cycles of its e-service, in the order in which they were stated; none where the viewer may not
    /// see the e-service. The way back is `Benefit.needs`.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn benefits(&self, ctx: &Context<'_>) -> Result<Vec<Benefit>, ApiError> {
        let rows = ctx
            .loaders()
            .benefits_of_needs
            .load(ctx.here(), self.0.id)
            .await?;
        let rows = rows.unwrap_or_default().into_iter();
        rows.map(|row| Benefit::try_from(row).map_err(Into::into))
            .collect()
    }

    /// The suggestion that it came from; null where there is none, or where the viewer may not see it.
    async fn suggestion(&self, ctx: &Context<'_>) -> Result<Option<Suggestion>, ApiError> {
        match self.0.suggestion_id {
            Some(key) => Suggestion::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// What people said about it, oldest first; with what was said about the needs that were merged into it.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn views(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<NeedViewConnection, ApiError> {
        let asked = (page_args(first, after, last, before), counts(ctx));
        let page = ctx
            .loaders()
            .need_views
            .load(ctx.here(), (self.0.id, asked))
            .await?;
        Ok(NeedViewConnection::new(
            page.ok_or(ApiError::Internal)?,
            NeedView::from,
        ))
    }

    /// Who put it forward.
    async fn put_forward_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.put_forward_by).await
    }

    /// When it was put forward.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Who attached, closed or merged it last; null where nobody has handled it.
    async fn handled_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.handled_by {
            Some(key) => User::of(ctx, key).await.map(Some),
            None => Ok(None),
        }
    }

    /// When it was handled last.
    async fn handled_at(&self) -> Option<DateTime<Utc>> {
        self.0.handled_at
    }

    /// Whether the viewer may change what it says: they have put it forward, or may handle it.
    async fn viewer_can_update(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        let own = self.0.put_forward_by == ctx.here().actor()?.user_id;
        Ok(own || self.can_be_handled(ctx).await?)
    }

    /// Whether the viewer may handle it: attach, merge or close it, or make an e-service of it.
    async fn viewer_can_handle(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        self.can_be_handled(ctx).await
    }
}

connection!(NeedConnection, NeedEdge, Need, "needs");

/// A view on a need.
#[derive(Clone)]
pub struct NeedView(Arc<need_view::Model>);

impl From<need_view::Model> for NeedView {
    fn from(row: need_view::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// What somebody said about a need. Never changed.
    NeedView
}

#[ComplexObject]
impl NeedView {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// What was said, Markdown.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// Who said it.
    async fn author(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.author_id).await
    }

    /// When it was said.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The need about which it was said, where that was merged into this one; null else, and where the viewer may not see that one.
    async fn came_from(&self, ctx: &Context<'_>) -> Result<Option<Need>, ApiError> {
        match self.0.came_from {
            Some(key) => Need::load(ctx, key).await,
            None => Ok(None),
        }
    }
}

connection!(NeedViewConnection, NeedViewEdge, NeedView, "views on a need");
