//! An e-service of the demo: its people, its place in the process and its metrics.
//!
//! All dates are days from today, negative in the past.

use ::entity::enums::{Approach, Audience, Direction, Interval, Role, ServiceIndicator};
use serde::Deserialize;

/// How far an e-service has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Put forward; nobody has begun with it.
    Idea,
    /// In the inventory of needs.
    Inventory,
    /// Before management for a decision.
    Decision,
    /// Decided against.
    Declined,
    /// Put off.
    Deferred,
    /// Decided, being prepared.
    Preparation,
    /// Being built and tested.
    Build,
    /// Approved with a launch date, not published.
    Launch,
    /// Published, in management.
    Management,
    /// Published, with follow-up begun.
    FollowUp,
}

impl Standing {
    /// Every standing, in the order of the process.
    pub const ALL: &'static [Self] = &[
        Self::Idea,
        Self::Inventory,
        Self::Decision,
        Self::Declined,
        Self::Deferred,
        Self::Preparation,
        Self::Build,
        Self::Launch,
        Self::Management,
        Self::FollowUp,
    ];

    /// Whether management has decided that it is developed.
    #[must_use]
    pub fn is_decided(self) -> bool {
        self >= Self::Preparation
    }

    /// Whether it is published.
    #[must_use]
    pub fn is_live(self) -> bool {
        self >= Self::Management
    }
}

/// An e-service with its people, its place in the process and its metrics.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EService {
    /// Key.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// What it is for, Markdown.
    pub purpose: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Key of the unit that it belongs to.
    pub unit: String,
    /// Whether only those with a part in it may see it.
    #[serde(default)]
    pub confidential: bool,
    /// Key of the person who put it forward.
    pub proposer: String,
    /// Owner; from the inventory on.
    pub owner: Option<String>,
    /// Project lead; once it is decided.
    pub project_lead: Option<String>,
    /// Service manager; once it is decided.
    pub service_manager: Option<String>,
    /// Requirements owner; once it is decided.
    pub requirements_owner: Option<String>,
    /// Developer; once it is decided.
    pub developer: Option<String>,
    /// Tester; once it is decided.
    pub tester: Option<String>,
    /// An editor of its own; none where the editors of the whole municipality see to it.
    pub editor: Option<String>,
    /// Case officers.
    #[serde(default)]
    pub case_officers: Vec<String>,
    /// How far it has come.
    pub standing: Standing,
    /// Share of the tasks of the phase it is in that are done, 0 to 1.
    #[serde(default)]
    pub progress: f64,
    /// When it was put forward.
    pub proposed: i64,
    /// When management decided about it, whatever the outcome.
    pub decided: Option<i64>,
    /// Why, Markdown; none where a shared motive does.
    pub motive: Option<String>,
    /// When it comes back, where it was put off.
    pub defer_until: Option<i64>,
    /// How it is developed; once it is decided.
    pub approach: Option<Approach>,
    /// Whether requirements are gathered from the target group.
    #[serde(default)]
    pub target_group: bool,
    /// Whether a test group tests.
    #[serde(default)]
    pub test_group: bool,
    /// When it is to be finished; once it is decided.
    pub deadline: Option<i64>,
    /// The launch date; from launch on. Of one that is live: the day when it was published.
    pub launch_date: Option<i64>,
    /// Working hours that management gave.
    pub hours: Option<i32>,
    /// Budget that management gave, in whole kronor.
    pub budget: Option<i64>,
    /// Goals and measures; from build on.
    #[serde(default, rename = "metric")]
    pub metrics: Vec<Metric>,
}

/// A goal with the measure that shows whether it is reached.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// What is measured.
    pub name: String,
    /// Which goal it serves.
    pub goal: String,
    /// Unit of its values.
    pub unit: String,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// How often it is measured.
    pub interval: Interval,
    /// Where the values come from.
    pub source: String,
    /// The usual indicator of services that it measures, where it is one.
    #[serde(default)]
    pub indicator: Option<ServiceIndicator>,
    /// Values so far, oldest first: one for each interval since the launch. One that is missing at the end is overdue.
    #[serde(default)]
    pub values: Vec<f64>,
    /// A remark on the newest value, Markdown; may be empty.
    #[serde(default)]
    pub last_note: String,
}

impl EService {
    /// Everybody with a role on this e-service, by the key of the person. Each role comes once for each person.
    pub fn roles(&self) -> impl Iterator<Item = (Role, &str)> {
        let single = [
            (Role::Owner, &self.owner),
            (Role::ProjectLead, &self.project_lead),
            (Role::ServiceManager, &self.service_manager),
            (Role::RequirementsOwner, &self.requirements_owner),
            (Role::Developer, &self.developer),
            (Role::Tester, &self.tester),
            (Role::Editor, &self.editor),
        ];
        let single = single
            .into_iter()
            .filter_map(|(role, person)| person.as_deref().map(|person| (role, person)));
        let officers = self
            .case_officers
            .iter()
            .map(|person| (Role::CaseOfficer, person.as_str()));
        single.chain(officers)
    }
}
