//! Typed keys: an id of one table cannot be passed where another's is meant.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id. Ids made later sort after ids made earlier.
            #[must_use]
            #[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
            #[expect(clippy::new_without_default, reason = "a default id would not be the same twice")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        /// A key of this kind is never made from a number; sea-orm asks for the conversion all the same.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// Key of an approval.
    ApprovalId,
    /// Key of an artefact.
    ArtefactId,
    /// Key of one version of an artefact.
    ArtefactVersionId,
    /// Key of an attachment.
    AttachmentId,
    /// Key of an audit entry.
    AuditEntryId,
    /// Key of a cycle.
    CycleId,
    /// Key of a decision.
    DecisionId,
    /// Key of a delivery.
    DeliveryId,
    /// Key of a document.
    DocumentId,
    /// Key of one version of a document.
    DocumentVersionId,
    /// Key of an e-service.
    EServiceId,
    /// Key of a kept answer to a retried request.
    IdempotentAnswerId,
    /// Key of a job's run.
    JobRunId,
    /// Key of a machine client.
    MachineClientId,
    /// Key of a measurement.
    MeasurementId,
    /// Key of a metric.
    MetricId,
    /// Key of one version of what a metric says.
    MetricVersionId,
    /// Key of a need.
    NeedId,
    /// Key of a view on a need.
    NeedViewId,
    /// Key of a notification.
    NotificationId,
    /// Key of an organisational unit.
    OrgUnitId,
    /// Key of one version of the process template.
    ProcessTemplateId,
    /// Key of a published e-service.
    PublishedServiceId,
    /// Key of a refresh token.
    RefreshTokenId,
    /// Key of a follow-up report.
    ReportId,
    /// Key of a role grant.
    RoleGrantId,
    /// Key of what was said about a scheduled job.
    ScheduledJobId,
    /// Key of a session.
    SessionId,
    /// Key of a signing key, published as `kid`.
    SigningKeyId,
    /// Key of a suggestion.
    SuggestionId,
    /// Key of a task.
    TaskId,
    /// Key of a comment on a task.
    TaskCommentId,
    /// Key of a person.
    UserId,
}
