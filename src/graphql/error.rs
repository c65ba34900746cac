//! What clients see of what went wrong: one type, with a stable code.
//!
//! What a person can mend comes back as data, in `errors` of the payload. All else is a GraphQL error with `extensions.code`. An
//! [`ApiError`] has no `Display` on purpose: async-graphql would otherwise turn any displayable error into text for the client.

use ::entity::enums::Locale;
use async_graphql::{ErrorExtensions, SimpleObject};

use super::context::Here;
use crate::{
    domain::permission::Permission,
    service::{Error, Problem, ProblemCode},
};

/// Why an operation failed as a whole.
#[derive(Clone, Debug)]
pub enum ApiError {
    /// Nobody is logged in, or the log-in has ended.
    Unauthenticated,
    /// The permission is missing.
    Forbidden(Permission),
    /// There is no such thing, or the viewer may not see it.
    NotFound,
    /// Too many tries.
    RateLimited(u64),
    /// An argument that is not of a form that the field takes.
    BadInput(String),
    /// Something broke; the cause is in the log.
    Internal,
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Forbidden(permission) => Self::Forbidden(permission),
            Error::Unauthenticated => Self::Unauthenticated,
            Error::RateLimited { retry_after } => Self::RateLimited(retry_after),
            Error::Refused(problems) => Self::BadInput(
                problems
                    .iter()
                    .map(|problem| format!("{}: {}", problem.path.join("."), problem.text.get(Locale::En)))
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            Error::Database(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the database failed");
                Self::Internal
            }
            Error::Internal(cause) => {
                tracing::error!(cause, "something broke");
                Self::Internal
            }
        }
    }
}

impl From<sea_orm::DbErr> for ApiError {
    fn from(error: sea_orm::DbErr) -> Self {
        Error::from(error).into()
    }
}

impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        let (code, message) = match &error {
            ApiError::Unauthenticated => ("UNAUTHENTICATED", "Log in first.".to_owned()),
            ApiError::Forbidden(permission) => (
                "FORBIDDEN",
                format!("The permission {} is missing.", permission.schema_name()),
            ),
            ApiError::NotFound => ("NOT_FOUND", "There is no such thing.".to_owned()),
            ApiError::RateLimited(seconds) => (
                "RATE_LIMITED",
                format!("Too many tries. Try again in {seconds} seconds."),
            ),
            ApiError::BadInput(message) => ("BAD_USER_INPUT", message.clone()),
            ApiError::Internal => ("INTERNAL", "Something went wrong.".to_owned()),
        };
        Self::new(message).extend_with(|_, extensions| {
            extensions.set("code", code);
            match error {
                ApiError::Forbidden(permission) => extensions.set("permission", permission.schema_name()),
                ApiError::RateLimited(seconds) => extensions.set("retryAfter", seconds),
                _ => {}
            }
        })
    }
}

/// Something that a person can mend, with a stable code and the input field that it is about.
#[derive(Clone, Debug, SimpleObject)]
pub struct UserError {
    /// What kind of thing it is. Stable: program against this, not against the message.
    pub code: ProblemCode,
    /// What it is, in the language of the viewer. May be shown as it is.
    pub message: String,
    /// Path of the input field that it is about, from the argument down, for example `["input", "name"]`. Only the argument where
    /// it is about the input as a whole.
    pub path: Vec<String>,
}

impl UserError {
    fn new(problem: &Problem, locale: Locale) -> Self {
        Self {
            code: problem.code,
            message: problem.text.get(locale).to_owned(),
            path: std::iter::once("input")
                .chain(problem.path.iter().map(AsRef::as_ref))
                .map(str::to_owned)
                .collect(),
        }
    }
}

/// Parts what a person can mend from what they cannot: the first is data of the payload, the second fails the field.
///
/// # Errors
/// All that a person cannot mend.
pub fn mendable<T>(
    ctx: &async_graphql::Context<'_>,
    outcome: Result<T, Error>,
) -> Result<(Option<T>, Vec<UserError>), ApiError> {
    match outcome {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(Error::Refused(problems)) => {
            let locale = ctx.here().locale();
            Ok((
                None,
                problems
                    .iter()
                    .map(|problem| UserError::new(problem, locale))
                    .collect(),
            ))
        }
        Err(error) => Err(error.into()),
    }
}
