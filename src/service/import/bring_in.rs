//! Bringing in a spreadsheet of e-services: looked at row by row, and written whole or not at all.

use std::collections::BTreeMap;

use ::entity::ids::{EServiceId, UserId};
use serde_json::json;

use super::{known::Known, write};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        import::{Column, Draft, Person, RowProblem, read},
        permission::Permission,
    },
    service::{Error, Problem, ProblemCode, Result, Services, access::require_global, audit},
};

/// What came of a spreadsheet.
#[derive(Clone, Debug)]
pub struct Brought {
    /// Every row, in its order.
    pub rows: Vec<BroughtRow>,
    /// Whether anything was written.
    pub written: bool,
}

/// What came of a row.
#[derive(Clone, Debug)]
pub struct BroughtRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The name that stands in it.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
    /// All that is wrong with it; empty where nothing is.
    pub problems: Vec<RowProblem>,
    /// The e-service that it is: the one that was there, or that was made.
    pub e_service: Option<EServiceId>,
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "ImportOutcome")]
pub enum Outcome {
    /// It is brought in, or would be.
    New,
    /// The e-service is there already, and is left as it is.
    Exists,
    /// Something is wrong with it; then no row is brought in.
    Refused,
}

impl Brought {
    /// How many rows have an outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }
}

/// Brings in the e-services of a file: all that are new, or none where something is wrong with any row. One that is there already (by the
/// municipality's own key where the file has one, else by unit and name) is left as it is, so that the same file can be brought in again. What
/// is in operation gets a cycle in follow-up, begun without what leads there, with the tasks of its operation. `actor` is none on the
/// command line.
///
/// # Errors
/// `INVALID` where the file cannot be read at all; [`Error::Forbidden`].
pub async fn bring_in(
    services: &Services,
    actor: Option<&Actor>,
    text: &str,
    dry_run: bool,
    create_people: bool,
) -> Result<Brought> {
    if let Some(actor) = actor {
        require_global(actor, Permission::ImportEServices)?;
    }
    let rows = read(text).map_err(|refusal| {
        let text = refusal.text();
        Error::Refused(vec![Problem::new(
            ProblemCode::Invalid,
            &["csv"],
            text.sv,
            text.en,
        )])
    })?;
    let txn = services.begin().await?;
    let drafts: Vec<&Draft> = rows.iter().filter_map(|row| row.draft.as_ref()).collect();
    let known = Known::load(&txn, &drafts).await?;
    let mut seen = Vec::new();
    for row in &rows {
        let mut problems = row.problems.clone();
        let mut exists = None;
        if let Some(draft) = &row.draft {
            exists = known.e_service(draft);
            if exists.is_none() {
                problems.extend(known.problems(draft, services.today(), create_people));
            }
        } else if !row.unit.is_empty() {
            // So that one look at the file tells all that has to be mended.
            problems.extend(known.unit_problem(&row.unit));
        }
        let outcome = match exists {
            Some(_) => Outcome::Exists,
            None if problems.is_empty() => Outcome::New,
            None => Outcome::Refused,
        };
        seen.push(BroughtRow {
            line: row.line,
            name: row.name.clone(),
            outcome,
            problems,
            e_service: exists,
        });
    }
    let mut brought = Brought {
        rows: seen,
        written: false,
    };
    if dry_run || brought.count(Outcome::Refused) > 0 || brought.count(Outcome::New) == 0 {
        return Ok(brought);
    }
    let mut people: BTreeMap<String, UserId> = known.people.clone();
    for (row, seen) in rows.iter().zip(&mut brought.rows) {
        let Some(draft) = row.draft.as_ref().filter(|_| seen.outcome == Outcome::New) else {
            continue;
        };
        for person in [&draft.owner, &draft.manager] {
            somebody(services, &txn, actor, person, &mut people).await?;
        }
        seen.e_service = Some(write::e_service(services, &txn, actor, draft, &known, &people).await?);
    }
    let entry = audit::Entry {
        action: "e_service.import",
        thing_kind: "EService",
        thing_id: uuid::Uuid::nil(),
        e_service_id: None,
        detail: json!({ "brought": brought.count(Outcome::New), "left": brought.count(Outcome::Exists) }),
    };
    audit::record(&txn, actor, services.now(), entry).await?;
    txn.commit().await?;
    brought.written = true;
    Ok(brought)
}

/// Makes an account for a person who has none; without a password, so that they log in elsewhere or are given one.
async fn somebody(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    person: &Person,
    people: &mut BTreeMap<String, UserId>,
) -> Result<()> {
    use crate::service::account::users::{Account, insert};
    if people.contains_key(&person.email) {
        return Ok(());
    }
    let local = person.email.split('@').next().unwrap_or_default();
    let account = Account {
        email: person.email.clone(),
        name: person.name.clone().unwrap_or_else(|| local.to_owned()),
        password_hash: None,
        locale: ::entity::enums::Locale::Sv,
    };
    let id = insert(txn, actor, services.now(), account).await?;
    people.insert(person.email.clone(), id);
    Ok(())
}

/// A problem of the whole for a person, where rows were refused.
#[must_use]
pub fn refused(brought: &Brought) -> Option<Error> {
    let count = brought.count(Outcome::Refused);
    (count > 0).then(|| {
        let (sv, en) = match count {
            1 => (
                "En rad har fel".to_owned(),
                "One row has something wrong".to_owned(),
            ),
            _ => (
                format!("{count} rader har fel"),
                format!("{count} rows have something wrong"),
            ),
        };
        Error::refused(
            ProblemCode::Invalid,
            &["csv"],
            format!("{sv}; ingenting är inläst."),
            format!("{en}; nothing was brought in."),
        )
    })
}

/// A problem with a column, in the words of the reader's language.
#[must_use]
pub fn heading(column: Column, locale: ::entity::enums::Locale) -> &'static str {
    let place = usize::from(locale == ::entity::enums::Locale::En);
    column.headings().get(place).copied().unwrap_or_default()
}
