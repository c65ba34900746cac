//! Launches: moved, given up, ordered, published.

use ::entity::{
    artefact, cycle, e_service,
    enums::{
        ApprovalState, ArtefactKind, CycleKind, EServiceState, NotificationKind as Kind, Phase, Role,
        TaskState,
    },
    ids::{ArtefactId, CycleId},
    metric, task,
};
use chrono::{Duration, NaiveDate};
use lansera::service::{cycle::launch_date, revision::withdraw};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::Year;
use crate::{
    support::given::done,
    year::{almanac::STOCKHOLM, world::Service},
};

/// Whom the launch concerns.
const LAUNCHING: [Role; 4] = [Role::Owner, Role::ProjectLead, Role::ServiceManager, Role::Editor];

/// A cycle with its version and launch date.
type Coming = (CycleId, i32, NaiveDate);

/// The launches of an e-service that are approved and have not been.
fn coming(service: &Service) -> Vec<Coming> {
    let counts = |cycle: &&cycle::Model| {
        cycle.published_at.is_none() && cycle.ended_at.is_none() && service.approved.contains(&cycle.id)
    };
    let cycles = service.cycles.iter().filter(counts);
    cycles
        .filter_map(|cycle| Some((cycle.id, cycle.version, cycle.launch_date?)))
        .collect()
}

impl Year<'_> {
    /// The owner moves a launch, in two of three cases one that is near.
    pub(super) async fn launch_moves(&mut self) -> Option<()> {
        let today = self.app.today();
        let near = self.chance.percent(66);
        let (id, (cycle, version, former)) = self.pick(|service| {
            let mut all = coming(service);
            all.retain(|(_, _, date)| !near || (*date - today).num_days().abs() < 35);
            all
        })?;
        let owner = self.somebody(&[Role::Owner], id)?;
        let date = today + Duration::days(self.chance.within(0, 70));
        if date == former {
            return None;
        }
        let actor = self.acting(owner).await;
        let services = self.app.services();
        let reason = "Upphandlingen drar ut.";
        let moved = launch_date::move_launch_date(services, &actor, cycle, version, date, reason).await;
        done("moving a launch", moved);
        self.changed(id).await;
        let which = version.to_string();
        self.heard(
            Kind::LaunchMoved,
            (Some(id), cycle.0),
            which,
            &LAUNCHING,
            None,
            (Some(date), owner),
        );
        Some(())
    }

    /// The owner gives a revision up.
    pub(super) async fn revision_is_given_up(&mut self) -> Option<()> {
        let (id, (cycle, version, launch)) = self.pick(|service| {
            let revisions = service.cycles.iter().filter(|cycle| {
                cycle.kind == CycleKind::Revision && cycle.published_at.is_none() && cycle.ended_at.is_none()
            });
            revisions
                .map(|cycle| (cycle.id, cycle.version, cycle.launch_date))
                .collect()
        })?;
        let owner = self.somebody(&[Role::Owner], id)?;
        let actor = self.acting(owner).await;
        let given_up =
            withdraw::withdraw(self.app.services(), &actor, cycle, version, "Den behövs inte.").await;
        done("giving a revision up", given_up);
        self.changed(id).await;
        if launch.is_some() {
            let about = (launch, owner);
            self.heard(
                Kind::LaunchCancelled,
                (Some(id), cycle.0),
                String::new(),
                &LAUNCHING,
                None,
                about,
            );
        }
        Some(())
    }

    /// The lead has ordered the publication. Written straight into the table.
    pub(super) async fn publication_is_ordered(&mut self) -> Option<()> {
        let (id, (cycle, _, _)) = self.pick(|service| {
            let mut all = coming(service);
            all.retain(|(cycle, _, _)| !service.ordered.contains(cycle));
            all
        })?;
        let (by, now) = (self.somebody(&[Role::ProjectLead], id)?, self.now());
        let order = artefact::ActiveModel {
            id: Set(ArtefactId::new()),
            e_service_id: Set(id),
            cycle_id: Set(cycle),
            kind: Set(ArtefactKind::PublicationOrder),
            number: Set(1),
            body: Set(json!({ "ordered_on": self.app.today(), "wished_on": self.app.today(), "note": "" })),
            open: Set(false),
            copied_from: Set(None),
            created_by: Set(by),
            created_at: Set(now),
            updated_by: Set(by),
            updated_at: Set(now),
            removed_at: Set(None),
            version: Set(1),
        };
        let written = artefact::Entity::insert(order).exec_without_returning(&self.app.services().db);
        written.await.expect("an order");
        self.changed(id).await;
        Some(())
    }

    /// An e-service goes live, and its measures begin. Straight into the tables: what must be there before one publishes has nothing
    /// to do with reminders.
    pub(super) async fn publication(&mut self) -> Option<()> {
        let (today, now) = (self.app.today(), self.now());
        let (id, (cycle, _, _)) = self.pick(|service| {
            let mut all = coming(service);
            all.retain(|(_, _, date)| *date <= today);
            all
        })?;
        let db = &self.app.services().db;
        let former = self.world.service(id).row.operation_cycle_id;
        cycle::Entity::update_many()
            .col_expr(cycle::Column::PublishedAt, Expr::value(now))
            .col_expr(cycle::Column::Phase, Expr::value(Phase::Management))
            .col_expr(cycle::Column::PhaseSince, Expr::value(now))
            .filter(cycle::COLUMN.id.eq(cycle))
            .exec(db)
            .await
            .expect("a publication");
        if let Some(former) = former {
            self.ends(former).await;
        }
        e_service::Entity::update_many()
            .col_expr(e_service::Column::State, Expr::value(EServiceState::Live))
            .col_expr(
                e_service::Column::DevelopmentCycleId,
                Expr::value(None::<CycleId>),
            )
            .col_expr(e_service::Column::OperationCycleId, Expr::value(cycle))
            .filter(e_service::COLUMN.id.eq(id))
            .exec(db)
            .await
            .expect("an e-service");
        metric::Entity::update_many()
            .col_expr(
                metric::Column::NextDueOn,
                Expr::value(STOCKHOLM.day(now) + Duration::days(91)),
            )
            .col_expr(metric::Column::DueSetAt, Expr::value(now))
            .filter(metric::COLUMN.e_service_id.eq(id))
            .filter(metric::COLUMN.next_due_on.is_null())
            .exec(db)
            .await
            .expect("measures");
        self.changed(id).await;
        Some(())
    }

    /// A revision takes the place of a cycle: nothing is left to do in that.
    async fn ends(&self, cycle: CycleId) {
        let db = &self.app.services().db;
        let open = [TaskState::Waiting, TaskState::Ready, TaskState::InProgress];
        cycle::Entity::update_many()
            .col_expr(cycle::Column::EndedAt, Expr::value(self.now()))
            .filter(cycle::COLUMN.id.eq(cycle))
            .exec(db)
            .await
            .expect("an end");
        task::Entity::update_many()
            .col_expr(task::Column::State, Expr::value(TaskState::NotApplicable))
            .filter(task::COLUMN.cycle_id.eq(cycle))
            .filter(task::COLUMN.state.is_in(open))
            .exec(db)
            .await
            .expect("tasks");
        ::entity::approval::Entity::update_many()
            .col_expr(
                ::entity::approval::Column::State,
                Expr::value(ApprovalState::Withdrawn),
            )
            .filter(::entity::approval::COLUMN.cycle_id.eq(cycle))
            .filter(::entity::approval::COLUMN.state.eq(ApprovalState::Pending))
            .exec(db)
            .await
            .expect("approvals");
    }
}
