//! What sends mails: a way out, in whose name, and how fast.

use super::{Pace, Sender, Transport};

/// A transport and the sender of what goes through it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    /// How mails leave.
    pub transport: Transport,
    /// In whose name.
    pub sender: Sender,
    /// How many a minute.
    pub pace: Pace,
}
