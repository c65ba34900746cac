//! The facts of a message, before any wording.

use ::entity::enums::{Locale, NotificationKind};
use chrono::NaiveDate;

use crate::domain::notification::{About, entry};

/// Whom a message is for: one person, one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The person's name as it is written in the mail program; may be empty.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// The answer to an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Given, or refused.
    pub approved: bool,
    /// The name of the one who answered.
    pub by: String,
    /// The reason in free text, of one or several lines.
    pub reason: Option<String>,
}

/// Everything that a message tells. Words that the caller gives (a task's title, a role's name) are in the recipient's
/// language already; the rest is worded here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is told.
    pub kind: NotificationKind,
    /// The recipient's language.
    pub locale: Locale,
    /// The one person who gets it.
    pub recipient: Recipient,
    /// The title of the e-service; empty where it is about the account.
    pub e_service: String,
    /// The name of the organisational unit that has the e-service; empty where it is about the account.
    pub unit: String,
    /// The day that it is about: the launch, the day a measure is due, the last day of a task. Needed for launches and measures.
    pub about_on: Option<NaiveDate>,
    /// The day before it was moved; needed where a launch was moved.
    pub former_on: Option<NaiveDate>,
    /// The day on which the message is sent, in the municipality's time zone: "in 7 days" counts from it.
    pub today: NaiveDate,
    /// The title of the task, the metric's name with its unit, the name of the approval, the role, the defect or the suggestion.
    /// Needed for these kinds.
    pub subject_of: Option<String>,
    /// The answer; needed for [`NotificationKind::ApprovalDecided`].
    pub decided: Option<Decided>,
    /// The name of the one who assigned the task, asked for the approval, moved the date or gave the role.
    pub actor: Option<String>,
    /// The absolute http(s) address of the thing in the client.
    pub link: String,
    /// The name of the municipality.
    pub municipality: String,
    /// The stable key of this delivery: the same key gives the same Message-ID, however often it is sent.
    pub key: String,
    /// The stable key of the thing that the message is about: of the cycle for a launch. It gives the calendar entry its
    /// identity, so that a moved launch moves the entry and a second launch of the e-service gets one of its own.
    pub thing: String,
    /// The stable key of what the message belongs to: of the e-service, or of the account. Mail programs show the messages of
    /// one as a conversation.
    pub thread: String,
    /// Why this person gets it: the name of their role.
    pub reason: Option<String>,
    /// The name of the one for whom the person stands in.
    pub on_behalf_of: Option<String>,
    /// Whether the message names neither e-service nor people, for a mailbox that is not trusted.
    pub titles_only: bool,
    /// Where the person chooses what they get by e-mail.
    pub settings_link: Option<String>,
    /// Where a click on "unsubscribe" in the mail program goes (RFC 8058); none where the kind cannot be turned off.
    pub unsubscribe_link: Option<String>,
}

impl Message {
    /// A believable message of a kind in a language, for tests and for showing what a mail looks like.
    #[must_use]
    pub fn sample(kind: NotificationKind, locale: Locale) -> Self {
        use NotificationKind as K;
        let sv = locale == Locale::Sv;
        let words = |swedish: &str, english: &str| if sv { swedish } else { english }.to_owned();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let account = entry(kind).about == About::Account;
        let placed = |text: &str| if account { String::new() } else { text.to_owned() };
        let in_days = |days: i64| Some(today + chrono::Duration::days(days));
        Self {
            kind,
            locale,
            recipient: Recipient {
                name: "Åsa Öberg".into(),
                email: "asa.oberg@kommun.example".into(),
            },
            e_service: placed("Ansök om bygglov"),
            unit: placed("Miljö- och byggnadsförvaltningen"),
            about_on: match kind {
                K::LaunchAhead => in_days(7),
                K::LaunchMoved => in_days(21),
                K::RetirementAnnounced => in_days(90),
                K::PublicationDue
                | K::DeadlineAhead
                | K::MeasureAhead
                | K::TaskDue
                | K::TaskAssigned
                | K::ReportDue => in_days(14),
                K::LaunchToday | K::MeasureDue | K::CheckDue | K::LaunchCancelled => in_days(0),
                _ if entry(kind).series.is_some() => in_days(-3),
                _ => None,
            },
            former_on: if kind == K::LaunchMoved { in_days(7) } else { None },
            today,
            subject_of: match (entry(kind).about, kind) {
                (About::Metric, _) => Some(words(
                    "Andel digitala ansökningar (%)",
                    "Share of digital applications (%)",
                )),
                (About::Task, _) => Some(words(
                    "Skriv texter till e-tjänsten",
                    "Write the texts of the e-service",
                )),
                (About::Approval, _) => Some(words("Designförslag", "Design proposal")),
                (_, K::DefectReported) => Some(words("Fel summa på kvittot", "Wrong sum on the receipt")),
                (_, K::SuggestionReceived) => {
                    Some(words("Visa handläggningstiden", "Show how long it takes"))
                }
                (_, K::RoleGranted | K::RoleRevoked) => Some(words("redaktör", "editor")),
                _ => None,
            },
            decided: (kind == K::ApprovalDecided).then(|| Decided {
                approved: false,
                by: "Örjan Åkesson".into(),
                reason: Some(words(
                    "Steg 3 frågar efter uppgifter som vi redan har.\nTa bort det steget.",
                    "Step 3 asks for what we already have.\nTake that step away.",
                )),
            }),
            actor: (entry(kind).series.is_none() && !matches!(kind, K::ApprovalDecided | K::LogInEnded))
                .then(|| "Örjan Åkesson".into()),
            link: "https://lansera.kommun.example/e-services/bygglov".into(),
            municipality: "Kumla kommun".into(),
            key: format!("sample-{}-{}", kind.name(), locale.name()),
            thing: "sample-cycle".into(),
            thread: "sample-e-service".into(),
            reason: (!account).then(|| words("e-tjänsteägare", "e-service owner")),
            on_behalf_of: None,
            titles_only: false,
            settings_link: Some("https://lansera.kommun.example/settings/notifications".into()),
            unsubscribe_link: (!account).then(|| "https://lansera.kommun.example/unsubscribe/sample".into()),
        }
    }

    /// The same message with every text on one line, but for the reason of an answer. What people write goes into a subject
    /// and into headers: a line break there would begin a header of the writer's choice, and a character that turns the
    /// direction of writing could make a name or a link look like another.
    pub(super) fn on_single_lines(&self) -> Self {
        let line = |text: &String| visible(text, ' ');
        let mut clean = self.clone();
        for text in [
            &mut clean.recipient.name,
            &mut clean.e_service,
            &mut clean.unit,
            &mut clean.municipality,
        ] {
            *text = line(text);
        }
        clean.subject_of = clean.subject_of.as_ref().map(line);
        clean.actor = clean.actor.as_ref().map(line);
        clean.reason = clean.reason.as_ref().map(line);
        clean.on_behalf_of = clean.on_behalf_of.as_ref().map(line);
        if let Some(decided) = &mut clean.decided {
            decided.by = line(&decided.by);
            decided.reason = decided
                .reason
                .as_ref()
                .map(|text| visible(text, '\n'))
                .filter(|text| !text.is_empty());
        }
        clean
    }
}

/// Control characters become spaces; line ends become `line_end`; runs of spaces one; characters of direction go.
pub(super) fn visible(text: &str, line_end: char) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace("\r\n", "\n")
        .split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .map(|line| {
            let plain: String = line
                .chars()
                .filter(|c| !turns(*c))
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            plain
                .split(' ')
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect::<Vec<_>>()
        .join(&line_end.to_string())
        .trim()
        .to_owned()
}
