//! Goals, each with the metrics that show whether it is reached.

use async_graphql::SimpleObject;

use super::types::Metric;
use crate::domain::goal::goal_attainment;

/// A goal of an e-service.
#[derive(Clone, SimpleObject)]
pub struct Goal {
    /// What is to be reached.
    pub goal: String,
    /// How far: the mean of the attainment of its metrics that were measured, each counted as 1 at the most; null where none was.
    pub attainment: Option<f64>,
    /// The metrics that show it.
    pub metrics: Vec<Metric>,
}

impl Goal {
    /// The goals that metrics serve: those with the same words are one.
    pub fn of(metrics: impl Iterator<Item = Metric>) -> Vec<Self> {
        let mut goals: Vec<Self> = Vec::new();
        for metric in metrics {
            match goals.iter_mut().find(|goal| goal.goal == metric.of_goal()) {
                Some(goal) => goal.metrics.push(metric),
                None => goals.push(Self {
                    goal: metric.of_goal().to_owned(),
                    attainment: None,
                    metrics: vec![metric],
                }),
            }
        }
        for goal in &mut goals {
            let measures: Vec<_> = goal.metrics.iter().map(Metric::attained).collect();
            goal.attainment = goal_attainment(&measures);
        }
        goals
    }
}
