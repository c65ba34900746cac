//! Fills an empty database with the municipality of the demo, by the use cases that people have.

use ::entity::{delivery, enums::DeliveryState};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{
    content,
    days::Days,
    deed::Step,
    doing::{Doing, actor},
    founding::found,
    story, voices,
};
use crate::{
    clock::Clock,
    domain::calendar::Zone,
    service::{
        Error, Result, Services,
        import::bring_in::bring_in,
        notification::{own::mark_read, plan::plan},
    },
};

#[cfg(test)]
mod tests;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "lansera-demo-2026";

/// Days before the first idea on which people and units were entered.
const FOUNDED_BEFORE: i64 = 30;
/// Days back from today for which the reminders of each morning are planned, so that the ledger has a past.
const REMINDED_FOR: i64 = 60;
/// What the municipality had before, as its spreadsheet has it.
pub(super) const BROUGHT_IN: &str = include_str!("../../assets/demo/brought_in.csv");
/// What the outbox says of them.
const NOT_SENT: &str = "before the demo began";

/// Builds the municipality: everything is done by its people, through the use cases, at its moment in the past. What is told on
/// the way is read and not mailed, but for what happens last.
///
/// # Errors
/// The first deed that was refused, with who wanted to do what when; content that cannot be read; the database. What was done
/// before that stays: a database in which the demo was not built to the end is to be thrown away.
pub async fn build(services: &Services) -> Result<()> {
    let municipality = content::municipality().map_err(|error| Error::Internal(error.to_string()))?;
    let zone = Zone::from(services.settings.time_zone);
    let days = Days::around(services.now(), zone);
    let ideas = municipality.e_services.iter().map(|service| service.proposed);
    let founded_at = days.at((ideas.min().unwrap_or(0) - FOUNDED_BEFORE) as f64);
    let clock = Clock::at(founded_at);
    let then = Services {
        clock: clock.clone(),
        ..services.clone()
    };
    then.templates.load_built_in(&then.db, founded_at).await?;
    let template = then.templates.newest(&then.db).await?.template;
    let founded = found(&then, &municipality).await?;
    let mut doing = Doing::new(&then, &municipality, &days, founded);

    let mut steps: Vec<Step> = (0..municipality.e_services.len())
        .flat_map(|index| story::story(&municipality, &template, &days, index))
        .collect();
    // In the order of their moments, since lists are ordered by keys, and keys by the time at which they were made.
    steps.sort_by_key(|step| step.at);
    let mornings = days.mornings(REMINDED_FOR, services.settings.reminders.send_hour);
    let mut mornings = mornings.into_iter().peekable();
    let mut voices = voices::in_order(&municipality.voices, &days)
        .into_iter()
        .peekable();
    for step in steps {
        while let Some(morning) = mornings.next_if(|morning| *morning <= step.at) {
            clock.set(morning);
            plan(&then).await?;
        }
        while let Some((at, voice)) = voices.next_if(|(at, _)| *at <= step.at) {
            clock.set(at);
            doing.voice(voice).await?;
        }
        clock.set(step.at);
        doing.step(&step).await?;
    }
    for (at, voice) in voices {
        clock.set(at);
        doing.voice(voice).await?;
    }
    for morning in mornings {
        clock.set(morning);
        plan(&then).await?;
    }
    for step in story::lately(&municipality, &days) {
        clock.set(step.at);
        doing.step(&step).await?;
    }
    bring_in(&then, None, BROUGHT_IN, false, false).await?;
    clock.set(days.fresh_from());
    leave_behind(&then, doing.people().collect()).await?;
    for step in story::fresh(&municipality, &days) {
        clock.set(step.at.min(days.last()));
        doing.step(&step).await?;
    }
    Ok(())
}

/// Everybody has read what they were told so far, and no mail goes out about it.
async fn leave_behind(
    then: &Services,
    people: Vec<(::entity::ids::UserId, ::entity::enums::Locale)>,
) -> Result<()> {
    for (user, language) in people {
        let reader = actor(then, user, language).await?;
        mark_read(then, &reader, None).await?;
    }
    let not_sent = delivery::ActiveModel {
        state: Set(DeliveryState::Cancelled),
        last_error: Set(Some(NOT_SENT.to_owned())),
        ..Default::default()
    };
    delivery::Entity::update_many()
        .set(not_sent)
        .filter(delivery::COLUMN.state.eq(DeliveryState::Pending))
        .exec(&then.db)
        .await?;
    Ok(())
}
