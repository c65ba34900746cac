//! Measured values in a sheet: CSV as Excel and others write it, with semicolons, commas or tabs, decimal commas, a byte order mark,
//! and the letters å, ä, ö even where the file was read in the wrong encoding.

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord};

use super::Given;

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
    /// Letters are lost: it was read in an encoding that it is not written in.
    Unreadable,
    /// It has no line with values.
    Empty,
    /// A column that must be there is not: metric, day, or a value.
    ColumnMissing,
    /// It is no CSV.
    Malformed,
    /// It has too many lines.
    TooLong,
}

impl SheetRefusal {
    /// The reason in Swedish and English.
    #[must_use]
    pub const fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Unreadable => (
                "Tecken har gått förlorade. Läs filen som UTF-8 eller Windows-1252.",
                "Letters are lost. Read the file as UTF-8 or Windows-1252.",
            ),
            Self::Empty => ("Filen har inga värden.", "The file has no values."),
            Self::ColumnMissing => (
                "En kolumn saknas. Det ska finnas mått, datum och värde (eller täljare och nämnare).",
                "A column is missing. There must be metric, measured_on and value (or numerator and denominator).",
            ),
            Self::Malformed => (
                "Filen går inte att läsa som CSV.",
                "The file cannot be read as CSV.",
            ),
            Self::TooLong => ("Högst 1 000 rader åt gången.", "At most 1,000 lines at once."),
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
    fn of(heading: &StringRecord) -> Option<Self> {
        let at = |names: &[&str]| {
            heading
                .iter()
                .position(|name| names.contains(&name.trim().to_lowercase().as_str()))
        };
        let columns = Self {
            e_service: at(&["e-tjänst", "etjänst", "e_service", "e-service", "eservice"]),
            metric: at(&["mått", "metric", "measure"])?,
            measured_on: at(&["datum", "mätdag", "dag", "measured_on", "measuredon", "date"])?,
            value: at(&["värde", "value"]),
            numerator: at(&["täljare", "numerator"]),
            denominator: at(&["nämnare", "denominator"]),
            note: at(&["anmärkning", "kommentar", "note"]),
        };
        let has_value =
            columns.value.is_some() || columns.numerator.is_some() && columns.denominator.is_some();
        has_value.then_some(columns)
    }

    fn line(&self, number: u64, record: &StringRecord) -> Line {
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
        let filled = |at| Some(cell(at)).filter(|cell| !cell.is_empty()).map(number_of);
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
            number,
            e_service: cell(self.e_service).to_owned(),
            metric: cell(Some(self.metric)).to_owned(),
            measured_on: cell(Some(self.measured_on)).parse().ok(),
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
    // One kind of line ends, so that lines are counted as people count them.
    let text = mended(text).replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\u{fffd}') {
        return Err(SheetRefusal::Unreadable);
    }
    let heading = text.lines().next().unwrap_or_default();
    let count = |sign: char| heading.matches(sign).count();
    let delimiter = [';', '\t', ',']
        .into_iter()
        .max_by_key(|sign| (count(*sign), *sign == ';'));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.map_or(b';', |sign| sign as u8))
        .flexible(true)
        .from_reader(text.as_bytes());
    let heading = reader.headers().map_err(|_| SheetRefusal::Malformed)?;
    let columns = Columns::of(heading).ok_or(SheetRefusal::ColumnMissing)?;
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| SheetRefusal::Malformed)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if lines.len() == MOST_LINES {
            return Err(SheetRefusal::TooLong);
        }
        let number = record.position().map_or(0, csv::Position::line);
        lines.push(columns.line(number, &record));
    }
    if lines.is_empty() {
        return Err(SheetRefusal::Empty);
    }
    Ok(lines)
}

/// A number as people write it: with decimal comma or point, and spaces between thousands.
#[must_use]
pub fn number_of(text: &str) -> Option<f64> {
    let bare: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| match sign {
            ',' => '.',
            '\u{2212}' => '-',
            sign => sign,
        })
        .collect();
    bare.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// UTF-8 that was read as Windows-1252 ("mÃ¥tt") as it was meant ("mått"); anything else as it is.
fn mended(text: &str) -> String {
    if !text.contains('Ã') && !text.starts_with("ï»¿") {
        return text.to_owned();
    }
    let bytes: Option<Vec<u8>> = text.chars().map(windows_1252).collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| text.to_owned())
}

/// The byte that Windows-1252 has for a letter.
fn windows_1252(letter: char) -> Option<u8> {
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u32::from(letter) {
        code @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(code).ok(),
        _ => {
            let place = UPPER.chars().position(|upper| upper == letter)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    #[test]
    fn a_sheet_from_excel_is_read_with_semicolons_and_decimal_commas() {
        let text = "\u{feff}E-tjänst;Mått;Datum;Värde;Anmärkning\r\nAnsök om bygglov;Andel;2027-02-23;47,25;\"Ett; två\"\r\n;;;;\r\n";
        assert_eq!(
            lines(text),
            Ok(vec![Line {
                number: 2,
                e_service: "Ansök om bygglov".into(),
                metric: "Andel".into(),
                measured_on: Some(date("2027-02-23")),
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
            Err(SheetRefusal::Unreadable)
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
        assert_eq!(lines("mått;datum;värde\n"), Err(SheetRefusal::Empty));
        let long = format!("mått;datum;värde\n{}", "Andel;2027-02-23;1\n".repeat(1_001));
        assert_eq!(lines(&long), Err(SheetRefusal::TooLong));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("1 234,5", Some(1_234.5)),
            ("\u{2212}3", Some(-3.0)),
            ("1.5", Some(1.5)),
            ("NaN", None),
            ("3 %", None),
        ] {
            assert_eq!(number_of(text), number, "{text}");
        }
    }
}
