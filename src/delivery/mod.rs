//! Turns a notification into a message and sends it. Knows no rule and no database: whoever calls has decided that this
//! person is to be told this, and gives every fact that the message needs.
//!
//! The way of a message: [`Message`] (facts) → [`render`] (a [`Mail`], the same for the same facts) → [`Transport::send`].

mod calendar_entry;
mod facts;
mod gathered;
mod layout;
mod mail;
mod mailer;
mod mask;
mod message;
mod render;
#[cfg(test)]
mod tests;
mod transport;
mod wording;

pub use calendar_entry::{CalendarDay, calendar};
pub use gathered::{Ahead, Contents, Gathering, Line, render_gathering};
pub use mail::Mail;
pub use mailer::Mailer;
pub use mask::{mask_address, mask_addresses};
pub use message::{Decided, Message, Recipient};
pub use render::{RenderError, Sender, message_key, render};
pub use transport::{Dkim, Pace, Security, SendError, SettingsError, SmtpSettings, SmtpTransport, Transport};
