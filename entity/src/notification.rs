//! One row a person and occurrence: what somebody was told or is about to be told.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{NotificationKind, Role},
    ids::{ApprovalId, CycleId, EServiceId, MetricId, NotificationId, TaskId, UserId},
};

/// A notification.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    /// Who is told.
    pub user_id: UserId,
    /// What is told.
    pub kind: NotificationKind,
    /// Names the occurrence: thing, kind, date and step; unique for a person.
    pub occurrence: String,
    /// Which e-service it is about; none where it is about the account.
    pub e_service_id: Option<EServiceId>,
    /// The cycle, where it is about a launch.
    pub cycle_id: Option<CycleId>,
    /// The task, where it is about one.
    pub task_id: Option<TaskId>,
    /// The approval, where it is about one.
    pub approval_id: Option<ApprovalId>,
    /// The metric, where it is about one.
    pub metric_id: Option<MetricId>,
    /// The date that it reminds of; a reminder whose date has moved is not sent.
    pub about_on: Option<Date>,
    /// The role for which the person is told; none where it is not for a role.
    pub role: Option<Role>,
    /// For whom the person stands in, where it is told to a substitute.
    pub on_behalf_of: Option<UserId>,
    /// What the kind needs besides, for its words: `domain::notification::Details`.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    /// When it was told in the app.
    pub created_at: DateTimeUtc,
    /// Its place in the person's feed, in the order in which the rows became visible; given when the feed is first looked at.
    pub position: Option<i64>,
    /// When the person saw that it is there.
    pub seen_at: Option<DateTimeUtc>,
    /// When the person read it.
    pub read_at: Option<DateTimeUtc>,
    /// When the person put it away.
    pub archived_at: Option<DateTimeUtc>,
    /// Until when the person does not want to see it.
    pub snoozed_until: Option<DateTimeUtc>,
    /// The moment of the digest in which it is gathered; none where it is not.
    pub digest_at: Option<DateTimeUtc>,
    /// Its way through a channel.
    #[sea_orm(has_many)]
    pub deliveries: HasMany<super::delivery::Entity>,
    /// Who is told.
    #[sea_orm(belongs_to, relation_enum = "User", from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
