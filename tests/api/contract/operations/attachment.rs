//! Examples of the operations on attachments.

use ::entity::{attachment, ids::AttachmentId};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{Example, example};
use crate::{
    contract::rows::{self, Made, id},
    support::app::TestApp,
};

/// The mutations. No file is asked for, and the one that is taken out is a new one each time.
pub async fn mutations(app: &TestApp, made: &Made) -> Vec<Example> {
    let asked = json!({ "eServiceId": id(made.id), "name": "sida.html", "size": 1 });
    let found = attachment::Entity::find_by_id(made.attachment)
        .one(&app.services().db)
        .await;
    let row = attachment::Model {
        id: AttachmentId::new(),
        ..found.expect("attachments").expect("the attachment")
    };
    let another = row.id;
    rows::insert::<attachment::Entity, _, _>(app, vec![row]).await;
    vec![
        example("requestUpload", true, asked),
        example("removeAttachment", true, json!({ "attachmentId": id(another) })),
    ]
}
