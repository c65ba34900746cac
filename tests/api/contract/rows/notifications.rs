//! What somebody was told of it.

use ::entity::{enums::NotificationKind, ids::UserId, notification};

use super::{Made, insert};
use crate::support::app::TestApp;

pub(super) async fn tell(app: &TestApp, made: &[Made], user_id: UserId) {
    let mut rows = Vec::new();
    for made in made {
        let bare = |place: usize, kind: NotificationKind| notification::Model {
            id: made.told[place],
            user_id,
            kind,
            occurrence: format!("{kind:?}/{}", made.id),
            e_service_id: Some(made.id),
            cycle_id: None,
            task_id: None,
            approval_id: None,
            metric_id: None,
            about_on: None,
            role: None,
            on_behalf_of: None,
            details: serde_json::json!({}),
            created_at: app.now(),
            position: None,
            seen_at: None,
            read_at: None,
            archived_at: None,
            snoozed_until: None,
            digest_at: None,
        };
        let mut about_cycle = bare(0, NotificationKind::LaunchAhead);
        about_cycle.cycle_id = Some(made.cycle);
        let mut about_task = bare(1, NotificationKind::TaskAssigned);
        about_task.task_id = made.tasks.first().copied();
        let mut about_approval = bare(2, NotificationKind::ApprovalAsked);
        about_approval.approval_id = made.approvals.first().copied();
        let mut about_metric = bare(3, NotificationKind::MeasureAhead);
        about_metric.metric_id = made.metrics.first().copied();
        rows.extend([about_cycle, about_task, about_approval, about_metric]);
    }
    insert::<notification::Entity, _, _>(app, rows).await;
}
