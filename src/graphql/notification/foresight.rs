//! Why somebody was told, and what will be told.

use ::entity::{enums as stored, ids::UserId};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};

use super::{
    outbox::Delivery,
    types::Notification,
    why::{WhyNotification, WhyReason},
};
use crate::{
    domain::{
        calendar::Zone,
        notification::{About, entry},
        permission::Permission,
        reminder::Thing,
    },
    graphql::{
        access::{Requires, requires},
        account::types::User,
        context::Here,
        date::Date,
        e_service::types::EService,
        enums::{NotificationKind, ReminderSeries, Role},
        error::ApiError,
        ids::key,
    },
    service::notification::{
        simulate::{Foreseen, simulate},
        why::{Asked, why},
    },
};

/// Which days before a date to try.
#[derive(InputObject)]
pub struct ReminderDaysInput {
    /// Of which reminders.
    pub series: ReminderSeries,
    /// Days before the date.
    pub days: Vec<i32>,
}

/// A reminder that somebody would get.
pub struct ForeseenReminder(Foreseen);

/// A reminder that somebody would get.
#[Object]
impl ForeseenReminder {
    /// Who.
    async fn recipient(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.user).await
    }

    /// For which role; null for the assignee and for those who watch the e-service.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// What it tells.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }

    /// Of which e-service; null where the viewer may not see it.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<Option<EService>, ApiError> {
        EService::load(ctx, self.0.e_service, &ctx.look_ahead()).await
    }

    /// The date that it reminds of.
    async fn about_on(&self) -> Date {
        Date(self.0.about_on)
    }

    /// When it is told in the app.
    async fn told_at(&self) -> DateTime<Utc> {
        self.0.told_at
    }

    /// When its mail goes out; null where the person wants none.
    async fn mailed_at(&self) -> Option<DateTime<Utc>> {
        self.0.mailed_at
    }

    /// Whether the mail gathers others.
    async fn gathered(&self) -> bool {
        self.0.gathered
    }
}

/// Asking why, and what will be.
#[derive(Default)]
pub struct ForesightQuery;

#[Object]
impl ForesightQuery {
    /// Why a person was told something of a thing, or was not. About oneself anybody may ask; about others an administrator.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn why_notification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which kind.")] kind: NotificationKind,
        #[graphql(
            desc = "About which thing: a cycle, metric, task or approval, as the kind has it; left out for a kind about the account."
        )]
        thing_id: Option<ID>,
        #[graphql(desc = "About whom; the viewer where it is left out.")] user_id: Option<ID>,
    ) -> Result<WhyNotification, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let user: UserId = match &user_id {
            Some(id) => key(id)?,
            None => actor.user_id,
        };
        let kind: stored::NotificationKind = kind.into();
        let thing = match (&thing_id, entry(kind).about) {
            (None, _) | (_, About::Account) => None,
            (Some(id), About::Cycle) => Some(Thing::Cycle(key(id)?)),
            (Some(id), About::Metric) => Some(Thing::Metric(key(id)?)),
            (Some(id), About::Task) => Some(Thing::Task(key(id)?)),
            (Some(id), About::Approval) => Some(Thing::Approval(key(id)?)),
        };
        let answer = why(&here.services, actor, Asked { user, kind, thing });
        let answer = ctx.loaders().turn.read(answer).await?;
        let zone = Zone::from(here.services.settings.time_zone);
        let reasons = answer.reasons.iter();
        Ok(WhyNotification {
            reasons: reasons
                .map(|reason| WhyReason::of(reason, here.locale(), zone))
                .collect(),
            notifications: answer.told.into_iter().map(Notification::from).collect(),
            deliveries: answer.deliveries.into_iter().map(Delivery).collect(),
        })
    }

    /// Which reminders would go to whom from now on, if everything stays as it is, earliest first. At most 1,000 of them. Those who set the
    /// lead times of an e-service ask `EService.foreseenReminders`.
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications),
        complexity = "crate::graphql::paging::some(child_complexity)"
    )]
    async fn simulate_reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many days ahead, up to 366.")] days: i32,
        #[graphql(desc = "Of which e-service; all where it is left out.")] e_service_id: Option<ID>,
        #[graphql(desc = "Lead times to try instead of those that are set.")] try_days: Option<
            Vec<ReminderDaysInput>,
        >,
    ) -> Result<Vec<ForeseenReminder>, ApiError> {
        let here = ctx.here();
        let of = e_service_id.as_ref().map(key).transpose()?;
        let changed = tried(try_days);
        let found = simulate(&here.services, here.actor()?, i64::from(days), of, &changed);
        let found = ctx.loaders().turn.read(found).await?;
        Ok(ForeseenReminder::list(found))
    }
}

/// The lead times to try, as the use case has them.
pub fn tried(days: Option<Vec<ReminderDaysInput>>) -> Vec<(stored::ReminderSeries, Vec<i64>)> {
    days.unwrap_or_default()
        .into_iter()
        .map(|tried| {
            let days = tried.days.into_iter().map(i64::from).collect();
            (tried.series.into(), days)
        })
        .collect()
}

impl ForeseenReminder {
    /// What was found, as many as a client can take at once.
    #[must_use]
    pub fn list(found: Vec<Foreseen>) -> Vec<Self> {
        found.into_iter().take(1_000).map(Self).collect()
    }
}
