//! Opaque ids: one string that names any thing, as clients and links hold it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

/// The types that have a global id, each with the letter that stands for it inside.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $tag:literal, $id:ident;)*) => {
        /// What a global id names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            const fn tag(self) -> u8 {
                match self { $(Self::$kind => $tag,)* }
            }

            const fn of_tag(tag: u8) -> Option<Self> {
                match tag { $($tag => Some(Self::$kind),)* _ => None }
            }
        }

        $(impl Named for ::entity::ids::$id {
            const KIND: Kind = Kind::$kind;
            fn uuid(self) -> Uuid { self.0 }
            fn of_uuid(uuid: Uuid) -> Self { Self(uuid) }
        })*
    };
}

/// A key whose thing has a global id.
pub trait Named: Copy {
    /// What it names.
    const KIND: Kind;
    /// Its UUID.
    fn uuid(self) -> Uuid;
    /// The key of a UUID.
    fn of_uuid(uuid: Uuid) -> Self;
}

kinds! {
    /// A person.
    User = b'U', UserId;
    /// An organisational unit.
    OrgUnit = b'O', OrgUnitId;
    /// A role that somebody holds.
    RoleGrant = b'G', RoleGrantId;
    /// An e-service.
    EService = b'E', EServiceId;
    /// A cycle.
    Cycle = b'C', CycleId;
    /// A task.
    Task = b'T', TaskId;
    /// A comment on a task.
    TaskComment = b'K', TaskCommentId;
    /// A decision.
    Decision = b'D', DecisionId;
    /// A document.
    Document = b'F', DocumentId;
    /// A version of a document.
    DocumentVersion = b'V', DocumentVersionId;
    /// Something that was made in a cycle; its kind is told by the row.
    Artefact = b'B', ArtefactId;
    /// A version of something that was made.
    ArtefactVersion = b'J', ArtefactVersionId;
    /// A file of an e-service.
    Attachment = b'X', AttachmentId;
    /// An approval.
    Approval = b'A', ApprovalId;
    /// A metric.
    Metric = b'M', MetricId;
    /// A version of what a metric says.
    MetricVersion = b'm', MetricVersionId;
    /// A measurement.
    Measurement = b'W', MeasurementId;
    /// A program that delivers measurements.
    MachineClient = b'Y', MachineClientId;
    /// A follow-up report.
    Report = b'R', ReportId;
    /// A need.
    Need = b'n', NeedId;
    /// A view on a need.
    NeedView = b'v', NeedViewId;
    /// A suggestion.
    Suggestion = b's', SuggestionId;
    /// A published e-service.
    PublishedService = b'p', PublishedServiceId;
    /// A notification.
    Notification = b'N', NotificationId;
    /// A version of the process template.
    ProcessTemplate = b'P', ProcessTemplateId;
    /// An entry of the audit trail.
    AuditEntry = b'L', AuditEntryId;
    /// A mail on its way.
    Delivery = b'd', DeliveryId;
}

/// The opaque form of a key.
#[must_use]
pub fn encode<I: Named>(id: I) -> String {
    let mut bytes = [0_u8; 17];
    bytes[0] = I::KIND.tag();
    bytes[1..].copy_from_slice(id.uuid().as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// What an opaque id names, if it is one of ours.
#[must_use]
pub fn decode(text: &str) -> Option<(Kind, Uuid)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let (tag, uuid) = bytes.split_first()?;
    Some((Kind::of_tag(*tag)?, Uuid::from_slice(uuid).ok()?))
}

/// The key that an opaque id names, if it is of this kind.
#[must_use]
pub fn decode_as<I: Named>(text: &str) -> Option<I> {
    let (kind, uuid) = decode(text)?;
    (kind == I::KIND).then(|| I::of_uuid(uuid))
}

#[cfg(test)]
mod tests {
    use ::entity::ids::{EServiceId, TaskId};

    use super::*;

    #[test]
    fn an_id_names_its_thing_and_no_thing_of_another_kind() {
        let id = TaskId::new();
        assert_eq!(decode_as::<TaskId>(&encode(id)), Some(id));
        assert_eq!(decode_as::<EServiceId>(&encode(id)), None);
        assert_eq!(decode("nonsense"), None);
        assert_eq!(decode(""), None);
    }
}
