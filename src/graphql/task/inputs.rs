//! What the operations on tasks take.

use async_graphql::{ID, InputObject};

use crate::{
    graphql::{
        date::Date,
        enums::{Phase, Role, TaskState},
    },
    service::task::queries::Filter,
};

/// Inputs that name a task as it was seen, and nothing else.
macro_rules! a_task {
    ($($(#[doc = $doc:literal])+ $name:ident;)*) => {$(
        $(#[doc = $doc])+
        #[derive(InputObject)]
        pub struct $name {
            /// The task.
            pub task_id: ID,
            /// The version that was seen.
            pub version: i32,
        }
    )*};
}

a_task! {
    /// Input of `takeTask`.
    TakeTaskInput;
    /// Input of `startTask`.
    StartTaskInput;
    /// Input of `completeTask`.
    CompleteTaskInput;
    /// Input of `reopenTask`.
    ReopenTaskInput;
}

/// Input of `skipTask`.
#[derive(InputObject)]
pub struct SkipTaskInput {
    /// The task.
    pub task_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Why it is left out.
    pub reason: String,
}

/// Input of `assignTask`.
#[derive(InputObject)]
pub struct AssignTaskInput {
    /// The task.
    pub task_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// To whom; null takes it from whoever has it.
    pub assignee_id: Option<ID>,
}

/// Input of `setTaskDueDate`.
#[derive(InputObject)]
pub struct SetTaskDueDateInput {
    /// The task.
    pub task_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// The date; null gives it back to the rules of the template, by which it moves with deadline and launch.
    pub due_on: Option<Date>,
}

/// Input of `addTask`.
#[derive(InputObject)]
pub struct AddTaskInput {
    /// The cycle that it is added to.
    pub cycle_id: ID,
    /// Title.
    pub title: String,
    /// What is to be done, Markdown.
    #[graphql(default)]
    pub description: String,
    /// The phase in which it can be done; it counts for the gate that leads out of it.
    pub phase: Phase,
    /// Who is responsible.
    pub role: Role,
    /// When it should be done.
    pub due_on: Option<Date>,
}

/// Input of `commentTask`.
#[derive(InputObject)]
pub struct CommentTaskInput {
    /// The task.
    pub task_id: ID,
    /// What is written, Markdown.
    pub body: String,
}

/// Narrows a list of tasks down; all that is given must hold.
#[derive(Default, InputObject)]
pub struct TaskFilter {
    /// In one of these states; READY and IN_PROGRESS where it is left out.
    pub states: Option<Vec<TaskState>>,
    /// In one of these phases.
    pub phases: Option<Vec<Phase>>,
    /// Of one of these roles.
    pub roles: Option<Vec<Role>>,
}

impl From<TaskFilter> for Filter {
    fn from(filter: TaskFilter) -> Self {
        Self {
            states: filter
                .states
                .map(|states| states.into_iter().map(Into::into).collect()),
            phases: filter
                .phases
                .map(|phases| phases.into_iter().map(Into::into).collect()),
            roles: filter
                .roles
                .map(|roles| roles.into_iter().map(Into::into).collect()),
        }
    }
}
