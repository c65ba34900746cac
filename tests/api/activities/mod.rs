//! Every activity of the process, by its id: what it leaves behind, who may, who may not, and that its task waits for it.
//!
//! The name of a story begins with the id of its activity, with `_` for the dot: `inventory_cost_leaves_…`. A test fails where an
//! activity has no story.

mod attached;
mod build;
mod decision;
mod doing;
mod follow_up;
mod handling;
mod improvements;
mod inventory;
mod launch;
mod management;
mod needs;
mod preparation;
mod publication;
mod revise;
mod told;
mod waiting;
mod working_method;

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
        attached::stories(),
        inventory::stories(),
        decision::stories(),
        preparation::stories(),
        build::stories(),
        launch::stories(),
        publication::stories(),
        management::stories(),
        follow_up::stories(),
        handling::stories(),
        improvements::stories(),
        needs::stories(),
        working_method::stories(),
        revise::stories(),
    ]
    .concat()
}

async fn every_activity_has_its_story() {
    let template = Template::parse("process.toml", Template::built_in()).expect("the template");
    let told = told();
    for activity in &template.activities {
        let begins = format!("::{}_", activity.key.replace('.', "_"));
        let has_story = told.iter().any(|story| story.name().contains(&begins));
        assert!(
            has_story,
            "{}: tell its story in tests/api/activities, under a name that begins with its id",
            activity.key
        );
    }
}
