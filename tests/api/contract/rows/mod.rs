//! E-services written straight into the tables: many of them quickly, each with something of everything.

mod artefacts;
mod e_services;
mod measuring;
mod needs;
mod notifications;
mod papers;
mod published;
mod tasks;

use ::entity::{
    cycle, e_service,
    enums::{ApprovalSubject, ArtefactKind, Role, ScopeKind},
    ids::{
        ApprovalId, ArtefactId, AttachmentId, CycleId, DecisionId, DocumentId, EServiceId, MachineClientId,
        MetricId, NeedId, NotificationId, OrgUnitId, PublishedServiceId, ReportId, RoleGrantId, SuggestionId,
        TaskId, UserId,
    },
    process_template, role_grant,
};
use lansera::global_id::{self, Named};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, PrimaryKeyTrait};

pub use self::papers::questions;
use crate::support::app::TestApp;

/// Every role that takes part in an e-service.
pub const ROLES: [Role; 11] = [
    Role::Management,
    Role::Owner,
    Role::ProjectLead,
    Role::ServiceManager,
    Role::PlatformManager,
    Role::Editor,
    Role::RequirementsOwner,
    Role::Developer,
    Role::Tester,
    Role::CaseOfficer,
    Role::Business,
];

/// Every subject of an approval, with the role that it is asked of.
pub const SUBJECTS: [(ApprovalSubject, Role); 6] = [
    (ApprovalSubject::Design, Role::Owner),
    (ApprovalSubject::Specification, Role::Owner),
    (ApprovalSubject::Metrics, Role::Owner),
    (ApprovalSubject::Test, Role::Tester),
    (ApprovalSubject::Editorial, Role::Editor),
    (ApprovalSubject::EService, Role::Owner),
];

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Unit of the e-services.
    pub unit: OrgUnitId,
    /// Whether they are confidential.
    pub confidential: bool,
    /// How often there is a task of each role.
    pub tasks: i32,
    /// How many metrics there are, each with 15 measurements.
    pub metrics: usize,
    /// Whoever put them forward and did all that there is.
    pub by: UserId,
    /// Whoever holds a role on them, beside those of the municipality's cast.
    pub with: Vec<(UserId, Role)>,
    /// Whom four things about each are told.
    pub told: Option<UserId>,
}

impl Wanted {
    /// An e-service of a unit with no tasks, no metrics, and nobody but the municipality's cast.
    pub const fn little(unit: OrgUnitId, by: UserId) -> Self {
        Self {
            unit,
            confidential: false,
            tasks: 0,
            metrics: 0,
            by,
            with: Vec::new(),
            told: None,
        }
    }
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Made {
    /// The e-service.
    pub id: EServiceId,
    /// Its cycle, in the phase of building.
    pub cycle: CycleId,
    /// A task of each role, in the order of [`ROLES`], then the next.
    pub tasks: Vec<TaskId>,
    /// A question of each subject, in the order of [`SUBJECTS`].
    pub approvals: Vec<ApprovalId>,
    /// Questions for the design that were taken back, each with whoever had asked: see [`questions`].
    pub questions: Vec<(UserId, ApprovalId)>,
    /// Whoever put it forward and did all that there is.
    pub by: UserId,
    /// What management decided about it.
    pub decision: DecisionId,
    /// Its design proposal.
    pub document: DocumentId,
    /// One artefact of each kind, in the order in which the kinds are declared.
    pub artefacts: Vec<ArtefactId>,
    /// A file of it.
    pub attachment: AttachmentId,
    /// Its metrics.
    pub metrics: Vec<MetricId>,
    /// A draft of a follow-up report.
    pub report: ReportId,
    /// A program that delivers its measurements.
    pub machine: MachineClientId,
    /// A need that it answers, with a view on it.
    pub need: NeedId,
    /// A suggestion for it, which has become the need.
    pub suggestion: SuggestionId,
    /// What the outside sees of it.
    pub published: PublishedServiceId,
    /// What was told of it: of the cycle, a task, an approval, a metric.
    pub told: Vec<NotificationId>,
}

impl Made {
    /// The task of a role.
    pub fn task(&self, role: Role) -> TaskId {
        let place = ROLES.iter().position(|of| *of == role).unwrap_or(0);
        self.tasks[place]
    }

    /// The artefact of a kind.
    pub fn artefact(&self, kind: ArtefactKind) -> ArtefactId {
        let place = ArtefactKind::ALL.iter().position(|of| *of == kind).unwrap_or(0);
        self.artefacts[place]
    }

    /// The question that somebody asked.
    pub fn asked_by(&self, user: UserId) -> Option<ApprovalId> {
        self.questions
            .iter()
            .find(|(asked, _)| *asked == user)
            .map(|(_, question)| *question)
    }
}

/// The opaque form of a key.
pub fn id(key: impl Named) -> String {
    global_id::encode(key)
}

/// Writes rows of one table.
pub async fn insert<E, A, M>(app: &TestApp, rows: Vec<M>)
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
    M: IntoActiveModel<A>,
    <E::PrimaryKey as PrimaryKeyTrait>::ValueType: Send,
{
    // A statement takes some 30,000 values at the most.
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all())
        .peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(1_000).collect();
        let written = E::insert_many(some)
            .exec_without_returning(&app.services().db)
            .await;
        written.expect("rows are written");
    }
}

/// Writes so many e-services as are wanted.
pub async fn make(app: &TestApp, count: usize, wanted: &Wanted) -> Vec<Made> {
    let now = app.now();
    let template = process_template::Entity::find().one(&app.services().db).await;
    let template = template.expect("templates").expect("the built-in template").id;
    let cast = &app.given().municipality().await.cast;
    let mut made = Vec::new();
    let (mut e_services, mut cycles, mut grants) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..count {
        let (id, cycle_id) = (EServiceId::new(), CycleId::new());
        e_services.push(e_services::e_service(id, cycle_id, number, wanted, now));
        cycles.push(e_services::cycle(id, cycle_id, template, now));
        let held = [
            (cast.owner.id, Role::Owner),
            (cast.service_manager.id, Role::ServiceManager),
        ];
        for (user_id, role) in held.into_iter().chain(wanted.with.iter().copied()) {
            grants.push(role_grant::Model {
                id: RoleGrantId::new(),
                user_id,
                role,
                scope_kind: ScopeKind::EService,
                org_unit_id: None,
                e_service_id: Some(id),
                granted_by: None,
                granted_at: now,
                revoked_at: None,
            });
        }
        made.push(Made {
            id,
            cycle: cycle_id,
            tasks: (0..wanted.tasks)
                .flat_map(|_| ROLES.map(|_| TaskId::new()))
                .collect(),
            approvals: SUBJECTS.map(|_| ApprovalId::new()).to_vec(),
            questions: Vec::new(),
            told: (0..4).map(|_| NotificationId::new()).collect(),
            by: wanted.by,
            decision: DecisionId::new(),
            document: DocumentId::new(),
            artefacts: ArtefactKind::ALL.iter().map(|_| ArtefactId::new()).collect(),
            attachment: AttachmentId::new(),
            metrics: (0..wanted.metrics).map(|_| MetricId::new()).collect(),
            report: ReportId::new(),
            machine: MachineClientId::new(),
            need: NeedId::new(),
            suggestion: SuggestionId::new(),
            published: PublishedServiceId::new(),
        });
    }
    insert::<e_service::Entity, _, _>(app, e_services).await;
    insert::<cycle::Entity, _, _>(app, cycles).await;
    insert::<role_grant::Entity, _, _>(app, grants).await;
    tasks::write(app, &made, wanted, [&cast.owner, &cast.developer, &cast.tester]).await;
    papers::write(app, &made, wanted).await;
    artefacts::artefacts(app, &made, wanted).await;
    artefacts::attachments(app, &made, wanted).await;
    measuring::measures(app, &made, wanted).await;
    measuring::reports(app, &made, wanted).await;
    measuring::machines(app, &made, wanted).await;
    needs::write(app, &made, wanted).await;
    published::write(app, &made).await;
    if let Some(user) = wanted.told {
        notifications::tell(app, &made, user).await;
    }
    made
}
