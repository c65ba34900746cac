//! The municipality before its first e-service: units, people and their roles, made by the first administrator.

use std::collections::HashMap;

use ::entity::{
    enums::{Locale, Role},
    ids::{OrgUnitId, UserId},
};

use super::{
    build::PASSWORD,
    content::{Municipality, Person},
    doing::actor,
};
use crate::{
    domain::notification::Choices,
    service::{
        Error, Result, Services,
        account::{
            roles::{Appointment, grant},
            users::{NewUser, create},
        },
        notification::choose::choose,
        organisation::units,
    },
};

/// What the content calls by keys, by the ids that it got.
#[derive(Debug, Default)]
pub(super) struct Founded {
    pub(super) units: HashMap<String, OrgUnitId>,
    pub(super) people: HashMap<String, UserId>,
}

/// Makes the first administrator as on the command line; all else is theirs to make.
pub(super) async fn found(services: &Services, municipality: &Municipality) -> Result<Founded> {
    let mut founded = Founded::default();
    let is_admin = |person: &&Person| person.grants.iter().any(|grant| grant.role == Role::Admin);
    let first = municipality
        .people
        .iter()
        .find(is_admin)
        .ok_or_else(|| Error::Internal("the demo has no administrator".into()))?;
    let admin = create(services, None, account(first)).await?;
    founded.people.insert(first.key.clone(), admin);
    let appointment = Appointment {
        user: admin,
        role: Role::Admin,
        org_unit: None,
        e_service: None,
    };
    grant(services, None, appointment).await?;
    let admin = actor(services, admin, first.language).await?;
    for unit in &municipality.units {
        let parent = match &unit.parent {
            Some(parent) => Some(known(&founded.units, parent)?),
            None => None,
        };
        let id = units::create(services, Some(&admin), &unit.name, parent).await?;
        founded.units.insert(unit.key.clone(), id);
    }
    for person in &municipality.people {
        if person.key == first.key {
            continue;
        }
        let user = create(services, Some(&admin), account(person)).await?;
        founded.people.insert(person.key.clone(), user);
        for held in &person.grants {
            let org_unit = match &held.unit {
                Some(unit) => Some(known(&founded.units, unit)?),
                None => None,
            };
            let appointment = Appointment {
                user,
                role: held.role,
                org_unit,
                e_service: None,
            };
            grant(services, Some(&admin), appointment).await?;
        }
        takes_mails_at_any_hour(services, user, person.language).await?;
    }
    Ok(founded)
}

/// Whoever opens the demo at night or on a Sunday finds mails too. Reminders still wait for the morning.
async fn takes_mails_at_any_hour(services: &Services, user: UserId, language: Locale) -> Result<()> {
    let choices = Choices {
        quiet: None,
        on_free_days: true,
        ..Choices::default()
    };
    choose(services, &actor(services, user, language).await?, choices, 0).await
}

fn account(person: &Person) -> NewUser {
    NewUser {
        email: person.email.clone(),
        name: person.name.clone(),
        password: Some(PASSWORD.to_owned()),
        locale: person.language,
    }
}

/// What a key stands for. The content was found consistent, so that it stands for something.
pub(super) fn known<T: Copy>(ids: &HashMap<String, T>, key: &str) -> Result<T> {
    ids.get(key)
        .copied()
        .ok_or_else(|| Error::Internal(format!("the demo names {key}, which is nothing")))
}
