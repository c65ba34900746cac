//! What an approval is about: all that is approved as one value, and the people who made it.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    cycle, document, document_version, e_service,
    enums::{ApprovalSubject, ArtefactKind, DocumentKind},
    ids::{CycleId, MetricId, UserId},
    metric,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{
    left,
    made::{self, Made},
};
use crate::{
    domain::approval::{Difference, difference},
    global_id::encode,
    service::{Error, Result, metric::statement::Statement},
};

/// Everything in a cycle that can be approved, as it is now.
#[derive(Clone, Debug)]
pub struct Content {
    cycle: cycle::Model,
    e_service: e_service::Model,
    versions: Vec<(document::Model, document_version::Model)>,
    metrics: Vec<metric::Model>,
    made: Made,
}

/// Loads it for a cycle.
///
/// # Errors
/// [`Error::NotFound`]; the database.
pub async fn load(db: &impl ConnectionTrait, cycle: CycleId) -> Result<Content> {
    load_many(db, &[cycle])
        .await?
        .remove(&cycle)
        .ok_or(Error::NotFound)
}

/// Loads it for cycles: five statements, whatever their number. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn load_many(db: &impl ConnectionTrait, cycles: &[CycleId]) -> Result<HashMap<CycleId, Content>> {
    let rows = cycle::Entity::find()
        .filter(cycle::COLUMN.id.is_in(cycles.iter().copied()))
        .find_also_related(e_service::Entity)
        .all(db)
        .await?;
    let versions = document_version::Entity::find()
        .find_also_related(document::Entity)
        .filter(document::COLUMN.cycle_id.is_in(cycles.iter().copied()))
        .order_by_asc(document_version::COLUMN.number)
        .all(db)
        .await?;
    let metrics = metric::Entity::find()
        .filter(
            metric::COLUMN
                .e_service_id
                .is_in(rows.iter().map(|(cycle, _)| cycle.e_service_id)),
        )
        .filter(metric::COLUMN.removed_at.is_null())
        .order_by_asc(metric::COLUMN.id)
        .all(db)
        .await?;
    let mut made = Made::of_cycles(db, cycles).await?;
    let contents = rows.into_iter().filter_map(|(cycle, e_service)| {
        let versions = versions
            .iter()
            .filter_map(|(version, document)| Some((document.clone()?, version.clone())))
            .filter(|(document, _)| document.cycle_id == cycle.id)
            .collect();
        let metrics = metrics
            .iter()
            .filter(|metric| metric.e_service_id == cycle.e_service_id)
            .cloned()
            .collect();
        let made = made.remove(&cycle.id).unwrap_or_default();
        Some((
            cycle.id,
            Content {
                made,
                cycle,
                e_service: e_service?,
                versions,
                metrics,
            },
        ))
    });
    Ok(contents.collect())
}

impl Content {
    /// The same with another launch date: what the owner approves together with the date.
    #[must_use]
    pub fn with_launch_date(mut self, date: chrono::NaiveDate) -> Self {
        self.cycle.launch_date = Some(date);
        self
    }

    /// All that is approved under a subject.
    #[must_use]
    pub fn of(&self, subject: ApprovalSubject) -> Value {
        let (design, specification) = (DocumentKind::DesignProposal, DocumentKind::Specification);
        let mut content = match subject {
            ApprovalSubject::Design => json!({ "design": self.document(design) }),
            ApprovalSubject::Specification => json!({ "specification": self.document(specification) }),
            ApprovalSubject::Metrics => json!({ "metrics": self.metrics() }),
            ApprovalSubject::Test | ApprovalSubject::Editorial => json!({
                "name": self.e_service.name,
                "specification": self.document(specification),
                "build": self.document(DocumentKind::BuildNote),
            }),
            ApprovalSubject::EService => json!({
                "name": self.e_service.name,
                "purpose": self.e_service.purpose,
                "design": self.document(design),
                "specification": self.document(specification),
                "metrics": self.metrics(),
                "build": self.document(DocumentKind::BuildNote),
                "launchDate": self.cycle.launch_date,
            }),
        };
        if let Some(fields) = content.as_object_mut() {
            fields.extend(
                made::kinds(subject)
                    .iter()
                    .filter_map(|kind| self.made.part(*kind)),
            );
        }
        content
    }

    /// Whether anything is left to do of what a subject waits for. An approval is given when nothing is, so that it has come up since.
    #[must_use]
    pub fn has_come_up(&self, subject: ApprovalSubject) -> bool {
        self.made.left(subject).next().is_some()
    }

    /// Where what was approved differs from what there is now. Metrics stand under their ids where it is known of which ones the
    /// approval was, so that one that was taken out does not make those after it look changed.
    #[must_use]
    pub fn differs(
        &self,
        subject: ApprovalSubject,
        mut approved: Value,
        metrics: Option<&[MetricId]>,
    ) -> Vec<Difference> {
        let mut now = self.of(subject);
        if let Some(metrics) = metrics
            && under_ids(&mut approved, metrics)
        {
            let standing: Vec<_> = self.metrics.iter().map(|metric| metric.id).collect();
            under_ids(&mut now, &standing);
        }
        difference(&approved, &now)
    }

    /// The same, and what has come up since that the approval waits for.
    #[must_use]
    pub fn since(
        &self,
        subject: ApprovalSubject,
        approved: Value,
        metrics: Option<&[MetricId]>,
    ) -> Vec<Difference> {
        let mut found = self.differs(subject, approved, metrics);
        found.extend(self.made.left(subject).map(|row| {
            let of_kind = match row.kind {
                ArtefactKind::Defect => "openDefects",
                _ => "openRemarks",
            };
            Difference {
                path: format!("/{of_kind}/{}", row.number),
                before: None,
                after: Some(left::name(row)),
            }
        }));
        found
    }

    /// Whether there is nothing to approve yet.
    #[must_use]
    pub fn is_missing(&self, subject: ApprovalSubject) -> bool {
        let kind = match subject {
            ApprovalSubject::Metrics => return self.metrics.is_empty(),
            ApprovalSubject::Design => DocumentKind::DesignProposal,
            ApprovalSubject::Specification => DocumentKind::Specification,
            ApprovalSubject::Test | ApprovalSubject::Editorial | ApprovalSubject::EService => {
                DocumentKind::BuildNote
            }
        };
        self.document(kind).is_null()
    }

    /// The people who made what is approved: authors of any version of its documents, steps, requirements and
    /// answers, and whoever stated or changed a measure.
    /// None of them answers for it alone.
    #[must_use]
    pub fn contributors(&self, subject: ApprovalSubject) -> BTreeSet<UserId> {
        let kinds: &[DocumentKind] = match subject {
            ApprovalSubject::Design => &[DocumentKind::DesignProposal],
            ApprovalSubject::Specification => &[DocumentKind::Specification],
            ApprovalSubject::Metrics => &[],
            // The tester writes the test report and the specification is approved by others; what is tested is the build.
            ApprovalSubject::Test | ApprovalSubject::Editorial => &[DocumentKind::BuildNote],
            ApprovalSubject::EService => &[
                DocumentKind::DesignProposal,
                DocumentKind::Specification,
                DocumentKind::BuildNote,
            ],
        };
        let authors = self
            .versions
            .iter()
            .filter(|(document, _)| kinds.contains(&document.kind))
            .map(|(_, version)| version.author_id);
        let measures = matches!(subject, ApprovalSubject::Metrics | ApprovalSubject::EService);
        let stated = self
            .metrics
            .iter()
            .filter(|_| measures)
            .flat_map(|metric| [metric.created_by, metric.updated_by]);
        let made: &[ArtefactKind] = match subject {
            // As with the documents: the specification is approved by others.
            ApprovalSubject::Test | ApprovalSubject::Editorial => &[],
            subject => made::kinds(subject),
        };
        let made = made.iter().flat_map(|kind| self.made.authors(*kind));
        authors.chain(stated).chain(made).collect()
    }

    fn document(&self, kind: DocumentKind) -> Value {
        self.versions
            .iter()
            .rfind(|(document, version)| document.kind == kind && version.number == document.latest)
            .map_or(Value::Null, |(_, version)| {
                let mut said =
                    json!({ "version": version.number, "body": version.body, "link": version.link });
                // Where there are none, what was approved before files could be attached stays as it was.
                if let (Some(files), Some(said)) = (&version.attachments, said.as_object_mut()) {
                    said.insert("attachments".to_owned(), files.clone());
                }
                said
            })
    }

    fn metrics(&self) -> Value {
        self.metrics
            .iter()
            .map(|metric| json!(Statement::from(metric)))
            .collect()
    }
}

/// Puts the metrics of a content under their ids, in whose order they stand in it. False where there are not as many.
fn under_ids(content: &mut Value, ids: &[MetricId]) -> bool {
    let Some(metrics) = content.get_mut("metrics") else {
        return false;
    };
    let Some(list) = metrics.as_array().filter(|list| list.len() == ids.len()) else {
        return false;
    };
    *metrics = ids
        .iter()
        .map(|id| encode(*id))
        .zip(list.iter().cloned())
        .collect();
    true
}
