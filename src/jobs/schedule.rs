//! The ticks: a cron job every ten seconds, and a wake-up whenever something was told.

use tokio::task::JoinHandle;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use super::worker::Worker;

/// Every ten seconds. In UTC: the scheduler's other time zones are wrong after a change to or from summer time, and what is due
/// at which hour of which zone is asked of the database anyway.
const TICK: &str = "*/10 * * * * *";

/// The running scheduler.
pub struct Schedule {
    scheduler: JobScheduler,
    listening: JoinHandle<()>,
    worker: Worker,
}

impl Schedule {
    /// Ticks from now on, at once for the first time.
    ///
    /// # Errors
    /// Where the scheduler does not start.
    pub async fn start(worker: Worker) -> Result<Self, JobSchedulerError> {
        let scheduler = JobScheduler::new().await?;
        let ticking = worker.clone();
        let job = Job::new_async(TICK, move |_, _| {
            let worker = ticking.clone();
            Box::pin(async move { worker.tick().await })
        })?;
        scheduler.add(job).await?;
        scheduler.start().await?;
        // Ready is said from here on, not after the first job.
        worker.pulse.beat();
        let listening = tokio::spawn(listen(worker.clone()));
        Ok(Self {
            scheduler,
            listening,
            worker,
        })
    }

    /// Stops ticking, and waits until what is under way has ended. The worker's token must be cancelled before, so that it
    /// takes up nothing new and gives back what it has not begun.
    pub async fn stop(mut self) {
        if let Err(error) = self.scheduler.shutdown().await {
            tracing::warn!(%error, "the scheduler did not stop");
        }
        if let Err(error) = self.listening.await {
            tracing::warn!(%error, "a job broke off");
        }
        self.worker.idle().await;
    }
}

/// Sends as soon as something was told, without waiting for the next tick.
async fn listen(worker: Worker) {
    let mut told = worker.services.live.listen();
    worker.tick().await;
    loop {
        tokio::select! {
            () = worker.stopping.cancelled() => break,
            changed = told.changed() => {
                if changed.is_err() {
                    break;
                }
                worker.wake_up().await;
            }
        }
    }
}
