//! The artefacts that are approved, with the people who made them: steps of the design, requirements and answers of the
//! specification.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    artefact, artefact_version,
    enums::{ApprovalSubject, ArtefactKind},
    ids::{CycleId, UserId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde_json::{Map, Value};

use crate::domain::{
    approval::waits_for,
    artefact::Artefact,
    design::DesignStep,
    specification::{GuidingAnswer, SpecificationRequirement},
};

/// The kinds that are a part of what is approved under a subject.
pub(super) const fn kinds(subject: ApprovalSubject) -> &'static [ArtefactKind] {
    use ArtefactKind::{DesignStep, GuidingAnswer, SpecificationRequirement};
    match subject {
        ApprovalSubject::Design => &[DesignStep],
        ApprovalSubject::Specification | ApprovalSubject::Test | ApprovalSubject::Editorial => {
            &[SpecificationRequirement, GuidingAnswer]
        }
        ApprovalSubject::EService => &[DesignStep, SpecificationRequirement, GuidingAnswer],
        ApprovalSubject::Metrics => &[],
    }
}

/// The artefacts of a cycle that are approved, those taken out too, and those of which something is left to do that an approval waits
/// for; each with its versions, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Made(Vec<(artefact::Model, Vec<artefact_version::Model>)>);

impl Made {
    /// Loads them for cycles: two statements, whatever their number.
    pub(super) async fn of_cycles(
        db: &impl ConnectionTrait,
        cycles: &[CycleId],
    ) -> Result<HashMap<CycleId, Self>, DbErr> {
        let all = kinds(ApprovalSubject::EService).iter().copied();
        let waited_for = waits_for(ApprovalSubject::EService).iter().copied();
        let left = Condition::all()
            .add(artefact::COLUMN.kind.is_in(waited_for))
            .add(artefact::COLUMN.open.eq(true))
            .add(artefact::COLUMN.removed_at.is_null());
        let select = artefact::Entity::find()
            .filter(artefact::COLUMN.cycle_id.is_in(cycles.iter().copied()))
            .filter(Condition::any().add(artefact::COLUMN.kind.is_in(all)).add(left));
        let keys = select.clone().select_only().column(artefact::Column::Id);
        let rows = select.order_by_asc(artefact::COLUMN.number).all(db).await?;
        let found = artefact_version::Entity::find()
            .filter(
                artefact_version::COLUMN
                    .artefact_id
                    .in_subquery(keys.into_query()),
            )
            .order_by_asc(artefact_version::COLUMN.number)
            .all(db)
            .await?;
        let mut versions: HashMap<_, Vec<artefact_version::Model>> = HashMap::new();
        for version in found {
            versions.entry(version.artefact_id).or_default().push(version);
        }
        let mut made: HashMap<CycleId, Self> = HashMap::new();
        for row in rows {
            let versions = versions.remove(&row.id).unwrap_or_default();
            made.entry(row.cycle_id).or_default().0.push((row, versions));
        }
        Ok(made)
    }

    fn of(
        &self,
        kind: ArtefactKind,
    ) -> impl Iterator<Item = &(artefact::Model, Vec<artefact_version::Model>)> {
        self.0.iter().filter(move |(row, _)| row.kind == kind)
    }

    /// What is left to do of all that a subject waits for.
    pub(super) fn left(&self, subject: ApprovalSubject) -> impl Iterator<Item = &artefact::Model> {
        let kinds = waits_for(subject);
        let rows = self.0.iter().map(|(row, _)| row);
        rows.filter(move |row| row.open && kinds.contains(&row.kind))
    }

    /// The part of the content that artefacts of a kind are, under its name; none where there are none, so that what was approved
    /// before they were known stays as it was. Each stands under what people call it by, so that one that is taken out or put in
    /// does not make the others look changed.
    pub(super) fn part(&self, kind: ArtefactKind) -> Option<(String, Value)> {
        let mut part = Map::new();
        for (row, _) in self.of(kind).filter(|(row, _)| row.removed_at.is_none()) {
            let body = approved(kind, &row.body);
            let named = (kind == ArtefactKind::GuidingAnswer)
                .then(|| body.get("question").and_then(Value::as_str))
                .flatten();
            let name = named.map_or_else(|| row.number.to_string(), str::to_owned);
            let said = body.get("answer").cloned();
            let said = said.filter(|_| kind == ArtefactKind::GuidingAnswer);
            part.insert(name, said.unwrap_or(body));
        }
        let name = match kind {
            ArtefactKind::DesignStep => "steps",
            ArtefactKind::GuidingAnswer => "guidingAnswers",
            _ => "requirements",
        };
        (!part.is_empty()).then(|| (name.to_owned(), Value::Object(part)))
    }

    /// Whoever had a part in the artefacts of a kind: authors of versions that changed what is approved, and whoever took one out.
    pub(super) fn authors(&self, kind: ArtefactKind) -> BTreeSet<UserId> {
        let mut authors = BTreeSet::new();
        for (row, versions) in self.of(kind) {
            let mut before = Value::Null;
            for version in versions {
                let now = approved(kind, &version.body);
                if now != before {
                    authors.insert(version.author_id);
                }
                before = now;
            }
            if row.removed_at.is_some() {
                authors.insert(row.updated_by);
            }
        }
        authors
    }
}

/// The part of an artefact that is approved.
fn approved(kind: ArtefactKind, body: &Value) -> Value {
    match kind {
        ArtefactKind::DesignStep => DesignStep::approved(body),
        ArtefactKind::SpecificationRequirement => SpecificationRequirement::approved(body),
        ArtefactKind::GuidingAnswer => GuidingAnswer::approved(body),
        _ => body.clone(),
    }
}
