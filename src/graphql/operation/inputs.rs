//! The inputs of the room.

use async_graphql::{ID, InputObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{
        launch::OutreachChannel,
        operation::{self, IncidentSeverity, OperationResult, PlaceState},
    },
    graphql::{
        date::Date,
        enums::{Interval, Role},
    },
    service::{self, ProblemCode},
};

/// Input of `saveHandover`.
#[derive(InputObject)]
pub struct SaveHandoverInput {
    /// The cycle that it belongs to; it is handed over once.
    pub cycle_id: ID,
    /// The version that was seen; 0 where it is not written yet.
    #[graphql(default)]
    pub version: i32,
    /// What those who take over should know, Markdown.
    pub note: String,
    /// What is left to do, Markdown.
    #[graphql(default)]
    pub left_to_do: String,
}

impl From<SaveHandoverInput> for operation::Handover {
    fn from(input: SaveHandoverInput) -> Self {
        Self {
            note: input.note,
            left_to_do: input.left_to_do,
            accepted: Vec::new(),
        }
    }
}

/// Input of `acceptHandover`.
#[derive(InputObject)]
pub struct AcceptHandoverInput {
    /// Which handing over.
    pub handover_id: ID,
    /// The version that was seen: what is accepted is what was read.
    pub version: i32,
    /// The role in which it is accepted, OWNER or SERVICE_MANAGER; the viewer holds it on the e-service.
    pub role: Role,
}

/// Input of `saveClosingReport`.
#[derive(InputObject)]
pub struct SaveClosingReportInput {
    /// The cycle that it belongs to; it has one report at most.
    pub cycle_id: ID,
    /// The version that was seen; 0 where it is not written yet.
    #[graphql(default)]
    pub version: i32,
    /// What was done, Markdown.
    pub done: String,
    /// What it cost, in öre (hundredths of a krona), as a decimal string since it may pass 32 bits.
    pub cost_minor: String,
    /// How many hours were worked.
    pub hours: i32,
    /// What did not go as planned, and why, Markdown.
    #[graphql(default)]
    pub deviations: String,
    /// What was learnt, Markdown.
    pub learnt: String,
}

impl TryFrom<SaveClosingReportInput> for operation::ClosingReport {
    type Error = service::Error;

    fn try_from(input: SaveClosingReportInput) -> Result<Self, Self::Error> {
        let cost_minor = input.cost_minor.trim().parse().map_err(|_| {
            service::Error::refused(
                ProblemCode::Invalid,
                &["costMinor"],
                "Är inget heltal i öre.",
                "Is no whole number of öre.",
            )
        })?;
        Ok(Self {
            done: input.done,
            cost_minor,
            hours: input.hours,
            deviations: input.deviations,
            learnt: input.learnt,
        })
    }
}

/// Input of `saveOperationCheck`.
#[derive(InputObject)]
pub struct SaveOperationCheckInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The check that is changed; left out for a new one.
    pub operation_check_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// On which day; since the publication, and not in the future.
    pub checked_on: Date,
    /// What it showed.
    pub result: OperationResult,
    /// What was looked at, Markdown.
    pub examined: String,
    /// What was seen, Markdown; must be given unless it works.
    #[graphql(default)]
    pub note: String,
}

impl From<SaveOperationCheckInput> for operation::OperationCheck {
    fn from(input: SaveOperationCheckInput) -> Self {
        Self {
            checked_on: input.checked_on.0,
            result: input.result,
            examined: input.examined,
            note: input.note,
        }
    }
}

/// Input of `saveIncident`.
#[derive(InputObject)]
pub struct SaveIncidentInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The incident that is changed; left out for a new one.
    pub incident_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What happened.
    pub title: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; left out while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// How bad it was.
    pub severity: IncidentSeverity,
    /// What was done about it, Markdown.
    #[graphql(default)]
    pub measures: String,
}

impl From<SaveIncidentInput> for operation::Incident {
    fn from(input: SaveIncidentInput) -> Self {
        Self {
            title: input.title,
            began_at: input.began_at,
            ended_at: input.ended_at,
            severity: input.severity,
            measures: input.measures,
        }
    }
}

/// Input of `setCheckIntervals`.
#[derive(InputObject)]
pub struct SetCheckIntervalsInput {
    /// The cycle that is in operation.
    pub cycle_id: ID,
    /// The version of the cycle that was seen.
    pub version: i32,
    /// How often it is checked that the e-service works; left out where as often as the process says.
    pub operation: Option<Interval>,
    /// How often it is checked that the information is right; left out where as often as the process says.
    pub information: Option<Interval>,
}

/// A place that was looked at in a check of the information.
#[derive(InputObject)]
pub struct CheckedPlaceInput {
    /// Which: a page, a search engine, a letter.
    pub place: String,
    /// Its address.
    pub link: Option<String>,
    /// What was found there.
    pub state: PlaceState,
}

/// Input of `saveInformationCheck`.
#[derive(InputObject)]
pub struct SaveInformationCheckInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The check that is changed; left out for a new one.
    pub information_check_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// On which day; since the publication, and not in the future.
    pub checked_on: Date,
    /// The places that were looked at; one at least.
    pub places: Vec<CheckedPlaceInput>,
    /// What else was seen, Markdown.
    #[graphql(default)]
    pub note: String,
}

impl From<SaveInformationCheckInput> for operation::InformationCheck {
    fn from(input: SaveInformationCheckInput) -> Self {
        let places = input.places.into_iter().map(|place| operation::CheckedPlace {
            place: place.place,
            link: place.link,
            state: place.state,
        });
        Self {
            checked_on: input.checked_on.0,
            places: places.collect(),
            note: input.note,
        }
    }
}

/// Input of `savePromotionAction`.
#[derive(InputObject)]
pub struct SavePromotionActionInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The action that is changed; left out for a new one.
    pub promotion_action_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What was done.
    pub title: String,
    /// Where its recipients met it.
    pub channel: OutreachChannel,
    /// On which day; since the publication, and not in the future.
    pub done_on: Date,
    /// How it went, Markdown.
    #[graphql(default)]
    pub note: String,
}

impl From<SavePromotionActionInput> for operation::PromotionAction {
    fn from(input: SavePromotionActionInput) -> Self {
        Self {
            title: input.title,
            channel: input.channel,
            done_on: input.done_on.0,
            note: input.note,
        }
    }
}
