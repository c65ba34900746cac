//! Which operations of the contract serve which activity of the process: the clients' way from a task to what they call.

/// For each activity of the process, by its key, the fields of Query and Mutation by which it is carried out and read, beside those that
/// every task has. A test holds it against the template and the contract; `docs/process.md` is printed from it.
pub const SERVING: &[(&str, &[&str])] = &[
    (
        "inventory.needs",
        &[
            "putForwardNeed",
            "updateNeed",
            "addViewToNeed",
            "attachNeed",
            "proposeEServiceFromNeed",
            "mergeNeed",
            "closeNeed",
            "proposeEService",
            "needs",
            "search",
        ],
    ),
    (
        "inventory.process_map",
        &["saveProcessMap", "requestUpload", "removeArtefact"],
    ),
    ("inventory.benefits", &["saveBenefit", "removeArtefact"]),
    ("inventory.cost", &["saveCostLine", "removeArtefact"]),
    ("inventory.requirements", &["saveRequirement", "removeArtefact"]),
    (
        "inventory.pre_study",
        &["saveDocument", "savePlacement", "portfolio"],
    ),
    ("decision.develop", &["recordDecision", "receipt"]),
    ("decision.approach", &["recordDecision"]),
    ("decision.target_group", &["recordDecision"]),
    ("decision.manager", &["recordDecision", "appointToEService"]),
    (
        "decision.working_method",
        &[
            "saveWorkingMethodChange",
            "saveContactChannel",
            "saveOperationPlan",
            "removeArtefact",
        ],
    ),
    (
        "preparation.project",
        &["saveProjectMember", "removeArtefact", "appointToEService"],
    ),
    (
        "preparation.design",
        &[
            "saveDocument",
            "saveDesignStep",
            "requestUpload",
            "removeArtefact",
        ],
    ),
    (
        "preparation.design_check",
        &["saveDesignStatement", "removeArtefact"],
    ),
    (
        "preparation.specification",
        &[
            "saveDocument",
            "saveSpecificationRequirement",
            "answerGuidingQuestion",
            "removeArtefact",
        ],
    ),
    (
        "preparation.metrics",
        &["defineMetric", "updateMetric", "removeMetric"],
    ),
    (
        "preparation.approval",
        &["askApproval", "approve", "reject", "withdrawApproval"],
    ),
    ("build.develop", &["saveDocument", "setRequirementState"]),
    (
        "build.test",
        &[
            "generateTestScenarios",
            "saveTestScenario",
            "saveTestRun",
            "saveDefect",
            "assignDefect",
            "setDefectState",
            "setRequirementState",
            "saveDocument",
            "requestUpload",
            "removeArtefact",
            "askApproval",
            "approve",
            "reject",
        ],
    ),
    (
        "build.editor_review",
        &[
            "saveEditorRemark",
            "setRemarkState",
            "removeArtefact",
            "askApproval",
            "approve",
            "reject",
        ],
    ),
    (
        "build.test_group",
        &["saveDocument", "saveTestGroupFinding", "removeArtefact"],
    ),
    (
        "build.approval",
        &["askApproval", "approve", "reject", "moveLaunchDate"],
    ),
    (
        "launch.permissions",
        &["savePlatformPermission", "tickOffPermission", "removeArtefact"],
    ),
    (
        "launch.texts",
        &[
            "saveEditorialText",
            "saveAccessibilityStatement",
            "savePublicPage",
            "saveFaqEntry",
            "removeArtefact",
            "publishedServices",
        ],
    ),
    (
        "launch.handling",
        &["saveHandlingStep", "removeArtefact", "publishedService"],
    ),
    ("launch.training", &["saveTrainingSession", "removeArtefact"]),
    (
        "launch.user_support",
        &["saveGuide", "requestUpload", "removeArtefact"],
    ),
    ("launch.marketing", &["saveMarketingAction", "removeArtefact"]),
    ("launch.order", &["savePublicationOrder", "moveLaunchDate"]),
    ("launch.publish", &["publishEService"]),
    ("management.handover", &["saveHandover", "acceptHandover"]),
    ("management.close_project", &["saveClosingReport"]),
    (
        "management.operation",
        &["saveOperationCheck", "saveIncident", "setCheckIntervals"],
    ),
    (
        "management.information",
        &["saveInformationCheck", "setCheckIntervals"],
    ),
    (
        "management.improvements",
        &["suggestImprovement", "leaveFeedback", "weighSuggestion", "search"],
    ),
    (
        "management.working_method",
        &[
            "saveWorkingMethodChange",
            "saveContactChannel",
            "recordBenefitRealisation",
        ],
    ),
    ("management.promote", &["savePromotionAction"]),
    (
        "followup.measure",
        &[
            "serviceIndicators",
            "recordMeasurement",
            "recordMeasurements",
            "importMeasurements",
            "correctMeasurement",
            "acceptDeviation",
        ],
    ),
    ("followup.collect", &["weighSuggestion", "suggestImprovement"]),
    (
        "followup.report",
        &["composeReport", "editReport", "presentReport"],
    ),
    ("followup.decide", &["recordFollowUpDecision"]),
    (
        "followup.revise",
        &[
            "revisionParts",
            "startRevision",
            "addRevisionParts",
            "takeUpNeeds",
            "withdrawRevision",
        ],
    ),
];

/// The operations that serve an activity.
#[must_use]
pub fn serving(activity: &str) -> &'static [&'static str] {
    SERVING
        .iter()
        .find(|(key, _)| *key == activity)
        .map_or(&[], |(_, operations)| operations)
}
