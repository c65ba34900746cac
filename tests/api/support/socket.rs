//! Subscriptions: graphql-transport-ws over a WebSocket.

use std::{net::SocketAddr, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue, protocol::CloseFrame},
};

/// The longest that something is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection over which one subscribes.
#[derive(Debug)]
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    subscriptions: usize,
}

/// What comes over the connection.
#[derive(Clone, Debug)]
pub enum Came {
    /// A message of the protocol.
    Message(Value),
    /// The server closed the connection, with a code and a reason where it gave them.
    Closed(Option<(u16, String)>),
}

impl Socket {
    /// Connects, introduces itself and expects to be let in.
    pub async fn open(address: SocketAddr, token: Option<&str>) -> Self {
        let mut socket = Self::connect(address).await;
        socket.introduce(token).await;
        let answer = socket.next().await;
        assert_eq!(answer["type"], "connection_ack", "{answer}");
        socket
    }

    /// Connects and says nothing yet.
    pub async fn connect(address: SocketAddr) -> Self {
        let url = format!("ws://{address}/graphql");
        let mut request = url.into_client_request().expect("a request");
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let (stream, _) = timeout(PATIENCE, connect_async(request))
            .await
            .expect("an answer in time")
            .expect("a WebSocket");
        Self {
            stream,
            subscriptions: 0,
        }
    }

    /// Subscribes, and waits until the subscription stands.
    pub async fn subscribe_and_stand(&mut self, document: &str, variables: Value) {
        self.subscribe(document, variables).await;
        // Asked and answered: the subscription before it stands.
        let sentinel = self.subscribe("subscription { nothingLikeIt }", json!({})).await;
        loop {
            let message = self.next().await;
            if message["id"] == sentinel && message["type"] == "complete" || message["type"] == "error" {
                break;
            }
        }
    }

    /// Says who it is, and does not wait for an answer.
    pub async fn introduce(&mut self, token: Option<&str>) {
        let payload = match token {
            Some(token) => json!({ "authorization": format!("Bearer {token}") }),
            None => json!({}),
        };
        self.say(json!({ "type": "connection_init", "payload": payload }))
            .await;
    }

    /// Subscribes; answers the id that events will have.
    pub async fn subscribe(&mut self, document: &str, variables: Value) -> String {
        self.subscriptions += 1;
        let id = self.subscriptions.to_string();
        let payload = json!({ "query": document, "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
        id
    }

    /// Ends a subscription.
    pub async fn complete(&mut self, id: &str) {
        self.say(json!({ "id": id, "type": "complete" })).await;
    }

    /// The payload of the next event, waited for.
    pub async fn event(&mut self) -> Value {
        let message = self.next().await;
        assert_eq!(message["type"], "next", "{message}");
        message["payload"].clone()
    }

    /// The next message of the protocol, waited for; pings are answered on the way.
    pub async fn next(&mut self) -> Value {
        match self.came(PATIENCE).await.expect("a message in time") {
            Came::Message(message) => message,
            closed @ Came::Closed(_) => panic!("a message, not {closed:?}"),
        }
    }

    /// Expects that nothing comes for a while.
    pub async fn expect_silence(&mut self, length: Duration) {
        if let Some(came) = self.came(length).await {
            panic!("silence, not {came:?}");
        }
    }

    /// Expects that the server closes the connection; answers the code.
    pub async fn expect_close(&mut self) -> Option<u16> {
        match self.came(PATIENCE).await.expect("an end in time") {
            Came::Closed(frame) => frame.map(|(code, _)| code),
            Came::Message(message) => panic!("an end, not {message}"),
        }
    }

    /// What comes next, if anything does in time.
    pub async fn came(&mut self, patience: Duration) -> Option<Came> {
        timeout(patience, async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let message: Value = serde_json::from_str(&text).expect("JSON");
                        if message["type"] == "ping" {
                            self.say(json!({ "type": "pong" })).await;
                        } else {
                            return Came::Message(message);
                        }
                    }
                    Some(Ok(Message::Close(frame))) => {
                        let read = |CloseFrame { code, reason }| (u16::from(code), reason.to_string());
                        return Came::Closed(frame.map(read));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Came::Closed(None),
                }
            }
        })
        .await
        .ok()
    }

    async fn say(&mut self, message: Value) {
        let text = Message::text(message.to_string());
        self.stream.send(text).await.expect("the connection is open");
    }
}
