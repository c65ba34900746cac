//! What stories are given to begin with, made through the use cases: quick, and by the same rules as everything else.
//!
//! `app.given().e_service_in(Stage::Launch)` is the main tool; [`Plan`] says what is to be special about an e-service.

mod e_service;
mod files;
mod ground;
mod launch;
mod made;
mod municipality;
mod now;
mod phases;
mod publication;
mod snapshot;

use std::fmt;

use ::entity::{
    enums::{Locale, Role},
    ids::{RoleGrantId, UserId},
};
use lansera::service::{self, Services, account};
use tokio::sync::OnceCell;

use super::app::TestApp;

pub use e_service::{EService, Plan, Stage, answer_to, quarterly};
pub use municipality::{Cast, Municipality, Scope};

/// Everybody's password.
pub const PASSWORD: &str = "Lösenord-för-alla";

/// Makes what a story is given.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    app: &'a TestApp,
    municipality: &'a OnceCell<Municipality>,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Key.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Language.
    pub locale: Locale,
}

impl<'a> Given<'a> {
    /// For a product.
    pub const fn new(app: &'a TestApp, municipality: &'a OnceCell<Municipality>) -> Self {
        Self { app, municipality }
    }

    fn services(&self) -> &'a Services {
        self.app.services()
    }

    /// The municipality with its units and the people who work in all of it; the same whenever it is asked for.
    pub async fn municipality(&self) -> &'a Municipality {
        self.municipality.get_or_init(|| municipality::make(*self)).await
    }

    /// Somebody without any role, who reads Swedish.
    pub async fn person(&self, name: &str) -> Person {
        self.person_reading(name, Locale::Sv).await
    }

    /// Somebody without any role.
    pub async fn person_reading(&self, name: &str, locale: Locale) -> Person {
        let ascii = |letter: char| match letter {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '.',
        };
        let local: String = name.to_lowercase().chars().map(ascii).collect();
        let email = format!("{local}@exempelkommun.example");
        let new = account::users::NewUser {
            email: email.clone(),
            name: name.to_owned(),
            password: Some(PASSWORD.to_owned()),
            locale,
        };
        let id = done(
            "an account",
            account::users::create(self.services(), None, new).await,
        );
        let name = name.to_owned();
        Person {
            id,
            name,
            email,
            locale,
        }
    }

    /// Somebody with a role.
    pub async fn person_with(&self, name: &str, role: Role, scope: Scope) -> Person {
        let person = self.person(name).await;
        self.role(&person, role, scope).await;
        person
    }

    /// A role for somebody, given as on the command line.
    pub async fn role(&self, person: &Person, role: Role, scope: Scope) -> RoleGrantId {
        let (org_unit, e_service) = match scope {
            Scope::Everywhere => (None, None),
            Scope::Unit(id) => (Some(id), None),
            Scope::EService(id) => (None, Some(id)),
        };
        let appointment = account::roles::Appointment {
            user: person.id,
            role,
            org_unit,
            e_service,
        };
        done(
            "a role",
            account::roles::grant(self.services(), None, appointment).await,
        )
    }
}

/// What a use case answered that must succeed here.
#[track_caller]
pub fn done<T>(what: impl fmt::Display, result: service::Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("{what}: {error:?}"))
}
