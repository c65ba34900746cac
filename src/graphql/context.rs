//! What a resolver has at hand: the use cases' ground, and who asks.

use std::net::IpAddr;

use async_graphql::Context;

use crate::{domain::actor::Actor, service::Services};

/// The circumstances of one request, put into it by the sign-in.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// What use cases stand on.
    pub services: Services,
    /// Who asks; none where nobody is logged in.
    pub actor: Option<Actor>,
    /// Address of the client.
    pub from: Option<IpAddr>,
    /// What the client calls itself.
    pub client: String,
    /// Id of the request.
    pub request_id: String,
}

/// Reaches the circumstances from a resolver.
pub trait Here {
    /// The circumstances of the request.
    fn here(&self) -> &Circumstances;
}

impl Here for Context<'_> {
    fn here(&self) -> &Circumstances {
        self.data_unchecked::<Circumstances>()
    }
}
