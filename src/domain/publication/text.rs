//! A text for the public.

use serde::{Deserialize, Serialize};

/// A text for the public: in Swedish, and where given in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicText {
    /// Swedish.
    pub sv: String,
    /// English; none where it is not given.
    pub en: Option<String>,
}
