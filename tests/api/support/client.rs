//! A person's program: GraphQL over HTTP and over a WebSocket, as any client would.

use std::{net::SocketAddr, sync::Arc};

use chrono::{DateTime, Utc};
use lansera::clock::Clock;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::{answer::Answer, given::PASSWORD, socket::Socket};

const LOG_IN: &str = "
    mutation LogIn($input: LogInInput!) {
        logIn(input: $input) {
            session { accessToken refreshToken accessTokenExpiresAt }
            errors { code path message }
        }
    }";

/// Somebody's client, or that of nobody who is logged in.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    address: SocketAddr,
    clock: Clock,
    email: Option<String>,
    session: Arc<Mutex<Option<Session>>>,
}

/// A log-in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Access token.
    pub access_token: String,
    /// Refresh token.
    pub refresh_token: String,
    /// When the access token expires.
    pub expires_at: DateTime<Utc>,
}

impl Client {
    /// A client; with an address, it logs in at the first request.
    pub fn new(address: SocketAddr, clock: Clock, email: Option<String>) -> Self {
        Self {
            http: reqwest::Client::new(),
            address,
            clock,
            email,
            session: Arc::default(),
        }
    }

    /// Logs in as somebody with the password that everybody has here.
    pub async fn log_in(&self, email: &str) -> Session {
        let input = json!({ "input": { "email": email, "password": PASSWORD } });
        let answer = self.send(LOG_IN, input, None).await;
        answer.ok();
        Session {
            access_token: answer.text("logIn.session.accessToken").to_owned(),
            refresh_token: answer.text("logIn.session.refreshToken").to_owned(),
            expires_at: answer.read("logIn.session.accessTokenExpiresAt"),
        }
    }

    /// The log-in of this client, a new one where its time is over; none where it is nobody's.
    pub async fn session(&self) -> Option<Session> {
        let email = self.email.as_ref()?;
        let mut held = self.session.lock().await;
        if let Some(session) = held
            .as_ref()
            .filter(|session| session.expires_at > self.clock.now())
        {
            return Some(session.clone());
        }
        *held = Some(self.log_in(email).await);
        held.clone()
    }

    /// Asks or changes something. Variables are a JSON object, or `()` for none.
    pub async fn query(&self, document: &str, variables: Value) -> Answer {
        let token = self.session().await.map(|session| session.access_token);
        self.send(document, variables, token.as_deref()).await
    }

    /// A mutation of one input, by its name, its input and what of the payload is wanted: `errors` is always asked for.
    pub async fn change(&self, mutation: &str, input: Value, wanted: &str) -> Answer {
        let (first, rest) = mutation.split_at(1);
        let document = format!(
            "mutation($input: {}{rest}Input!) {{ {mutation}(input: $input) {{ {wanted} errors {{ code path message }} }} }}",
            first.to_uppercase(),
        );
        self.query(&document, json!({ "input": input })).await
    }

    /// Sends an operation with a token of one's own choice.
    pub async fn send(&self, document: &str, variables: Value, token: Option<&str>) -> Answer {
        let mut request = self.http.post(self.url("/graphql"));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let body = json!({ "query": document, "variables": variables });
        let response = request.json(&body).send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        Answer {
            document: document.to_owned(),
            variables,
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        }
    }

    /// An address of the product.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The HTTP client underneath, for what is not GraphQL.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Opens a WebSocket to the same server and introduces itself with the token of another log-in.
    pub async fn socket_with(&self, session: &Session) -> Socket {
        Socket::open(self.address, Some(&session.access_token)).await
    }

    /// Opens a WebSocket and introduces itself with its token.
    pub async fn socket(&self) -> Socket {
        let token = self.session().await.map(|session| session.access_token);
        Socket::open(self.address, token.as_deref()).await
    }
}
