//! Who owns the process, by which routines, and the money for it.

use ::entity::{enums::ArtefactKind, ids::UserId};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// How the operation is arranged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationPlan {
    /// Who owns the process that the e-service is a part of.
    pub process_owner: UserId,
    /// The internal routines, Markdown.
    pub routines: String,
    /// Budget for operation in a year, in öre; none where nothing is set aside.
    pub operation_minor: Option<i64>,
    /// Budget for management in a year, in öre.
    pub management_minor: Option<i64>,
    /// Budget for further development in a year, in öre.
    pub development_minor: Option<i64>,
}

impl OperationPlan {
    /// What a year takes altogether, in öre.
    #[must_use]
    pub fn yearly_minor(&self) -> i64 {
        [
            self.operation_minor,
            self.management_minor,
            self.development_minor,
        ]
        .into_iter()
        .flatten()
        .fold(0, i64::saturating_add)
    }
}

impl Artefact for OperationPlan {
    const KIND: ArtefactKind = ArtefactKind::OperationPlan;
}
