//! Doing what the stories tell: each deed is a use case, asked for by a person with the roles that they hold at that moment.

mod artefacts;
mod files;
mod follow_up;
mod ground;
mod making;
mod publication;
mod tasks;
mod turns;
mod voices;

use std::collections::HashMap;

use ::entity::{
    enums::{ApprovalState, ApprovalSubject, DocumentKind, Locale},
    ids::{CycleId, EServiceId, MetricId, NeedId, SessionId, SuggestionId, UserId},
};
use chrono::NaiveDate;

use super::{
    content::Municipality,
    days::Days,
    deed::{Deed, Step},
    e_service::{EService, Metric, Standing},
    file::PROTOTYPE,
    founding::{Founded, known},
};
use crate::{
    domain::{actor::Actor, attachment::Attached},
    service::{
        Error, Result, Services,
        account::{queries::grants_of, roles::appoint},
        approval::{
            ask::ask,
            decide::{Answer, approve, reject},
            queries as approvals,
        },
        cycle::{advance::advance, publish::publish, queries as cycles},
        decision::record::{Decided, Go, Outcome, record},
        document::{files as named, queries as documents, save},
        e_service::{propose, queries as e_services},
        metric::{
            define::{Statement, define},
            measure::{self, Reading},
        },
    },
};

/// A person as they ask now.
///
/// # Errors
/// Where the database fails.
pub(super) async fn actor(services: &Services, user_id: UserId, locale: Locale) -> Result<Actor> {
    Ok(Actor {
        user_id,
        session_id: SessionId::new(),
        locale,
        grants: grants_of(&services.db, user_id).await?,
        request_id: None,
    })
}

/// An e-service that was put forward.
#[derive(Clone, Copy, Debug)]
struct Begun {
    id: EServiceId,
    cycle: CycleId,
}

/// The municipality while things are done in it.
pub(super) struct Doing<'a> {
    services: &'a Services,
    municipality: &'a Municipality,
    days: &'a Days,
    founded: Founded,
    begun: HashMap<usize, Begun>,
    metrics: HashMap<(usize, usize), MetricId>,
    /// Needs by their keys in the content, and suggestions by their places.
    needs: HashMap<String, NeedId>,
    suggestions: HashMap<usize, SuggestionId>,
}

impl<'a> Doing<'a> {
    pub(super) fn new(
        services: &'a Services,
        municipality: &'a Municipality,
        days: &'a Days,
        founded: Founded,
    ) -> Self {
        Self {
            services,
            municipality,
            days,
            founded,
            begun: HashMap::new(),
            metrics: HashMap::new(),
            needs: HashMap::new(),
            suggestions: HashMap::new(),
        }
    }

    /// Everybody with their language.
    pub(super) fn people(&self) -> impl Iterator<Item = (UserId, Locale)> {
        let people = self.municipality.people.iter();
        people.filter_map(|person| Some((*self.founded.people.get(&person.key)?, person.language)))
    }

    /// Does it. A refusal tells who wanted to do what, and when.
    pub(super) async fn step(&mut self, step: &Step) -> Result<()> {
        let Some(service) = self.municipality.e_services.get(step.e_service) else {
            return Err(Error::NotFound);
        };
        let done = self.deed(step, service).await;
        done.map_err(|error| {
            let (key, who, at) = (&service.key, &step.who, step.at);
            let what = format!("{:?}", step.deed);
            let what: String = what.chars().take(80).collect();
            Error::Internal(format!("demo: {key}, {at}: {who} {what}: {error:?}"))
        })
    }

    async fn deed(&mut self, step: &Step, service: &EService) -> Result<()> {
        let services = self.services;
        let person = self.municipality.person(&step.who).ok_or(Error::NotFound)?;
        let user = known(&self.founded.people, &step.who)?;
        let who = actor(services, user, person.language).await?;
        if step.deed == Deed::Propose {
            let begun = self.proposed(&who, service).await?;
            self.begun.insert(step.e_service, begun);
            return Ok(());
        }
        let begun = *self.begun.get(&step.e_service).ok_or(Error::NotFound)?;
        match &step.deed {
            Deed::Propose => {}
            Deed::Appoint(role, person) => {
                let person = known(&self.founded.people, person)?;
                appoint(services, &who, begun.id, person, *role).await?;
            }
            Deed::Write(kind, body) => self.written(&who, begun, service, *kind, body).await?,
            Deed::Make(kind, body) => self.made(&who, begun, service, *kind, body).await?,
            Deed::TickOff => self.ticked_off(&who, begun).await?,
            Deed::Accept(role) => self.accepted(&who, begun, *role).await?,
            Deed::Develop(making) => self.make(&who, begun, (service, making)).await?,
            Deed::Define(place) => {
                let metric = service.metrics.get(*place).ok_or(Error::NotFound)?;
                let id = define(services, &who, begun.cycle, statement(metric)).await?;
                self.metrics.insert((step.e_service, *place), id);
            }
            Deed::Lay(laying) => {
                self.laid(&who, begun, (service, step.e_service), *laying).await?;
            }
            Deed::Ask(subject) => {
                ask(services, &who, begun.cycle, *subject).await?;
            }
            Deed::Approve(subject, launch) => {
                let answer = self.answer(begun, *subject, None).await?;
                approve(services, &who, answer, *launch).await?;
            }
            Deed::Reject(subject, reason) => {
                let answer = self.answer(begun, *subject, Some(reason.clone())).await?;
                reject(services, &who, answer).await?;
            }
            Deed::Decide(minutes) => {
                let decided = self.decided(service, minutes, step.e_service)?;
                let version = self.version(begun).await?;
                record(services, &who, begun.cycle, version, decided).await?;
            }
            Deed::Advance => {
                let version = self.version(begun).await?;
                advance(services, &who, begun.cycle, version).await?;
            }
            Deed::Publish => {
                let version = self.version(begun).await?;
                publish(services, &who, begun.cycle, version).await?;
            }
            Deed::Measure(place, value, note) => {
                let id = *self
                    .metrics
                    .get(&(step.e_service, *place))
                    .ok_or(Error::NotFound)?;
                let reading = Reading {
                    value: (*value).into(),
                    measured_on: services.today(),
                    note: note.clone(),
                };
                measure::record(services, &who, id, reading).await?;
            }
            Deed::ComposeReport | Deed::PresentReport | Deed::DecideFollowUp => {
                self.followed_up(&who, begun, step).await?;
            }
            Deed::Turn(what) => self.turned(&who, begun, what).await?,
            deed => self.task(&who, begun, deed).await?,
        }
        Ok(())
    }

    async fn proposed(&self, who: &Actor, service: &EService) -> Result<Begun> {
        let idea = propose::Idea {
            name: service.name.clone(),
            purpose: service.purpose.clone(),
            audience: service.audience,
            org_unit: known(&self.founded.units, &service.unit)?,
            confidential: service.confidential,
        };
        let id = propose::propose(self.services, who, idea).await?;
        let row = e_services::exists(&self.services.db, id).await?;
        let cycle = row.and_then(|(row, _)| row.development_cycle_id);
        cycle.map(|cycle| Begun { id, cycle }).ok_or(Error::NotFound)
    }

    async fn version(&self, begun: Begun) -> Result<i32> {
        let view = cycles::exists(&self.services.db, begun.cycle).await?;
        view.map(|view| view.cycle.version).ok_or(Error::NotFound)
    }

    async fn written(
        &self,
        who: &Actor,
        begun: Begun,
        service: &EService,
        kind: DocumentKind,
        body: &str,
    ) -> Result<()> {
        let mut written = documents::of_cycles(&self.services.db, &[begun.cycle]).await?;
        let written = written.remove(&begun.cycle).unwrap_or_default();
        let before = written.iter().find(|view| view.row.kind == kind);
        let place = match kind {
            DocumentKind::DesignProposal => Some("prototyp"),
            DocumentKind::BuildNote => Some("test"),
            _ => None,
        };
        let attachments = match (kind, before) {
            // The sketch stays through the versions.
            (DocumentKind::DesignProposal, None) => {
                self.attached_file(who, begun, service, PROTOTYPE).await?
            }
            (_, Some(view)) => named::of(&view.latest)?,
            (_, None) => Attached::default(),
        };
        let domain = &self.municipality.domain;
        let draft = save::Draft {
            kind,
            based_on: before.map_or(0, |view| view.row.latest),
            body: body.to_owned(),
            link: place.map(|place| format!("https://{place}.{domain}/{}", service.key)),
            attachments,
        };
        save::save(self.services, who, begun.cycle, draft).await?;
        Ok(())
    }

    /// An answer to the approval of a subject that waits for one, as it was seen last.
    async fn answer(&self, begun: Begun, subject: ApprovalSubject, reason: Option<String>) -> Result<Answer> {
        let mut asked = approvals::of_cycles(&self.services.db, &[begun.cycle]).await?;
        let asked = asked.remove(&begun.cycle).unwrap_or_default();
        let waits = asked
            .into_iter()
            .find(|row| row.subject == subject && row.state == ApprovalState::Pending);
        let row = waits.ok_or(Error::NotFound)?;
        Ok(Answer {
            id: row.id,
            version: row.version,
            content_hash: row.content_hash,
            reason,
        })
    }

    fn decided(&self, service: &EService, minutes: &str, turn: usize) -> Result<Decided> {
        use ::entity::enums::DecisionOutcome;
        let date = |day: i64| -> NaiveDate { self.days.date(day) };
        let (outcome, which) = match service.standing {
            Standing::Declined => (Outcome::NoGo, DecisionOutcome::NoGo),
            Standing::Deferred => (
                Outcome::Defer(service.defer_until.map(date)),
                DecisionOutcome::Defer,
            ),
            _ => {
                let manager = service.service_manager.as_deref().unwrap_or_default();
                let go = Go {
                    approach: service.approach.ok_or(Error::NotFound)?,
                    deadline: date(service.deadline.ok_or(Error::NotFound)?),
                    target_group: service.target_group,
                    test_group: service.test_group,
                    service_manager: known(&self.founded.people, manager)?,
                };
                (Outcome::Go(go), DecisionOutcome::Go)
            }
        };
        let shared = self.municipality.texts.motive(which, turn);
        let motive = service.motive.as_deref().or(shared).unwrap_or_default();
        Ok(Decided {
            outcome,
            motive: motive.to_owned(),
            minutes_reference: Some(minutes.to_owned()),
            hours: service.hours,
            budget_minor: service.budget.map(|kronor| kronor * 100),
        })
    }
}

fn statement(metric: &Metric) -> Statement {
    Statement {
        name: metric.name.clone(),
        goal: metric.goal.clone(),
        unit: metric.unit.clone(),
        direction: metric.direction,
        baseline: metric.baseline,
        target: metric.target,
        interval: metric.interval,
        source: metric.source.clone(),
        indicator: metric.indicator,
    }
}
