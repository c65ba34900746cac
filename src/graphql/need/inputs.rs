//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{
    graphql::{
        enums::{Audience, NeedSource, NeedState},
        error::ApiError,
        ids::key,
    },
    service::need::queries::Filter,
};

/// Narrows a list of needs down; all that is given must hold.
#[derive(Default, InputObject)]
pub struct NeedFilter {
    /// Part of the title or description.
    pub search: Option<String>,
    /// In one of these states.
    pub states: Option<Vec<NeedState>>,
    /// From one of these sources.
    pub sources: Option<Vec<NeedSource>>,
    /// Put to this unit or one below it.
    pub org_unit_id: Option<ID>,
    /// The viewer has put it forward.
    #[graphql(default)]
    pub mine: bool,
}

impl TryFrom<NeedFilter> for Filter {
    type Error = ApiError;

    fn try_from(filter: NeedFilter) -> Result<Self, ApiError> {
        Ok(Self {
            search: filter.search,
            states: filter
                .states
                .map(|states| states.into_iter().map(Into::into).collect()),
            sources: filter
                .sources
                .map(|sources| sources.into_iter().map(Into::into).collect()),
            org_unit: filter.org_unit_id.as_ref().map(key).transpose()?,
            mine: filter.mine,
        })
    }
}

/// Input of `putForwardNeed`.
#[derive(InputObject)]
pub struct PutForwardNeedInput {
    /// The unit that it is put to; its management handles it.
    pub org_unit_id: ID,
    /// What is needed, in a few words.
    pub title: String,
    /// In more words, Markdown: who has the need, how it is met today.
    pub description: String,
    /// Where it comes from.
    pub source: NeedSource,
    /// Which organisation it concerns, for example an administration, an association or a company.
    #[graphql(default)]
    pub concerned: String,
    /// With whom it could be met: other parts of the municipality, other municipalities, others.
    #[graphql(default)]
    pub partners: String,
}

/// Input of `updateNeed`. What is left out stays as it is.
#[derive(InputObject)]
pub struct UpdateNeedInput {
    /// The need.
    pub need_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// What is needed, in a few words.
    pub title: Option<String>,
    /// In more words, Markdown.
    pub description: Option<String>,
    /// Where it comes from.
    pub source: Option<NeedSource>,
    /// Which organisation it concerns; empty where none.
    pub concerned: Option<String>,
    /// With whom it could be met; empty where with nobody.
    pub partners: Option<String>,
}

/// Input of `addViewToNeed`.
#[derive(InputObject)]
pub struct AddViewToNeedInput {
    /// The need.
    pub need_id: ID,
    /// What is said about it, Markdown.
    pub body: String,
}

/// Input of `attachNeed`.
#[derive(InputObject)]
pub struct AttachNeedInput {
    /// The need.
    pub need_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// The e-service that it belongs to from now on.
    pub e_service_id: ID,
}

/// Input of `proposeEServiceFromNeed`.
#[derive(InputObject)]
pub struct ProposeEServiceFromNeedInput {
    /// The need.
    pub need_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Name of the e-service; the title of the need where it is left out.
    pub name: Option<String>,
    /// What it is for, Markdown; the description of the need where it is left out.
    pub purpose: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// The unit that it would belong to; that of the need where it is left out.
    pub org_unit_id: Option<ID>,
    /// True where only those with a part in it may see it.
    #[graphql(default)]
    pub confidential: bool,
}

/// Input of `mergeNeed`.
#[derive(InputObject)]
pub struct MergeNeedInput {
    /// The duplicate.
    pub need_id: ID,
    /// The version of the duplicate that was seen.
    pub version: i32,
    /// The need that takes it over.
    pub into_id: ID,
}

/// Input of `closeNeed`.
#[derive(InputObject)]
pub struct CloseNeedInput {
    /// The need.
    pub need_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Why nothing is done, Markdown.
    pub reason: String,
}
