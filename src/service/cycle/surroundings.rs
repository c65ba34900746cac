//! What is around cycles: one row for each small fact, all in one statement.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    cycle,
    enums::{ApprovalSubject, ArtefactKind, DecisionOutcome, DocumentKind, Role},
};
use chrono::NaiveDate;
use sea_orm::{ActiveEnum, ConnectionTrait, DbErr, QueryResult, sea_query::UnionType};
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
            Surrounding::Approvals => parts::approvals(cycles),
            Surrounding::Artefacts => parts::artefacts(cycles),
            Surrounding::Documents => parts::documents(cycles),
            Surrounding::Decision => parts::decisions(cycles),
            Surrounding::Metrics => parts::metrics(cycles, today),
            Surrounding::Revisions => parts::revisions(cycles),
            Surrounding::Reports => parts::reports(cycles),
            Surrounding::Needs => parts::needs(cycles),
            Surrounding::Suggestions => parts::suggestions(cycles),
            Surrounding::Audience => parts::for_public(cycles),
            Surrounding::Roles => parts::roles(cycles),
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

/// The units on the way from the root to a unit.
fn units_of(path: &str) -> impl Iterator<Item = Uuid> {
    path.split('/').filter_map(|id| id.parse().ok())
}
