//! The demo: a made-up Swedish municipality that fills an empty database, so that a newcomer meets work under way.
//!
//! [`content`] reads what the municipality consists of from `assets/demo/`; [`e_service`], [`texts`] and [`fresh`] are parts of
//! it, and [`consistency`] says whether it holds together. None of them knows a database or a clock: every date is a number of
//! days from today.
//!
//! [`build`] lets its people do all that through the use cases, like anybody. What they do is thought out beforehand, as
//! [`story`] after story of an e-service, each a row of [`deed`]s whose moments [`days`] makes believable; then the deeds of all
//! are done in the order of their moments, on a clock that is moved along ([`doing`]).

pub mod artefact;
pub mod build;
pub mod consistency;
pub mod content;
pub mod days;
pub mod deed;
pub mod development;
mod doing;
pub mod e_service;
mod file;
mod founding;
pub mod fresh;
pub mod ground;
pub mod making;
pub mod story;
pub mod texts;
pub mod voices;
