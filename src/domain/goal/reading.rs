//! From what was counted to the value of a measurement.

use ::entity::enums::{Locale, ServiceIndicator};

use super::indicator;

/// How many levels satisfaction has: from 1, not at all satisfied, to 5, very satisfied.
pub const LEVELS: usize = 5;
/// From this level on somebody is satisfied.
const SATISFIED: usize = 4;

/// What somebody gives for a measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    /// The value itself.
    Value(f64),
    /// What an indicator is computed from.
    Parts {
        /// How many, or how much.
        numerator: f64,
        /// Of how many.
        denominator: f64,
    },
    /// How many answered with each level of satisfaction, from 1 to 5.
    Levels([i64; LEVELS]),
    /// None of these, or more than one.
    Unclear,
}

impl Given {
    /// What was given, of which exactly one is to be there: the value, numerator with denominator, or five counts.
    #[must_use]
    pub fn one_of(
        value: Option<f64>,
        numerator: Option<f64>,
        denominator: Option<f64>,
        levels: Option<&[i32]>,
    ) -> Self {
        match (value, numerator, denominator, levels) {
            (Some(value), None, None, None) => Self::Value(value),
            (None, Some(numerator), Some(denominator), None) => Self::Parts {
                numerator,
                denominator,
            },
            (None, None, None, Some(levels)) => <[i32; LEVELS]>::try_from(levels)
                .map_or(Self::Unclear, |levels| Self::Levels(levels.map(i64::from))),
            _ => Self::Unclear,
        }
    }
}

impl From<f64> for Given {
    fn from(value: f64) -> Self {
        Self::Value(value)
    }
}

/// A value with what it was computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Read {
    /// In the unit of the metric.
    pub value: f64,
    /// How many, or how much, and of how many.
    pub parts: Option<(f64, f64)>,
    /// How many answered with each level.
    pub levels: Option<[i64; LEVELS]>,
}

/// Why no value comes of what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingRefusal {
    /// It is no number, or not one from 0 on.
    NotANumber,
    /// There is nothing to divide by.
    ZeroDenominator,
    /// A share of more than all.
    MoreThanAll,
    /// The metric measures no indicator, so nobody knows what to compute.
    NoIndicator,
    /// Levels are only for the satisfaction of users.
    NoLevels,
    /// Nothing was given, or more than one thing.
    Unclear,
}

impl ReadingRefusal {
    /// The field that it is about.
    #[must_use]
    pub const fn field(self, given: &Given) -> &'static str {
        match (self, given) {
            (_, Given::Value(_) | Given::Unclear) => "value",
            (_, Given::Levels(_)) => "levels",
            (Self::ZeroDenominator, Given::Parts { .. }) => "denominator",
            (_, Given::Parts { .. }) => "numerator",
        }
    }

    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::NotANumber, Locale::Sv) => "Är inget tal, eller är mindre än noll.",
            (Self::NotANumber, Locale::En) => "Is no number, or less than zero.",
            (Self::ZeroDenominator, Locale::Sv) => "Nämnaren är noll: det finns inget att dela med.",
            (Self::ZeroDenominator, Locale::En) => "The denominator is zero: there is nothing to divide by.",
            (Self::MoreThanAll, Locale::Sv) => "Täljaren är större än nämnaren.",
            (Self::MoreThanAll, Locale::En) => "The numerator is greater than the denominator.",
            (Self::NoIndicator, Locale::Sv) => "Måttet är ingen indikator. Ange värdet.",
            (Self::NoIndicator, Locale::En) => "The metric is no indicator. Give the value.",
            (Self::NoLevels, Locale::Sv) => "Betyg 1–5 anges bara för nöjda användare.",
            (Self::NoLevels, Locale::En) => "Levels 1–5 are given for user satisfaction only.",
            (Self::Unclear, Locale::Sv) => {
                "Ange antingen värdet, eller täljare och nämnare, eller fem antal svar: ett för varje betyg från 1 till 5."
            }
            (Self::Unclear, Locale::En) => {
                "Give either the value, or numerator and denominator, or five counts of answers: one for each level from 1 to 5."
            }
        }
    }
}

/// The value of what was given for a metric that measures this indicator, if any.
///
/// # Errors
/// Why none comes of it.
pub fn read(of: Option<ServiceIndicator>, given: Given) -> Result<Read, ReadingRefusal> {
    let (numerator, denominator, levels) = match given {
        Given::Value(value) if value.is_finite() => {
            return Ok(Read {
                value,
                parts: None,
                levels: None,
            });
        }
        Given::Value(_) => return Err(ReadingRefusal::NotANumber),
        Given::Unclear => return Err(ReadingRefusal::Unclear),
        Given::Parts {
            numerator,
            denominator,
        } => (numerator, denominator, None),
        Given::Levels(levels) => {
            if of != Some(ServiceIndicator::UserSatisfaction) {
                return Err(ReadingRefusal::NoLevels);
            }
            if levels.iter().any(|count| *count < 0) {
                return Err(ReadingRefusal::NotANumber);
            }
            let sum = |levels: &[i64]| levels.iter().map(|count| *count as f64).sum::<f64>();
            (sum(&levels[SATISFIED - 1..]), sum(&levels), Some(levels))
        }
    };
    let definition = indicator(of.ok_or(ReadingRefusal::NoIndicator)?);
    let is_count = |number: f64| number.is_finite() && number >= 0.0;
    if !is_count(numerator) || !is_count(denominator) {
        return Err(ReadingRefusal::NotANumber);
    }
    if denominator == 0.0 {
        return Err(ReadingRefusal::ZeroDenominator);
    }
    if definition.is_share && numerator > denominator {
        return Err(ReadingRefusal::MoreThanAll);
    }
    let quotient = numerator / denominator;
    let value = if definition.is_share {
        quotient * 100.0
    } else {
        quotient
    };
    if !value.is_finite() {
        return Err(ReadingRefusal::NotANumber);
    }
    Ok(Read {
        value,
        parts: Some((numerator, denominator)),
        levels,
    })
}

/// The share of answers at each level, from 1 to 5; all zero where there are no answers.
#[must_use]
pub fn shares(levels: &[i64; LEVELS]) -> [f64; LEVELS] {
    let all: f64 = levels.iter().map(|count| *count as f64).sum();
    levels.map(|count| if all > 0.0 { count as f64 / all } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use ServiceIndicator::{CompletionRate, CostPerTransaction, UserSatisfaction};

    use super::*;

    fn parts(numerator: f64, denominator: f64) -> Given {
        Given::Parts {
            numerator,
            denominator,
        }
    }

    #[test]
    fn a_share_is_in_percent_and_a_cost_is_for_each() {
        let rate = read(Some(CompletionRate), parts(180.0, 240.0)).map(|read| read.value);
        assert_eq!(rate, Ok(75.0));
        let cost = read(Some(CostPerTransaction), parts(50_000.0, 400.0)).map(|read| read.value);
        assert_eq!(cost, Ok(125.0));
    }

    #[test]
    fn satisfied_are_those_with_four_and_five() {
        let levels = [5, 5, 10, 40, 40];
        let read = read(Some(UserSatisfaction), Given::Levels(levels));
        assert_eq!(
            read,
            Ok(Read {
                value: 80.0,
                parts: Some((80.0, 100.0)),
                levels: Some(levels)
            })
        );
        assert_eq!(shares(&levels), [0.05, 0.05, 0.1, 0.4, 0.4]);
        assert_eq!(shares(&[0; LEVELS]), [0.0; LEVELS]);
    }

    #[test]
    fn one_thing_is_given_and_no_more() {
        assert_eq!(Given::one_of(Some(1.0), None, None, None), Given::Value(1.0));
        assert_eq!(Given::one_of(None, Some(1.0), Some(2.0), None), parts(1.0, 2.0));
        let five = Given::one_of(None, None, None, Some(&[1, 2, 3, 4, 5]));
        assert_eq!(five, Given::Levels([1, 2, 3, 4, 5]));
        for unclear in [
            Given::one_of(None, None, None, None),
            Given::one_of(Some(1.0), Some(1.0), Some(2.0), None),
            Given::one_of(None, Some(1.0), None, None),
            Given::one_of(None, None, None, Some(&[1, 2])),
        ] {
            assert_eq!(unclear, Given::Unclear);
            assert_eq!(read(None, unclear), Err(ReadingRefusal::Unclear));
        }
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(
            read(Some(CompletionRate), parts(0.0, 0.0)),
            Err(ReadingRefusal::ZeroDenominator)
        );
        assert_eq!(
            read(Some(UserSatisfaction), Given::Levels([0; LEVELS])),
            Err(ReadingRefusal::ZeroDenominator)
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let given = parts(5.0, 4.0);
        assert_eq!(
            read(Some(CompletionRate), given),
            Err(ReadingRefusal::MoreThanAll)
        );
        assert_eq!(
            read(Some(CostPerTransaction), given).map(|read| read.value),
            Ok(1.25)
        );
        assert_eq!(read(None, given), Err(ReadingRefusal::NoIndicator));
        let levels = Given::Levels([1, 0, 0, 0, 0]);
        assert_eq!(read(Some(CompletionRate), levels), Err(ReadingRefusal::NoLevels));
        let negative = Given::Levels([-1, 0, 0, 2, 0]);
        assert_eq!(
            read(Some(UserSatisfaction), negative),
            Err(ReadingRefusal::NotANumber)
        );
        for value in [f64::NAN, f64::INFINITY] {
            assert_eq!(read(None, Given::Value(value)), Err(ReadingRefusal::NotANumber));
        }
        assert_eq!(read(None, Given::Value(-3.0)).map(|read| read.value), Ok(-3.0));
    }
}
