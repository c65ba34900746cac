//! An artefact by its global id: its kind tells of which type it is.

use ::entity::{enums::ArtefactKind, ids::ArtefactId};
use async_graphql::Context;

use super::load::row;
use crate::graphql::{error::ApiError, ground::types as ground, node::Node};

/// The artefact with a key as a node; none where it was taken out or the viewer may not see it.
///
/// # Errors
/// Where the database fails.
pub async fn artefact(ctx: &Context<'_>, key: ArtefactId) -> Result<Option<Node>, ApiError> {
    let Some(row) = row(ctx, key).await? else {
        return Ok(None);
    };
    Ok(match row.kind {
        ArtefactKind::Requirement => Some(Node::Requirement(ground::Requirement::try_from(row)?)),
        // A kind that has no type in the contract yet.
        _ => None,
    })
}
