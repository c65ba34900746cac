//! Where the bytes lie: a folder, or a bucket that speaks S3.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use object_store::{ObjectStore, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem, path::Path};

use crate::{
    config::{self, FileStore},
    service::{Error, Result},
};

/// The store; opened when it is needed first.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<OnceLock<Arc<dyn ObjectStore>>>);

impl Files {
    /// The store of the settings.
    ///
    /// # Errors
    /// [`Error::Internal`] where it cannot be opened.
    pub fn open(&self, settings: &config::Files) -> Result<Arc<dyn ObjectStore>> {
        if let Some(store) = self.0.get() {
            return Ok(store.clone());
        }
        let failed = |error: &dyn std::fmt::Display| Error::Internal(format!("the store of files: {error}"));
        let opened: Arc<dyn ObjectStore> = match settings.store {
            FileStore::Folder => {
                std::fs::create_dir_all(&settings.folder).map_err(|error| failed(&error))?;
                let folder =
                    LocalFileSystem::new_with_prefix(&settings.folder).map_err(|error| failed(&error))?;
                Arc::new(folder.with_automatic_cleanup(true))
            }
            FileStore::S3 => {
                let mut bucket = AmazonS3Builder::new()
                    .with_bucket_name(&settings.bucket)
                    .with_region(&settings.region)
                    .with_retry(patience())
                    .with_access_key_id(&settings.access_key_id)
                    .with_secret_access_key(&settings.secret_access_key.0);
                if !settings.endpoint.is_empty() {
                    bucket = bucket
                        .with_endpoint(&settings.endpoint)
                        .with_allow_http(settings.endpoint.starts_with("http://"));
                }
                Arc::new(bucket.build().map_err(|error| failed(&error))?)
            }
        };
        Ok(self.0.get_or_init(|| opened).clone())
    }
}

/// How long a bucket that does not answer is waited for: a hiccup is passed over, and somebody who waits is told in time.
fn patience() -> RetryConfig {
    RetryConfig {
        max_retries: 4,
        retry_timeout: Duration::from_secs(20),
        ..RetryConfig::default()
    }
}

/// The place of a key.
#[must_use]
pub fn place(key: &str) -> Path {
    Path::from(key)
}
