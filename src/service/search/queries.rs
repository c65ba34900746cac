//! The one search.

use ::entity::{e_service, enums::SearchKind, search_entry};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, Order,
    PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, RelationTrait,
    sea_query::{CaseStatement, Expr, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    domain::{
        actor::Actor,
        search::{MOST_WORDS, words},
    },
    service::{
        Error, ProblemCode, Result,
        e_service::queries::visibility,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// Longest text that is searched for, in characters.
const LONGEST: usize = 200;
/// How a hit ranks: all words in the title, or not all of them.
const IN_TITLE: &str = "2";
const ELSEWHERE: &str = "1";

/// Something that a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: SearchKind,
    /// Its key.
    pub thing: Uuid,
}

/// A page of what has all the words of a text, or words that begin with them. What has them all in its title comes first, then the
/// newest. Nothing of what the person may not see. One statement, and one more where it is counted.
///
/// # Errors
/// Refused page arguments, a text that is too long, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    text: &str,
    kinds: Option<&[SearchKind]>,
    args: &PageArgs,
    count: bool,
) -> Result<Page<Hit>> {
    let window = args.window(SortKind::Text)?;
    if text.chars().count() > LONGEST {
        return Err(Error::refused(
            ProblemCode::TooLong,
            &["text"],
            format!("Får vara högst {LONGEST} tecken."),
            format!("May have at most {LONGEST} characters."),
        ));
    }
    let mut words = words(text);
    words.truncate(MOST_WORDS);
    if words.is_empty() {
        return Ok(window.page(Vec::new(), count.then_some(0), |hit| cursor("", *hit)));
    }
    let backend = db.get_database_backend();
    let mut select = search_entry::Entity::find()
        .join(JoinType::LeftJoin, search_entry::Relation::EService.def())
        .join(JoinType::LeftJoin, e_service::Relation::OrgUnit.def())
        .filter(
            Condition::any()
                .add(search_entry::COLUMN.e_service_id.is_null())
                .add(search_entry::COLUMN.person_id.eq(actor.user_id))
                .add(visibility(actor)),
        )
        .filter(has(&words, backend, Place::Anywhere));
    if let Some(kinds) = kinds {
        select = select.filter(search_entry::COLUMN.kind.is_in(kinds.iter().copied()));
    }
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rank: SimpleExpr = CaseStatement::new()
        .case(has(&words, backend, Place::Title), IN_TITLE)
        .finally(ELSEWHERE)
        .into();
    let select = select.expr_as(rank.clone(), "rank");
    let select = window.apply_by(select, rank, search_entry::Column::ThingId, Order::Desc);
    let rows = db.query_all(&select.into_query()).await?;
    let found: Vec<(String, Hit)> = rows
        .iter()
        .map(|row| {
            let entry = search_entry::Model::from_query_result(row, "")?;
            let (kind, thing) = (entry.kind, entry.thing_id);
            Ok((row.try_get("", "rank")?, Hit { kind, thing }))
        })
        .collect::<Result<_, sea_orm::DbErr>>()?;
    let page = window.page(found, total, |(rank, hit)| cursor(rank, *hit));
    Ok(page.map(|(_, hit)| hit))
}

fn cursor(rank: &str, hit: Hit) -> Cursor {
    Cursor {
        key: SortKey::Text(rank.to_owned()),
        id: hit.thing,
    }
}

/// Where the words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    Title,
}

/// That an entry has all of some words. They are letters and digits only, so nothing in them means anything to a database.
fn has(words: &[String], backend: DbBackend, place: Place) -> Condition {
    if backend == DbBackend::Sqlite {
        let all: Vec<_> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let all = all.join(" AND ");
        let pattern = match place {
            Place::Anywhere => all,
            Place::Title => format!("title : ({all})"),
        };
        let found = Expr::cust_with_values(
            "search_entry.number IN (SELECT rowid FROM search_fts WHERE search_fts MATCH ?)",
            [pattern],
        );
        return Condition::all().add(found);
    }
    let weight = match place {
        Place::Anywhere => "",
        Place::Title => "A",
    };
    // The word as it is written, or the beginning of one; or, by its stem, another form of it. A word without a stem of its own
    // ("och") leaves the second query empty, and an empty one takes nothing from the first.
    words.iter().fold(Condition::all(), |all, word| {
        let (exact, stem) = (format!("'{word}':*{weight}"), format!("'{word}':{weight}"));
        let stem = stem.trim_end_matches(':').to_owned();
        all.add(Expr::cust_with_values(
            "search_entry.words @@ (to_tsquery('simple', $1) || to_tsquery('swedish', $2))",
            [exact, stem],
        ))
    })
}
