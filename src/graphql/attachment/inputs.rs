//! Files that an input names.

use ::entity::ids::AttachmentId;
use async_graphql::ID;

use crate::{domain::attachment::Attached, global_id};

/// The files that the field `attachmentIds` of an input names.
pub fn asked(ids: &[ID]) -> Attached {
    // An id of something else names no file either, and is refused as one that is not there: by then it is known who asks.
    let key = |id| global_id::decode_as(id).unwrap_or(AttachmentId(uuid::Uuid::nil()));
    Attached::asked(ids.iter().map(|id| key(id)))
}
