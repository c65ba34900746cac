//! From the text of a file to its headings and rows.

use csv::{ReaderBuilder, StringRecord};

use super::encoding::mended;
use crate::domain::template::Text;

/// A sheet with a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The headings of its columns, without white space around them.
    pub headings: Vec<String>,
    /// Its rows below the heading; empty ones are left out.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1; the heading has one too.
    pub line: u64,
    cells: StringRecord,
}

impl Row {
    /// What a cell says, without white space around it; nothing where the row is shorter.
    #[must_use]
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).unwrap_or_default().trim()
    }
}

/// Why a file cannot be read at all, whatever it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Letters are lost: it was read in an encoding that it is not written in.
    Unreadable,
    /// There is nothing below the heading.
    Empty,
    /// It has more rows than so many.
    TooLong(usize),
    /// It is no CSV from this line on.
    Broken(u64),
}

impl Refusal {
    /// The reason for a person.
    #[must_use]
    pub fn text(self) -> Text {
        let (sv, en) = match self {
            Self::Unreadable => (
                "Tecken har gått förlorade. Läs filen som UTF-8 eller Windows-1252.".to_owned(),
                "Letters are lost. Read the file as UTF-8 or Windows-1252.".to_owned(),
            ),
            Self::Empty => (
                "Filen har inga rader.".to_owned(),
                "The file has no rows.".to_owned(),
            ),
            Self::TooLong(most) => (
                format!("Filen får ha högst {most} rader."),
                format!("The file may have at most {most} rows."),
            ),
            Self::Broken(line) => (
                format!("Rad {line} kan inte läsas som CSV."),
                format!("Line {line} cannot be read as CSV."),
            ),
        };
        Text { sv, en }
    }
}

/// Reads a sheet of at most so many rows. That there are any is for the caller to ask, once it knows the columns ([`Sheet::filled`]).
///
/// # Errors
/// Where it cannot be read at all.
pub fn read(text: &str, most: usize) -> Result<Sheet, Refusal> {
    // One kind of line ends, so that lines are counted as people count them.
    let text = mended(text).replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\u{fffd}') {
        return Err(Refusal::Unreadable);
    }
    let text = text.trim_start_matches('\u{feff}');
    // Some spreadsheets say the separator in a line of its own.
    let (text, before) = match text.strip_prefix("sep=") {
        Some(rest) => (rest.split_once('\n').map_or("", |(_, rest)| rest), 1),
        None => (text, 0),
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let broken =
        |error: &csv::Error| Refusal::Broken(error.position().map_or(1, csv::Position::line) + before);
    let headings = reader.headers().map_err(|error| broken(&error))?;
    let headings = headings.iter().map(|heading| heading.trim().to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let cells = record.map_err(|error| broken(&error))?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == most {
            return Err(Refusal::TooLong(most));
        }
        let line = cells.position().map_or(1, csv::Position::line) + before;
        rows.push(Row { line, cells });
    }
    Ok(Sheet { headings, rows })
}

impl Sheet {
    /// Its rows.
    ///
    /// # Errors
    /// [`Refusal::Empty`] where there are none.
    pub fn filled(self) -> Result<Vec<Row>, Refusal> {
        if self.rows.is_empty() {
            Err(Refusal::Empty)
        } else {
            Ok(self.rows)
        }
    }
}

/// The separator: the one of semicolon, comma and tab that the heading has most of.
fn separator(text: &str) -> u8 {
    let heading = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |mark: &u8| heading.bytes().filter(|byte| byte == mark).count();
    [b',', b'\t', b';'].into_iter().max_by_key(count).unwrap_or(b';')
}

/// A heading as it reads without spaces, hyphens and capitals: "E-tjänst" and "etjänst" are the same.
#[must_use]
pub fn plain(heading: &str) -> String {
    heading
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
