//! What the viewer does with notifications, and how they want to be told.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};

use super::{
    choices::{NotificationChoices, SaveNotificationChoicesInput},
    types::Notification,
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::{Circumstances, Here},
        e_service::types::EService,
        enums::{Attention, ReminderSeries},
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::notification::{calendar, choose, own, queries, reminder_days},
};

/// Input of `markNotificationsRead`.
#[derive(InputObject)]
pub struct MarkNotificationsReadInput {
    /// Which; all of them where it is left out.
    pub notification_ids: Option<Vec<ID>>,
}

payload! {
    /// Answer of `markNotificationsRead`.
    MarkNotificationsReadPayload {
        /// How many were unread before and are read now.
        marked_count: i32,
        /// How many are unread now.
        unread_notification_count: i32,
    }
}

/// Input of `markNotificationsSeen`.
#[derive(InputObject)]
pub struct MarkNotificationsSeenInput {
    /// Which; all of them where it is left out.
    pub notification_ids: Option<Vec<ID>>,
}

payload! {
    /// Answer of `markNotificationsSeen`.
    MarkNotificationsSeenPayload {
        /// How many were not seen before.
        marked_count: i32,
    }
}

/// Input of `archiveNotifications`.
#[derive(InputObject)]
pub struct ArchiveNotificationsInput {
    /// Which.
    pub notification_ids: Vec<ID>,
    /// True puts them away, false takes them out again.
    #[graphql(default = true)]
    pub archived: bool,
}

payload! {
    /// Answer of `archiveNotifications`.
    ArchiveNotificationsPayload {
        /// How many were changed.
        changed_count: i32,
        /// How many are unread now.
        unread_notification_count: i32,
    }
}

/// Input of `snoozeNotification`.
#[derive(InputObject)]
pub struct SnoozeNotificationInput {
    /// Which.
    pub notification_id: ID,
    /// Until when it is hidden.
    pub until_at: DateTime<Utc>,
}

payload! {
    /// Answer of `snoozeNotification`.
    SnoozeNotificationPayload {
        /// The notification as it is now.
        notification: Notification,
        /// How many are unread now.
        unread_notification_count: i32,
    }
}

payload! {
    /// Answer of `renewCalendarAddress`.
    RenewCalendarAddressPayload {
        /// The address of the viewer's calendar, for Outlook, Google or a phone to subscribe to. Whoever has it can read the calendar; it is
        /// shown this once.
        calendar_address: String,
    }
}
payload! {
    /// Answer of `closeCalendarAddress`.
    CloseCalendarAddressPayload {
        /// True: the address leads nowhere from now on.
        closed: bool,
    }
}
payload! {
    /// Answer of `saveNotificationChoices`.
    SaveNotificationChoicesPayload {
        /// The choices as they are now, also where they were refused.
        notification_choices: NotificationChoices,
    }
}

/// Input of `setEServiceAttention`.
#[derive(InputObject)]
#[graphql(name = "SetEServiceAttentionInput")]
pub struct SetEServiceAttentionInput {
    /// Of which e-service.
    pub e_service_id: ID,
    /// How much; left out or null for as usual.
    pub attention: Option<Attention>,
}

payload! {
    /// Answer of `setEServiceAttention`.
    SetEServiceAttentionPayload {
        /// The e-service as it is now.
        e_service: EService,
    }
}

/// Input of `setReminderDays`.
#[derive(InputObject)]
pub struct SetReminderDaysInput {
    /// Of which e-service.
    pub e_service_id: ID,
    /// Of which reminders.
    pub series: ReminderSeries,
    /// Days before the date, 0 to 365, at most ten of them; left out or null for those of the settings. An empty list: none before the date.
    pub days: Option<Vec<i32>>,
}

payload! {
    /// Answer of `setReminderDays`.
    SetReminderDaysPayload {
        /// The e-service as it is now.
        e_service: EService,
    }
}

/// What the viewer does with notifications, and how they want to be told.
#[derive(Default)]
pub struct NotificationMutation;

fn count(rows: u64) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

async fn unread(here: &Circumstances) -> Result<i32, ApiError> {
    let services = &here.services;
    Ok(count(
        queries::unread(&services.db, here.actor()?.user_id, services.now()).await?,
    ))
}

fn keys<I: crate::global_id::Named>(ids: Vec<ID>) -> Result<Vec<I>, ApiError> {
    ids.iter().map(key).collect()
}

#[Object]
impl NotificationMutation {
    /// Marks notifications of one's own as read.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: MarkNotificationsReadInput,
    ) -> Result<MarkNotificationsReadPayload, ApiError> {
        let here = ctx.here();
        let which = input.notification_ids.map(keys).transpose()?;
        let marked = own::mark_read(&here.services, here.actor()?, which.as_deref()).await?;
        Ok(MarkNotificationsReadPayload {
            marked_count: Some(count(marked)),
            unread_notification_count: Some(unread(here).await?),
            errors: Vec::new(),
        })
    }

    /// Notes that the viewer has seen that notifications are there, without having read them: what a badge at a bell counts.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn mark_notifications_seen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: MarkNotificationsSeenInput,
    ) -> Result<MarkNotificationsSeenPayload, ApiError> {
        let here = ctx.here();
        let which = input.notification_ids.map(keys).transpose()?;
        let marked = own::mark_seen(&here.services, here.actor()?, which.as_deref()).await?;
        Ok(MarkNotificationsSeenPayload {
            marked_count: Some(count(marked)),
            errors: Vec::new(),
        })
    }

    /// Puts notifications of one's own away, or takes them out again. What was put away is not counted as unread.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn archive_notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveNotificationsInput,
    ) -> Result<ArchiveNotificationsPayload, ApiError> {
        let here = ctx.here();
        let which = keys(input.notification_ids)?;
        let changed = own::archive(&here.services, here.actor()?, &which, input.archived).await?;
        Ok(ArchiveNotificationsPayload {
            changed_count: Some(count(changed)),
            unread_notification_count: Some(unread(here).await?),
            errors: Vec::new(),
        })
    }

    /// Hides a notification of one's own until a time; it then comes back unread, at the top and over `notificationReceived`.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn snooze_notification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and until when.")] input: SnoozeNotificationInput,
    ) -> Result<SnoozeNotificationPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let which = key(&input.notification_id)?;
        let (snoozed, errors) = mendable(
            ctx,
            own::snooze(&here.services, actor, which, input.until_at).await,
        )?;
        let notification = match snoozed {
            Some(id) => queries::by_ids(&here.services.db, actor.user_id, &[id])
                .await?
                .pop(),
            None => None,
        };
        Ok(SnoozeNotificationPayload {
            notification: notification.map(Notification::from),
            unread_notification_count: Some(unread(here).await?),
            errors,
        })
    }

    /// Keeps how the viewer wants to be told. All of it takes the place of what was chosen before.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn save_notification_choices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The choices.")] input: SaveNotificationChoicesInput,
    ) -> Result<SaveNotificationChoicesPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let version = input.version;
        let outcome = match input.choices() {
            Ok(choices) => choose::choose(&here.services, actor, choices, version).await,
            Err(error) => Err(error),
        };
        let (_, errors) = mendable(ctx, outcome)?;
        let (choices, version) = choose::chosen(&here.services.db, actor.user_id).await?;
        Ok(SaveNotificationChoicesPayload {
            notification_choices: Some(NotificationChoices { choices, version }),
            errors,
        })
    }

    /// Makes a new address for the viewer's calendar: launches, measures and their own tasks, each on its day. A former address leads
    /// nowhere from now on.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn renew_calendar_address(
        &self,
        ctx: &Context<'_>,
    ) -> Result<RenewCalendarAddressPayload, ApiError> {
        let here = ctx.here();
        let secret = calendar::renew(&here.services, here.actor()?).await?;
        let server = here.services.settings.server_url();
        Ok(RenewCalendarAddressPayload {
            calendar_address: Some(format!("{server}/calendar/{secret}.ics")),
            errors: Vec::new(),
        })
    }

    /// Lets the address of the viewer's calendar lead nowhere.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn close_calendar_address(
        &self,
        ctx: &Context<'_>,
    ) -> Result<CloseCalendarAddressPayload, ApiError> {
        let here = ctx.here();
        calendar::close(&here.services, here.actor()?).await?;
        Ok(CloseCalendarAddressPayload {
            closed: Some(true),
            errors: Vec::new(),
        })
    }

    /// Mutes or watches an e-service. Muted: nothing of it is told but what is asked of the viewer in person. Watched: what is told
    /// to others of its launches, decisions and approvals is told to the viewer too.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn set_e_service_attention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which e-service, and how much.")] input: SetEServiceAttentionInput,
    ) -> Result<SetEServiceAttentionPayload, ApiError> {
        let here = ctx.here();
        let which = key(&input.e_service_id)?;
        let attention = input.attention.map(Into::into);
        choose::attend(&here.services, here.actor()?, which, attention).await?;
        Ok(SetEServiceAttentionPayload {
            e_service: EService::load(ctx, which, &ctx.look_ahead().field("eService")).await?,
            errors: Vec::new(),
        })
    }

    /// Sets how many days before its dates an e-service is reminded of, where that is not as the settings say.
    #[graphql(
        guard = "Requires(Permission::SetReminderDays)",
        directive = requires::apply(Permission::SetReminderDays)
    )]
    async fn set_reminder_days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which e-service and reminders, and the days.")] input: SetReminderDaysInput,
    ) -> Result<SetReminderDaysPayload, ApiError> {
        let here = ctx.here();
        let which = key(&input.e_service_id)?;
        let days = input.days.map(|days| days.into_iter().map(i64::from).collect());
        let outcome =
            reminder_days::set(&here.services, here.actor()?, which, input.series.into(), days).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(SetReminderDaysPayload {
            e_service: EService::load(ctx, which, &ctx.look_ahead().field("eService")).await?,
            errors,
        })
    }
}
