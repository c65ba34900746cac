//! What the public is told about an e-service: its page, questions and answers, and how a case is handled (process.md, `launch.texts`
//! and `launch.handling`).

mod faq;
mod handling;
mod page;
mod published;
mod text;

pub use faq::FaqEntry;
pub use handling::{HandlingStep, LONGEST_STEP, total_days};
pub use page::{Contact, PublicPage, RecipientGroup};
pub use published::{Published, compose, slug};
pub use text::PublicText;
