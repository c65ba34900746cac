//! How available an e-service was over a period, from its incidents.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{Incident, IncidentSeverity};
use crate::domain::calendar::Zone;

/// How available an e-service was over a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Availability {
    /// How many incidents there were in the period, those that began before it among them.
    pub incidents: usize,
    /// On how many days there was an incident.
    pub days_with_incident: usize,
    /// For how many hours the e-service was down; what overlaps counts once.
    pub hours_down: f64,
    /// How many hours the period has had so far.
    pub hours: f64,
}

impl Availability {
    /// The share of the period in which it was not down, 0 to 1; none where nothing of the period has passed.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| 1.0 - self.hours_down / self.hours)
    }
}

/// How available an e-service was from the first day to the last, both counted, in the time zone of the municipality. What lies
/// after `now` has not happened: an incident that goes on counts until then.
#[must_use]
pub fn availability(
    incidents: &[Incident],
    first: NaiveDate,
    last: NaiveDate,
    now: DateTime<Utc>,
    zone: Zone,
) -> Availability {
    let begin = zone.instant(first, NaiveTime::MIN);
    let after = last.succ_opt().unwrap_or(last);
    let end = zone.instant(after, NaiveTime::MIN).min(now);
    if begin >= end {
        return Availability::default();
    }
    let mut days = BTreeSet::new();
    let mut count = 0;
    let mut down = Vec::new();
    for incident in incidents {
        let from = incident.began_at.max(begin);
        let until = incident.ended_at.unwrap_or(end).min(end);
        // One that was over the moment it began touched its day all the same.
        if from > until || from >= end {
            continue;
        }
        count += 1;
        let last_day = zone.date_of(until);
        days.extend(
            zone.date_of(from)
                .iter_days()
                .take_while(|day| *day <= last_day)
                // One that ended at midnight did not touch the day that began then.
                .filter(|day| {
                    let midnight = zone.instant(*day, NaiveTime::MIN);
                    midnight < until || midnight == from
                }),
        );
        if incident.severity == IncidentSeverity::Outage {
            down.push((from, until));
        }
    }
    Availability {
        incidents: count,
        days_with_incident: days.len(),
        hours_down: hours_of(down),
        hours: hours(begin, end),
    }
}

/// The hours that stretches of time cover together.
fn hours_of(mut stretches: Vec<(DateTime<Utc>, DateTime<Utc>)>) -> f64 {
    stretches.sort_unstable();
    let mut sum = 0.0;
    let mut covered: Option<DateTime<Utc>> = None;
    for (from, until) in stretches {
        let from = covered.map_or(from, |covered| covered.max(from));
        if until > from {
            sum += hours(from, until);
        }
        covered = covered.max(Some(until));
    }
    sum
}

fn hours(from: DateTime<Utc>, until: DateTime<Utc>) -> f64 {
    until.signed_duration_since(from).num_seconds() as f64 / 3600.0
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::Duration;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::given::date;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn incident(from: &str, until: Option<&str>, severity: IncidentSeverity) -> Incident {
        Incident {
            title: "Inloggningen nere".into(),
            began_at: moment(from),
            ended_at: until.map(moment),
            severity,
            measures: String::new(),
        }
    }

    fn of_may(incidents: &[Incident]) -> Availability {
        let now = moment("2027-07-01T08:00:00Z");
        availability(
            incidents,
            date("2027-05-01"),
            date("2027-05-31"),
            now,
            Zone::default(),
        )
    }

    #[test]
    fn a_month_without_incidents_was_available_throughout() {
        let may = of_may(&[]);
        assert_eq!((may.incidents, may.days_with_incident), (0, 0));
        assert_eq!((may.hours, may.share()), (31.0 * 24.0, Some(1.0)));
    }

    #[test]
    fn outages_that_overlap_count_once_and_lesser_troubles_only_touch_their_days() {
        let may = of_may(&[
            incident(
                "2027-05-04T08:00:00Z",
                Some("2027-05-04T12:00:00Z"),
                IncidentSeverity::Outage,
            ),
            incident(
                "2027-05-04T10:00:00Z",
                Some("2027-05-04T13:00:00Z"),
                IncidentSeverity::Outage,
            ),
            incident(
                "2027-05-10T08:00:00Z",
                Some("2027-05-12T08:00:00Z"),
                IncidentSeverity::Minor,
            ),
        ]);
        assert_eq!(
            (may.incidents, may.days_with_incident, may.hours_down),
            (3, 4, 5.0)
        );
    }

    #[test]
    fn only_what_lies_in_the_period_counts() {
        // From 30 April 22:00 to 2 May 01:00 in Stockholm: 25 hours in May. Of June nothing.
        let may = of_may(&[
            incident(
                "2027-04-30T20:00:00Z",
                Some("2027-05-01T23:00:00Z"),
                IncidentSeverity::Outage,
            ),
            incident("2027-06-02T08:00:00Z", None, IncidentSeverity::Outage),
        ]);
        assert_eq!(
            (may.incidents, may.days_with_incident, may.hours_down),
            (1, 2, 25.0)
        );
    }

    #[test]
    fn what_goes_on_counts_until_now_and_what_is_to_come_does_not() {
        let now = moment("2027-05-02T22:00:00Z");
        let down = [incident("2027-05-02T20:00:00Z", None, IncidentSeverity::Outage)];
        let so_far = availability(
            &down,
            date("2027-05-01"),
            date("2027-05-31"),
            now,
            Zone::default(),
        );
        assert_eq!((so_far.hours, so_far.hours_down), (48.0, 2.0));
        let later = availability(
            &down,
            date("2027-06-01"),
            date("2027-06-30"),
            now,
            Zone::default(),
        );
        assert_eq!(later, Availability::default());
        assert_eq!(later.share(), None);
    }

    proptest! {
        #[test]
        fn nothing_is_down_for_longer_than_the_period_or_on_more_days_than_it_has(
            stretches in prop::collection::vec((-2000i64..2000, 0i64..3000), 0..12),
        ) {
            let start = moment("2027-05-01T00:00:00Z");
            let incidents: Vec<Incident> = stretches
                .into_iter()
                .map(|(from, hours)| Incident {
                    title: String::new(),
                    began_at: start + Duration::hours(from),
                    ended_at: Some(start + Duration::hours(from + hours)),
                    severity: IncidentSeverity::Outage,
                    measures: String::new(),
                })
                .collect();
            let may = of_may(&incidents);
            prop_assert!(may.hours_down <= may.hours + 1e-9);
            prop_assert!(may.days_with_incident <= 31);
            prop_assert!(may.share().is_some_and(|share| (-1e-9..=1.0).contains(&share)));
        }
    }
}
