//! Changing what a need says.

use ::entity::{enums::NeedSource, ids::NeedId};

use super::{
    queries,
    write::{Said, rewrite},
};
use crate::{
    domain::{actor::Actor, need as rules, permission::Permission},
    service::{
        Error, Result, Services,
        access::require,
        check::{Check, NAME, TEXT},
    },
};

/// What is to be different; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What is needed, in a few words.
    pub title: Option<String>,
    /// In more words, Markdown.
    pub description: Option<String>,
    /// Where it comes from.
    pub source: Option<NeedSource>,
    /// Which organisation it concerns.
    pub concerned: Option<String>,
    /// With whom it could be met.
    pub partners: Option<String>,
}

/// What changing a need takes: whoever put it forward changes it as they put it forward, others as they handle it.
#[must_use]
pub fn takes(actor: &Actor, view: &queries::NeedView) -> Permission {
    if view.row.put_forward_by == actor.user_id {
        Permission::PutForwardNeed
    } else {
        Permission::HandleNeeds
    }
}

/// Whoever put a need forward, or the management that handles it, changes what it says, for as long as it is neither closed nor merged.
///
/// # Errors
/// Problems with the fields, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn update(
    services: &Services,
    actor: &Actor,
    (id, version): (NeedId, i32),
    change: Change,
) -> Result<NeedId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(actor, takes(actor, &view), view.place())?;
    if view.row.version != version {
        return Err(Error::stale());
    }
    rules::update(view.row.state)?;
    let row = &view.row;
    let mut check = Check::default();
    let said = Said {
        title: check.text("title", change.title.as_deref().unwrap_or(&row.title), NAME),
        description: check.text(
            "description",
            change.description.as_deref().unwrap_or(&row.description),
            TEXT,
        ),
        source: change.source.unwrap_or(row.source),
        concerned: check.optional_text(
            "concerned",
            change.concerned.as_deref().unwrap_or(&row.concerned),
            TEXT,
        ),
        partners: check.optional_text(
            "partners",
            change.partners.as_deref().unwrap_or(&row.partners),
            TEXT,
        ),
    };
    check.finish()?;
    if said == Said::of(row) {
        return Ok(id);
    }
    rewrite(&txn, actor, now, row, said).await?;
    txn.commit().await?;
    Ok(id)
}
