//! The launch: what is prepared before an e-service is published, and what moving its date moves (process.md, 5 Launch).

mod accessibility;
mod guide;
mod marketing;
mod moving;
mod order;
mod permission;
mod readiness;
mod text;
mod training;

pub use accessibility::{AccessibilityConformance, AccessibilityStatement};
pub use guide::{Guide, GuideAudience};
pub use marketing::{MarketingAction, OutreachChannel};
pub use moving::{Around, LaunchMove, Moved, moving};
pub use order::{LaunchWarning, LaunchWarningCode, PublicationOrder, last_good_day, warnings};
pub use permission::{PlatformPermission, Tick};
pub use readiness::{LaunchArea, Readiness, readiness};
pub use text::{EditorialText, TextPlace, TextState};
pub use training::TrainingSession;
