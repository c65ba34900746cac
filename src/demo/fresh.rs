//! What is done on the day on which the demo is opened, so that there is something new to look at.

use ::entity::enums::ApprovalSubject;
use serde::Deserialize;

/// Something done on the day on which the demo is opened, or on the last working day before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fresh {
    /// Key of the e-service.
    pub e_service: String,
    /// Key of the person who does it.
    pub who: String,
    /// What is done.
    pub what: What,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    /// An approval is asked for.
    Ask(ApprovalSubject),
    /// An approval that was asked for earlier is given.
    Approve(ApprovalSubject),
    /// The open task of an activity is given to somebody.
    Assign {
        /// Key of the activity.
        activity: String,
        /// Key of the person who is to do it.
        to: String,
    },
    /// A revision is begun.
    Revise {
        /// Keys of the activities that are chosen.
        parts: Vec<String>,
        /// Keys of the needs that it takes up.
        needs: Vec<String>,
        /// Why, Markdown.
        reason: String,
    },
    /// The retirement is planned, for that day.
    PlanRetirement {
        /// Why, Markdown.
        reason: String,
        /// How users are told, Markdown.
        notice: String,
        /// What takes its place, Markdown.
        replacement: String,
        /// What becomes of its data, Markdown.
        archiving: String,
    },
    /// The retirement is announced.
    AnnounceRetirement,
    /// It is retired.
    Retire,
}

impl Fresh {
    /// Keys of the people who take part in it.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        let to = match &self.what {
            What::Assign { to, .. } => Some(to.as_str()),
            _ => None,
        };
        std::iter::once(self.who.as_str()).chain(to)
    }
}
