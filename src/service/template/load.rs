//! Loading a new version of the process template.

use ::entity::{ids::ProcessTemplateId, process_template};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, SqlErr};
use serde_json::json;

use super::Version;
use crate::{
    domain::{
        actor::Actor,
        permission::Permission,
        template::{Change, Template, differences},
    },
    service::{Error, ProblemCode, Result, Services, access::require_global, audit, secret},
};

/// What came of loading a template.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The new version; none where it was only looked at, or says what the newest one says.
    pub version: Option<Version>,
    /// What differs from the version that was the newest before.
    pub changes: Vec<Change>,
}

/// Loads a template as a new version, or only shows what differs. Cycles that begin from now on follow it; those that have begun keep
/// theirs. A file that is the newest version already changes nothing. `actor` is none on the command line.
///
/// # Errors
/// `INVALID` with line and reason, `TAKEN` where an older version says just that, `STALE` where somebody else loads one at the same
/// moment, [`Error::Forbidden`].
pub async fn load(
    services: &Services,
    actor: Option<&Actor>,
    file: &str,
    source: &str,
    dry_run: bool,
) -> Result<Loaded> {
    if let Some(actor) = actor {
        require_global(actor, Permission::ManageTemplates)?;
    }
    let template = Template::parse(file, source).map_err(|error| {
        Error::refused(
            ProblemCode::Invalid,
            &["source"],
            format!("Rad {}: {}.", error.line, error.reason),
            format!("Line {}: {}.", error.line, error.reason),
        )
    })?;
    let now = services.now();
    let txn = services.begin().await?;
    let newest = services.templates.newest(&txn).await?;
    let changes = differences(&newest.template, &template);
    let source_hash = secret::hash(source);
    let same = process_template::Entity::find()
        .filter(process_template::COLUMN.source_hash.eq(source_hash.clone()))
        .order_by_desc(process_template::COLUMN.number)
        .one(&txn)
        .await?;
    match same {
        Some(row) if row.id == newest.id => {
            return Ok(Loaded {
                version: None,
                changes,
            });
        }
        Some(row) if !dry_run => return Err(taken(row.number)),
        _ if dry_run => {
            return Ok(Loaded {
                version: None,
                changes,
            });
        }
        _ => {}
    }
    let row = process_template::Model {
        id: ProcessTemplateId::new(),
        number: newest.number.saturating_add(1),
        source: source.to_owned(),
        source_hash,
        loaded_at: now,
    };
    process_template::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Error::stale(),
            _ => error.into(),
        })?;
    let entry = audit::Entry {
        action: "process_template.load",
        thing_kind: "ProcessTemplate",
        thing_id: row.id.0,
        e_service_id: None,
        detail: json!({ "number": row.number, "file": file, "changes": changes.len() }),
    };
    audit::record(&txn, actor, now, entry).await?;
    txn.commit().await?;
    let version = Some(services.templates.get(&services.db, row.id).await?);
    Ok(Loaded { version, changes })
}

fn taken(number: i32) -> Error {
    Error::refused(
        ProblemCode::Taken,
        &["source"],
        format!(
            "Version {number} säger redan just detta. Ändra något, om så bara en kommentar, för att gå tillbaka till den."
        ),
        format!(
            "Version {number} says just this already. Change something, be it a comment, to go back to it."
        ),
    )
}
