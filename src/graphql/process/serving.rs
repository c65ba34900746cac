//! Which operations of the contract serve which activity of the process: the clients' way from a task to what they call.

/// For each activity of the process, by its key, the fields of Query and Mutation by which it is carried out and read, beside those that
/// every task has. A test holds it against the template and the contract; `docs/process.md` is printed from it.
pub const SERVING: &[(&str, &[&str])] = &[
    ("inventory.needs", &["proposeEService", "updateEService"]),
    ("inventory.process_map", &["commentTask"]),
    ("inventory.benefits", &["commentTask"]),
    ("inventory.cost", &["commentTask"]),
    ("inventory.requirements", &["saveRequirement", "removeArtefact"]),
    ("inventory.pre_study", &["saveDocument"]),
    ("decision.develop", &["recordDecision"]),
    ("decision.approach", &["recordDecision"]),
    ("decision.target_group", &["recordDecision"]),
    ("decision.manager", &["recordDecision", "appointToEService"]),
    ("decision.working_method", &["commentTask"]),
    ("preparation.project", &["appointToEService"]),
    ("preparation.design", &["saveDocument"]),
    ("preparation.design_check", &["commentTask"]),
    ("preparation.specification", &["saveDocument"]),
    (
        "preparation.metrics",
        &["defineMetric", "updateMetric", "removeMetric"],
    ),
    (
        "preparation.approval",
        &["askApproval", "approve", "reject", "withdrawApproval"],
    ),
    ("build.develop", &["saveDocument"]),
    (
        "build.test",
        &["saveDocument", "askApproval", "approve", "reject"],
    ),
    ("build.editor_review", &["askApproval", "approve", "reject"]),
    ("build.test_group", &["saveDocument"]),
    (
        "build.approval",
        &["askApproval", "approve", "reject", "moveLaunchDate"],
    ),
    ("launch.permissions", &["commentTask"]),
    ("launch.texts", &["commentTask"]),
    ("launch.handling", &["commentTask"]),
    ("launch.training", &["commentTask"]),
    ("launch.user_support", &["commentTask"]),
    ("launch.marketing", &["commentTask"]),
    ("launch.order", &["commentTask"]),
    ("launch.publish", &["publishEService"]),
    ("management.handover", &["commentTask"]),
    ("management.close_project", &["commentTask"]),
    ("management.operation", &["commentTask"]),
    ("management.information", &["commentTask"]),
    ("management.improvements", &["commentTask"]),
    ("management.working_method", &["commentTask"]),
    ("management.promote", &["commentTask"]),
    ("followup.measure", &["recordMeasurement"]),
    ("followup.collect", &["commentTask"]),
    ("followup.report", &["commentTask"]),
    ("followup.decide", &["commentTask"]),
    ("followup.revise", &["commentTask"]),
];

/// The operations that serve an activity.
#[must_use]
pub fn serving(activity: &str) -> &'static [&'static str] {
    SERVING
        .iter()
        .find(|(key, _)| *key == activity)
        .map_or(&[], |(_, operations)| operations)
}
