//! What stories stand on: databases of their own, the product started on one, people who use it, and given things.

pub mod answer;
pub mod app;
pub mod client;
pub mod database;
pub mod expect;
pub mod folder;
pub mod given;
pub mod postgres;
pub mod s3_server;
pub mod smtp_sink;
pub mod socket;
pub mod sqlite;
pub mod story;
