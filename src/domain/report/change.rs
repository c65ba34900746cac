//! What changed since the report before.

use ::entity::enums::Locale;
use serde::{Deserialize, Serialize};

use super::{Content, MetricResult};
use crate::domain::{figures::with_unit, goal::reached, ground::RealisationState};

/// Something that changed since the report before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// A measure was stated.
    MeasureAdded {
        /// Which.
        name: String,
    },
    /// A measure was taken out.
    MeasureRemoved {
        /// Which.
        name: String,
    },
    /// A measure got another target.
    TargetMoved {
        /// Which.
        name: String,
        /// Unit of its values.
        unit: String,
        /// Before.
        from: f64,
        /// Now.
        to: f64,
    },
    /// The target is met now and was not before.
    TargetMet {
        /// Which.
        name: String,
    },
    /// The target was met before and is not now.
    TargetLost {
        /// Which.
        name: String,
    },
    /// The latest value is another.
    ValueMoved {
        /// Which.
        name: String,
        /// Unit of its values.
        unit: String,
        /// Before.
        from: f64,
        /// Now.
        to: f64,
    },
    /// A benefit was realised.
    BenefitRealised {
        /// Which.
        name: String,
    },
    /// There were more or fewer disturbances.
    Incidents {
        /// In the period before.
        before: usize,
        /// In this period.
        now: usize,
    },
}

impl Change {
    /// It in words.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let figure = |value: &f64, unit: &str| with_unit(*value, unit, locale);
        match (self, locale) {
            (Self::MeasureAdded { name }, Locale::Sv) => format!("{name}: nytt mått."),
            (Self::MeasureAdded { name }, Locale::En) => format!("{name}: a new measure."),
            (Self::MeasureRemoved { name }, Locale::Sv) => format!("{name}: mäts inte längre."),
            (Self::MeasureRemoved { name }, Locale::En) => format!("{name}: not measured any more."),
            (Self::TargetMoved { name, unit, from, to }, Locale::Sv) => format!(
                "{name}: målet är ändrat från {} till {}.",
                figure(from, unit),
                figure(to, unit)
            ),
            (Self::TargetMoved { name, unit, from, to }, Locale::En) => format!(
                "{name}: the target was changed from {} to {}.",
                figure(from, unit),
                figure(to, unit)
            ),
            (Self::TargetMet { name }, Locale::Sv) => format!("{name}: målet är nått."),
            (Self::TargetMet { name }, Locale::En) => format!("{name}: the target is met."),
            (Self::TargetLost { name }, Locale::Sv) => format!("{name}: målet nås inte längre."),
            (Self::TargetLost { name }, Locale::En) => format!("{name}: the target is not met any more."),
            (Self::ValueMoved { name, unit, from, to }, Locale::Sv) => {
                format!("{name}: från {} till {}.", figure(from, unit), figure(to, unit))
            }
            (Self::ValueMoved { name, unit, from, to }, Locale::En) => {
                format!("{name}: from {} to {}.", figure(from, unit), figure(to, unit))
            }
            (Self::BenefitRealised { name }, Locale::Sv) => format!("{name}: nyttan är realiserad."),
            (Self::BenefitRealised { name }, Locale::En) => format!("{name}: the benefit is realised."),
            (Self::Incidents { before, now }, Locale::Sv) => {
                format!("Störningar: {now}, mot {before} i förra rapporten.")
            }
            (Self::Incidents { before, now }, Locale::En) => {
                format!("Incidents: {now}, compared with {before} in the last report.")
            }
        }
    }
}

fn metrics(content: &Content) -> impl Iterator<Item = &MetricResult> {
    content.goals.iter().flat_map(|goal| &goal.metrics)
}

fn is_met(metric: &MetricResult) -> bool {
    let latest = metric.looked_at.last();
    latest.is_some_and(|(_, value)| reached(metric.direction, metric.target, *value))
}

/// What changed from one report to the next.
#[must_use]
pub fn changes(before: &Content, now: &Content) -> Vec<Change> {
    let mut changes = Vec::new();
    for metric in metrics(now) {
        let (name, unit) = (metric.name.clone(), metric.unit.clone());
        let Some(former) = metrics(before).find(|former| former.metric == metric.metric) else {
            changes.push(Change::MeasureAdded { name });
            continue;
        };
        if former.target != metric.target {
            changes.push(Change::TargetMoved {
                name: name.clone(),
                unit: unit.clone(),
                from: former.target,
                to: metric.target,
            });
        }
        if let (Some((_, from)), Some((_, to))) = (former.looked_at.last(), metric.looked_at.last())
            && from != to
        {
            changes.push(Change::ValueMoved {
                name: name.clone(),
                unit,
                from: *from,
                to: *to,
            });
        }
        match (is_met(former), is_met(metric)) {
            (false, true) => changes.push(Change::TargetMet { name }),
            (true, false) => changes.push(Change::TargetLost { name }),
            _ => {}
        }
    }
    for former in metrics(before) {
        if metrics(now).all(|metric| metric.metric != former.metric) {
            changes.push(Change::MeasureRemoved {
                name: former.name.clone(),
            });
        }
    }
    for benefit in now
        .benefits
        .iter()
        .filter(|benefit| benefit.state == RealisationState::Realised)
    {
        let was = before
            .benefits
            .iter()
            .any(|former| former.benefit == benefit.benefit && former.state == RealisationState::Realised);
        if !was {
            changes.push(Change::BenefitRealised {
                name: benefit.name.clone(),
            });
        }
    }
    let (then, now) = (before.operation.incidents.len(), now.operation.incidents.len());
    if then != now {
        changes.push(Change::Incidents { before: then, now });
    }
    changes
}
