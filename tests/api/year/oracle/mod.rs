//! What should come: slow and obvious, written from what the design and the catalogue say, and without a look into the product.
//!
//! It walks through the year hour by hour with its own calendar ([`super::almanac`]), its own list of who is told what, and its own
//! ledger and letter box. From the product it takes names of things (kinds, roles, keys) and rows as they are, and no rule.

mod post;
mod steps;
mod telling;
mod week;
mod wording;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ::entity::{
    enums::{NotificationKind as Kind, Role},
    ids::{EServiceId, UserId},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub use post::{Form, Letter};
pub use steps::{Reminder, written_out};
pub use telling::Occasion;
pub use week::mornings_of_weeks;

/// What somebody was told.
#[derive(Clone, Debug)]
pub struct Told {
    /// Who.
    pub to: UserId,
    /// What.
    pub kind: Kind,
    /// Of which e-service.
    pub service: Option<EServiceId>,
    /// About which thing; nil where it is about none.
    pub thing: Uuid,
    /// The date.
    pub about: Option<NaiveDate>,
    /// For which role.
    pub role: Option<Role>,
    /// For whom they stand in.
    pub instead_of: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
    /// The digest that gathers it.
    pub digest: Option<DateTime<Utc>>,
    /// Whether the person has read it in the app.
    pub read: bool,
}

/// All that should have come so far.
#[derive(Debug, Default)]
pub struct Oracle {
    /// What people were told.
    pub told: Vec<Told>,
    /// The same, by person and occurrence: nobody is told anything twice.
    known: HashSet<(UserId, String)>,
    /// Letters that wait for a moment at which they may go.
    waiting: Vec<usize>,
    /// Digests that are coming, by their moment.
    digests: BTreeMap<DateTime<Utc>, BTreeSet<UserId>>,
    /// Overviews of the week that are coming, by their moment.
    overviews: BTreeMap<DateTime<Utc>, BTreeSet<UserId>>,
}

impl Oracle {
    /// Before the year begins.
    pub fn new(overviews: BTreeMap<DateTime<Utc>, BTreeSet<UserId>>) -> Self {
        Self {
            overviews,
            ..Self::default()
        }
    }

    /// Somebody reads all that is in the app.
    pub fn reads_all(&mut self, user: UserId) {
        for told in self.told.iter_mut().filter(|told| told.to == user) {
            told.read = true;
        }
    }
}
