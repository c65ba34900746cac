//! Benefits: what is checked of them, and what became of them.

use std::collections::HashSet;

use ::entity::ids::{ArtefactId, CycleId, NeedId};
use sea_orm::ConnectionTrait;

use super::amount;
use crate::{
    domain::{
        artefact::Artefact,
        facts::CycleFacts,
        ground::{Benefit, BenefitMeasure, BenefitNature, Realisation, RealisationState},
    },
    service::{
        Error, ProblemCode, Result,
        artefact::{Kept, Reference, queries},
        check::{Check, NAME, TEXT},
    },
};

/// Most measures of one benefit.
const MOST_MEASURES: usize = 20;
/// Most needs that one benefit answers.
const MOST_NEEDS: usize = 20;
/// Most hours that are taken, in a year: what five thousand people work.
const MOST_HOURS: i32 = 10_000_000;
/// Longest unit, in characters.
const UNIT: usize = 50;

impl Kept for Benefit {
    fn checked(self, check: &mut Check) -> Self {
        worth(
            check,
            self.nature,
            ("plannedMinor", self.planned_minor),
            ("plannedHours", self.planned_hours),
        );
        let real = &self.realisation;
        worth(check, self.nature, ("minor", real.minor), ("hours", real.hours));
        check.that(
            self.measures.len() <= MOST_MEASURES,
            ProblemCode::TooLong,
            "measures",
            "Får vara högst 20.",
            "At most 20.",
        );
        check.that(
            self.needs.len() <= MOST_NEEDS,
            ProblemCode::TooLong,
            "needIds",
            "Får vara högst 20.",
            "At most 20.",
        );
        let measured = check.given("measured", self.realisation.measured.as_deref(), TEXT);
        check.that(
            self.realisation.state == RealisationState::Planned || measured.is_some(),
            ProblemCode::Missing,
            "measured",
            "Ange vad som har mätts, eller varför nyttan gavs upp.",
            "Say what was measured, or why the benefit was given up.",
        );
        Self {
            name: check.text("name", &self.name, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            how_realised: check.given("howRealised", self.how_realised.as_deref(), TEXT),
            realised_by: check.given("realisedBy", self.realised_by.as_deref(), NAME),
            how_followed_up: check.given("howFollowedUp", self.how_followed_up.as_deref(), TEXT),
            measures: self.measures.into_iter().map(|one| measure(check, one)).collect(),
            needs: once(self.needs),
            realisation: Realisation {
                measured,
                ..self.realisation
            },
            ..self
        }
    }

    fn refers(&self) -> Vec<Reference> {
        let metrics = self.metrics().map(|metric| Reference::Metric("measures", metric));
        let accountable = self
            .accountable
            .map(|user| Reference::User("accountableId", user));
        let needs = self.needs.iter().map(|need| Reference::Need("needIds", *need));
        metrics.chain(needs).chain(accountable).collect()
    }

    /// Nothing is realised before the e-service is used.
    fn compared(&self, before: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        let state = self.realisation.state;
        let is_new = before.is_none_or(|before| before.realisation.state != state);
        check.that(
            !is_new || !state.is_real() || facts.is_published(),
            ProblemCode::WrongState,
            "state",
            "E-tjänsten är inte i drift, så nyttan kan inte vara hemtagen.",
            "The e-service is not in operation, so the benefit cannot be realised.",
        );
    }
}

/// Each need once, in the order in which they were named.
fn once(needs: Vec<NeedId>) -> Vec<NeedId> {
    let mut seen = HashSet::new();
    needs.into_iter().filter(|need| seen.insert(*need)).collect()
}

fn measure(check: &mut Check, measure: BenefitMeasure) -> BenefitMeasure {
    for value in [measure.baseline, measure.target].into_iter().flatten() {
        check.number("measures", value);
    }
    BenefitMeasure {
        name: check.text("measures", &measure.name, NAME),
        unit: check.optional_text("measures", &measure.unit, UNIT),
        ..measure
    }
}

/// Notes what a benefit of its nature cannot be worth.
fn worth(
    check: &mut Check,
    nature: BenefitNature,
    (money, minor): (&'static str, Option<i64>),
    (time, hours): (&'static str, Option<i32>),
) {
    amount(check, money, minor);
    check.that(
        minor.is_none() || nature == BenefitNature::Money,
        ProblemCode::Invalid,
        money,
        "Anges bara för nytta i pengar.",
        "Only of a benefit in money.",
    );
    check.that(
        hours.is_none_or(|hours| (0..=MOST_HOURS).contains(&hours)),
        ProblemCode::Invalid,
        time,
        "Måste vara 0 till 10 000 000.",
        "Must be 0 to 10,000,000.",
    );
    check.that(
        hours.is_none() || nature == BenefitNature::FreedTime,
        ProblemCode::Invalid,
        time,
        "Anges bara för frigjord tid.",
        "Only of freed time.",
    );
}

/// A benefit as it stands with its cycle, whoever asks: what a change of a part of it is made from. The change itself names the
/// version that was seen, so that nothing is lost where somebody else was quicker.
///
/// # Errors
/// [`Error::NotFound`]; the database.
pub async fn standing(db: &impl ConnectionTrait, id: ArtefactId) -> Result<(CycleId, Benefit)> {
    let row = queries::by_ids(db, &[id]).await?.remove(&id);
    let row = row.filter(|row| row.kind == Benefit::KIND && row.removed_at.is_none());
    let row = row.ok_or(Error::NotFound)?;
    Ok((row.cycle_id, queries::body(&row)?))
}
