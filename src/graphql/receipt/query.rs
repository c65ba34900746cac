//! Fetching a signed receipt.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::permission::Permission,
    global_id::{self, Kind, Named},
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
    },
    service::receipt::{Of, issue},
};

/// Fetching a signed receipt.
#[derive(Default)]
pub struct ReceiptQuery;

/// A signed receipt of a decision or an approval.
#[derive(SimpleObject)]
pub struct Receipt {
    /// The receipt as a compact JWS (EdDSA, header `typ` is `receipt+jwt`). It is verified with the key that its `kid` names, of those at
    /// `/.well-known/jwks.json`, and needs nothing else of the server. It does not expire, and is no access token.
    pub token: String,
    /// What it says, as JSON: who decided (`decidedBy`), for whom (`onBehalfOf`), in which role as held then (`inRole`), about which
    /// e-service and cycle, what (`decided`), the hash of the version that it was about (`contentHash`), by which `rule`, and when.
    pub payload: String,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

#[Object]
impl ReceiptQuery {
    /// A signed receipt of a decision or of an answered approval, verifiable without this server. Null where there is no such thing, the
    /// viewer may not see it, or it is not decided.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision or approval.")] id: ID,
    ) -> Result<Option<Receipt>, ApiError> {
        let of = match global_id::decode(&id) {
            Some((Kind::Decision, uuid)) => Of::Decision(Named::of_uuid(uuid)),
            Some((Kind::Approval, uuid)) => Of::Approval(Named::of_uuid(uuid)),
            _ => return Ok(None),
        };
        let here = ctx.here();
        let issued = ctx
            .loaders()
            .turn
            .read(issue(&here.services, here.actor()?, of))
            .await?;
        Ok(issued.map(|issued| Receipt {
            token: issued.token,
            payload: issued.payload,
            issued_at: issued.issued_at,
        }))
    }
}
