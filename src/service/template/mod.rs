//! The versions of the process template. A version never changes, so it is parsed once and kept.

pub mod load;

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use ::entity::{ids::ProcessTemplateId, process_template};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};

use super::{Error, Result, secret};
use crate::domain::template::Template;

/// Name under which the template of the binary is spoken of.
const BUILT_IN: &str = "assets/process.toml";

/// A version of the template.
#[derive(Clone, Debug)]
pub struct Version {
    /// Key.
    pub id: ProcessTemplateId,
    /// 1, 2, 3 …
    pub number: i32,
    /// When it was loaded.
    pub loaded_at: DateTime<Utc>,
    /// What it says.
    pub template: Arc<Template>,
}

/// The versions that were asked for so far.
#[derive(Clone, Debug, Default)]
pub struct Templates(Arc<RwLock<HashMap<ProcessTemplateId, Version>>>);

impl Templates {
    /// A version by key.
    ///
    /// # Errors
    /// [`Error::NotFound`]; the database.
    pub async fn get(&self, db: &impl ConnectionTrait, id: ProcessTemplateId) -> Result<Version> {
        if let Some(version) = self
            .0
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(&id)
        {
            return Ok(version.clone());
        }
        let row = process_template::Entity::find_by_id(id)
            .one(db)
            .await?
            .ok_or(Error::NotFound)?;
        self.keep(row)
    }

    /// The version that cycles begin with now.
    ///
    /// # Errors
    /// The database; [`Error::Internal`] where none was loaded yet.
    pub async fn newest(&self, db: &impl ConnectionTrait) -> Result<Version> {
        let row = process_template::Entity::find()
            .order_by_desc(process_template::COLUMN.number)
            .one(db)
            .await?
            .ok_or_else(|| Error::Internal("no process template is loaded".into()))?;
        self.keep(row)
    }

    /// Every version, newest first.
    ///
    /// # Errors
    /// The database; [`Error::Internal`] where one cannot be read.
    pub async fn all(&self, db: &impl ConnectionTrait) -> Result<Vec<Version>> {
        let rows = process_template::Entity::find()
            .order_by_desc(process_template::COLUMN.number)
            .all(db)
            .await?;
        rows.into_iter().map(|row| self.keep(row)).collect()
    }

    /// Loads the template of the binary where none was loaded before, and keeps the versions that there are at hand, so that no
    /// request has to read them.
    ///
    /// # Errors
    /// The database; a template that is refused.
    pub async fn load_built_in(&self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        let rows = process_template::Entity::find().all(db).await?;
        let source = Template::built_in();
        let source_hash = secret::hash(source);
        if !rows.is_empty() {
            if rows.iter().all(|row| row.source_hash != source_hash) {
                // A municipality may have fitted its process to itself: nothing takes its place unasked.
                tracing::info!(
                    "this release brings another process template than the database has; see what differs with \
                     \"lansera template print > process.toml; lansera template load process.toml --dry-run\""
                );
            }
            for row in rows {
                let number = row.number;
                if let Err(error) = self.keep(row) {
                    // Only the cycles that keep it are held up.
                    tracing::error!(
                        number,
                        error = &error as &dyn std::error::Error,
                        "a process template cannot be read"
                    );
                }
            }
            return Ok(());
        }
        Template::parse(BUILT_IN, source).map_err(|error| Error::Internal(error.to_string()))?;
        let row = process_template::Model {
            id: ProcessTemplateId::new(),
            number: 1,
            source: source.to_owned(),
            source_hash,
            loaded_at: now,
        };
        process_template::Entity::insert(row.clone().into_active_model().reset_all())
            .exec_without_returning(db)
            .await?;
        self.keep(row)?;
        Ok(())
    }

    fn keep(&self, row: process_template::Model) -> Result<Version> {
        let mut kept = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(version) = kept.get(&row.id) {
            return Ok(version.clone());
        }
        let name = format!("process template {}", row.number);
        let template =
            Template::parse(&name, &row.source).map_err(|error| Error::Internal(error.to_string()))?;
        let version = Version {
            id: row.id,
            number: row.number,
            loaded_at: row.loaded_at,
            template: Arc::new(template),
        };
        kept.insert(row.id, version.clone());
        Ok(version)
    }
}
