//! Measured values in a sheet: each line names a metric, a day, and a value or what it is computed from.

use chrono::NaiveDate;

use super::Given;
use crate::domain::{
    sheet::{self, Refusal, Row, date, number, plain},
    template::Text,
};

/// Most lines.
pub const MOST_LINES: usize = 1_000;

/// A line with a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number in the file, from 1; the heading has one too.
    pub number: u64,
    /// Name or opaque id of the e-service; empty where the sheet has no such column.
    pub e_service: String,
    /// Name or opaque id of the metric.
    pub metric: String,
    /// The day for which the value holds; none where it is no day.
    pub measured_on: Option<NaiveDate>,
    /// What was given; none where a cell is no number.
    pub given: Option<Given>,
    /// A remark.
    pub note: String,
}

/// Why nothing can be read of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetRefusal {
    /// It is no sheet, or too long, or empty.
    Sheet(Refusal),
    /// A column that must be there is not: metric, day, or a value.
    ColumnMissing,
}

impl From<Refusal> for SheetRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Sheet(refusal)
    }
}

impl SheetRefusal {
    /// The reason for a person.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Sheet(refusal) => refusal.text(),
            Self::ColumnMissing => Text {
                sv: "En kolumn saknas. Det ska finnas mått, datum och värde (eller täljare och nämnare).".to_owned(),
                en: "A column is missing. There must be metric, measured_on and value (or numerator and denominator)."
                    .to_owned(),
            },
        }
    }
}

/// Where each column is.
struct Columns {
    e_service: Option<usize>,
    metric: usize,
    measured_on: usize,
    value: Option<usize>,
    numerator: Option<usize>,
    denominator: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn of(headings: &[String]) -> Option<Self> {
        let at = |names: &[&str]| {
            headings
                .iter()
                .position(|name| names.contains(&plain(name).as_str()))
        };
        let columns = Self {
            e_service: at(&["etjänst", "eservice"]),
            metric: at(&["mått", "metric", "measure"])?,
            measured_on: at(&["datum", "mätdag", "dag", "measuredon", "date"])?,
            value: at(&["värde", "value"]),
            numerator: at(&["täljare", "numerator"]),
            denominator: at(&["nämnare", "denominator"]),
            note: at(&["anmärkning", "kommentar", "note"]),
        };
        let has_value =
            columns.value.is_some() || columns.numerator.is_some() && columns.denominator.is_some();
        has_value.then_some(columns)
    }

    fn line(&self, row: &Row) -> Line {
        let cell = |at: Option<usize>| at.map(|at| row.cell(at)).unwrap_or_default();
        let filled = |at| Some(cell(at)).filter(|cell| !cell.is_empty()).map(number);
        let given = match (
            filled(self.value),
            filled(self.numerator),
            filled(self.denominator),
        ) {
            (Some(None), ..) | (_, Some(None), _) | (_, _, Some(None)) => None,
            (value, numerator, denominator) => Some(Given::one_of(
                value.flatten(),
                numerator.flatten(),
                denominator.flatten(),
                None,
            )),
        };
        Line {
            number: row.line,
            e_service: cell(self.e_service).to_owned(),
            metric: row.cell(self.metric).to_owned(),
            measured_on: date(row.cell(self.measured_on)),
            given,
            note: cell(self.note).to_owned(),
        }
    }
}

/// The lines of a sheet with a heading; empty ones are left out.
///
/// # Errors
/// Why nothing can be read of it.
pub fn lines(text: &str) -> Result<Vec<Line>, SheetRefusal> {
    let sheet = sheet::read(text, MOST_LINES)?;
    let columns = Columns::of(&sheet.headings).ok_or(SheetRefusal::ColumnMissing)?;
    let rows = sheet.filled()?;
    Ok(rows.iter().map(|row| columns.line(row)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given;

    #[test]
    fn a_sheet_from_excel_is_read_with_semicolons_and_decimal_commas() {
        let text = "\u{feff}E-tjänst;Mått;Datum;Värde;Anmärkning\r\nAnsök om bygglov;Andel;2027-02-23;47,25;\"Ett; två\"\r\n;;;;\r\n";
        assert_eq!(
            lines(text),
            Ok(vec![Line {
                number: 2,
                e_service: "Ansök om bygglov".into(),
                metric: "Andel".into(),
                measured_on: Some(given::date("2027-02-23")),
                given: Some(Given::Value(47.25)),
                note: "Ett; två".into(),
            }])
        );
    }

    #[test]
    fn commas_and_english_headings_do_as_well() {
        let text = "metric,measured_on,numerator,denominator\nAndel,2027-02-23,1 200,1500\n";
        let read = lines(text).map(|lines| lines[0].given);
        let parts = Given::Parts {
            numerator: 1_200.0,
            denominator: 1_500.0,
        };
        assert_eq!(read, Ok(Some(parts)));
    }

    #[test]
    fn letters_that_were_read_wrongly_are_mended() {
        let text = "ï»¿mÃ¥tt;datum;vÃ¤rde\nKÃ¶tid;2027-02-23;3\n";
        let read = lines(text).map(|lines| lines[0].metric.clone());
        assert_eq!(read, Ok("Kötid".into()));
        assert_eq!(
            lines("m\u{fffd}tt;datum;v\u{fffd}rde\n"),
            Err(SheetRefusal::Sheet(Refusal::Unreadable))
        );
    }

    #[test]
    fn what_is_no_day_or_no_number_is_told_of_its_line_alone() {
        let text = "mått;datum;värde\nAndel;igår;47\nAndel;2027-02-23;många\nAndel;2027-02-23;\n";
        let read = lines(text).unwrap_or_default();
        assert_eq!(read[0].measured_on, None);
        assert_eq!(read[1].given, None);
        assert_eq!(read[2].given, Some(Given::Unclear));
    }

    #[test]
    fn a_sheet_without_what_is_needed_is_refused() {
        assert_eq!(lines(""), Err(SheetRefusal::ColumnMissing));
        assert_eq!(
            lines("mått;datum\nAndel;2027-02-23\n"),
            Err(SheetRefusal::ColumnMissing)
        );
        assert_eq!(
            lines("mått;datum;värde\n"),
            Err(SheetRefusal::Sheet(Refusal::Empty))
        );
        let long = format!("mått;datum;värde\n{}", "Andel;2027-02-23;1\n".repeat(1_001));
        assert_eq!(
            lines(&long),
            Err(SheetRefusal::Sheet(Refusal::TooLong(MOST_LINES)))
        );
    }
}
