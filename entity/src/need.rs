//! Needs and ideas, taken in all year round.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{NeedSource, NeedState},
    ids::{CycleId, EServiceId, NeedId, OrgUnitId, SuggestionId, UserId},
};

/// A need.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "need")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NeedId,
    /// The unit whose management handles it.
    pub org_unit_id: OrgUnitId,
    /// What is needed, in a few words.
    pub title: String,
    /// In more words, Markdown.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// Where it comes from.
    pub source: NeedSource,
    /// Which organisation it concerns; may be empty.
    #[sea_orm(column_type = "Text")]
    pub concerned: String,
    /// With whom it could be met; may be empty.
    #[sea_orm(column_type = "Text")]
    pub partners: String,
    /// Where it stands.
    pub state: NeedState,
    /// Why it was closed without action.
    #[sea_orm(column_type = "Text", nullable)]
    pub close_reason: Option<String>,
    /// The need that has taken it over.
    pub merged_into: Option<NeedId>,
    /// The e-service that it belongs to.
    pub e_service_id: Option<EServiceId>,
    /// The revision of that e-service that takes it up.
    pub revision_id: Option<CycleId>,
    /// The suggestion that it came from.
    pub suggestion_id: Option<SuggestionId>,
    /// Title and description, lower-cased, for narrowing lists down.
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    /// Who put it forward.
    pub put_forward_by: UserId,
    /// When; lists are ordered by it.
    pub created_at: DateTimeUtc,
    /// Who attached, closed or merged it last.
    pub handled_by: Option<UserId>,
    /// When.
    pub handled_at: Option<DateTimeUtc>,
    /// Rises with every change.
    pub version: i32,
    /// The e-service that it belongs to.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<Option<super::e_service::Entity>>,
    /// The unit whose management handles it.
    #[sea_orm(belongs_to, from = "org_unit_id", to = "id")]
    pub org_unit: BelongsTo<super::org_unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
