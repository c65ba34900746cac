//! What came, held against what should have come.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use ::entity::{
    delivery,
    enums::{DeliveryForm, Locale},
    ids::UserId,
    notification,
};
use chrono::{DateTime, Utc};
use lansera::delivery::Mail;
use sea_orm::{EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    oracle::{Form, Letter, Told},
    world::World,
};
use crate::support::app::TestApp;

/// So many differences are shown.
const MOST: usize = 25;

/// What was compared so far, and what was different.
#[derive(Debug)]
pub struct Comparison {
    seed: u64,
    mails: usize,
    told: usize,
    by_kind: BTreeMap<String, usize>,
    differences: Vec<String>,
}

impl Comparison {
    /// Before the year begins.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            mails: 0,
            told: 0,
            by_kind: BTreeMap::new(),
            differences: Vec::new(),
        }
    }

    /// The mails of an hour: what the outbox says that was sent, and what came.
    pub async fn hour(&mut self, app: &TestApp, world: &World, at: DateTime<Utc>, expected: Vec<Letter>) {
        let mails = app.mails();
        if mails.is_empty() && expected.is_empty() {
            return;
        }
        self.mails += mails.len();
        let sent = delivery::Entity::find()
            .filter(delivery::COLUMN.sent_at.eq(at))
            .find_also_related(notification::Entity)
            .all(&app.services().db)
            .await
            .expect("deliveries");
        for letter in &expected {
            *self.by_kind.entry(name(&letter.form)).or_default() += 1;
        }
        let outbox = sent
            .iter()
            .map(|(row, told)| sent_line(world, row, told.as_ref()));
        let letters = expected.iter().map(|letter| letter_line(world, letter));
        self.differ(at, "outbox", letters.collect(), outbox.collect());
        let came = mails.iter().map(|mail| mail_line(app, mail));
        let should_come = expected.iter().map(|letter| {
            let language = letter.locale;
            format!(
                "{} {language:?} {}",
                world.person(letter.to).who.email,
                letter.links.join(" ")
            )
        });
        self.differ(at, "mail", should_come.collect(), came.collect());
    }

    /// The whole ledger at the end of the year.
    pub async fn ledger(&mut self, app: &TestApp, world: &World, expected: &[Told]) {
        let rows = notification::Entity::find()
            .all(&app.services().db)
            .await
            .expect("the ledger");
        self.told = rows.len();
        let nobody = || "-".to_owned();
        let who =
            |user: Option<UserId>| user.map_or_else(nobody, |user| world.person(user).who.email.clone());
        let written = rows.iter().map(|row| {
            format!(
                "{} {:?} {} {:?} {:?} for {} at {} gathered {:?}",
                who(Some(row.user_id)),
                row.kind,
                thing_of(row),
                row.about_on,
                row.role,
                who(row.on_behalf_of),
                row.created_at,
                row.digest_at,
            )
        });
        let should_be = expected.iter().map(|told| {
            format!(
                "{} {:?} {} {:?} {:?} for {} at {} gathered {:?}",
                who(Some(told.to)),
                told.kind,
                told.thing,
                told.about,
                told.role,
                who(told.instead_of),
                told.at,
                told.digest,
            )
        });
        self.differ(app.now(), "ledger", should_be.collect(), written.collect());
    }

    /// Notes what is in one and not in the other, as often as it is.
    fn differ(&mut self, at: DateTime<Utc>, place: &str, expected: Vec<String>, found: Vec<String>) {
        let mut count: HashMap<String, i32> = HashMap::new();
        for line in expected {
            *count.entry(line).or_default() += 1;
        }
        for line in found {
            *count.entry(line).or_default() -= 1;
        }
        let mut different: Vec<_> = count.into_iter().filter(|(_, count)| *count != 0).collect();
        different.sort();
        for (line, count) in different {
            let what = if count > 0 { "is missing" } else { "is too much" };
            self.differences.push(format!("{at} {place}: {what}: {line}"));
        }
        assert!(self.differences.len() < MOST, "{self}");
    }

    /// How much there was, in a line.
    pub fn summary(&self) -> String {
        format!(
            "a year of seed {}: {} mails, {} rows in the ledger",
            self.seed, self.mails, self.told
        )
    }

    /// Fails where anything was different.
    pub fn end(&self) {
        assert!(self.differences.is_empty(), "{self}");
        assert!(self.mails > 1_000, "hardly a year: {self}");
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seed,
            mails,
            told,
            by_kind,
            differences,
        } = self;
        write!(
            f,
            "seed {seed}: {mails} mails, {told} rows in the ledger, {by_kind:?}; "
        )?;
        write!(f, "{} differences\n{}", differences.len(), differences.join("\n"))
    }
}

fn name(form: &Form) -> String {
    match form {
        Form::Notice(told) => format!("{:?}", told.kind),
        Form::Digest(_) => "a digest".to_owned(),
        Form::Overview(_) => "an overview".to_owned(),
    }
}

fn letter_line(world: &World, letter: &Letter) -> String {
    let what = match &letter.form {
        Form::Notice(told) => format!("{:?} {} {:?}", told.kind, told.thing, told.about),
        Form::Digest(moment) => format!("digest of {moment}"),
        Form::Overview(moment) => format!("overview of {moment}"),
    };
    format!("{} {what}", world.person(letter.to).who.email)
}

fn sent_line(world: &World, row: &delivery::Model, told: Option<&notification::Model>) -> String {
    let moment = row.slot.unwrap_or_default();
    let what = match (row.form, told) {
        (DeliveryForm::Notice, Some(told)) => {
            format!("{:?} {} {:?}", told.kind, thing_of(told), told.about_on)
        }
        (DeliveryForm::Notice, None) => "nothing".to_owned(),
        (DeliveryForm::Digest, _) => format!("digest of {moment}"),
        (DeliveryForm::Overview, _) => format!("overview of {moment}"),
    };
    format!("{} {what}", world.person(row.user_id).who.email)
}

fn thing_of(row: &notification::Model) -> Uuid {
    let thing = row.cycle_id.map(|id| id.0).or(row.metric_id.map(|id| id.0));
    let thing = thing
        .or(row.task_id.map(|id| id.0))
        .or(row.approval_id.map(|id| id.0));
    thing.unwrap_or_default()
}

/// To whom a mail came, in which language, and where the words above the line lead.
fn mail_line(app: &TestApp, mail: &Mail) -> String {
    let base = format!("{}/", app.services().settings.public_url);
    let (words, foot) = mail.text.split_once("\n---\n").expect("a foot");
    let mut links: Vec<_> = words
        .lines()
        .filter_map(|line| line.trim().strip_prefix(&base))
        .collect();
    links.sort_unstable();
    let language = if foot.contains("Skickat automatiskt") {
        Locale::Sv
    } else {
        Locale::En
    };
    format!("{} {language:?} {}", mail.to.email, links.join(" "))
}
