//! What was given once is given again as rows: the use cases that make it are run once for each database system.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use ::entity::user;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Iterable, PaginatorTrait,
    PrimaryKeyToColumn, PrimaryKeyTrait,
};

use super::{EService, Given, Municipality, Plan, Stage};
use crate::support::app::MONDAY_MORNING;

/// All that was there after an e-service had been given on an empty database.
#[derive(Clone)]
struct Snapshot {
    rows: Rows,
    now: DateTime<Utc>,
    municipality: Municipality,
    service: EService,
}

/// Whether on SQLite, plan and stage: what the snapshot of an e-service depends on, the clock always being at its beginning.
type Key = (bool, String, Stage);

static TAKEN: LazyLock<Mutex<HashMap<Key, Arc<Snapshot>>>> = LazyLock::new(Mutex::default);

macro_rules! rows {
    ($($table:ident),* $(,)?) => {
        /// The rows of every table that given steps write into.
        #[derive(Clone)]
        struct Rows { $($table: Vec<::entity::$table::Model>,)* }

        impl Rows {
            async fn read(db: &impl ConnectionTrait) -> Self {
                Self { $($table: ::entity::$table::Entity::find().all(db).await.expect("rows"),)* }
            }

            async fn write(self, db: &impl ConnectionTrait) {
                $(insert::<::entity::$table::Entity>(db, self.$table).await;)*
            }
        }
    };
}

// What is referred to comes first.
rows![
    org_unit,
    user,
    e_service,
    role_grant,
    cycle,
    task,
    decision,
    document,
    document_version,
    artefact,
    artefact_version,
    approval,
    metric,
    metric_version,
    suggestion,
    need,
    need_view,
    search_entry,
    published_service,
    notification,
    delivery,
    audit_entry,
];

async fn insert<E>(db: &impl ConnectionTrait, rows: Vec<E::Model>)
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    if !rows.is_empty() {
        let rows = rows.into_iter().map(|row| {
            let mut row = row.into_active_model().reset_all();
            // A key that the database gives is given anew, or it would give it once more later.
            if E::PrimaryKey::auto_increment() {
                E::PrimaryKey::iter().for_each(|key| row.not_set(key.into_column()));
            }
            row
        });
        E::insert_many(rows)
            .exec_without_returning(db)
            .await
            .expect("the rows of a snapshot");
    }
}

impl Given<'_> {
    /// An e-service by a plan, made by the use cases or, where that was done before from the same beginning, by their rows.
    pub(super) async fn again(&self, plan: Plan, stage: Stage) -> EService {
        if !self.is_beginning().await {
            return self.made(plan, stage).await;
        }
        let db = &self.services().db;
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let key = (is_sqlite, format!("{plan:?}"), stage);
        let taken = TAKEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        if let Some(snapshot) = taken {
            let Snapshot {
                rows,
                now,
                municipality,
                service,
            } = Snapshot::clone(&snapshot);
            let txn = db.begin().await.expect("a transaction");
            rows.write(&txn).await;
            txn.commit().await.expect("the rows of a snapshot");
            self.app.set(now);
            assert!(
                self.municipality.set(municipality).is_ok(),
                "given steps come one after another"
            );
            return service;
        }
        let service = self.made(plan, stage).await;
        let snapshot = Snapshot {
            rows: Rows::read(db).await,
            now: self.app.now(),
            municipality: self.municipality().await.clone(),
            service: service.clone(),
        };
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(key, Arc::new(snapshot));
        service
    }

    /// True where nothing was given yet and no time has passed.
    async fn is_beginning(&self) -> bool {
        self.municipality.get().is_none()
            && self.app.now() == MONDAY_MORNING
            && user::Entity::find()
                .count(&self.services().db)
                .await
                .expect("people")
                == 0
    }
}
