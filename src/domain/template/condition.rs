//! What a gate can look at.

use serde::{Deserialize, Serialize};

/// What a gate can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionKind {
    /// Every task of the phase that does not recur is done, skipped or switched off; publishing itself is not counted.
    TasksDone,
    /// Somebody is owner.
    OwnerAppointed,
    /// The pre-study is written.
    PreStudyWritten,
    /// Every demanding legal or technical requirement is investigated.
    RequirementsInvestigated,
    /// Management decided that the e-service is developed.
    DecidedGo,
    /// It is decided whether this is a project.
    ApproachDecided,
    /// The deadline is decided.
    DeadlineDecided,
    /// It is decided whether the target group and a test group take part.
    FlagsDecided,
    /// Somebody is service manager.
    ServiceManagerAppointed,
    /// Somebody leads the work.
    ProjectLeadAppointed,
    /// The requirements of the target group are written, where it was decided to gather them.
    TargetGroupAsked,
    /// The design proposal is approved.
    DesignApproved,
    /// The specification is approved.
    SpecificationApproved,
    /// Goals and measures are approved.
    MetricsApproved,
    /// The tester approved.
    TestApproved,
    /// The editor approved.
    EditorialApproved,
    /// The findings of the test group are written, where one was decided.
    TestGroupFindingsWritten,
    /// The owner approved the e-service.
    EServiceApproved,
    /// The launch date is decided.
    LaunchDateSet,
    /// The launch date is today or has been.
    LaunchDateReached,
    /// The permissions on the platform are ticked off.
    PermissionsTickedOff,
    /// The texts are published, and the old ones removed.
    TextsFinished,
    /// The training is held.
    TrainingHeld,
    /// The marketing is planned, or was skipped with a reason.
    MarketingPlanned,
    /// The publication is ordered.
    PublicationOrdered,
    /// The accessibility is assessed and stated.
    AccessibilityStated,
    /// The e-service is published.
    Published,
    /// The responsibility is handed over: the task of [`HANDOVER`] is closed.
    HandoverDone,
    /// The project is closed, where there was one: the task of [`PROJECT_CLOSING`] is closed.
    ProjectClosed,
}

/// Key of the activity that [`ConditionKind::HandoverDone`] looks at.
pub const HANDOVER: &str = "management.handover";
/// Key of the activity that checks that the e-service works.
pub const OPERATION_CHECK: &str = "management.operation";
/// Key of the activity that checks that the information is right.
pub const INFORMATION_CHECK: &str = "management.information";
/// Key of the activity that [`ConditionKind::ProjectClosed`] looks at.
pub const PROJECT_CLOSING: &str = "management.close_project";

impl ConditionKind {
    /// The name by which a template file says it: snake_case.
    #[must_use]
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => format!("{self:?}"),
        }
    }
}
