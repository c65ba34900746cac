//! E-services with nothing but what reminders and mails need: light enough that twenty thousand of them are made in seconds.

use chrono::{Days, Duration, NaiveDate};
use entity::{
    approval, cycle, e_service,
    enums::{
        Approach, ApprovalState, ApprovalSubject, Audience, CycleKind, Direction, EServiceState, Interval,
        Locale, Phase, Role, TaskState,
    },
    ids::{ApprovalId, CycleId, EServiceId, MetricId, OrgUnitId, TaskId, UserId},
    metric, notification_choice, org_unit, role_grant, task, user,
};
use lansera::{domain::collation::sort_key, service::Services};
use sea_orm::{ActiveValue::Set, DbErr};

use super::{grant, insert_all};

/// What was made.
pub struct Light {
    /// Every task that somebody has, with who.
    pub given: Vec<(UserId, EServiceId, TaskId)>,
}

#[derive(Default)]
struct Rows {
    e_services: Vec<e_service::ActiveModel>,
    cycles: Vec<cycle::ActiveModel>,
    grants: Vec<role_grant::ActiveModel>,
    tasks: Vec<task::ActiveModel>,
    approvals: Vec<approval::ActiveModel>,
    metrics: Vec<metric::ActiveModel>,
}

impl Light {
    /// Makes so many e-services with so many tasks each: a third to be launched, a third with a deadline, a third in operation. Dates
    /// are spread from a month ago to eleven months ahead.
    pub async fn make(services: &Services, count: usize, tasks: usize) -> Result<Self, DbErr> {
        let (db, now) = (&services.db, services.now());
        let unit = OrgUnitId::new();
        let whole = org_unit::ActiveModel {
            id: Set(unit),
            parent_id: Set(None),
            name: Set("Exempelkommun".into()),
            name_key: Set(sort_key("Exempelkommun")),
            path: Set(format!("{unit}/")),
            created_at: Set(now),
            version: Set(1),
        };
        insert_all(db, vec![whole]).await?;
        let people: Vec<UserId> = (0..(count / 4).max(25)).map(|_| UserId::new()).collect();
        let users = people.iter().enumerate().map(|(number, id)| user::ActiveModel {
            id: Set(*id),
            email: Set(format!("person{number}@exempelkommun.example")),
            name: Set(format!("Person {number:05}")),
            name_key: Set(sort_key(&format!("Person {number:05}"))),
            password_hash: Set(None),
            locale: Set(Locale::Sv),
            active: Set(true),
            role_epoch: Set(1),
            search_text: Set(format!("person {number:05}")),
            created_at: Set(now),
            version: Set(1),
        });
        insert_all(db, users.collect()).await?;
        let choices = people.iter().map(|id| notification_choice::ActiveModel {
            user_id: Set(*id),
            body: Set(serde_json::json!({ "overview": false })),
            calendar_hash: Set(None),
            version: Set(1),
        });
        insert_all(db, choices.collect()).await?;
        let template = services
            .templates
            .newest(db)
            .await
            .map_err(|error| DbErr::Custom(error.to_string()))?;
        let mut light = Self { given: Vec::new() };
        for from in (0..count).step_by(500) {
            let mut rows = Rows::default();
            for number in from..count.min(from + 500) {
                let near = |step: usize| people[(number * 7 + step) % people.len()];
                rows.add(services, (unit, template.id), number, tasks, near, &mut light);
            }
            let txn = db.begin().await?;
            insert_all(&txn, rows.e_services).await?;
            insert_all(&txn, rows.cycles).await?;
            insert_all(&txn, rows.grants).await?;
            insert_all(&txn, rows.tasks).await?;
            insert_all(&txn, rows.approvals).await?;
            insert_all(&txn, rows.metrics).await?;
            txn.commit().await?;
        }
        Ok(light)
    }
}

impl Rows {
    fn add(
        &mut self,
        services: &Services,
        (unit, template): (OrgUnitId, entity::ids::ProcessTemplateId),
        number: usize,
        tasks: usize,
        near: impl Fn(usize) -> UserId,
        light: &mut Light,
    ) {
        let (now, today) = (services.now(), services.today());
        let (id, cycle) = (EServiceId::new(), CycleId::new());
        let day = |lot: usize| spread(today, number * 31 + lot * 17);
        let live = number % 3 == 2;
        self.e_services.push(e_service::ActiveModel {
            id: Set(id),
            org_unit_id: Set(unit),
            name: Set(format!("E-tjänst {number:05}")),
            name_key: Set(sort_key(&format!("E-tjänst {number:05}"))),
            purpose: Set("Invånare och företag slipper blanketter.".into()),
            audience: Set(Audience::External),
            state: Set(if live {
                EServiceState::Live
            } else {
                EServiceState::InDevelopment
            }),
            confidential: Set(false),
            proposed_by: Set(near(0)),
            development_cycle_id: Set((!live).then_some(cycle)),
            operation_cycle_id: Set(live.then_some(cycle)),
            search_text: Set(format!("e-tjänst {number:05}")),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
        });
        let launching = number.is_multiple_of(3);
        self.cycles.push(cycle::ActiveModel {
            id: Set(cycle),
            e_service_id: Set(id),
            template_id: Set(template),
            kind: Set(CycleKind::New),
            phase: Set(if live { Phase::Management } else { Phase::Build }),
            approach: Set(Some(Approach::Ongoing)),
            deadline: Set((!live && !launching).then(|| day(1))),
            target_group: Set(Some(false)),
            test_group: Set(Some(false)),
            launch_date: Set(launching.then(|| day(2))),
            launch_date_set_at: Set(launching.then(|| now - Duration::days(60))),
            published_at: Set(live.then(|| now - Duration::days(200))),
            begun_at: Set(now - Duration::days(300)),
            phase_since: Set(now),
            operation_interval: Set(None),
            information_interval: Set(None),
            ended_at: Set(None),
            version: Set(1),
        });
        for (role, step) in [
            (Role::Owner, 1),
            (Role::ProjectLead, 2),
            (Role::ServiceManager, 3),
        ] {
            self.grants.push(grant(near(step), role, Some(id), now));
        }
        for place in 0..tasks {
            let task = TaskId::new();
            let assignee = (place % 2 == 0).then(|| near(place));
            light.given.extend(assignee.map(|who| (who, id, task)));
            self.tasks.push(task::ActiveModel {
                id: Set(task),
                cycle_id: Set(cycle),
                e_service_id: Set(id),
                activity: Set(None),
                phase: Set(if live { Phase::Management } else { Phase::Build }),
                title: Set(Some(format!("Uppgift {place}"))),
                description: Set(None),
                role: Set(Role::ProjectLead),
                assignee_id: Set(assignee),
                state: Set(TaskState::Ready),
                due_on: Set(Some(day(place + 3))),
                due_by_hand: Set(true),
                skip_reason: Set(None),
                completed_by: Set(None),
                completed_at: Set(None),
                position: Set(1_000),
                occurrence: Set(1),
                created_at: Set(now),
                version: Set(1),
            });
        }
        if launching {
            self.approvals.push(approved(id, cycle, near(1), now));
        }
        if live {
            self.metrics.push(measured(id, cycle, near(3), day(9), now));
        }
    }
}

/// A day from a month ago to eleven months ahead, spread evenly.
fn spread(today: NaiveDate, lot: usize) -> NaiveDate {
    today - Days::new(30) + Days::new(u64::try_from(lot % 365).unwrap_or(0))
}

fn approved(
    id: EServiceId,
    cycle: CycleId,
    by: UserId,
    now: chrono::DateTime<chrono::Utc>,
) -> approval::ActiveModel {
    approval::ActiveModel {
        id: Set(ApprovalId::new()),
        e_service_id: Set(id),
        cycle_id: Set(cycle),
        subject: Set(ApprovalSubject::EService),
        role: Set(Role::Owner),
        content: Set("{}".into()),
        content_hash: Set("0".repeat(64)),
        contributors: Set(serde_json::json!([])),
        metric_versions: Set(None),
        state: Set(ApprovalState::Approved),
        asked_by: Set(by),
        asked_at: Set(now),
        decided_by: Set(Some(by)),
        decided_at: Set(Some(now)),
        reason: Set(None),
        voided_at: Set(None),
        version: Set(1),
    }
}

fn measured(
    id: EServiceId,
    cycle: CycleId,
    by: UserId,
    due_on: NaiveDate,
    now: chrono::DateTime<chrono::Utc>,
) -> metric::ActiveModel {
    metric::ActiveModel {
        id: Set(MetricId::new()),
        e_service_id: Set(id),
        cycle_id: Set(cycle),
        name: Set("Andel digitala ärenden".into()),
        goal: Set("Fler ärenden kommer in digitalt.".into()),
        unit: Set("procent".into()),
        direction: Set(Direction::Increase),
        baseline: Set(None),
        target: Set(80.0),
        interval: Set(Interval::Quarterly),
        source: Set("Ärendesystemet".into()),
        next_due_on: Set(Some(due_on)),
        due_set_at: Set(Some(now - Duration::days(60))),
        created_by: Set(by),
        created_at: Set(now),
        updated_by: Set(by),
        removed_at: Set(None),
        version: Set(1),
        ..Default::default()
    }
}
