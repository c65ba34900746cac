//! Mails that gather several things: digests, and the overview of a week.

use ::entity::enums::{Locale, NotificationCategory};
use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Mail, Message, Recipient, RenderError, Sender,
    facts::facts,
    layout::{self, Item, Page, Section, fill},
    message::visible,
    render::{digest, headers, web_address},
    wording::{Wording, language_tag},
};
use crate::domain::{notification::entry, words};

/// A mail that gathers several things for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// The recipient's language.
    pub locale: Locale,
    /// The one person who gets it.
    pub recipient: Recipient,
    /// The name of the municipality.
    pub municipality: String,
    /// The stable key of the delivery.
    pub key: String,
    /// Whether it names neither e-services nor people.
    pub titles_only: bool,
    /// The absolute http(s) address that its button leads to.
    pub link: String,
    /// Where the person chooses what they get by e-mail.
    pub settings_link: Option<String>,
    /// What is gathered.
    pub contents: Contents,
}

/// What a mail gathers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// What was told since the last digest, each as the message that it would be by itself.
    Digest(Vec<Message>),
    /// What lies ahead, by heading.
    Overview(Vec<(Ahead, Vec<Line>)>),
}

/// The headings of an overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// Launches.
    Launches,
    /// Measures that are due.
    Measures,
    /// Approvals that wait.
    Approvals,
    /// Tasks.
    Tasks,
}

/// A thing that lies ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is called; empty for a launch.
    pub name: String,
    /// Name of its e-service.
    pub e_service: String,
    /// Its day.
    pub on: Option<NaiveDate>,
    /// The absolute http(s) address of the thing in the client.
    pub link: String,
}

/// Renders a mail that gathers several things. Pure: the same arguments give the same mail.
///
/// # Errors
/// See [`RenderError`]; none of them is mended by waiting.
pub fn render_gathering(
    gathering: &Gathering,
    sender: &Sender,
    now: DateTime<Utc>,
) -> Result<Mail, RenderError> {
    web_address(&gathering.link, "link")?;
    super::mail::address(&gathering.recipient)?;
    let wording = Wording::of(gathering.locale)?;
    let words = &wording.gathered;
    let sections = if gathering.titles_only {
        Vec::new()
    } else {
        match &gathering.contents {
            Contents::Digest(messages) => digest_sections(messages, gathering.locale, wording)?,
            Contents::Overview(parts) => parts
                .iter()
                .map(|(ahead, lines)| overview_section(*ahead, lines, wording))
                .collect::<Result<_, _>>()?,
        }
    };
    let (subject, heading, lead, why) = match &gathering.contents {
        Contents::Digest(messages) => {
            let count = messages.len();
            let template = if count == 1 {
                &words.digest_subject_one
            } else {
                &words.digest_subject
            };
            let subject = fill(template, minijinja::context! { count })?;
            (subject, &words.digest_heading, &words.digest_lead, &words.why)
        }
        Contents::Overview(parts) => {
            let parts = parts.iter().map(|(ahead, lines)| {
                format!("{} ({})", heading_of(*ahead, wording).to_lowercase(), lines.len())
            });
            let summary = parts.collect::<Vec<_>>().join(", ");
            let subject = fill(&words.overview_subject, minijinja::context! { summary })?;
            (
                subject,
                &words.overview_heading,
                &words.overview_lead,
                &words.overview_why,
            )
        }
    };
    let municipality = visible(&gathering.municipality, ' ');
    let page = Page {
        lang: language_tag(gathering.locale),
        heading: heading.clone(),
        lead: if gathering.titles_only {
            &wording.footer.title_only
        } else {
            lead
        }
        .clone(),
        rows: Vec::new(),
        sections,
        action: words.action.clone(),
        link: &gathering.link,
        why: why.clone(),
        calendar: None,
        sent_by: fill(&wording.footer.sent_by, minijinja::context! { municipality })?,
        base_url: &sender.base_url,
        choose: wording.footer.choose.clone(),
        settings_link: gathering.settings_link.as_deref(),
        unsubscribe: None,
        unsubscribe_link: None,
    };
    let recipient = Recipient {
        name: visible(&gathering.recipient.name, ' '),
        ..gathering.recipient.clone()
    };
    Ok(Mail {
        message_id: format!("<{}@{}>", digest(&[&gathering.key]), sender.domain),
        subject,
        text: layout::plain_text(&page)?,
        html: layout::html(&page)?,
        ics: None,
        date: now,
        headers: headers(sender, gathering.locale, &recipient.email, None),
        from: sender.recipient()?,
        to: recipient,
    })
}

/// By category, in the order of the catalogue; each thing is the subject of the mail that it would be by itself.
fn digest_sections(
    messages: &[Message],
    locale: Locale,
    wording: &Wording,
) -> Result<Vec<Section>, RenderError> {
    let mut sections = Vec::new();
    for category in NotificationCategory::ALL {
        let mut items = Vec::new();
        for message in messages
            .iter()
            .filter(|message| entry(message.kind).category == *category)
        {
            let message = &message.on_single_lines();
            web_address(&message.link, "link")?;
            let facts = facts(message, wording)?;
            items.push(Item {
                text: fill(&wording.kind(message.kind)?.subject, &facts)?,
                link: message.link.clone(),
                below: Some(message.unit.clone()).filter(|unit| !unit.is_empty()),
            });
        }
        if !items.is_empty() {
            let heading = words::as_heading(words::category(*category, locale));
            sections.push(Section { heading, items });
        }
    }
    Ok(sections)
}

fn heading_of(ahead: Ahead, wording: &Wording) -> &str {
    let words = &wording.gathered;
    match ahead {
        Ahead::Launches => &words.launches,
        Ahead::Measures => &words.measures,
        Ahead::Approvals => &words.approvals,
        Ahead::Tasks => &words.tasks,
    }
}

fn overview_section(ahead: Ahead, lines: &[Line], wording: &Wording) -> Result<Section, RenderError> {
    let mut items = Vec::new();
    for line in lines {
        web_address(&line.link, "link")?;
        let (name, e_service) = (visible(&line.name, ' '), visible(&line.e_service, ' '));
        let day = line.on.map(|day| wording.long_date(day));
        let (text, below) = if name.is_empty() {
            (e_service, None)
        } else {
            (name, Some(e_service))
        };
        let below: Vec<_> = below.into_iter().chain(day).collect();
        items.push(Item {
            text,
            link: line.link.clone(),
            below: Some(below.join(", ")).filter(|below| !below.is_empty()),
        });
    }
    Ok(Section {
        heading: heading_of(ahead, wording).to_owned(),
        items,
    })
}
