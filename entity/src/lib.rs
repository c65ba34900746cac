//! The tables of Lansera, one file a table: columns, enums and typed ids.
//!
//! No logic and nothing of GraphQL lives here. Migrations own the schema; a test compares the two.
//! Ids are UUIDs of version 7, made here and nowhere else, so that rows sort by the time they were made.
#![recursion_limit = "1024"]

pub mod enums;
pub mod ids;

pub mod approval;
pub mod artefact;
pub mod artefact_version;
pub mod attachment;
pub mod audit_entry;
pub mod change;
pub mod cycle;
pub mod decision;
pub mod delivery;
pub mod document;
pub mod document_version;
pub mod e_service;
pub mod e_service_attention;
pub mod idempotent_answer;
pub mod imported_e_service;
pub mod job_run;
pub mod machine_client;
pub mod machine_client_e_service;
pub mod mail_hold;
pub mod measurement;
pub mod metric;
pub mod metric_version;
pub mod need;
pub mod need_view;
pub mod notification;
pub mod notification_choice;
pub mod org_unit;
pub mod process_template;
pub mod published_service;
pub mod refresh_token;
pub mod reminder_days;
pub mod report;
pub mod revision;
pub mod role_grant;
pub mod scheduled_job;
pub mod search_entry;
pub mod session;
pub mod signing_key;
pub mod suggestion;
pub mod task;
pub mod task_comment;
pub mod user;
