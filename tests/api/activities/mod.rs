//! Every activity of the process, by its id: what it leaves behind, who may, who may not, and that its task waits for it.
//!
//! The name of a story begins with the id of its activity, with `_` for the dot: `inventory_cost_leaves_…`. A test fails where an
//! activity has no story.

mod build;
mod decision;
mod follow_up;
mod inventory;
mod launch;
mod management;
mod preparation;

use lansera::domain::template::Template;

use crate::support::story::{Story, plain};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    let mut all = told();
    all.extend(plain![every_activity_has_its_story]);
    all
}

fn told() -> Vec<Story> {
    [
        inventory::stories(),
        decision::stories(),
        preparation::stories(),
        build::stories(),
        launch::stories(),
        management::stories(),
        follow_up::stories(),
    ]
    .concat()
}

/// Activities whose story is still to be told.
const UNTOLD: &[&str] = &[
    "inventory.needs",
    "inventory.process_map",
    "inventory.benefits",
    "inventory.cost",
    "inventory.pre_study",
    "decision.develop",
    "decision.approach",
    "decision.target_group",
    "decision.manager",
    "decision.working_method",
    "preparation.project",
    "preparation.design",
    "preparation.design_check",
    "preparation.specification",
    "preparation.metrics",
    "preparation.approval",
    "build.develop",
    "build.test",
    "build.editor_review",
    "build.test_group",
    "build.approval",
    "launch.permissions",
    "launch.texts",
    "launch.handling",
    "launch.training",
    "launch.user_support",
    "launch.marketing",
    "launch.order",
    "launch.publish",
    "management.handover",
    "management.close_project",
    "management.operation",
    "management.information",
    "management.improvements",
    "management.working_method",
    "management.promote",
    "followup.measure",
    "followup.collect",
    "followup.report",
    "followup.decide",
    "followup.revise",
];

async fn every_activity_has_its_story() {
    let template = Template::parse("process.toml", Template::built_in()).expect("the template");
    let told = told();
    for activity in &template.activities {
        let begins = format!("::{}_", activity.key.replace('.', "_"));
        let has_story = told.iter().any(|story| story.name().contains(&begins));
        let untold = UNTOLD.contains(&activity.key.as_str());
        assert_ne!(
            has_story, untold,
            "{}: tell its story in tests/api/activities, and take it out of UNTOLD",
            activity.key
        );
    }
}
