//! What is read of a table: its columns, taken from a row in the order in which they were selected.
//!
//! A list reads what clients can see and no more, and it reads by place: finding each of a thousand cells by its name takes longer
//! than all else that is done with them. So what a list wants of a table is a struct that names its columns once, and `columns!`
//! makes of it what is selected and how it is read. Whole models can be read the same way.

use std::fmt;

use sea_orm::{
    ColIdx, DbErr, QueryResult, TryGetable,
    sea_query::{Expr, IntoIden, SelectStatement},
};
use uuid::Uuid;

/// Columns of a table that are read together. The first is the key.
pub trait Columns: Sized {
    /// The names of the columns, in the order in which they are read.
    const ALL: &'static [&'static str];

    /// Takes them from a row.
    ///
    /// # Errors
    /// Where a value is not of its type.
    fn read(cells: &mut Cells<'_>) -> Result<Self, DbErr>;
}

/// Declares a struct of some columns of a table, `columns!(/// … pub struct Person of user { /// … id: UserId })`, or that a model is
/// read by place, `columns!(user::Model: id, …)`. A field has the name of its column; the compiler knows those that a model has.
macro_rules! columns {
    (
        $(#[$meta:meta])*
        pub struct $name:ident of $table:ident { $($(#[$on_field:meta])* $field:ident: $type:ty),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[$on_field])* pub $field: $type,)* }

        impl From<::entity::$table::Model> for $name {
            fn from(row: ::entity::$table::Model) -> Self {
                Self { $($field: row.$field,)* }
            }
        }

        $crate::service::columns::columns!($name: $($field),*);
    };
    ($name:ty: $($field:ident),* $(,)?) => {
        impl $crate::service::columns::Columns for $name {
            const ALL: &'static [&'static str] = &[$(stringify!($field)),*];

            fn read(cells: &mut $crate::service::columns::Cells<'_>) -> Result<Self, sea_orm::DbErr> {
                Ok(Self { $($field: cells.take()?,)* })
            }
        }
    };
}
pub(crate) use columns;

/// Selects the columns from a table, under the name that it has in the query.
pub fn select<C: Columns>(query: &mut SelectStatement, table: impl IntoIden) {
    let table = table.into_iden();
    query.exprs(C::ALL.iter().map(|column| Expr::col((table.clone(), *column))));
}

/// The cells of a row, from the first on.
#[derive(Debug)]
pub struct Cells<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl<'a> Cells<'a> {
    /// Those of a row.
    #[must_use]
    pub const fn of(row: &'a QueryResult) -> Self {
        Self { row, next: 0 }
    }

    /// The next one.
    ///
    /// # Errors
    /// Where it is not of this type.
    pub fn take<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let value = self.peek()?;
        self.next += 1;
        Ok(value)
    }

    /// The next one, which stays the next.
    ///
    /// # Errors
    /// Where it is not of this type.
    pub fn peek<T: TryGetable>(&self) -> Result<T, DbErr> {
        let cell = self.row.try_get_by(Place(self.next));
        cell.map_err(|error| DbErr::Type(format!("column {}: {error}", self.next)))
    }

    /// Passes over columns, for example those that the row before had too.
    pub const fn pass<C: Columns>(&mut self) {
        self.next += C::ALL.len();
    }

    /// The columns of a table that may have no row here, as after a left join.
    ///
    /// # Errors
    /// Where a value is not of its type.
    pub fn take_if_there<C: Columns>(&mut self) -> Result<Option<C>, DbErr> {
        if self.peek::<Option<Uuid>>()?.is_some() {
            return C::read(self).map(Some);
        }
        self.pass::<C>();
        Ok(None)
    }
}

/// Place of a cell. It has no text: sea-orm writes one for every NULL that it meets, also where NULL is welcome.
#[derive(Clone, Copy)]
struct Place(usize);

impl fmt::Debug for Place {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl ColIdx for Place {
    type SqlxPostgresIndex = usize;
    type SqlxSqliteIndex = usize;

    fn as_sqlx_postgres_index(&self) -> usize {
        self.0
    }

    fn as_sqlx_sqlite_index(&self) -> usize {
        self.0
    }

    fn as_str(&self) -> Option<&str> {
        None
    }

    fn as_usize(&self) -> Option<&usize> {
        Some(&self.0)
    }
}
