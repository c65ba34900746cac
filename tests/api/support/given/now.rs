//! How things are now: rows, read past the scope of any person.

use ::entity::{
    approval, cycle,
    enums::{ApprovalState, ApprovalSubject},
    ids::TaskId,
    metric, task,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{EService, Given};

impl Given<'_> {
    /// The cycle of an e-service as it is now.
    pub async fn cycle(&self, service: &EService) -> cycle::Model {
        let found = cycle::Entity::find_by_id(service.cycle)
            .one(&self.services().db)
            .await;
        found.expect("cycles").expect("the cycle")
    }

    /// The tasks of an e-service as they are now, in their order.
    pub async fn tasks(&self, service: &EService) -> Vec<task::Model> {
        task::Entity::find()
            .filter(task::COLUMN.cycle_id.eq(service.cycle))
            .order_by_asc(task::COLUMN.position)
            .order_by_asc(task::COLUMN.occurrence)
            .all(&self.services().db)
            .await
            .expect("tasks")
    }

    /// The newest task of an activity.
    pub async fn task(&self, service: &EService, activity: &str) -> task::Model {
        let mut tasks = self.tasks(service).await;
        tasks.retain(|task| task.activity.as_deref() == Some(activity));
        tasks.pop().unwrap_or_else(|| panic!("a task of {activity}"))
    }

    /// A task as it is now.
    pub async fn task_now(&self, id: TaskId) -> task::Model {
        let found = task::Entity::find_by_id(id).one(&self.services().db).await;
        found.expect("tasks").expect("the task")
    }

    /// The approvals of an e-service as they are now, latest first.
    pub async fn approvals(&self, service: &EService) -> Vec<approval::Model> {
        approval::Entity::find()
            .filter(approval::COLUMN.cycle_id.eq(service.cycle))
            .order_by_desc(approval::COLUMN.id)
            .all(&self.services().db)
            .await
            .expect("approvals")
    }

    /// The latest approval of a subject.
    pub async fn approval(&self, service: &EService, subject: ApprovalSubject) -> approval::Model {
        let mut approvals = self.approvals(service).await.into_iter();
        let found = approvals.find(|approval| approval.subject == subject);
        found.unwrap_or_else(|| panic!("an approval of {subject:?}"))
    }

    /// Where the latest approval of a subject stands.
    pub async fn approval_state(&self, service: &EService, subject: ApprovalSubject) -> ApprovalState {
        self.approval(service, subject).await.state
    }

    /// The measures of an e-service as they are now.
    pub async fn metrics(&self, service: &EService) -> Vec<metric::Model> {
        metric::Entity::find()
            .filter(metric::COLUMN.e_service_id.eq(service.id))
            .order_by_asc(metric::COLUMN.id)
            .all(&self.services().db)
            .await
            .expect("metrics")
    }
}
