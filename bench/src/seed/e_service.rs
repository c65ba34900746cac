//! One e-service after the other, each with its cycle, tasks, people, approvals, metrics and measurements.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use entity::{
    approval, cycle, e_service,
    enums::{
        Approach, ApprovalState, ApprovalSubject, Audience, CycleKind, Direction, EServiceState, Interval,
        Phase, Role, TaskState,
    },
    ids::{ApprovalId, CycleId, EServiceId, MeasurementId, MetricId, MetricVersionId, TaskId, UserId},
    measurement, metric, metric_version, role_grant, task,
};
use lansera::{
    domain::{
        collation::sort_key,
        facts::CycleFacts,
        task::{NewTask, instantiate},
    },
    service::Services,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr};

use super::{Around, Ids, grant, insert_all};

/// The activities that are completed, each after those before it. The first lets four others begin, the last one more.
pub const TO_COMPLETE: [&str; 5] = [
    "inventory.needs",
    "inventory.process_map",
    "inventory.benefits",
    "inventory.cost",
    "inventory.requirements",
];

const SUBJECTS: [ApprovalSubject; 6] = [
    ApprovalSubject::Design,
    ApprovalSubject::Specification,
    ApprovalSubject::Metrics,
    ApprovalSubject::Test,
    ApprovalSubject::Editorial,
    ApprovalSubject::EService,
];
const MATTERS: [&str; 6] = [
    "Ansökan om bygglov",
    "Felanmälan gata och park",
    "Ansökan om skolskjuts",
    "Anmälan av livsmedelsverksamhet",
    "Bokning av lokal",
    "Ansökan om parkeringstillstånd",
];

/// Rows that are written together.
#[derive(Default)]
pub(super) struct Batch {
    e_services: Vec<e_service::ActiveModel>,
    cycles: Vec<cycle::ActiveModel>,
    tasks: Vec<task::ActiveModel>,
    grants: Vec<role_grant::ActiveModel>,
    approvals: Vec<approval::ActiveModel>,
    metrics: Vec<metric::ActiveModel>,
    metric_versions: Vec<metric_version::ActiveModel>,
    measurements: Vec<measurement::ActiveModel>,
    live: Vec<EServiceId>,
    to_complete: [Vec<(TaskId, i32)>; TO_COMPLETE.len()],
}

type Found = (Vec<EServiceId>, [Vec<(TaskId, i32)>; TO_COMPLETE.len()]);

impl Batch {
    pub(super) async fn write(self, db: &impl ConnectionTrait) -> Result<Found, DbErr> {
        insert_all(db, self.e_services).await?;
        insert_all(db, self.cycles).await?;
        insert_all(db, self.tasks).await?;
        insert_all(db, self.grants).await?;
        insert_all(db, self.approvals).await?;
        insert_all(db, self.metrics).await?;
        insert_all(db, self.metric_versions).await?;
        insert_all(db, self.measurements).await?;
        Ok((self.live, self.to_complete))
    }

    /// Three of five are being inventoried, one is prepared, one is in operation.
    pub(super) fn add(&mut self, services: &Services, around: &mut Around, number: usize) {
        let now = services.now() - Duration::minutes(i64::try_from(number).unwrap_or(0));
        let phase = match number % 5 {
            3 => Phase::Preparation,
            4 => Phase::Management,
            _ => Phase::Inventory,
        };
        let ids = Ids {
            e_service: EServiceId::new(),
            cycle: CycleId::new(),
        };
        let somebody = |step: usize| pick(&around.people, number + step).unwrap_or(around.viewer);
        // A few are the viewer's: those from the beginning of the list.
        let owner = if number < 25 && phase == Phase::Preparation {
            around.viewer
        } else {
            somebody(0)
        };
        let manager = if number < 25 && phase == Phase::Management {
            around.viewer
        } else {
            somebody(1)
        };
        let team = [
            (Role::Owner, owner),
            (Role::ServiceManager, manager),
            (Role::ProjectLead, somebody(2)),
            (Role::Developer, somebody(3)),
            (Role::Tester, somebody(4)),
        ];
        for (role, user) in team {
            self.grants.push(grant(user, role, Some(ids.e_service), now));
        }
        let facts = facts(services, phase, now);
        let live = phase == Phase::Management;
        let name = format!("{} {number:05}", MATTERS[number % MATTERS.len()]);
        let purpose = format!("Invånare och företag slipper blanketter. {name} sköts på webben. ").repeat(6);
        self.e_services.push(e_service::ActiveModel {
            id: Set(ids.e_service),
            org_unit_id: Set(around.units[number % around.units.len()]),
            search_text: Set(format!("{name} {purpose}").to_lowercase()),
            name_key: Set(sort_key(&name)),
            name: Set(name),
            purpose: Set(purpose),
            audience: Set(Audience::External),
            state: Set(match phase {
                Phase::Inventory => EServiceState::Idea,
                Phase::Management => EServiceState::Live,
                _ => EServiceState::InDevelopment,
            }),
            confidential: Set(false),
            proposed_by: Set(somebody(5)),
            development_cycle_id: Set((!live).then_some(ids.cycle)),
            operation_cycle_id: Set(live.then_some(ids.cycle)),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(3),
        });
        self.cycles.push(cycle::ActiveModel {
            id: Set(ids.cycle),
            e_service_id: Set(ids.e_service),
            template_id: Set(around.template.id),
            kind: Set(CycleKind::New),
            phase: Set(phase),
            approach: Set(facts.approach),
            deadline: Set(facts.deadline),
            target_group: Set(facts.target_group),
            test_group: Set(facts.test_group),
            launch_date: Set(facts.launch_date),
            launch_date_set_at: Set(facts.launch_date.map(|_| now)),
            published_at: Set(live.then_some(now)),
            begun_at: Set(now),
            phase_since: Set(now),
            operation_interval: Set(None),
            information_interval: Set(None),
            ended_at: Set(None),
            version: Set(4),
        });
        let lead = somebody(2);
        self.add_tasks(around, ids, &facts, owner, now);
        if phase != Phase::Inventory {
            self.add_approvals(ids, phase, lead, owner, now);
        }
        for (name, goal) in [
            ("Andel digitala ärenden", "Fler ärenden kommer in digitalt"),
            ("Handläggningstid", "Svar inom två veckor"),
        ] {
            self.add_metric(ids, facts.today, live, (name, goal), manager, now);
        }
        if live {
            self.live.push(ids.e_service);
        }
    }

    fn add_tasks(
        &mut self,
        around: &mut Around,
        ids: Ids,
        facts: &CycleFacts,
        owner: UserId,
        now: DateTime<Utc>,
    ) {
        for new in instantiate(&around.template.template, facts) {
            let id = TaskId::new();
            let inventoried = facts.phase == Phase::Inventory && new.phase == Phase::Inventory;
            let state = if facts.phase == Phase::Inventory {
                new.state
            } else {
                by_phase(&new, facts.phase)
            };
            let open = matches!(state, TaskState::Ready | TaskState::InProgress);
            let assignee = if inventoried {
                // Whoever completes them holds the role of the first, and has got the others.
                (new.activity != TO_COMPLETE[0]).then_some(around.worker)
            } else if open && around.own_tasks > 0 {
                around.own_tasks -= 1;
                Some(around.viewer)
            } else {
                (new.position % 3 != 0).then_some(owner)
            };
            if inventoried && let Some(level) = TO_COMPLETE.iter().position(|key| *key == new.activity) {
                // Those after the first were waiting, and so have changed once.
                let version = if level == 0 { 1 } else { 2 };
                self.to_complete[level].push((id, version));
            }
            let done = state == TaskState::Done;
            self.tasks.push(task::ActiveModel {
                id: Set(id),
                cycle_id: Set(ids.cycle),
                e_service_id: Set(ids.e_service),
                activity: Set(Some(new.activity)),
                phase: Set(new.phase),
                title: Set(None),
                description: Set(None),
                role: Set(new.role),
                assignee_id: Set(assignee),
                state: Set(state),
                due_on: Set(new.due_on),
                due_by_hand: Set(false),
                skip_reason: Set(None),
                completed_by: Set(done.then_some(owner)),
                completed_at: Set(done.then_some(now)),
                position: Set(new.position),
                occurrence: Set(new.occurrence),
                created_at: Set(now),
                version: Set(1),
            });
        }
    }

    fn add_approvals(&mut self, ids: Ids, phase: Phase, by: UserId, owner: UserId, now: DateTime<Utc>) {
        let subjects = if phase == Phase::Management { 6 } else { 3 };
        for (place, subject) in SUBJECTS.into_iter().take(subjects).enumerate() {
            let pending = phase != Phase::Management && place > 0;
            let role = match subject {
                ApprovalSubject::Test => Role::Tester,
                ApprovalSubject::Editorial => Role::Editor,
                _ => Role::Owner,
            };
            let content = serde_json::json!({ "text": "Fem steg, tolv frågor och en kvittens. ".repeat(40) });
            self.approvals.push(approval::ActiveModel {
                id: Set(ApprovalId::new()),
                e_service_id: Set(ids.e_service),
                cycle_id: Set(ids.cycle),
                subject: Set(subject),
                role: Set(role),
                content: Set(content.to_string()),
                content_hash: Set("5".repeat(64)),
                contributors: Set(serde_json::json!([by])),
                metric_versions: Set(None),
                state: Set(if pending {
                    ApprovalState::Pending
                } else {
                    ApprovalState::Approved
                }),
                asked_by: Set(by),
                asked_at: Set(now),
                decided_by: Set((!pending).then_some(owner)),
                decided_at: Set((!pending).then_some(now)),
                reason: Set(None),
                voided_at: Set(None),
                version: Set(1),
            });
        }
    }

    fn add_metric(
        &mut self,
        ids: Ids,
        today: NaiveDate,
        live: bool,
        (name, goal): (&str, &str),
        by: UserId,
        now: DateTime<Utc>,
    ) {
        let id = MetricId::new();
        self.metric_versions.push(metric_version::ActiveModel {
            id: Set(MetricVersionId::new()),
            metric_id: Set(id),
            number: Set(1),
            name: Set(name.into()),
            goal: Set(goal.into()),
            unit: Set("%".into()),
            direction: Set(Direction::Increase),
            baseline: Set(Some(12.5)),
            target: Set(80.0),
            interval: Set(Interval::Monthly),
            source: Set("Ärendesystemet".into()),
            indicator: Set(None),
            author_id: Set(by),
            created_at: Set(now),
        });
        self.metrics.push(metric::ActiveModel {
            id: Set(id),
            e_service_id: Set(ids.e_service),
            cycle_id: Set(ids.cycle),
            name: Set(name.into()),
            goal: Set(goal.into()),
            unit: Set("%".into()),
            direction: Set(Direction::Increase),
            baseline: Set(Some(12.5)),
            target: Set(80.0),
            interval: Set(Interval::Monthly),
            source: Set("Ärendesystemet".into()),
            next_due_on: Set(live.then(|| today + Days::new(20))),
            due_set_at: Set(live.then_some(now)),
            created_by: Set(by),
            created_at: Set(now),
            updated_by: Set(by),
            removed_at: Set(None),
            version: Set(1),
            ..Default::default()
        });
        for (month, value) in (0..12_u64).zip([
            13.0, 17.5, 22.0, 24.5, 30.0, 33.25, 41.0, 47.5, 52.0, 58.75, 61.0, 66.0,
        ]) {
            self.measurements.push(measurement::ActiveModel {
                id: Set(MeasurementId::new()),
                metric_id: Set(id),
                value: Set(value),
                measured_on: Set(today - Days::new(30 * (12 - month))),
                due_on: Set(Some(today - Days::new(30 * (12 - month)))),
                late: Set(false),
                note: Set("Ur månadens rapport.".into()),
                recorded_by: Set(by),
                recorded_at: Set(now),
                ..Default::default()
            });
        }
    }
}

fn facts(services: &Services, phase: Phase, now: DateTime<Utc>) -> CycleFacts {
    let day = |time: DateTime<Utc>| time.with_timezone(&services.settings.time_zone).date_naive();
    let (today, decided, live) = (
        services.today(),
        phase != Phase::Inventory,
        phase == Phase::Management,
    );
    CycleFacts {
        phase,
        begun_on: day(now),
        phase_since: day(now),
        approach: decided.then_some(Approach::Project),
        deadline: decided.then(|| today + Days::new(180)),
        target_group: decided.then_some(true),
        test_group: decided.then_some(true),
        launch_date: live.then_some(today),
        published_on: live.then(|| day(now)),
        roles: [Role::Owner].into(),
        metrics: 2,
        ..CycleFacts::beginning(CycleKind::New, today)
    }
}

/// Roughly what a cycle looks like in the middle of its way; nothing is written there while measuring.
fn by_phase(new: &NewTask, phase: Phase) -> TaskState {
    if new.state == TaskState::NotApplicable {
        return new.state;
    }
    match (new.phase.cmp(&phase), new.position % 3) {
        (std::cmp::Ordering::Less, _) | (std::cmp::Ordering::Equal, 0) => TaskState::Done,
        (std::cmp::Ordering::Equal, 1) => TaskState::InProgress,
        (std::cmp::Ordering::Equal, _) => TaskState::Ready,
        (std::cmp::Ordering::Greater, _) => TaskState::Waiting,
    }
}

fn pick(people: &[UserId], number: usize) -> Option<UserId> {
    people.get(number.wrapping_mul(7) % people.len().max(1)).copied()
}
