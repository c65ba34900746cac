//! Examples of the operations on tasks.

use serde_json::json;

use super::{Example, NEVER, Trying, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made, by: &Trying) -> Vec<Example> {
    let seen = json!({ "taskId": id(made.task(by.role)), "version": NEVER });
    let task = id(made.task(by.role));
    vec![
        example("takeTask", true, seen.clone()),
        example("startTask", true, seen.clone()),
        example("completeTask", true, seen.clone()),
        example(
            "skipTask",
            true,
            json!({ "taskId": task, "version": NEVER, "reason": "Behövs inte." }),
        ),
        example("assignTask", true, seen.clone()),
        example("setTaskDueDate", true, seen.clone()),
        example("reopenTask", true, seen),
        example(
            "addTask",
            true,
            json!({ "cycleId": id(made.cycle), "title": "Ring", "phase": "BUILD", "role": "DEVELOPER" }),
        ),
        example("commentTask", true, json!({ "taskId": task, "body": "Jaha." })),
    ]
}
