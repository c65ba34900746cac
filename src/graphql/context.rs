//! What a resolver has at hand: the use cases' ground, who asks, and the loaders of the request.

use std::net::IpAddr;

use ::entity::enums::Locale;
use async_graphql::Context;
use chrono::{DateTime, Utc};

use super::{error::ApiError, loaders::Loaders};
use crate::{
    domain::actor::{Actor, Machine},
    service::{Services, account},
};

/// The circumstances of one request, put into it by the sign-in.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// What use cases stand on.
    pub services: Services,
    /// Who asks; none where nobody is logged in.
    pub actor: Option<Actor>,
    /// The program that asks; none where a person does, or nobody.
    pub machine: Option<Machine>,
    /// When the access token expires; a subscription ends then.
    pub token_expires_at: Option<DateTime<Utc>>,
    /// Language of messages where nobody is logged in.
    pub locale: Locale,
    /// Address of the client.
    pub from: Option<IpAddr>,
    /// What the client calls itself.
    pub client: String,
    /// Id of the request.
    pub request_id: String,
}

impl Circumstances {
    /// Who asks.
    ///
    /// # Errors
    /// UNAUTHENTICATED where nobody is logged in.
    pub fn actor(&self) -> Result<&Actor, ApiError> {
        self.actor.as_ref().ok_or(ApiError::Unauthenticated)
    }

    /// Whether the access token has expired since.
    #[must_use]
    pub fn is_token_over(&self) -> bool {
        let now = self.services.now();
        self.token_expires_at.is_some_and(|at| at <= now)
    }

    /// Whether the token and the log-in still hold, with the roles that they had: what a subscription asks again and again. One
    /// statement.
    pub async fn is_still_logged_in(&self) -> bool {
        let (Some(actor), now) = (&self.actor, self.services.now()) else {
            return false;
        };
        if self.is_token_over() {
            return false;
        }
        match account::queries::open_session(&self.services.db, actor.session_id, now).await {
            Ok(open) => open.is_some_and(|open| open.holds_as(actor)),
            // The database may be back in a moment; the stream goes on without telling anything meanwhile.
            Err(_) => true,
        }
    }

    /// The language of messages.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.actor.as_ref().map_or(self.locale, |actor| actor.locale)
    }
}

/// Reaches the circumstances and loaders from a resolver.
pub trait Here {
    /// The circumstances of the request.
    fn here(&self) -> &Circumstances;
    /// The loaders of the request.
    fn loaders(&self) -> &Loaders;
}

impl Here for Context<'_> {
    fn here(&self) -> &Circumstances {
        self.data_unchecked::<Circumstances>()
    }

    fn loaders(&self) -> &Loaders {
        self.data_unchecked::<Loaders>()
    }
}
