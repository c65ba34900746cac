//! What is made in a cycle, and a file.

use ::entity::{
    artefact, artefact_version, attachment,
    enums::{ArtefactKind, AttachmentState},
    ids::ArtefactVersionId,
};

use super::{Made, Wanted, insert};
use crate::{contract::samples, support::app::TestApp};

/// One artefact of each kind with its only version.
pub(super) async fn artefacts(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let now = app.now();
    let (mut rows, mut versions) = (Vec::new(), Vec::new());
    for made in made {
        for (kind, id) in ArtefactKind::ALL.iter().zip(&made.artefacts) {
            rows.push(artefact::Model {
                id: *id,
                e_service_id: made.id,
                cycle_id: made.cycle,
                kind: *kind,
                number: 1,
                body: samples::body(*kind),
                open: false,
                copied_from: None,
                created_by: wanted.by,
                created_at: now,
                updated_by: wanted.by,
                updated_at: now,
                removed_at: None,
                version: 1,
            });
            versions.push(artefact_version::Model {
                id: ArtefactVersionId::new(),
                artefact_id: *id,
                number: 1,
                body: samples::body(*kind),
                author_id: wanted.by,
                created_at: now,
            });
        }
    }
    insert::<artefact::Entity, _, _>(app, rows).await;
    insert::<artefact_version::Entity, _, _>(app, versions).await;
}

/// A file of each e-service, without its bytes.
pub(super) async fn attachments(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let rows = made.iter().map(|made| attachment::Model {
        id: made.attachment,
        e_service_id: made.id,
        name: "Processkarta.pdf".into(),
        content_type: "application/pdf".into(),
        size: 1_000,
        sha256: Some("0".repeat(64)),
        storage_key: format!("{}/{}", made.id, made.attachment),
        state: AttachmentState::Stored,
        upload_token_hash: String::new(),
        upload_until: app.now(),
        uploaded_by: wanted.by,
        created_at: app.now(),
        stored_at: Some(app.now()),
        removed_at: None,
    });
    insert::<attachment::Entity, _, _>(app, rows.collect()).await;
}
