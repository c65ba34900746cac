//! What a metric says.

use ::entity::{
    enums::{Direction, Interval, ServiceIndicator},
    metric, metric_version,
};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

use crate::{
    domain::goal,
    service::{
        ProblemCode, Result,
        check::{Check, NAME, TEXT},
    },
};

/// What a metric says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// What is measured.
    pub name: String,
    /// Which goal it serves.
    pub goal: String,
    /// Unit of its values.
    pub unit: String,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// How often it is measured.
    pub interval: Interval,
    /// Where the values come from.
    pub source: String,
    /// The usual indicator of services that it measures, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<ServiceIndicator>,
}

impl Statement {
    /// The same with its texts trimmed, or what is wrong with it.
    pub(super) fn checked(self) -> Result<Self> {
        let mut check = Check::default();
        let direction = self.indicator.map(|of| goal::indicator(of).direction);
        check.that(
            direction.is_none_or(|direction| direction == self.direction),
            ProblemCode::Invalid,
            "direction",
            "Är inte den riktning som indikatorn har.",
            "Is not the direction that the indicator has.",
        );
        let checked = Self {
            name: check.text("name", &self.name, NAME),
            goal: check.text("goal", &self.goal, TEXT),
            unit: check.text("unit", &self.unit, 50),
            baseline: self.baseline.map(|value| check.number("baseline", value)),
            target: check.number("target", self.target),
            source: check.optional_text("source", &self.source, NAME),
            ..self
        };
        check.finish()?;
        Ok(checked)
    }

    /// The columns of a metric that say it.
    pub(in crate::service) fn row(&self) -> metric::ActiveModel {
        metric::ActiveModel {
            name: Set(self.name.clone()),
            goal: Set(self.goal.clone()),
            unit: Set(self.unit.clone()),
            direction: Set(self.direction),
            baseline: Set(self.baseline),
            target: Set(self.target),
            interval: Set(self.interval),
            source: Set(self.source.clone()),
            indicator: Set(self.indicator),
            ..Default::default()
        }
    }
}

impl From<&metric::Model> for Statement {
    fn from(row: &metric::Model) -> Self {
        Self {
            name: row.name.clone(),
            goal: row.goal.clone(),
            unit: row.unit.clone(),
            direction: row.direction,
            baseline: row.baseline,
            target: row.target,
            interval: row.interval,
            source: row.source.clone(),
            indicator: row.indicator,
        }
    }
}

impl From<&metric_version::Model> for Statement {
    fn from(row: &metric_version::Model) -> Self {
        Self {
            name: row.name.clone(),
            goal: row.goal.clone(),
            unit: row.unit.clone(),
            direction: row.direction,
            baseline: row.baseline,
            target: row.target,
            interval: row.interval,
            source: row.source.clone(),
            indicator: row.indicator,
        }
    }
}
