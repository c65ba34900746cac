//! The database that is measured: a municipality with so many e-services, all over the process.

mod e_service;
pub mod light;
pub mod outbox;

use entity::{
    enums::{Locale, Role, ScopeKind},
    ids::{CycleId, EServiceId, OrgUnitId, RoleGrantId, TaskId, UserId},
    org_unit, role_grant, user,
};
use lansera::{
    domain::collation::sort_key,
    service::{
        Services,
        account::{
            log_in::{LogIn, log_in},
            users::{self, NewUser},
        },
        template::Version,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, Iterable};

pub use e_service::TO_COMPLETE;

/// E-services that are written in one transaction.
const BATCH: usize = 200;
/// Units below the municipality.
const UNITS: usize = 8;
/// Open tasks that are the viewer's own.
const OWN_TASKS: usize = 45;
/// Neither database takes many more values in a statement.
const VALUES: usize = 30_000;
const PASSWORD: &str = "korrekt häst batteri";

/// What the measuring needs to know of the database.
#[derive(Debug)]
pub struct Seeded {
    /// Access token of who reads: management of a unit, with roles on a few e-services.
    pub viewer: String,
    /// Access token of who completes tasks: management of all.
    pub worker: String,
    /// E-services in operation, with metrics, measurements and approvals.
    pub live: Vec<EServiceId>,
    /// Tasks that can be completed in this order, each with the version that it then has.
    pub to_complete: Vec<(TaskId, i32)>,
}

/// The people and units that e-services are made with.
struct Around {
    template: Version,
    viewer: UserId,
    worker: UserId,
    people: Vec<UserId>,
    units: Vec<OrgUnitId>,
    /// Open tasks that are still to become the viewer's own.
    own_tasks: usize,
}

/// Fills the database.
pub async fn fill(services: &Services, count: usize) -> Result<Seeded, String> {
    let failed = |error: DbErr| format!("filling the database: {error}");
    let template = services.templates.newest(&services.db).await;
    let (viewer, worker) = (
        account(services, "Vivianne Ek").await?,
        account(services, "Wilma Ek").await?,
    );
    let mut around = Around {
        template: template.map_err(|error| error.to_string())?,
        viewer,
        worker,
        people: Vec::new(),
        units: Vec::new(),
        own_tasks: OWN_TASKS,
    };
    let mut seeded = Seeded {
        viewer: String::new(),
        worker: String::new(),
        live: Vec::new(),
        to_complete: Vec::new(),
    };
    surroundings(services, &mut around, count).await.map_err(failed)?;
    let mut levels: Vec<Vec<(TaskId, i32)>> = vec![Vec::new(); TO_COMPLETE.len()];
    for from in (0..count).step_by(BATCH) {
        let mut batch = e_service::Batch::default();
        for number in from..count.min(from + BATCH) {
            batch.add(services, &mut around, number);
        }
        let txn = services.db.begin().await.map_err(failed)?;
        let (live, to_complete) = batch.write(&txn).await.map_err(failed)?;
        txn.commit().await.map_err(failed)?;
        seeded.live.extend(live);
        for (level, tasks) in levels.iter_mut().zip(to_complete) {
            level.extend(tasks);
        }
    }
    seeded.to_complete = levels.concat();
    for statement in ["VACUUM ANALYZE", "CHECKPOINT"] {
        services.db.execute_unprepared(statement).await.map_err(failed)?;
    }
    seeded.viewer = token(services, "Vivianne Ek").await?;
    seeded.worker = token(services, "Wilma Ek").await?;
    Ok(seeded)
}

async fn surroundings(services: &Services, around: &mut Around, count: usize) -> Result<(), DbErr> {
    let (db, now) = (&services.db, services.now());
    let root = OrgUnitId::new();
    let unit = |id: OrgUnitId, parent: Option<OrgUnitId>, name: String| org_unit::ActiveModel {
        id: Set(id),
        parent_id: Set(parent),
        name_key: Set(sort_key(&name)),
        name: Set(name),
        path: Set(parent.map_or_else(|| format!("{id}/"), |parent| format!("{parent}/{id}/"))),
        created_at: Set(now),
        version: Set(1),
    };
    let mut units = vec![unit(root, None, "Exempelkommun".into())];
    for number in 0..UNITS {
        let id = OrgUnitId::new();
        around.units.push(id);
        units.push(unit(id, Some(root), format!("Förvaltning {number}")));
    }
    insert_all(db, units).await?;
    let people = (0..(count / 4).max(25)).map(|number| {
        let id = UserId::new();
        around.people.push(id);
        let name = format!("Handläggare Nummer {number:05}");
        user::ActiveModel {
            id: Set(id),
            email: Set(format!("person{number}@exempelkommun.example")),
            search_text: Set(name.to_lowercase()),
            name_key: Set(sort_key(&name)),
            name: Set(name),
            password_hash: Set(None),
            locale: Set(Locale::Sv),
            active: Set(true),
            role_epoch: Set(1),
            created_at: Set(now),
            version: Set(1),
        }
    });
    let people: Vec<_> = people.collect();
    insert_all(db, people).await?;
    let first = around.units.first().copied().unwrap_or(root);
    let grants =
        [(around.viewer, first), (around.worker, root)].map(|(user, unit)| role_grant::ActiveModel {
            org_unit_id: Set(Some(unit)),
            scope_kind: Set(ScopeKind::OrgUnit),
            ..grant(user, Role::Management, None, now)
        });
    insert_all(db, grants.into()).await
}

fn grant(
    user: UserId,
    role: Role,
    e_service: Option<EServiceId>,
    now: chrono::DateTime<chrono::Utc>,
) -> role_grant::ActiveModel {
    role_grant::ActiveModel {
        id: Set(RoleGrantId::new()),
        user_id: Set(user),
        role: Set(role),
        scope_kind: Set(ScopeKind::EService),
        org_unit_id: Set(None),
        e_service_id: Set(e_service),
        granted_by: Set(None),
        granted_at: Set(now),
        revoked_at: Set(None),
    }
}

async fn account(services: &Services, name: &str) -> Result<UserId, String> {
    let new = NewUser {
        email: email(name),
        name: name.into(),
        password: Some(PASSWORD.into()),
        locale: Locale::Sv,
    };
    users::create(services, None, new)
        .await
        .map_err(|error| error.to_string())
}

async fn token(services: &Services, name: &str) -> Result<String, String> {
    let email = email(name);
    let attempt = LogIn {
        email: &email,
        password: PASSWORD,
        client: "bench",
        from: None,
    };
    let issued = log_in(services, attempt)
        .await
        .map_err(|error| error.to_string())?;
    Ok(issued.access_token)
}

fn email(name: &str) -> String {
    format!("{}@exempelkommun.example", name.to_lowercase().replace(' ', "."))
}

async fn insert_all<A>(db: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Clone + Send,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    for chunk in rows.chunks(VALUES / columns) {
        A::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// The cycle of an e-service and what hangs on it; ids that rows refer to.
#[derive(Clone, Copy)]
struct Ids {
    e_service: EServiceId,
    cycle: CycleId,
}
