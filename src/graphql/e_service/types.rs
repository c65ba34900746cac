//! The types of the room: `EService`, `Appointment`.

use std::sync::Arc;

use ::entity::{cycle, enums};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::permission::{Holders, Permission},
    graphql::{
        account::types::User,
        attachment::types::Attachment,
        context::Here,
        cycle::{conformance::Conformance, types::Cycle},
        date::Date,
        enums::{Attention, Audience, EServiceState, Phase, Role},
        error::ApiError,
        ids::id,
        metric::{
            goal::Goal,
            types::{Metric, latest_wanted},
        },
        need::types::{Need, NeedConnection},
        notification::{
            foresight::{ForeseenReminder, ReminderDaysInput, tried},
            types::ReminderDays,
        },
        object::object,
        organisation::types::OrgUnit,
        paging::{connection, counts, page_args},
        publication::published::PublishedService,
        suggestion::types::{SuggestionConnection, SuggestionFilter, SuggestionSummary},
    },
    service::{
        access::place,
        e_service::queries::{EServiceDetails, EServiceView},
        metric::queries::Latest,
        notification::simulate::simulate,
        paging::Page,
    },
};

/// An e-service.
#[derive(Clone)]
pub struct EService(pub Arc<EServiceView>);

/// A person in a role on an e-service.
#[derive(Clone, SimpleObject)]
pub struct Appointment {
    /// Opaque id of the role grant; `revokeRole` takes it.
    pub id: ID,
    /// The role.
    pub role: Role,
    /// The person.
    pub user: User,
}

impl EService {
    fn person(&self, role: enums::Role) -> Option<User> {
        self.0.first(role).cloned().map(User)
    }

    fn details(&self) -> Result<&EServiceDetails, ApiError> {
        self.0.details.as_ref().ok_or(ApiError::Internal)
    }

    fn cycle(&self, row: Option<&Arc<cycle::Model>>) -> Option<Cycle> {
        row.map(|row| Cycle::of(row.clone(), self.0.unit_path.clone()))
    }
}

object! {
    /// An e-service, from idea to retirement.
    EService
}

#[ComplexObject]
impl EService {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.row.id)
    }

    /// Rises with every change of the e-service itself; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// Name as shown.
    async fn name(&self) -> &str {
        &self.0.row.name
    }

    /// What it is for, Markdown.
    async fn purpose(&self) -> Result<&str, ApiError> {
        self.details().map(|details| details.purpose.as_str())
    }

    /// Whom it is for.
    async fn audience(&self) -> Audience {
        self.0.row.audience.into()
    }

    /// Where it stands as a whole. A live e-service stays LIVE while a revision is made.
    async fn state(&self) -> EServiceState {
        self.0.row.state.into()
    }

    /// True where only those with a part in it may see it.
    async fn confidential(&self) -> Result<bool, ApiError> {
        self.details().map(|details| details.confidential)
    }

    /// The phase of the current cycle; null where there is none.
    async fn phase(&self) -> Option<Phase> {
        self.0.stage.as_ref().map(|stage| stage.phase.into())
    }

    /// The launch date of the current cycle; null before it is decided.
    async fn launch_date(&self) -> Option<Date> {
        self.0
            .stage
            .as_ref()
            .and_then(|stage| stage.launch_date)
            .map(Date)
    }

    /// The unit that it belongs to.
    async fn unit(&self) -> Result<OrgUnit, ApiError> {
        self.0.unit.clone().map(OrgUnit).ok_or(ApiError::Internal)
    }

    /// Who put it forward.
    async fn proposed_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.details()?.proposed_by).await
    }

    /// The owner (e-tjänsteägare); the first by name where there are several, null where nobody is appointed.
    async fn owner(&self) -> Option<User> {
        self.person(enums::Role::Owner)
    }

    /// The project lead (uppdragsledare); the first by name where there are several, null where nobody is appointed.
    async fn project_lead(&self) -> Option<User> {
        self.person(enums::Role::ProjectLead)
    }

    /// The service manager (förvaltare); the first by name where there are several, null where nobody is appointed.
    async fn service_manager(&self) -> Option<User> {
        self.person(enums::Role::ServiceManager)
    }

    /// Everybody with a role on this e-service, by role and name. Roles on its unit or the whole municipality are not listed.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn people(&self) -> Vec<Appointment> {
        self.0
            .people
            .iter()
            .map(|appointed| Appointment {
                id: id(appointed.grant.id),
                role: appointed.grant.role.into(),
                user: User(appointed.user.clone()),
            })
            .collect()
    }

    /// Tasks that are ready or in progress.
    async fn open_task_count(&self) -> i32 {
        i32::try_from(self.0.open_tasks).unwrap_or(i32::MAX)
    }

    /// Approvals that wait for an answer.
    async fn pending_approval_count(&self) -> i32 {
        i32::try_from(self.0.pending_approvals).unwrap_or(i32::MAX)
    }

    /// When the next measure is due; null where nothing is measured now.
    async fn next_measure_due_on(&self) -> Option<Date> {
        self.0.next_measure.map(Date)
    }

    /// The cycle in phases 1 to 5; null where nothing is developed.
    async fn development_cycle(&self) -> Option<Cycle> {
        self.cycle(self.0.development_cycle.as_ref())
    }

    /// The cycle in phases 6 and 7; null before the first publication.
    async fn operation_cycle(&self) -> Option<Cycle> {
        self.cycle(self.0.operation_cycle.as_ref())
    }

    /// The cycle under development, or else the one in operation.
    async fn current_cycle(&self) -> Option<Cycle> {
        self.cycle(self.0.current_cycle.as_ref())
    }

    /// Whether the current cycle followed the process; null where there is none.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn conformance(&self, ctx: &Context<'_>) -> Result<Option<Conformance>, ApiError> {
        match &self.0.current_cycle {
            Some(cycle) => Conformance::of(ctx, cycle).await.map(Some),
            None => Ok(None),
        }
    }

    /// All cycles, latest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn cycles(&self, ctx: &Context<'_>) -> Result<Vec<Cycle>, ApiError> {
        let rows = ctx
            .loaders()
            .cycles_of
            .load(ctx.here(), self.0.row.id)
            .await?
            .unwrap_or_default();
        Ok(rows
            .into_iter()
            .map(|row| Cycle::new(row, self.0.unit_path.clone()))
            .collect())
    }

    /// Goals and measures, in the order in which they were stated.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn metrics(&self, ctx: &Context<'_>) -> Result<Vec<Metric>, ApiError> {
        let latest = latest_wanted(&ctx.look_ahead());
        let views = ctx
            .loaders()
            .metrics_of
            .load(ctx.here(), (self.0.row.id, latest))
            .await?;
        Ok(views.unwrap_or_default().into_iter().map(Metric::from).collect())
    }

    /// Its goals, each with how far it is reached and the metrics that show it, in the order in which they were stated.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn goals(&self, ctx: &Context<'_>) -> Result<Vec<Goal>, ApiError> {
        let list = ctx.look_ahead();
        let of_goal = Latest {
            count: if list.field("attainment").exists() { 12 } else { 0 },
            details: false,
        };
        let latest = latest_wanted(&list.field("metrics")).and(of_goal);
        let views = ctx
            .loaders()
            .metrics_of
            .load(ctx.here(), (self.0.row.id, latest))
            .await?;
        Ok(Goal::of(views.unwrap_or_default().into_iter().map(Metric::from)))
    }

    /// The needs that it answers, latest first: those from which it came, and grounds for its revision.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<NeedConnection, ApiError> {
        let asked = (page_args(first, after, last, before), counts(ctx));
        let page = ctx
            .loaders()
            .needs_of
            .load(ctx.here(), (self.0.row.id, asked))
            .await?;
        Ok(NeedConnection::new(page.ok_or(ApiError::Internal)?, Need::from))
    }

    /// What staff and recipients want improved, latest first.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn suggestions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list down.")] filter: Option<SuggestionFilter>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<SuggestionConnection, ApiError> {
        let filter = filter.unwrap_or_default().into();
        let asked = (filter, page_args(first, after, last, before), counts(ctx));
        let page = ctx
            .loaders()
            .suggestions_of
            .load(ctx.here(), (self.0.row.id, asked))
            .await?;
        Ok(SuggestionConnection::new(
            page.ok_or(ApiError::Internal)?,
            Into::into,
        ))
    }

    /// What was suggested, taken together: how much, how satisfied the recipients are, and under which headings.
    async fn suggestion_summary(&self, ctx: &Context<'_>) -> Result<SuggestionSummary, ApiError> {
        let found = ctx
            .loaders()
            .suggestion_summaries
            .load(ctx.here(), self.0.row.id)
            .await?;
        Ok(found.unwrap_or_default().into())
    }

    /// Its files, in the order in which they were attached.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>, ApiError> {
        let rows = ctx
            .loaders()
            .attachments_of
            .load(ctx.here(), self.0.row.id)
            .await?
            .unwrap_or_default();
        Ok(rows.into_iter().map(|row| Attachment(Arc::new(row))).collect())
    }

    /// What the outside sees of it; null where nothing is published.
    async fn published(&self, ctx: &Context<'_>) -> Result<Option<PublishedService>, ApiError> {
        let found = ctx.loaders().published.load(ctx.here(), self.0.row.id).await?;
        Ok(found.map(PublishedService::try_from).transpose()?)
    }

    /// When it was put forward.
    async fn created_at(&self) -> Result<DateTime<Utc>, ApiError> {
        self.details().map(|details| details.created_at)
    }

    /// When something about it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.row.updated_at
    }

    /// How much the viewer wants to hear of this e-service; null where it is as usual.
    async fn attention(&self, ctx: &Context<'_>) -> Result<Option<Attention>, ApiError> {
        let attention = ctx.loaders().attentions.load(ctx.here(), self.0.row.id).await?;
        Ok(attention.map(Into::into))
    }

    /// How many days before its dates this e-service is reminded of, where that is not as the settings say.
    async fn reminder_days(&self, ctx: &Context<'_>) -> Result<Vec<ReminderDays>, ApiError> {
        let own = ctx
            .loaders()
            .reminder_days
            .load(ctx.here(), self.0.row.id)
            .await?;
        let day = |day: i64| i32::try_from(day).unwrap_or(i32::MAX);
        Ok(own
            .unwrap_or_default()
            .into_iter()
            .map(|(series, days)| ReminderDays {
                series: series.into(),
                days: days.into_iter().map(day).collect(),
            })
            .collect())
    }

    /// Which reminders of this e-service would go to whom from now on, earliest first; null where the viewer may not set its lead
    /// times (SET_REMINDER_DAYS).
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn foreseen_reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many days ahead, up to 366.")] days: i32,
        #[graphql(desc = "Lead times to try instead of those that are set.")] try_days: Option<
            Vec<ReminderDaysInput>,
        >,
    ) -> Result<Option<Vec<ForeseenReminder>>, ApiError> {
        let here = ctx.here();
        let changed = tried(try_days);
        let found = simulate(
            &here.services,
            here.actor()?,
            i64::from(days),
            Some(self.0.row.id),
            &changed,
        );
        match ctx.loaders().turn.read(found).await {
            Ok(found) => Ok(Some(ForeseenReminder::list(found))),
            Err(crate::service::Error::Forbidden(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What the viewer may do on this e-service. A client shows only what will work; the rules of phase and four eyes come on top.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Result<Vec<Permission>, ApiError> {
        let actor = ctx.here().actor()?;
        let here = place(self.0.row.id, &self.0.unit_path);
        Ok(Permission::ALL
            .iter()
            .copied()
            .filter(|held| matches!(held.holders(), Holders::InScope(_)) && held.is_held_at(actor, here))
            .collect())
    }
}

connection!(
    EServiceConnection,
    #[graphql(name = "EServiceEdge")]
    EServiceEdge,
    EService,
    "e-services"
);

impl EServiceConnection {
    /// The connection of a page of views.
    #[must_use]
    pub fn of(page: Page<EServiceView>) -> Self {
        Self::new(page, |view| EService(Arc::new(view)))
    }
}
