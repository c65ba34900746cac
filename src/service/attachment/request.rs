//! Asking for an address to which a file is sent.

use ::entity::{
    attachment,
    enums::AttachmentState,
    ids::{AttachmentId, EServiceId},
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    domain::{
        actor::Actor,
        attachment::{ACCEPTED, is_name, kind_of},
        permission::Permission,
    },
    service::{
        ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::Check,
        e_service as e_services, secret,
    },
};

/// Where a file is sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The attachment that it will be.
    pub id: AttachmentId,
    /// Address on this server; good once.
    pub address: String,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Gives an address to which a file of an e-service is sent: good once, and for a short time. What is sent must have the size that was said, and
/// be what its name says.
///
/// # Errors
/// Problems with the fields, [`crate::service::Error::Forbidden`], [`crate::service::Error::NotFound`].
pub async fn request(
    services: &Services,
    actor: &Actor,
    e_service_id: EServiceId,
    name: &str,
    size: i64,
) -> Result<Upload> {
    let now = services.now();
    let settings = &services.settings.files;
    let txn = services.begin().await?;
    let (row, unit_path) = e_services::queries::visible(&txn, actor, e_service_id).await?;
    require(actor, Permission::AttachFiles, place(row.id, &unit_path))?;
    let mut check = Check::default();
    let name = check.text("name", name, crate::domain::attachment::LONGEST_NAME);
    let kind = kind_of(&name);
    check.that(
        is_name(&name),
        ProblemCode::Invalid,
        "name",
        "Är inget namn på en fil.",
        "Is no name of a file.",
    );
    if kind.is_none() && !name.is_empty() {
        let endings: Vec<_> = ACCEPTED.iter().map(|accepted| accepted.ending).collect();
        check.add(
            ProblemCode::Invalid,
            "name",
            format!(
                "Filer av det slaget tas inte emot; dessa gör det: {}.",
                endings.join(", ")
            ),
            format!(
                "Files of this kind are not taken; these are: {}.",
                endings.join(", ")
            ),
        );
    }
    let fits = u64::try_from(size).is_ok_and(|size| size > 0 && size <= settings.max_bytes);
    let most = settings.max_bytes / 1_048_576;
    if !fits {
        check.add(
            ProblemCode::Invalid,
            "size",
            format!("Filen får vara högst {most} MB, och inte tom."),
            format!("The file may have at most {most} MB, and not be empty."),
        );
    }
    check.finish()?;
    let id = AttachmentId::new();
    let token = secret::draw()?;
    let until = now + Duration::seconds(settings.upload_seconds);
    let row = attachment::Model {
        id,
        e_service_id,
        name: name.clone(),
        content_type: kind.map_or_else(String::new, |kind| kind.content_type.to_owned()),
        size,
        sha256: None,
        storage_key: format!("{e_service_id}/{id}"),
        state: AttachmentState::Pending,
        upload_token_hash: secret::hash(&token),
        upload_until: until,
        uploaded_by: actor.user_id,
        created_at: now,
        stored_at: None,
        removed_at: None,
    };
    attachment::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await?;
    let entry = audit::Entry {
        action: "attachment.request",
        thing_kind: "Attachment",
        thing_id: id.0,
        e_service_id: Some(e_service_id),
        detail: json!({ "name": name, "size": size }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(Upload {
        id,
        address: format!("/files/{token}"),
        until,
    })
}
