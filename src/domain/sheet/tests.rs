//! Sheets as spreadsheets write them.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::{Refusal, date, decode, number, plain, read};
use crate::domain::given;

const SWEDISH: &str = "Namn;Enhet\r\nAnsök om bygglov;\"Bygg; och miljö\"\r\n;\r\nAnmäl frånvaro;Skolor\r\n";

/// Every row: its line, and its first two cells.
fn cells(text: &str) -> Vec<(u64, String, String)> {
    let sheet = read(text, 10).unwrap();
    let rows = sheet.rows.iter();
    rows.map(|row| (row.line, row.cell(0).to_owned(), row.cell(1).to_owned()))
        .collect()
}

#[test]
fn rows_have_the_lines_that_people_count_and_empty_ones_are_left_out() {
    let first = (2, "Ansök om bygglov".to_owned(), "Bygg; och miljö".to_owned());
    let second = (4, "Anmäl frånvaro".to_owned(), "Skolor".to_owned());
    assert_eq!(cells(SWEDISH), [first, second]);
    let said = cells(&format!("sep=;\r\n{SWEDISH}"));
    assert_eq!((said[0].0, said[1].0), (3, 5));
    assert_eq!(cells("a\tb\n1\n"), [(2, "1".to_owned(), String::new())]);
    assert_eq!(cells("a,b\r1,2\r"), [(2, "1".to_owned(), "2".to_owned())]);
}

#[test]
fn the_encodings_of_spreadsheets_give_the_same_text() {
    let utf_8 = SWEDISH.as_bytes();
    let with_mark = [b"\xef\xbb\xbf", utf_8].concat();
    let (windows, ..) = encoding_rs::WINDOWS_1252.encode(SWEDISH);
    let mut utf_16 = vec![0xff, 0xfe];
    utf_16.extend(SWEDISH.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [utf_8, &with_mark, &windows, &utf_16] {
        assert_eq!(decode(bytes), SWEDISH);
    }
}

#[test]
fn a_day_is_read_where_it_is_unambiguous() {
    for text in [
        "2026-11-25",
        "2026/11/25",
        "20261125",
        "25/11/2026",
        "25.11.2026",
        "25-11-2026",
        "11/25/2026",
        "2026-11-25 00:00:00",
    ] {
        assert_eq!(date(text), Some(given::date("2026-11-25")), "{text}");
    }
    assert_eq!(date("05/05/2026"), Some(given::date("2026-05-05")));
    assert_eq!(date("4.5.2026"), Some(given::date("2026-05-04")));
    for text in [
        "04/05/2026",
        "2026-13-01",
        "31/02/2026",
        "november 2026",
        "25/11/26",
        "",
        "1/2/3/4",
    ] {
        assert_eq!(date(text), None, "{text}");
    }
}

#[test]
fn letters_that_somebody_read_wrongly_are_mended_and_lost_ones_told() {
    let text = "ï»¿mÃ¥tt;vÃ¤rde\nKÃ¶tid;3\n";
    assert_eq!(read(text, 10).unwrap().headings, ["mått", "värde"]);
    assert_eq!(cells(text)[0].1, "Kötid");
    assert_eq!(cells("Ã;b\n1;2\n").len(), 1, "a letter that may stand there");
    assert_eq!(read("m\u{fffd}tt;b\n", 10), Err(Refusal::Unreadable));
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_eq!(read("a;b\n1;2\n1;2\n", 1), Err(Refusal::TooLong(1)));
    assert_eq!(read("a;b\n", 10).unwrap().filled(), Err(Refusal::Empty));
    assert_eq!(read("", 10).unwrap().headings.concat(), "");
    let refusals = [
        Refusal::Unreadable,
        Refusal::Empty,
        Refusal::TooLong(3),
        Refusal::Broken(3),
    ];
    for refusal in refusals {
        assert_ne!(refusal.text().sv, refusal.text().en);
    }
}

#[test]
fn headings_are_the_same_however_they_are_spelt() {
    assert_eq!(plain(" E-tjänst "), plain("etjänst"));
    assert_eq!(plain("measured_on"), "measuredon");
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, meant) in [
        ("1 234,5", Some(1_234.5)),
        ("\u{2212}3", Some(-3.0)),
        ("1.5", Some(1.5)),
        ("NaN", None),
        ("3 %", None),
    ] {
        assert_eq!(number(text), meant, "{text}");
    }
}
