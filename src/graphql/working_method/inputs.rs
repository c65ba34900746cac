//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{
    domain::working_method::{self, ChannelState, UseState, WorkingMethodKind},
    graphql::{amount::optional_minor, date::Date, ids::input_key},
    service::Result,
};

/// Input of `saveWorkingMethodChange`.
#[derive(InputObject)]
pub struct SaveWorkingMethodChangeInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The change that is changed; left out for a new one.
    pub working_method_change_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// Stop, start or keep.
    pub kind: WorkingMethodKind,
    /// What.
    pub what: String,
    /// In more words, Markdown.
    #[graphql(default)]
    pub description: String,
    /// The person who sees to it.
    pub responsible_id: ID,
    /// From when.
    pub starts_on: Date,
    /// Whether it is done as decided; PLANNED if left out.
    #[graphql(default_with = "UseState::Planned")]
    pub state: UseState,
    /// What was seen when it was followed up, Markdown; must be given with NOT_USED.
    #[graphql(default)]
    pub observation: String,
}

impl SaveWorkingMethodChangeInput {
    /// The change.
    ///
    /// # Errors
    /// What cannot be made of the input.
    pub fn draft(self) -> Result<working_method::WorkingMethodChange> {
        Ok(working_method::WorkingMethodChange {
            kind: self.kind,
            what: self.what,
            description: self.description,
            responsible: input_key(&self.responsible_id, "responsibleId")?,
            starts_on: self.starts_on.0,
            state: self.state,
            observation: self.observation,
        })
    }
}

/// Input of `saveContactChannel`.
#[derive(InputObject)]
pub struct SaveContactChannelInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The channel that is changed; left out for a new one.
    pub contact_channel_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// Which one.
    pub name: String,
    /// Whether it is kept or closed.
    pub state: ChannelState,
    /// What is done about it, Markdown.
    #[graphql(default)]
    pub plan: String,
    /// How cases are treated alike whichever way they come, Markdown; must be given with KEPT.
    #[graphql(default)]
    pub equality: String,
    /// When it closes or closed; must be given but with KEPT.
    pub closes_on: Option<Date>,
}

impl From<SaveContactChannelInput> for working_method::ContactChannel {
    fn from(input: SaveContactChannelInput) -> Self {
        Self {
            name: input.name,
            state: input.state,
            plan: input.plan,
            equality: input.equality,
            closes_on: input.closes_on.map(|day| day.0),
        }
    }
}

/// Input of `saveOperationPlan`.
#[derive(InputObject)]
pub struct SaveOperationPlanInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The version that was seen; 0 where there is none yet.
    #[graphql(default)]
    pub version: i32,
    /// The person who owns the process that the e-service is a part of.
    pub process_owner_id: ID,
    /// The internal routines, Markdown.
    pub routines: String,
    /// Budget for operation in a year, in öre (hundredths of a krona), as a decimal string; left out where nothing is set aside.
    pub operation_minor: Option<String>,
    /// Budget for management in a year, in öre, as a decimal string.
    pub management_minor: Option<String>,
    /// Budget for further development in a year, in öre, as a decimal string.
    pub development_minor: Option<String>,
}

impl SaveOperationPlanInput {
    /// The plan.
    ///
    /// # Errors
    /// What cannot be made of the input.
    pub fn draft(self) -> Result<working_method::OperationPlan> {
        Ok(working_method::OperationPlan {
            process_owner: input_key(&self.process_owner_id, "processOwnerId")?,
            routines: self.routines,
            operation_minor: optional_minor(self.operation_minor.as_deref(), "operationMinor")?,
            management_minor: optional_minor(self.management_minor.as_deref(), "managementMinor")?,
            development_minor: optional_minor(self.development_minor.as_deref(), "developmentMinor")?,
        })
    }
}
