//! The PICK chart: where the e-services that somebody may see are placed.

use ::entity::{
    artefact, cycle, e_service,
    enums::Phase,
    ids::{EServiceId, OrgUnitId},
    org_unit,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

use crate::{
    domain::{actor::Actor, artefact::Artefact, ground::Placement, portfolio::Placed},
    service::{Error, Result, e_service::queries::visible_to},
};

/// Which e-services are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this unit or one below it.
    pub org_unit: Option<OrgUnitId>,
    /// The cycle of the placement is in one of these phases.
    pub phases: Option<Vec<Phase>>,
}

#[derive(FromQueryResult)]
struct Row {
    id: EServiceId,
    name: String,
    body: serde_json::Value,
}

/// The places of the e-services that the person may see: that of the cycle under development, or else of the one in operation. What
/// was decided against has no place any more. One statement.
///
/// # Errors
/// The database; a placement that cannot be read.
pub async fn placed(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
) -> Result<Vec<Placed<EServiceId>>> {
    let this = |column| Expr::col((e_service::Entity, column));
    let current =
        this(e_service::Column::DevelopmentCycleId).if_null(this(e_service::Column::OperationCycleId));
    let place = Expr::col((artefact::Entity, artefact::Column::CycleId));
    let mut select = visible_to(actor)
        .select_only()
        .column(e_service::Column::Id)
        .column(e_service::Column::Name)
        .filter(artefact::COLUMN.kind.eq(Placement::KIND))
        .filter(artefact::COLUMN.removed_at.is_null())
        .filter(cycle::COLUMN.ended_at.is_null());
    QuerySelect::query(&mut select)
        .expr_as(Expr::col((artefact::Entity, artefact::Column::Body)), "body")
        .join(JoinType::InnerJoin, artefact::Entity, place.clone().eq(current))
        .join(
            JoinType::InnerJoin,
            cycle::Entity,
            place.equals((cycle::Entity, cycle::Column::Id)),
        );
    if let Some(unit) = filter.org_unit {
        let path = Expr::col((org_unit::Entity, org_unit::Column::Path));
        select = select.filter(path.like(LikeExpr::new(format!("%{unit}/%"))));
    }
    if let Some(phases) = &filter.phases {
        select = select.filter(cycle::COLUMN.phase.is_in(phases.iter().copied()));
    }
    let rows = db.query_all(&select.into_query()).await?;
    rows.iter()
        .map(|row| {
            let Row { id, name, body } = Row::from_query_result(row, "")?;
            let placement = serde_json::from_value(body)
                .map_err(|error| Error::Internal(format!("the placement of {id}: {error}")))?;
            Ok(Placed {
                thing: id,
                name,
                placement,
            })
        })
        .collect()
}
