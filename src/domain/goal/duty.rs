//! Measuring is a duty: when a measure is expected, and when it is overdue.

use chrono::NaiveDate;

/// When a measure is expected: on its due date, or on the day until which a deviation was accepted, where that is later.
#[must_use]
pub fn expected_on(due_on: Option<NaiveDate>, accepted_until: Option<NaiveDate>) -> Option<NaiveDate> {
    due_on.map(|due_on| accepted_until.map_or(due_on, |until| until.max(due_on)))
}

/// True from the day on which it is expected.
#[must_use]
pub fn is_due(due_on: Option<NaiveDate>, accepted_until: Option<NaiveDate>, today: NaiveDate) -> bool {
    expected_on(due_on, accepted_until).is_some_and(|expected| expected <= today)
}

/// True where that day has passed.
#[must_use]
pub fn is_overdue(due_on: Option<NaiveDate>, accepted_until: Option<NaiveDate>, today: NaiveDate) -> bool {
    expected_on(due_on, accepted_until).is_some_and(|expected| expected < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    #[test]
    fn an_accepted_deviation_puts_the_day_off_and_never_brings_it_forward() {
        let due = Some(date("2027-02-23"));
        assert_eq!(expected_on(due, None), due);
        assert_eq!(
            expected_on(due, Some(date("2027-03-31"))),
            Some(date("2027-03-31"))
        );
        assert_eq!(expected_on(due, Some(date("2027-01-31"))), due);
        assert_eq!(expected_on(None, Some(date("2027-03-31"))), None);
    }

    #[test]
    fn it_is_due_on_its_day_and_overdue_after_it() {
        let (due, until) = (Some(date("2027-02-23")), Some(date("2027-03-31")));
        assert!(!is_due(due, None, date("2027-02-22")));
        assert!(is_due(due, None, date("2027-02-23")));
        assert!(!is_overdue(due, None, date("2027-02-23")));
        assert!(is_overdue(due, None, date("2027-02-24")));
        assert!(!is_due(due, until, date("2027-03-30")));
        assert!(!is_overdue(due, until, date("2027-03-31")));
        assert!(is_overdue(due, until, date("2027-04-01")));
    }
}
