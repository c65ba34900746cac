//! Routes, sign-in, health and the explorer.

pub mod calendar;
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
