//! The one way to page: keyset cursors over a NOT NULL column and the id, never an offset.

use std::fmt::Write as _;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Error, ProblemCode, Result};

/// Longest page.
pub const MAX_PAGE: u64 = 100;
/// Page where the client names no length.
pub const DEFAULT_PAGE: u64 = 50;

/// Which part of a list is wanted: the Relay arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageArgs {
    /// So many from the beginning, or after `after`.
    pub first: Option<i32>,
    /// A cursor that the page comes after.
    pub after: Option<String>,
    /// So many from the end, or before `before`.
    pub last: Option<i32>,
    /// A cursor that the page comes before.
    pub before: Option<String>,
}

/// A place in an ordered list: the value of its sort column, and the id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Value of the sort column.
    #[serde(rename = "k")]
    pub key: SortKey,
    /// Key of the row.
    #[serde(rename = "i")]
    pub id: Uuid,
}

/// Value of a sort column.
///
/// A cursor says of which kind its value is: a name that looks like a date stays a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortKey {
    /// A time.
    #[serde(rename = "t")]
    Time(chrono::DateTime<chrono::Utc>),
    /// A day.
    #[serde(rename = "d")]
    Day(chrono::NaiveDate),
    /// A text.
    #[serde(rename = "s")]
    Text(String),
    /// A whole number.
    #[serde(rename = "n")]
    Number(i64),
}

/// Of which kind the values of a sort column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKind {
    /// Times.
    Time,
    /// Days.
    Day,
    /// Texts.
    Text,
    /// Whole numbers.
    Number,
}

impl SortKey {
    const fn kind(&self) -> SortKind {
        match self {
            Self::Time(_) => SortKind::Time,
            Self::Day(_) => SortKind::Day,
            Self::Text(_) => SortKind::Text,
            Self::Number(_) => SortKind::Number,
        }
    }
}

impl From<SortKey> for Value {
    fn from(key: SortKey) -> Self {
        match key {
            SortKey::Time(value) => value.into(),
            SortKey::Day(value) => value.into(),
            SortKey::Text(value) => value.into(),
            SortKey::Number(value) => value.into(),
        }
    }
}

impl Cursor {
    /// The opaque form that clients hold.
    #[must_use]
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads the opaque form; `path` is the argument that it was given as.
    ///
    /// # Errors
    /// `INVALID` where it is no cursor of a list that is ordered by values of this kind.
    pub fn decode(path: &'static str, text: &str, kind: SortKind) -> Result<Self> {
        BASE64_URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            // A list that is ordered otherwise has other cursors.
            .filter(|cursor| cursor.key.kind() == kind)
            .ok_or_else(|| {
                Error::refused(
                    ProblemCode::Invalid,
                    &[path],
                    "Är ingen markör från listan.",
                    "Is no cursor of this list.",
                )
            })
    }
}

/// A page of rows, in the order of the list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows with their cursors.
    pub rows: Vec<(Cursor, T)>,
    /// Whether there are rows after the page.
    pub has_next: bool,
    /// Whether there are rows before the page.
    pub has_previous: bool,
    /// Rows of the whole list; counted only when asked for.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// The same page of other rows.
    pub fn map<U>(self, row: impl Fn(T) -> U) -> Page<U> {
        let rows = self.rows.into_iter();
        Page {
            rows: rows.map(|(cursor, value)| (cursor, row(value))).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
            total: self.total,
        }
    }
}

/// The arguments, checked and turned into a window on a query.
#[derive(Clone, Debug)]
pub struct Window {
    limit: u64,
    backward: bool,
    after: Option<Cursor>,
    before: Option<Cursor>,
}

impl PageArgs {
    /// Checks the arguments for a list that is ordered by values of a kind.
    ///
    /// # Errors
    /// [`Error::Refused`] where both `first` and `last` are given, a number is out of range, or a cursor is not of ours.
    pub fn window(&self, kind: SortKind) -> Result<Window> {
        let (count, backward, path) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(Error::refused(
                    ProblemCode::Invalid,
                    &["last"],
                    "Ange first eller last, inte båda.",
                    "Give first or last, not both.",
                ));
            }
            (None, Some(last)) => (Some(last), true, "last"),
            (first, None) => (first, false, "first"),
        };
        let limit = match count {
            None => DEFAULT_PAGE,
            Some(count) => u64::try_from(count)
                .ok()
                .filter(|count| *count <= MAX_PAGE)
                .ok_or_else(|| {
                    Error::refused(
                        ProblemCode::Invalid,
                        &[path],
                        format!("Måste vara mellan 0 och {MAX_PAGE}."),
                        format!("Must be between 0 and {MAX_PAGE}."),
                    )
                })?,
        };
        Ok(Window {
            limit,
            backward,
            after: self
                .after
                .as_deref()
                .map(|text| Cursor::decode("after", text, kind))
                .transpose()?,
            before: self
                .before
                .as_deref()
                .map(|text| Cursor::decode("before", text, kind))
                .transpose()?,
        })
    }
}

impl Window {
    /// Limits and orders a query by a NOT NULL `column` and the id. One row more than the page is asked for, to know whether
    /// there are more.
    #[must_use]
    pub fn apply<E, K, I>(&self, select: Select<E>, column: K, id: I, order: Order) -> Select<E>
    where
        E: EntityTrait,
        K: ColumnTrait,
        I: ColumnTrait,
    {
        self.apply_by(select, Expr::col(column.as_column_ref()), id, order)
    }

    /// The same by an expression that is never NULL.
    #[must_use]
    pub fn apply_by<E, I>(&self, select: Select<E>, by: SimpleExpr, id: I, order: Order) -> Select<E>
    where
        E: EntityTrait,
        I: ColumnTrait,
    {
        let within = self.within(&by, &id, &order);
        let order = self.order(&order);
        select
            .filter(within)
            .order_by(by, order.clone())
            .order_by(id, order)
            .limit(self.rows())
    }

    /// How many rows are asked for: one more than the page has.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.limit + 1
    }

    /// In which order the rows are read, so that the page comes first.
    #[must_use]
    pub fn order(&self, of_list: &Order) -> Order {
        if matches!(of_list, Order::Desc) == self.backward {
            Order::Asc
        } else {
            Order::Desc
        }
    }

    /// What must hold of a row to lie between the cursors.
    #[must_use]
    pub fn within(&self, by: &SimpleExpr, id: &impl ColumnTrait, of_list: &Order) -> Condition {
        let descending = matches!(of_list, Order::Desc);
        let mut all = Condition::all();
        for (cursor, later) in [(&self.after, true), (&self.before, false)] {
            if let Some(cursor) = cursor {
                all = all.add(beyond(by, id, cursor, later != descending));
            }
        }
        all
    }

    /// Makes the page of the rows that such a query gave.
    #[must_use]
    pub fn page<T>(&self, rows: Vec<T>, total: Option<u64>, cursor: impl Fn(&T) -> Cursor) -> Page<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let mut rows: Vec<_> = rows
            .into_iter()
            .take(limit)
            .map(|row| (cursor(&row), row))
            .collect();
        if self.backward {
            rows.reverse();
        }
        let (has_next, has_previous) = if self.backward {
            (self.before.is_some(), more)
        } else {
            (more, self.after.is_some())
        };
        Page {
            rows,
            has_next,
            has_previous,
            total,
        }
    }
}

fn beyond(by: &SimpleExpr, id: &impl ColumnTrait, cursor: &Cursor, greater: bool) -> Condition {
    let key: Value = cursor.key.clone().into();
    let id = Expr::col(id.as_column_ref());
    let (past, later) = if greater {
        (by.clone().gt(key.clone()), id.gt(cursor.id))
    } else {
        (by.clone().lt(key.clone()), id.lt(cursor.id))
    };
    Condition::any()
        .add(past)
        .add(Condition::all().add(by.clone().eq(key)).add(later))
}

/// A text for a LIKE that finds `text` anywhere, with its own wildcards taken literally (escape character `\`).
#[must_use]
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    // No text holds the character NUL, and PostgreSQL takes none.
    for letter in text.to_lowercase().chars().filter(|letter| *letter != '\0') {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        let _ = write!(pattern, "{letter}");
    }
    pattern.push('%');
    pattern
}
