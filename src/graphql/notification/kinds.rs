//! The catalogue, in the contract.

use ::entity::enums::{self as stored, NotificationKind as Kind};
use async_graphql::{Context, Enum, Object, SimpleObject};

use crate::{
    domain::{
        notification::{Entry, Told, default_mode, entry},
        permission::Permission,
        reminder::Policy,
    },
    graphql::{
        access::{Requires, requires},
        context::Here,
        enums::{DeliveryMode, NotificationCategory, NotificationKind, ReminderSeries, Role},
        object::object,
    },
    service::notification::policy::policy,
};
use async_graphql::ComplexObject;

/// A row of the catalogue.
pub struct NotificationKindDescription {
    entry: Entry,
    policy: Policy,
}

object! {
    /// A kind of notification: whom it is told to, when, and how it goes up when nobody acts.
    NotificationKindDescription
}

/// Whom a kind is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum NotificationRecipient {
    /// Those who hold one of `roles` for the e-service.
    RoleHolders,
    /// The assignee; where there is none, those who hold the responsible role.
    Responsible,
    /// Who asked for it.
    Asker,
    /// The person whom it happened to.
    Person,
}

/// How a kind comes by mail to those who have not chosen.
#[derive(SimpleObject)]
pub struct DefaultMode {
    /// Told for this role; null where it is told for none.
    pub role: Option<Role>,
    /// How.
    pub mode: DeliveryMode,
}

/// A step after the date.
#[derive(SimpleObject)]
pub struct EscalationStep {
    /// So many working days after the date.
    pub after_working_days: i32,
    /// The roles that are told then, beside the responsible person.
    pub roles: Vec<Role>,
}

#[ComplexObject]
impl NotificationKindDescription {
    /// Which.
    async fn kind(&self) -> NotificationKind {
        self.entry.kind.into()
    }

    /// What people choose it by.
    async fn category(&self) -> NotificationCategory {
        self.entry.category.into()
    }

    /// What it is called, in the language of the viewer.
    async fn name(&self, ctx: &Context<'_>) -> &'static str {
        self.entry.name.get(ctx.here().locale())
    }

    /// When it comes, in a sentence in the language of the viewer.
    async fn when(&self, ctx: &Context<'_>) -> &'static str {
        self.entry.when.get(ctx.here().locale())
    }

    /// Whom it is told to.
    async fn recipient(&self) -> NotificationRecipient {
        match self.entry.told {
            Told::Roles(_) => NotificationRecipient::RoleHolders,
            Told::Responsible => NotificationRecipient::Responsible,
            Told::Asker => NotificationRecipient::Asker,
            Told::Person => NotificationRecipient::Person,
        }
    }

    /// The roles that are told, those of the first step where it goes up; empty where it is told to people in person.
    async fn roles(&self) -> Vec<Role> {
        match (self.entry.told, self.policy.escalation(&self.entry).first()) {
            (Told::Roles(_), Some(step)) => step.roles.iter().copied().map(Into::into).collect(),
            (Told::Roles(roles), None) => roles.iter().copied().map(Into::into).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether those who watch the e-service are told too.
    async fn watchers_too(&self) -> bool {
        self.entry.watchers
    }

    /// Whether its mails can be turned off or gathered; notices about the account cannot.
    async fn can_be_chosen(&self) -> bool {
        !self.entry.is_security()
    }

    /// How it comes by mail to those who have not chosen, where that is not AT_ONCE.
    async fn default_modes(&self) -> Vec<DefaultMode> {
        stored::Role::ALL
            .iter()
            .map(|role| (*role, default_mode(&self.entry, Some(*role))))
            .filter(|(_, mode)| *mode != stored::DeliveryMode::AtOnce)
            .map(|(role, mode)| DefaultMode {
                role: Some(role.into()),
                mode: mode.into(),
            })
            .collect()
    }

    /// The reminders that it is one of; null for what is told when it happens.
    async fn series(&self) -> Option<ReminderSeries> {
        self.entry.series.map(Into::into)
    }

    /// Days before the date on which it comes, by the settings; an e-service can have its own. Empty where it does not come before.
    async fn lead_days(&self) -> Vec<i32> {
        let days = self.policy.leads(&self.entry).into_iter();
        days.filter_map(|days| i32::try_from(days).ok()).collect()
    }

    /// When and to whom it goes up after the date, by the settings. It stops after the last step, or once there is nothing left to
    /// remind of.
    async fn escalation(&self) -> Vec<EscalationStep> {
        let steps = self.policy.escalation(&self.entry).iter();
        steps
            .map(|step| EscalationStep {
                after_working_days: i32::try_from(step.after_working_days).unwrap_or(i32::MAX),
                roles: step.roles.iter().copied().map(Into::into).collect(),
            })
            .collect()
    }
}

/// The catalogue of notifications.
#[derive(Default)]
pub struct NotificationKindQuery;

#[Object]
impl NotificationKindQuery {
    /// Every kind of notification, in the order of the catalogue.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn notification_kinds(&self, ctx: &Context<'_>) -> Vec<NotificationKindDescription> {
        let policy = policy(&ctx.here().services.settings);
        Kind::ALL
            .iter()
            .map(|kind| NotificationKindDescription {
                entry: entry(*kind),
                policy: policy.clone(),
            })
            .collect()
    }
}
