//! Clients: keep-alive connections over HTTP/1.1, each of which asks again as soon as it was answered. The same for both servers.

use std::{
    cell::Cell,
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    task::{JoinSet, LocalSet},
};

use crate::operations::Wire;

type Sender = http1::SendRequest<Full<Bytes>>;

/// A server as a client sees it.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is.
    pub address: SocketAddr,
    /// Who asks.
    pub token: String,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Load<'a> {
    /// The requests, in this order.
    pub requests: &'a [Wire],
    /// True where it begins again after the last; else the clients stop.
    pub again: bool,
    /// How many ask at a time.
    pub connections: usize,
    /// When they stop.
    pub seconds: f64,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How long each answer took, in microseconds.
    pub latencies: Vec<u32>,
    /// How long it took as a whole.
    pub elapsed: Duration,
}

/// Sends a load.
pub async fn run(target: &Target, load: Load<'_>) -> Result<Outcome, String> {
    let local = LocalSet::new();
    local.run_until(clients(target, load)).await
}

async fn clients(target: &Target, load: Load<'_>) -> Result<Outcome, String> {
    let requests: Rc<Vec<Request<Full<Bytes>>>> = Rc::new(
        load.requests
            .iter()
            .map(|wire| request(target, wire))
            .collect::<Result<_, _>>()?,
    );
    let mut senders = Vec::new();
    for _ in 0..load.connections {
        senders.push(connect(target).await?);
    }
    let next = Rc::new(Cell::new(0));
    let began = Instant::now();
    let end = began + Duration::from_secs_f64(load.seconds);
    let mut clients = JoinSet::new();
    for mut sender in senders {
        let (requests, next) = (requests.clone(), next.clone());
        clients.spawn_local(async move {
            let mut latencies = Vec::new();
            while Instant::now() < end {
                let turn = next.replace(next.get() + 1);
                if !load_again(load.again, turn, requests.len()) {
                    break;
                }
                let Some(request) = requests.get(turn % requests.len()) else {
                    break;
                };
                let sent = Instant::now();
                ask(&mut sender, request.clone()).await?;
                latencies.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok::<_, String>(latencies)
        });
    }
    let mut outcome = Outcome::default();
    while let Some(done) = clients.join_next().await {
        outcome
            .latencies
            .extend(done.map_err(|error| error.to_string())??);
    }
    outcome.elapsed = began.elapsed();
    Ok(outcome)
}

const fn load_again(again: bool, turn: usize, requests: usize) -> bool {
    again || turn < requests
}

/// Asks once, and answers with the body.
pub async fn once(target: &Target, wire: &Wire) -> Result<Bytes, String> {
    let local = LocalSet::new();
    local
        .run_until(async {
            let mut sender = connect(target).await?;
            ask(&mut sender, request(target, wire)?).await
        })
        .await
}

async fn connect(target: &Target) -> Result<Sender, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", target.address);
    let stream = TcpStream::connect(target.address)
        .await
        .map_err(|error| failed(&error))?;
    stream.set_nodelay(true).map_err(|error| failed(&error))?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| failed(&error))?;
    tokio::task::spawn_local(async move {
        // An end that was not asked for is seen by whoever asks next.
        let _ = connection.await;
    });
    Ok(sender)
}

fn request(target: &Target, wire: &Wire) -> Result<Request<Full<Bytes>>, String> {
    let mut request = Request::builder()
        .method(&wire.method)
        .uri(&wire.path)
        .header(header::HOST, target.address.to_string())
        .header(header::AUTHORIZATION, format!("Bearer {}", target.token));
    if !wire.body.is_empty() {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    request
        .body(Full::new(wire.body.clone()))
        .map_err(|error| error.to_string())
}

async fn ask(sender: &mut Sender, request: Request<Full<Bytes>>) -> Result<Bytes, String> {
    sender.ready().await.map_err(|error| error.to_string())?;
    let asked = request.uri().path().to_owned();
    let answer = sender
        .send_request(request)
        .await
        .map_err(|error| error.to_string())?;
    let status = answer.status();
    let body = answer
        .into_body()
        .collect()
        .await
        .map_err(|error| error.to_string())?
        .to_bytes();
    if status == StatusCode::OK && is_done(&body) {
        Ok(body)
    } else {
        Err(format!("{asked}: {status} {}", String::from_utf8_lossy(&body)))
    }
}

/// Whether an answer has data and neither of the two kinds of errors.
fn is_done(body: &[u8]) -> bool {
    let refused = b"\"errors\":[{";
    body.starts_with(b"{\"data\":{")
        && !body[body.len().saturating_sub(300)..]
            .windows(refused.len())
            .any(|part| part == refused)
}
