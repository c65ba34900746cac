//! Routes, sign-in, health and the explorer.

pub mod calendar;
mod client_address;
pub mod documents;
pub mod explorer;
mod files;
pub mod graphql_handler;
pub mod health;
pub mod home;
pub mod idempotency;
pub mod jwks;
pub mod page;
pub mod request;
pub mod router;
pub mod sign_in;
pub mod things;
pub mod unsubscribe;
mod websocket;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{graphql::Schema, jobs::Pulse, service::Services};

/// What the routes stand on. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct Front {
    /// What use cases stand on.
    pub services: Services,
    /// The schema.
    pub schema: Schema,
    /// Cancelled when the server stops.
    pub stopping: CancellationToken,
    /// The websockets that are open; the server waits for them when it stops.
    pub sockets: TaskTracker,
    /// When the scheduler last ticked.
    pub pulse: Pulse,
}
