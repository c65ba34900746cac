//! Tells those who listen in this process, and through [`super::across`] in other instances, that there is something new; they then
//! read what it is, with their own rights.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::watch;

/// Wakes subscriptions and the sender of mails after a commit.
#[derive(Clone, Debug)]
pub struct Live {
    /// For who listens here.
    here: watch::Sender<u64>,
    /// For who carries it to other instances: what was told here, and not what came from them.
    told_here: watch::Sender<u64>,
    /// Whether something was told in a transaction after whose commit nobody has been woken yet.
    told: Arc<AtomicBool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            here: watch::Sender::new(0),
            told_here: watch::Sender::new(0),
            told: Arc::default(),
        }
    }
}

impl Live {
    /// Something was told. Called after the commit; a call before it would wake readers too early, which does no harm. Takes no
    /// statement: other instances are told by somebody else.
    pub fn wake(&self) {
        self.wake_here();
        self.told_here.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Something was told in another instance.
    pub fn wake_here(&self) {
        self.here.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Somebody is being told something in a transaction: whoever ends a request wakes those who listen.
    pub fn tell(&self) {
        self.told.store(true, Ordering::Release);
    }

    /// Wakes those who listen if something was told since.
    pub fn wake_if_told(&self) {
        if self.told.swap(false, Ordering::AcqRel) {
            self.wake();
        }
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<u64> {
        self.here.subscribe()
    }

    /// Listens from now on to what is told in this instance.
    #[must_use]
    pub fn told_here(&self) -> watch::Receiver<u64> {
        self.told_here.subscribe()
    }
}
