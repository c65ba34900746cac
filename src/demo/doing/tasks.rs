//! What is done with tasks.

use ::entity::enums::TaskState;

use super::{Begun, Doing};
use crate::{
    demo::{deed::Deed, founding::known},
    domain::actor::Actor,
    service::{
        Error, Result,
        task::{comment::comment, manage, queries, work},
    },
};

impl Doing<'_> {
    pub(super) async fn task(&self, who: &Actor, begun: Begun, deed: &Deed) -> Result<()> {
        let services = self.services;
        match deed {
            Deed::Start(activity) => {
                let task = self.open(begun, activity).await?;
                work::start(services, who, task.id, task.version).await?;
            }
            Deed::Complete(activity) => {
                self.told(who, begun, activity).await?;
                if matches!(activity.as_str(), "management.improvements" | "followup.collect") {
                    self.weigh_all(who, begun.id).await?;
                }
                let task = self.open(begun, activity).await?;
                work::complete(services, who, task.id, task.version).await?;
            }
            Deed::Skip(activity, reason) => {
                let task = self.open(begun, activity).await?;
                work::skip(services, who, task.id, task.version, reason).await?;
            }
            Deed::Comment(activity, text) => {
                let task = self.open(begun, activity).await?;
                comment(services, who, task.id, text).await?;
            }
            Deed::Assign(activity, person) => {
                let task = self.open(begun, activity).await?;
                let person = known(&self.founded.people, person)?;
                manage::assign(services, who, task.id, task.version, Some(person)).await?;
            }
            deed => return Err(Error::Internal(format!("{deed:?} is nothing done with a task"))),
        }
        Ok(())
    }

    /// The task of an activity that is not closed; there is one at most, since the next comes when it is.
    async fn open(&self, begun: Begun, activity: &str) -> Result<queries::TaskRow> {
        let mut tasks =
            queries::of_cycles(&self.services.db, &[begun.cycle], &queries::Shape::default()).await?;
        let tasks = tasks.remove(&begun.cycle).unwrap_or_default();
        let open = tasks.into_iter().map(|view| view.row).find(|row| {
            let open = matches!(
                row.state,
                TaskState::Waiting | TaskState::Ready | TaskState::InProgress
            );
            open && row.activity.as_deref() == Some(activity)
        });
        open.ok_or(Error::NotFound)
    }
}
