//! Every query on suggestions.

use std::collections::HashMap;

use ::entity::{
    e_service,
    enums::{SuggestionOrigin, SuggestionState},
    ids::{EServiceId, SuggestionId},
    need, org_unit, suggestion,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, PaginatorTrait,
    QueryFilter, QuerySelect, RelationTrait,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr},
};

use crate::{
    domain::{
        actor::Actor,
        suggestion::{Count, Summary, summary},
    },
    service::{
        Error, Result,
        access::may_see,
        e_service::queries::visibility,
        pages_of::{Hanging, pages_of},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// Which suggestions of an e-service are wanted; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// In one of these states.
    pub states: Option<Vec<SuggestionState>>,
    /// From staff or from recipients.
    pub origin: Option<SuggestionOrigin>,
    /// Under this heading.
    pub category: Option<String>,
}

/// A suggestion with its e-service and the path of its unit, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: SuggestionId,
) -> Result<(suggestion::Model, e_service::Model, String)> {
    let row = suggestion::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let (e_service, unit) = e_service::Entity::find_by_id(row.e_service_id)
        .find_also_related(org_unit::Entity)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let path = unit.map(|unit| unit.path).unwrap_or_default();
    if may_see(actor, &e_service, &path) {
        Ok((row, e_service, path))
    } else {
        Err(Error::NotFound)
    }
}

/// Whether a suggestion has become a need.
///
/// # Errors
/// Where the database fails.
pub async fn has_need(db: &impl ConnectionTrait, id: SuggestionId) -> Result<bool, DbErr> {
    let needs = need::Entity::find().filter(need::COLUMN.suggestion_id.eq(id));
    Ok(needs.count(db).await? > 0)
}

/// Those of these suggestions that the person may see, by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[SuggestionId],
) -> Result<HashMap<SuggestionId, suggestion::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = suggestion::Entity::find()
        .join(JoinType::InnerJoin, suggestion::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(suggestion::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The same page of the suggestions for each of these e-services, latest first. One statement, and one more where they are counted.
/// The caller may see the e-services.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn pages_of_e_services(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
    filter: &Filter,
    args: &PageArgs,
    count: bool,
) -> Result<HashMap<EServiceId, Page<suggestion::Model>>> {
    let window = args.window(SortKind::Time)?;
    let hanging: Hanging<suggestion::Entity> = Hanging {
        of: suggestion::Column::EServiceId,
        by: suggestion::Column::CreatedAt,
        id: suggestion::Column::Id,
        order: Order::Desc,
    };
    let states = filter.states.as_ref();
    let which = Condition::all()
        .add_option(states.map(|states| suggestion::COLUMN.state.is_in(states.iter().copied())))
        .add_option(filter.origin.map(|origin| suggestion::COLUMN.origin.eq(origin)))
        .add_option(
            filter
                .category
                .as_deref()
                .map(|heading| suggestion::COLUMN.category.eq(heading)),
        );
    pages_of(db, ids, &hanging, which, (&window, count), |row| Cursor {
        key: SortKey::Time(row.created_at),
        id: row.id.0,
    })
    .await
}

/// What the suggestions for each of these e-services say taken together. One statement. The caller may see the e-services.
///
/// # Errors
/// Where the database fails.
pub async fn summaries(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
) -> Result<HashMap<EServiceId, Summary>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let column = |column: suggestion::Column| Expr::col((suggestion::Entity, column));
    let (of, heading) = (suggestion::Column::EServiceId, suggestion::Column::Category);
    let is = |state: SuggestionState| -> SimpleExpr {
        let is = CaseStatement::new()
            .case(suggestion::COLUMN.state.eq(state), 1)
            .finally(0);
        let is: SimpleExpr = is.into();
        is.sum().cast_as("bigint")
    };
    let select = Query::select()
        .expr_as(column(of), "of")
        .expr_as(column(heading), "heading")
        .expr_as(column(suggestion::Column::Id).count(), "total")
        .expr_as(is(SuggestionState::New), "open")
        .expr_as(is(SuggestionState::TakenUp), "taken_up")
        .expr_as(column(suggestion::Column::Rating).count(), "ratings")
        .expr_as(
            column(suggestion::Column::Rating)
                .sum()
                .if_null(0)
                .cast_as("bigint"),
            "rating_sum",
        )
        .from(suggestion::Entity)
        .and_where(suggestion::COLUMN.e_service_id.is_in(ids.iter().copied()))
        .group_by_columns([of, heading])
        .to_owned();
    let mut counted: HashMap<EServiceId, Vec<(Option<String>, Count)>> = HashMap::new();
    for row in db.query_all(&select).await? {
        let count = Count {
            total: row.try_get("", "total")?,
            open: row.try_get("", "open")?,
            taken_up: row.try_get("", "taken_up")?,
            ratings: row.try_get("", "ratings")?,
            rating_sum: row.try_get("", "rating_sum")?,
        };
        let of: EServiceId = row.try_get("", "of")?;
        counted
            .entry(of)
            .or_default()
            .push((row.try_get("", "heading")?, count));
    }
    Ok(counted
        .into_iter()
        .map(|(id, counts)| (id, summary(counts)))
        .collect())
}
