//! The contract: types, inputs, queries, mutations and subscriptions, in the same rooms as the use cases.
//!
//! A resolver takes who asks from the [`context`], calls one use case or query, and hands out types that stand around rows. What a
//! list or an object loads is decided by what is selected of it ([`loaders`] for what that could not foresee).

pub mod access;
pub mod account;
pub mod amount;
pub mod approval;
pub mod artefact;
pub mod attachment;
pub mod audit;
pub mod change;
pub mod context;
pub mod cycle;
pub mod date;
pub mod decision;
pub mod design;
pub mod document;
pub mod e_service;
pub mod enums;
pub mod error;
pub mod ground;
pub mod ids;
pub mod import;
pub mod job;
pub mod launch;
pub mod loader;
pub mod loaders;
pub mod machine;
pub mod metric;
pub mod need;
pub mod node;
pub mod notification;
pub mod object;
pub mod operation;
pub mod organisation;
pub mod paging;
pub mod portfolio;
pub mod process;
pub mod project;
pub mod publication;
pub mod receipt;
pub mod report;
pub mod retirement;
pub mod review;
pub mod revision;
pub mod search;
pub mod specification;
pub mod suggestion;
pub mod task;
pub mod testing;
pub mod turn;
pub mod working_method;

use async_graphql::{MergedObject, MergedSubscription, SDLExportOptions, SchemaBuilder};
use chrono::{DateTime, Utc};

use crate::{delivery::Mailer, service::Services};

/// Reading. Nothing changes.
#[derive(MergedObject, Default)]
pub struct Query(
    account::query::AccountQuery,
    organisation::query::OrganisationQuery,
    e_service::query::EServiceQuery,
    metric::query::MetricQuery,
    machine::query::MachineQuery,
    portfolio::query::PortfolioQuery,
    need::query::NeedQuery,
    search::query::SearchQuery,
    receipt::query::ReceiptQuery,
    publication::query::PublicationQuery,
    process::query::ProcessQuery,
    revision::query::RevisionQuery,
    audit::query::AuditQuery,
    notification::kinds::NotificationKindQuery,
    notification::foresight::ForesightQuery,
    notification::outbox::OutboxQuery,
    notification::trial::TrialQuery,
    job::query::JobQuery,
    node::NodeQuery,
);

/// Changing. Each takes one `input` and answers with the changed things and, in `errors`, what a person can mend.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::mutation::AccountMutation,
    organisation::mutation::OrganisationMutation,
    e_service::mutation::EServiceMutation,
    import::mutation::ImportMutation,
    process::mutation::ProcessMutation,
    need::mutation::NeedMutation,
    cycle::mutation::CycleMutation,
    revision::mutation::RevisionMutation,
    retirement::mutation::RetirementMutation,
    ground::mutation::GroundMutation,
    decision::mutation::DecisionMutation,
    launch::mutation::LaunchMutation,
    operation::mutation::OperationMutation,
    working_method::mutation::WorkingMethodMutation,
    project::mutation::ProjectMutation,
    design::mutation::DesignMutation,
    specification::mutation::SpecificationMutation,
    testing::mutation::TestingMutation,
    review::mutation::ReviewMutation,
    task::mutation::TaskMutation,
    document::mutation::DocumentMutation,
    artefact::mutation::ArtefactMutation,
    attachment::mutation::AttachmentMutation,
    approval::mutation::ApprovalMutation,
    metric::mutation::MetricMutation,
    metric::deliver::DeliveryMutation,
    machine::mutation::MachineMutation,
    report::mutation::ReportMutation,
    suggestion::mutation::SuggestionMutation,
    publication::mutation::PublicationMutation,
    notification::mutation::NotificationMutation,
    notification::outbox::OutboxMutation,
    notification::bounce::BounceMutation,
    notification::trial::TrialMutation,
    job::mutation::JobMutation,
);

/// What happens, as it happens; over graphql-transport-ws.
#[derive(MergedSubscription, Default)]
pub struct Subscription(
    notification::subscription::NotificationSubscription,
    change::subscription::ChangeSubscription,
);

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

/// The schema within the limits of the settings; `mailer` sends what an administrator tries.
#[must_use]
pub fn schema(services: &Services, mailer: Option<Mailer>) -> Schema {
    let settings = &services.settings;
    let mut builder = roots()
        .limit_depth(settings.limits.depth)
        .limit_complexity(settings.limits.complexity)
        .data(mailer);
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
