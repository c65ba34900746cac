//! The way of a cycle through the phases: what moves it on, and what is refused.

use chrono::NaiveDate;

use ::entity::enums::{CycleKind, DecisionOutcome, DocumentKind, Locale, Phase};

use super::{
    facts::CycleFacts,
    gate::{self, ConditionStatus},
    template::Template,
    words,
};

#[cfg(test)]
mod tests;

/// Why a step of a cycle was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The cycle is in its last phase.
    NoFurtherPhase,
    /// The cycle is over.
    Ended,
    /// Launch is left by publishing and by nothing else.
    OnlyByPublishing,
    /// These conditions of the gate do not hold.
    Conditions(Vec<ConditionStatus>),
    /// The step belongs to other phases.
    NotInPhase {
        /// Where the step can be taken.
        allowed: &'static [Phase],
        /// Where the cycle is.
        current: Phase,
    },
    /// The e-service is published already.
    AlreadyPublished,
    /// The launch date lies before today.
    LaunchDateInPast,
    /// A decision to develop needs the pre-study as its ground.
    PreStudyMissing,
    /// A decision to develop waits until these demanding requirements are investigated.
    NotInvestigated(Vec<String>),
}

impl Refusal {
    /// Stable code for clients.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFurtherPhase => "NO_FURTHER_PHASE",
            Self::Ended => "CYCLE_ENDED",
            Self::OnlyByPublishing => "ONLY_BY_PUBLISHING",
            Self::Conditions(_) => "GATE_CLOSED",
            Self::NotInPhase { .. } => "NOT_IN_PHASE",
            Self::AlreadyPublished => "ALREADY_PUBLISHED",
            Self::LaunchDateInPast => "LAUNCH_DATE_IN_PAST",
            Self::PreStudyMissing => "PRE_STUDY_MISSING",
            Self::NotInvestigated(_) => "NOT_INVESTIGATED",
        }
    }

    /// The reason for a person.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let (sv, en) = match self {
            Self::NoFurtherPhase => (
                "Det finns inget steg efter uppföljningen.",
                "No phase follows after follow-up.",
            ),
            Self::Ended => ("Omgången är avslutad.", "The cycle is over."),
            Self::OnlyByPublishing => (
                "Lanseringen lämnas genom att e-tjänsten publiceras.",
                "The launch phase is left by publishing the e-service.",
            ),
            Self::AlreadyPublished => (
                "E-tjänsten är redan publicerad.",
                "The e-service is already published.",
            ),
            Self::LaunchDateInPast => ("Lanseringsdatumet har passerat.", "The launch date has passed."),
            Self::PreStudyMissing => (
                "Ett beslut om att utveckla behöver förstudien som underlag.",
                "A decision to develop needs the pre-study as its ground.",
            ),
            Self::NotInvestigated(titles) => {
                let titles: Vec<String> = titles.iter().map(|title| format!("”{title}”")).collect();
                let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
                let titles = words::list(&titles, locale);
                return match locale {
                    Locale::Sv => format!("Innan e-tjänsten kan beslutas ska detta vara utrett: {titles}."),
                    Locale::En => {
                        format!("Before a decision to develop, this has to be investigated: {titles}.")
                    }
                };
            }
            Self::Conditions(open) => {
                let texts: Vec<&str> = open.iter().map(|condition| condition.text.get(locale)).collect();
                return match locale {
                    Locale::Sv => format!("Detta återstår: {}", texts.join(" ")),
                    Locale::En => format!("This is left: {}", texts.join(" ")),
                };
            }
            Self::NotInPhase { allowed, current } => {
                let names: Vec<&str> = allowed.iter().map(|phase| words::phase(*phase, locale)).collect();
                let (names, current) = (words::list(&names, locale), words::phase(*current, locale));
                return match locale {
                    Locale::Sv => format!("Detta hör till {names}, men omgången är i {current}."),
                    Locale::En => format!("This belongs to {names}, but the cycle is in {current}."),
                };
            }
        };
        match locale {
            Locale::Sv => sv.to_owned(),
            Locale::En => en.to_owned(),
        }
    }
}

/// Moves the cycle on to the next phase and answers which it is.
///
/// # Errors
/// The conditions that do not hold; or that there is no way on from here.
pub fn advance(template: &Template, facts: &CycleFacts) -> Result<Phase, Refusal> {
    if facts.ended {
        return Err(Refusal::Ended);
    }
    if facts.phase == Phase::Launch {
        return Err(Refusal::OnlyByPublishing);
    }
    let next = gate::onward(facts).ok_or(Refusal::NoFurtherPhase)?;
    pass(template, facts, next)
}

/// Publishes the e-service and answers the phase that the cycle is in then.
///
/// # Errors
/// The conditions that do not hold, the launch date among them; or that the cycle is not at its launch.
pub fn publish(template: &Template, facts: &CycleFacts) -> Result<Phase, Refusal> {
    if facts.is_published() {
        return Err(Refusal::AlreadyPublished);
    }
    in_phase(facts, &[Phase::Launch])?;
    pass(template, facts, Phase::Management)
}

/// The gate, whole: an open condition is a refusal that names every open condition.
fn pass(template: &Template, facts: &CycleFacts, next: Phase) -> Result<Phase, Refusal> {
    let mut open = gate::conditions(template, facts);
    open.retain(|condition| !condition.satisfied);
    if open.is_empty() {
        Ok(next)
    } else {
        Err(Refusal::Conditions(open))
    }
}

/// Whether management's decision can be recorded now. `uninvestigated` are the titles of the demanding requirements that nobody has
/// investigated.
///
/// # Errors
/// A decision belongs to its phase, and one to develop needs its ground. (A revision may go without a pre-study.)
pub fn decide(
    facts: &CycleFacts,
    outcome: DecisionOutcome,
    uninvestigated: &[String],
) -> Result<(), Refusal> {
    in_phase(facts, &[Phase::Decision])?;
    let has_ground = facts.kind == CycleKind::Revision || facts.documents.contains(&DocumentKind::PreStudy);
    if outcome == DecisionOutcome::Go && !has_ground {
        return Err(Refusal::PreStudyMissing);
    }
    if outcome == DecisionOutcome::Go && !uninvestigated.is_empty() {
        return Err(Refusal::NotInvestigated(uninvestigated.to_vec()));
    }
    Ok(())
}

/// Whether the launch date can be set to this day.
///
/// # Errors
/// It can be planned from preparation on, until publication, and never lies in the past.
pub fn set_launch_date(facts: &CycleFacts, date: NaiveDate) -> Result<(), Refusal> {
    if facts.is_published() {
        return Err(Refusal::AlreadyPublished);
    }
    in_phase(facts, &[Phase::Preparation, Phase::Build, Phase::Launch])?;
    if date < facts.today {
        return Err(Refusal::LaunchDateInPast);
    }
    Ok(())
}

fn in_phase(facts: &CycleFacts, allowed: &'static [Phase]) -> Result<(), Refusal> {
    if facts.ended {
        return Err(Refusal::Ended);
    }
    if !allowed.contains(&facts.phase) {
        return Err(Refusal::NotInPhase {
            allowed,
            current: facts.phase,
        });
    }
    Ok(())
}
