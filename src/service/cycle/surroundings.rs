//! What is around cycles: one row for each small fact, all in one statement.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    approval, artefact, cycle, decision, document, e_service,
    enums::{
        ApprovalState, ApprovalSubject, ArtefactKind, Audience, DecisionOutcome, DocumentKind, NeedState,
        ReportState, Role, SuggestionState,
    },
    metric, need, report, revision, role_grant, suggestion, user,
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, DbErr, QueryResult,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType},
};
use uuid::Uuid;

use crate::{
    domain::{artefact::Tally, task::Surrounding},
    service::columns::Cells,
};

/// What is around one cycle.
#[derive(Default)]
pub(super) struct Around {
    pub(super) decision: Option<DecisionOutcome>,
    pub(super) roles: BTreeSet<Role>,
    pub(super) documents: BTreeSet<DocumentKind>,
    pub(super) artefacts: BTreeMap<ArtefactKind, Tally>,
    /// All that are stated, and those that are due.
    pub(super) metrics: Tally,
    /// How many follow-up reports were presented.
    pub(super) reports: usize,
    /// The needs that belong to the e-service.
    pub(super) needs: usize,
    /// All suggestions for the e-service, and those that are not weighed.
    pub(super) suggestions: Tally,
    pub(super) approvals: BTreeSet<ApprovalSubject>,
    /// Revisions that were begun from it and not given up.
    pub(super) revisions: usize,
    /// Whether the e-service is for those outside.
    pub(super) for_public: bool,
}

/// What is around some cycles.
pub(super) struct Surroundings(Vec<Fact>);

/// A fact: what it is; the cycle, e-service or unit that it belongs to (none: the whole municipality); how many there are.
struct Fact {
    what: What,
    of: Option<Uuid>,
    tally: Tally,
}

enum What {
    Approval(ApprovalSubject),
    Artefact(ArtefactKind),
    Document(DocumentKind),
    Decision(DecisionOutcome),
    Metric,
    Revision,
    Report,
    Need,
    Suggestion,
    ForPublic,
    Role(Role),
}

impl Surroundings {
    /// Loads what is wanted of it for cycles, each with the path of its unit. `today` decides which measures are due.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        cycles: &[(&cycle::Model, &str)],
        wanted: &BTreeSet<Surrounding>,
        today: NaiveDate,
    ) -> Result<Self, DbErr> {
        let mut parts = wanted.iter().map(|wanted| match wanted {
            Surrounding::Approvals => approvals(cycles),
            Surrounding::Artefacts => artefacts(cycles),
            Surrounding::Documents => documents(cycles),
            Surrounding::Decision => decisions(cycles),
            Surrounding::Metrics => metrics(cycles, today),
            Surrounding::Revisions => revisions(cycles),
            Surrounding::Reports => reports(cycles),
            Surrounding::Needs => needs(cycles),
            Surrounding::Suggestions => suggestions(cycles),
            Surrounding::Audience => for_public(cycles),
            Surrounding::Roles => roles(cycles),
        });
        let Some(mut all) = parts.next() else {
            return Ok(Self(Vec::new()));
        };
        for part in parts {
            all.union(UnionType::All, part);
        }
        let rows = db.query_all(&all).await?;
        rows.iter()
            .map(Fact::of_row)
            .collect::<Result<_, DbErr>>()
            .map(Self)
    }

    /// What is around one of them.
    pub(super) fn of(&self, cycle: &cycle::Model, unit_path: &str) -> Around {
        let mut around = Around::default();
        let units: BTreeSet<Uuid> = units_of(unit_path).collect();
        for Fact { what, of, tally } in &self.0 {
            let here = match (what, of) {
                (What::Role(_), None) => true,
                (What::Role(_), Some(of)) => *of == cycle.e_service_id.0 || units.contains(of),
                (What::Metric | What::Need | What::Suggestion | What::ForPublic, of) => {
                    *of == Some(cycle.e_service_id.0)
                }
                (_, of) => *of == Some(cycle.id.0),
            };
            match what {
                _ if !here => {}
                What::Approval(subject) => {
                    around.approvals.insert(*subject);
                }
                What::Artefact(kind) => {
                    around.artefacts.insert(*kind, *tally);
                }
                What::Document(kind) => {
                    around.documents.insert(*kind);
                }
                What::Decision(outcome) => around.decision = Some(*outcome),
                What::Metric => around.metrics = *tally,
                What::Revision => around.revisions = tally.total,
                What::Report => around.reports = tally.total,
                What::Need => around.needs = tally.total,
                What::Suggestion => around.suggestions = *tally,
                What::ForPublic => around.for_public = true,
                What::Role(role) => {
                    around.roles.insert(*role);
                }
            }
        }
        around
    }
}

impl Fact {
    fn of_row(row: &QueryResult) -> Result<Self, DbErr> {
        // In the order in which `part` selects them.
        let mut cells = Cells::of(row);
        let (what, which): (String, String) = (cells.take()?, cells.take()?);
        let what = match what.as_str() {
            "approval" => What::Approval(ApprovalSubject::try_from_value(&which)?),
            "artefact" => What::Artefact(ArtefactKind::try_from_value(&which)?),
            "document" => What::Document(DocumentKind::try_from_value(&which)?),
            "decision" => What::Decision(DecisionOutcome::try_from_value(&which)?),
            "metric" => What::Metric,
            "revision" => What::Revision,
            "report" => What::Report,
            "need" => What::Need,
            "suggestion" => What::Suggestion,
            "for_public" => What::ForPublic,
            _ => What::Role(Role::try_from_value(&which)?),
        };
        let of = cells.take()?;
        let mut count = || {
            cells
                .take::<i64>()
                .map(|count| usize::try_from(count).unwrap_or(0))
        };
        Ok(Self {
            what,
            of,
            tally: Tally {
                total: count()?,
                open: count()?,
            },
        })
    }
}

fn approvals(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn artefacts(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn documents(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn decisions(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn metrics(cycles: &[(&cycle::Model, &str)], today: NaiveDate) -> SelectStatement {
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

fn revisions(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn reports(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn needs(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn suggestions(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn for_public(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

fn roles(cycles: &[(&cycle::Model, &str)]) -> SelectStatement {
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

/// The units on the way from the root to a unit.
fn units_of(path: &str) -> impl Iterator<Item = Uuid> {
    path.split('/').filter_map(|id| id.parse().ok())
}
