//! The ground for the decision and the changed working method of the demo's e-services, read from `assets/demo/ground.toml`.

use ::entity::enums::Audience;
use serde::Deserialize;

use super::e_service::{EService, Metric};
use crate::domain::{
    attachment::Attached,
    ground::{
        BenefitCertainty, BenefitKind, BenefitNature, CostDirection, CostLine, CostRecurrence, Placement,
        ProcessMap, ProcessMapState, Requirement, RequirementNature,
    },
    working_method::{ChannelState, WorkingMethodKind},
};

/// How much more or less an e-service brings than the texts say, in percent: always the same for the same e-service.
fn of_the_usual(turn: usize) -> i64 {
    i64::try_from(50 + turn * 37 % 110).unwrap_or(100)
}

/// Budget of an e-service that management has not decided about, in whole kronor.
const GUESSED_BUDGET: i64 = 120_000;

/// All that the e-services share.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    #[serde(rename = "map")]
    maps: Vec<MapText>,
    #[serde(rename = "benefit")]
    benefits: Vec<BenefitText>,
    #[serde(rename = "cost")]
    costs: Vec<CostText>,
    #[serde(rename = "requirement")]
    requirements: Vec<RequirementText>,
    /// What the operations stop, start and keep doing.
    #[serde(rename = "change")]
    pub changes: Vec<ChangeText>,
    /// Ways to get in touch.
    #[serde(rename = "channel")]
    pub channels: Vec<ChannelText>,
    #[serde(rename = "plan")]
    plans: Vec<PlanText>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct MapText {
    audience: Option<Audience>,
    state: ProcessMapState,
    title: String,
    description: String,
}

/// A benefit, but for what is different for each e-service.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitText {
    audience: Option<Audience>,
    /// Whom it is for.
    pub kind: BenefitKind,
    /// Of what nature it is.
    pub nature: BenefitNature,
    /// How sure it is.
    pub certainty: BenefitCertainty,
    /// What it is worth in a year, in whole kronor.
    pub kronor: Option<i64>,
    /// How many hours it frees in a year.
    pub hours: Option<i32>,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// How it is realised.
    pub how_realised: String,
    /// Who realises it.
    pub realised_by: String,
    /// How it is followed up.
    pub how_followed_up: String,
    /// What shows it, where no metric of the e-service does.
    pub measure: MeasureText,
    /// What was measured once it was in operation.
    pub measured: String,
    /// How much of what was planned was realised, in percent.
    #[serde(default = "all")]
    pub share: i32,
}

fn all() -> i32 {
    100
}

/// What shows a benefit.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureText {
    /// What is measured.
    pub name: String,
    /// In which unit.
    pub unit: String,
    /// Value before the e-service.
    pub baseline: f64,
    /// Value to reach.
    pub target: f64,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct CostText {
    recurrence: CostRecurrence,
    direction: CostDirection,
    title: String,
    description: String,
    kronor: Option<i64>,
    share: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementText {
    audience: Option<Audience>,
    nature: RequirementNature,
    demanding: bool,
    title: String,
    description: String,
    investigation: Option<String>,
}

/// Something that the operations stop, start or keep doing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeText {
    /// Stop, start or keep.
    pub kind: WorkingMethodKind,
    /// What.
    pub what: String,
    /// In more words.
    pub description: String,
    /// What was seen once it was in operation.
    pub observation: String,
}

/// A way to get in touch.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelText {
    /// Kept or to be closed.
    pub state: ChannelState,
    /// Which one.
    pub name: String,
    /// What is done about it.
    pub plan: String,
    /// How cases are treated alike.
    pub equality: String,
}

/// Routines, and money for a year in whole kronor.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanText {
    /// The routines.
    pub routines: String,
    /// Budget for operation.
    pub operation: i64,
    /// Budget for management.
    pub management: i64,
    /// Budget for further development.
    pub development: i64,
}

impl Ground {
    /// The maps of an e-service.
    pub fn maps(&self, service: &EService) -> Vec<ProcessMap> {
        let fit = self.maps.iter().filter(|map| fits(map.audience, service));
        fit.map(|map| ProcessMap {
            title: map.title.clone(),
            state: map.state,
            description: map.description.clone(),
            link: None,
            attachments: Attached::default(),
        })
        .collect()
    }

    /// The benefits of an e-service: three of four, so that neighbours differ.
    pub fn benefits(&self, service: &EService, turn: usize) -> Vec<&BenefitText> {
        let fit = self
            .benefits
            .iter()
            .filter(|benefit| fits(benefit.audience, service));
        let mut benefits: Vec<_> = fit.collect();
        if turn.is_multiple_of(3) {
            benefits.pop();
        }
        benefits
    }

    /// The cost estimate of an e-service.
    pub fn costs(&self, service: &EService, turn: usize) -> Vec<CostLine> {
        let budget = service.budget.unwrap_or(GUESSED_BUDGET);
        let lines = self.costs.len() - turn % 2;
        let lines = self.costs.iter().take(lines).map(|cost| {
            let share = cost.share.map(|percent| budget * percent / 100);
            let usual = cost.kronor.map(|kronor| match cost.direction {
                CostDirection::Cost => kronor,
                CostDirection::Saving => kronor * of_the_usual(turn) / 100_000 * 1_000,
            });
            CostLine {
                title: cost.title.clone(),
                description: cost.description.clone(),
                recurrence: cost.recurrence,
                direction: cost.direction,
                amount_minor: share.or(usual).unwrap_or(0) * 100,
            }
        });
        lines.collect()
    }

    /// The early requirements of an e-service.
    pub fn requirements(&self, service: &EService) -> Vec<Requirement> {
        let fit = self.requirements.iter().filter(|one| fits(one.audience, service));
        fit.map(|one| Requirement {
            title: one.title.clone(),
            description: one.description.clone(),
            nature: one.nature,
            demanding: one.demanding,
            investigation: one.investigation.clone(),
        })
        .collect()
    }

    /// The plan of operation of an e-service.
    pub fn plan(&self, turn: usize) -> Option<&PlanText> {
        self.plans.get(turn.checked_rem(self.plans.len())?)
    }
}

/// Its place in the PICK chart, spread over the chart by chance that is always the same. What was decided for is worth more than it
/// takes.
pub fn placement(service: &EService, chance: usize) -> Placement {
    let score = |of: usize| i32::try_from(of).unwrap_or(1);
    let (benefit, effort) = if service.standing.is_decided() {
        (6 + score(chance % 5), 2 + score(chance / 5 % 6))
    } else {
        (2 + score(chance % 8), 1 + score(chance / 7 % 8))
    };
    Placement {
        benefit,
        effort,
        motive: "Bedömd av ägaren tillsammans med ledningsgruppens stab, utifrån nyttor, kalkyl och krav."
            .into(),
    }
}

impl BenefitText {
    /// How many hours it frees in a year for the e-service at that place.
    pub fn hours_of(&self, turn: usize) -> Option<i32> {
        let usual = i32::try_from(of_the_usual(turn)).unwrap_or(100);
        self.hours.map(|hours| hours * usual / 1_000 * 10)
    }

    /// What it is worth in a year for the e-service at that place, in öre.
    pub fn minor_of(&self, turn: usize) -> Option<i64> {
        self.kronor
            .map(|kronor| kronor * of_the_usual(turn) / 100_000 * 100_000)
    }

    /// The measure that shows it: a metric of the e-service, or else its own.
    pub fn measure_of(&self, metric: Option<&Metric>) -> MeasureText {
        metric
            .and_then(|metric| {
                Some(MeasureText {
                    name: metric.name.clone(),
                    unit: metric.unit.clone(),
                    baseline: metric.baseline?,
                    target: metric.target,
                })
            })
            .unwrap_or_else(|| self.measure.clone())
    }
}

fn fits(audience: Option<Audience>, service: &EService) -> bool {
    audience.is_none_or(|only| only == service.audience)
}
