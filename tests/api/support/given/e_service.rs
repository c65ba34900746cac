//! E-services that have come so far.

use ::entity::{
    approval, cycle, delivery,
    enums::{Approach, ApprovalSubject, Audience, DeliveryState, Direction, DocumentKind, Interval},
    ids::{ApprovalId, CycleId, EServiceId, MetricId, OrgUnitId},
};
use chrono::NaiveDate;
use lansera::service::{
    approval::{ask, decide},
    document::save,
    e_service::propose,
    metric::define,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{Cast, Given, Person, done};

/// How far an e-service has come: the phase has begun, and nothing of it is done yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Put forward; needs are inventoried.
    Idea,
    /// Waits for management's decision.
    Decision,
    /// Is prepared.
    Preparation,
    /// Is built and tested.
    Build,
    /// Is approved, with a launch date, and about to be launched.
    Launch,
    /// Is published and in operation.
    Live,
    /// Is handed over and followed up.
    FollowUp,
}

/// What is special about an e-service. `Plan { approach: Approach::Project, ..Plan::default() }`
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Its unit; building permits if nothing is said.
    pub unit: Option<OrgUnitId>,
    /// Whether only those with a part in it see it.
    pub confidential: bool,
    /// Whom it is for; those outside if nothing is said.
    pub audience: Audience,
    /// Who takes part; those of the municipality if nothing is said.
    pub cast: Option<Cast>,
    /// How it is developed.
    pub approach: Approach,
    /// Whether the target group is asked.
    pub target_group: bool,
    /// Whether a test group tests it.
    pub test_group: bool,
    /// The measures that are stated.
    pub metrics: Vec<define::Statement>,
    /// When it is launched; in 45 days if nothing is said, and today if it is to be live. To make an e-service live that has
    /// its launch date later, the clock is moved to that morning.
    pub launch_on: Option<NaiveDate>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            name: "Ansök om bygglov".into(),
            unit: None,
            confidential: false,
            audience: Audience::External,
            cast: None,
            approach: Approach::Ongoing,
            target_group: false,
            test_group: false,
            metrics: vec![quarterly("Andel digitala ansökningar")],
            launch_on: None,
        }
    }
}

/// A measure, taken every quarter.
pub fn quarterly(name: &str) -> define::Statement {
    define::Statement {
        name: name.into(),
        goal: "Fler ansöker digitalt.".into(),
        unit: "procent".into(),
        direction: Direction::Increase,
        baseline: Some(40.0),
        target: 80.0,
        interval: Interval::Quarterly,
        source: "ärendesystemet".into(),
        indicator: None,
    }
}

/// An e-service that was made for a story.
#[derive(Clone, Debug)]
pub struct EService {
    /// Key.
    pub id: EServiceId,
    /// Its first cycle.
    pub cycle: CycleId,
    /// Who takes part.
    pub cast: Cast,
    /// What was special about it.
    pub plan: Plan,
}

impl Given<'_> {
    /// An e-service that has come so far, with everything before it done by the right people.
    pub async fn e_service_in(&self, stage: Stage) -> EService {
        self.e_service(Plan::default(), stage).await
    }

    /// An e-service by a plan that has come so far. Whatever people were told on the way counts as sent.
    pub async fn e_service(&self, plan: Plan, stage: Stage) -> EService {
        self.again(plan, stage).await
    }

    /// The same, all of it made by the use cases now.
    pub(super) async fn made(&self, plan: Plan, stage: Stage) -> EService {
        let service = self.idea(plan, stage).await;
        for reached in [
            Stage::Decision,
            Stage::Preparation,
            Stage::Build,
            Stage::Launch,
            Stage::Live,
            Stage::FollowUp,
        ] {
            if reached <= stage {
                self.finish_phase(&service).await;
                self.move_on(&service).await;
            }
        }
        self.all_is_sent().await;
        service
    }

    async fn idea(&self, mut plan: Plan, stage: Stage) -> EService {
        let municipality = self.municipality().await;
        let today = self.app.today();
        let soon = if stage >= Stage::Live {
            today
        } else {
            self.app.day(45)
        };
        plan.launch_on.get_or_insert(soon);
        let cast = plan.cast.clone().unwrap_or_else(|| municipality.cast.clone());
        let idea = propose::Idea {
            name: plan.name.clone(),
            purpose: "Den som vill bygga ska kunna ansöka när det passar.".into(),
            audience: plan.audience,
            org_unit: plan.unit.unwrap_or(municipality.permits),
            confidential: plan.confidential,
        };
        let actor = self.app.acting(&cast.business).await;
        let id = done("an idea", propose::propose(self.services(), &actor, idea).await);
        let cycle = cycle::Entity::find()
            .filter(cycle::COLUMN.e_service_id.eq(id))
            .one(&self.services().db)
            .await
            .expect("cycles")
            .expect("a cycle");
        EService {
            id,
            cycle: cycle.id,
            cast,
            plan,
        }
    }

    /// A new version of a document, on top of the newest.
    pub async fn write(&self, service: &EService, kind: DocumentKind, by: &Person, body: &str) {
        use lansera::service::document::queries::of_kind;
        let newest = of_kind(&self.services().db, service.cycle, kind)
            .await
            .expect("documents");
        let draft = save::Draft {
            kind,
            based_on: newest.map_or(0, |row| row.latest),
            body: body.into(),
            link: None,
            attachments: lansera::domain::attachment::Attached::default(),
        };
        let actor = self.app.acting(by).await;
        let saved = save::save(self.services(), &actor, service.cycle, draft).await;
        done(format_args!("{kind:?} by {}", by.name), saved);
    }

    /// A measure, stated by the lead.
    pub async fn metric(&self, service: &EService, statement: define::Statement) -> MetricId {
        let actor = self.app.acting(&service.cast.project_lead).await;
        done(
            "a measure",
            define::define(self.services(), &actor, service.cycle, statement).await,
        )
    }

    /// A question for an approval; the developer asks the tester, the lead everybody else.
    pub async fn asked(&self, service: &EService, subject: ApprovalSubject) -> ApprovalId {
        let by = match subject {
            ApprovalSubject::Test => &service.cast.developer,
            _ => &service.cast.project_lead,
        };
        let actor = self.app.acting(by).await;
        let asked = ask::ask(self.services(), &actor, service.cycle, subject).await;
        done(format_args!("asking for {subject:?}"), asked)
    }

    /// An approval, asked for and given; that of the e-service with the launch date of its plan.
    pub async fn approved(&self, service: &EService, subject: ApprovalSubject) -> ApprovalId {
        if subject == ApprovalSubject::Test {
            self.tested(service).await;
        }
        let id = self.asked(service, subject).await;
        let row = self.approval(service, subject).await;
        let actor = self.app.acting(service.cast.of(row.role)).await;
        let launch_on = (subject == ApprovalSubject::EService)
            .then_some(service.plan.launch_on)
            .flatten();
        let given = decide::approve(self.services(), &actor, answer_to(&row), launch_on).await;
        done(format_args!("approving {subject:?}"), given);
        id
    }

    /// All that people were told until now counts as sent, so that a story sees only what comes from it.
    pub async fn all_is_sent(&self) {
        delivery::Entity::update_many()
            .col_expr(delivery::Column::State, Expr::value(DeliveryState::Sent))
            .col_expr(delivery::Column::SentAt, Expr::value(self.app.now()))
            .filter(delivery::COLUMN.state.eq(DeliveryState::Pending))
            .exec(&self.services().db)
            .await
            .expect("deliveries");
    }
}

/// The answer of somebody who has seen an approval as it is.
pub fn answer_to(row: &approval::Model) -> decide::Answer {
    decide::Answer {
        id: row.id,
        version: row.version,
        content_hash: row.content_hash.clone(),
        reason: None,
    }
}
