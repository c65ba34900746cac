//! Weighing a suggestion.

use ::entity::{
    enums::{NeedSource, SuggestionState},
    ids::SuggestionId,
    suggestion,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::queries;
use crate::{
    domain::{actor::Actor, permission::Permission, suggestion as rules},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, NAME, TEXT},
        need,
    },
};

/// Longest heading, in characters.
const HEADING: usize = 60;

/// How a suggestion is weighed.
#[derive(Clone, Debug)]
pub struct Weighing {
    /// Where it stands then.
    pub state: SuggestionState,
    /// How much it weighs, 1 to 5.
    pub weight: Option<i32>,
    /// Under which heading it is put.
    pub category: Option<String>,
    /// Why; must be given where it is declined.
    pub reason: Option<String>,
    /// Title of the need that it becomes, where it is taken up as one.
    pub need_title: Option<String>,
}

/// Service manager, case officer and owner weigh what was suggested, and put what belongs together under one heading. What is taken up
/// can become a need of the e-service: a ground for its revision.
///
/// # Errors
/// Problems with the fields, `REASON_MISSING`, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn weigh(
    services: &Services,
    actor: &Actor,
    (id, version): (SuggestionId, i32),
    weighing: Weighing,
) -> Result<SuggestionId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (row, e_service, unit_path) = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::WeighSuggestion,
        place(e_service.id, &unit_path),
    )?;
    if row.version != version {
        return Err(Error::stale());
    }
    let mut check = Check::default();
    check.that(
        weighing.weight.is_none_or(|weight| (1..=5).contains(&weight)),
        ProblemCode::Invalid,
        "weight",
        "Måste vara mellan 1 och 5.",
        "Must be between 1 and 5.",
    );
    let category = check.given("category", weighing.category.as_deref(), HEADING);
    let reason = check.given("reason", weighing.reason.as_deref(), TEXT);
    let title = check.given("needTitle", weighing.need_title.as_deref(), NAME);
    check.finish()?;
    rules::weigh(row.state, weighing.state, reason.as_deref(), title.is_some())?;
    if title.is_some() && queries::has_need(&txn, id).await? {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &["needTitle"],
            "Förslaget har redan blivit ett behov.",
            "The suggestion has become a need already.",
        ));
    }
    let result = suggestion::Entity::update_many()
        .set(suggestion::ActiveModel {
            state: Set(weighing.state),
            weight: Set(weighing.weight),
            category: Set(category.clone()),
            reason: Set(reason.clone()),
            weighed_by: Set(Some(actor.user_id)),
            weighed_at: Set(Some(now)),
            version: Set(version.saturating_add(1)),
            ..Default::default()
        })
        .filter(suggestion::COLUMN.id.eq(id))
        .filter(suggestion::COLUMN.version.eq(version))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    let entry = audit::Entry {
        action: "suggestion.weigh",
        thing_kind: "Suggestion",
        thing_id: id.0,
        e_service_id: Some(e_service.id),
        detail: json!({
            "state": weighing.state, "weight": weighing.weight, "category": category, "reason": reason,
            "before": { "state": row.state, "weight": row.weight, "category": row.category, "reason": row.reason },
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    if let Some(title) = title {
        let becomes = need::New {
            org_unit: e_service.org_unit_id,
            title,
            description: row.body,
            source: NeedSource::Revision,
            concerned: String::new(),
            partners: String::new(),
            e_service: Some(e_service.id),
            suggestion: Some(id),
        };
        need::insert(&txn, actor, now, becomes).await?;
    }
    txn.commit().await?;
    Ok(id)
}
