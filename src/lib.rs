//! Lansera: a GraphQL backend for a municipality's way of creating e-services.
//!
//! The flow of a request: [`http`] finds out who asks, [`graphql`] checks the permission of the field and what the client
//! selects, [`service`] loads, asks [`domain`] for the rule, writes and records, all in one transaction. [`jobs`] do the same
//! on the clock's behalf, and [`delivery`] carries what is to be told. Nothing runs back up.
#![recursion_limit = "1024"]

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database;
pub mod delivery;
pub mod demo;
pub mod domain;
pub mod global_id;
pub mod graphql;
pub mod http;
pub mod jobs;
pub mod service;
