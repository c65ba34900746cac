//! Machine clients: programs that deliver measurements of named e-services, or report mails that came back, and may do nothing else.

pub mod manage;
pub mod queries;
