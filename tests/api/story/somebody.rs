//! A person with a client program of their own: it speaks GraphQL as text over HTTP and over a WebSocket, and nothing else.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::support::{
    answer::Answer,
    client::{Client, Session},
    given::Person,
    socket::Socket,
};

const REFRESH: &str = "
    mutation Refresh($input: RefreshSessionInput!) {
        refreshSession(input: $input) { session { accessToken refreshToken accessTokenExpiresAt } }
    }";

/// Where the server answers, for everybody's client at once: after a restart it is another address.
pub type Server = Arc<Mutex<Client>>;

/// Somebody at their desk. Clones are the same person, with the same log-in.
#[derive(Clone)]
pub struct Somebody {
    /// Name as shown.
    pub name: String,
    /// Address; what they log in with.
    pub email: String,
    /// Opaque id.
    pub id: String,
    server: Server,
    log_in: Arc<tokio::sync::Mutex<Option<Session>>>,
}

impl Somebody {
    /// A person who logs in and learns who they are.
    pub async fn at_desk(person: &Person, server: &Server) -> Self {
        let mut somebody = Self {
            name: person.name.clone(),
            email: person.email.clone(),
            id: String::new(),
            server: server.clone(),
            log_in: Arc::default(),
        };
        let viewer = somebody.asks("{ viewer { user { id } } }", json!({})).await;
        somebody.id = viewer.id("viewer.user.id");
        somebody
    }

    /// Sends an operation. As any client does, it refreshes a log-in whose token is not taken any more (it is old, or the
    /// person's roles have changed), and logs in where that fails too.
    pub async fn asks(&self, document: &str, variables: Value) -> Answer {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut log_in = self.log_in.lock().await;
        if let Some(held) = log_in.take() {
            let answer = server
                .send(document, variables.clone(), Some(&held.access_token))
                .await;
            if answer.error_code() != Some("UNAUTHENTICATED") {
                *log_in = Some(held);
                return answer;
            }
            let input = json!({ "input": { "refreshToken": held.refresh_token } });
            let refreshed = server.send(REFRESH, input, None).await;
            if refreshed.error_code().is_none() {
                let session = "refreshSession.session";
                *log_in = Some(Session {
                    access_token: refreshed.id(&format!("{session}.accessToken")),
                    refresh_token: refreshed.id(&format!("{session}.refreshToken")),
                    expires_at: refreshed.read(&format!("{session}.accessTokenExpiresAt")),
                });
            }
        }
        let session = match log_in.take() {
            Some(refreshed) => refreshed,
            None => server.log_in(&self.email).await,
        };
        let answer = server
            .send(document, variables, Some(&session.access_token))
            .await;
        *log_in = Some(session);
        answer
    }

    /// Tries to change something; `wanted` is what of the payload is asked for, beside its errors.
    pub async fn tries(&self, mutation: &str, input: &Value, wanted: &str) -> Answer {
        let takes = match mutation {
            "advancePhase" | "publishEService" => "Cycle".to_owned(),
            "takeTask" | "startTask" | "completeTask" | "reopenTask" => "Task".to_owned(),
            own => own[..1].to_uppercase() + &own[1..],
        };
        let document = format!(
            "mutation($input: {takes}Input!) {{ {mutation}(input: $input) {{ {wanted} errors {{ code path message }} }} }}"
        );
        self.asks(&document, json!({ "input": input })).await
    }

    /// Tries to change something, and is told what to mend: a code, and the field that it is about.
    pub async fn cannot(&self, mutation: &str, input: &Value, code: &str, field: &str) {
        self.tries(mutation, input, "").await.refused(code, field);
    }

    /// Listens for what they are told from now on.
    pub async fn listens(&self) -> Socket {
        // Something small first, so that the log-in is a good one.
        self.asks("{ viewer { unreadNotificationCount } }", json!({}))
            .await
            .data("viewer");
        let session = self.log_in.lock().await.clone().expect("logged in");
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut socket = server.socket_with(&session).await;
        let document = "subscription { notificationReceived { kind aboutOn eService { name } } }";
        socket.subscribe(document, json!({})).await;
        // That a subscription has begun shows only in what comes over it. A question that is asked after it on the same
        // connection, and takes longer, is answered when it has.
        let question = "{ viewer { unreadNotificationCount notifications(first: 1) { nodes { id } } } }";
        socket.subscribe(question, json!({})).await;
        assert!(socket.event().await["data"]["viewer"].is_object());
        assert_eq!(socket.next().await["type"], "complete");
        socket
    }
}
