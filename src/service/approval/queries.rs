//! Every query on approvals.

use std::{collections::HashMap, sync::Arc};

use ::entity::{
    approval, e_service,
    enums::{ApprovalState, ApprovalSubject, Role},
    ids::{ApprovalId, CycleId, EServiceId, UserId},
    org_unit,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, JsonValue, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, RelationTrait, Select,
};

use crate::{
    domain::actor::Actor,
    service::{
        Error, Result,
        columns::{self, Cells, Columns, columns},
        e_service::queries::{EServiceRow, EServiceView, held_at, visibility},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

columns! {
    /// An approval without what was approved, which is long.
    pub struct ApprovalRow of approval {
        /// Key.
        id: ApprovalId,
        /// The e-service that it belongs to.
        e_service_id: EServiceId,
        /// The cycle that it belongs to.
        cycle_id: CycleId,
        /// What it is about.
        subject: ApprovalSubject,
        /// The role that it is asked of.
        role: Role,
        /// SHA-256 of what is approved.
        content_hash: String,
        /// Where it stands.
        state: ApprovalState,
        /// Who asked.
        asked_by: UserId,
        /// When it was asked.
        asked_at: DateTime<Utc>,
        /// Who answered.
        decided_by: Option<UserId>,
        /// When it was answered.
        decided_at: Option<DateTime<Utc>>,
        /// Why it was rejected, or a remark.
        reason: Option<String>,
        /// When it became void.
        voided_at: Option<DateTime<Utc>>,
        /// Rises with every change.
        version: i32,
    }
}

columns! {
    /// What was approved.
    pub struct Approved of approval {
        /// Key.
        id: ApprovalId,
        /// All that is approved, as canonical JSON.
        content: String,
        /// Who made it.
        contributors: JsonValue,
        /// Which version of each metric it is.
        metric_versions: Option<JsonValue>,
    }
}

columns!(approval::Model:
    id, e_service_id, cycle_id, subject, role, content, content_hash, contributors, metric_versions, state, asked_by, asked_at,
    decided_by, decided_at, reason, voided_at, version);

/// An approval that was found by itself, and not as one of its cycle, with its e-service.
#[derive(Clone, Debug)]
pub struct Found {
    /// The approval.
    pub row: ApprovalRow,
    /// The e-service.
    pub e_service: Arc<EServiceView>,
}

/// An approval with all of it, for a use case.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The approval.
    pub row: approval::Model,
    /// Path of the unit that the e-service belongs to.
    pub unit_path: String,
}

fn select() -> Select<approval::Entity> {
    approval::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, approval::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
}

async fn read(db: &impl ConnectionTrait, select: Select<approval::Entity>) -> Result<Vec<Found>, DbErr> {
    let mut query = select.into_query();
    columns::select::<ApprovalRow>(&mut query, approval::Entity);
    columns::select::<EServiceRow>(&mut query, e_service::Entity);
    query.column((org_unit::Entity, org_unit::Column::Path));
    let view = |row: &QueryResult| {
        let mut cells = Cells::of(row);
        let row = Columns::read(&mut cells)?;
        let e_service = EServiceView::bare(Columns::read(&mut cells)?, cells.take()?);
        Ok(Found {
            row,
            e_service: Arc::new(e_service),
        })
    };
    db.query_all(&query).await?.iter().map(view).collect()
}

/// The approvals of each cycle, latest first. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    cycles: &[CycleId],
) -> Result<HashMap<CycleId, Vec<ApprovalRow>>, DbErr> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = approval::Entity::find()
        .select_only()
        .filter(approval::COLUMN.cycle_id.is_in(cycles.iter().copied()))
        .order_by_desc(approval::COLUMN.id)
        .into_query();
    columns::select::<ApprovalRow>(&mut query, approval::Entity);
    let mut approvals: HashMap<CycleId, Vec<ApprovalRow>> = HashMap::new();
    for row in db.query_all(&query).await? {
        let row = ApprovalRow::read(&mut Cells::of(&row))?;
        approvals.entry(row.cycle_id).or_default().push(row);
    }
    Ok(approvals)
}

/// Those of these approvals that the person may see, by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ApprovalId],
) -> Result<HashMap<ApprovalId, Found>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = select()
        .filter(approval::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor));
    let found = read(db, select).await?.into_iter();
    Ok(found.map(|found| (found.row.id, found)).collect())
}

/// What was approved by each of these approvals. One statement. The caller may see them.
///
/// # Errors
/// Where the database fails.
pub async fn approved(
    db: &impl ConnectionTrait,
    ids: &[ApprovalId],
) -> Result<HashMap<ApprovalId, Arc<Approved>>, DbErr> {
    let mut query = approval::Entity::find()
        .select_only()
        .filter(approval::COLUMN.id.is_in(ids.iter().copied()))
        .into_query();
    columns::select::<Approved>(&mut query, approval::Entity);
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|row| Approved::read(&mut Cells::of(row)).map(|approved| (approved.id, Arc::new(approved))))
        .collect()
}

/// An approval, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, id: ApprovalId) -> Result<Whole> {
    let mut query = select()
        .filter(approval::COLUMN.id.eq(id))
        .filter(visibility(actor))
        .into_query();
    columns::select::<approval::Model>(&mut query, approval::Entity);
    query.column((org_unit::Entity, org_unit::Column::Path));
    let row = db.query_one(&query).await?.ok_or(Error::NotFound)?;
    let mut cells = Cells::of(&row);
    Ok(Whole {
        row: Columns::read(&mut cells)?,
        unit_path: cells.take()?,
    })
}

/// The approvals that wait for an answer from a person's roles, oldest first. One statement.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn waiting_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    args: &PageArgs,
    count: bool,
) -> Result<Page<Found>> {
    let window = args.window(SortKind::Time)?;
    let select = select()
        .filter(approval::COLUMN.state.eq(ApprovalState::Pending))
        .filter(held_at(actor, (approval::Entity, approval::Column::Role)));
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let select = window.apply(
        select,
        approval::Column::AskedAt,
        approval::Column::Id,
        Order::Asc,
    );
    let rows = read(db, select).await?;
    Ok(window.page(rows, total, |found| Cursor {
        key: SortKey::Time(found.row.asked_at),
        id: found.row.id.0,
    }))
}
