//! Tasks with their comments.

use ::entity::{
    enums::{Phase, TaskState},
    ids::TaskCommentId,
    task, task_comment,
};

use super::{Made, ROLES, Wanted, insert};
use crate::support::{app::TestApp, given::Person};

/// Tasks added by hand, each with a comment and, every second, with an assignee; the rest somebody has completed before.
pub(super) async fn write(app: &TestApp, made: &[Made], wanted: &Wanted, people: [&Person; 3]) {
    let (mut rows, mut comments) = (Vec::new(), Vec::new());
    for made in made {
        for (place, id) in made.tasks.iter().enumerate() {
            let person = people[place % 3].id;
            rows.push(task::Model {
                id: *id,
                cycle_id: made.cycle,
                e_service_id: made.id,
                activity: None,
                phase: Phase::Build,
                title: Some(format!("Uppgift {place}")),
                description: Some(String::new()),
                role: ROLES[place % ROLES.len()],
                assignee_id: None,
                state: TaskState::Ready,
                due_on: Some(app.day(7)),
                due_by_hand: true,
                skip_reason: None,
                completed_by: Some(person),
                completed_at: None,
                position: 1_000,
                occurrence: 1,
                created_at: app.now(),
                version: 1,
            });
            comments.push(task_comment::Model {
                id: TaskCommentId::new(),
                task_id: *id,
                author_id: if place % 2 == 0 { person } else { wanted.by },
                body: "Det går framåt.".into(),
                created_at: app.now(),
            });
        }
    }
    insert::<task::Entity, _, _>(app, rows).await;
    insert::<task_comment::Entity, _, _>(app, comments).await;
}
