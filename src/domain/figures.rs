//! Figures as people read them, in Swedish and English.

use ::entity::enums::Locale;

/// Between thousands, and between a figure and its unit: no line ends there.
const NARROW: char = '\u{a0}';

/// A number with at most two decimals, without zeros at their end: "1 234,5" in Swedish, "1,234.5" in English.
#[must_use]
pub fn number(value: f64, locale: Locale) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let rounded = format!("{:.2}", value.abs());
    let (whole, decimals) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let decimals = decimals.trim_end_matches('0');
    let (thousands, decimal) = match locale {
        Locale::Sv => (NARROW, ','),
        Locale::En => (',', '.'),
    };
    let mut text = String::new();
    if value < 0.0 && !(whole.chars().all(|digit| digit == '0') && decimals.is_empty()) {
        text.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push(decimal);
        text.push_str(decimals);
    }
    text
}

/// A share as a whole number of percent: "83 %" in Swedish, "83%" in English.
#[must_use]
pub fn percent(share: f64, locale: Locale) -> String {
    let figure = number((share * 100.0).round(), locale);
    match locale {
        Locale::Sv => format!("{figure}{NARROW}%"),
        Locale::En => format!("{figure}%"),
    }
}

/// An amount in öre as kronor, without öre: "12 500 kr" in Swedish, "SEK 12,500" in English.
#[must_use]
pub fn kronor(minor: i64, locale: Locale) -> String {
    let figure = number((minor as f64 / 100.0).round(), locale);
    match locale {
        Locale::Sv => format!("{figure}{NARROW}kr"),
        Locale::En => format!("SEK{NARROW}{figure}"),
    }
}

/// A figure with its unit: "47,5 %", "12 dagar".
#[must_use]
pub fn with_unit(value: f64, unit: &str, locale: Locale) -> String {
    format!("{}{NARROW}{unit}", number(value, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        for (value, sv, en) in [
            (0.0, "0", "0"),
            (47.25, "47,25", "47.25"),
            (1_234.5, "1\u{a0}234,5", "1,234.5"),
            (1_000_000.0, "1\u{a0}000\u{a0}000", "1,000,000"),
            (-3.1, "\u{2212}3,1", "\u{2212}3.1"),
            (-0.001, "0", "0"),
            (99.999, "100", "100"),
        ] {
            assert_eq!(number(value, Locale::Sv), sv);
            assert_eq!(number(value, Locale::En), en);
        }
        assert_eq!(number(f64::NAN, Locale::Sv), "–");
    }

    #[test]
    fn shares_and_amounts_have_their_unit() {
        assert_eq!(percent(0.826, Locale::Sv), "83\u{a0}%");
        assert_eq!(percent(0.826, Locale::En), "83%");
        assert_eq!(kronor(1_250_000, Locale::Sv), "12\u{a0}500\u{a0}kr");
        assert_eq!(kronor(1_250_000, Locale::En), "SEK\u{a0}12,500");
    }
}
