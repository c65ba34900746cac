//! Full-text search over needs, e-services and suggestions.
//!
//! Whoever writes one of them says so to [`index`], in the same transaction. The database keeps the index over the words itself:
//! full text with Swedish stems beside the exact words on PostgreSQL, FTS5 on SQLite. Exact words and beginnings of words find the same on
//! both; on PostgreSQL another form of a word is found besides.

pub mod index;
pub mod queries;
