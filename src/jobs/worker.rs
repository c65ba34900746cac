//! Does what is due.

use std::{fmt, sync::Arc};

use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::{Pulse, clean_up, deliver, once::once, plan_reminders};
use crate::{
    app::App,
    delivery::Mailer,
    service::{Result, Services, notification::claim::Ended},
};

/// Does what is due. Cheap to clone; clones are the same worker.
#[derive(Clone)]
pub struct Worker {
    pub(super) services: Services,
    pub(super) mailer: Option<Mailer>,
    /// Under which it claims: no other worker has it.
    pub(super) name: Arc<str>,
    pub(super) stopping: CancellationToken,
    pub(super) pulse: Pulse,
    /// Held while it plans; the periods that it has seen.
    planning: Arc<Mutex<Seen>>,
    /// Held while it sends.
    delivering: Arc<Mutex<()>>,
}

/// Periods that this worker has seen run, by itself or by another: no need to ask the database again.
#[derive(Default)]
struct Seen {
    minute: String,
    day: String,
}

/// What a worker has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// Reminders written into the ledger.
    pub planned: usize,
    /// Mails handed over.
    pub sent: usize,
    /// Deliveries whose reason was gone.
    pub cancelled: usize,
    /// Deliveries put back: it is not the hour for them, or the server stops.
    pub held: usize,
    /// Deliveries that will be tried again.
    pub later: usize,
    /// Deliveries given up.
    pub failed: usize,
    /// What went wrong besides, for the log.
    pub errors: Vec<String>,
}

impl Ran {
    pub(super) fn count(&mut self, ended: &Ended) {
        *match ended {
            Ended::Sent => &mut self.sent,
            Ended::Cancelled(_) => &mut self.cancelled,
            Ended::Until(_) => &mut self.held,
            Ended::Later(..) => &mut self.later,
            Ended::Failed(_) => &mut self.failed,
        } += 1;
    }

    /// Whether there was anything to do.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            planned,
            sent,
            cancelled,
            held,
            later,
            failed,
            errors,
        } = self;
        write!(
            f,
            "{planned} planned, {sent} sent, {cancelled} cancelled, {held} held, {later} to be tried again, {failed} \
             given up, {} errors",
            errors.len()
        )
    }
}

impl Worker {
    /// A worker with a name of its own.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self {
            services: app.services.clone(),
            mailer: app.mailer.clone(),
            name: name().into(),
            stopping: app.stopping.clone(),
            pulse: app.pulse.clone(),
            planning: Arc::default(),
            delivering: Arc::default(),
        }
    }

    /// Does everything that is due now, until nothing is left, whatever other instances have done in this period. Planning
    /// twice writes nothing twice, so a test may call it after each move of the clock.
    pub async fn run_due(&self) -> Ran {
        let mut ran = Ran::default();
        match plan_reminders::run(&self.services).await {
            Ok(planned) => ran.planned = planned.0,
            Err(error) => ran.errors.push(format!("{}: {error}", plan_reminders::NAME)),
        }
        if let Err(error) = self.clean_up().await {
            ran.errors.push(format!("{}: {error}", clean_up::NAME));
        }
        let planned = ran.planned;
        let _held = self.delivering.lock().await;
        match deliver::run(self).await {
            Ok(delivered) => {
                ran.errors.extend(delivered.errors.iter().cloned());
                Ran {
                    planned,
                    errors: ran.errors,
                    ..delivered
                }
            }
            Err(error) => {
                ran.errors.push(format!("deliver: {error}"));
                ran
            }
        }
    }

    /// One tick of the scheduler: the jobs whose period has come, then what is to be sent. What a tick before this one is
    /// still at is left to it.
    pub async fn tick(&self) {
        self.pulse.beat();
        if self.stopping.is_cancelled() {
            return;
        }
        if let Ok(mut seen) = self.planning.try_lock() {
            self.run_periods(&mut seen).await;
        }
        if let Ok(_held) = self.delivering.try_lock() {
            self.deliver_all().await;
        }
    }

    /// Sends what is to be sent; waits for a send that is under way, so that nothing told meanwhile is overlooked.
    pub async fn deliver(&self) {
        let _held = self.delivering.lock().await;
        self.deliver_all().await;
    }

    /// Waits until it does nothing any more. To be called when the server stops, so that it takes up nothing new.
    pub async fn idle(&self) {
        let _planned = self.planning.lock().await;
        let _sent = self.delivering.lock().await;
    }

    async fn run_periods(&self, seen: &mut Seen) {
        let services = &self.services;
        let now = services.now();
        let minute = plan_reminders::period(now);
        if seen.minute != minute {
            // Another instance may have made a key to sign with.
            if let Err(error) = services.tokens.reload(&services.db).await {
                tracing::error!(%error, "the signing keys could not be read");
            }
            let work = plan_reminders::run(services);
            let result = once(services, plan_reminders::NAME, minute.clone(), work).await;
            // After a failure the next tick asks again; a run that has its row is then left to the next minute.
            if report(plan_reminders::NAME, result) {
                seen.minute = minute;
            }
        }
        let day = clean_up::period(now);
        if seen.day != day && report(clean_up::NAME, self.clean_up().await) {
            seen.day = day;
        }
    }

    async fn clean_up(&self) -> Result<Option<clean_up::Forgotten>> {
        let services = &self.services;
        let day = clean_up::period(services.now());
        once(services, clean_up::NAME, day, clean_up::run(services)).await
    }

    async fn deliver_all(&self) {
        match deliver::run(self).await {
            Ok(ran) if ran.is_nothing() => {}
            Ok(ran) => tracing::info!(job = "deliver", %ran, "done"),
            Err(error) => tracing::error!(job = "deliver", %error, "failed"),
        }
    }
}

/// Logs what came of a job; whether it, or another instance, has done it.
fn report<T: fmt::Display>(job: &str, result: Result<Option<T>>) -> bool {
    match &result {
        Ok(Some(done)) => tracing::debug!(job, outcome = %done, "done"),
        Ok(None) => tracing::debug!(job, "another instance has done it"),
        Err(error) => tracing::error!(job, %error, "failed"),
    }
    result.is_ok()
}

/// The name of the machine and a number drawn by lot: two workers on one machine must not take each other's claims for theirs.
fn name() -> String {
    let host = std::env::var("HOSTNAME")
        .ok()
        .or_else(|| std::fs::read_to_string("/proc/sys/kernel/hostname").ok())
        .map(|host| host.trim().chars().take(80).collect::<String>())
        .filter(|host| !host.is_empty())
        .unwrap_or_else(|| "worker".to_owned());
    format!("{host}-{}", ::entity::ids::JobRunId::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_workers_have_the_same_name() {
        assert_ne!(name(), name());
    }

    #[test]
    fn what_was_done_is_counted_by_how_it_ended() {
        let mut ran = Ran::default();
        assert!(ran.is_nothing());
        ran.count(&Ended::Sent);
        ran.count(&Ended::Failed("no".into()));
        assert_eq!((ran.sent, ran.failed, ran.is_nothing()), (1, 1, false));
    }
}
