//! Attaching files, and taking them out.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::{mutation::EServicePayload, types::EService},
        error::{ApiError, mendable},
        ids::{id, key},
        paging::payload,
    },
    service::attachment::{remove::remove, request::request},
};

/// Input of `requestUpload`.
#[derive(InputObject)]
pub struct RequestUploadInput {
    /// The e-service that the file is of.
    pub e_service_id: ID,
    /// Name of the file; its ending tells what it is.
    pub name: String,
    /// Its size, in bytes.
    pub size: i32,
}

/// Input of `removeAttachment`.
#[derive(InputObject)]
pub struct RemoveAttachmentInput {
    /// The file.
    pub attachment_id: ID,
}

/// Where a file is sent.
#[derive(SimpleObject)]
pub struct Upload {
    /// Id of the attachment that it will be; it is there once the file was sent.
    pub attachment_id: ID,
    /// Address on this server to which the bytes are sent with POST, as they are. Good once; the answer is 204 where the file was taken, 404 where
    /// the address is not good any more, 415 where the file is not what its name says, 422 where it has not the size that was said.
    pub url: String,
    /// Until when the address is good.
    pub expires_at: DateTime<Utc>,
}

payload! {
    /// Answer of `requestUpload`.
    RequestUploadPayload {
        /// Where the file is sent.
        upload: Upload,
    }
}

/// Attaching files, and taking them out.
#[derive(Default)]
pub struct AttachmentMutation;

#[Object]
impl AttachmentMutation {
    /// Gives an address to which a file of an e-service is sent: good once and for some minutes, without logging in. The attachment is there once
    /// the file was sent. Problems: MISSING, TOO_LONG, INVALID.
    #[graphql(guard = "Requires(Permission::AttachFiles)", directive = requires::apply(Permission::AttachFiles))]
    async fn request_upload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: RequestUploadInput,
    ) -> Result<RequestUploadPayload, ApiError> {
        let (here, e_service) = (ctx.here(), key(&input.e_service_id)?);
        let size = i64::from(input.size);
        let outcome = request(&here.services, here.actor()?, e_service, &input.name, size).await;
        let (upload, errors) = mendable(ctx, outcome)?;
        Ok(RequestUploadPayload {
            upload: upload.map(|upload| Upload {
                attachment_id: id(upload.id),
                url: upload.address,
                expires_at: upload.until,
            }),
            errors,
        })
    }

    /// Takes a file out; its bytes are deleted within a day. The audit trail keeps its name and hash. A file that any version of
    /// something made in the process names stays, as the version does. Problems: WRONG_STATE (it is named).
    #[graphql(guard = "Requires(Permission::AttachFiles)", directive = requires::apply(Permission::AttachFiles))]
    async fn remove_attachment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RemoveAttachmentInput,
    ) -> Result<EServicePayload, ApiError> {
        let (here, attachment) = (ctx.here(), key(&input.attachment_id)?);
        let outcome = remove(&here.services, here.actor()?, attachment).await;
        let (e_service, errors) = mendable(ctx, outcome)?;
        let e_service = match e_service {
            Some(key) => EService::load(ctx, key, &ctx.look_ahead().field("eService")).await?,
            None => None,
        };
        Ok(EServicePayload { e_service, errors })
    }
}
