//! A report as it is read: every figure in words of one language, ready to be put on a page.

use ::entity::enums::Locale;
use chrono::NaiveDate;
use serde::Serialize;

use super::{BenefitResult, Content, MetricResult, Money, plot};
use crate::domain::{
    figures::{kronor, number, percent, with_unit},
    goal::{self, Trend},
    ground::RealisationState,
    operation::IncidentSeverity,
};

/// The words of the page that are the same in every report.
#[derive(Serialize)]
pub(super) struct Labels {
    language: &'static str,
    title: &'static str,
    period: &'static str,
    unit: &'static str,
    owner: &'static str,
    manager: &'static str,
    composed: &'static str,
    presented: &'static str,
    draft: &'static str,
    analysis: &'static str,
    goals: &'static str,
    goal: &'static str,
    attainment: &'static str,
    none: &'static str,
    baseline: &'static str,
    target: &'static str,
    latest: &'static str,
    trend: &'static str,
    forecast: &'static str,
    late: &'static str,
    values: &'static str,
    legend: &'static str,
    day: &'static str,
    value: &'static str,
    remark: &'static str,
    benefits: &'static str,
    benefit: &'static str,
    state: &'static str,
    planned: &'static str,
    realised: &'static str,
    sum: &'static str,
    suggestions: &'static str,
    category: &'static str,
    count: &'static str,
    weight: &'static str,
    rating: &'static str,
    taken_up: &'static str,
    operation: &'static str,
    incident: &'static str,
    began: &'static str,
    minutes: &'static str,
    severity: &'static str,
    since: &'static str,
}

const SV: Labels = Labels {
    language: "sv",
    title: "Uppföljningsrapport",
    period: "Period",
    unit: "Enhet",
    owner: "E-tjänsteägare",
    manager: "Förvaltare",
    composed: "Sammanställd",
    presented: "Presenterad",
    draft: "Utkast",
    analysis: "Förvaltarens analys",
    goals: "Mål för mål",
    goal: "Mål",
    attainment: "Måluppfyllelse",
    none: "–",
    baseline: "Utgångsläge",
    target: "Målvärde",
    latest: "Senaste värde",
    trend: "Trend",
    forecast: "Prognos",
    late: "Sena mätningar",
    values: "Värden under perioden",
    legend: "Heldragen linje: uppmätta värden. Streckad: målvärde. Prickad: utgångsläge.",
    day: "Dag",
    value: "Värde",
    remark: "Anmärkning",
    benefits: "Nyttor",
    benefit: "Nytta",
    state: "Läge",
    planned: "Planerat per år",
    realised: "Realiserat per år",
    sum: "Summa",
    suggestions: "Förbättringsförslag",
    category: "Område",
    count: "Antal",
    weight: "Vikt (1–5)",
    rating: "Betyg (1–5)",
    taken_up: "Tas om hand",
    operation: "Drift och störningar",
    incident: "Störning",
    began: "Började",
    minutes: "Minuter",
    severity: "Allvar",
    since: "Förändrat sedan förra rapporten",
};

const EN: Labels = Labels {
    language: "en",
    title: "Follow-up report",
    period: "Period",
    unit: "Unit",
    owner: "Owner",
    manager: "Service manager",
    composed: "Composed",
    presented: "Presented",
    draft: "Draft",
    analysis: "The service manager's analysis",
    goals: "Goal by goal",
    goal: "Goal",
    attainment: "Attainment",
    none: "–",
    baseline: "Baseline",
    target: "Target",
    latest: "Latest value",
    trend: "Trend",
    forecast: "Forecast",
    late: "Late measurements",
    values: "Values in the period",
    legend: "Solid line: measured values. Dashed: target. Dotted: baseline.",
    day: "Day",
    value: "Value",
    remark: "Remark",
    benefits: "Benefits",
    benefit: "Benefit",
    state: "State",
    planned: "Planned a year",
    realised: "Realised a year",
    sum: "Sum",
    suggestions: "Suggestions for improvement",
    category: "Subject",
    count: "Number",
    weight: "Weight (1–5)",
    rating: "Rating (1–5)",
    taken_up: "Taken up",
    operation: "Operation and incidents",
    incident: "Incident",
    began: "Began",
    minutes: "Minutes",
    severity: "Severity",
    since: "What changed since the last report",
};

/// A report, ready to be put on a page.
#[derive(Serialize)]
pub(super) struct View {
    labels: &'static Labels,
    e_service: String,
    period: String,
    unit: String,
    owners: String,
    managers: String,
    composed: String,
    /// When and to whom it was presented; none for a draft.
    presented: Option<String>,
    /// The text of the service manager: Markdown, or HTML.
    text: String,
    goals: Vec<GoalView>,
    benefits: Vec<BenefitView>,
    benefit_sums: Option<(String, String)>,
    suggestions: Vec<[String; 5]>,
    operation: String,
    incidents: Vec<[String; 4]>,
    former: Option<String>,
    changes: Vec<String>,
}

#[derive(Serialize)]
struct GoalView {
    goal: String,
    attainment: String,
    metrics: Vec<MetricView>,
}

#[derive(Serialize)]
struct MetricView {
    name: String,
    baseline: String,
    target: String,
    latest: String,
    attainment: String,
    trend: String,
    forecast: String,
    late: String,
    explanation: String,
    remark: Option<String>,
    values: Vec<[String; 3]>,
    /// The plot as SVG; none where there is nothing to draw, or none is wanted.
    plot: Option<String>,
}

#[derive(Serialize)]
struct BenefitView {
    name: String,
    state: String,
    planned: String,
    realised: String,
    measured: String,
}

/// What is known of a report beside its content.
pub(super) struct Frame<'a> {
    pub(super) locale: Locale,
    /// The text of the service manager, as it goes into the page.
    pub(super) text: String,
    /// The day on which it was presented, and the names of those to whom.
    pub(super) presented: Option<(NaiveDate, &'a [String])>,
    /// Whether plots are drawn.
    pub(super) plots: bool,
}

impl View {
    pub(super) fn new(content: &Content, frame: Frame<'_>) -> Self {
        let locale = frame.locale;
        let pick = |sv: &'static str, en: &'static str| match locale {
            Locale::Sv => sv,
            Locale::En => en,
        };
        let incidents = &content.operation.incidents;
        let minutes: i64 = incidents.iter().filter_map(|incident| incident.minutes()).sum();
        let (checks, worked) = (content.operation.checks, content.operation.worked);
        let operation = match locale {
            Locale::Sv => format!(
                "{checks} kontroller, {worked} utan anmärkning. {} störningar, {minutes} minuter sammanlagt.",
                incidents.len()
            ),
            Locale::En => format!(
                "{checks} checks, {worked} without remarks. {} incidents, {minutes} minutes altogether.",
                incidents.len()
            ),
        };
        let sums =
            |of: fn(&BenefitResult) -> Money| money(Money::sum(content.benefits.iter().map(of)), locale);
        let severity = |severity: IncidentSeverity| match severity {
            IncidentSeverity::Outage => pick("Nere", "Down").to_owned(),
            IncidentSeverity::Major => pick("Större", "Major").to_owned(),
            IncidentSeverity::Minor => pick("Mindre", "Minor").to_owned(),
        };
        let mean = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| number(value, locale));
        Self {
            labels: match locale {
                Locale::Sv => &SV,
                Locale::En => &EN,
            },
            e_service: content.e_service.clone(),
            period: format!("{} – {}", content.from, content.to),
            unit: content.unit.clone(),
            owners: content.owners.join(", "),
            managers: content.managers.join(", "),
            composed: content.composed_on.to_string(),
            presented: frame.presented.map(|(on, to)| match locale {
                _ if to.is_empty() => on.to_string(),
                Locale::Sv => format!("{on}, för {}", to.join(", ")),
                Locale::En => format!("{on}, to {}", to.join(", ")),
            }),
            text: frame.text,
            goals: content
                .goals
                .iter()
                .map(|goal| GoalView {
                    goal: goal.goal.clone(),
                    attainment: share(goal.attainment, locale),
                    metrics: goal
                        .metrics
                        .iter()
                        .map(|metric| metric_view(metric, locale, frame.plots))
                        .collect(),
                })
                .collect(),
            benefits: content
                .benefits
                .iter()
                .map(|benefit| BenefitView {
                    name: benefit.name.clone(),
                    state: match benefit.state {
                        RealisationState::Realised => pick("Realiserad", "Realised").to_owned(),
                        RealisationState::InPart => pick("Delvis", "In part").to_owned(),
                        RealisationState::GivenUp => pick("Uppgiven", "Given up").to_owned(),
                        RealisationState::Planned => pick("Planerad", "Planned").to_owned(),
                    },
                    planned: money(benefit.planned, locale),
                    realised: money(benefit.realised, locale),
                    measured: benefit.measured.clone().unwrap_or_default(),
                })
                .collect(),
            benefit_sums: (!content.benefits.is_empty())
                .then(|| (sums(|benefit| benefit.planned), sums(|benefit| benefit.realised))),
            suggestions: content
                .suggestions
                .iter()
                .map(|group| {
                    let other = pick("Övrigt", "Other").to_owned();
                    [
                        group.category.clone().unwrap_or(other),
                        group.count.to_string(),
                        mean(group.weight),
                        mean(group.rating),
                        group.taken_up.to_string(),
                    ]
                })
                .collect(),
            operation,
            incidents: incidents
                .iter()
                .map(|incident| {
                    let goes_on = pick("pågår", "goes on").to_owned();
                    [
                        incident.title.clone(),
                        incident.began_at.date_naive().to_string(),
                        incident.minutes().map_or(goes_on, |minutes| minutes.to_string()),
                        severity(incident.severity),
                    ]
                })
                .collect(),
            former: content.former_to.map(|to| to.to_string()),
            changes: content.changes.iter().map(|change| change.text(locale)).collect(),
        }
    }
}

fn metric_view(metric: &MetricResult, locale: Locale, plots: bool) -> MetricView {
    let figure = |value: f64| with_unit(value, &metric.unit, locale);
    let none = || "–".to_owned();
    let late = match locale {
        Locale::Sv => "sen",
        Locale::En => "late",
    };
    let remark = match (metric.overdue_since, metric.accepted_until, locale) {
        (Some(since), _, Locale::Sv) => Some(format!("Skulle ha mätts {since} och är inte mätt.")),
        (Some(since), _, Locale::En) => Some(format!("Was to be measured on {since} and was not.")),
        (None, Some(until), Locale::Sv) => Some(format!("Godtagen avvikelse till {until}.")),
        (None, Some(until), Locale::En) => Some(format!("A deviation is accepted until {until}.")),
        (None, None, _) => None,
    };
    MetricView {
        name: metric.name.clone(),
        baseline: metric.baseline.map_or_else(none, figure),
        target: figure(metric.target),
        latest: metric
            .looked_at
            .last()
            .map_or_else(none, |(_, value)| figure(*value)),
        attainment: share(metric.attainment, locale),
        trend: match (metric.trend, locale) {
            (None, _) => none(),
            (Some(Trend::Improving), Locale::Sv) => "Förbättras".into(),
            (Some(Trend::Improving), Locale::En) => "Improving".into(),
            (Some(Trend::Steady), Locale::Sv) => "Oförändrad".into(),
            (Some(Trend::Steady), Locale::En) => "Steady".into(),
            (Some(Trend::Worsening), Locale::Sv) => "Försämras".into(),
            (Some(Trend::Worsening), Locale::En) => "Worsening".into(),
        },
        forecast: metric.forecast.on.map_or_else(none, |on| on.to_string()),
        late: metric.late().to_string(),
        explanation: goal::explanation(&metric.standing(), locale),
        remark,
        values: metric
            .values
            .iter()
            .map(|value| {
                let remark = if value.late { late } else { "" };
                [value.on.to_string(), figure(value.value), remark.to_owned()]
            })
            .collect(),
        plot: plots.then(|| plot::svg(metric, locale)).flatten(),
    }
}

fn share(attainment: Option<f64>, locale: Locale) -> String {
    attainment.map_or_else(|| "–".to_owned(), |share| percent(share, locale))
}

/// Money and time: "120 000 kr, 400 h".
fn money(of: Money, locale: Locale) -> String {
    let minor = of.minor.map(|minor| kronor(minor, locale));
    let hours = of.hours.map(|hours| with_unit(hours as f64, "h", locale));
    let parts: Vec<String> = minor.into_iter().chain(hours).collect();
    if parts.is_empty() {
        "–".into()
    } else {
        parts.join(", ")
    }
}
