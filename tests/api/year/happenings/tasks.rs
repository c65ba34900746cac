//! Tasks: done, given to somebody, put off.

use ::entity::{
    enums::{NotificationKind as Kind, Role, TaskState},
    ids::{EServiceId, TaskId, UserId},
    task,
};
use chrono::Duration;
use lansera::service::{
    cycle::settle,
    task::{manage, work},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::Year;
use crate::{support::given::done, year::world::Service};

/// Who gives and moves tasks.
const MANAGING: [Role; 3] = [Role::Owner, Role::ProjectLead, Role::ServiceManager];

/// A task with its version, and who has it.
type Open = (TaskId, i32, Option<UserId>);

fn open(service: &Service, fits: impl Fn(&task::Model) -> bool) -> Vec<Open> {
    let ended = |row: &task::Model| {
        service
            .cycles
            .iter()
            .any(|cycle| cycle.id == row.cycle_id && cycle.ended_at.is_some())
    };
    let is_open = |row: &&task::Model| matches!(row.state, TaskState::Ready | TaskState::InProgress);
    let tasks = service.tasks.iter().filter(is_open);
    tasks
        .filter(|row| !ended(row) && fits(row))
        .map(|row| (row.id, row.version, row.assignee_id))
        .collect()
}

impl Year<'_> {
    fn task(&self, service: EServiceId, id: TaskId) -> &task::Model {
        let tasks = &self.world.service(service).tasks;
        tasks.iter().find(|row| row.id == id).expect("the task")
    }

    /// Somebody completes a task that is near its day. What the process asks to be left behind first has nothing to do with reminders,
    /// so tasks of the template are completed straight in the table, and their cycle settled.
    pub(super) async fn task_is_done(&mut self) -> Option<()> {
        let soon = self.app.today() + Duration::days(12);
        let (id, (task, version, assignee)) =
            self.pick(|service| open(service, |row| row.due_on.is_some_and(|due_on| due_on <= soon)))?;
        let row = self.task(id, task).clone();
        let services = self.app.services();
        if row.activity.is_none() {
            let theirs = assignee.filter(|user| self.world.person(*user).active);
            let by = theirs.or_else(|| self.somebody(&[row.role], id))?;
            let actor = self.acting(by).await;
            // Who was given it may no longer have any role there, or not see it any more.
            let place = self.world.service(id);
            if !self.world.sees(by, place)
                || !self
                    .world
                    .grants
                    .iter()
                    .any(|grant| grant.user == by && self.world.reaches(grant, place))
            {
                return None;
            }
            done(
                "completing a task",
                work::complete(services, &actor, task, version).await,
            );
        } else {
            task::Entity::update_many()
                .col_expr(task::Column::State, Expr::value(TaskState::Done))
                .col_expr(task::Column::Version, Expr::value(version + 1))
                .filter(task::COLUMN.id.eq(task))
                .exec(&services.db)
                .await
                .expect("a task");
            let txn = services.begin().await.expect("a transaction");
            settle::settle(services, &txn, None, row.cycle_id)
                .await
                .expect("settled");
            txn.commit().await.expect("settled");
        }
        self.changed(id).await;
        Some(())
    }

    /// A task is given to somebody near.
    pub(super) async fn task_is_given(&mut self) -> Option<()> {
        let (id, (task, version, former)) = self.pick(|service| open(service, |_| true))?;
        let by = self.somebody(&MANAGING, id)?;
        let to = self.somebody(
            &[
                Role::Owner,
                Role::ProjectLead,
                Role::ServiceManager,
                Role::Developer,
                Role::Tester,
                Role::CaseOfficer,
            ],
            id,
        )?;
        if former == Some(to) {
            return None;
        }
        let actor = self.acting(by).await;
        let given = manage::assign(self.app.services(), &actor, task, version, Some(to)).await;
        done("giving a task", given);
        self.changed(id).await;
        let which = (version + 1).to_string();
        self.heard(
            Kind::TaskAssigned,
            (Some(id), task.0),
            which,
            &[],
            Some(to),
            (None, by),
        );
        Some(())
    }

    /// A task gets another day.
    pub(super) async fn task_is_put_off(&mut self) -> Option<()> {
        let (id, (task, version, _)) = self.pick(|service| open(service, |_| true))?;
        let by = self.somebody(&MANAGING, id)?;
        let actor = self.acting(by).await;
        let day = self.app.today() + Duration::days(self.chance.within(-2, 40));
        let put_off = manage::set_due_date(self.app.services(), &actor, task, version, Some(day)).await;
        done("putting a task off", put_off);
        self.changed(id).await;
        Some(())
    }
}
