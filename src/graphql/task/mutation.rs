//! Working on tasks, and leading the work.

use ::entity::ids::TaskId;
use async_graphql::{Context, Object};

use super::{
    inputs::{
        AddTaskInput, AssignTaskInput, CommentTaskInput, CompleteTaskInput, ReopenTaskInput,
        SetTaskDueDateInput, SkipTaskInput, StartTaskInput, TakeTaskInput,
    },
    types::Task,
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::{ApiError, mendable},
        ids::{key, optional_key},
        paging::payload,
    },
    service::{
        self,
        task::{
            comment::comment,
            manage::{self, NewTask},
            work,
        },
    },
};

payload! {
    /// Answer of mutations that change a task.
    TaskPayload {
        /// The task as it is now.
        task: Task,
    }
}

async fn answer<T>(
    ctx: &Context<'_>,
    id: TaskId,
    outcome: service::Result<T>,
) -> Result<TaskPayload, ApiError> {
    let (_, errors) = mendable(ctx, outcome)?;
    Ok(TaskPayload {
        task: Task::load(ctx, id, &ctx.look_ahead().field("task")).await?,
        errors,
    })
}

/// Working on tasks, and leading the work.
#[derive(Default)]
pub struct TaskMutation;

#[Object]
impl TaskMutation {
    /// Takes a task for oneself. Problems: WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::WorkOnTask)", directive = requires::apply(Permission::WorkOnTask))]
    async fn take_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: TakeTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        answer(
            ctx,
            id,
            work::take(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }

    /// Begins to work on a task that is READY; one that nobody has is taken. Problems: WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::WorkOnTask)", directive = requires::apply(Permission::WorkOnTask))]
    async fn start_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: StartTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        answer(
            ctx,
            id,
            work::start(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }

    /// Completes a task; what its activity must leave behind has to be there. Problems: OUTCOME_MISSING, COMPLETED_BY_OUTCOME,
    /// WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::WorkOnTask)", directive = requires::apply(Permission::WorkOnTask))]
    async fn complete_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: CompleteTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        answer(
            ctx,
            id,
            work::complete(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }

    /// Leaves a task out, with a reason, where the process allows it. Problems: NOT_SKIPPABLE, REASON_MISSING, WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::WorkOnTask)", directive = requires::apply(Permission::WorkOnTask))]
    async fn skip_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task and the reason.")] input: SkipTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        let outcome = work::skip(&here.services, here.actor()?, id, input.version, &input.reason).await;
        answer(ctx, id, outcome).await
    }

    /// Gives a task to a person, who is told, or takes it from whoever has it. Problems: UNKNOWN_ID, WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::ManageTasks)", directive = requires::apply(Permission::ManageTasks))]
    async fn assign_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task and the person.")] input: AssignTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        let actor = here.actor()?;
        let outcome = match optional_key(input.assignee_id.as_ref(), "assigneeId") {
            Ok(assignee) => manage::assign(&here.services, actor, id, input.version, assignee).await,
            Err(error) => Err(error),
        };
        answer(ctx, id, outcome).await
    }

    /// Sets the due date of a task by hand, or gives it back to the template. Problems: WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::ManageTasks)", directive = requires::apply(Permission::ManageTasks))]
    async fn set_task_due_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task and the date.")] input: SetTaskDueDateInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        let outcome = manage::set_due_date(
            &here.services,
            here.actor()?,
            id,
            input.version,
            input.due_on.map(|day| day.0),
        )
        .await;
        answer(ctx, id, outcome).await
    }

    /// Opens a task again that was completed or skipped; what waits for it waits again. Problems: WRONG_STATE, WRONG_PHASE,
    /// COMPLETED_BY_OUTCOME, STALE.
    #[graphql(guard = "Requires(Permission::ManageTasks)", directive = requires::apply(Permission::ManageTasks))]
    async fn reopen_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: ReopenTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        answer(
            ctx,
            id,
            manage::reopen(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }

    /// Adds a task to a cycle by hand. Problems: MISSING, TOO_LONG, INVALID, WRONG_STATE, WRONG_PHASE.
    #[graphql(guard = "Requires(Permission::ManageTasks)", directive = requires::apply(Permission::ManageTasks))]
    async fn add_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: AddTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let new = NewTask {
            title: input.title,
            description: input.description,
            phase: input.phase.into(),
            role: input.role.into(),
            due_on: input.due_on.map(|day| day.0),
        };
        let (id, errors) = mendable(ctx, manage::add(&here.services, here.actor()?, cycle, new).await)?;
        let task = match id {
            Some(id) => Task::load(ctx, id, &ctx.look_ahead().field("task")).await?,
            None => None,
        };
        Ok(TaskPayload { task, errors })
    }

    /// Writes a comment on a task; anybody who may see it can. Problems: MISSING, TOO_LONG.
    #[graphql(
        guard = "Requires(Permission::CommentOnTask)",
        directive = requires::apply(Permission::CommentOnTask)
    )]
    async fn comment_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task and the text.")] input: CommentTaskInput,
    ) -> Result<TaskPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.task_id)?);
        answer(
            ctx,
            id,
            comment(&here.services, here.actor()?, id, &input.body).await,
        )
        .await
    }
}
