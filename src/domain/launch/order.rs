//! The order of the publication (`launch.order`): in good time; what is late is warned about, not refused.

use ::entity::enums::{ArtefactKind, Locale};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, calendar::add_working_days};

/// The order to the editor to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationOrder {
    /// When it was ordered.
    pub ordered_on: NaiveDate,
    /// The day on which publication is wished.
    pub wished_on: NaiveDate,
    /// What the editor should know, Markdown.
    pub note: String,
}

impl Artefact for PublicationOrder {
    const KIND: ArtefactKind = ArtefactKind::PublicationOrder;
}

/// Something about the order that should be known, and that stops nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaunchWarning {
    /// What kind of thing.
    pub code: LaunchWarningCode,
    /// The day that it is about: the last good day to order, or the launch date.
    pub on: NaiveDate,
}

/// What is warned about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum LaunchWarningCode {
    /// Publication was ordered later than in good time.
    OrderedLate,
    /// Publication is not ordered, and the last good day to do it has passed.
    NotOrderedInTime,
    /// Publication is wished on another day than the launch date.
    WishedOnOtherDay,
}

impl LaunchWarning {
    /// The warning for a person.
    #[must_use]
    pub fn text(self, locale: Locale) -> String {
        let on = self.on;
        match (self.code, locale) {
            (LaunchWarningCode::OrderedLate, Locale::Sv) => {
                format!("Publiceringen är sent beställd; sista dagen för att göra det i god tid var {on}.")
            }
            (LaunchWarningCode::OrderedLate, Locale::En) => {
                format!("The publication was ordered late; the last day to do it in good time was {on}.")
            }
            (LaunchWarningCode::NotOrderedInTime, Locale::Sv) => {
                format!("Publiceringen är inte beställd; sista dagen för att göra det i god tid var {on}.")
            }
            (LaunchWarningCode::NotOrderedInTime, Locale::En) => {
                format!("The publication is not ordered; the last day to do it in good time was {on}.")
            }
            (LaunchWarningCode::WishedOnOtherDay, Locale::Sv) => {
                format!("Publiceringen önskas en annan dag än lanseringsdatumet, {on}.")
            }
            (LaunchWarningCode::WishedOnOtherDay, Locale::En) => {
                format!("Publication is wished on another day than the launch date, {on}.")
            }
        }
    }
}

/// The last day on which publication is ordered in good time: so many working days before the launch.
#[must_use]
pub fn last_good_day(launch_date: NaiveDate, lead_days: u16) -> NaiveDate {
    add_working_days(launch_date, -i32::from(lead_days))
}

/// What should be known of the order, or of there being none, while the launch is ahead. Nothing while no launch date is set.
#[must_use]
pub fn warnings(
    order: Option<&PublicationOrder>,
    launch_date: Option<NaiveDate>,
    lead_days: u16,
    today: NaiveDate,
) -> Vec<LaunchWarning> {
    let Some(launch_date) = launch_date else {
        return Vec::new();
    };
    let last = last_good_day(launch_date, lead_days);
    let warn = |code, on| LaunchWarning { code, on };
    let Some(order) = order else {
        let late = today > last;
        return late
            .then(|| warn(LaunchWarningCode::NotOrderedInTime, last))
            .into_iter()
            .collect();
    };
    let late = (order.ordered_on > last).then(|| warn(LaunchWarningCode::OrderedLate, last));
    let other =
        (order.wished_on != launch_date).then(|| warn(LaunchWarningCode::WishedOnOtherDay, launch_date));
    late.into_iter().chain(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    fn codes(order: Option<(&str, &str)>, launch: Option<&str>, today: &str) -> Vec<LaunchWarningCode> {
        let order = order.map(|(ordered, wished)| PublicationOrder {
            ordered_on: date(ordered),
            wished_on: date(wished),
            note: String::new(),
        });
        let found = warnings(order.as_ref(), launch.map(date), 10, date(today));
        found.into_iter().map(|warning| warning.code).collect()
    }

    #[test]
    fn the_last_good_day_is_counted_in_working_days() {
        // Easter lies between: Good Friday and Easter Monday are free.
        assert_eq!(last_good_day(date("2027-04-12"), 10), date("2027-03-25"));
        assert_eq!(last_good_day(date("2027-04-12"), 0), date("2027-04-12"));
    }

    #[test]
    fn an_order_on_the_last_good_day_is_in_time_and_a_day_later_is_not() {
        let launch = Some("2027-04-12");
        let on_time = Some(("2027-03-25", "2027-04-12"));
        assert_eq!(codes(on_time, launch, "2027-04-01"), []);
        let late = Some(("2027-03-30", "2027-04-12"));
        assert_eq!(
            codes(late, launch, "2027-04-01"),
            [LaunchWarningCode::OrderedLate]
        );
    }

    #[test]
    fn what_is_not_ordered_is_warned_about_once_the_last_good_day_has_passed() {
        let launch = Some("2027-04-12");
        assert_eq!(codes(None, launch, "2027-03-25"), []);
        assert_eq!(
            codes(None, launch, "2027-03-26"),
            [LaunchWarningCode::NotOrderedInTime]
        );
    }

    #[test]
    fn a_launch_date_that_moved_away_from_the_wished_day_is_warned_about() {
        let order = Some(("2027-03-01", "2027-04-12"));
        assert_eq!(
            codes(order, Some("2027-04-19"), "2027-03-02"),
            [LaunchWarningCode::WishedOnOtherDay]
        );
    }

    #[test]
    fn without_a_launch_date_nothing_is_late() {
        assert_eq!(codes(None, None, "2027-04-12"), []);
        assert_eq!(codes(Some(("2027-04-01", "2027-04-02")), None, "2027-04-12"), []);
    }
}
