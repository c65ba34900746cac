//! The parts of that statement: the rows of each kind of fact.

use ::entity::{
    approval, artefact, cycle, decision, document, e_service,
    enums::{ApprovalState, Audience, NeedState, ReportState, SuggestionState},
    metric, need, report, revision, role_grant, suggestion, user,
};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::units_of;

pub(super) fn approvals(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let which = Expr::col((approval::Entity, approval::Column::Subject));
    part(
        "approval",
        which,
        Expr::col(approval::Column::CycleId),
        one(),
        none(),
    )
    .from(approval::Entity)
    .and_where(
        approval::COLUMN
            .cycle_id
            .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
    )
    .and_where(approval::COLUMN.state.eq(ApprovalState::Approved))
    .to_owned()
}

pub(super) fn artefacts(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let (kind, cycle) = (artefact::Column::Kind, artefact::Column::CycleId);
    let open = when(artefact::COLUMN.open.eq(true));
    part(
        "artefact",
        Expr::col(kind),
        Expr::col(cycle),
        one().count(),
        open.sum(),
    )
    .from(artefact::Entity)
    .and_where(
        artefact::COLUMN
            .cycle_id
            .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
    )
    .and_where(artefact::COLUMN.removed_at.is_null())
    .group_by_columns([cycle, kind])
    .to_owned()
}

pub(super) fn documents(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let which = Expr::col((document::Entity, document::Column::Kind));
    part(
        "document",
        which,
        Expr::col(document::Column::CycleId),
        one(),
        none(),
    )
    .from(document::Entity)
    .and_where(
        document::COLUMN
            .cycle_id
            .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
    )
    .to_owned()
}

pub(super) fn decisions(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let which = Expr::col((decision::Entity, decision::Column::Outcome));
    part(
        "decision",
        which,
        Expr::col(decision::Column::CycleId),
        one(),
        none(),
    )
    .from(decision::Entity)
    .and_where(
        decision::COLUMN
            .cycle_id
            .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
    )
    .and_where(decision::COLUMN.superseded_at.is_null())
    .to_owned()
}

pub(super) fn metrics(cycles: &[(&cycle::Model, &str)], today: NaiveDate) -> SelectStatement {
    let e_service = metric::Column::EServiceId;
    // The same as `domain::goal::is_due`, in SQL.
    let until = metric::COLUMN.deviation_until;
    let expected = until.is_null().or(until.lte(today));
    let due = when(metric::COLUMN.next_due_on.lte(today).and(expected));
    let which = Expr::value("").cast_as("text");
    part("metric", which, Expr::col(e_service), one().count(), due.sum())
        .from(metric::Entity)
        .and_where(
            metric::COLUMN
                .e_service_id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.e_service_id)),
        )
        .and_where(metric::COLUMN.removed_at.is_null())
        .group_by_col(e_service)
        .to_owned()
}

pub(super) fn revisions(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let of = revision::Column::RevisesCycleId;
    let which = Expr::value("").cast_as("text");
    part("revision", which, Expr::col(of), one().count(), none())
        .from(revision::Entity)
        .and_where(
            revision::COLUMN
                .revises_cycle_id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
        )
        .and_where(revision::COLUMN.withdrawn_at.is_null())
        .group_by_col(of)
        .to_owned()
}

pub(super) fn reports(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let cycle = report::Column::CycleId;
    let which = Expr::value("").cast_as("text");
    part("report", which, Expr::col(cycle), one().count(), none().sum())
        .from(report::Entity)
        .and_where(
            report::COLUMN
                .cycle_id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
        )
        .and_where(report::COLUMN.state.eq(ReportState::Presented))
        .group_by_col(cycle)
        .to_owned()
}

pub(super) fn needs(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let e_service = need::Column::EServiceId;
    let which = Expr::value("").cast_as("text");
    part("need", which, Expr::col(e_service), one().count(), none())
        .from(need::Entity)
        .and_where(
            need::COLUMN
                .e_service_id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.e_service_id)),
        )
        .and_where(need::COLUMN.state.eq(NeedState::Attached))
        .group_by_col(e_service)
        .to_owned()
}

pub(super) fn suggestions(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let e_service = suggestion::Column::EServiceId;
    let open = when(suggestion::COLUMN.state.eq(SuggestionState::New));
    let which = Expr::value("").cast_as("text");
    part(
        "suggestion",
        which,
        Expr::col(e_service),
        one().count(),
        open.sum(),
    )
    .from(suggestion::Entity)
    .and_where(
        suggestion::COLUMN
            .e_service_id
            .is_in(cycles.iter().map(|(cycle, _)| cycle.e_service_id)),
    )
    .group_by_col(e_service)
    .to_owned()
}

pub(super) fn for_public(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let which = Expr::value("").cast_as("text");
    let id = Expr::col(e_service::Column::Id);
    part("for_public", which, id, one(), none())
        .from(e_service::Entity)
        .and_where(
            e_service::COLUMN
                .id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.e_service_id)),
        )
        .and_where(e_service::COLUMN.audience.eq(Audience::External))
        .to_owned()
}

pub(super) fn roles(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
    let units = cycles.iter().flat_map(|(_, path)| units_of(path));
    let e_services = cycles.iter().map(|(cycle, _)| cycle.e_service_id);
    let no_e_service = role_grant::COLUMN.e_service_id.is_null();
    let place = Expr::col(role_grant::Column::EServiceId).if_null(Expr::col(role_grant::Column::OrgUnitId));
    // Whoever has left holds no role.
    let active = Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(user::COLUMN.active.eq(true))
        .to_owned();
    part("role", Expr::col(role_grant::Column::Role), place, one(), none())
        .from(role_grant::Entity)
        .and_where(role_grant::COLUMN.revoked_at.is_null())
        .and_where(role_grant::COLUMN.user_id.in_subquery(active))
        .cond_where(
            Condition::any()
                .add(role_grant::COLUMN.e_service_id.is_in(e_services))
                .add(role_grant::COLUMN.org_unit_id.is_in(units))
                .add(no_e_service.and(role_grant::COLUMN.org_unit_id.is_null())),
        )
        .to_owned()
}

fn part(
    what: &str,
    which: SimpleExpr,
    of: SimpleExpr,
    total: SimpleExpr,
    open: SimpleExpr,
) -> SelectStatement {
    Query::select()
        .expr_as(Expr::value(what).cast_as("text"), "what")
        .expr_as(which, "which")
        .expr_as(of, "of")
        .expr_as(total.cast_as("bigint"), "total")
        .expr_as(open.cast_as("bigint"), "open")
        .to_owned()
}

fn one() -> SimpleExpr {
    Expr::value(1)
}

fn none() -> SimpleExpr {
    Expr::value(0)
}

/// 1 where something holds, else 0.
fn when(holds: SimpleExpr) -> SimpleExpr {
    CaseStatement::new().case(holds, 1).finally(0).into()
}
