//! The contract: types, inputs, queries, mutations and subscriptions, in the same rooms as the use cases.
//!
//! A resolver takes who asks from the [`context`], calls one use case or query, and hands out types that stand around rows. What a
//! list or an object loads is decided by what is selected of it ([`loaders`] for what that could not foresee).

pub mod access;
pub mod account;
pub mod approval;
pub mod artefact;
pub mod audit;
pub mod context;
pub mod cycle;
pub mod date;
pub mod decision;
pub mod document;
pub mod e_service;
pub mod enums;
pub mod error;
pub mod ground;
pub mod ids;
pub mod loader;
pub mod loaders;
pub mod metric;
pub mod node;
pub mod notification;
pub mod object;
pub mod organisation;
pub mod paging;
pub mod process;
pub mod task;
pub mod turn;

use async_graphql::{MergedObject, MergedSubscription, SDLExportOptions, SchemaBuilder};
use chrono::{DateTime, Utc};

use crate::service::Services;

/// Reading. Nothing changes.
#[derive(MergedObject, Default)]
pub struct Query(
    account::query::AccountQuery,
    organisation::query::OrganisationQuery,
    e_service::query::EServiceQuery,
    process::query::ProcessQuery,
    audit::query::AuditQuery,
    node::NodeQuery,
);

/// Changing. Each takes one `input` and answers with the changed things and, in `errors`, what a person can mend.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::mutation::AccountMutation,
    organisation::mutation::OrganisationMutation,
    e_service::mutation::EServiceMutation,
    cycle::mutation::CycleMutation,
    ground::mutation::GroundMutation,
    decision::mutation::DecisionMutation,
    task::mutation::TaskMutation,
    document::mutation::DocumentMutation,
    artefact::mutation::ArtefactMutation,
    approval::mutation::ApprovalMutation,
    metric::mutation::MetricMutation,
    notification::mutation::NotificationMutation,
);

/// What happens, as it happens; over graphql-transport-ws.
#[derive(MergedSubscription, Default)]
pub struct Subscription(notification::subscription::NotificationSubscription);

/// The schema with its roots.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// The roots, and what the contract says of types that are not ours.
fn roots() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription::default())
        .register_output_type::<node::Node>()
        .override_output_type_description::<DateTime<Utc>>(
            "A moment, RFC 3339 in UTC, for example `2026-11-23T07:00:00Z`.",
        )
}

/// The schema within the limits of the settings.
#[must_use]
pub fn schema(services: &Services) -> Schema {
    let settings = &services.settings;
    let mut builder = roots()
        .limit_depth(settings.limits.depth)
        .limit_complexity(settings.limits.complexity);
    if !settings.graphql.introspection {
        builder = builder.disable_introspection();
    }
    builder.finish()
}

/// The published contract: the schema as text, in a stable order.
#[must_use]
pub fn sdl() -> String {
    roots().finish().sdl_with_options(
        SDLExportOptions::new()
            .sorted_arguments()
            .sorted_enum_items()
            .sorted_fields(),
    )
}
