//! Who asks: the only place that decides it.
//!
//! The access token is verified, then the log-in is looked up: one statement, so that a log-in or role that has ended is refused at
//! once and not when its token expires. A program has a token of another form, which is looked up in the same way. Nobody and somebody with a bad token are different: the second is told so.

use std::net::IpAddr;

use ::entity::enums::Locale;
use axum::http::{HeaderMap, header};

use crate::{
    graphql::context::Circumstances,
    service::{Services, account, machine},
};

/// The token was sent but is not accepted: unknown, expired, of a log-in that ended, or from before a change of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// What is known of a request beside its token.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Address of the client.
    pub from: Option<IpAddr>,
    /// What the client calls itself.
    pub client: String,
    /// Language of messages where nobody is logged in.
    pub locale: Locale,
    /// Id of the request.
    pub request_id: String,
}

impl Visitor {
    /// Reads it from the headers.
    #[must_use]
    pub fn new(headers: &HeaderMap, from: Option<IpAddr>, request_id: String) -> Self {
        let text = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let english = text(header::ACCEPT_LANGUAGE)
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("en");
        Self {
            from,
            client: text(header::USER_AGENT).to_owned(),
            locale: if english { Locale::En } else { Locale::Sv },
            request_id,
        }
    }
}

/// The token of an `Authorization: Bearer …`; none where there is no such header.
///
/// # Errors
/// Where there is a header of another scheme.
pub fn bearer(value: Option<&str>) -> Result<Option<&str>, Refused> {
    let Some(value) = value else { return Ok(None) };
    let (scheme, token) = value.trim().split_once(' ').ok_or(Refused)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(Some(token.trim()))
    } else {
        Err(Refused)
    }
}

/// The circumstances of a request with this token, or of an anonymous one.
///
/// # Errors
/// Where the token is not accepted.
pub async fn sign_in(
    services: Services,
    token: Option<&str>,
    visitor: Visitor,
) -> Result<Circumstances, Refused> {
    let mut here = Circumstances {
        services,
        actor: None,
        machine: None,
        token_expires_at: None,
        locale: visitor.locale,
        from: visitor.from,
        client: visitor.client,
        request_id: visitor.request_id,
    };
    let Some(token) = token else { return Ok(here) };
    let now = here.services.now();
    if token.starts_with(machine::queries::PREFIX) {
        let found = machine::queries::signed_in(&here.services.db, token, now).await;
        let found = found.map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a machine client could not be looked up"
            );
            Refused
        })?;
        here.machine = Some(found.ok_or(Refused)?);
        return Ok(here);
    }
    let claims = match here.services.tokens.verify(token, now) {
        Some(claims) => claims,
        None => {
            // Another instance may have made a key since; a token without one of ours is not worth the look.
            if !here.services.tokens.may_know_later(token) {
                return Err(Refused);
            }
            here.services
                .tokens
                .reload(&here.services.db)
                .await
                .map_err(|error| {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "the signing keys could not be read"
                    );
                    Refused
                })?;
            here.services.tokens.verify(token, now).ok_or(Refused)?
        }
    };
    let open = account::queries::open_session(&here.services.db, claims.sid, now)
        .await
        .map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a log-in could not be looked up"
            );
            Refused
        })?;
    let open = open.filter(|open| open.user.id == claims.sub && open.user.role_epoch == claims.epoch);
    let open = open.ok_or(Refused)?;
    here.token_expires_at = chrono::DateTime::from_timestamp(claims.exp, 0);
    here.actor = Some(open.actor(Some(here.request_id.clone())));
    Ok(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bearer_tokens_are_taken() {
        assert_eq!(bearer(None), Ok(None));
        assert_eq!(bearer(Some("Bearer abc")), Ok(Some("abc")));
        assert_eq!(bearer(Some("bearer abc")), Ok(Some("abc")));
        assert_eq!(bearer(Some("Basic abc")), Err(Refused));
        assert_eq!(bearer(Some("abc")), Err(Refused));
    }
}
