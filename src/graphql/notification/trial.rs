//! Mails as samples: shown, and sent to whoever looks at them.

use std::time::Duration;

use ::entity::enums as stored;
use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use tokio::time::timeout;

use crate::{
    delivery::{Mail, Mailer, Message, Recipient, RenderError, SendError, Sender, render},
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::{Circumstances, Here},
        enums::{Locale, NotificationKind},
        error::ApiError,
        paging::payload,
    },
    service::notification::trial::{self, Trial},
};

/// A trial is given up after this time, well within that of a request.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail as it would look.
#[derive(SimpleObject)]
pub struct MailPreview {
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML: a whole document.
    pub html: String,
    /// Its calendar entry (iCalendar); null where it has none.
    pub calendar_entry: Option<String>,
}

/// How a mail that was tried went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TestMailOutcome {
    /// The mail server has taken it. Whether it arrives, the mailbox tells.
    Accepted,
    /// The mail server refuses it for good.
    Refused,
    /// The mail server was not reached, did not answer in time, or could not take it just now. A real mail would be tried again.
    NotReachable,
    /// By the settings no mails leave (`mail.transport`).
    NoTransport,
}

/// Input of `sendTestMail`.
#[derive(InputObject)]
pub struct SendTestMailInput {
    /// A mail of which kind.
    pub kind: NotificationKind,
    /// In which language.
    pub locale: Locale,
}

payload! {
    /// Answer of `sendTestMail`.
    SendTestMailPayload {
        /// How it went.
        outcome: TestMailOutcome,
        /// What the mail server said, or what went wrong (English; addresses are masked); null where it was accepted.
        words: String,
        /// The address to which it went.
        sent_to: String,
        /// Its Message-ID, by which the mail server's log has it.
        message_id_header: String,
    }
}

/// Samples, shown.
#[derive(Default)]
pub struct TrialQuery;

#[Object]
impl TrialQuery {
    /// How a mail of a kind looks, with made-up contents.
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications)
    )]
    async fn mail_preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which kind.")] kind: NotificationKind,
        #[graphql(desc = "In which language.")] locale: Locale,
    ) -> Result<MailPreview, ApiError> {
        let services = &ctx.here().services;
        let sender =
            Sender::new(&services.settings.mail.from, &services.settings.public_url).map_err(broken)?;
        let message = Message {
            municipality: services.settings.municipality.clone(),
            ..Message::sample(kind.into(), locale.into())
        };
        let mail = render(&message, &sender, services.now()).map_err(broken)?;
        Ok(MailPreview {
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            calendar_entry: mail.ics,
        })
    }
}

/// Samples, sent.
#[derive(Default)]
pub struct TrialMutation;

#[Object]
impl TrialMutation {
    /// Sends a sample of a kind, with made-up contents and marked as a test, to the viewer's own address, by the way that all mails
    /// go, and answers how that went. At most 40 an hour (RATE_LIMITED).
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications)
    )]
    async fn send_test_mail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which kind, and in which language.")] input: SendTestMailInput,
    ) -> Result<SendTestMailPayload, ApiError> {
        let here = ctx.here();
        let (kind, locale) = (input.kind.into(), input.locale.into());
        let trial = trial::begin(&here.services, here.actor()?, kind, locale).await?;
        let sent_to = trial.to.email.clone();
        let Some(mailer) = ctx.data_unchecked::<Option<Mailer>>() else {
            let words = "mails wait in the outbox (mail.transport is \"none\")".to_owned();
            return Ok(answer(TestMailOutcome::NoTransport, Some(words), sent_to, None));
        };
        let mail = sample(here, &mailer.sender, trial, kind, locale).map_err(broken)?;
        let sending = async {
            mailer.pace.turn().await;
            mailer.transport.send(&mail).await
        };
        let (outcome, words) = match timeout(PATIENCE, sending).await {
            Ok(Ok(())) => (TestMailOutcome::Accepted, None),
            Ok(Err(SendError::Permanent(words))) => (TestMailOutcome::Refused, Some(words)),
            Ok(Err(SendError::Retry(words))) => (TestMailOutcome::NotReachable, Some(words)),
            Err(_) => (
                TestMailOutcome::NotReachable,
                Some(format!("no answer within {} seconds", PATIENCE.as_secs())),
            ),
        };
        Ok(answer(outcome, words, sent_to, Some(mail.message_id)))
    }
}

fn answer(
    outcome: TestMailOutcome,
    words: Option<String>,
    sent_to: String,
    message_id_header: Option<String>,
) -> SendTestMailPayload {
    SendTestMailPayload {
        outcome: Some(outcome),
        words,
        sent_to: Some(sent_to),
        message_id_header,
        errors: Vec::new(),
    }
}

/// A sample, to whoever tries it. Its links lead to this installation, and none of them ends anything.
fn sample(
    here: &Circumstances,
    sender: &Sender,
    trial: Trial,
    kind: stored::NotificationKind,
    locale: stored::Locale,
) -> Result<Mail, RenderError> {
    let settings = &here.services.settings;
    let message = Message {
        recipient: Recipient {
            name: trial.to.name,
            email: trial.to.email,
        },
        municipality: settings.municipality.clone(),
        link: sender.base_url.clone(),
        settings_link: Some(format!("{}/settings/notifications", sender.base_url)),
        unsubscribe_link: None,
        thread: trial.key.clone(),
        thing: trial.key.clone(),
        key: trial.key,
        ..Message::sample(kind, locale)
    };
    let mut mail = render(&message, sender, here.services.now())?;
    mail.subject = format!("[Test] {}", mail.subject);
    Ok(mail)
}

fn broken(error: RenderError) -> ApiError {
    tracing::error!(%error, "a sample could not be rendered");
    ApiError::Internal
}
