//! The one reader of an instance, which tells everybody who listens.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use ::entity::ids::SessionId;
use tokio::{
    sync::broadcast,
    time::{sleep, timeout},
};

use super::{
    numbers::Numbers,
    queries::{self, Change},
};
use crate::service::{
    Result, Services,
    account::queries::{OpenSession, open_sessions},
};

/// What was changed without a wake-up is found after this time, and log-ins that ended, too.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// What is changed within so long after a wake-up is read together.
const GATHER: Duration = Duration::from_millis(20);
/// Changes that are read at once at the most.
const AT_ONCE: u64 = 200;
/// Looks that a listener may be behind; then it is left behind.
const BEHIND: usize = 256;

/// Tells those who listen what was changed. Cheap to clone; clones share the reader.
#[derive(Clone, Debug)]
pub struct Changes(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    told: broadcast::Sender<Arc<Heard>>,
    /// How often each log-in listens.
    listening: Mutex<HashMap<SessionId, usize>>,
    /// Whether somebody reads; held while that changes.
    reading: tokio::sync::Mutex<bool>,
}

impl Default for Changes {
    fn default() -> Self {
        Self(Arc::new(Shared {
            told: broadcast::Sender::new(BEHIND),
            listening: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
        }))
    }
}

/// What one look found.
#[derive(Debug)]
pub struct Heard {
    /// What was changed, each thing once.
    pub changes: Vec<Change>,
    /// The log-ins that were looked up, those that still hold with what their people hold.
    sessions: HashMap<SessionId, Option<OpenSession>>,
}

impl Heard {
    /// What became of a log-in: none where it was not looked up, since it began to listen meanwhile.
    #[must_use]
    pub fn session(&self, id: SessionId) -> Option<Option<&OpenSession>> {
        self.sessions.get(&id).map(Option::as_ref)
    }
}

/// Somebody who listens, until dropped.
#[derive(Debug)]
pub struct Listening {
    shared: Arc<Shared>,
    session: SessionId,
    told: broadcast::Receiver<Arc<Heard>>,
}

impl Listening {
    /// What the next look found; none for who was left behind.
    pub async fn next(&mut self) -> Option<Arc<Heard>> {
        self.told.recv().await.ok()
    }

    /// Whether there was a look since.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        !self.told.is_empty()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut listening = self.shared.listening();
        if let Some(count) = listening.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                listening.remove(&self.session);
            }
        }
    }
}

impl Shared {
    fn listening(&self) -> std::sync::MutexGuard<'_, HashMap<SessionId, usize>> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Changes {
    /// Listens from now on, through a log-in. The first who listens lets somebody read.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn listen(&self, services: &Services, session: SessionId) -> Result<Listening> {
        let mut reading = self.0.reading.lock().await;
        let told = self.0.told.subscribe();
        if !*reading {
            let numbers = Numbers::begin(&queries::newest(&services.db).await?, Instant::now());
            tokio::spawn(read(self.0.clone(), services.clone(), numbers));
            *reading = true;
        }
        *self.0.listening().entry(session).or_default() += 1;
        Ok(Listening {
            shared: self.0.clone(),
            session,
            told,
        })
    }
}

/// Reads while anybody listens.
async fn read(shared: Arc<Shared>, services: Services, mut numbers: Numbers) {
    let mut changed = services.live.changes();
    let mut more = false;
    loop {
        if !more {
            // Whether it was woken or has waited long enough, it looks.
            let _ = timeout(LOOK_AGAIN, changed.changed()).await;
            sleep(GATHER).await;
        }
        {
            let mut reading = shared.reading.lock().await;
            if shared.listening().is_empty() {
                *reading = false;
                return;
            }
        }
        match look(&shared, &services, &mut numbers).await {
            // Nobody may be there to hear it any more.
            Ok((heard, left)) => {
                more = left;
                let _ = shared.told.send(Arc::new(heard));
            }
            Err(error) => {
                more = false;
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "changes could not be read"
                );
            }
        }
    }
}

/// What was changed since the last look, and whether there is more of it. Two statements.
async fn look(shared: &Shared, services: &Services, numbers: &mut Numbers) -> Result<(Heard, bool)> {
    let (found, changes) = queries::unread(&services.db, numbers, AT_ONCE).await?;
    // After the changes: a right that ended with one of them has ended.
    let mut sessions: HashMap<_, _> = shared.listening().keys().map(|id| (*id, None)).collect();
    let open = open_sessions(&services.db, sessions.keys().copied(), services.now()).await?;
    sessions.extend(open.into_iter().map(|(id, open)| (id, Some(open))));
    numbers.take(&found, Instant::now());
    let full = u64::try_from(found.len()).is_ok_and(|count| count >= AT_ONCE);
    Ok((Heard { changes, sessions }, full))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listener(changes: &Changes) -> Listening {
        let session = SessionId::new();
        *changes.0.listening().entry(session).or_default() += 1;
        Listening {
            shared: changes.0.clone(),
            session,
            told: changes.0.told.subscribe(),
        }
    }

    fn tell(changes: &Changes) {
        let heard = Heard {
            changes: Vec::new(),
            sessions: HashMap::new(),
        };
        changes.0.told.send(Arc::new(heard)).expect("somebody listens");
    }

    #[tokio::test]
    async fn who_cannot_keep_up_is_left_behind_and_the_others_hear_on() {
        let changes = Changes::default();
        let (mut slow, mut quick) = (listener(&changes), listener(&changes));
        for _ in 0..=BEHIND {
            tell(&changes);
            assert!(quick.next().await.is_some());
        }
        assert!(slow.is_behind());
        assert!(slow.next().await.is_none(), "nothing is kept for them");
    }

    #[tokio::test]
    async fn who_has_gone_is_not_looked_up_any_more() {
        let changes = Changes::default();
        let listening = listener(&changes);
        assert_eq!(changes.0.listening().len(), 1);
        drop(listening);
        assert!(changes.0.listening().is_empty());
    }
}
