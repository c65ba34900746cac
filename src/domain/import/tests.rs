//! What spreadsheets say, in the ways in which they say it.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ::entity::enums::{Audience, Interval};

use super::{Column, Draft, Row, SheetRefusal, audience, interval, read};
use crate::domain::{
    given,
    sheet::{Refusal, decode},
};

const SWEDISH: &str = "Namn;Enhet;Ägare;Förvaltare;Lanseringsdatum;Intervall;Målgrupp;Syfte\r\n\
    Ansök om bygglov;Bygglov;orjan@kommun.se;Frida@Kommun.se;2019-03-01;kvartalsvis;extern;\"Den som vill bygga; när som helst\"\r\n\
    Anmäl frånvaro;Skolor;orjan@kommun.se;frida@kommun.se;25/11/2020;;;\r\n";

fn drafts(rows: &[Row]) -> Vec<&Draft> {
    rows.iter().map(|row| row.draft.as_ref().unwrap()).collect()
}

/// The columns with a problem, row by row.
fn wrong(text: &str) -> Vec<(u64, Vec<Column>)> {
    let rows = read(text).unwrap();
    rows.iter()
        .map(|row| {
            (
                row.line,
                row.problems.iter().map(|problem| problem.column).collect(),
            )
        })
        .collect()
}

#[test]
fn a_swedish_spreadsheet_with_semicolons_is_read() {
    let rows = read(SWEDISH).unwrap();
    let drafts = drafts(&rows);
    assert_eq!(drafts[0].name, "Ansök om bygglov");
    assert_eq!(drafts[0].purpose, "Den som vill bygga; när som helst");
    assert_eq!(drafts[0].manager.email, "frida@kommun.se");
    assert_eq!(drafts[0].launched_on, given::date("2019-03-01"));
    assert_eq!(drafts[0].measure.as_ref().unwrap().interval, Interval::Quarterly);
    assert_eq!(drafts[1].launched_on, given::date("2020-11-25"));
    assert_eq!(
        (drafts[1].purpose.as_str(), drafts[1].audience),
        ("Anmäl frånvaro", Audience::External)
    );
    assert_eq!((drafts[1].measure.as_ref(), rows[1].line), (None, 3));
}

#[test]
fn an_english_spreadsheet_with_commas_or_tabs_is_read() {
    let english = "Launch date,Name,Org unit,Owner e-mail,Service manager,Audience,Number,Remark\n\
        2021-01-04,\"Report, absence\",Schools,a@b.se,c@d.se,internal,17,whatever\n";
    let rows = read(english).unwrap();
    let draft = drafts(&rows)[0];
    assert_eq!(
        (draft.name.as_str(), draft.audience),
        ("Report, absence", Audience::Internal)
    );
    assert_eq!(draft.external_id.as_deref(), Some("17"));
    let tabs = read(&SWEDISH.replace("; när", ", när").replace(';', "\t")).unwrap();
    assert_eq!(drafts(&tabs).len(), 2);
    let said = read(&format!("sep=;\r\n{SWEDISH}")).unwrap();
    assert_eq!((drafts(&said).len(), said[1].line), (2, 4));
}

#[test]
fn intervals_and_audiences_are_read_in_both_languages() {
    assert_eq!(interval("Halvårsvis"), interval("half-yearly"));
    assert_eq!(interval("ibland"), None);
    assert_eq!(audience("Medarbetare"), audience("internal"));
    assert_eq!(audience("alla"), None);
}

#[test]
fn every_row_tells_all_that_is_wrong_with_it() {
    let text = "namn;enhet;ägare;förvaltare;lanserad;intervall;målvärde\n\
        ;Bygglov;orjan;frida@kommun.se;04/05/2026;ibland;många\n\
        Bygglov;Bygglov;orjan@kommun.se;frida@kommun.se;2019-01-01;;\n\
        bygglov;BYGGLOV;orjan@kommun.se;frida@kommun.se;2019-01-01;;\n\
        ;;;;;;\n\
        Kort;Bygglov\n";
    use Column::{Interval, Launched, Manager, Name, Owner, Target};
    assert_eq!(
        wrong(text),
        [
            (2, vec![Name, Owner, Launched, Interval, Target]),
            (3, vec![]),
            (4, vec![Name]),
            (6, vec![Owner, Manager, Launched]),
        ]
    );
}

#[test]
fn what_cannot_be_read_at_all_is_told() {
    assert_eq!(
        read("namn;enhet;ägare\na;b;c\n"),
        Err(SheetRefusal::ColumnsMissing(vec![
            Column::Manager,
            Column::Launched
        ]))
    );
    assert_eq!(
        read(""),
        Err(SheetRefusal::ColumnsMissing(Column::NEEDED.to_vec()))
    );
    let heading = SWEDISH.lines().next().unwrap();
    assert_eq!(read(heading), Err(SheetRefusal::Sheet(Refusal::Empty)));
    let twice = format!("{heading};Syfte\n");
    assert_eq!(read(&twice), Err(SheetRefusal::ColumnTwice("Syfte".into())));
    for refusal in [
        SheetRefusal::Sheet(Refusal::Broken(3)),
        SheetRefusal::ColumnTwice("namn".into()),
        SheetRefusal::ColumnsMissing(vec![Column::Name]),
    ] {
        assert_ne!(refusal.text().sv, refusal.text().en);
    }
}

proptest::proptest! {
    /// Whatever is in a file, it is read or refused.
    #[test]
    fn no_file_is_too_strange(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = read(&decode(&bytes));
        let _ = read(&format!("{SWEDISH}{}", decode(&bytes)));
    }
}
