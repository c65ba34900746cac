//! A suggestion from staff.

use ::entity::{
    enums::EServiceState,
    ids::{EServiceId, SuggestionId},
};

use super::write::insert;
use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        ProblemCode, Result, Services,
        access::{place, require},
        check::{Check, TEXT},
        e_service,
    },
};

/// Anybody signed in suggests an improvement of an e-service in operation.
///
/// # Errors
/// Problems with the text, `WRONG_STATE` where it is not live, [`Error::NotFound`](crate::service::Error::NotFound).
pub async fn suggest(
    services: &Services,
    actor: &Actor,
    e_service: EServiceId,
    body: &str,
) -> Result<SuggestionId> {
    let txn = services.begin().await?;
    let (row, unit_path) = e_service::queries::visible(&txn, actor, e_service).await?;
    require(actor, Permission::SuggestImprovement, place(row.id, &unit_path))?;
    let mut check = Check::default();
    let body = check.text("body", body, TEXT);
    check.that(
        row.state == EServiceState::Live,
        ProblemCode::WrongState,
        "eServiceId",
        "E-tjänsten är inte i drift.",
        "The e-service is not in operation.",
    );
    check.finish()?;
    let id = insert(services, &txn, Some(actor), e_service, (body, None)).await?;
    txn.commit().await?;
    Ok(id)
}
