//! Loading what look-ahead on the list could not foresee: one statement for all that ask at the same level.
//!
//! A field that needs something leaves its key and gives way; once the whole request can do nothing but wait, the first to come
//! back loads for all. No timer and no other task is involved, so under load batches do not fall apart, and a request that is
//! dropped takes its loading along. (async-graphql's own loader fires a millisecond after its first key, on a task of its own.)

use std::{
    collections::HashMap,
    fmt::Debug,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use tokio::sync::oneshot;

use super::{context::Circumstances, error::ApiError};
use crate::service;

/// Something that is loaded by key, many at once.
pub trait Batch: Send + Sync + 'static {
    /// What it is asked by.
    type Key: Clone + Debug + Eq + Hash + Send + Sync;
    /// What is found.
    type Value: Clone + Send + Sync;

    /// Loads values, only those that the actor may see. A key that is missing in the answer has none.
    fn load(
        here: &Circumstances,
        keys: Vec<Self::Key>,
    ) -> impl Future<Output = service::Result<HashMap<Self::Key, Self::Value>>> + Send;
}

type Answer<B> = Result<Option<<B as Batch>::Value>, ApiError>;

/// Gathers the keys of one kind of thing within a request.
pub struct Loader<B: Batch>(Mutex<Waiting<B>>);

struct Waiting<B: Batch> {
    keys: HashMap<B::Key, Vec<oneshot::Sender<Answer<B>>>>,
    /// Rises with every key that is left.
    asked: u64,
}

impl<B: Batch> Default for Loader<B> {
    fn default() -> Self {
        Self(Mutex::new(Waiting {
            keys: HashMap::new(),
            asked: 0,
        }))
    }
}

impl<B: Batch> Loader<B> {
    /// The value of a key, if there is one that the actor may see.
    ///
    /// # Errors
    /// What the loading failed with.
    pub async fn load(&self, here: &Circumstances, key: B::Key) -> Answer<B> {
        let answer = {
            let (sender, answer) = oneshot::channel();
            let mut waiting = self.lock();
            waiting.asked += 1;
            waiting.keys.entry(key).or_default().push(sender);
            answer
        };
        loop {
            let before = self.lock().asked;
            tokio::task::yield_now().await;
            if self.lock().asked == before {
                break;
            }
        }
        let taken = std::mem::take(&mut self.lock().keys);
        if !taken.is_empty() {
            let loaded = B::load(here, taken.keys().cloned().collect())
                .await
                .map_err(ApiError::from);
            for (key, senders) in taken {
                for sender in senders {
                    let value = loaded
                        .as_ref()
                        .map(|values| values.get(&key).cloned())
                        .map_err(Clone::clone);
                    // Nobody waits any more where the request was dropped.
                    let _ = sender.send(value);
                }
            }
        }
        answer.await.unwrap_or(Err(ApiError::Internal))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting<B>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
