//! The steps that create and change the tables of Lansera.
//!
//! One file a step, in the order of their names. A step never imports the entities: they follow the newest schema, while a
//! step must do the same thing for ever.

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{migrator::MigrationStatus, prelude::MigratorTrait};

mod indexes;
mod m20261123_000001_create_accounts;
mod m20261123_000002_create_process;
mod m20261123_000003_create_notifications;
mod m20261123_000004_create_audit;
mod m20261125_000005_create_artefacts;
mod m20261125_000006_create_needs;
mod m20261125_000007_create_machine_clients;
mod m20261125_000007_create_reports;
mod m20261125_000007_extend_measuring;
mod m20261125_000008_create_revisions;
mod m20261125_000008_import_and_attach;
mod m20261125_000012_add_check_intervals;
mod m20261125_000016_keep_metric_versions;
mod m20261125_000017_refuse_doubles;
mod m20261125_000019_rebuild_notifications;
mod m20261125_000022_extend_jobs;
mod m20261125_000023_attach_to_documents;
mod m20261125_000024_order_names;
mod m20261125_000025_note_changes;
mod m20261125_000026_note_bounces;
mod m20261125_000027_take_up_needs;

/// Brings a database to the newest schema.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_accounts::Migration),
            Box::new(m20261123_000002_create_process::Migration),
            Box::new(m20261123_000003_create_notifications::Migration),
            Box::new(m20261123_000004_create_audit::Migration),
            Box::new(m20261125_000005_create_artefacts::Migration),
            Box::new(m20261125_000006_create_needs::Migration),
            Box::new(m20261125_000007_create_machine_clients::Migration),
            Box::new(m20261125_000007_create_reports::Migration),
            Box::new(m20261125_000007_extend_measuring::Migration),
            Box::new(m20261125_000008_create_revisions::Migration),
            Box::new(m20261125_000008_import_and_attach::Migration),
            Box::new(m20261125_000012_add_check_intervals::Migration),
            Box::new(m20261125_000016_keep_metric_versions::Migration),
            Box::new(m20261125_000017_refuse_doubles::Migration),
            Box::new(m20261125_000019_rebuild_notifications::Migration),
            Box::new(m20261125_000022_extend_jobs::Migration),
            Box::new(m20261125_000023_attach_to_documents::Migration),
            Box::new(m20261125_000024_order_names::Migration),
            Box::new(m20261125_000025_note_changes::Migration),
            Box::new(m20261125_000026_note_bounces::Migration),
            Box::new(m20261125_000027_take_up_needs::Migration),
        ]
    }
}
