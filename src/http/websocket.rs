//! Subscriptions over a websocket: graphql-transport-ws, at `/graphql`.

use std::sync::Arc;

use async_graphql::{
    Data, ErrorExtensions, Executor, Request, Response as Answer, ServerError, http::ALL_WEBSOCKET_PROTOCOLS,
    parser::types::OperationType,
};
use async_graphql_axum::{GraphQLProtocol, GraphQLWebSocket};
use axum::{
    extract::{FromRequestParts, WebSocketUpgrade},
    http::{header, request::Parts},
    response::Response,
};
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};

use super::{
    documents,
    graphql_handler::name_request,
    sign_in::{self, Visitor, sign_in},
};
use crate::{
    graphql::{Schema, context::Circumstances, loaders::Loaders},
    http::Front,
};

/// An upgrade to a websocket with the protocol that was asked for.
pub(super) struct Upgrade(WebSocketUpgrade, GraphQLProtocol);

impl<S: Send + Sync> axum::extract::OptionalFromRequestParts<S> for Upgrade {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Self::Rejection> {
        if !parts.headers.contains_key(header::UPGRADE) {
            return Ok(None);
        }
        let protocol = GraphQLProtocol::from_request_parts(parts, state).await;
        let upgrade = <WebSocketUpgrade as FromRequestParts<S>>::from_request_parts(parts, state).await;
        Ok(protocol
            .ok()
            .zip(upgrade.ok())
            .map(|(protocol, upgrade)| Self(upgrade, protocol)))
    }
}

/// Serves graphql-transport-ws. The token comes with `connection_init`: `{"authorization": "Bearer …"}`; with one that is not
/// accepted the connection is closed, without one it is nobody's.
pub(super) fn subscribe(front: &Front, visitor: Visitor, Upgrade(upgrade, protocol): Upgrade) -> Response {
    let services = front.services.clone();
    let stopping = front.stopping.clone();
    let sockets = front.sockets.clone();
    let subscriptions = Subscriptions {
        schema: front.schema.clone(),
        most: services.settings.limits.root_fields,
        request_id: visitor.request_id.as_str().into(),
    };
    upgrade
        .protocols(ALL_WEBSOCKET_PROTOCOLS)
        .on_upgrade(move |socket| {
            // Tracked, so that the server does not end before the socket has.
            sockets.track_future(async move {
                let served = GraphQLWebSocket::new(socket, subscriptions, protocol)
                    .on_connection_init(|payload| async move {
                        let token = payload.get("authorization").and_then(serde_json::Value::as_str);
                        let token = sign_in::bearer(token).map_err(|_| closed())?;
                        let here: Circumstances =
                            sign_in(services, token, visitor).await.map_err(|_| closed())?;
                        let mut data = Data::default();
                        data.insert(here);
                        Ok(data)
                    })
                    .serve();
                tokio::select! {
                    () = served => {}
                    () = stopping.cancelled() => {}
                }
            })
        })
}

fn closed() -> async_graphql::Error {
    async_graphql::Error::new("The log-in has ended or is not known. Log in again.")
}

/// Carries out subscriptions and nothing else. A query or mutation would be done for whoever opened the connection, whose log-in
/// or roles may have ended since; over HTTP each is signed in anew.
#[derive(Clone)]
struct Subscriptions {
    schema: Schema,
    /// Fields at the root at the most.
    most: usize,
    request_id: Arc<str>,
}

impl Subscriptions {
    fn refusal(&self, request: &mut Request) -> Option<ServerError> {
        let name = request.operation_name.clone();
        // What cannot be parsed or found is refused by the schema.
        let document = request.parsed_query().ok()?;
        let operation = documents::operation(document, name.as_deref())?;
        let refused = if operation.ty != OperationType::Subscription {
            (
                "BAD_REQUEST",
                "Only subscriptions go over a websocket.".to_owned(),
            )
        } else if documents::root_fields(document, operation) > self.most {
            (
                "TOO_COMPLEX",
                format!("At most {} fields at the root.", self.most),
            )
        } else {
            return None;
        };
        let error = async_graphql::Error::new(refused.1).extend_with(|_, with| with.set("code", refused.0));
        Some(error.into_server_error(Default::default()))
    }
}

impl Executor for Subscriptions {
    async fn execute(&self, mut request: Request) -> Answer {
        match self.refusal(&mut request) {
            Some(error) => Answer::from_errors(vec![error]),
            None => {
                let loaders = Loaders::default();
                let turn = loaders.turn.clone();
                turn.drive(self.schema.execute(request.data(loaders))).await
            }
        }
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Answer> {
        if let Some(error) = self.refusal(&mut request) {
            return stream::once(async { Answer::from_errors(vec![error]) }).boxed();
        }
        let loaders = Loaders::default();
        let turn = loaders.turn.clone();
        let request_id = self.request_id.clone();
        turn.drive(Executor::execute_stream(
            &self.schema,
            request.data(loaders),
            session_data,
        ))
        .map(move |mut answer| {
            name_request(&mut answer, &request_id);
            answer
        })
        .boxed()
    }
}
