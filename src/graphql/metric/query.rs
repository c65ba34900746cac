//! Reading what the usual indicators of services are.

use ::entity::enums;
use async_graphql::{Context, Object, SimpleObject};

use crate::{
    domain::{goal, permission::Permission},
    graphql::{
        access::{Requires, requires},
        context::Here,
        enums::{Direction, ServiceIndicator},
    },
};

/// What one of the usual indicators of services is; texts in the language of the viewer.
#[derive(SimpleObject)]
pub struct ServiceIndicatorDefinition {
    /// Which; `defineMetric` takes it.
    pub indicator: ServiceIndicator,
    /// What it is called.
    pub name: &'static str,
    /// What it tells.
    pub meaning: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// What is counted or summed.
    pub numerator: &'static str,
    /// Of what.
    pub denominator: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// Which way it should go.
    pub direction: Direction,
    /// True where it is a share in percent, from 0 to 100; false where it is an amount for each.
    pub share: bool,
}

/// Reading what the usual indicators of services are.
#[derive(Default)]
pub struct MetricQuery;

#[Object]
impl MetricQuery {
    /// The four usual indicators of services, ready to be stated as metrics.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::some(child_complexity)"
    )]
    async fn service_indicators(&self, ctx: &Context<'_>) -> Vec<ServiceIndicatorDefinition> {
        let locale = ctx.here().locale();
        let pick = |(sv, en): (&'static str, &'static str)| match locale {
            enums::Locale::Sv => sv,
            enums::Locale::En => en,
        };
        let define = |of: &enums::ServiceIndicator| {
            let definition = goal::indicator(*of);
            ServiceIndicatorDefinition {
                indicator: (*of).into(),
                name: pick(definition.name),
                meaning: pick(definition.meaning),
                formula: pick(definition.formula),
                numerator: pick(definition.numerator),
                denominator: pick(definition.denominator),
                unit: pick(definition.unit),
                direction: definition.direction.into(),
                share: definition.is_share,
            }
        };
        enums::ServiceIndicator::ALL.iter().map(define).collect()
    }
}
