//! Loading what look-ahead on the list could not foresee: one statement for all that ask at the same level.
//!
//! A field that needs something leaves its key and waits. Once the whole request can do nothing but wait, whoever drives it (see
//! [`turn`](super::turn)) has all kinds of things loaded that were asked for, each in one statement. No timer and no other task is
//! involved. (async-graphql's own loader fires a millisecond after its first key, on a task of its own; under load its batches
//! fall apart.)

use std::{
    collections::HashMap,
    fmt::Debug,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::sync::oneshot;

use super::{
    context::Circumstances,
    error::ApiError,
    turn::{Asked, Turn},
};
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

/// The keys that were left, each with those who wait for it.
struct Keys<B: Batch>(Mutex<Waiting<B>>);

/// Who waits for which key.
type Waiting<B> = HashMap<<B as Batch>::Key, Vec<oneshot::Sender<Answer<B>>>>;

impl<B: Batch> Keys<B> {
    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting<B>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<B: Batch> Asked for Keys<B> {
    fn load(self: Arc<Self>, here: Arc<Circumstances>) -> BoxFuture<'static, ()> {
        async move {
            let taken = std::mem::take(&mut *self.lock());
            let mut loaded = B::load(&here, taken.keys().cloned().collect())
                .await
                .map_err(ApiError::from);
            for (key, mut senders) in taken {
                let last = senders.pop();
                // Nobody waits any more where that part of the answer was given up.
                for sender in senders {
                    let value = loaded.as_ref().map(|values| values.get(&key).cloned());
                    let _ = sender.send(value.map_err(Clone::clone));
                }
                if let Some(sender) = last {
                    let value = loaded.as_mut().map(|values| values.remove(&key));
                    let _ = sender.send(value.map_err(|error| error.clone()));
                }
            }
        }
        .boxed()
    }
}

/// Gathers the keys of one kind of thing within a request.
pub struct Loader<B: Batch> {
    keys: Arc<Keys<B>>,
    turn: Arc<Turn>,
}

impl<B: Batch> Loader<B> {
    /// One of the loaders of a request.
    #[must_use]
    pub fn new(turn: Arc<Turn>) -> Self {
        Self {
            keys: Arc::new(Keys(Mutex::default())),
            turn,
        }
    }

    /// The value of a key, if there is one that the actor may see.
    ///
    /// # Errors
    /// What the loading failed with.
    pub async fn load(&self, here: &Circumstances, key: B::Key) -> Answer<B> {
        let answer = {
            let (sender, answer) = oneshot::channel();
            let mut keys = self.keys.lock();
            if keys.is_empty() {
                self.turn.ask(here, self.keys.clone());
            }
            keys.entry(key).or_default().push(sender);
            answer
        };
        // All who wait go on at once, however many they are: only then have all asked for what comes next. Tokio would hold some of
        // them back until the task has given way, without waking anything before.
        tokio::task::coop::unconstrained(answer)
            .await
            .unwrap_or(Err(ApiError::Internal))
    }
}
