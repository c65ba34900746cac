//! The story of an e-service: all that was done to bring it to where it stands.
//!
//! It is thought out from the content and the process template alone, without a database. Whether people may do what they do
//! here is for the use cases to say when they do it.

mod activity;
mod cast;
mod development;
mod operation;
mod turn;

#[cfg(test)]
mod tests;

use ::entity::enums::{Approach, ApprovalSubject};
use chrono::{DateTime, Duration, Utc};

use super::{
    content::Municipality,
    days::Days,
    deed::{Deed, Step},
    e_service::{EService, Standing},
    fresh::{Fresh, What},
    texts::Texts,
};
use crate::domain::template::Template;
use activity::Done;
use cast::Cast;

/// The story of the e-service at that place in the municipality, in the order of its moments; nothing where there is none.
#[must_use]
pub fn story(municipality: &Municipality, template: &Template, days: &Days, index: usize) -> Vec<Step> {
    let Some(service) = municipality.e_services.get(index) else {
        return Vec::new();
    };
    let mut story = Story {
        cast: Cast {
            municipality,
            service,
        },
        service,
        template,
        days,
        index,
        launch: launch_day(service, days),
        at: DateTime::<Utc>::MIN_UTC,
        steps: Vec::new(),
    };
    story.tell();
    story.steps
}

/// What is done when the demo is opened, in the order of the content.
#[must_use]
pub fn fresh(municipality: &Municipality, days: &Days) -> Vec<Step> {
    let from = days.fresh_from() + Duration::minutes(5);
    one_by_one(municipality, &municipality.fresh, from)
}

/// What was done right before that, and is told and mailed already.
#[must_use]
pub fn lately(municipality: &Municipality, days: &Days) -> Vec<Step> {
    let from = days.end() + Duration::minutes(2);
    one_by_one(municipality, &municipality.lately, from)
}

/// Things are done from a moment on, one after the other.
fn one_by_one(municipality: &Municipality, things: &[Fresh], from: DateTime<Utc>) -> Vec<Step> {
    let mut steps = Vec::new();
    for (fresh, place) in things.iter().zip(0..) {
        let services = &municipality.e_services;
        let Some(index) = services.iter().position(|service| service.key == fresh.e_service) else {
            continue;
        };
        let deed = match &fresh.what {
            What::Ask(subject) => Deed::Ask(*subject),
            What::Approve(subject) => Deed::Approve(*subject, None),
            What::Assign { activity, to } => Deed::Assign(activity.clone(), to.clone()),
            turn => Deed::Turn(turn.clone()),
        };
        steps.push(Step {
            at: from + Duration::minutes(6 * place),
            e_service: index,
            who: fresh.who.clone(),
            deed,
        });
    }
    steps
}

/// The day of the launch, which was a working day where it is past.
fn launch_day(service: &EService, days: &Days) -> Option<i64> {
    let live = service.standing.is_live();
    service
        .launch_date
        .map(|day| if live { days.working_day(day) } else { day })
}

/// A story while it is told.
struct Story<'a> {
    cast: Cast<'a>,
    service: &'a EService,
    template: &'a Template,
    days: &'a Days,
    index: usize,
    /// The day of the launch.
    launch: Option<i64>,
    /// The moment of the last step.
    at: DateTime<Utc>,
    steps: Vec<Step>,
}

impl<'a> Story<'a> {
    fn texts(&self) -> &'a Texts {
        &self.cast.municipality.texts
    }

    fn is_project(&self) -> bool {
        self.service.approach == Some(Approach::Project)
    }

    /// Whether an approval is asked for only when the demo is opened.
    fn is_asked_later(&self, subject: ApprovalSubject) -> bool {
        let mut fresh = self.cast.municipality.fresh.iter();
        fresh.any(|fresh| fresh.e_service == self.service.key && fresh.what == What::Ask(subject))
    }

    /// Something is done on a day, after all that was done before, and before the demo is opened.
    fn on(&mut self, day: f64, (who, deed): Done) {
        let pause = 3 + (mixed(self.index, &who) + self.steps.len()) % 9;
        let earliest = self
            .at
            .checked_add_signed(Duration::minutes(pause as i64))
            .unwrap_or(self.at);
        let minutes = mixed(self.index + self.steps.len(), &who) % 41;
        let wanted = self.days.at(day) + Duration::minutes(minutes as i64);
        let mut at = wanted.max(earliest);
        if at > self.days.end() {
            at = self.days.end().max(self.at + Duration::seconds(20));
        }
        self.at = at;
        self.steps.push(Step {
            at,
            e_service: self.index,
            who,
            deed,
        });
    }

    /// Things are done one after the other, evenly between two days.
    fn spread(&mut self, from: i64, to: i64, deeds: Vec<Done>) {
        let span = (to - from) as f64;
        let count = deeds.len() as f64;
        for (place, done) in deeds.into_iter().enumerate() {
            let day = from as f64 + span * (place as f64 + 0.4) / count;
            self.on(day, done);
        }
    }

    /// The tasks of the phase in which the e-service stands are done to the share that the content says.
    fn progress(&self, count: usize) -> usize {
        (self.service.progress.clamp(0.0, 1.0) * count as f64).round() as usize
    }

    fn is_at(&self, standing: Standing) -> bool {
        self.service.standing == standing
    }
}

/// A number that looks like chance and is always the same for the same things.
fn mixed(index: usize, key: &str) -> usize {
    let seed = key.bytes().fold(index.wrapping_mul(7919), |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(byte))
    });
    (seed.wrapping_mul(2_654_435_761) >> 9) % 10_007
}
