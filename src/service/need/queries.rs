//! Every query on needs and the views on them.

use std::{collections::HashMap, hash::Hash};

use ::entity::{
    e_service,
    enums::{NeedSource, NeedState},
    ids::{CycleId, EServiceId, NeedId, OrgUnitId, SuggestionId},
    need, need_view, org_unit,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, LikeExpr},
};

use crate::{
    domain::actor::{Actor, Place},
    global_id::Named,
    service::{
        Error, Result,
        e_service::queries::visibility,
        pages_of::{Hanging, pages_of},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind, anywhere},
    },
};

/// A need with the path of its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedView {
    /// The need.
    pub row: need::Model,
    /// Path of the unit whose management handles it.
    pub unit_path: String,
}

impl NeedView {
    /// Where it is.
    #[must_use]
    pub fn place(&self) -> Place<'_> {
        Place {
            e_service: None,
            unit_path: &self.unit_path,
        }
    }
}

/// Which needs of a list are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the title or description.
    pub search: Option<String>,
    /// In one of these states.
    pub states: Option<Vec<NeedState>>,
    /// From one of these sources.
    pub sources: Option<Vec<NeedSource>>,
    /// Put to this unit or one below it.
    pub org_unit: Option<OrgUnitId>,
    /// The viewer has put it forward.
    pub mine: bool,
}

/// The unit of a need, beside that of its e-service.
const OWN_UNIT: &str = "own_unit";

/// The needs that the person may see: all but those of e-services that are hidden from them, and in any case their own.
fn visible_to(actor: &Actor) -> Select<need::Entity> {
    need::Entity::find()
        .join_as(
            JoinType::InnerJoin,
            need::Relation::OrgUnit.def(),
            Alias::new(OWN_UNIT),
        )
        .join(JoinType::LeftJoin, need::Relation::EService.def())
        .join(JoinType::LeftJoin, e_service::Relation::OrgUnit.def())
        .filter(
            Condition::any()
                .add(need::COLUMN.e_service_id.is_null())
                .add(need::COLUMN.put_forward_by.eq(actor.user_id))
                .add(visibility(actor)),
        )
}

/// A need, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, id: NeedId) -> Result<NeedView> {
    let path = Expr::col((Alias::new(OWN_UNIT), org_unit::Column::Path));
    let select = visible_to(actor)
        .filter(need::COLUMN.id.eq(id))
        .expr_as(path, "unit_path");
    let row = db.query_one(&select.into_query()).await?.ok_or(Error::NotFound)?;
    Ok(NeedView {
        row: need::Model::from_query_result(&row, "")?,
        unit_path: row.try_get("", "unit_path")?,
    })
}

/// Those of these needs that the person may see, by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[NeedId],
) -> Result<HashMap<NeedId, need::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = visible_to(actor).filter(need::COLUMN.id.is_in(ids.iter().copied()));
    let rows = select.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The needs that the person may see and that were merged into each of these, oldest first. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn merged_into(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[NeedId],
) -> Result<HashMap<NeedId, Vec<need::Model>>, DbErr> {
    listed_by(db, actor, need::Column::MergedInto, ids, |row| row.merged_into).await
}

/// The needs that the person may see and that name each of these things in a column, oldest first. One statement.
async fn listed_by<K: Named + Eq + Hash>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    column: need::Column,
    things: &[K],
    thing_of: impl Fn(&need::Model) -> Option<K>,
) -> Result<HashMap<K, Vec<need::Model>>, DbErr> {
    let mut listed: HashMap<K, Vec<need::Model>> = HashMap::new();
    if things.is_empty() {
        return Ok(listed);
    }
    let select = visible_to(actor)
        .filter(column.is_in(things.iter().map(|thing| thing.uuid())))
        .order_by_asc(need::COLUMN.id);
    for row in select.all(db).await? {
        if let Some(thing) = thing_of(&row) {
            listed.entry(thing).or_default().push(row);
        }
    }
    Ok(listed)
}

/// The needs that the person may see and that each of these revisions takes up, oldest first. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn of_revisions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    revisions: &[CycleId],
) -> Result<HashMap<CycleId, Vec<need::Model>>, DbErr> {
    let taken_up = need::Column::RevisionId;
    listed_by(db, actor, taken_up, revisions, |row| row.revision_id).await
}

/// The need that came from each of these suggestions, where the person may see it. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn of_suggestions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[SuggestionId],
) -> Result<HashMap<SuggestionId, need::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = visible_to(actor).filter(need::COLUMN.suggestion_id.is_in(ids.iter().copied()));
    let rows = select.all(db).await?;
    let keyed = rows.into_iter().filter_map(|row| Some((row.suggestion_id?, row)));
    Ok(keyed.collect())
}

/// A page of the needs that the person may see, latest first.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    args: &PageArgs,
    count: bool,
) -> Result<Page<need::Model>> {
    let window = args.window(SortKind::Time)?;
    let select = visible_to(actor).filter(wanted(actor, filter));
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let select = window.apply(select, need::Column::CreatedAt, need::Column::Id, Order::Desc);
    let rows = select.all(db).await?;
    Ok(window.page(rows, total, cursor))
}

fn wanted(actor: &Actor, filter: &Filter) -> Condition {
    let search = filter
        .search
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let search = search.map(|text| {
        Expr::col((need::Entity, need::Column::SearchText)).like(LikeExpr::new(anywhere(text)).escape('\\'))
    });
    let states = filter.states.as_ref();
    let states = states.map(|states| need::COLUMN.state.is_in(states.iter().copied()));
    let sources = filter.sources.as_ref();
    let sources = sources.map(|sources| need::COLUMN.source.is_in(sources.iter().copied()));
    let unit = filter.org_unit.map(|unit| {
        Expr::col((Alias::new(OWN_UNIT), org_unit::Column::Path)).like(LikeExpr::new(format!("%{unit}/%")))
    });
    let mine = filter.mine.then(|| need::COLUMN.put_forward_by.eq(actor.user_id));
    Condition::all()
        .add_option(search)
        .add_option(states)
        .add_option(sources)
        .add_option(unit)
        .add_option(mine)
}

/// The same page of the needs that each of these e-services answers, latest first. One statement, and one more where they are
/// counted. The caller may see the e-services.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn pages_of_e_services(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
    args: &PageArgs,
    count: bool,
) -> Result<HashMap<EServiceId, Page<need::Model>>> {
    let window = args.window(SortKind::Time)?;
    let hanging: Hanging<need::Entity> = Hanging {
        of: need::Column::EServiceId,
        by: need::Column::CreatedAt,
        id: need::Column::Id,
        order: Order::Desc,
    };
    let attached = Condition::all().add(need::COLUMN.state.eq(NeedState::Attached));
    pages_of(db, ids, &hanging, attached, (&window, count), cursor).await
}

/// The same page of the views on each of these needs, oldest first. One statement, and one more where they are counted. The caller
/// may see the needs.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn pages_of_views(
    db: &impl ConnectionTrait,
    ids: &[NeedId],
    args: &PageArgs,
    count: bool,
) -> Result<HashMap<NeedId, Page<need_view::Model>>> {
    let window = args.window(SortKind::Time)?;
    let hanging: Hanging<need_view::Entity> = Hanging {
        of: need_view::Column::NeedId,
        by: need_view::Column::CreatedAt,
        id: need_view::Column::Id,
        order: Order::Asc,
    };
    pages_of(db, ids, &hanging, Condition::all(), (&window, count), |row| {
        Cursor {
            key: SortKey::Time(row.created_at),
            id: row.id.0,
        }
    })
    .await
}

fn cursor(row: &need::Model) -> Cursor {
    Cursor {
        key: SortKey::Time(row.created_at),
        id: row.id.0,
    }
}
