//! Days and numbers, as people write them.

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

/// A number as people write it: with decimal comma or point, and spaces between thousands.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let bare: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| match sign {
            ',' => '.',
            '\u{2212}' => '-',
            sign => sign,
        })
        .collect();
    bare.parse::<f64>().ok().filter(|number| number.is_finite())
}
