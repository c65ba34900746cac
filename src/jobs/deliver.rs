//! The jobs that send mails from the outbox: those about one thing each, and those that gather several.
//!
//! A mail is claimed, looked at again (is its reason still there, may the person still know?), sent, and marked as sent. Between the
//! mail server's "accepted" and the mark lies the one gap: a process that is killed there leaves a claim that runs out, and the mail
//! is sent once more. It then carries the same Message-ID, which is made from the key of the delivery, so a mail program can tell
//! that it has it. Everything else is sent once: a worker that dies before the hand-over has sent nothing, and a claim is held by one.

use std::time::{Duration, Instant};

use ::entity::{delivery, enums::DeliveryForm, ids::DeliveryId};
use futures_util::{StreamExt, stream};

use super::{outgoing_mail::mail, worker::Ran, worker::Worker};
use crate::{
    config::Settings,
    delivery::{Mailer, SendError},
    service::{
        Result, Services,
        notification::{
            bounce,
            claim::{self, Ended, claim, lease, lot, pause},
            outgoing::{Outgoing, look},
        },
    },
};

/// Deliveries claimed at a time, for each send that is under way at a time.
const BATCH: u64 = 5;

/// Sends what is due of some forms until nothing is left or the server stops. Without a mailer, deliveries wait.
///
/// # Errors
/// The database, at claiming. What goes wrong with one delivery never stops the others.
pub async fn run(worker: &Worker, forms: &[DeliveryForm]) -> Result<Ran> {
    let mut ran = Ran::default();
    let Some(mailer) = &worker.mailer else {
        return Ok(ran);
    };
    let at_once = worker.services.settings.mail.at_once;
    let batch = BATCH * u64::try_from(at_once).unwrap_or(1);
    while !worker.stopping.is_cancelled() {
        let claimed_at = Instant::now();
        let most = mailer.pace.within_a_minute(batch);
        let rows = claim(&worker.services, &worker.name, forms, most).await?;
        if rows.is_empty() {
            break;
        }
        let rows = without_held(worker, rows, &mut ran).await?;
        let ends: Vec<_> = stream::iter(rows)
            .map(|row| one(worker, mailer, row, claimed_at))
            .buffer_unordered(at_once)
            .collect()
            .await;
        for (ended, kept) in ends {
            ran.count(&ended);
            if let Err(error) = kept {
                ran.errors.push(error.to_string());
            }
        }
    }
    Ok(ran)
}

/// Those that do not go to an address that is held; the others wait, or are given up where it has been held for long.
async fn without_held(
    worker: &Worker,
    rows: Vec<delivery::Model>,
    ran: &mut Ran,
) -> Result<Vec<delivery::Model>> {
    let services = &worker.services;
    let held = bounce::held(&services.db, rows.iter().map(|row| row.user_id)).await?;
    let (waiting, free): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| held.contains_key(&row.user_id));
    let now = services.now();
    for row in waiting {
        let for_long = held
            .get(&row.user_id)
            .is_some_and(|hold| hold.held_at + bounce::LONGEST <= now);
        let ended = if for_long {
            Ended::Failed(bounce::GIVEN_UP.to_owned())
        } else {
            Ended::Held(now + bounce::AGAIN, bounce::HELD)
        };
        ran.count(&ended);
        keep(worker, row.id, &ended).await?;
    }
    Ok(free)
}

/// Sends one delivery and writes down how it went.
pub(super) async fn one(
    worker: &Worker,
    mailer: &Mailer,
    row: delivery::Model,
    claimed_at: Instant,
) -> (Ended, Result<()>) {
    let services = &worker.services;
    let (id, attempts) = (row.id, row.attempts);
    tokio::select! {
        () = worker.stopping.cancelled() => {}
        () = mailer.pace.turn() => {}
    }
    let ended = if worker.stopping.is_cancelled() || claimed_at.elapsed() > patience(services) {
        Ended::Until(services.now())
    } else {
        // A task of its own: a panic in it is caught, and the other deliveries go on.
        let work = tokio::spawn(attempt(services.clone(), mailer.clone(), row));
        work.await.unwrap_or_else(|error| {
            tracing::error!(delivery = %id, %error, "a delivery broke off");
            again(id, attempts, &services.settings, "it broke off".into())
        })
    };
    if matches!(ended, Ended::Cancelled(_) | Ended::Until(_)) {
        mailer.pace.give_back();
    }
    if let Ended::Failed(reason) = &ended {
        tracing::warn!(delivery = %id, %reason, "a delivery is given up");
    }
    let kept = keep(worker, id, &ended).await;
    (ended, kept)
}

/// How long after its claim a delivery may still be begun, so that its send ends before the claim does: a send makes at most two
/// attempts, each within the time limit of the settings, and a tenth of the lease is left over then.
fn patience(services: &Services) -> Duration {
    let send = Duration::from_secs(services.settings.mail.timeout_seconds) * 2;
    let lease = lease(services).to_std().unwrap_or_default();
    lease.saturating_sub(send + lease / 10)
}

async fn attempt(services: Services, mailer: Mailer, row: delivery::Model) -> Ended {
    let retry = |text| again(row.id, row.attempts, &services.settings, text);
    let parcel = match look(&services, &row).await {
        Ok(Outgoing::Send(parcel)) => parcel,
        Ok(Outgoing::Cancel(reason)) => return Ended::Cancelled(reason.to_owned()),
        // Never now: it would be claimed again at once, and again.
        Ok(Outgoing::Hold(at)) => {
            return Ended::Until(at.max(services.now() + chrono::Duration::minutes(1)));
        }
        Err(error) => {
            tracing::error!(delivery = %row.id, %error, "a delivery could not be looked at");
            return retry("it could not be looked at".to_owned());
        }
    };
    match mail(&services, &row, *parcel, &mailer.sender) {
        Err(error) => Ended::Failed(error.to_string()),
        Ok(mail) => match mailer.transport.send(&mail).await {
            Ok(()) => Ended::Sent,
            Err(SendError::Permanent(text)) => Ended::Failed(text),
            Err(SendError::Retry(text)) => retry(text),
        },
    }
}

/// To be tried again after a pause, or given up after the last try.
fn again(id: DeliveryId, attempts: i32, settings: &Settings, text: String) -> Ended {
    if attempts >= settings.jobs.attempts {
        Ended::Failed(text)
    } else {
        let first = chrono::Duration::seconds(i64::from(settings.jobs.retry_seconds));
        Ended::Later(pause(first, attempts, lot(id, attempts)), text)
    }
}

/// Writes down how a delivery went; tried again, since a mail whose "sent" is lost goes out twice.
async fn keep(worker: &Worker, id: DeliveryId, ended: &Ended) -> Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        match claim::end(&worker.services, &worker.name, id, ended.clone()).await {
            Err(error) if tries < 5 => {
                tracing::warn!(delivery = %id, %error, "how a delivery went could not be written down yet");
                tokio::time::sleep(Duration::from_millis(200) * tries).await;
            }
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DEFAULTS;

    #[test]
    fn a_delivery_is_tried_so_often_as_the_settings_say_and_then_given_up() {
        let mut settings: Settings = toml::from_str(DEFAULTS).expect("the defaults are settings");
        settings.jobs.attempts = 3;
        let tried = |attempts| again(DeliveryId::new(), attempts, &settings, String::new());
        assert!(matches!(tried(1), Ended::Later(pause, _) if (45..=60).contains(&pause.num_seconds())));
        assert!(matches!(tried(2), Ended::Later(pause, _) if (90..=120).contains(&pause.num_seconds())));
        assert!(matches!(tried(3), Ended::Failed(_)));
    }
}
