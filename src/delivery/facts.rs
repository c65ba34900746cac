//! The facts of a message, worded: for its texts, and as a list.

use ::entity::enums::{NotificationKind as Kind, ReminderSeries as Series};
use serde::Serialize;

use super::{
    Message, RenderError,
    layout::{Row, fill},
    wording::Wording,
};
use crate::domain::notification::{About, entry};

/// What the words of a kind can use. What is `None` can only be asked for, not written out.
#[derive(Serialize)]
pub(super) struct Facts<'a> {
    pub e_service: &'a str,
    pub municipality: &'a str,
    pub subject_of: Option<&'a str>,
    pub actor: Option<&'a str>,
    pub role: Option<&'a str>,
    pub on_behalf_of: Option<&'a str>,
    /// `30 november 2026`.
    pub date: Option<String>,
    /// `måndag 30 november 2026`.
    pub long_date: Option<String>,
    /// The date before it was moved, as `date`.
    pub former: Option<String>,
    /// Whether that is the day on which the message is sent.
    pub is_today: bool,
    /// Whether that day has passed.
    pub is_past: bool,
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
        on_behalf_of: message.on_behalf_of.as_deref(),
        date: message.about_on.map(|day| wording.date(day)),
        long_date: message.about_on.map(|day| wording.long_date(day)),
        former: message.former_on.map(|day| wording.date(day)),
        is_today: days == Some(0),
        is_past: days.is_some_and(|days| days < 0),
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
    let row = entry(message.kind);
    let subject = match (row.about, message.kind) {
        (About::Metric, _) => Some(&labels.metric),
        (About::Task, _) => Some(&labels.task),
        (About::Approval, _) => Some(&labels.approval),
        (_, Kind::DefectReported) => Some(&labels.defect),
        (_, Kind::SuggestionReceived) => Some(&labels.suggestion),
        (_, Kind::RoleGranted | Kind::RoleRevoked) => Some(&labels.role),
        _ => None,
    };
    let actor = match (row.about, message.kind) {
        (_, Kind::TaskAssigned) => &labels.assigned_by,
        (About::Approval, kind) if kind != Kind::ApprovalVoid => &labels.asked_by,
        _ => &labels.by,
    };
    let day = match (row.series, message.kind) {
        (Some(Series::Launch), _) | (_, Kind::LaunchMoved | Kind::LaunchCancelled) => &labels.launch,
        (Some(Series::Publication), _) => &labels.order_by,
        (Some(Series::Deadline), _) => &labels.deadline,
        (Some(Series::Measure), _) => &labels.measure_on,
        (Some(Series::Approval), _) => &labels.asked_on,
        (_, Kind::RetirementAnnounced) => &labels.retire_on,
        _ => &labels.last_day,
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
        Some((&labels.former, facts.former.as_deref())),
        Some((actor, facts.actor)),
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
