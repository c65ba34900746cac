//! Swedish public holidays, computed from the law's rules.
//!
//! Lag (1989:253) om allmänna helgdagar as it stands since 2005, with the three eves that semesterlagen counts as Sundays.
//! The rules are applied to every year alike: an old year's own holidays (annandag pingst until 2004) are not known here,
//! since nothing is planned in the past.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// True on a Swedish public holiday and on midsommarafton, julafton and nyårsafton.
///
/// Ordinary Saturdays and Sundays are none; ask [`is_working_day`](super::is_working_day) for a free day of any kind.
#[must_use]
pub fn is_holiday(date: NaiveDate) -> bool {
    holiday_name(date).is_some()
}

/// The Swedish name of the holiday; where two fall together, that of the one with a date of its own.
#[must_use]
pub fn holiday_name(date: NaiveDate) -> Option<&'static str> {
    fixed(date)
        .or_else(|| on_a_weekday(date))
        .or_else(|| around_easter(date))
}

fn fixed(date: NaiveDate) -> Option<&'static str> {
    Some(match (date.month(), date.day()) {
        (1, 1) => "Nyårsdagen",
        (1, 6) => "Trettondedag jul",
        (5, 1) => "Första maj",
        (6, 6) => "Sveriges nationaldag",
        (12, 24) => "Julafton",
        (12, 25) => "Juldagen",
        (12, 26) => "Annandag jul",
        (12, 31) => "Nyårsafton",
        _ => return None,
    })
}

/// Those that fall on a certain weekday within a span of dates.
fn on_a_weekday(date: NaiveDate) -> Option<&'static str> {
    Some(match (date.weekday(), date.month(), date.day()) {
        (Weekday::Fri, 6, 19..=25) => "Midsommarafton",
        (Weekday::Sat, 6, 20..=26) => "Midsommardagen",
        (Weekday::Sat, 10, 31) | (Weekday::Sat, 11, 1..=6) => "Alla helgons dag",
        _ => return None,
    })
}

fn around_easter(date: NaiveDate) -> Option<&'static str> {
    // The earliest is Good Friday of an Easter on 22 March, the latest Pentecost of one on 25 April.
    if !(3..=6).contains(&date.month()) {
        return None;
    }
    let easter = easter_sunday(date.year())?;
    Some(match date.signed_duration_since(easter).num_days() {
        -2 => "Långfredagen",
        0 => "Påskdagen",
        1 => "Annandag påsk",
        39 => "Kristi himmelsfärdsdag",
        49 => "Pingstdagen",
        _ => return None,
    })
}

/// Easter Sunday of the Gregorian calendar: the first Sunday after the full moon on or after 21 March, as the church
/// reckons the moon.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let century = year.div_euclid(100);
    // How far the tabular moon has moved since the Julian calendar: leap days left out, and the moon's own drift.
    let leap_days_left_out = century - century.div_euclid(4);
    let drift = (8 * century + 13).div_euclid(25);
    let place_in_moon_cycle = year.rem_euclid(19);
    let age = (19 * place_in_moon_cycle + leap_days_left_out - drift + 15).rem_euclid(30);
    // The church keeps the full moon from 19 April, and never lets it fall on one date twice in a cycle.
    let days_to_full_moon = if age == 29 || (age == 28 && place_in_moon_cycle > 10) {
        age - 1
    } else {
        age
    };
    let full_moon = NaiveDate::from_ymd_opt(year, 3, 21)? + Days::new(u64::try_from(days_to_full_moon).ok()?);
    let to_sunday = 7 - u64::from(full_moon.weekday().num_days_from_sunday());
    Some(full_moon + Days::new(to_sunday))
}
