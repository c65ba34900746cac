//! What each row of a sheet of e-services says, and all that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::enums::{Audience, Interval};
use chrono::NaiveDate;

use super::{
    Column,
    values::{audience, interval},
};
use crate::domain::{
    sheet::{self, Refusal, date, number},
    template::Text,
};

/// Most rows that are brought in at once.
pub const MOST: usize = 5_000;
/// Longest cell but a purpose, and longest purpose, in characters.
const LONGEST: usize = 200;
const LONGEST_PURPOSE: usize = 20_000;

/// A row of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1; that of the heading is the first.
    pub line: u64,
    /// The name that stands in it, as far as one does.
    pub name: String,
    /// The unit that stands in it; empty where none does.
    pub unit: String,
    /// What it says; none where something is wrong with it.
    pub draft: Option<Draft>,
    /// All that is wrong with it.
    pub problems: Vec<RowProblem>,
}

/// Something that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// In which column.
    pub column: Column,
    /// What it is, in words.
    pub text: Text,
}

impl RowProblem {
    /// A problem in both languages.
    pub fn new(column: Column, sv: impl Into<String>, en: impl Into<String>) -> Self {
        let text = Text {
            sv: sv.into(),
            en: en.into(),
        };
        Self { column, text }
    }
}

/// An e-service in operation, as a row says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// A key of the municipality's own.
    pub external_id: Option<String>,
    /// Name.
    pub name: String,
    /// Name of its unit.
    pub unit: String,
    /// What it is for; its name where nothing is said.
    pub purpose: String,
    /// Whom it is for; inhabitants where nothing is said.
    pub audience: Audience,
    /// The owner.
    pub owner: Person,
    /// The service manager.
    pub manager: Person,
    /// Since when it is in operation.
    pub launched_on: NaiveDate,
    /// What is measured; none where no interval is given.
    pub measure: Option<Measure>,
}

/// A person as a row names them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// Address, in small letters.
    pub email: String,
    /// Name; none where the row has none.
    pub name: Option<String>,
}

/// A measure as a row states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// How often.
    pub interval: Interval,
    /// What; the number of cases where nothing is said.
    pub name: Option<String>,
    /// In which unit.
    pub unit: Option<String>,
    /// Value to reach.
    pub target: Option<f64>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRefusal {
    /// It is no sheet, or too long, or empty.
    Sheet(Refusal),
    /// These columns are missing.
    ColumnsMissing(Vec<Column>),
    /// A column is there twice.
    ColumnTwice(String),
}

impl From<Refusal> for SheetRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Sheet(refusal)
    }
}

impl SheetRefusal {
    /// The reason for a person.
    #[must_use]
    pub fn text(&self) -> Text {
        let (sv, en) = match self {
            Self::Sheet(refusal) => return refusal.text(),
            Self::ColumnsMissing(columns) => {
                let named = |place: usize| {
                    let names = columns.iter().filter_map(|column| column.headings().get(place));
                    names.copied().collect::<Vec<_>>().join(", ")
                };
                (
                    format!("Kolumner saknas: {}.", named(0)),
                    format!("Columns are missing: {}.", named(1)),
                )
            }
            Self::ColumnTwice(heading) => (
                format!("Kolumnen ”{heading}” finns två gånger."),
                format!("The column “{heading}” is there twice."),
            ),
        };
        Text { sv, en }
    }
}

/// Reads a file: every row with what it says or all that is wrong with it.
///
/// # Errors
/// Where it cannot be read at all.
pub fn read(text: &str) -> Result<Vec<Row>, SheetRefusal> {
    let sheet = sheet::read(text, MOST)?;
    let columns = columns(&sheet.headings)?;
    let rows = sheet.filled()?;
    let mut rows = rows
        .iter()
        .map(|row| Cells::of(&columns, row).row())
        .collect::<Vec<_>>();
    twice(&mut rows);
    Ok(rows)
}

/// Which column is which.
fn columns(headings: &[String]) -> Result<BTreeMap<Column, usize>, SheetRefusal> {
    let mut columns = BTreeMap::new();
    for (place, heading) in headings.iter().enumerate() {
        // What nobody asks for is passed over.
        if let Some(column) = Column::of(heading)
            && columns.insert(column, place).is_some()
        {
            return Err(SheetRefusal::ColumnTwice(heading.clone()));
        }
    }
    let needed = Column::NEEDED.iter().copied();
    let missing: Vec<_> = needed.filter(|column| !columns.contains_key(column)).collect();
    if missing.is_empty() {
        Ok(columns)
    } else {
        Err(SheetRefusal::ColumnsMissing(missing))
    }
}

/// Rows that are about the same e-service.
fn twice(rows: &mut [Row]) {
    let mut seen = BTreeMap::new();
    for row in rows {
        let Some(draft) = &row.draft else { continue };
        if let Some(first) = seen.insert(draft.key(), row.line) {
            row.problems.push(RowProblem::new(
                Column::Name,
                format!("Samma e-tjänst står på rad {first}."),
                format!("The same e-service is on line {first}."),
            ));
            row.draft = None;
        }
    }
}

impl Draft {
    /// What tells e-services apart: the municipality's own key, or else unit and name.
    #[must_use]
    pub fn key(&self) -> (bool, String) {
        match &self.external_id {
            Some(id) => (true, id.clone()),
            None => (
                false,
                format!("{}\n{}", self.unit.to_lowercase(), self.name.to_lowercase()),
            ),
        }
    }
}

/// The cells of a row, and what was found wrong with them so far.
struct Cells<'a> {
    columns: &'a BTreeMap<Column, usize>,
    row: &'a sheet::Row,
    problems: Vec<RowProblem>,
    told: BTreeSet<Column>,
}

impl<'a> Cells<'a> {
    const fn of(columns: &'a BTreeMap<Column, usize>, row: &'a sheet::Row) -> Self {
        Self {
            columns,
            row,
            problems: Vec::new(),
            told: BTreeSet::new(),
        }
    }

    fn row(mut self) -> Row {
        let line = self.row.line;
        let name = self.needed(Column::Name);
        let unit = self.needed(Column::Unit);
        let owner = self.person(Column::Owner, Column::OwnerName);
        let manager = self.person(Column::Manager, Column::ManagerName);
        let launched = self.needed(Column::Launched);
        let launched_on = date(&launched);
        if !launched.is_empty() && launched_on.is_none() {
            self.wrong(
                Column::Launched,
                format!("”{launched}” är inget entydigt datum; skriv till exempel 2026-11-25."),
                format!("“{launched}” is no unambiguous date; write for example 2026-11-25."),
            );
        }
        let audience = self
            .one_of(Column::Audience, audience)
            .unwrap_or(Audience::External);
        let measure = self.measure();
        let purpose = self.given(Column::Purpose).unwrap_or_else(|| name.clone());
        let external_id = self.given(Column::ExternalId);
        let draft = launched_on
            .filter(|_| self.problems.is_empty())
            .map(|launched_on| Draft {
                external_id,
                name: name.clone(),
                unit: unit.clone(),
                purpose,
                audience,
                owner,
                manager,
                launched_on,
                measure,
            });
        Row {
            line,
            name,
            unit,
            draft,
            problems: self.problems,
        }
    }

    fn measure(&mut self) -> Option<Measure> {
        let interval = self.one_of(Column::Interval, interval);
        let (name, unit) = (self.given(Column::Metric), self.given(Column::MetricUnit));
        let target = self.one_of(Column::Target, number);
        Some(Measure {
            interval: interval?,
            name,
            unit,
            target,
        })
    }

    /// A cell that may be empty and else says one of several things.
    fn one_of<T>(&mut self, column: Column, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.given(column)?;
        let found = meaning(&text);
        if found.is_none() {
            self.wrong(
                column,
                format!("”{text}” går inte att tolka."),
                format!("“{text}” is not understood."),
            );
        }
        found
    }

    fn person(&mut self, column: Column, name: Column) -> Person {
        let email = self.needed(column).to_lowercase();
        let is_address = email
            .split_once('@')
            .is_some_and(|(local, host)| !local.is_empty() && host.contains('.') && !host.contains('@'));
        if !email.is_empty() && (!is_address || email.contains(char::is_whitespace)) {
            self.wrong(
                column,
                format!("”{email}” är ingen e-postadress."),
                format!("“{email}” is no e-mail address."),
            );
        }
        Person {
            email,
            name: self.given(name),
        }
    }

    fn needed(&mut self, column: Column) -> String {
        let text = self.given(column);
        if text.is_none() {
            self.wrong(column, "Måste fyllas i.", "Must be given.");
        }
        text.unwrap_or_default()
    }

    fn given(&mut self, column: Column) -> Option<String> {
        let text = self.row.cell(*self.columns.get(&column)?);
        let longest = if column == Column::Purpose {
            LONGEST_PURPOSE
        } else {
            LONGEST
        };
        if text.chars().count() > longest {
            self.wrong(
                column,
                format!("Får vara högst {longest} tecken."),
                format!("May have at most {longest} characters."),
            );
        }
        if text.contains('\0') {
            self.wrong(
                column,
                "Innehåller ett otillåtet tecken.",
                "Holds a character that is not allowed.",
            );
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Notes what is wrong with a cell; the first thing is enough.
    fn wrong(&mut self, column: Column, sv: impl Into<String>, en: impl Into<String>) {
        if self.told.insert(column) {
            self.problems.push(RowProblem::new(column, sv, en));
        }
    }
}
