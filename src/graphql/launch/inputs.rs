//! The inputs of the room.

use ::entity::ids::UserId;
use async_graphql::{ID, InputObject};

use crate::{
    domain::launch::{self, AccessibilityConformance, GuideAudience, OutreachChannel, TextPlace, TextState},
    graphql::{attachment::inputs::asked, date::Date, ids::input_key},
    service,
};

/// Input of `savePlatformPermission`.
#[derive(InputObject)]
pub struct SavePlatformPermissionInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The permission that is changed; left out for a new one.
    pub platform_permission_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// Its name on the platform.
    pub name: String,
    /// Who needs it: a group, a function or people.
    pub holder: String,
    /// What it lets them do, Markdown.
    #[graphql(default)]
    pub description: String,
}

impl From<SavePlatformPermissionInput> for launch::PlatformPermission {
    fn from(input: SavePlatformPermissionInput) -> Self {
        Self {
            name: input.name,
            holder: input.holder,
            description: input.description,
            ticked_off: None,
        }
    }
}

/// Input of `tickOffPermission`.
#[derive(InputObject)]
pub struct TickOffPermissionInput {
    /// Which permission.
    pub platform_permission_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// True where it is set up on the platform; false takes the tick away.
    #[graphql(default = true)]
    pub ticked_off: bool,
}

/// Input of `saveEditorialText`.
#[derive(InputObject)]
pub struct SaveEditorialTextInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The text that is changed; left out for a new one.
    pub editorial_text_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// Which text.
    pub title: String,
    /// Where it stands or is to stand.
    pub place: TextPlace,
    /// Where it can be read.
    pub link: Option<String>,
    /// What is to be thought of, Markdown.
    #[graphql(default)]
    pub note: String,
    /// Where it stands on its way.
    pub state: TextState,
}

impl From<SaveEditorialTextInput> for launch::EditorialText {
    fn from(input: SaveEditorialTextInput) -> Self {
        Self {
            title: input.title,
            place: input.place,
            link: input.link,
            note: input.note,
            state: input.state,
        }
    }
}

/// Input of `saveTrainingSession`.
#[derive(InputObject)]
pub struct SaveTrainingSessionInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The session that is changed; left out for a new one.
    pub training_session_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// For whom.
    pub audience: String,
    /// What is gone through, Markdown.
    #[graphql(default)]
    pub content: String,
    /// On which day; not in the future where it was held.
    pub session_on: Date,
    /// Whether it was held.
    #[graphql(default)]
    pub held: bool,
    /// Those who attended and are known by name; said once it was held.
    #[graphql(default)]
    pub attendee_ids: Vec<ID>,
    /// How many attended, those not known by name among them; left out where all are named.
    pub attendee_count: Option<i32>,
}

impl TryFrom<SaveTrainingSessionInput> for launch::TrainingSession {
    type Error = service::Error;

    fn try_from(input: SaveTrainingSessionInput) -> Result<Self, Self::Error> {
        let attendees = input.attendee_ids.iter();
        let attendees: Result<Vec<UserId>, _> = attendees.map(|id| input_key(id, "attendeeIds")).collect();
        Ok(Self {
            title: input.title,
            audience: input.audience,
            content: input.content,
            session_on: input.session_on.0,
            held: input.held,
            attendees: attendees?,
            attendee_count: input.attendee_count,
        })
    }
}

/// Input of `saveGuide`.
#[derive(InputObject)]
pub struct SaveGuideInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The guide that is changed; left out for a new one.
    pub guide_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// For whom it is.
    pub audience: GuideAudience,
    /// What it helps with, Markdown.
    #[graphql(default)]
    pub description: String,
    /// Where it can be read.
    pub link: Option<String>,
    /// Files of the e-service, all that it has from now on: the guide itself, a film; at most 20. Their ids come from `requestUpload`, and each must
    /// have been sent.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
}

impl From<SaveGuideInput> for launch::Guide {
    fn from(input: SaveGuideInput) -> Self {
        Self {
            title: input.title,
            audience: input.audience,
            description: input.description,
            link: input.link,
            attachments: asked(&input.attachment_ids),
        }
    }
}

/// Input of `saveMarketingAction`.
#[derive(InputObject)]
pub struct SaveMarketingActionInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The action that is changed; left out for a new one.
    pub marketing_action_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is done.
    pub title: String,
    /// In more words, Markdown.
    #[graphql(default)]
    pub description: String,
    /// Where its recipients meet it.
    pub channel: OutreachChannel,
    /// On which day; not in the future where it was done.
    pub action_on: Date,
    /// Whether it was done.
    #[graphql(default)]
    pub done: bool,
}

impl From<SaveMarketingActionInput> for launch::MarketingAction {
    fn from(input: SaveMarketingActionInput) -> Self {
        Self {
            title: input.title,
            description: input.description,
            channel: input.channel,
            action_on: input.action_on.0,
            done: input.done,
        }
    }
}

/// Input of `savePublicationOrder`.
#[derive(InputObject)]
pub struct SavePublicationOrderInput {
    /// The cycle that it belongs to; it has one order at most.
    pub cycle_id: ID,
    /// The version that was seen; 0 where nothing was ordered yet.
    #[graphql(default)]
    pub version: i32,
    /// When it was ordered; not in the future.
    pub ordered_on: Date,
    /// The day on which publication is wished.
    pub wished_on: Date,
    /// What the editor should know, Markdown.
    #[graphql(default)]
    pub note: String,
}

impl From<SavePublicationOrderInput> for launch::PublicationOrder {
    fn from(input: SavePublicationOrderInput) -> Self {
        Self {
            ordered_on: input.ordered_on.0,
            wished_on: input.wished_on.0,
            note: input.note,
        }
    }
}

/// Input of `saveAccessibilityStatement`.
#[derive(InputObject)]
pub struct SaveAccessibilityStatementInput {
    /// The cycle that it belongs to; it has one statement at most.
    pub cycle_id: ID,
    /// The version that was seen; 0 where there is none yet.
    #[graphql(default)]
    pub version: i32,
    /// When it was assessed; left out where that is to do.
    pub assessed_on: Option<Date>,
    /// By whom.
    #[graphql(default)]
    pub assessed_by: String,
    /// What the assessment showed; left out where it is to do.
    pub conformance: Option<AccessibilityConformance>,
    /// Known shortcomings, with what is done about them, Markdown; must be given unless all is fulfilled.
    #[graphql(default)]
    pub shortcomings: String,
    /// Where the statement can be read.
    pub link: Option<String>,
}

impl From<SaveAccessibilityStatementInput> for launch::AccessibilityStatement {
    fn from(input: SaveAccessibilityStatementInput) -> Self {
        Self {
            assessed_on: input.assessed_on.map(|day| day.0),
            assessed_by: input.assessed_by,
            conformance: input.conformance,
            shortcomings: input.shortcomings,
            link: input.link,
        }
    }
}
