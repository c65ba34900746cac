//! Three ways of a mail to the server: the bare one, the transport of the product, and the whole way from the outbox.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use lansera::{
    app::App,
    delivery::{Mail, Security, SmtpSettings, SmtpTransport, Transport},
};
use lettre::{
    address::Envelope,
    transport::smtp::{client::AsyncSmtpConnection, extension::ClientId},
};
use tokio::{net::TcpStream, task::JoinSet};

/// lettre alone: connections that are opened once and stay open, each sending one mail after the other. What its own pool adds (taking
/// one out, putting it back, asking whether it still answers) is left out. The connections hold no small piece back (`TCP_NODELAY`), or
/// each mail would wait 40 ms for an acknowledgement and anything would be fast beside it.
pub async fn bare(port: u16, at_once: usize, mails: &[Mail]) -> Result<Duration, String> {
    let messages = mails
        .iter()
        .map(|mail| mail.to_rfc5322().map_err(|error| error.to_string()));
    let messages: Arc<[Vec<u8>]> = messages.collect::<Result<_, _>>()?;
    let addresses = [&mails[0].from.email, &mails[0].to.email].map(|address| address.parse());
    let [Ok(from), Ok(to)] = addresses else {
        return Err("an address".into());
    };
    let envelope = Envelope::new(Some(from), vec![to]).map_err(|error| error.to_string())?;
    let (mut connections, hello) = (Vec::new(), ClientId::default());
    for _ in 0..at_once {
        let stream = TcpStream::connect(("127.0.0.1", port)).await;
        let stream = stream.map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let opened = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello);
        connections.push(opened.await.map_err(|error| error.to_string())?);
    }
    let (next, mut hands) = (Arc::new(AtomicUsize::new(0)), JoinSet::new());
    let begun = Instant::now();
    for mut connection in connections {
        let (next, messages, envelope) = (next.clone(), messages.clone(), envelope.clone());
        hands.spawn(async move {
            while let Some(message) = messages.get(next.fetch_add(1, Ordering::Relaxed)) {
                let sent = connection.send(&envelope, message).await;
                sent.map_err(|error| error.to_string())?;
            }
            Ok::<_, String>(())
        });
    }
    while let Some(ended) = hands.join_next().await {
        ended.map_err(|error| error.to_string())??;
    }
    Ok(begun.elapsed())
}

/// The transport of the product, given mails that are rendered already.
pub async fn transport(port: u16, at_once: usize, mails: &[Mail]) -> Result<Duration, String> {
    let settings = SmtpSettings::new("127.0.0.1", port, Security::None);
    let smtp = SmtpTransport::new(settings).map_err(|error| error.to_string())?;
    let transport = Transport::Smtp(smtp);
    let mails: Arc<[Mail]> = mails.into();
    let (next, mut hands) = (Arc::new(AtomicUsize::new(0)), JoinSet::new());
    let begun = Instant::now();
    for _ in 0..at_once {
        let (next, mails, transport) = (next.clone(), mails.clone(), transport.clone());
        hands.spawn(async move {
            while let Some(mail) = mails.get(next.fetch_add(1, Ordering::Relaxed)) {
                transport.send(mail).await.map_err(|error| error.to_string())?;
            }
            Ok::<_, String>(())
        });
    }
    while let Some(ended) = hands.join_next().await {
        ended.map_err(|error| error.to_string())??;
    }
    Ok(begun.elapsed())
}

/// All that the sender does with what waits in the outbox: claim it, look at it again, render it, hand it over, write that down.
pub async fn outbox(app: &App) -> Duration {
    let worker = app.worker();
    let begun = Instant::now();
    worker.wake_up().await;
    begun.elapsed()
}
