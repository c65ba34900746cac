//! Writing documents.

use async_graphql::{Context, ID, InputObject, Object};

use super::types::Document;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        attachment::inputs::asked,
        context::Here,
        cycle::types::Cycle,
        enums::DocumentKind,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::document::{
        queries,
        save::{Draft, save},
    },
};

/// Input of `saveDocument`.
#[derive(InputObject)]
pub struct SaveDocumentInput {
    /// The cycle that the document belongs to.
    pub cycle_id: ID,
    /// Which document; a cycle has one of each kind.
    pub kind: DocumentKind,
    /// Number of the version that this one is based on; 0 for the first.
    #[graphql(default)]
    pub based_on: i32,
    /// Text, Markdown.
    pub body: String,
    /// A prototype, build or file elsewhere; http or https.
    pub link: Option<String>,
    /// Files of the e-service, all that this version has: a prototype of the design, for example; at most 20. Their ids come from
    /// `requestUpload`, and each must have been sent.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
}

payload! {
    /// Answer of `saveDocument`.
    SaveDocumentPayload {
        /// The document as it is now; null where there is none.
        document: Document,
        /// The cycle, with its approvals as they are now.
        cycle: Cycle,
    }
}

/// Writing documents.
#[derive(Default)]
pub struct DocumentMutation;

#[Object]
impl DocumentMutation {
    /// Writes a new version of a document; former ones stay. Whoever writes needs the permission of the kind: the owner the
    /// pre-study, lead and requirements owner what belongs to preparation, the developer the build note, the tester the test report.
    /// An approval of the former version becomes VOID. Problems: MISSING, TOO_LONG, INVALID, UNKNOWN_ID (a file), STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::WriteDocument)", directive = requires::apply(Permission::WriteDocument))]
    async fn save_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version.")] input: SaveDocumentInput,
    ) -> Result<SaveDocumentPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let kind = input.kind.into();
        let draft = Draft {
            kind,
            based_on: input.based_on,
            body: input.body,
            link: input.link,
            attachments: asked(&input.attachment_ids),
        };
        let (_, errors) = mendable(ctx, save(&here.services, here.actor()?, cycle, draft).await)?;
        let document = match queries::of_kind(&here.services.db, cycle, kind).await? {
            Some(row) => Document::load(ctx, row.id).await?,
            None => None,
        };
        Ok(SaveDocumentPayload {
            document,
            cycle: Cycle::load(ctx, cycle).await?,
            errors,
        })
    }
}
