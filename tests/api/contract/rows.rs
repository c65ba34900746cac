//! E-services written straight into the tables: many of them quickly, each with something of everything.

use ::entity::{
    approval, artefact, artefact_version, attachment, cycle, decision, document, document_version, e_service,
    enums::{
        Approach, ApprovalState, ApprovalSubject, ArtefactKind, AttachmentState, Audience, CycleKind,
        DecisionOutcome, Direction, DocumentKind, EServiceState, Interval, NeedSource, NeedState,
        NotificationKind, Phase, ReportState, Role, ScopeKind, SuggestionOrigin, SuggestionState, TaskState,
    },
    ids::{
        ApprovalId, ArtefactId, ArtefactVersionId, AttachmentId, CycleId, DecisionId, DocumentId,
        DocumentVersionId, EServiceId, MachineClientId, MeasurementId, MetricId, MetricVersionId, NeedId,
        NeedViewId, NotificationId, OrgUnitId, ProcessTemplateId, PublishedServiceId, ReportId, RoleGrantId,
        SuggestionId, TaskCommentId, TaskId, UserId,
    },
    machine_client, machine_client_e_service, measurement, metric, metric_version, need, need_view,
    notification, process_template, published_service, report, role_grant, suggestion, task, task_comment,
};
use chrono::Duration;
use lansera::{
    domain::collation::sort_key,
    global_id::{self, Named},
};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, PrimaryKeyTrait};
use serde_json::json;

use super::samples;
use crate::support::{app::TestApp, given::Person};

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
        e_services.push(e_service(id, cycle_id, number, wanted, now));
        cycles.push(cycle(id, cycle_id, template, now));
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
    tasks(app, &made, wanted, [&cast.owner, &cast.developer, &cast.tester]).await;
    papers(app, &made, wanted).await;
    artefacts(app, &made, wanted).await;
    attachments(app, &made, wanted).await;
    measures(app, &made, wanted).await;
    reports(app, &made, wanted).await;
    machines(app, &made, wanted).await;
    needs(app, &made, wanted).await;
    published(app, &made).await;
    if let Some(user) = wanted.told {
        tell(app, &made, user).await;
    }
    made
}

fn e_service(
    id: EServiceId,
    cycle: CycleId,
    number: usize,
    wanted: &Wanted,
    now: chrono::DateTime<chrono::Utc>,
) -> e_service::Model {
    e_service::Model {
        id,
        org_unit_id: wanted.unit,
        name: format!("E-tjänst {number}"),
        name_key: sort_key(&format!("E-tjänst {number}")),
        purpose: "Det ska gå att ansöka när det passar.".into(),
        audience: Audience::External,
        state: EServiceState::InDevelopment,
        confidential: wanted.confidential,
        proposed_by: wanted.by,
        development_cycle_id: Some(cycle),
        operation_cycle_id: None,
        search_text: format!("e-tjänst {number}"),
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn cycle(
    e_service_id: EServiceId,
    id: CycleId,
    template_id: ProcessTemplateId,
    now: chrono::DateTime<chrono::Utc>,
) -> cycle::Model {
    cycle::Model {
        id,
        e_service_id,
        template_id,
        kind: CycleKind::New,
        phase: Phase::Build,
        approach: Some(Approach::Ongoing),
        deadline: Some(now.date_naive() + Duration::days(90)),
        target_group: Some(false),
        test_group: Some(false),
        launch_date: None,
        launch_date_set_at: None,
        published_at: None,
        begun_at: now,
        phase_since: now,
        operation_interval: None,
        information_interval: None,
        ended_at: None,
        version: 1,
    }
}

/// Tasks added by hand, each with a comment and, every second, with an assignee; the rest somebody has completed before.
async fn tasks(app: &TestApp, made: &[Made], wanted: &Wanted, people: [&Person; 3]) {
    let (mut rows, mut comments) = (Vec::new(), Vec::new());
    for made in made {
        for (place, id) in made.tasks.iter().enumerate() {
            let person = people[place % 3].id;
            rows.push(task::Model {
                id: *id,
                cycle_id: made.cycle,
                e_service_id: made.id,
                activity: None,
                phase: Phase::Build,
                title: Some(format!("Uppgift {place}")),
                description: Some(String::new()),
                role: ROLES[place % ROLES.len()],
                assignee_id: None,
                state: TaskState::Ready,
                due_on: Some(app.day(7)),
                due_by_hand: true,
                skip_reason: None,
                completed_by: Some(person),
                completed_at: None,
                position: 1_000,
                occurrence: 1,
                created_at: app.now(),
                version: 1,
            });
            comments.push(task_comment::Model {
                id: TaskCommentId::new(),
                task_id: *id,
                author_id: if place % 2 == 0 { person } else { wanted.by },
                body: "Det går framåt.".into(),
                created_at: app.now(),
            });
        }
    }
    insert::<task::Entity, _, _>(app, rows).await;
    insert::<task_comment::Entity, _, _>(app, comments).await;
}

/// A decision, a document with two versions, and a question of each subject.
async fn papers(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let now = app.now();
    let (mut decisions, mut documents, mut versions, mut approvals) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for made in made {
        decisions.push(decision::Model {
            id: made.decision,
            e_service_id: made.id,
            cycle_id: made.cycle,
            outcome: DecisionOutcome::Go,
            motive: "Nyttan är större än kostnaden.".into(),
            minutes_reference: None,
            hours: None,
            budget_minor: None,
            approach: Some(Approach::Ongoing),
            deadline: None,
            target_group: Some(false),
            test_group: Some(false),
            service_manager_id: Some(wanted.by),
            defer_until: None,
            decided_by: wanted.by,
            decided_at: now,
            superseded_at: None,
        });
        documents.push(document::Model {
            id: made.document,
            e_service_id: made.id,
            cycle_id: made.cycle,
            kind: DocumentKind::DesignProposal,
            latest: 2,
            created_at: now,
        });
        versions.extend((1..=2).map(|number| document_version::Model {
            attachments: None,
            id: DocumentVersionId::new(),
            document_id: made.document,
            number,
            body: "Fem steg, tolv frågor.".into(),
            link: None,
            author_id: wanted.by,
            created_at: now,
        }));
        for (id, (subject, role)) in made.approvals.iter().zip(SUBJECTS) {
            approvals.push(approval::Model {
                id: *id,
                ..question(made, subject, role, wanted.by, now)
            });
        }
    }
    insert::<decision::Entity, _, _>(app, decisions).await;
    insert::<document::Entity, _, _>(app, documents).await;
    insert::<document_version::Entity, _, _>(app, versions).await;
    insert::<approval::Entity, _, _>(app, approvals).await;
}

/// One artefact of each kind with its only version.
async fn artefacts(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let now = app.now();
    let (mut rows, mut versions) = (Vec::new(), Vec::new());
    for made in made {
        for (kind, id) in ArtefactKind::ALL.iter().zip(&made.artefacts) {
            rows.push(artefact::Model {
                id: *id,
                e_service_id: made.id,
                cycle_id: made.cycle,
                kind: *kind,
                number: 1,
                body: samples::body(*kind),
                open: false,
                copied_from: None,
                created_by: wanted.by,
                created_at: now,
                updated_by: wanted.by,
                updated_at: now,
                removed_at: None,
                version: 1,
            });
            versions.push(artefact_version::Model {
                id: ArtefactVersionId::new(),
                artefact_id: *id,
                number: 1,
                body: samples::body(*kind),
                author_id: wanted.by,
                created_at: now,
            });
        }
    }
    insert::<artefact::Entity, _, _>(app, rows).await;
    insert::<artefact_version::Entity, _, _>(app, versions).await;
}

/// A file of each e-service, without its bytes.
async fn attachments(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let rows = made.iter().map(|made| attachment::Model {
        id: made.attachment,
        e_service_id: made.id,
        name: "Processkarta.pdf".into(),
        content_type: "application/pdf".into(),
        size: 1_000,
        sha256: Some("0".repeat(64)),
        storage_key: format!("{}/{}", made.id, made.attachment),
        state: AttachmentState::Stored,
        upload_token_hash: String::new(),
        upload_until: app.now(),
        uploaded_by: wanted.by,
        created_at: app.now(),
        stored_at: Some(app.now()),
        removed_at: None,
    });
    insert::<attachment::Entity, _, _>(app, rows.collect()).await;
}

fn question(
    made: &Made,
    subject: ApprovalSubject,
    role: Role,
    asked_by: UserId,
    asked_at: chrono::DateTime<chrono::Utc>,
) -> approval::Model {
    approval::Model {
        id: ApprovalId::new(),
        e_service_id: made.id,
        cycle_id: made.cycle,
        subject,
        role,
        content: "{}".into(),
        content_hash: "0".repeat(64),
        contributors: json!([]),
        metric_versions: None,
        state: ApprovalState::Pending,
        asked_by,
        asked_at,
        decided_by: None,
        decided_at: None,
        reason: None,
        voided_at: None,
        version: 1,
    }
}

/// Writes a question of each of these people, taken back already.
pub async fn questions(app: &TestApp, made: &mut Made, people: &[UserId]) {
    let ask = |asked_by: &UserId| approval::Model {
        state: ApprovalState::Withdrawn,
        ..question(made, ApprovalSubject::Design, Role::Owner, *asked_by, app.now())
    };
    let asked: Vec<_> = people.iter().map(ask).collect();
    made.questions = asked.iter().map(|row| (row.asked_by, row.id)).collect();
    insert::<approval::Entity, _, _>(app, asked).await;
}

/// A suggestion, the need that it has become, and a view on that.
async fn needs(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let now = app.now();
    let (mut suggestions, mut needs, mut views) = (Vec::new(), Vec::new(), Vec::new());
    for made in made {
        suggestions.push(suggestion::Model {
            id: made.suggestion,
            e_service_id: made.id,
            origin: SuggestionOrigin::Staff,
            body: "Spara halvfärdiga ansökningar.".into(),
            rating: None,
            category: Some("Flödet".into()),
            weight: Some(4),
            state: SuggestionState::TakenUp,
            reason: None,
            author_id: Some(wanted.by),
            created_at: now,
            weighed_by: Some(wanted.by),
            weighed_at: Some(now),
            version: 2,
        });
        needs.push(need::Model {
            id: made.need,
            org_unit_id: wanted.unit,
            title: "Spara halvfärdigt".into(),
            description: "Spara halvfärdiga ansökningar.".into(),
            source: NeedSource::Revision,
            concerned: String::new(),
            partners: String::new(),
            state: NeedState::Attached,
            close_reason: None,
            merged_into: None,
            e_service_id: Some(made.id),
            revision_id: Some(made.cycle),
            suggestion_id: Some(made.suggestion),
            search_text: "spara halvfärdigt".into(),
            put_forward_by: wanted.by,
            created_at: now,
            handled_by: Some(wanted.by),
            handled_at: Some(now),
            version: 1,
        });
        views.push(need_view::Model {
            id: NeedViewId::new(),
            need_id: made.need,
            came_from: None,
            author_id: wanted.by,
            body: "Många frågar efter det.".into(),
            created_at: now,
        });
    }
    insert::<suggestion::Entity, _, _>(app, suggestions).await;
    insert::<need::Entity, _, _>(app, needs).await;
    insert::<need_view::Entity, _, _>(app, views).await;
}

/// What the outside sees.
async fn published(app: &TestApp, made: &[Made]) {
    let one = |made: &Made| {
        let page = samples::body(ArtefactKind::PublicPage);
        published_service::Model {
            id: made.published,
            e_service_id: made.id,
            cycle_id: made.cycle,
            slug: format!("e-tjanst-{}", made.id),
            name: "Ansök om bygglov".into(),
            name_key: sort_key("Ansök om bygglov"),
            recipients: ",inhabitants,".into(),
            search_text: "ansök om bygglov".into(),
            body: json!({
                "page": page,
                "faq": [samples::body(ArtefactKind::FaqEntry)],
                "steps": [samples::body(ArtefactKind::HandlingStep)],
            }),
            published_at: app.now(),
            updated_at: app.now(),
        }
    };
    insert::<published_service::Entity, _, _>(app, made.iter().map(one).collect()).await;
}

async fn measures(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let (mut metrics, mut versions, mut measurements) = (Vec::new(), Vec::new(), Vec::new());
    for made in made {
        for id in &made.metrics {
            metrics.push(metric::Model {
                id: *id,
                e_service_id: made.id,
                cycle_id: made.cycle,
                name: "Andel digitala ansökningar".into(),
                goal: "Fler ansöker digitalt.".into(),
                unit: "procent".into(),
                direction: Direction::Increase,
                baseline: Some(40.0),
                target: 80.0,
                interval: Interval::Monthly,
                source: String::new(),
                indicator: None,
                next_due_on: Some(app.day(20)),
                due_set_at: Some(app.now()),
                deviation_until: None,
                deviation_reason: None,
                deviation_by: None,
                deviation_at: None,
                created_by: wanted.by,
                created_at: app.now(),
                updated_by: wanted.by,
                removed_at: None,
                version: 1,
            });
            versions.push(metric_version::Model {
                id: MetricVersionId::new(),
                metric_id: *id,
                number: 1,
                name: "Andel digitala ansökningar".into(),
                goal: "Fler ansöker digitalt.".into(),
                unit: "procent".into(),
                direction: Direction::Increase,
                baseline: Some(40.0),
                target: 80.0,
                interval: Interval::Monthly,
                source: String::new(),
                indicator: None,
                author_id: wanted.by,
                created_at: app.now(),
            });
            measurements.extend((0..15_i32).map(|month| measurement::Model {
                id: MeasurementId::new(),
                metric_id: *id,
                value: f64::from(40 + month),
                numerator: None,
                denominator: None,
                levels: None,
                measured_on: app.day(-30 * i64::from(15 - month)),
                due_on: None,
                late: false,
                note: String::new(),
                recorded_by: wanted.by,
                recorded_at: app.now(),
                machine_client_id: None,
                first_id: None,
                corrected_at: None,
                corrected_by: None,
                correction_reason: None,
            }));
        }
    }
    insert::<metric::Entity, _, _>(app, metrics).await;
    insert::<metric_version::Entity, _, _>(app, versions).await;
    insert::<measurement::Entity, _, _>(app, measurements).await;
}

/// A program for each, whose token nobody has.
async fn machines(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let clients = made.iter().map(|made| machine_client::Model {
        id: made.machine,
        name: "Ärendesystemet".into(),
        token_hash: format!("{:0>64}", made.machine.0.simple()),
        expires_at: app.now() + Duration::days(90),
        created_by: wanted.by,
        created_at: app.now(),
        revoked_at: None,
        last_used_at: None,
        reports_bounces: false,
    });
    insert::<machine_client::Entity, _, _>(app, clients.collect()).await;
    let scopes = made.iter().map(|made| machine_client_e_service::Model {
        machine_client_id: made.machine,
        e_service_id: made.id,
    });
    insert::<machine_client_e_service::Entity, _, _>(app, scopes.collect()).await;
}

async fn reports(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let (now, today) = (app.now(), app.today());
    let drafts = made.iter().map(|made| report::Model {
        id: made.report,
        e_service_id: made.id,
        cycle_id: made.cycle,
        number: 1,
        from_on: app.day(-30),
        to_on: today,
        state: ReportState::Draft,
        content: json!({
            "e_service": "E-tjänst", "unit": "Bygglov", "owners": [], "managers": [], "from": app.day(-30), "to": today,
            "composed_on": today, "goals": [], "benefits": [], "suggestions": [],
            "operation": { "checks": 0, "worked": 0, "incidents": [] }, "former_to": null, "changes": [],
        }),
        body: String::new(),
        recipients: json!([]),
        presented_by: None,
        presented_at: None,
        created_by: wanted.by,
        created_at: now,
        updated_by: wanted.by,
        updated_at: now,
        version: 1,
    });
    insert::<report::Entity, _, _>(app, drafts.collect()).await;
}

async fn tell(app: &TestApp, made: &[Made], user_id: UserId) {
    let mut rows = Vec::new();
    for made in made {
        let bare = |place: usize, kind: NotificationKind| notification::Model {
            id: made.told[place],
            user_id,
            kind,
            occurrence: format!("{kind:?}/{}", made.id),
            e_service_id: Some(made.id),
            cycle_id: None,
            task_id: None,
            approval_id: None,
            metric_id: None,
            about_on: None,
            role: None,
            on_behalf_of: None,
            details: serde_json::json!({}),
            created_at: app.now(),
            position: None,
            seen_at: None,
            read_at: None,
            archived_at: None,
            snoozed_until: None,
            digest_at: None,
        };
        let mut about_cycle = bare(0, NotificationKind::LaunchAhead);
        about_cycle.cycle_id = Some(made.cycle);
        let mut about_task = bare(1, NotificationKind::TaskAssigned);
        about_task.task_id = made.tasks.first().copied();
        let mut about_approval = bare(2, NotificationKind::ApprovalAsked);
        about_approval.approval_id = made.approvals.first().copied();
        let mut about_metric = bare(3, NotificationKind::MeasureAhead);
        about_metric.metric_id = made.metrics.first().copied();
        rows.extend([about_cycle, about_task, about_approval, about_metric]);
    }
    insert::<notification::Entity, _, _>(app, rows).await;
}
