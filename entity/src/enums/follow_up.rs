//! Measuring and reporting.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

stored_enums! {
    /// Which way a measure should go.
    Direction {
        /// Higher is better.
        Increase,
        /// Lower is better.
        Decrease,
    }

    /// The usual indicators of services: measured alike everywhere, so that services can be compared.
    ServiceIndicator {
        /// Of those who begin, the share that gets to the end.
        CompletionRate,
        /// Of those who answer, the share that is satisfied.
        UserSatisfaction,
        /// Of all cases, the share that comes in through the e-service.
        DigitalTakeUp,
        /// What a case costs.
        CostPerTransaction,
    }

    /// Where a follow-up report stands.
    ReportState {
        /// It can be composed anew and edited.
        Draft,
        /// It was presented to owner and management, and never changes.
        Presented,
    }

    /// How often something is measured.
    Interval {
        /// Every week.
        Weekly,
        /// Every month.
        Monthly,
        /// Every third month.
        Quarterly,
        /// Every sixth month.
        HalfYearly,
        /// Every year.
        Yearly,
    }
}
