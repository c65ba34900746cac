//! The versions of the process template. A version never changes, so it is parsed once and kept.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use ::entity::{ids::ProcessTemplateId, process_template};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};
use sha2::{Digest, Sha256};

use super::{Error, Result};
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

    /// Loads the template of the binary where none was loaded before.
    ///
    /// # Errors
    /// The database; a template that is refused.
    pub async fn load_built_in(&self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        if process_template::Entity::find().one(db).await?.is_some() {
            return Ok(());
        }
        let source = Template::built_in();
        Template::parse(BUILT_IN, source).map_err(|error| Error::Internal(error.to_string()))?;
        let hash = Sha256::digest(source.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        process_template::Entity::insert(process_template::ActiveModel {
            id: Set(ProcessTemplateId::new()),
            number: Set(1),
            source: Set(source.to_owned()),
            source_hash: Set(hash),
            loaded_at: Set(now),
        })
        .exec_without_returning(db)
        .await?;
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
            template: Arc::new(template),
        };
        kept.insert(row.id, version.clone());
        Ok(version)
    }
}
