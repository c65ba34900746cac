//! Passwords: Argon2id hashes, made and checked away from the threads that serve requests.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;

use crate::{
    config,
    service::{Error, Result},
};

/// Hashes under way at the same time; each takes the memory of one hash.
const AT_ONCE: usize = 2;

/// Makes and checks hashes at the cost of the settings.
#[derive(Clone, Debug)]
pub struct Passwords {
    hasher: Argon2<'static>,
    /// Checked where there is no account, so that an unknown address takes as long as a wrong password.
    nobody: Arc<str>,
    /// Shortest password accepted, in characters.
    pub min_length: usize,
    gate: Arc<Semaphore>,
}

impl Passwords {
    /// By the settings.
    ///
    /// # Errors
    /// Where the cost is none that Argon2 accepts.
    pub fn new(settings: &config::Passwords) -> Result<Self> {
        let params = Params::new(settings.memory_kib, settings.passes, settings.lanes, None)
            .map_err(|error| Error::Internal(format!("Argon2: {error}")))?;
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&hasher, "nobody has this password")?;
        Ok(Self {
            hasher,
            nobody: nobody.into(),
            min_length: settings.min_length,
            gate: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// The hash of a password, in PHC form.
    ///
    /// # Errors
    /// Only where the machine gives no random numbers or the server is stopping.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let (hasher, password) = (self.hasher.clone(), password.to_owned());
        self.apart(move || hash(&hasher, &password)).await?
    }

    /// Whether the password is the one that was hashed. Takes as long where there is no hash.
    ///
    /// # Errors
    /// Only where the server is stopping.
    pub async fn verify(&self, password: &str, phc: Option<&str>) -> Result<bool> {
        let hasher = self.hasher.clone();
        let (password, known) = (password.to_owned(), phc.is_some());
        let phc = phc.map_or_else(|| self.nobody.to_string(), str::to_owned);
        let matches = self
            .apart(move || {
                PasswordHash::new(&phc)
                    .is_ok_and(|phc| hasher.verify_password(password.as_bytes(), &phc).is_ok())
            })
            .await?;
        Ok(matches && known)
    }

    async fn apart<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = self
            .gate
            .acquire()
            .await
            .map_err(|error| Error::Internal(error.to_string()))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Error::Internal(error.to_string()))
    }
}

fn hash(hasher: &Argon2<'_>, password: &str) -> Result<String> {
    hasher
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(format!("Argon2: {error}")))
}
