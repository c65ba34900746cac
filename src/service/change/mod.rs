//! What is changed, for those who listen to it: tasks, approvals and e-services.
//!
//! The database notes each change in the transaction that makes it (triggers, table `change`), whoever makes it: a mutation, a job, an
//! import, another instance. One reader an instance ([`Changes`]) looks for new notes while anybody listens: after a wake-up at the end
//! of a request ([`live`](super::notification::live), in other instances by LISTEN and NOTIFY), and every few seconds should one be
//! lost. It reads what was changed and which of the listening log-ins still hold, a statement each however many listen, and hands
//! both to everybody. A listener then asks of each change whether it is meant for them, in memory, and only what is theirs is read anew,
//! with their own rights. Who cannot keep up is left behind, and the subscription ends; nothing is kept for them.

mod numbers;
mod queries;
mod reader;

pub use queries::{Change, forget};
pub use reader::{Changes, Heard, Listening};

/// So many of the newest notes are kept; far more than are made between two looks.
pub const KEPT: i64 = 100_000;
