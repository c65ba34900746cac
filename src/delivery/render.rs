//! From the facts of a message to a finished mail.

use ::entity::enums::{Locale, NotificationKind as Kind};
use chrono::{DateTime, Utc};
use lettre::message::Mailbox;
use sha2::{Digest, Sha256};

use super::{
    Mail, Message, Recipient, calendar_entry,
    facts::{facts, rows},
    layout::{self, Page, fill},
    mask_addresses,
    wording::{Wording, language_tag},
};
use crate::domain::{
    notification::{About, entry},
    words,
};

/// In whose name mails are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The From field: `Lansera <lansera@kommun.example>`.
    pub from: String,
    /// The domain that Message-IDs, List-Id and calendar entries are made under.
    pub domain: String,
    /// The address of this installation, shown at the foot of each mail.
    pub base_url: String,
}

impl Sender {
    /// A sender whose domain is that of its address.
    ///
    /// # Errors
    /// [`RenderError::Address`] or [`RenderError::Link`]: a wrong setting stops the start and not the first mail.
    pub fn new(from: &str, base_url: &str) -> Result<Self, RenderError> {
        let domain = mailbox(from)?.email.domain().to_owned();
        web_address(base_url, "base address")?;
        Ok(Self {
            from: from.to_owned(),
            domain,
            base_url: base_url.trim_end_matches('/').to_owned(),
        })
    }

    /// The From field, in its parts.
    pub(super) fn recipient(&self) -> Result<Recipient, RenderError> {
        let from = mailbox(&self.from)?;
        Ok(Recipient {
            name: from.name.unwrap_or_default(),
            email: from.email.to_string(),
        })
    }
}

/// Why a message could not become a mail. Trying again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A fact that the kind needs was not given.
    #[error("a {kind} message needs {fact}")]
    Missing {
        /// The kind, as it is stored.
        kind: String,
        /// The name of the field.
        fact: &'static str,
    },
    /// An address of sender or recipient that is none; masked.
    #[error("{0:?} is no e-mail address")]
    Address(String),
    /// A link that is no absolute http(s) address.
    #[error("the {0} is no absolute http(s) address")]
    Link(&'static str),
    /// A template or its words are wrong: ours to mend.
    #[error("the mail template failed: {0}")]
    Template(String),
}

/// Renders a message: words, HTML, plain text, calendar entry and headers. Pure: the same arguments give the same mail.
///
/// # Errors
/// See [`RenderError`]; none of them is mended by waiting.
pub fn render(message: &Message, sender: &Sender, now: DateTime<Utc>) -> Result<Mail, RenderError> {
    let message = &message.on_single_lines();
    check(message)?;
    let wording = Wording::of(message.locale)?;
    let said = wording.kind(message.kind)?;
    let facts = facts(message, wording)?;
    let footer = &wording.footer;

    let heading = fill(&said.heading, &facts)?;
    let titles_only = message.titles_only;
    let subject = if titles_only {
        heading.clone()
    } else {
        fill(&said.subject, &facts)?
    };
    let launch = message.about_on.filter(|_| !titles_only).and_then(|day| {
        let entry = match message.kind {
            Kind::LaunchAhead | Kind::LaunchToday | Kind::LaunchMoved => calendar_entry::State::Stands,
            Kind::LaunchCancelled => calendar_entry::State::Cancelled,
            _ => return None,
        };
        Some((day, entry))
    });
    let category = words::category(entry(message.kind).category, message.locale);
    let why = match (&message.on_behalf_of, &message.reason) {
        _ if entry(message.kind).is_security() => &footer.account,
        _ if titles_only => &footer.in_person,
        (Some(_), _) => &footer.substitute,
        (None, Some(_)) => &footer.role,
        (None, None) => &footer.no_role,
    };
    let page = Page {
        lang: language_tag(message.locale),
        heading,
        lead: fill(
            if titles_only {
                &footer.title_only
            } else {
                &said.lead
            },
            &facts,
        )?,
        rows: if titles_only {
            Vec::new()
        } else {
            rows(message, wording, &facts)
        },
        sections: Vec::new(),
        action: fill(&said.action, &facts)?,
        link: &message.link,
        why: fill(why, &facts)?,
        calendar: launch.map(|_| fill(&footer.calendar, &facts)).transpose()?,
        sent_by: fill(&footer.sent_by, &facts)?,
        base_url: &sender.base_url,
        choose: fill(&footer.choose, &facts)?,
        settings_link: message.settings_link.as_deref(),
        unsubscribe: message
            .unsubscribe_link
            .as_ref()
            .map(|_| fill(&footer.unsubscribe, minijinja::context! { category }))
            .transpose()?,
        unsubscribe_link: message.unsubscribe_link.as_deref(),
    };
    let from = sender.recipient()?;
    let ics = launch.map(|(day, state)| {
        let title = format!("{}: {}", wording.labels.launch, message.e_service);
        calendar_entry::launch(message, day, state, &title, &from, sender, now)
    });

    Ok(Mail {
        message_id: format!("<{}@{}>", message_key(&message.key), sender.domain),
        to: message.recipient.clone(),
        subject,
        text: layout::plain_text(&page)?,
        html: layout::html(&page)?,
        ics,
        date: now,
        headers: headers(
            sender,
            message.locale,
            &message.thread,
            message.unsubscribe_link.as_deref(),
        ),
        from,
    })
}

/// The headers of every mail. `thread` is what the mail belongs to.
pub(super) fn headers(
    sender: &Sender,
    locale: Locale,
    thread: &str,
    unsubscribe_link: Option<&str>,
) -> Vec<(&'static str, String)> {
    let thread = digest(&["thread", thread]);
    let mut headers = vec![
        // RFC 3834, and what Exchange and Outlook go by instead: no answer of absence comes back.
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress", "OOF, AutoReply".to_owned()),
        // Lets a mail program sort what comes from here.
        ("List-Id", format!("Lansera <lansera.{}>", sender.domain)),
        // A message that never was, the same for all about one e-service: mail programs show them as one conversation.
        ("References", format!("<{thread}@{}>", sender.domain)),
        ("Content-Language", language_tag(locale).to_owned()),
    ];
    if let Some(link) = unsubscribe_link {
        // RFC 8058: a mail program posts there when its reader clicks; the address alone, opened by a scanner, does nothing.
        headers.push(("List-Unsubscribe", format!("<{link}>")));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    headers
}

fn check(message: &Message) -> Result<(), RenderError> {
    let missing = |fact| RenderError::Missing {
        kind: message.kind.name(),
        fact,
    };
    let row = entry(message.kind);
    let needs_day = row.series.is_some()
        || matches!(
            message.kind,
            Kind::LaunchMoved | Kind::LaunchCancelled | Kind::RetirementAnnounced
        );
    let needs_subject = matches!(row.about, About::Metric | About::Task | About::Approval)
        || message.kind == Kind::DefectReported;
    if needs_day && message.about_on.is_none() {
        return Err(missing("about_on"));
    }
    if needs_subject && message.subject_of.is_none() {
        return Err(missing("subject_of"));
    }
    if message.kind == Kind::ApprovalDecided && message.decided.is_none() {
        return Err(missing("decided"));
    }
    web_address(&message.link, "link")?;
    message
        .settings_link
        .as_deref()
        .map_or(Ok(()), |link| web_address(link, "settings link"))?;
    message
        .unsubscribe_link
        .as_deref()
        .map_or(Ok(()), |link| web_address(link, "unsubscribe link"))?;
    super::mail::address(&message.recipient)?;
    Ok(())
}

fn mailbox(text: &str) -> Result<Mailbox, RenderError> {
    text.parse()
        .map_err(|_| RenderError::Address(mask_addresses(text)))
}

pub(super) fn web_address(link: &str, which: &'static str) -> Result<(), RenderError> {
    let rest = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"));
    let clean = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest
                .chars()
                .any(|c| c.is_control() || c.is_whitespace() || "<>\"'\\`".contains(c))
    });
    if clean {
        Ok(())
    } else {
        Err(RenderError::Link(which))
    }
}

/// What stands before the @ of the Message-ID of a delivery, by its key.
#[must_use]
pub fn message_key(key: &str) -> String {
    digest(&[key])
}

/// A short name that is always the same for the same parts, and tells nothing of them.
pub(super) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
