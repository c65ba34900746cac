//! For every operation of the contract an example that does as little as possible. An operation that lacks one fails a test.
//!
//! Versions are never right: who may do something is told that what they saw is old, and nothing changes.

mod account;
mod approval;
mod artefact;
mod attachment;
mod design;
mod e_service;
mod followup;
mod ground;
mod launch;
mod need;
mod notification;
mod operation;
mod project;
mod publication;
mod reading;
mod retirement;
mod review;
mod revision;
mod specification;
mod suggestion;
mod task;
mod testing;
mod working_method;

use ::entity::{enums::Role, ids::UserId};
use lansera::domain::permission::Permission;
use serde_json::Value;

pub use self::reading::queries;
use super::rows::Made;
use crate::support::{app::TestApp, given::Municipality};

/// An example of an operation.
pub struct Example {
    /// The field at the root.
    pub field: &'static str,
    /// The permission that the row takes, where it is another than that of the field.
    pub row: Option<Permission>,
    /// Whether it is about the e-service at hand.
    pub about_it: bool,
    /// What is said to a mutation; what a query is asked.
    pub says: Says,
}

/// What is said.
pub enum Says {
    /// The input of a mutation.
    Input(Value),
    /// A mutation without input.
    Nothing,
    /// The selection of a query with its arguments.
    Query(String),
}

fn example(field: &'static str, about_it: bool, input: Value) -> Example {
    Example {
        field,
        row: None,
        about_it,
        says: Says::Input(input),
    }
}

/// No thing is at this version.
const NEVER: i32 = 1_000_000;

/// Somebody who tries everything.
pub struct Trying {
    /// The person; for an anonymous client that of somebody else.
    pub user: UserId,
    /// The role that they hold; for an anonymous client any.
    pub role: Role,
    /// A refresh token of the person.
    pub refresh_token: String,
}

/// The mutations on an e-service, for somebody who tries them.
pub async fn mutations(app: &TestApp, municipality: &Municipality, made: &Made, by: &Trying) -> Vec<Example> {
    let mut all = account::mutations(municipality, by);
    all.extend(e_service::mutations(app, municipality, made).await);
    all.extend(task::mutations(made, by));
    all.extend(approval::mutations(made, by));
    all.extend(artefact::mutations(made));
    all.extend(attachment::mutations(app, made).await);
    all.extend(ground::mutations(made));
    all.extend(launch::mutations(made));
    all.extend(operation::mutations(made, by.role));
    all.extend(retirement::mutations(made));
    all.extend(revision::mutations(made));
    all.extend(followup::mutations(app, made).await);
    all.extend(need::mutations(municipality, made));
    all.extend(suggestion::mutations(made));
    all.extend(working_method::mutations(made));
    all.extend(publication::mutations(made));
    all.extend(project::mutations(made));
    all.extend(design::mutations(made));
    all.extend(specification::mutations(made));
    all.extend(testing::mutations(made));
    all.extend(review::mutations(made));
    all.extend(notification::mutations(made));
    all
}
