//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{
    domain::ground::{
        self, BenefitCertainty, BenefitKind, BenefitNature, CostDirection, CostRecurrence, ProcessMapState,
        Realisation, RealisationState, RequirementNature,
    },
    graphql::{
        amount::{minor, optional_minor},
        attachment::inputs::asked,
        date::Date,
        ids::{input_key, optional_key},
    },
    service::Result,
};

/// Input of `saveProcessMap`.
#[derive(InputObject)]
pub struct SaveProcessMapInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The map that is changed; left out for a new one.
    pub process_map_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// Whether it shows how it is or how it is to be. The first map shows how it is; a map stays what it is.
    pub state: ProcessMapState,
    /// The steps and what can be improved, Markdown; may be left out where there is a link or a file.
    #[graphql(default)]
    pub description: String,
    /// Where the drawing is, http or https.
    pub link: Option<String>,
    /// Files of the e-service, all that it has from now on: the drawing; at most 20. Their ids come from `requestUpload`, and each must
    /// have been sent.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
}

impl From<SaveProcessMapInput> for ground::ProcessMap {
    fn from(input: SaveProcessMapInput) -> Self {
        Self {
            title: input.title,
            state: input.state,
            description: input.description,
            link: input.link,
            attachments: asked(&input.attachment_ids),
        }
    }
}

/// Input of `saveBenefit`.
#[derive(InputObject)]
pub struct SaveBenefitInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The benefit that is changed; left out for a new one.
    pub benefit_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it is called.
    pub name: String,
    /// What it is, Markdown.
    #[graphql(default)]
    pub description: String,
    /// Whether it is one to society or to the administration.
    pub kind: BenefitKind,
    /// Money, freed time or quality.
    pub nature: BenefitNature,
    /// How sure it is.
    pub certainty: BenefitCertainty,
    /// What it is to be worth in a year, in öre (hundredths of a krona), as a decimal string; only of MONEY.
    pub planned_minor: Option<String>,
    /// How many working hours it is to free in a year; only of FREED_TIME.
    pub planned_hours: Option<i32>,
    /// Which measures show it; at most 20.
    #[graphql(default)]
    pub measures: Vec<BenefitMeasureInput>,
    /// How it is realised, Markdown.
    pub how_realised: Option<String>,
    /// Who realises it: a role, a unit or a person.
    pub realised_by: Option<String>,
    /// When it is expected.
    pub expected_on: Option<Date>,
    /// How it is followed up, Markdown.
    pub how_followed_up: Option<String>,
    /// The person who answers for the follow-up.
    pub accountable_id: Option<ID>,
    /// The needs that it answers, of those that belong to the e-service; at most 20.
    #[graphql(default)]
    pub need_ids: Vec<ID>,
}

/// A measure that shows a benefit.
#[derive(InputObject)]
pub struct BenefitMeasureInput {
    /// What is measured.
    pub name: String,
    /// Unit of its values.
    #[graphql(default)]
    pub unit: String,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: Option<f64>,
    /// The metric of the e-service by which it is measured, once there is one.
    pub metric_id: Option<ID>,
}

impl SaveBenefitInput {
    /// The benefit, with what became of it as it stood.
    ///
    /// # Errors
    /// What cannot be made of the input.
    pub fn draft(self, realisation: Realisation) -> Result<ground::Benefit> {
        let measures = self.measures.into_iter().map(|measure| {
            Ok(ground::BenefitMeasure {
                name: measure.name,
                unit: measure.unit,
                baseline: measure.baseline,
                target: measure.target,
                metric: optional_key(measure.metric_id.as_ref(), "measures")?,
            })
        });
        let needs = self.need_ids.iter().map(|need| input_key(need, "needIds"));
        Ok(ground::Benefit {
            name: self.name,
            description: self.description,
            kind: self.kind,
            nature: self.nature,
            certainty: self.certainty,
            planned_minor: optional_minor(self.planned_minor.as_deref(), "plannedMinor")?,
            planned_hours: self.planned_hours,
            measures: measures.collect::<Result<_>>()?,
            how_realised: self.how_realised,
            realised_by: self.realised_by,
            expected_on: self.expected_on.map(|day| day.0),
            how_followed_up: self.how_followed_up,
            accountable: optional_key(self.accountable_id.as_ref(), "accountableId")?,
            needs: needs.collect::<Result<_>>()?,
            realisation,
        })
    }
}

/// Input of `recordBenefitRealisation`.
#[derive(InputObject)]
pub struct RecordBenefitRealisationInput {
    /// The benefit.
    pub benefit_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Where it stands.
    pub state: RealisationState,
    /// What was measured, or why it was given up, Markdown; must be given but where it is PLANNED.
    pub measured: Option<String>,
    /// What it is worth in a year as measured, in öre, as a decimal string; only of MONEY.
    pub minor: Option<String>,
    /// How many working hours it frees in a year as measured; only of FREED_TIME.
    pub hours: Option<i32>,
}

impl RecordBenefitRealisationInput {
    /// What became of the benefit.
    ///
    /// # Errors
    /// What cannot be made of the input.
    pub fn draft(self) -> Result<Realisation> {
        Ok(Realisation {
            state: self.state,
            measured: self.measured,
            minor: optional_minor(self.minor.as_deref(), "minor")?,
            hours: self.hours,
        })
    }
}

/// Input of `saveCostLine`.
#[derive(InputObject)]
pub struct SaveCostLineInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The line that is changed; left out for a new one.
    pub cost_line_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it is for.
    pub title: String,
    /// How it was estimated, Markdown.
    #[graphql(default)]
    pub description: String,
    /// Whether it comes once or every year.
    pub recurrence: CostRecurrence,
    /// Whether it costs or saves.
    pub direction: CostDirection,
    /// How much, in öre (hundredths of a krona), as a decimal string since it may pass 32 bits; never negative.
    pub amount_minor: String,
}

impl SaveCostLineInput {
    /// The line.
    ///
    /// # Errors
    /// What cannot be made of the input.
    pub fn draft(self) -> Result<ground::CostLine> {
        Ok(ground::CostLine {
            title: self.title,
            description: self.description,
            recurrence: self.recurrence,
            direction: self.direction,
            amount_minor: minor(&self.amount_minor, "amountMinor")?,
        })
    }
}

/// Input of `saveRequirement`.
#[derive(InputObject)]
pub struct SaveRequirementInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The requirement that is changed; left out for a new one.
    pub requirement_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is required.
    pub title: String,
    /// In more words, Markdown.
    #[graphql(default)]
    pub description: String,
    /// Of what nature it is.
    pub nature: RequirementNature,
    /// Whether it is demanding.
    #[graphql(default)]
    pub demanding: bool,
    /// What the investigation showed, Markdown; left out where it is not investigated.
    pub investigation: Option<String>,
}

impl From<SaveRequirementInput> for ground::Requirement {
    fn from(input: SaveRequirementInput) -> Self {
        Self {
            title: input.title,
            description: input.description,
            nature: input.nature,
            demanding: input.demanding,
            investigation: input.investigation,
        }
    }
}

/// Input of `savePlacement`.
#[derive(InputObject)]
pub struct SavePlacementInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The version that was seen; 0 where it is not placed yet.
    #[graphql(default)]
    pub version: i32,
    /// How great the benefit is, 1 to 10.
    pub benefit: i32,
    /// How great the effort is, 1 to 10.
    pub effort: i32,
    /// Why, Markdown.
    #[graphql(default)]
    pub motive: String,
}

impl From<SavePlacementInput> for ground::Placement {
    fn from(input: SavePlacementInput) -> Self {
        Self {
            benefit: input.benefit,
            effort: input.effort,
            motive: input.motive,
        }
    }
}
