//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{domain::report::FollowUpVerdict, graphql::date::Date};

/// Input of `composeReport`.
#[derive(InputObject)]
pub struct ComposeReportInput {
    /// The cycle in operation.
    pub cycle_id: ID,
    /// The draft that is composed anew from the data; left out for a new one.
    pub report_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// First day of the period; left out: the day after the period of the last presented report, else the day of publication.
    pub from_on: Option<Date>,
    /// Last day of the period; left out: today.
    pub to_on: Option<Date>,
}

/// Input of `editReport`.
#[derive(InputObject)]
pub struct EditReportInput {
    /// The draft.
    pub report_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// What the service manager says of it: analysis, conclusions, proposals. Markdown.
    pub body: String,
}

/// Input of `presentReport`.
#[derive(InputObject)]
pub struct PresentReportInput {
    /// The draft.
    pub report_id: ID,
    /// The version that was seen.
    pub version: i32,
}

/// Input of `recordFollowUpDecision`.
#[derive(InputObject)]
pub struct RecordFollowUpDecisionInput {
    /// The cycle in operation.
    pub cycle_id: ID,
    /// What is decided.
    pub verdict: FollowUpVerdict,
    /// Why, Markdown.
    pub motive: String,
    /// Where it stands in the minutes.
    pub minutes_reference: Option<String>,
    /// The report that it rests on; one that was presented.
    pub report_id: Option<ID>,
    /// The benefits that led to it.
    #[graphql(default)]
    pub benefit_ids: Vec<ID>,
    /// The metrics that led to it.
    #[graphql(default)]
    pub metric_ids: Vec<ID>,
}
