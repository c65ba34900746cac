//! What a follow-up report says: figures only, so that it can be written out in any language and form.

use ::entity::{
    enums::{Direction, ServiceIndicator},
    ids::{ArtefactId, MetricId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::domain::goal::{self, Forecast, Standing, Trend, goal_attainment};

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
    /// Where it stands: planned, in_part, realised or given_up.
    pub state: String,
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
    /// How bad it was: minor, major or outage.
    pub severity: String,
}

impl IncidentResult {
    /// How many minutes it took, where it is over.
    #[must_use]
    pub fn minutes(&self) -> Option<i64> {
        let ended = self.ended_at?;
        Some(ended.signed_duration_since(self.began_at).num_minutes().max(0))
    }
}

fn text(body: &Json, pointer: &str) -> Option<String> {
    body.pointer(pointer)?.as_str().map(str::to_owned)
}

fn count(body: &Json, pointer: &str) -> Option<i64> {
    body.pointer(pointer)?.as_i64()
}

/// What the body of a benefit says of plan and realisation.
#[must_use]
pub fn benefit(id: ArtefactId, body: &Json) -> BenefitResult {
    BenefitResult {
        benefit: id,
        name: text(body, "/name").unwrap_or_default(),
        state: text(body, "/realisation/state").unwrap_or_else(|| "planned".into()),
        planned: Money {
            minor: count(body, "/planned_minor"),
            hours: count(body, "/planned_hours"),
        },
        realised: Money {
            minor: count(body, "/realisation/minor"),
            hours: count(body, "/realisation/hours"),
        },
        measured: text(body, "/realisation/measured"),
    }
}

/// The day of a check of the operation, and whether it worked without problems.
#[must_use]
pub fn check_result(body: &Json) -> Option<(NaiveDate, bool)> {
    let on = text(body, "/checked_on")?.parse().ok()?;
    Some((on, text(body, "/result").as_deref() == Some("works")))
}

/// What the body of an incident says.
#[must_use]
pub fn incident(body: &Json) -> Option<IncidentResult> {
    Some(IncidentResult {
        title: text(body, "/title")?,
        began_at: text(body, "/began_at")?.parse().ok()?,
        ended_at: text(body, "/ended_at").and_then(|at| at.parse().ok()),
        severity: text(body, "/severity").unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_benefit_is_read_with_plan_and_realisation() {
        let id = ArtefactId::new();
        let body = json!({
            "name": "Färre samtal", "planned_minor": null, "planned_hours": 400,
            "realisation": { "state": "in_part", "measured": "Halva vägen.", "minor": null, "hours": 210 },
        });
        let read = benefit(id, &body);
        assert_eq!((read.planned.hours, read.realised.hours), (Some(400), Some(210)));
        assert_eq!((read.state.as_str(), read.planned.minor), ("in_part", None));
        let bare = benefit(id, &json!({}));
        assert_eq!((bare.state.as_str(), bare.planned), ("planned", Money::default()));
    }

    #[test]
    fn money_and_time_are_summed_apart_and_nothing_is_not_zero() {
        let money = |minor, hours| Money { minor, hours };
        let all = [money(Some(100), None), money(None, None), money(Some(50), None)];
        assert_eq!(Money::sum(all.into_iter()), money(Some(150), None));
    }

    #[test]
    fn an_incident_is_read_with_its_length() {
        let body = json!({
            "title": "Inloggningen låg nere", "began_at": "2027-03-01T08:00:00Z", "ended_at": "2027-03-01T09:30:00Z",
            "severity": "outage", "measures": "",
        });
        let read = incident(&body).map(|incident| incident.minutes());
        assert_eq!(read, Some(Some(90)));
        assert_eq!(incident(&json!({})), None);
    }
}
