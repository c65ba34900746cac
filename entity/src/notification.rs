//! One row a person and occurrence: what somebody was told or is about to be told.

use sea_orm::entity::prelude::*;

use crate::{
    enums::NotificationKind,
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
    /// Which e-service it is about.
    pub e_service_id: EServiceId,
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
    /// When it was told in the app.
    pub created_at: DateTimeUtc,
    /// When the person read it.
    pub read_at: Option<DateTimeUtc>,
    /// Its way through a channel.
    #[sea_orm(has_many)]
    pub deliveries: HasMany<super::delivery::Entity>,
    /// Who is told.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
