//! Making and renaming organisational units.

use ::entity::{ids::OrgUnitId, org_unit};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::queries;
use crate::{
    domain::{actor::Actor, collation::sort_key, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::require_global,
        audit,
        check::{Check, NAME},
    },
};

/// Makes a unit below another, or at the top. `actor` is none on the command line.
///
/// # Errors
/// `UNKNOWN_ID` for the parent, problems with the name.
pub async fn create(
    services: &Services,
    actor: Option<&Actor>,
    name: &str,
    parent: Option<OrgUnitId>,
) -> Result<OrgUnitId> {
    if let Some(actor) = actor {
        require_global(actor, Permission::ManageOrganisation)?;
    }
    let mut check = Check::default();
    let name = check.text("name", name, NAME);
    check.finish()?;
    let now = services.now();
    let id = OrgUnitId::new();
    let txn = services.begin().await?;
    let above = match parent {
        None => String::new(),
        Some(parent) => queries::unit(&txn, parent)
            .await?
            .map(|unit| unit.path)
            .ok_or_else(|| {
                Error::refused(
                    ProblemCode::UnknownId,
                    &["parentId"],
                    "Enheten finns inte.",
                    "There is no such unit.",
                )
            })?,
    };
    org_unit::Entity::insert(org_unit::ActiveModel {
        id: Set(id),
        parent_id: Set(parent),
        name: Set(name.clone()),
        name_key: Set(sort_key(&name)),
        path: Set(format!("{above}{id}/")),
        created_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(&txn)
    .await?;
    let detail = json!({ "name": name, "parent": parent });
    audit::record(&txn, actor, now, entry("org_unit.create", id, detail)).await?;
    txn.commit().await?;
    Ok(id)
}

/// Renames a unit.
///
/// # Errors
/// `STALE`, problems with the name.
pub async fn rename(
    services: &Services,
    actor: &Actor,
    id: OrgUnitId,
    version: i32,
    name: &str,
) -> Result<OrgUnitId> {
    require_global(actor, Permission::ManageOrganisation)?;
    let mut check = Check::default();
    let name = check.text("name", name, NAME);
    check.finish()?;
    let now = services.now();
    let txn = services.begin().await?;
    let before = queries::unit(&txn, id).await?.ok_or(Error::NotFound)?;
    let result = org_unit::Entity::update_many()
        .set(org_unit::ActiveModel {
            name: Set(name.clone()),
            name_key: Set(sort_key(&name)),
            version: Set(version.saturating_add(1)),
            ..Default::default()
        })
        .filter(org_unit::COLUMN.id.eq(id))
        .filter(org_unit::COLUMN.version.eq(version))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    let detail = json!({ "name": name, "before": { "name": before.name } });
    audit::record(&txn, Some(actor), now, entry("org_unit.rename", id, detail)).await?;
    txn.commit().await?;
    Ok(id)
}

const fn entry(action: &'static str, id: OrgUnitId, detail: serde_json::Value) -> audit::Entry {
    audit::Entry {
        action,
        thing_kind: "OrgUnit",
        thing_id: id.0,
        e_service_id: None,
        detail,
    }
}
