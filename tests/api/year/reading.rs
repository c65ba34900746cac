//! Reading the world from its rows: all of it at the beginning, one e-service after something has happened to it.

use std::collections::HashMap;

use ::entity::{
    approval, artefact, cycle, e_service, e_service_attention,
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, ScopeKind},
    ids::EServiceId,
    metric, org_unit, reminder_days, role_grant, task,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    oracle::written_out,
    world::{Grant, Reach, Service, World},
};

/// Rows of a table, of one e-service or of all.
macro_rules! rows {
    ($table:ident, $of:expr, $db:expr) => {{
        let mut condition = Condition::all();
        if let Some(id) = $of {
            condition = condition.add($table::COLUMN.e_service_id.eq(id));
        }
        $table::Entity::find()
            .filter(condition)
            .all($db)
            .await
            .expect("rows")
    }};
}

impl World {
    /// Reads the roles that are held, and every e-service.
    pub async fn read(&mut self, db: &impl ConnectionTrait) {
        self.read_grants(db).await;
        self.services = services(db, None).await;
        self.service_at = (0..)
            .zip(&self.services)
            .map(|(at, service)| (service.row.id, at))
            .collect();
    }

    /// Reads one e-service again.
    pub async fn read_again(&mut self, db: &impl ConnectionTrait, id: EServiceId) {
        let at = self.service_at[&id];
        self.services[at] = services(db, Some(id)).await.remove(0);
    }

    /// Reads the roles that are held again.
    pub async fn read_grants(&mut self, db: &impl ConnectionTrait) {
        let rows = role_grant::Entity::find()
            .find_also_related(org_unit::Entity)
            .filter(role_grant::COLUMN.revoked_at.is_null())
            .order_by_asc(role_grant::COLUMN.id)
            .all(db)
            .await
            .expect("roles");
        let grant = |(row, unit): (role_grant::Model, Option<org_unit::Model>)| Grant {
            id: row.id,
            user: row.user_id,
            role: row.role,
            scope: match (row.scope_kind, row.e_service_id, unit) {
                (ScopeKind::EService, Some(id), _) => Reach::On(id),
                (ScopeKind::OrgUnit, _, Some(unit)) => Reach::Below(unit.path),
                _ => Reach::Everywhere,
            },
        };
        self.grants = rows.into_iter().map(grant).collect();
        self.grants_on.clear();
        self.grants_beyond.clear();
        for (at, grant) in self.grants.iter().enumerate() {
            match grant.scope {
                Reach::On(id) => self.grants_on.entry(id).or_default().push(at),
                _ => self.grants_beyond.push(at),
            }
        }
    }
}

async fn services(db: &impl ConnectionTrait, of: Option<EServiceId>) -> Vec<Service> {
    let mut select = e_service::Entity::find()
        .find_also_related(org_unit::Entity)
        .order_by_asc(e_service::COLUMN.id);
    if let Some(id) = of {
        select = select.filter(e_service::COLUMN.id.eq(id));
    }
    let found = select.all(db).await.expect("e-services");
    let mut services: Vec<Service> = found
        .into_iter()
        .map(|(row, unit)| Service {
            row,
            unit: unit.expect("a unit").path,
            cycles: Vec::new(),
            approved: Default::default(),
            ordered: Default::default(),
            tasks: Vec::new(),
            metrics: Vec::new(),
            approvals: Vec::new(),
            days: Default::default(),
            attention: Default::default(),
            reminders: Vec::new(),
        })
        .collect();
    let at: HashMap<EServiceId, usize> = (0..)
        .zip(&services)
        .map(|(at, service)| (service.row.id, at))
        .collect();
    let mut cycles = rows!(cycle, of, db);
    cycles.sort_by_key(|row| row.id);
    for row in cycles {
        services[at[&row.e_service_id]].cycles.push(row);
    }
    let mut tasks = rows!(task, of, db);
    tasks.sort_by_key(|row| row.id);
    for row in tasks {
        services[at[&row.e_service_id]].tasks.push(row);
    }
    let mut metrics = rows!(metric, of, db);
    metrics.sort_by_key(|row| row.id);
    for row in metrics {
        services[at[&row.e_service_id]].metrics.push(row);
    }
    let mut approvals = rows!(approval, of, db);
    approvals.sort_by_key(|row| row.id);
    for row in approvals {
        let service = &mut services[at[&row.e_service_id]];
        if (row.subject, row.state) == (ApprovalSubject::EService, ApprovalState::Approved) {
            service.approved.insert(row.cycle_id);
        }
        service.approvals.push(row);
    }
    for row in rows!(artefact, of, db) {
        if row.kind == ArtefactKind::PublicationOrder && row.removed_at.is_none() {
            services[at[&row.e_service_id]].ordered.insert(row.cycle_id);
        }
    }
    for row in rows!(reminder_days, of, db) {
        let days = serde_json::from_value(row.days).expect("days");
        services[at[&row.e_service_id]].days.insert(row.series, days);
    }
    for row in rows!(e_service_attention, of, db) {
        services[at[&row.e_service_id]]
            .attention
            .insert(row.user_id, row.attention);
    }
    for service in &mut services {
        service.reminders = written_out(service);
    }
    services
}
