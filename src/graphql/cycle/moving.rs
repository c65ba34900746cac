//! What moves with a launch date.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{
        launch::{LaunchMove, Moved},
        reminder::Occurrence,
        template::Template,
    },
    graphql::{
        context::Here,
        cycle::types::Cycle,
        date::Date,
        enums::{NotificationKind, Phase, Role},
        error::ApiError,
        metric::types::Metric,
        task::types::Task,
    },
};

/// All that moves with a launch date: shown beforehand, or done.
pub struct LaunchDateMove {
    cycle: Cycle,
    plan: LaunchMove,
    done: bool,
}

/// A task whose due date is counted from the launch.
#[derive(SimpleObject)]
pub struct TaskMove {
    /// The task.
    pub task: Task,
    /// Its due date until now.
    pub due_before: Option<Date>,
    /// Its due date from then on.
    pub due_after: Option<Date>,
}

/// A reminder of a launch.
#[derive(SimpleObject)]
pub struct LaunchReminder {
    /// What it tells.
    pub kind: NotificationKind,
    /// The launch date that it is about.
    pub about_on: Date,
    /// When it goes out.
    pub send_at: DateTime<Utc>,
    /// Who is told: everybody who holds one of these roles for the e-service then.
    pub roles: Vec<Role>,
}

/// The entry of the launch in people's calendars, which is sent to them with the message that the launch was moved.
#[derive(SimpleObject)]
pub struct CalendarEntryMove {
    /// The day that it stands on until now.
    pub day_before: Option<Date>,
    /// The day that it stands on from then on.
    pub day_after: Option<Date>,
    /// When it is moved: at once, with the message that the launch was moved.
    pub moved_at: Option<DateTime<Utc>>,
}

/// Something that is done for the first time after the publication.
#[derive(SimpleObject)]
pub struct FirstTimeMove {
    /// Key of its activity.
    pub activity_key: String,
    /// Its title, in the language of the viewer.
    pub title: String,
    /// Management or follow-up.
    pub phase: Phase,
    /// When it is due until now, if it is published on its date.
    pub due_before: Option<Date>,
    /// When it is due from then on, if it is published on its date.
    pub due_after: Option<Date>,
}

/// The first time that a measure is taken.
#[derive(SimpleObject)]
pub struct FirstMeasureMove {
    /// The measure.
    pub metric: Metric,
    /// When it is due until now, if it is published on its date.
    pub due_before: Option<Date>,
    /// When it is due from then on, if it is published on its date.
    pub due_after: Option<Date>,
}

impl LaunchDateMove {
    /// What a plan says of a cycle; `done` where it was carried out.
    #[must_use]
    pub const fn new(cycle: Cycle, plan: LaunchMove, done: bool) -> Self {
        Self { cycle, plan, done }
    }

    async fn template(&self, ctx: &Context<'_>) -> Result<std::sync::Arc<Template>, ApiError> {
        let services = &ctx.here().services;
        let version = services
            .templates
            .get(&services.db, self.cycle.row.template_id)
            .await?;
        Ok(version.template)
    }
}

fn days(moved: Moved) -> (Option<Date>, Option<Date>) {
    (moved.from.map(Date), moved.to.map(Date))
}

fn reminders(found: &[Occurrence]) -> Vec<LaunchReminder> {
    found
        .iter()
        .map(|reminder| LaunchReminder {
            kind: reminder.kind.into(),
            about_on: Date(reminder.about_on),
            send_at: reminder.send_at,
            roles: reminder.roles.iter().copied().map(Into::into).collect(),
        })
        .collect()
}

/// All that moves with a launch date: shown beforehand, or done. The lists are empty where the date is what it was.
#[Object]
impl LaunchDateMove {
    /// True where it was done; false where it was only shown.
    async fn done(&self) -> bool {
        self.done
    }

    /// The launch date until now.
    async fn date_before(&self) -> Option<Date> {
        self.plan.launch.from.map(Date)
    }

    /// The launch date from then on.
    async fn date_after(&self) -> Option<Date> {
        self.plan.launch.to.map(Date)
    }

    /// Open tasks whose due date is counted from the launch, in the order of the process. What somebody dated by hand stays.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn tasks(&self, ctx: &Context<'_>) -> Result<Vec<TaskMove>, ApiError> {
        let shape = Task::shape(&ctx.look_ahead().field("task"));
        let moves = self.plan.tasks.iter().map(async |(key, moved)| {
            let found = ctx
                .loaders()
                .tasks
                .load(ctx.here(), (*key, shape.clone()))
                .await?;
            let found = found.ok_or(ApiError::NotFound)?;
            let (due_before, due_after) = days(*moved);
            Ok(TaskMove {
                task: Task::found(ctx, found).await?,
                due_before,
                due_after,
            })
        });
        futures_util::future::try_join_all(moves).await
    }

    /// Reminders of the former date that are not sent, in order of their moments.
    async fn cancelled_reminders(&self) -> Vec<LaunchReminder> {
        reminders(&self.plan.cancelled)
    }

    /// Reminders of the new date, in order of their moments.
    async fn planned_reminders(&self) -> Vec<LaunchReminder> {
        reminders(&self.plan.planned)
    }

    /// The entry in people's calendars; empty where the date is what it was.
    async fn calendar_entries(&self, ctx: &Context<'_>) -> Vec<CalendarEntryMove> {
        let launch = self.plan.launch;
        let entry = CalendarEntryMove {
            day_before: launch.from.map(Date),
            day_after: launch.to.map(Date),
            moved_at: Some(ctx.here().services.now()),
        };
        (launch.from != launch.to).then_some(entry).into_iter().collect()
    }

    /// What is done for the first time after the publication: the handing over, the first checks, the first follow-up.
    async fn first_times(&self, ctx: &Context<'_>) -> Result<Vec<FirstTimeMove>, ApiError> {
        let (template, locale) = (self.template(ctx).await?, ctx.here().locale());
        let moves = self.plan.first_times.iter().filter_map(|(key, moved)| {
            let activity = template.activity(key)?;
            let (due_before, due_after) = days(*moved);
            Some(FirstTimeMove {
                activity_key: key.clone(),
                title: activity.title.get(locale).to_owned(),
                phase: activity.phase.into(),
                due_before,
                due_after,
            })
        });
        Ok(moves.collect())
    }

    /// When each measure is due for the first time.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn first_measures(&self, ctx: &Context<'_>) -> Result<Vec<FirstMeasureMove>, ApiError> {
        let selected = ctx.look_ahead().field("metric");
        let moves = self.plan.measures.iter().map(async |(key, moved)| {
            let metric = Metric::load(ctx, *key, &selected).await?;
            let (due_before, due_after) = days(*moved);
            Ok(FirstMeasureMove {
                metric: metric.ok_or(ApiError::NotFound)?,
                due_before,
                due_after,
            })
        });
        futures_util::future::try_join_all(moves).await
    }
}
