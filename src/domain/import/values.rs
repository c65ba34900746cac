//! What cells say that has a closed set of meanings, as people write it.

use ::entity::enums::{Audience, Interval};

/// How often something is measured, in Swedish or English.
#[must_use]
pub fn interval(text: &str) -> Option<Interval> {
    Some(match text.to_lowercase().replace(['-', ' ', '_'], "").as_str() {
        "veckovis" | "vecka" | "varjevecka" | "weekly" => Interval::Weekly,
        "månadsvis" | "månad" | "varjemånad" | "månatligen" | "monthly" => Interval::Monthly,
        "kvartalsvis" | "kvartal" | "varjekvartal" | "quarterly" => Interval::Quarterly,
        "halvårsvis" | "halvår" | "varjehalvår" | "halfyearly" => Interval::HalfYearly,
        "årligen" | "årsvis" | "år" | "varjeår" | "yearly" | "annually" => Interval::Yearly,
        _ => return None,
    })
}

/// Whom an e-service is for, in Swedish or English.
#[must_use]
pub fn audience(text: &str) -> Option<Audience> {
    Some(match text.to_lowercase().as_str() {
        "extern" | "externa" | "external" | "invånare" | "medborgare" | "företag" | "föreningar" => {
            Audience::External
        }
        "intern" | "interna" | "internal" | "medarbetare" | "personal" | "anställda" => Audience::Internal,
        _ => return None,
    })
}
