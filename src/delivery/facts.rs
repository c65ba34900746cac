//! The facts of a message, worded: for its texts, and as a list.

use ::entity::enums::NotificationKind as Kind;
use serde::Serialize;

use super::{
    Message, RenderError,
    layout::{Row, fill},
    wording::Wording,
};

/// What the words of a kind can use. What is `None` can only be asked for, not written out.
#[derive(Serialize)]
pub(super) struct Facts<'a> {
    pub e_service: &'a str,
    pub municipality: &'a str,
    pub subject_of: Option<&'a str>,
    pub actor: Option<&'a str>,
    pub role: Option<&'a str>,
    /// `30 november 2026`.
    pub date: Option<String>,
    /// `måndag 30 november 2026`.
    pub long_date: Option<String>,
    /// Whether that is the day on which the message is sent.
    pub is_today: bool,
    /// `om 7 dagar`.
    pub when: Option<String>,
    /// `3 dagar`.
    pub late: Option<String>,
    pub approved: Option<bool>,
    pub by: Option<&'a str>,
    pub motive: Option<&'a str>,
}

/// Words the facts that the texts of a kind can use.
pub(super) fn facts<'a>(message: &'a Message, wording: &Wording) -> Result<Facts<'a>, RenderError> {
    let days = message.about_on.map(|day| (day - message.today).num_days());
    let count = |template: &str, days: i64| fill(template, minijinja::context! { days });
    let when = days.map(|days| match days {
        ..-1 => count(&wording.when.earlier, -days),
        -1 => count(&wording.when.yesterday, 1),
        0 => count(&wording.when.today, 0),
        1 => count(&wording.when.tomorrow, 1),
        _ => count(&wording.when.later, days),
    });
    let late = days.map(|days| match -days {
        1 => count(&wording.late.one, 1),
        late => count(&wording.late.more, late.max(0)),
    });
    Ok(Facts {
        e_service: &message.e_service,
        municipality: &message.municipality,
        subject_of: message.subject_of.as_deref(),
        actor: message.actor.as_deref(),
        role: message.reason.as_deref(),
        date: message.about_on.map(|day| wording.date(day)),
        long_date: message.about_on.map(|day| wording.long_date(day)),
        is_today: days == Some(0),
        when: when.transpose()?,
        late: late.transpose()?,
        approved: message.decided.as_ref().map(|decided| decided.approved),
        by: message.decided.as_ref().map(|decided| decided.by.as_str()),
        motive: message
            .decided
            .as_ref()
            .and_then(|decided| decided.reason.as_deref()),
    })
}

/// The facts as a list, in the order in which somebody would ask for them.
pub(super) fn rows<'a>(message: &'a Message, wording: &'a Wording, facts: &Facts<'_>) -> Vec<Row<'a>> {
    let labels = &wording.labels;
    let (subject, actor, day) = match message.kind {
        Kind::LaunchAhead | Kind::LaunchToday | Kind::LaunchOverdue => (None, None, &labels.launch),
        Kind::MeasureAhead | Kind::MeasureDue | Kind::MeasureOverdue => {
            (Some(&labels.metric), None, &labels.measure_on)
        }
        Kind::RetirementAnnounced => (None, None, &labels.retire_on),
        Kind::TaskAssigned => (Some(&labels.task), Some(&labels.assigned_by), &labels.last_day),
        Kind::ApprovalAsked | Kind::ApprovalDecided => {
            (Some(&labels.approval), Some(&labels.asked_by), &labels.last_day)
        }
    };
    let answer = facts.approved.map(|approved| {
        if approved {
            &labels.approved
        } else {
            &labels.rejected
        }
        .as_str()
    });
    // An answered approval has no last day any more.
    let date = facts
        .long_date
        .as_deref()
        .filter(|_| message.kind != Kind::ApprovalDecided);
    [
        subject.map(|label| (label, facts.subject_of)),
        Some((&labels.e_service, Some(facts.e_service))),
        Some((&labels.unit, Some(message.unit.as_str()))),
        Some((day, date)),
        actor.map(|label| (label, facts.actor)),
        Some((&labels.answer, answer)),
        Some((&labels.decided_by, facts.by)),
        Some((&labels.motive, facts.motive)),
    ]
    .into_iter()
    .flatten()
    .filter_map(|(label, value)| Some((label, value.filter(|value| !value.is_empty())?)))
    .map(|(label, value)| Row {
        label,
        lines: value.lines().map(|line| line.trim_end().to_owned()).collect(),
    })
    .collect()
}
