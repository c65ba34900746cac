//! The types of the room: `ProcessTemplate`, `ProcessPhase`, `Activity`.

use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use super::serving::serving;
use crate::{
    domain::template::{Change, Subject},
    graphql::{
        context::Here,
        enums::{Interval, Phase, Role},
        ids::id,
        object::object,
    },
    service::template::Version,
};

/// A version of the process template.
pub struct ProcessTemplate(pub Version);

/// A phase of the process.
#[derive(SimpleObject)]
pub struct ProcessPhase {
    /// Which.
    pub phase: Phase,
    /// Its name, in the language of the viewer.
    pub name: String,
    /// What is done in it, in the language of the viewer.
    pub description: String,
}

/// An activity of the process.
#[derive(SimpleObject)]
pub struct Activity {
    /// Stable key, for example `build.test`.
    pub key: String,
    /// The phase in which it is done.
    pub phase: Phase,
    /// Its title, in the language of the viewer.
    pub title: String,
    /// What is done, Markdown, in the language of the viewer.
    pub description: String,
    /// Advice, Markdown, in the language of the viewer.
    pub tips: Vec<String>,
    /// The roles that are responsible; the first gets the task.
    pub responsible: Vec<Role>,
    /// The roles that take part.
    pub consulted: Vec<Role>,
    /// The keys of the activities that must be done before it.
    pub after: Vec<String>,
    /// Whether it can be left out with a reason.
    pub skippable: bool,
    /// How often it comes again while the e-service is in operation; null where it is done once.
    pub recurs: Option<Interval>,
    /// The fields of Query and Mutation that serve it, beside those that every task has.
    pub operations: Vec<&'static str>,
}

/// Something that differs between two versions of the process template.
#[derive(SimpleObject)]
pub struct TemplateChange {
    /// What kind of thing it is about.
    pub subject: Subject,
    /// Which: the key of an activity, the name of a phase or of what is approved; of a gate the phase that it leads out of and what is
    /// looked at.
    pub key: String,
    /// Which part of it, by its name in the file; null where all of it was added or removed.
    pub field: Option<String>,
    /// What it was; null where it was not there.
    pub before: Option<String>,
    /// What it is; null where it is not there any more.
    pub after: Option<String>,
}

impl From<Change> for TemplateChange {
    fn from(change: Change) -> Self {
        Self {
            subject: change.subject,
            key: change.key,
            field: change.field,
            before: change.before,
            after: change.after,
        }
    }
}

object! {
    /// A version of the process as data: its phases and activities. A cycle keeps the version that it began with.
    ProcessTemplate
}

#[ComplexObject]
impl ProcessTemplate {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// 1, 2, 3 …
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// When it was loaded.
    async fn loaded_at(&self) -> DateTime<Utc> {
        self.0.loaded_at
    }

    /// The seven phases, in their order.
    async fn phases(&self, ctx: &Context<'_>) -> Vec<ProcessPhase> {
        let locale = ctx.here().locale();
        self.0
            .template
            .phases
            .iter()
            .map(|text| ProcessPhase {
                phase: text.phase.into(),
                name: text.name.get(locale).to_owned(),
                description: text.description.get(locale).to_owned(),
            })
            .collect()
    }

    /// The activities, in their order.
    async fn activities(&self, ctx: &Context<'_>) -> Vec<Activity> {
        let locale = ctx.here().locale();
        self.0
            .template
            .activities
            .iter()
            .map(|activity| Activity {
                key: activity.key.clone(),
                phase: activity.phase.into(),
                title: activity.title.get(locale).to_owned(),
                description: activity.description.get(locale).to_owned(),
                tips: activity
                    .tips
                    .iter()
                    .map(|tip| tip.get(locale).to_owned())
                    .collect(),
                responsible: activity.responsible.iter().copied().map(Into::into).collect(),
                consulted: activity.consulted.iter().copied().map(Into::into).collect(),
                after: activity.after.clone(),
                skippable: activity.skippable,
                recurs: activity.recurs.map(Into::into),
                operations: serving(&activity.key).to_vec(),
            })
            .collect()
    }
}
