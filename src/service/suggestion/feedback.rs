//! What a recipient says, without a log-in.

use std::net::IpAddr;

use ::entity::ids::{PublishedServiceId, SuggestionId};

use super::write::insert;
use crate::service::{
    Error, ProblemCode, Result, Services,
    check::Check,
    publication::queries::{Which, one},
};

/// Longest text of a recipient, in characters.
const LONGEST: usize = 2_000;

/// What a recipient says about a published e-service. There is no place for a name or an address, and where it came from is not kept.
#[derive(Clone, Debug)]
pub struct Feedback {
    /// How satisfied the recipient is, 1 to 5.
    pub rating: i32,
    /// In words; may be empty.
    pub body: String,
}

/// A recipient rates a published e-service and says something about it. From one address so often an hour, then one waits; the address is
/// remembered for that hour, in memory only.
///
/// # Errors
/// `INVALID` or `TOO_LONG`, [`Error::NotFound`] where nothing of that key is published, [`Error::RateLimited`].
pub async fn leave(
    services: &Services,
    from: Option<IpAddr>,
    about: PublishedServiceId,
    feedback: Feedback,
) -> Result<SuggestionId> {
    let now = services.now();
    let mut check = Check::default();
    check.that(
        (1..=5).contains(&feedback.rating),
        ProblemCode::Invalid,
        "rating",
        "Måste vara mellan 1 och 5.",
        "Must be between 1 and 5.",
    );
    let body = check.optional_text("body", &feedback.body, LONGEST);
    check.finish()?;
    services.throttle.feedback.take(from, now)?;
    let txn = services.begin().await?;
    let published = one(&txn, Which::Id(about)).await?.ok_or(Error::NotFound)?;
    let said = (body, Some(feedback.rating));
    let id = insert(services, &txn, None, published.e_service_id, said).await?;
    txn.commit().await?;
    Ok(id)
}
