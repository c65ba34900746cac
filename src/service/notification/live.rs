//! Tells those who listen in this process that there is something new; they then read what it is, with their own rights.

use tokio::sync::watch;

/// Wakes subscriptions and the sender of mails after a commit.
#[derive(Clone, Debug)]
pub struct Live(watch::Sender<u64>);

impl Default for Live {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Live {
    /// Something was told. Called after the commit; a call before it would wake readers too early, which does no harm.
    pub fn wake(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
