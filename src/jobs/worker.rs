//! Does what is due.

use std::{collections::HashMap, fmt, sync::Arc};

use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::{
    Pulse, clean_up, deliver, forget_notifications,
    once::{note, once},
    plan_overviews, plan_reminders,
};
use crate::{
    delivery::Mailer,
    domain::job::{Job, Rhythm, Work},
    service::{
        Result, Services,
        job::{
            manage,
            queries::{Said, said},
        },
        notification::claim::Ended,
    },
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
    /// Held while it does what comes round with the clock; the periods that it has seen.
    turning: Arc<Mutex<Seen>>,
    /// Held while it sends.
    delivering: Arc<Mutex<()>>,
}

/// Periods that this worker has seen run, by itself or by another: no need to ask the database again.
#[derive(Default)]
struct Seen {
    jobs: HashMap<Job, String>,
    /// The minute in which the signing keys were last read.
    keys: Option<String>,
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
            Ended::Until(_) | Ended::Held(..) => &mut self.held,
            Ended::Later(..) => &mut self.later,
            Ended::Failed(_) => &mut self.failed,
        } += 1;
    }

    /// Adds what was done besides.
    fn add(&mut self, more: Self) {
        self.planned += more.planned;
        self.sent += more.sent;
        self.cancelled += more.cancelled;
        self.held += more.held;
        self.later += more.later;
        self.failed += more.failed;
        self.errors.extend(more.errors);
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
    /// A worker with a name of its own. It takes up nothing any more once `stopping` is cancelled, and tells by `pulse` that it lives.
    #[must_use]
    pub fn new(
        services: Services,
        mailer: Option<Mailer>,
        stopping: CancellationToken,
        pulse: Pulse,
    ) -> Self {
        Self {
            services,
            mailer,
            name: name().into(),
            stopping,
            pulse,
            turning: Arc::default(),
            delivering: Arc::default(),
        }
    }

    /// Does everything that is due now, until nothing is left, whatever other instances have done in this minute. Planning twice
    /// writes nothing twice, so a test may call it after each move of the clock.
    pub async fn run_due(&self) -> Ran {
        let mut ran = Ran::default();
        let said = match said(&self.services.db).await {
            Ok(said) => said,
            Err(error) => {
                ran.errors.push(format!("jobs: {error}"));
                return ran;
            }
        };
        for job in Job::ALL.iter().copied().filter(|job| !said.is_paused(*job)) {
            let Work::Remind(share) = job.work() else {
                continue;
            };
            match Box::pin(plan_reminders::run(&self.services, share)).await {
                Ok(planned) => ran.planned += planned.0,
                Err(error) => ran.errors.push(format!("{}: {error}", job.name())),
            }
        }
        let mut failed = |job: Job, result: Result<Option<String>>| {
            if let Err(error) = result {
                ran.errors.push(format!("{}: {error}", job.name()));
            }
        };
        for job in Job::ALL.iter().copied().filter(|job| !sends(*job)) {
            if said.asked(job).is_some() {
                failed(job, self.run_asked(job, &said).await);
            }
            let period = job.rhythm().period(self.services.now());
            if let (false, Some(period)) = (
                said.is_paused(job) || matches!(job.work(), Work::Remind(_)),
                period,
            ) {
                failed(job, self.run(job, period, None).await);
            }
        }
        let _held = self.delivering.lock().await;
        for job in Job::ALL.iter().copied().filter(|job| sends(*job)) {
            match Box::pin(self.deliver(job, &said)).await {
                Ok(delivered) => ran.add(delivered),
                Err(error) => ran.errors.push(format!("{}: {error}", job.name())),
            }
        }
        ran
    }

    /// One tick of the scheduler: the jobs whose period has come, then what is to be sent. What a tick before this one is
    /// still at is left to it.
    pub async fn tick(&self) {
        self.pulse.beat();
        if self.stopping.is_cancelled() {
            return;
        }
        let Some(said) = self.said().await else { return };
        if let Ok(mut seen) = self.turning.try_lock() {
            self.run_asked_for(&said).await;
            self.run_periods(&said, &mut seen).await;
        }
        if let Ok(_held) = self.delivering.try_lock() {
            self.deliver_now(&said).await;
        }
        self.services.live.wake_if_told();
    }

    /// Sends what is to be sent and does what was asked for; waits for a send that is under way, so that nothing told meanwhile is
    /// overlooked.
    pub async fn wake_up(&self) {
        let _held = self.delivering.lock().await;
        let Some(said) = self.said().await else { return };
        if let Ok(_seen) = self.turning.try_lock() {
            self.run_asked_for(&said).await;
        }
        self.deliver_now(&said).await;
        self.services.live.wake_if_told();
    }

    /// Waits until it does nothing any more. To be called when the server stops, so that it takes up nothing new.
    pub async fn idle(&self) {
        let _turned = self.turning.lock().await;
        let _sent = self.delivering.lock().await;
    }

    /// What people have said about the jobs; none where the database fails, and then there is nothing to be done either.
    async fn said(&self) -> Option<Said> {
        let said = said(&self.services.db).await;
        said.inspect_err(|error| tracing::error!(%error, "what is said about the jobs could not be read"))
            .ok()
    }

    async fn run_periods(&self, said: &Said, seen: &mut Seen) {
        let services = &self.services;
        let now = services.now();
        let minute = Rhythm::EveryMinute.period(now);
        if seen.keys != minute {
            // Another instance may have made a key to sign with.
            if let Err(error) = services.tokens.reload(&services.db).await {
                tracing::error!(%error, "the signing keys could not be read");
            }
            seen.keys = minute;
        }
        for job in Job::ALL.iter().copied().filter(|job| !said.is_paused(*job)) {
            let Some(period) = job.rhythm().period(now) else {
                continue;
            };
            // After a failure the next tick asks again; a run that has its row is then left to the next period.
            if seen.jobs.get(&job) != Some(&period) && report(job, &self.run(job, period.clone(), None).await)
            {
                seen.jobs.insert(job, period);
            }
        }
    }

    /// The runs that somebody asked for, but for that of the sender.
    async fn run_asked_for(&self, said: &Said) {
        for job in Job::ALL.iter().copied().filter(|job| !sends(*job)) {
            if said.asked(job).is_some() {
                report(job, &self.run_asked(job, said).await);
            }
        }
    }

    async fn run_asked(&self, job: Job, said: &Said) -> Result<Option<String>> {
        let Some(asked) = said.asked(job) else {
            return Ok(None);
        };
        let ran = self
            .run(job, format!("asked {}", asked.to_rfc3339()), Some(asked))
            .await;
        // Where another has begun it and died before it could say so.
        manage::taken_up(&self.services, job, asked).await?;
        ran
    }

    /// Runs a job that has come round or, since a moment, was asked for; answers what came of it, none where another has done it.
    async fn run(
        &self,
        job: Job,
        period: String,
        asked: Option<chrono::DateTime<chrono::Utc>>,
    ) -> Result<Option<String>> {
        let services = &self.services;
        let work = async {
            if let Some(asked) = asked {
                manage::taken_up(services, job, asked).await?;
            }
            // A box each: else what they all need at a time would lie on the stack of whoever runs any of them.
            Ok(match job.work() {
                Work::Remind(share) => Box::pin(plan_reminders::run(services, share)).await?.to_string(),
                Work::PlanOverviews => Box::pin(plan_overviews::run(services)).await?.to_string(),
                Work::Send(forms) => Box::pin(deliver::run(self, forms)).await?.to_string(),
                Work::ForgetNotifications => Box::pin(forget_notifications::run(services)).await?.to_string(),
                Work::CleanUp => Box::pin(clean_up::run(services)).await?.to_string(),
            })
        };
        Box::pin(once(services, &self.name, job, period, work)).await
    }

    /// Sends what is to be sent by one of the jobs that send, and notes the run where there was anything.
    async fn deliver(&self, job: Job, said: &Said) -> Result<Ran> {
        if said.asked(job).is_some() {
            let ran = self.run_asked(job, said).await;
            report(job, &ran);
        }
        let forms = match job.work() {
            Work::Send(forms) if !said.is_paused(job) => forms,
            _ => return Ok(Ran::default()),
        };
        let began = self.services.now();
        let ran = Box::pin(deliver::run(self, forms)).await?;
        if !ran.is_nothing() {
            note(&self.services, &self.name, job, began, &ran).await?;
        }
        Ok(ran)
    }

    async fn deliver_now(&self, said: &Said) {
        for job in Job::ALL.iter().copied().filter(|job| sends(*job)) {
            match self.deliver(job, said).await {
                Ok(ran) if ran.is_nothing() => {}
                Ok(ran) => tracing::info!(job = job.name(), %ran, "done"),
                Err(error) => tracing::error!(job = job.name(), %error, "failed"),
            }
        }
    }
}

/// Whether a job sends mails: it is run whenever there may be some, not when its period comes.
const fn sends(job: Job) -> bool {
    matches!(job.work(), Work::Send(_))
}

/// Logs what came of a job; whether it, or another instance, has done it.
fn report(job: Job, result: &Result<Option<String>>) -> bool {
    let job = job.name();
    match result {
        Ok(Some(outcome)) => tracing::debug!(job, outcome, "done"),
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
