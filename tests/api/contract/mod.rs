//! The contract: what the schema promises, who may do what, what reading costs, and what is refused.

mod access;
mod changes;
mod entities;
mod limits;
mod machines;
mod operations;
mod paging;
mod rights_first;
pub mod rows;
mod samples;
mod schema;
mod sdl;
mod statements;
mod subscription;
mod tokens;

use crate::support::story::Story;

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        schema::stories(),
        access::stories(),
        statements::stories(),
        tokens::stories(),
        machines::stories(),
        limits::stories(),
        paging::stories(),
        rights_first::stories(),
        subscription::stories(),
        changes::stories(),
        entities::stories(),
    ]
    .concat()
}
