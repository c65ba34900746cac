//! What was decided, what was written, and what is asked to be approved.

use ::entity::{
    approval, decision, document, document_version,
    enums::{Approach, ApprovalState, ApprovalSubject, DecisionOutcome, DocumentKind, Role},
    ids::{ApprovalId, DocumentVersionId, UserId},
};
use serde_json::json;

use super::{Made, SUBJECTS, Wanted, insert};
use crate::support::app::TestApp;

/// A decision, a document with two versions, and a question of each subject.
pub(super) async fn write(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let now = app.now();
    let (mut decisions, mut documents, mut versions, mut approvals) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for made in made {
        decisions.push(decision::Model {
            id: made.decision,
            e_service_id: made.id,
            cycle_id: made.cycle,
            outcome: DecisionOutcome::Go,
            motive: "Nyttan är större än kostnaden.".into(),
            minutes_reference: None,
            hours: None,
            budget_minor: None,
            approach: Some(Approach::Ongoing),
            deadline: None,
            target_group: Some(false),
            test_group: Some(false),
            service_manager_id: Some(wanted.by),
            defer_until: None,
            decided_by: wanted.by,
            decided_at: now,
            superseded_at: None,
        });
        documents.push(document::Model {
            id: made.document,
            e_service_id: made.id,
            cycle_id: made.cycle,
            kind: DocumentKind::DesignProposal,
            latest: 2,
            created_at: now,
        });
        versions.extend((1..=2).map(|number| document_version::Model {
            attachments: None,
            id: DocumentVersionId::new(),
            document_id: made.document,
            number,
            body: "Fem steg, tolv frågor.".into(),
            link: None,
            author_id: wanted.by,
            created_at: now,
        }));
        for (id, (subject, role)) in made.approvals.iter().zip(SUBJECTS) {
            approvals.push(approval::Model {
                id: *id,
                ..question(made, subject, role, wanted.by, now)
            });
        }
    }
    insert::<decision::Entity, _, _>(app, decisions).await;
    insert::<document::Entity, _, _>(app, documents).await;
    insert::<document_version::Entity, _, _>(app, versions).await;
    insert::<approval::Entity, _, _>(app, approvals).await;
}

fn question(
    made: &Made,
    subject: ApprovalSubject,
    role: Role,
    asked_by: UserId,
    asked_at: chrono::DateTime<chrono::Utc>,
) -> approval::Model {
    approval::Model {
        id: ApprovalId::new(),
        e_service_id: made.id,
        cycle_id: made.cycle,
        subject,
        role,
        content: "{}".into(),
        content_hash: "0".repeat(64),
        contributors: json!([]),
        metric_versions: None,
        state: ApprovalState::Pending,
        asked_by,
        asked_at,
        decided_by: None,
        decided_at: None,
        reason: None,
        voided_at: None,
        version: 1,
    }
}

/// Writes a question of each of these people, taken back already.
pub async fn questions(app: &TestApp, made: &mut Made, people: &[UserId]) {
    let ask = |asked_by: &UserId| approval::Model {
        state: ApprovalState::Withdrawn,
        ..question(made, ApprovalSubject::Design, Role::Owner, *asked_by, app.now())
    };
    let asked: Vec<_> = people.iter().map(ask).collect();
    made.questions = asked.iter().map(|row| (row.asked_by, row.id)).collect();
    insert::<approval::Entity, _, _>(app, asked).await;
}
