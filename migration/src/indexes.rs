//! Indexes, named after their table and columns.

use sea_orm_migration::prelude::*;

/// An index over columns.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement
        .name(format!("ix_{table}_{}", columns.join("_")))
        .table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// An index that lets no two rows have the same values.
pub fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = index(table, columns);
    statement
        .name(format!("uq_{table}_{}", columns.join("_")))
        .unique();
    statement
}
