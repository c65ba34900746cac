//! What there is one of at a time: should a use case ever miss it, the database refuses the second.

use ::entity::{
    approval,
    enums::{ApprovalState, ApprovalSubject, TaskState},
    ids::{ApprovalId, TaskId},
    task,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, SqlErr};

use crate::support::{
    app::TestApp,
    given::Stage,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        two_questions_about_one_thing_do_not_wait_at_once,
        a_turn_of_an_activity_has_one_task,
    ]
}

async fn two_questions_about_one_thing_do_not_wait_at_once(app: TestApp) {
    let service = app.given().e_service_in(Stage::Build).await;
    let db = &app.services().db;
    let answered = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(service.cycle))
        .filter(approval::COLUMN.subject.eq(ApprovalSubject::Design))
        .one(db)
        .await
        .expect("approvals")
        .expect("the design's");
    let another = |state| approval::Model {
        id: ApprovalId::new(),
        state,
        ..answered.clone()
    };
    let asks = async |state| {
        let row = another(state).into_active_model().reset_all();
        approval::Entity::insert(row).exec_without_returning(db).await
    };

    // Any number of them may be answered.
    asks(ApprovalState::Approved).await.expect("answered");
    asks(ApprovalState::Rejected).await.expect("answered");
    asks(ApprovalState::Pending).await.expect("one that waits");

    let second = asks(ApprovalState::Pending).await.expect_err("a second");
    let double = matches!(second.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
    assert!(double, "{second}");
}

async fn a_turn_of_an_activity_has_one_task(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let db = &app.services().db;
    let first = app.given().task(&service, "inventory.needs").await;
    let another = async |activity: Option<&str>, occurrence| {
        let row = task::Model {
            id: TaskId::new(),
            activity: activity.map(str::to_owned),
            occurrence,
            state: TaskState::Ready,
            ..first.clone()
        };
        let row = row.into_active_model().reset_all();
        task::Entity::insert(row).exec_without_returning(db).await
    };

    // It may come again, and people add as many by hand as they want.
    another(Some("inventory.needs"), 2).await.expect("the next turn");
    another(None, 1).await.expect("by hand");
    another(None, 1).await.expect("by hand");

    let second = another(Some("inventory.needs"), 1).await.expect_err("a second");
    let double = matches!(second.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
    assert!(double, "{second}");
}
