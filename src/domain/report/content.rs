//! What a follow-up report says: figures only, so that it can be written out in any language and form.

use ::entity::{
    enums::{Direction, ServiceIndicator},
    ids::{ArtefactId, MetricId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    goal::{self, Forecast, Standing, Trend, goal_attainment},
    ground::{Benefit, RealisationState},
    operation::{Incident, IncidentSeverity, OperationCheck, OperationResult},
};

/// What a report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Name of the e-service.
    pub e_service: String,
    /// Name of its unit.
    pub unit: String,
    /// Names of its owners.
    pub owners: Vec<String>,
    /// Names of its service managers.
    pub managers: Vec<String>,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// The day on which it was composed.
    pub composed_on: NaiveDate,
    /// Goal by goal.
    pub goals: Vec<GoalResult>,
    /// Benefits, planned and realised.
    pub benefits: Vec<BenefitResult>,
    /// Suggestions of the period, by heading.
    pub suggestions: Vec<SuggestionGroup>,
    /// The operation in the period.
    pub operation: Operation,
    /// Last day of the report before this one.
    pub former_to: Option<NaiveDate>,
    /// What changed since that report.
    pub changes: Vec<super::Change>,
}

/// A goal with its measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalResult {
    /// What is to be reached.
    pub goal: String,
    /// How far it is reached.
    pub attainment: Option<f64>,
    /// The measures that show it.
    pub metrics: Vec<MetricResult>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricResult {
    /// Which.
    pub metric: MetricId,
    /// What is measured.
    pub name: String,
    /// Unit of its values.
    pub unit: String,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// The usual indicator that it measures.
    pub indicator: Option<ServiceIndicator>,
    /// The values of the period, oldest first.
    pub values: Vec<Value>,
    /// The last values until the end of the period, of before it too: what trend and forecast rest on.
    pub looked_at: Vec<(NaiveDate, f64)>,
    /// How much of its goal is reached.
    pub attainment: Option<f64>,
    /// Which way it goes.
    pub trend: Option<Trend>,
    /// When the target will be met.
    pub forecast: Forecast,
    /// Since when it is overdue, where it was when the report was composed.
    pub overdue_since: Option<NaiveDate>,
    /// Until when it was accepted that it is not measured.
    pub accepted_until: Option<NaiveDate>,
}

/// A measured value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The day for which it holds.
    pub on: NaiveDate,
    /// The value.
    pub value: f64,
    /// True where it was recorded after its due date.
    pub late: bool,
}

impl MetricResult {
    /// How many values of the period came late.
    #[must_use]
    pub fn late(&self) -> usize {
        self.values.iter().filter(|value| value.late).count()
    }

    /// What is known of it, to be put into words.
    #[must_use]
    pub fn standing(&self) -> Standing<'_> {
        Standing {
            unit: &self.unit,
            direction: self.direction,
            baseline: self.baseline,
            target: self.target,
            latest: self.looked_at.last().copied(),
            count: self.looked_at.len(),
            attainment: self.attainment,
            trend: self.trend,
            forecast: self.forecast,
        }
    }

    /// Computes attainment, trend and forecast of what is looked at.
    #[must_use]
    pub fn computed(mut self) -> Self {
        self.attainment = self
            .looked_at
            .last()
            .map(|(_, value)| goal::attainment(self.direction, self.baseline, self.target, *value));
        self.trend = goal::trend(self.direction, &self.looked_at);
        self.forecast = goal::forecast(self.direction, self.target, &self.looked_at);
        self
    }
}

impl GoalResult {
    /// The goals that measures serve, each named with its goal: those with the same words are one.
    #[must_use]
    pub fn of(metrics: Vec<(String, MetricResult)>) -> Vec<Self> {
        let mut goals: Vec<Self> = Vec::new();
        for (goal, metric) in metrics {
            match goals.iter_mut().find(|known| known.goal == goal) {
                Some(known) => known.metrics.push(metric),
                None => goals.push(Self {
                    goal,
                    attainment: None,
                    metrics: vec![metric],
                }),
            }
        }
        for goal in &mut goals {
            let measures: Vec<_> = goal.metrics.iter().map(|metric| metric.attainment).collect();
            goal.attainment = goal_attainment(&measures);
        }
        goals
    }
}

/// Money in öre and working hours, each in a year; none where it is not about that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// In öre.
    pub minor: Option<i64>,
    /// In hours.
    pub hours: Option<i64>,
}

impl Money {
    fn and(self, other: Self) -> Self {
        let sum = |a: Option<i64>, b: Option<i64>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
        };
        Self {
            minor: sum(self.minor, other.minor),
            hours: sum(self.hours, other.hours),
        }
    }

    /// The sum of many.
    #[must_use]
    pub fn sum(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), Self::and)
    }
}

/// A benefit, planned and realised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenefitResult {
    /// Which.
    pub benefit: ArtefactId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub state: RealisationState,
    /// What it was to be worth in a year.
    pub planned: Money,
    /// What it is worth in a year as measured.
    pub realised: Money,
    /// What was measured, in words.
    pub measured: Option<String>,
}

/// The suggestions under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestionGroup {
    /// The heading; none for those that were put under none.
    pub category: Option<String>,
    /// How many.
    pub count: usize,
    /// How much they weigh on average, 1 to 5; none where none was weighed.
    pub weight: Option<f64>,
    /// How satisfied recipients are on average, 1 to 5; none where nobody said.
    pub rating: Option<f64>,
    /// How many are taken up.
    pub taken_up: usize,
}

/// The operation in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// How often it was looked whether it works.
    pub checks: usize,
    /// How often it worked without problems.
    pub worked: usize,
    /// Disturbances, oldest first.
    pub incidents: Vec<IncidentResult>,
}

/// A disturbance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentResult {
    /// What happened.
    pub title: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; none while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// How bad it was.
    pub severity: IncidentSeverity,
}

impl IncidentResult {
    /// How many minutes it took, where it is over.
    #[must_use]
    pub fn minutes(&self) -> Option<i64> {
        let ended = self.ended_at?;
        Some(ended.signed_duration_since(self.began_at).num_minutes().max(0))
    }
}

impl BenefitResult {
    /// What a benefit says of plan and realisation.
    #[must_use]
    pub fn of(id: ArtefactId, benefit: &Benefit) -> Self {
        let real = &benefit.realisation;
        Self {
            benefit: id,
            name: benefit.name.clone(),
            state: real.state,
            planned: Money {
                minor: benefit.planned_minor,
                hours: benefit.planned_hours.map(i64::from),
            },
            realised: Money {
                minor: real.minor,
                hours: real.hours.map(i64::from),
            },
            measured: real.measured.clone(),
        }
    }
}

impl From<Incident> for IncidentResult {
    fn from(incident: Incident) -> Self {
        Self {
            title: incident.title,
            began_at: incident.began_at,
            ended_at: incident.ended_at,
            severity: incident.severity,
        }
    }
}

impl Operation {
    /// The checks of some days and the disturbances that began on them; each of these with its day.
    #[must_use]
    pub fn of(
        (from, to): (NaiveDate, NaiveDate),
        checks: impl IntoIterator<Item = OperationCheck>,
        incidents: impl IntoIterator<Item = (NaiveDate, Incident)>,
    ) -> Self {
        let mut operation = Self::default();
        for check in checks {
            if (from..=to).contains(&check.checked_on) {
                operation.checks += 1;
                operation.worked += usize::from(check.result == OperationResult::Works);
            }
        }
        let began = incidents.into_iter().filter(|(on, _)| (from..=to).contains(on));
        operation.incidents = began.map(|(_, incident)| incident.into()).collect();
        operation.incidents.sort_by_key(|incident| incident.began_at);
        operation
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::domain::{given::date, operation::IncidentSeverity};

    #[test]
    fn money_and_time_are_summed_apart_and_nothing_is_not_zero() {
        let money = |minor, hours| Money { minor, hours };
        let all = [money(Some(100), None), money(None, None), money(Some(50), None)];
        assert_eq!(Money::sum(all.into_iter()), money(Some(150), None));
    }

    #[test]
    fn the_operation_is_what_was_checked_and_disturbed_in_the_period() {
        let check = |on: &str, result| OperationCheck {
            checked_on: date(on),
            result,
            examined: "Alla steg.".into(),
            note: String::new(),
        };
        let incident = |at: &str| Incident {
            title: "Inloggningen låg nere".into(),
            began_at: at.parse().unwrap(),
            ended_at: None,
            severity: IncidentSeverity::Outage,
            measures: String::new(),
        };
        let day = |at: &str| (date(&at[..10]), incident(at));
        let read = Operation::of(
            (date("2027-03-01"), date("2027-03-31")),
            [
                check("2027-02-28", OperationResult::Works),
                check("2027-03-01", OperationResult::Works),
                check("2027-03-31", OperationResult::WorksWithProblems),
            ],
            [
                day("2027-03-20T08:00:00Z"),
                day("2027-03-02T08:00:00Z"),
                day("2027-04-01T08:00:00Z"),
            ],
        );
        assert_eq!((read.checks, read.worked), (2, 1));
        let began: Vec<_> = read
            .incidents
            .iter()
            .map(|one| one.began_at.to_string())
            .collect();
        assert_eq!(began, ["2027-03-02 08:00:00 UTC", "2027-03-20 08:00:00 UTC"]);
    }

    #[test]
    fn an_incident_that_is_over_has_a_length() {
        let mut incident = IncidentResult {
            title: "Inloggningen låg nere".into(),
            began_at: "2027-03-01T08:00:00Z".parse().unwrap(),
            ended_at: None,
            severity: IncidentSeverity::Outage,
        };
        assert_eq!(incident.minutes(), None);
        incident.ended_at = "2027-03-01T09:30:00Z".parse().ok();
        assert_eq!(incident.minutes(), Some(90));
    }

    #[test]
    fn what_a_report_said_before_is_read_as_it_was_written() {
        let said = r#"{"checks":1,"worked":1,"incidents":[{"title":"Stopp","began_at":"2027-03-01T08:00:00Z",
            "ended_at":null,"severity":"major"}]}"#;
        let read: Operation = serde_json::from_str(said).unwrap();
        assert_eq!(read.incidents[0].severity, IncidentSeverity::Major);
    }
}
