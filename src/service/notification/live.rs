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
    /// For who looks here for what was changed, which everything that is told may be a part of.
    changed: watch::Sender<u64>,
    /// For who carries it to other instances: that something was changed here.
    changed_here: watch::Sender<u64>,
    /// Whether something was told in a transaction after whose commit nobody has been woken yet.
    told: Arc<AtomicBool>,
    /// Whether such a transaction was begun.
    begun: Arc<AtomicBool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            here: watch::Sender::new(0),
            told_here: watch::Sender::new(0),
            changed: watch::Sender::new(0),
            changed_here: watch::Sender::new(0),
            told: Arc::default(),
            begun: Arc::default(),
        }
    }
}

fn bump(sender: &watch::Sender<u64>) {
    sender.send_modify(|count| *count = count.wrapping_add(1));
}

impl Live {
    /// The same for one request, which wakes those who listen for what was done in it, and not before.
    #[must_use]
    pub fn of_request(&self) -> Self {
        Self {
            told: Arc::default(),
            begun: Arc::default(),
            ..self.clone()
        }
    }

    /// Something was told. Called after the commit; a call before it would wake readers too early, which does no harm. Takes no
    /// statement: other instances are told by somebody else.
    pub fn wake(&self) {
        self.wake_here();
        bump(&self.told_here);
    }

    /// Something was told in another instance.
    pub fn wake_here(&self) {
        bump(&self.here);
        bump(&self.changed);
    }

    /// Something may have been changed.
    pub fn look(&self) {
        self.look_here();
        bump(&self.changed_here);
    }

    /// Something may have been changed by another instance.
    pub fn look_here(&self) {
        bump(&self.changed);
    }

    /// Somebody is being told something in a transaction: whoever ends a request wakes those who listen.
    pub fn tell(&self) {
        self.told.store(true, Ordering::Release);
    }

    /// A transaction begins that may change something.
    pub fn begin(&self) {
        self.begun.store(true, Ordering::Release);
    }

    /// Wakes those who listen if something was told since, or may have been changed.
    pub fn wake_if_told(&self) {
        let begun = self.begun.swap(false, Ordering::AcqRel);
        if self.told.swap(false, Ordering::AcqRel) {
            self.wake();
        } else if begun {
            self.look();
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

    /// Hears from now on that something may have been changed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Hears from now on that something may have been changed in this instance.
    #[must_use]
    pub fn changed_here(&self) -> watch::Receiver<u64> {
        self.changed_here.subscribe()
    }
}
