//! Examples of what is read.

use ::entity::enums::ArtefactKind;

use super::{Example, Says, notification, revision};
use crate::{
    contract::rows::{Made, id},
    support::given::Municipality,
};

/// The queries, some of them about an e-service.
pub fn queries(municipality: &Municipality, made: &Made) -> Vec<Example> {
    let ask = |field, about_it, says: String| Example {
        field,
        row: None,
        about_it,
        says: Says::Query(says),
    };
    let (unit, e_service) = (id(municipality.permits), id(made.id));
    let mut all = vec![
        ask("viewer", false, "viewer { unreadNotificationCount }".into()),
        ask(
            "user",
            false,
            format!("user(id: \"{}\") {{ name }}", id(municipality.admin.id)),
        ),
        ask("users", false, "users(first: 1) { nodes { name } }".into()),
        ask("orgUnit", false, format!("orgUnit(id: \"{unit}\") {{ name }}")),
        ask("orgUnits", false, "orgUnits(first: 1) { nodes { name } }".into()),
        ask(
            "eServices",
            false,
            "eServices(first: 1) { nodes { name } }".into(),
        ),
        ask(
            "portfolio",
            false,
            "portfolio { overview { figures { count } } }".into(),
        ),
        ask(
            "machineClients",
            false,
            "machineClients(first: 1) { nodes { name } }".into(),
        ),
        ask(
            "serviceIndicators",
            false,
            "serviceIndicators { name formula }".into(),
        ),
        ask(
            "publishedService",
            false,
            format!("publishedService(id: \"{}\") {{ slug }}", id(made.published)),
        ),
        ask(
            "publishedServices",
            false,
            "publishedServices(first: 1) { nodes { slug } }".into(),
        ),
        ask("needs", false, "needs(first: 1) { nodes { title } }".into()),
        ask(
            "search",
            false,
            "search(text: \"bygglov\", first: 1) { nodes { __typename } }".into(),
        ),
        ask("processTemplate", false, "processTemplate { number }".into()),
        ask("processTemplates", false, "processTemplates { number }".into()),
        ask(
            "auditEntries",
            false,
            "auditEntries(first: 1) { nodes { action } }".into(),
        ),
        ask("jobs", false, "jobs { name }".into()),
        ask(
            "jobRuns",
            false,
            "jobRuns(name: CLEAN_UP, first: 1) { nodes { summary } }".into(),
        ),
        ask(
            "eService",
            true,
            format!("eService(id: \"{e_service}\") {{ name }}"),
        ),
        ask(
            "portfolio",
            false,
            format!("portfolio {{ pick(orgUnitId: \"{unit}\") {{ benefitFrom }} }}"),
        ),
        ask(
            "receipt",
            true,
            format!("receipt(id: \"{}\") {{ token }}", id(made.decision)),
        ),
        ask("nodes", true, format!("nodes(ids: [\"{e_service}\"]) {{ id }}")),
    ];
    let things = [
        e_service,
        id(made.cycle),
        id(made.tasks[0]),
        id(made.approvals[0]),
        id(made.document),
        id(made.metrics[0]),
        id(made.attachment),
        id(made.artefact(ArtefactKind::Requirement)),
        id(made.artefact(ArtefactKind::TrainingSession)),
        id(made.artefact(ArtefactKind::Incident)),
        id(made.artefact(ArtefactKind::FollowUpDecision)),
        id(made.report),
        id(made.artefact(ArtefactKind::PublicPage)),
        id(made.artefact(ArtefactKind::FaqEntry)),
        id(made.artefact(ArtefactKind::HandlingStep)),
        id(made.need),
        id(made.suggestion),
        id(made.artefact(ArtefactKind::Benefit)),
        id(made.artefact(ArtefactKind::OperationPlan)),
        id(made.artefact(ArtefactKind::DesignStep)),
    ];
    all.extend(revision::queries(made));
    all.extend(notification::queries());
    all.extend(things.map(|thing| ask("node", true, format!("node(id: \"{thing}\") {{ id }}"))));
    all
}
