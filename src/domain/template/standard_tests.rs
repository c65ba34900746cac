//! The template that comes with the product says what the process says.

use std::collections::BTreeSet;

use ::entity::enums::{ApprovalSubject, Locale, Phase, Role};

use super::{Condition, ConditionKind};
use crate::domain::given::template;

/// Every activity of the process with those who are responsible and those who take part.
const PROCESS: &[(&str, &[Role], &[Role])] = {
    use Role::*;
    &[
        ("inventory.needs", &[Management], &[Business]),
        ("inventory.process_map", &[Management], &[Business]),
        ("inventory.benefits", &[Owner], &[]),
        ("inventory.cost", &[Owner], &[]),
        ("inventory.requirements", &[Owner], &[]),
        ("inventory.pre_study", &[Owner], &[]),
        ("decision.develop", &[Management], &[]),
        ("decision.approach", &[Management], &[]),
        ("decision.target_group", &[Management], &[]),
        ("decision.manager", &[Management], &[Owner]),
        ("decision.working_method", &[Management], &[]),
        ("preparation.project", &[ProjectLead], &[]),
        ("preparation.design", &[ProjectLead], &[RequirementsOwner]),
        (
            "preparation.design_check",
            &[ProjectLead],
            &[Editor, PlatformManager],
        ),
        ("preparation.specification", &[ProjectLead], &[RequirementsOwner]),
        ("preparation.metrics", &[ProjectLead], &[]),
        ("preparation.approval", &[Owner], &[]),
        ("build.develop", &[Developer], &[]),
        ("build.test", &[Tester], &[]),
        ("build.editor_review", &[Editor], &[ProjectLead]),
        ("build.test_group", &[ProjectLead], &[]),
        ("build.approval", &[Owner], &[]),
        (
            "launch.permissions",
            &[ProjectLead],
            &[ServiceManager, PlatformManager],
        ),
        ("launch.texts", &[ProjectLead], &[Editor]),
        ("launch.handling", &[ProjectLead], &[Editor]),
        ("launch.training", &[ProjectLead, ServiceManager], &[CaseOfficer]),
        ("launch.user_support", &[ProjectLead], &[PlatformManager]),
        ("launch.marketing", &[ProjectLead], &[Editor]),
        ("launch.order", &[ProjectLead], &[]),
        ("launch.publish", &[Editor], &[]),
        ("management.handover", &[ProjectLead], &[Owner, ServiceManager]),
        ("management.close_project", &[ProjectLead], &[]),
        ("management.operation", &[ServiceManager], &[]),
        ("management.information", &[ServiceManager], &[Business]),
        (
            "management.improvements",
            &[ServiceManager],
            &[CaseOfficer, Owner],
        ),
        ("management.working_method", &[Owner], &[CaseOfficer]),
        ("management.promote", &[CaseOfficer], &[]),
        ("followup.measure", &[ServiceManager], &[]),
        ("followup.collect", &[ServiceManager], &[]),
        ("followup.report", &[ServiceManager], &[]),
        ("followup.decide", &[Owner, Management], &[]),
        ("followup.revise", &[Owner], &[]),
    ]
};

#[test]
fn all_42_activities_are_there_in_their_order_with_their_roles() {
    assert_eq!(PROCESS.len(), 42);
    let ours: Vec<_> = template()
        .activities
        .iter()
        .map(|activity| {
            (
                activity.key.as_str(),
                activity.responsible.as_slice(),
                activity.consulted.as_slice(),
            )
        })
        .collect();
    assert_eq!(ours, PROCESS);
}

#[test]
fn project_start_project_closing_and_test_group_exist_only_where_decided() {
    let conditioned: Vec<_> = template()
        .activities
        .iter()
        .filter_map(|activity| Some((activity.key.as_str(), activity.condition?)))
        .collect();
    assert_eq!(
        conditioned,
        [
            ("preparation.project", Condition::Project),
            ("build.test_group", Condition::TestGroup),
            ("management.close_project", Condition::Project),
        ]
    );
}

#[test]
fn operation_and_information_are_checked_again_and_again() {
    for key in [
        "management.operation",
        "management.information",
        "followup.measure",
    ] {
        assert!(
            template()
                .activity(key)
                .is_some_and(|activity| activity.recurs.is_some()),
            "{key}"
        );
    }
}

#[test]
fn every_gate_asks_for_what_the_process_asks_for() {
    use ConditionKind::*;
    let expected: [(Phase, &[ConditionKind]); 6] = [
        (Phase::Inventory, &[TasksDone, OwnerAppointed, PreStudyWritten]),
        (
            Phase::Decision,
            &[
                RequirementsInvestigated,
                DecidedGo,
                ApproachDecided,
                DeadlineDecided,
                FlagsDecided,
                ServiceManagerAppointed,
                ProjectLeadAppointed,
                TasksDone,
            ],
        ),
        (
            Phase::Preparation,
            &[
                TargetGroupAsked,
                DesignApproved,
                SpecificationApproved,
                MetricsApproved,
                TasksDone,
            ],
        ),
        (
            Phase::Build,
            &[
                TestApproved,
                EditorialApproved,
                TestGroupFindingsWritten,
                EServiceApproved,
                LaunchDateSet,
                TasksDone,
            ],
        ),
        (
            Phase::Launch,
            &[
                TasksDone,
                PermissionsTickedOff,
                TextsFinished,
                TrainingHeld,
                MarketingPlanned,
                PublicationOrdered,
                AccessibilityStated,
                EServiceApproved,
                LaunchDateReached,
            ],
        ),
        (Phase::Management, &[HandoverDone, ProjectClosed]),
    ];
    let ours: Vec<(Phase, Vec<ConditionKind>)> = template()
        .gates
        .iter()
        .map(|gate| {
            (
                gate.from,
                gate.conditions.iter().map(|condition| condition.kind).collect(),
            )
        })
        .collect();
    assert_eq!(ours, expected.map(|(from, kinds)| (from, kinds.to_vec())));
}

#[test]
fn owner_tester_and_editor_approve_by_four_eyes() {
    let rules: Vec<_> = template()
        .approvals
        .iter()
        .map(|rule| (rule.subject, rule.role, rule.four_eyes))
        .collect();
    assert_eq!(
        rules,
        [
            (ApprovalSubject::Design, Role::Owner, true),
            (ApprovalSubject::Specification, Role::Owner, true),
            (ApprovalSubject::Metrics, Role::Owner, true),
            (ApprovalSubject::Test, Role::Tester, true),
            (ApprovalSubject::Editorial, Role::Editor, true),
            (ApprovalSubject::EService, Role::Owner, true),
        ]
    );
}

#[test]
fn phases_and_titles_are_told_apart_in_both_languages() {
    for locale in Locale::ALL {
        let names: BTreeSet<_> = template()
            .phases
            .iter()
            .map(|phase| phase.name.get(*locale))
            .collect();
        let titles: BTreeSet<_> = template()
            .activities
            .iter()
            .map(|activity| activity.title.get(*locale))
            .collect();
        assert_eq!((names.len(), titles.len()), (7, 42), "{locale:?}");
    }
}
