//! What people said about needs.

use sea_orm::entity::prelude::*;

use crate::ids::{NeedId, NeedViewId, UserId};

/// A view on a need.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "need_view")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NeedViewId,
    /// The need that it is about now.
    pub need_id: NeedId,
    /// The need that it was about first, where that was merged into another.
    pub came_from: Option<NeedId>,
    /// Who has it.
    pub author_id: UserId,
    /// Markdown.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When; lists are ordered by it.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
