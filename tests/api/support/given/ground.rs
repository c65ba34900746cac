//! The ground for the decision and the working method: as much as the process asks for.

use lansera::{
    domain::{
        attachment::Attached,
        ground::{
            Benefit, BenefitCertainty, BenefitKind, BenefitMeasure, BenefitNature, CostDirection, CostLine,
            CostRecurrence, Placement, ProcessMap, ProcessMapState, Realisation, Requirement,
            RequirementNature,
        },
        working_method::{
            ChannelState, ContactChannel, OperationPlan, UseState, WorkingMethodChange, WorkingMethodKind,
        },
    },
    service::artefact::{
        Kept,
        save::{Seen, save},
    },
};

use super::{EService, Given, Person, done};

impl Given<'_> {
    /// Something that is made in the cycle of an e-service.
    pub async fn keep<A: Kept>(&self, service: &EService, by: &Person, said: A) {
        let seen = Seen {
            cycle: service.cycle,
            id: None,
            version: 0,
        };
        let actor = self.app.acting(by).await;
        let kept = save(self.services(), &actor, seen, said).await;
        done(format_args!("{:?} by {}", A::KIND, by.name), kept);
    }

    /// What an activity leaves behind of the ground and the working method; nothing where it leaves something else.
    pub(super) async fn ground(&self, service: &EService, activity: &str) {
        let (owner, management) = (&service.cast.owner, &service.cast.management);
        match activity {
            "inventory.process_map" => self.keep(service, management, process_map()).await,
            "inventory.benefits" => self.keep(service, owner, benefit(owner)).await,
            "inventory.cost" => self.keep(service, owner, cost_line()).await,
            "inventory.requirements" => self.keep(service, owner, requirement()).await,
            "inventory.pre_study" => self.keep(service, owner, placement()).await,
            "decision.working_method" => {
                let manager = &service.cast.service_manager;
                self.keep(service, management, change(manager, self.app.day(180)))
                    .await;
                self.keep(service, management, channel()).await;
                self.keep(service, management, plan(owner)).await;
            }
            _ => {}
        }
    }
}

fn process_map() -> ProcessMap {
    ProcessMap {
        title: "Nuläge".into(),
        state: ProcessMapState::AsIs,
        description: "Blanketten postas och skrivs av.".into(),
        link: None,
        attachments: Attached::default(),
    }
}

/// A benefit that answers all seven questions.
pub fn benefit(accountable: &Person) -> Benefit {
    Benefit {
        name: "Kortare handläggningstid".into(),
        description: "Ansökan är komplett från början.".into(),
        kind: BenefitKind::Administration,
        nature: BenefitNature::FreedTime,
        certainty: BenefitCertainty::Likely,
        planned_minor: None,
        planned_hours: Some(400),
        measures: vec![BenefitMeasure {
            name: "Tid per ärende".into(),
            unit: "minuter".into(),
            baseline: Some(25.0),
            target: Some(8.0),
            metric: None,
        }],
        how_realised: Some("Handläggarna slutar registrera blanketter.".into()),
        realised_by: Some("Bygglovsenheten".into()),
        expected_on: "2027-10-01".parse().ok(),
        how_followed_up: Some("Tidmätning två veckor om året.".into()),
        accountable: Some(accountable.id),
        needs: Vec::new(),
        realisation: Realisation::default(),
    }
}

fn cost_line() -> CostLine {
    CostLine {
        title: "Utveckling".into(),
        description: String::new(),
        recurrence: CostRecurrence::OneOff,
        direction: CostDirection::Cost,
        amount_minor: 25_000_000,
    }
}

/// A requirement that is not demanding.
pub fn requirement() -> Requirement {
    Requirement {
        title: "Stark legitimering".into(),
        description: String::new(),
        nature: RequirementNature::Technical,
        demanding: false,
        investigation: None,
    }
}

fn placement() -> Placement {
    Placement {
        benefit: 8,
        effort: 3,
        motive: "Stor nytta för liten insats.".into(),
    }
}

fn change(responsible: &Person, starts_on: chrono::NaiveDate) -> WorkingMethodChange {
    WorkingMethodChange {
        kind: WorkingMethodKind::Stop,
        what: "Blanketten delas ut".into(),
        description: String::new(),
        responsible: responsible.id,
        starts_on,
        state: UseState::Planned,
        observation: String::new(),
    }
}

fn channel() -> ContactChannel {
    ContactChannel {
        name: "Telefon".into(),
        state: ChannelState::Kept,
        plan: String::new(),
        equality: "Samma frågor ställs i telefon.".into(),
        closes_on: None,
    }
}

fn plan(process_owner: &Person) -> OperationPlan {
    OperationPlan {
        process_owner: process_owner.id,
        routines: "Inkorgen läses varje dag.".into(),
        operation_minor: Some(1_200_000),
        management_minor: None,
        development_minor: None,
    }
}
