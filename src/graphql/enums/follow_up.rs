//! Measuring and reporting.

use async_graphql::Enum;

contract_enums! {
    /// Which way a measure should go.
    Direction = "::entity::enums::Direction" {
        /// Higher is better.
        Increase,
        /// Lower is better.
        Decrease,
    }

    /// The usual indicators of services: measured alike everywhere, so that services can be compared.
    ServiceIndicator = "::entity::enums::ServiceIndicator" {
        /// Of those who begin, the share that gets to the end.
        CompletionRate,
        /// Of those who answer, the share that is satisfied.
        UserSatisfaction,
        /// Of all cases, the share that comes in through the e-service.
        DigitalTakeUp,
        /// What a case costs.
        CostPerTransaction,
    }

    /// Which way the values of a metric go, seen from its goal.
    Trend = "crate::domain::goal::Trend" {
        /// Towards the target.
        Improving,
        /// No change worth the name.
        Steady,
        /// Away from the target.
        Worsening,
    }

    /// What the values of a metric say of when its target will be met.
    ForecastOutcome = "crate::domain::goal::ForecastOutcome" {
        /// The latest value is at the target or better.
        Reached,
        /// If it goes on like this, on the day of the forecast.
        Expected,
        /// There are too few values: three on different days are needed.
        TooFew,
        /// It does not go towards the target.
        NotTowards,
        /// It goes towards it, but so slowly that it would take more than ten years.
        TooFar,
    }

    /// Where a follow-up report stands.
    ReportState = "::entity::enums::ReportState" {
        /// It can be composed anew and edited.
        Draft,
        /// It was presented to owner and management, and never changes.
        Presented,
    }

    /// How often something is measured or comes again.
    Interval = "::entity::enums::Interval" {
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
