//! The ground for the decision: what is checked of its artefacts.

mod requirement;
