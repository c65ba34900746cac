//! Putting forward a need.

use ::entity::{
    enums::NeedSource,
    ids::{NeedId, OrgUnitId},
};

use super::write::{New, insert};
use crate::{
    domain::{
        actor::{Actor, Place},
        permission::Permission,
    },
    service::{
        Error, ProblemCode, Result, Services,
        access::require,
        check::{Check, NAME, TEXT},
        organisation,
    },
};

/// A need as somebody puts it forward.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The unit that it is put to.
    pub org_unit: OrgUnitId,
    /// What is needed, in a few words.
    pub title: String,
    /// In more words, Markdown.
    pub description: String,
    /// Where it comes from.
    pub source: NeedSource,
    /// Which organisation it concerns.
    pub concerned: String,
    /// With whom it could be met.
    pub partners: String,
}

/// Anybody signed in puts forward a need, all year round; the management of the unit handles it.
///
/// # Errors
/// Problems with the fields; `UNKNOWN_ID` for the unit.
pub async fn put_forward(services: &Services, actor: &Actor, draft: Draft) -> Result<NeedId> {
    let now = services.now();
    let txn = services.begin().await?;
    let unit = organisation::queries::unit(&txn, draft.org_unit).await?;
    let unit = unit.ok_or_else(|| {
        Error::refused(
            ProblemCode::UnknownId,
            &["orgUnitId"],
            "Enheten finns inte.",
            "There is no such unit.",
        )
    })?;
    let here = Place {
        e_service: None,
        unit_path: &unit.path,
    };
    require(actor, Permission::PutForwardNeed, here)?;
    let mut check = Check::default();
    let new = New {
        org_unit: unit.id,
        title: check.text("title", &draft.title, NAME),
        description: check.text("description", &draft.description, TEXT),
        source: draft.source,
        concerned: check.optional_text("concerned", &draft.concerned, TEXT),
        partners: check.optional_text("partners", &draft.partners, TEXT),
        e_service: None,
        suggestion: None,
    };
    check.finish()?;
    let id = insert(&txn, actor, now, new).await?;
    txn.commit().await?;
    Ok(id)
}
