//! The overview for management.

use std::sync::Arc;

use ::entity::{enums::Phase as PhaseOf, ids::EServiceId, org_unit};
use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;

use crate::{
    domain::portfolio::overview::{Entry, Figures, deadline_passed, figures, launch_passed, launches},
    graphql::{
        context::Here, date::Date, e_service::types::EService, enums::Phase, error::ApiError, ids::key,
        organisation::types::OrgUnit, report::result::Worth,
    },
    service::portfolio::overview::entries,
};

/// How many months ahead the launch calendar goes where nothing is said, and at the most.
const MONTHS: (i32, i32) = (6, 24);
/// Most e-services that are listed one by one.
const MOST: usize = 100;

/// The e-services that the viewer may see, seen together.
pub struct PortfolioOverview {
    entries: Arc<Vec<Entry>>,
    units: Vec<org_unit::Model>,
    today: NaiveDate,
    months: u32,
}

/// The figures of some e-services.
pub struct PortfolioFigures(Figures);

/// How many e-services are in a phase.
#[derive(SimpleObject)]
pub struct PhaseCount {
    /// Which phase: that of the cycle under development, or else of the one in operation.
    pub phase: Phase,
    /// How many.
    pub count: i32,
}

/// A launch to come.
pub struct PlannedLaunch(NaiveDate, EServiceId);

/// The figures of a unit with all below it.
pub struct UnitFigures {
    unit: org_unit::Model,
    figures: Figures,
}

impl PortfolioOverview {
    /// The overview of a unit with all below it, or of everything.
    ///
    /// # Errors
    /// NOT_FOUND where the id is that of no unit; `months` out of its range.
    pub async fn load(
        ctx: &Context<'_>,
        org_unit: Option<&ID>,
        months: Option<i32>,
    ) -> Result<Self, ApiError> {
        let months = months.unwrap_or(MONTHS.0);
        if !(1..=MONTHS.1).contains(&months) {
            return Err(ApiError::BadInput(format!("months: 1 to {}", MONTHS.1)));
        }
        let unit = org_unit.map(key).transpose()?;
        let here = ctx.here();
        let found = entries(&here.services, here.actor()?, unit);
        let (entries, units) = ctx.loaders().turn.read(found).await?;
        let scope = unit.map(|unit| format!("{unit}/"));
        let units: Vec<_> = units
            .into_iter()
            .filter(|row| scope.as_ref().is_none_or(|scope| row.path.contains(scope)))
            .collect();
        if unit.is_some() && units.is_empty() {
            return Err(ApiError::NotFound);
        }
        Ok(Self {
            entries: Arc::new(entries),
            units,
            today: here.services.today(),
            months: u32::try_from(months).unwrap_or(0),
        })
    }

    async fn listed(
        ctx: &Context<'_>,
        keys: impl Iterator<Item = EServiceId>,
    ) -> Result<Vec<EService>, ApiError> {
        let selected = ctx.look_ahead();
        let found = keys.take(MOST).map(|key| EService::load(ctx, key, &selected));
        let found = futures_util::future::try_join_all(found).await?;
        Ok(found.into_iter().flatten().collect())
    }
}

/// The e-services that the viewer may see, seen together: what management looks at.
#[Object]
impl PortfolioOverview {
    /// All of them together.
    async fn figures(&self) -> PortfolioFigures {
        PortfolioFigures(figures(self.entries.iter()))
    }

    /// Those whose development was to be finished and is not, by name; at most 100.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn deadline_passed(&self, ctx: &Context<'_>) -> Result<Vec<EService>, ApiError> {
        let late = self
            .entries
            .iter()
            .filter(|entry| deadline_passed(entry, self.today));
        Self::listed(ctx, late.map(|entry| entry.id)).await
    }

    /// Those that were to be launched and were not, by name; at most 100.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn launch_passed(&self, ctx: &Context<'_>) -> Result<Vec<EService>, ApiError> {
        let late = self
            .entries
            .iter()
            .filter(|entry| launch_passed(entry, self.today));
        Self::listed(ctx, late.map(|entry| entry.id)).await
    }

    /// The launches of the months ahead, by day; at most 100.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn launches(&self) -> Vec<PlannedLaunch> {
        let ahead = launches(&self.entries, self.today, self.months);
        let ahead = ahead.into_iter().take(MOST);
        ahead.map(|(on, id)| PlannedLaunch(on, id)).collect()
    }

    /// Unit by unit, each with all below it, by name; units without an e-service are left out.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn units(&self) -> Vec<UnitFigures> {
        let path_of = |entry: &Entry| {
            let unit = self.units.iter().find(|unit| unit.id == entry.unit);
            unit.map_or("", |unit| unit.path.as_str())
        };
        let placed: Vec<(&str, &Entry)> = self.entries.iter().map(|entry| (path_of(entry), entry)).collect();
        let of_unit = |unit: &org_unit::Model| {
            let below = placed
                .iter()
                .filter(|(path, _)| path.starts_with(unit.path.as_str()))
                .map(|(_, entry)| *entry);
            let figures = figures(below);
            (figures.count > 0).then(|| UnitFigures {
                unit: unit.clone(),
                figures,
            })
        };
        self.units.iter().filter_map(of_unit).collect()
    }
}

/// The figures of some e-services.
#[Object]
impl PortfolioFigures {
    /// How many e-services.
    async fn count(&self) -> i32 {
        number(self.0.count)
    }

    /// How many in each phase, in the order of the phases; those without a cycle are in none.
    async fn phases(&self) -> Vec<PhaseCount> {
        let of = |(phase, count): (&PhaseOf, &usize)| PhaseCount {
            phase: (*phase).into(),
            count: number(*count),
        };
        self.0.phases.iter().map(of).collect()
    }

    /// How many of their tasks are overdue.
    async fn overdue_task_count(&self) -> i32 {
        number(self.0.overdue_tasks)
    }

    /// How far their measures are: the mean of those that were measured, each counted as 1 at the most; null where none was.
    async fn attainment(&self) -> Option<f64> {
        self.0.attainment
    }

    /// What their benefits were to be worth in a year.
    async fn planned(&self) -> Worth {
        self.0.planned.into()
    }

    /// What their benefits are worth in a year as measured.
    async fn realised(&self) -> Worth {
        self.0.realised.into()
    }
}

/// A launch to come.
#[Object]
impl PlannedLaunch {
    /// On which day.
    async fn launch_on(&self) -> Date {
        Date(self.0)
    }

    /// Of which e-service.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::load(ctx, self.1, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }
}

/// The figures of a unit with all below it.
#[Object]
impl UnitFigures {
    /// Which unit.
    async fn unit(&self) -> OrgUnit {
        OrgUnit::from(self.unit.clone())
    }

    /// Its figures, with those of all below it.
    async fn figures(&self) -> PortfolioFigures {
        PortfolioFigures(self.figures.clone())
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
