//! What the values of a metric say, in words: so that nobody has to take a number on trust.

use ::entity::enums::{Direction, Locale};
use chrono::NaiveDate;

use super::{Forecast, ForecastOutcome, Trend, reached};
use crate::domain::figures::{percent, with_unit};

/// What is known of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing<'a> {
    /// Unit of its values.
    pub unit: &'a str,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// The latest value with its day; none where nothing was measured.
    pub latest: Option<(NaiveDate, f64)>,
    /// How many values were looked at.
    pub count: usize,
    /// How much of the goal is reached.
    pub attainment: Option<f64>,
    /// Which way it goes.
    pub trend: Option<Trend>,
    /// When the target will be met.
    pub forecast: Forecast,
}

/// Attainment, trend and forecast in sentences.
#[must_use]
pub fn explanation(of: &Standing<'_>, locale: Locale) -> String {
    let Some((on, latest)) = of.latest else {
        return match locale {
            Locale::Sv => "Inget är mätt ännu.".into(),
            Locale::En => "Nothing is measured yet.".into(),
        };
    };
    let mut sentences = vec![attained(of, on, latest, locale)];
    if of.forecast.outcome != ForecastOutcome::Reached || of.trend == Some(Trend::Worsening) {
        sentences.extend(trend_in_words(of, locale));
    }
    sentences.extend(forecast_in_words(of, locale));
    sentences.join(" ")
}

fn attained(of: &Standing<'_>, on: NaiveDate, latest: f64, locale: Locale) -> String {
    let figure = |value| with_unit(value, of.unit, locale);
    let (value, target) = (figure(latest), figure(of.target));
    if reached(of.direction, of.target, latest) {
        return match locale {
            Locale::Sv => format!("Målet {target} är nått: det senaste värdet, {on}, är {value}."),
            Locale::En => format!("The target of {target} is met: the latest value, of {on}, is {value}."),
        };
    }
    // What is not met is never called 100 %.
    let share = percent(of.attainment.unwrap_or(0.0).min(0.99), locale);
    let way = of
        .baseline
        .filter(|baseline| !reached(of.direction, of.target, *baseline));
    match (way, locale) {
        (Some(baseline), Locale::Sv) => format!(
            "Det senaste värdet, {on}, är {value}. Det är {share} av vägen från utgångsläget {} till målet {target}.",
            figure(baseline)
        ),
        (Some(baseline), Locale::En) => format!(
            "The latest value, of {on}, is {value}. That is {share} of the way from the baseline of {} to the target of {target}.",
            figure(baseline)
        ),
        (None, Locale::Sv) => {
            format!("Det senaste värdet, {on}, är {value}. Det motsvarar {share} av målet {target}.")
        }
        (None, Locale::En) => {
            format!("The latest value, of {on}, is {value}. That is {share} of the target of {target}.")
        }
    }
}

fn trend_in_words(of: &Standing<'_>, locale: Locale) -> Option<String> {
    let count = of.count;
    Some(match (of.trend?, locale) {
        (Trend::Improving, Locale::Sv) => format!("De senaste {count} värdena går åt rätt håll."),
        (Trend::Improving, Locale::En) => format!("The last {count} values go the right way."),
        (Trend::Steady, Locale::Sv) => format!("De senaste {count} värdena står i stort sett stilla."),
        (Trend::Steady, Locale::En) => format!("The last {count} values hardly move."),
        (Trend::Worsening, Locale::Sv) => format!("De senaste {count} värdena går åt fel håll."),
        (Trend::Worsening, Locale::En) => format!("The last {count} values go the wrong way."),
    })
}

fn forecast_in_words(of: &Standing<'_>, locale: Locale) -> Option<String> {
    Some(match (of.forecast.outcome, locale) {
        (ForecastOutcome::Reached, _) => return None,
        (ForecastOutcome::Expected, Locale::Sv) => format!(
            "Fortsätter det så nås målet omkring {}: där möter den räta linje som bäst passar värdena målet.",
            of.forecast.on?
        ),
        (ForecastOutcome::Expected, Locale::En) => format!(
            "If it goes on like this the target is met about {}: there the straight line that fits the values best meets it.",
            of.forecast.on?
        ),
        (ForecastOutcome::TooFew, Locale::Sv) => {
            "Det finns för få värden för en prognos: det behövs tre från olika dagar.".into()
        }
        (ForecastOutcome::TooFew, Locale::En) => {
            "There are too few values for a forecast: three from different days are needed.".into()
        }
        (ForecastOutcome::NotTowards, Locale::Sv) => "Så nås målet inte.".into(),
        (ForecastOutcome::NotTowards, Locale::En) => "In this way the target is not met.".into(),
        (ForecastOutcome::TooFar, Locale::Sv) => {
            "I den takten dröjer det mer än tio år innan målet nås.".into()
        }
        (ForecastOutcome::TooFar, Locale::En) => {
            "At this pace it takes more than ten years until the target is met.".into()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        given::date,
        goal::{attainment, forecast, trend},
    };

    fn said(values: &[(&str, f64)], baseline: Option<f64>, locale: Locale) -> String {
        let values: Vec<_> = values.iter().map(|(day, value)| (date(day), *value)).collect();
        let (direction, target) = (Direction::Increase, 80.0);
        let latest = values.last().copied();
        let standing = Standing {
            unit: "%",
            direction,
            baseline,
            target,
            latest,
            count: values.len(),
            attainment: latest.map(|(_, value)| attainment(direction, baseline, target, value)),
            trend: trend(direction, &values),
            forecast: forecast(direction, target, &values),
        };
        explanation(&standing, locale).replace('\u{a0}', " ")
    }

    const RISING: [(&str, f64); 3] = [("2027-01-31", 45.0), ("2027-03-02", 50.0), ("2027-04-01", 55.0)];

    #[test]
    fn what_rises_is_told_with_its_way_and_its_day() {
        assert_eq!(
            said(&RISING, Some(40.0), Locale::Sv),
            "Det senaste värdet, 2027-04-01, är 55 %. Det är 38 % av vägen från utgångsläget 40 % till målet 80 %. De senaste 3 \
             värdena går åt rätt håll. Fortsätter det så nås målet omkring 2027-08-29: där möter den räta linje som bäst passar \
             värdena målet."
        );
        assert_eq!(
            said(&RISING, None, Locale::En),
            "The latest value, of 2027-04-01, is 55 %. That is 69% of the target of 80 %. The last 3 values go the right way. If it \
             goes on like this the target is met about 2027-08-29: there the straight line that fits the values best meets it."
        );
    }

    #[test]
    fn what_is_met_is_told_shortly() {
        assert_eq!(
            said(&[("2027-01-31", 82.0)], Some(40.0), Locale::Sv),
            "Målet 80 % är nått: det senaste värdet, 2027-01-31, är 82 %."
        );
        assert_eq!(said(&[], Some(40.0), Locale::En), "Nothing is measured yet.");
    }

    #[test]
    fn what_falls_is_told_so() {
        let falling = [("2027-01-31", 60.0), ("2027-03-02", 50.0), ("2027-04-01", 45.0)];
        let text = said(&falling, Some(40.0), Locale::Sv);
        assert!(
            text.ends_with("De senaste 3 värdena går åt fel håll. Så nås målet inte."),
            "{text}"
        );
    }
}
