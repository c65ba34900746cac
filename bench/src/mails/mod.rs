//! How many mails a second a mail server is handed.

mod sink;
mod ways;

use std::time::Duration;

use clap::Args;
use entity::enums::{Locale, NotificationKind};
use lansera::{
    app::App,
    clock::Clock,
    config::{MailSecurity, MailTransport},
    delivery::{Mail, Message, Sender, render},
};

use crate::{cluster::Cluster, product, seed::outbox};

use sink::Sink;

/// What is measured.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Mails of a turn.
    #[arg(long, default_value_t = 2_000)]
    mails: usize,
    /// Mails on their way at once.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 4, 16])]
    at_once: Vec<usize>,
    /// Turns of each way.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// Measures it on a PostgreSQL of its own; the answer is a table.
pub fn run(arguments: &Arguments) -> Result<String, String> {
    let cluster = Cluster::start()?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let table = runtime.block_on(measure(arguments, &cluster.url()));
    cluster.stop();
    table
}

async fn measure(arguments: &Arguments, url: &str) -> Result<String, String> {
    let sink = Sink::start()?;
    let mails = rendered(arguments.mails)?;
    let mut table =
        String::from("mails/s   at once  bare lettre  transport  RATIO  from the outbox  RATIO\n");
    let mut seeded = None;
    for at_once in &arguments.at_once {
        let app = app(url, sink.port, *at_once).await?;
        if seeded.is_none() {
            seeded = Some(
                outbox::fill(&app.services, arguments.mails)
                    .await
                    .map_err(|error| error.to_string())?,
            );
        }
        let Some(seeded) = &seeded else { continue };
        let (mut bare, mut transport, mut whole) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
        for _ in 0..arguments.rounds {
            let before = sink.accepted();
            bare += ways::bare(sink.port, *at_once, &mails).await?;
            transport += ways::transport(sink.port, *at_once, &mails).await?;
            seeded
                .put(&app.services)
                .await
                .map_err(|error| error.to_string())?;
            whole += ways::outbox(&app).await;
            let accepted = sink.accepted() - before;
            if accepted != 3 * arguments.mails {
                return Err(format!(
                    "{accepted} mails were accepted instead of {}",
                    3 * arguments.mails
                ));
            }
        }
        let count = f64::from(u32::try_from(arguments.mails * arguments.rounds).unwrap_or(u32::MAX));
        let [bare, transport, whole] = [bare, transport, whole].map(|all| count / all.as_secs_f64());
        table += &format!(
            "{at_once:>17} {bare:>12.0} {transport:>10.0} {:>6.2} {whole:>16.0} {:>6.2}\n",
            transport / bare,
            whole / bare,
        );
    }
    Ok(table)
}

async fn app(url: &str, port: u16, at_once: usize) -> Result<App, String> {
    let mut settings = product::settings(url, 0)?;
    let mail = &mut settings.mail;
    (mail.transport, mail.security) = (MailTransport::Smtp, MailSecurity::None);
    (mail.host, mail.port, mail.at_once) = ("127.0.0.1".into(), port, at_once);
    App::build(settings, Clock::at(outbox::MORNING), None)
        .await
        .map_err(|error| error.to_string())
}

/// The same mail so many times, each with a Message-ID of its own.
fn rendered(count: usize) -> Result<Vec<Mail>, String> {
    let sender = Sender::new(
        "Lansera <lansera@kommun.example>",
        "https://e-tjanster.kommun.example",
    );
    let sender = sender.map_err(|error| error.to_string())?;
    let mut message = Message::sample(NotificationKind::TaskAssigned, Locale::Sv);
    let mut mails = Vec::new();
    for number in 0..count {
        message.key = number.to_string();
        mails.push(render(&message, &sender, outbox::MORNING).map_err(|error| error.to_string())?);
    }
    Ok(mails)
}
