//! What is measured, asked and answered, and what an e-service has of its own.

use ::entity::{
    approval, e_service,
    enums::{ApprovalState, ApprovalSubject, Attention, EServiceState, ReminderSeries as Series, Role},
};
use chrono::Duration;
use lansera::service::{
    metric::{deviate, measure},
    notification::{choose, reminder_days},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::Year;
use crate::{support::given::done, year::making::rows::asked};

impl Year<'_> {
    /// A service manager measures what is due before long.
    pub(super) async fn measurement(&mut self) -> Option<()> {
        let (today, soon) = (self.app.today(), self.app.day(20));
        let (id, metric) = self.pick(|service| {
            let live = service.row.state == EServiceState::Live;
            let due = service
                .metrics
                .iter()
                .filter(|metric| live && metric.next_due_on <= Some(soon));
            due.map(|metric| metric.id).collect()
        })?;
        let by = self.somebody(&[Role::ServiceManager], id)?;
        let actor = self.acting(by).await;
        let reading = measure::Reading {
            value: 50.0.into(),
            measured_on: today,
            note: String::new(),
        };
        done(
            "a measurement",
            measure::record(self.app.services(), &actor, metric, reading).await,
        );
        self.changed(id).await;
        Some(())
    }

    /// It is accepted that something is measured later.
    pub(super) async fn deviation(&mut self) -> Option<()> {
        let soon = self.app.day(10);
        let (id, (metric, version, due_on)) = self.pick(|service| {
            let live = service.row.state == EServiceState::Live;
            let due = service
                .metrics
                .iter()
                .filter(|metric| live && metric.next_due_on <= Some(soon));
            due.filter_map(|metric| Some((metric.id, metric.version, metric.next_due_on?)))
                .collect()
        })?;
        let by = self.somebody(&[Role::Owner, Role::Management], id)?;
        let actor = self.acting(by).await;
        let until = due_on.max(self.app.today()) + Duration::days(self.chance.within(3, 40));
        let reason = "Systemet byts ut.";
        let accepted =
            deviate::accept(self.app.services(), &actor, metric, version, Some(until), reason).await;
        done("a deviation", accepted);
        self.changed(id).await;
        Some(())
    }

    /// An approval is asked for, straight in the table: that which is approved has nothing to do with reminders.
    pub(super) async fn approval_is_asked(&mut self) -> Option<()> {
        let subjects = [
            (ApprovalSubject::Editorial, Role::Editor),
            (ApprovalSubject::Test, Role::Tester),
            (ApprovalSubject::Design, Role::Owner),
        ];
        let (subject, role) = *self.chance.one(&subjects);
        let (id, cycle) = self.pick(|service| {
            let waits = |cycle| {
                service.approvals.iter().any(|row| {
                    row.cycle_id == cycle && row.subject == subject && row.state == ApprovalState::Pending
                })
            };
            let coming = service
                .cycles
                .iter()
                .filter(|cycle| cycle.published_at.is_none() && cycle.ended_at.is_none());
            coming
                .map(|cycle| cycle.id)
                .filter(|cycle| !waits(*cycle))
                .collect()
        })?;
        let by = self.somebody(&[Role::ProjectLead, Role::Developer], id)?;
        let question = asked((id, cycle), subject, role, by, self.now());
        let written = approval::Entity::insert(question).exec_without_returning(&self.app.services().db);
        written.await.expect("a question");
        self.changed(id).await;
        Some(())
    }

    /// One is given.
    pub(super) async fn approval_is_answered(&mut self) -> Option<()> {
        let (id, approval) = self.pick(|service| {
            let waiting = service
                .approvals
                .iter()
                .filter(|row| row.state == ApprovalState::Pending);
            waiting.map(|row| row.id).collect()
        })?;
        approval::Entity::update_many()
            .col_expr(approval::Column::State, Expr::value(ApprovalState::Approved))
            .filter(approval::COLUMN.id.eq(approval))
            .exec(&self.app.services().db)
            .await
            .expect("an answer");
        self.changed(id).await;
        Some(())
    }

    /// An e-service is reminded of earlier or later than others, or as they are again.
    pub(super) async fn lead_times_change(&mut self) -> Option<()> {
        let (id, ()) = self.pick(|_| vec![()])?;
        let by = self.somebody(&[Role::Owner, Role::ProjectLead, Role::ServiceManager], id)?;
        let actor = self.acting(by).await;
        let series = *self.chance.one(&[
            Series::Launch,
            Series::Measure,
            Series::Task,
            Series::Deadline,
            Series::Report,
            Series::Check,
        ]);
        let days = self
            .chance
            .percent(70)
            .then(|| vec![self.chance.within(0, 5), self.chance.within(6, 60)]);
        done(
            "lead times",
            reminder_days::set(self.app.services(), &actor, id, series, days).await,
        );
        self.changed(id).await;
        Some(())
    }

    /// An e-service becomes confidential.
    pub(super) async fn service_is_hidden(&mut self) -> Option<()> {
        let (id, ()) = self.pick(|service| {
            let watched = service
                .attention
                .values()
                .any(|attention| *attention == Attention::Watched);
            if watched && !service.row.confidential {
                vec![()]
            } else {
                Vec::new()
            }
        })?;
        e_service::Entity::update_many()
            .col_expr(e_service::Column::Confidential, Expr::value(true))
            .filter(e_service::COLUMN.id.eq(id))
            .exec(&self.app.services().db)
            .await
            .expect("an e-service");
        self.changed(id).await;
        Some(())
    }

    /// Somebody mutes or watches an e-service, or neither any more.
    pub(super) async fn attention(&mut self) -> Option<()> {
        let (id, ()) = self.pick(|_| vec![()])?;
        let attention = *self.chance.one(&[
            Some(Attention::Muted),
            Some(Attention::Watched),
            Some(Attention::Watched),
            None,
        ]);
        let by = match attention {
            Some(Attention::Watched) => self.anybody()?,
            _ => self.somebody(
                &[Role::Owner, Role::ProjectLead, Role::ServiceManager, Role::Editor],
                id,
            )?,
        };
        if !self.world.sees(by, self.world.service(id)) {
            return None;
        }
        let actor = self.acting(by).await;
        done(
            "attention",
            choose::attend(self.app.services(), &actor, id, attention).await,
        );
        self.changed(id).await;
        Some(())
    }
}
