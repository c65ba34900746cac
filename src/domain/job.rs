//! The scheduled jobs: the ONE list of what the clock makes happen, and how often.
//!
//! What each does is in `src/jobs/`; `Worker::run` there names every one of them.

use ::entity::enums::{DeliveryForm, Locale};
use async_graphql::Enum;
use chrono::{DateTime, Days, DurationRound, NaiveTime, TimeDelta, Utc};

use super::{reminder::Share, words::pick};

macro_rules! jobs {
    ($($(#[doc = $doc:literal])+ $job:ident = $name:literal, $rhythm:ident, $sv:literal, $en:literal;)*) => {
        /// A scheduled job.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
        #[graphql(name = "JobName")]
        pub enum Job { $($(#[doc = $doc])+ $job,)* }

        impl Job {
            /// Every job.
            pub const ALL: &'static [Self] = &[$(Self::$job,)*];

            /// Its name in the tables and the log.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$job => $name,)* }
            }

            /// How often it runs.
            #[must_use]
            pub const fn rhythm(self) -> Rhythm {
                match self { $(Self::$job => Rhythm::$rhythm,)* }
            }

            /// What it does, in a sentence.
            #[must_use]
            pub fn text(self, locale: Locale) -> &'static str {
                let (sv, en) = match self { $(Self::$job => ($sv, $en),)* };
                pick(locale, sv, en)
            }
        }
    };
}

jobs! {
    /// Reminders of dates that come or have come are written for those concerned.
    PlanReminders = "plan_reminders", EveryMinute,
        "Skriver påminnelser om datum som närmar sig eller är inne till dem som berörs, och lyfter fram det som har sovit.",
        "Writes reminders of dates that come or have come, for those concerned, and brings back what was snoozed.";
    /// What is late is taken to more people, step by step.
    Escalate = "escalate", EveryMinute,
        "Påminner om det som är försenat och om godkännanden som väntar, och går uppåt steg för steg.",
        "Reminds of what is late and of approvals that wait, and goes up step by step.";
    /// Checks that come round again are asked for.
    RemindOfChecks = "remind_of_checks", EveryMinute,
        "Påminner om kontroller av drift och information när de är dags igen.",
        "Reminds of the checks of operation and information when they come round again.";
    /// The overviews of the coming week are put into the outbox.
    PlanOverviews = "plan_overviews", Daily,
        "Lägger veckans översikter i utkorgen för dem som vill ha dem; de går när veckan börjar.",
        "Puts the overviews of the week into the outbox of those who want one; they go out when it begins.";
    /// Mails about one thing each are sent.
    Deliver = "deliver", AsNeeded,
        "Skickar de mejl som står på tur, så snart det finns några; inte sammandragen.",
        "Sends the mails whose turn it is, as soon as there are any; not the digests.";
    /// Digests and overviews are sent.
    SendDigests = "send_digests", AsNeeded,
        "Skickar sammandrag och veckans översikter när deras stund är inne.",
        "Sends digests and the overviews of the week when their moment has come.";
    /// Notifications that were read long ago are forgotten.
    ForgetNotifications = "forget_notifications", Daily,
        "Glömmer aviseringar som är lästa och äldre än inställningen notifications.keep_days säger.",
        "Forgets notifications that were read and are older than the setting notifications.keep_days says.";
    /// What nobody can need any more is forgotten.
    CleanUp = "clean_up", Daily,
        "Glömmer det som ingen längre har nytta av: avslutade inloggningar, gamla svar och körningar, och filer som tagits bort.",
        "Forgets what nobody can need any more: ended log-ins, old answers and runs, and files that were taken out.";
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Writes a share of the reminders.
    Remind(Share),
    /// Puts the overviews of the week into the outbox.
    PlanOverviews,
    /// Sends mails of these forms.
    Send(&'static [DeliveryForm]),
    /// Forgets notifications that were read long ago.
    ForgetNotifications,
    /// Forgets what nobody can need any more.
    CleanUp,
}

/// How often a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "JobRhythm")]
pub enum Rhythm {
    /// Once a minute.
    EveryMinute,
    /// Once a day, soon after midnight UTC.
    Daily,
    /// As soon as there is something to do.
    AsNeeded,
}

impl Job {
    /// What it does.
    #[must_use]
    pub const fn work(self) -> Work {
        match self {
            Self::PlanReminders => Work::Remind(Share::Dates),
            Self::Escalate => Work::Remind(Share::Late),
            Self::RemindOfChecks => Work::Remind(Share::Checks),
            Self::PlanOverviews => Work::PlanOverviews,
            Self::Deliver => Work::Send(&[DeliveryForm::Notice]),
            Self::SendDigests => Work::Send(&[DeliveryForm::Digest, DeliveryForm::Overview]),
            Self::ForgetNotifications => Work::ForgetNotifications,
            Self::CleanUp => Work::CleanUp,
        }
    }

    /// The job with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|job| job.name() == name)
    }

    /// When it runs next, given when its last run began, whether it is paused, and whether somebody asked for a run; none where
    /// no moment can be told.
    #[must_use]
    pub fn next_run(
        self,
        last: Option<DateTime<Utc>>,
        paused: bool,
        asked: bool,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        if asked {
            return Some(now);
        }
        let period = self.rhythm().period(now).filter(|_| !paused)?;
        if last.and_then(|last| self.rhythm().period(last)) == Some(period) {
            self.rhythm().next(now)
        } else {
            Some(now)
        }
    }
}

impl Rhythm {
    /// The period that a moment belongs to, in UTC: a job runs once in each. None where it has no periods.
    #[must_use]
    pub fn period(self, now: DateTime<Utc>) -> Option<String> {
        let format = match self {
            Self::EveryMinute => "%Y-%m-%dT%H:%M",
            Self::Daily => "%Y-%m-%d",
            Self::AsNeeded => return None,
        };
        Some(now.format(format).to_string())
    }

    /// When the period after that of a moment begins.
    fn next(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::EveryMinute => {
                let minute = TimeDelta::minutes(1);
                Some(now.duration_trunc(minute).ok()? + minute)
            }
            Self::Daily => {
                let day = now.date_naive().checked_add_days(Days::new(1))?;
                Some(day.and_time(NaiveTime::MIN).and_utc())
            }
            Self::AsNeeded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn a_job_that_has_run_in_its_period_runs_next_in_the_one_after() {
        let (now, earlier) = (at("2026-11-23T07:00:50Z"), at("2026-11-23T07:00:10Z"));
        let next = |job: Job| job.next_run(Some(earlier), false, false, now);
        assert_eq!(next(Job::PlanReminders), Some(at("2026-11-23T07:01:00Z")));
        assert_eq!(next(Job::CleanUp), Some(at("2026-11-24T00:00:00Z")));
        assert_eq!(next(Job::Deliver), None);
    }

    #[test]
    fn a_job_that_has_missed_its_period_is_due_now() {
        let (now, yesterday) = (at("2026-11-23T07:00:50Z"), at("2026-11-22T23:59:59Z"));
        for job in [Job::PlanReminders, Job::CleanUp] {
            assert_eq!(job.next_run(Some(yesterday), false, false, now), Some(now));
            assert_eq!(job.next_run(None, false, false, now), Some(now));
        }
    }

    #[test]
    fn a_paused_job_runs_only_when_it_is_asked_to() {
        let now = at("2026-11-23T07:00:50Z");
        for job in Job::ALL {
            assert_eq!(job.next_run(None, true, false, now), None);
            assert_eq!(job.next_run(None, true, true, now), Some(now));
        }
    }

    #[test]
    fn names_lead_back_to_their_jobs() {
        for job in Job::ALL {
            assert_eq!(Job::named(job.name()), Some(*job));
        }
        assert_eq!(Job::named("make_coffee"), None);
    }
}
