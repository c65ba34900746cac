//! The values of cells, as people write them.

use ::entity::enums::{Audience, Interval};
use chrono::NaiveDate;

/// A day: 2026-11-25, 2026/11/25, 20261125, or the day first (25/11/2026, 25.11.2026, 25-11-2026). Where the first two numbers could
/// each be the month, a slash says nothing of their order, and there is no day; a full stop has the day first in every country.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let separator = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| part.parse::<u32>().ok();
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        return NaiveDate::from_ymd_opt(first.parse().ok()?, b, c);
    }
    if third.len() != 4 {
        return None;
    }
    let year = third.parse().ok()?;
    match separator {
        '.' => NaiveDate::from_ymd_opt(year, b, a),
        _ if a > 12 || a == b => NaiveDate::from_ymd_opt(year, b, a),
        _ if b > 12 => NaiveDate::from_ymd_opt(year, a, b),
        _ => None,
    }
}

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
