//! What is stated as ground for the decision and of the working method, and what becomes of it.

use ::entity::{
    artefact,
    enums::NeedState,
    ids::{NeedId, UserId},
    need,
};
use chrono::{Duration, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Begun, Doing};
use crate::{
    demo::{
        deed::Laying,
        e_service::EService,
        file::File,
        founding::known,
        ground::{BenefitText, placement},
    },
    domain::{
        actor::Actor,
        ground::{Benefit, BenefitMeasure, BenefitNature, Realisation, RealisationState},
        working_method::{ChannelState, ContactChannel, OperationPlan, UseState, WorkingMethodChange},
    },
    service::{
        Error, Result,
        artefact::{
            Kept, queries,
            save::{Seen, save},
        },
    },
};

/// Days after the launch until a benefit is expected.
const EXPECTED: i64 = 180;
/// Days from today until an e-service is used of which nothing is planned yet.
const SOME_DAY: i64 = 300;
/// Days after the launch until a channel closes.
const CLOSES: i64 = 30;

impl Doing<'_> {
    pub(super) async fn laid(
        &self,
        who: &Actor,
        begun: Begun,
        (service, turn): (&EService, usize),
        laying: Laying,
    ) -> Result<()> {
        let ground = &self.municipality.ground;
        match laying {
            Laying::Maps => {
                for mut map in ground.maps(service) {
                    let drawing = File::drawing(map.state);
                    map.attachments = self.attached_file(who, begun, service, drawing).await?;
                    self.kept(who, begun, map).await?;
                }
            }
            Laying::Benefits => {
                let needs = self.attached(begun).await?;
                for (place, text) in ground.benefits(service, turn).into_iter().enumerate() {
                    let mut benefit = self.benefit(service, (turn, place), text, who.user_id);
                    benefit.needs.clone_from(&needs);
                    self.kept(who, begun, benefit).await?;
                }
            }
            Laying::Costs => {
                for line in ground.costs(service, turn) {
                    self.kept(who, begun, line).await?;
                }
            }
            Laying::Requirements { investigated } => {
                for mut requirement in ground.requirements(service) {
                    requirement.investigation = requirement.investigation.filter(|_| investigated);
                    self.kept(who, begun, requirement).await?;
                }
            }
            Laying::Placement(chance) => self.kept(who, begun, placement(service, chance)).await?,
            Laying::WorkingMethod => self.working_method(who, begun, service, turn).await?,
            Laying::Metrics => self.linked(who, begun, turn).await?,
            Laying::Used => self.used(who, begun, service, turn).await?,
        }
        Ok(())
    }

    async fn kept<A: Kept>(&self, who: &Actor, begun: Begun, said: A) -> Result<()> {
        let seen = Seen {
            cycle: begun.cycle,
            id: None,
            version: 0,
        };
        save(self.services, who, seen, said).await?;
        Ok(())
    }

    /// Says something else of what was made before.
    async fn changed<A: Kept>(&self, who: &Actor, row: &artefact::Model, said: A) -> Result<()> {
        let seen = Seen {
            cycle: row.cycle_id,
            id: Some(row.id),
            version: row.version,
        };
        save(self.services, who, seen, said).await?;
        Ok(())
    }

    /// The needs that belong to the e-service by now.
    async fn attached(&self, begun: Begun) -> Result<Vec<NeedId>> {
        let needs = need::Entity::find()
            .filter(need::COLUMN.e_service_id.eq(begun.id))
            .filter(need::COLUMN.state.eq(NeedState::Attached))
            .order_by_asc(need::COLUMN.id);
        let needs = needs.all(&self.services.db).await?;
        Ok(needs.into_iter().map(|need| need.id).collect())
    }

    /// When the e-service is used, as far as is known.
    fn used_from(&self, service: &EService) -> NaiveDate {
        let day = service.launch_date.or(service.deadline);
        self.days.date(day.unwrap_or(SOME_DAY))
    }

    fn benefit(
        &self,
        service: &EService,
        (turn, place): (usize, usize),
        text: &BenefitText,
        owner: UserId,
    ) -> Benefit {
        let measure = text.measure_of(service.metrics.get(place));
        Benefit {
            name: text.name.clone(),
            description: text.description.replace("{name}", &service.name),
            kind: text.kind,
            nature: text.nature,
            certainty: text.certainty,
            planned_minor: text.minor_of(turn),
            planned_hours: text.hours_of(turn),
            measures: vec![BenefitMeasure {
                name: measure.name,
                unit: measure.unit,
                baseline: Some(measure.baseline),
                target: Some(measure.target),
                metric: None,
            }],
            how_realised: Some(text.how_realised.clone()),
            realised_by: Some(text.realised_by.clone()),
            expected_on: Some(self.used_from(service) + Duration::days(EXPECTED)),
            how_followed_up: Some(text.how_followed_up.clone()),
            accountable: Some(owner),
            needs: Vec::new(),
            realisation: Realisation::default(),
        }
    }

    async fn working_method(&self, who: &Actor, begun: Begun, service: &EService, turn: usize) -> Result<()> {
        let ground = &self.municipality.ground;
        let person = |key: &Option<String>| known(&self.founded.people, key.as_deref().unwrap_or_default());
        let (owner, manager) = (person(&service.owner)?, person(&service.service_manager)?);
        let from = self.used_from(service);
        for (place, text) in ground.changes.iter().enumerate() {
            let change = WorkingMethodChange {
                kind: text.kind,
                what: text.what.clone(),
                description: text.description.clone(),
                responsible: if place % 2 == 0 { manager } else { owner },
                starts_on: from,
                state: UseState::Planned,
                observation: String::new(),
            };
            self.kept(who, begun, change).await?;
        }
        for text in ground.channels.iter().skip(turn % 2) {
            let closes = from + Duration::days(CLOSES);
            let channel = ContactChannel {
                name: text.name.clone(),
                state: text.state,
                plan: text.plan.clone(),
                equality: text.equality.clone(),
                closes_on: (text.state != ChannelState::Kept).then_some(closes),
            };
            self.kept(who, begun, channel).await?;
        }
        let plan = ground.plan(turn).ok_or(Error::NotFound)?;
        let plan = OperationPlan {
            process_owner: owner,
            routines: plan.routines.trim().to_owned(),
            operation_minor: Some(plan.operation * 100),
            management_minor: Some(plan.management * 100),
            development_minor: Some(plan.development * 100),
        };
        self.kept(who, begun, plan).await
    }

    /// The benefits are measured by the metrics that were stated since.
    async fn linked(&self, who: &Actor, begun: Begun, turn: usize) -> Result<()> {
        let benefits: Vec<(_, Benefit)> = queries::read(&self.services.db, begun.cycle).await?;
        for (place, (row, mut benefit)) in benefits.into_iter().enumerate() {
            let metric = self.metrics.get(&(turn, place)).copied();
            if let (Some(metric), Some(measure)) = (metric, benefit.measures.first_mut()) {
                measure.metric = Some(metric);
                self.changed(who, &row, benefit).await?;
            }
        }
        Ok(())
    }

    /// What was decided is used, what was to be closed is closed, and the benefits are followed up. Done once, it stays so.
    async fn used(&self, who: &Actor, begun: Begun, service: &EService, turn: usize) -> Result<()> {
        let ground = &self.municipality.ground;
        let db = &self.services.db;
        let changes: Vec<(_, WorkingMethodChange)> = queries::read(db, begun.cycle).await?;
        for (row, mut change) in changes {
            let text = ground.changes.iter().find(|text| text.what == change.what);
            change.state = UseState::InUse;
            change.observation = text.map(|text| text.observation.clone()).unwrap_or_default();
            self.changed(who, &row, change).await?;
        }
        let channels: Vec<(_, ContactChannel)> = queries::read(db, begun.cycle).await?;
        for (row, mut channel) in channels {
            if channel.state == ChannelState::Closing {
                channel.state = ChannelState::Closed;
                self.changed(who, &row, channel).await?;
            }
        }
        let benefits: Vec<(_, Benefit)> = queries::read(db, begun.cycle).await?;
        let texts = ground.benefits(service, turn);
        for (row, mut benefit) in benefits {
            if let Some(text) = texts.iter().find(|text| text.name == benefit.name) {
                benefit.realisation = realised(&benefit, text);
                self.changed(who, &row, benefit).await?;
            }
        }
        Ok(())
    }
}

fn realised(benefit: &Benefit, text: &BenefitText) -> Realisation {
    let whole = benefit.nature == BenefitNature::Quality;
    Realisation {
        state: if whole {
            RealisationState::Realised
        } else {
            RealisationState::InPart
        },
        measured: Some(text.measured.clone()),
        minor: benefit
            .planned_minor
            .map(|minor| minor * i64::from(text.share) / 100),
        hours: benefit.planned_hours.map(|hours| hours * text.share / 100),
    }
}
