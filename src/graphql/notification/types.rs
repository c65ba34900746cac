//! The type of the room: `Notification`.

use std::{collections::HashMap, sync::Arc};

use ::entity::notification;
use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::notification::{Details, entry},
    graphql::{
        account::types::User,
        approval::types::Approval,
        context::Here,
        cycle::types::Cycle,
        date::Date,
        e_service::types::EService,
        enums::{NotificationCategory, NotificationKind, ReminderSeries, Role},
        error::ApiError,
        ids::{id, key},
        metric::types::Metric,
        object::object,
        paging::connection,
        task::types::Task,
    },
    service::notification::{queries, saying::thing_of},
};

/// A notification.
#[derive(Clone)]
pub struct Notification(pub Arc<notification::Model>);

impl From<notification::Model> for Notification {
    fn from(row: notification::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// Something that the viewer was told. At most one of `cycle`, `task`, `approval` and `metric` is what it is about; none where it is about the
    /// viewer's account.
    Notification
}

#[ComplexObject]
impl Notification {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Its place in `viewer.notifications`, as its edge has it there: `notificationReceived(after:)` goes on from it.
    async fn cursor(&self) -> String {
        queries::cursor_of(&self.0).encode()
    }

    /// What it tells.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }

    /// What it belongs to.
    async fn category(&self) -> NotificationCategory {
        entry(self.0.kind).category.into()
    }

    /// What kind of notification it is, in a few words in the language of the viewer.
    async fn title(&self, ctx: &Context<'_>) -> &'static str {
        entry(self.0.kind).name.get(ctx.here().locale())
    }

    /// The role for which the viewer was told; null where it was asked of them in person, or they watch the e-service.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// The person for whom the viewer stands in; null where they are told for themselves.
    async fn on_behalf_of(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.on_behalf_of {
            Some(key) => Ok(Some(User::of(ctx, key).await?)),
            None => Ok(None),
        }
    }

    /// Who did what it tells of; null where nobody did, as with a reminder.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.details().by {
            Some(key) => Ok(Some(User::of(ctx, key).await?)),
            None => Ok(None),
        }
    }

    /// The launch date before it was moved; null for other kinds.
    async fn former_date(&self) -> Option<Date> {
        self.details().former.map(Date)
    }

    /// The role that the viewer was given or that was taken from them; null for other kinds.
    async fn granted_role(&self) -> Option<Role> {
        self.details().granted.map(Into::into)
    }

    /// The date that it reminds of; null for other kinds.
    async fn about_on(&self) -> Option<Date> {
        self.0.about_on.map(Date)
    }

    /// The e-service that it is about; null where it is about the viewer's account, and where the viewer may no longer see it.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<Option<EService>, ApiError> {
        match self.0.e_service_id {
            Some(key) => EService::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// The cycle whose launch it is about.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Option<Cycle>, ApiError> {
        match self.0.cycle_id {
            Some(key) => Cycle::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The task that it is about.
    async fn task(&self, ctx: &Context<'_>) -> Result<Option<Task>, ApiError> {
        match self.0.task_id {
            Some(key) => Task::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// The approval that it is about.
    async fn approval(&self, ctx: &Context<'_>) -> Result<Option<Approval>, ApiError> {
        match self.0.approval_id {
            Some(key) => Approval::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The metric that it is about.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Option<Metric>, ApiError> {
        match self.0.metric_id {
            Some(key) => Metric::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// When it was told.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When the viewer saw that it is there; null where they have not.
    async fn seen_at(&self) -> Option<DateTime<Utc>> {
        self.0.seen_at
    }

    /// When the viewer read it; null where they have not.
    async fn read_at(&self) -> Option<DateTime<Utc>> {
        self.0.read_at
    }

    /// When the viewer put it away; null where they have not.
    async fn archived_at(&self) -> Option<DateTime<Utc>> {
        self.0.archived_at
    }

    /// Until when the viewer does not want to see it; null where it is not snoozed.
    async fn snoozed_until_at(&self) -> Option<DateTime<Utc>> {
        self.0.snoozed_until
    }
}

impl Notification {
    fn details(&self) -> Details {
        serde_json::from_value(self.0.details.clone()).unwrap_or_default()
    }
}

/// Which notifications are wanted; all that is given must hold.
#[derive(Default, InputObject)]
pub struct NotificationFilter {
    /// Only those that were not read.
    pub unread: Option<bool>,
    /// Of one of these categories.
    pub categories: Option<Vec<NotificationCategory>>,
    /// About this e-service.
    pub e_service_id: Option<ID>,
    /// True for those that were put away, instead of those that were not.
    pub archived: Option<bool>,
}

impl NotificationFilter {
    /// As the queries have it.
    ///
    /// # Errors
    /// Where an id is none of an e-service.
    pub fn wanted(this: Option<Self>, unread_only: bool) -> Result<queries::Filter, ApiError> {
        let this = this.unwrap_or_default();
        let e_service = this.e_service_id.as_ref().map(key).transpose()?;
        Ok(queries::Filter {
            unread: unread_only || this.unread.unwrap_or(false),
            categories: this
                .categories
                .map(|some| some.into_iter().map(Into::into).collect()),
            e_service,
            archived: this.archived.unwrap_or(false),
        })
    }
}

/// The lead times of an e-service for one series of reminders.
#[derive(SimpleObject)]
pub struct ReminderDays {
    /// Of which reminders.
    pub series: ReminderSeries,
    /// Days before the date; 0 is the day itself, for a launch. Empty: none before the date.
    pub days: Vec<i32>,
}

/// Notifications about one thing.
#[derive(SimpleObject)]
pub struct NotificationGroup {
    /// The latest of them.
    pub latest: Notification,
    /// How many they are.
    pub count: i32,
    /// How many of them were not read.
    pub unread_count: i32,
    /// All of them, newest first, for marking them as read at once.
    pub notification_ids: Vec<ID>,
}

impl NotificationGroup {
    /// The groups of rows that are given newest first; the group with the newest row comes first.
    #[must_use]
    pub fn of(rows: Vec<notification::Model>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        let mut places = HashMap::new();
        for row in rows {
            // What is about no thing is about the account, and stands for itself.
            let about = thing_of(&row).map_or_else(|| row.id.to_string(), |thing| format!("{thing:?}"));
            let unread = i32::from(row.read_at.is_none());
            let key = id(row.id);
            match places.get(&about) {
                None => {
                    places.insert(about, groups.len());
                    groups.push(Self {
                        latest: row.into(),
                        count: 1,
                        unread_count: unread,
                        notification_ids: vec![key],
                    });
                }
                Some(place) => {
                    let group: &mut Self = &mut groups[*place];
                    group.count += 1;
                    group.unread_count += unread;
                    group.notification_ids.push(key);
                }
            }
        }
        groups
    }
}

connection!(
    NotificationConnection,
    NotificationEdge,
    Notification,
    "notifications"
);
