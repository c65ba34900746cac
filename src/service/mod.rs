//! The use cases, a room a subject: load, ask the heart, write, record, all in one transaction.
//!
//! `<room>/<verb>.rs` holds one use case with its rule in words. `<room>/queries.rs` is the only place that starts a query on
//! the tables of the room.

pub mod access;
pub mod account;
pub mod approval;
pub mod artefact;
pub mod attachment;
pub mod audit;
pub mod check;
pub mod columns;
pub mod cycle;
pub mod decision;
pub mod design;
pub mod document;
pub mod e_service;
pub mod error;
pub mod ground;
pub mod import;
pub mod job;
pub mod launch;
pub mod machine;
pub mod metric;
pub mod need;
pub mod notification;
pub mod operation;
pub mod organisation;
pub mod pages_of;
pub mod paging;
pub mod portfolio;
pub mod project;
pub mod publication;
pub mod receipt;
mod refusal;
pub mod report;
pub mod retirement;
pub mod review;
pub mod revision;
pub mod search;
pub mod secret;
pub mod specification;
pub mod suggestion;
pub mod task;
pub mod template;
pub mod testing;
pub mod throttle;
pub mod working_method;

pub use error::{Error, Problem, ProblemCode, Result};

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    clock::Clock,
    config::Settings,
    database::{Db, Transaction},
};

/// What every use case stands on. Cheap to clone: a request has its own, so that its statements can be counted.
#[derive(Clone, Debug)]
pub struct Services {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The settings.
    pub settings: Arc<Settings>,
    /// Access tokens.
    pub tokens: account::tokens::Tokens,
    /// Password hashes.
    pub passwords: account::passwords::Passwords,
    /// Who has tried too often.
    pub throttle: throttle::Throttle,
    /// The versions of the process template.
    pub templates: template::Templates,
    /// Where the bytes of attachments lie.
    pub files: attachment::store::Files,
    /// Tells those who listen that there is something new.
    pub live: notification::live::Live,
}

impl Services {
    /// The time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The day, in the time zone of the settings.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.settings.time_zone).date_naive()
    }

    /// Begins a transaction that will write; what is not committed is undone when it is dropped.
    ///
    /// # Errors
    /// Where no connection is to be had in time.
    pub async fn begin(&self) -> Result<Transaction> {
        Ok(self.db.begin().await?)
    }
}
