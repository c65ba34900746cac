//! What sends mails: a way out, and in whose name.

use super::{Sender, Transport};

/// A transport and the sender of what goes through it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    /// How mails leave.
    pub transport: Transport,
    /// In whose name.
    pub sender: Sender,
}
