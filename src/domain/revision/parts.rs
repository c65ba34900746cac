//! Which parts of the process a revision has: those that were chosen, and those that they need.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::enums::{ApprovalSubject, Locale, Phase};

use crate::domain::{
    facts::CycleFacts,
    template::{Activity, Outcome, Template},
};

/// A part of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Key of its activity.
    pub activity: String,
    /// Why it is there.
    pub because: Because,
}

/// Why a part is in a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// It was chosen.
    Chosen,
    /// Nothing goes live without it.
    GoesLive,
    /// It belongs to the operation, which the revision takes over when it is published.
    Operation,
    /// What this activity does can only be done after it.
    Before(String),
    /// What this activity does is tested, reviewed or approved anew.
    Renewed(String),
    /// This activity rests on it, and nothing of the turn before holds any more.
    Missing(String),
}

impl Because {
    /// Key of the activity that needs the part.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        match self {
            Self::Before(key) | Self::Renewed(key) | Self::Missing(key) => Some(key),
            Self::Chosen | Self::GoesLive | Self::Operation => None,
        }
    }

    /// The reason for a person.
    #[must_use]
    pub fn text(&self, template: &Template, locale: Locale) -> String {
        let title = |key: &str| {
            let activity = template.activity(key);
            activity.map_or_else(|| key.to_owned(), |found| found.title.get(locale).to_owned())
        };
        match (self, locale) {
            (Self::Chosen, Locale::Sv) => "Valdes.".to_owned(),
            (Self::Chosen, Locale::En) => "It was chosen.".to_owned(),
            (Self::GoesLive, Locale::Sv) => "Utan detta kan ingenting publiceras.".to_owned(),
            (Self::GoesLive, Locale::En) => "Nothing is published without it.".to_owned(),
            (Self::Operation, Locale::Sv) => {
                "Hör till driften, som revideringen tar över när den publiceras.".to_owned()
            }
            (Self::Operation, Locale::En) => {
                "It belongs to the operation, which the revision takes over when it is published.".to_owned()
            }
            (Self::Before(key), Locale::Sv) => format!("Görs före ”{}”.", title(key)),
            (Self::Before(key), Locale::En) => format!("It is done before “{}”.", title(key)),
            (Self::Renewed(key), Locale::Sv) => {
                format!("Görs om, eftersom ”{}” ändrar det som den gäller.", title(key))
            }
            (Self::Renewed(key), Locale::En) => {
                format!(
                    "It is done anew, since “{}” changes what it is about.",
                    title(key)
                )
            }
            (Self::Missing(key), Locale::Sv) => {
                format!(
                    "”{}” bygger på detta, och inget tidigare resultat gäller längre.",
                    title(key)
                )
            }
            (Self::Missing(key), Locale::En) => {
                format!(
                    "“{}” rests on it, and no earlier result holds any more.",
                    title(key)
                )
            }
        }
    }
}

/// The parts that a revision has when some activities are chosen, in the order of the process, each with why it is there.
///
/// - What goes live is approved by the owner, whatever else is left out.
/// - The operation goes on in the turn that is published last, so that what recurs belongs to every turn.
/// - What is chosen waits for what it waits for in any turn (`after`). An approval is the exception: it is given of all that there
///   is, old or new.
/// - What is written anew is approved anew, and what is built anew comes from an approved specification, is tested and reviewed.
/// - What an approval rests on is there from before, or is a part.
///
/// `former` is what is known of the turn in operation; its approvals are those that still hold. Keys that are no activities are
/// passed over. What a decision switches on and off (project, test group) is a part only where it is chosen.
#[must_use]
pub fn parts(template: &Template, former: &CycleFacts, chosen: &BTreeSet<String>) -> Vec<Part> {
    let mut found: BTreeMap<&str, Because> = BTreeMap::new();
    let mut to_follow: Vec<&Activity> = Vec::new();
    for activity in &template.activities {
        let because = if chosen.contains(&activity.key) {
            Because::Chosen
        } else if matches!(
            activity.leaves,
            Some(Outcome::Publication | Outcome::EServiceApproval)
        ) {
            Because::GoesLive
        } else if is_operation(activity) {
            Because::Operation
        } else {
            continue;
        };
        found.insert(&activity.key, because);
        to_follow.push(activity);
    }
    while let Some(activity) = to_follow.pop() {
        for (needed, because) in needs(template, former, activity) {
            if !found.contains_key(needed.key.as_str()) {
                found.insert(&needed.key, because);
                to_follow.push(needed);
            }
        }
    }
    let in_order = template.activities.iter().filter_map(|activity| {
        Some(Part {
            activity: activity.key.clone(),
            because: found.remove(activity.key.as_str())?,
        })
    });
    in_order.collect()
}

/// What belongs to the operation and not to the way there: all of management and follow-up but the handing over and the closing,
/// which are steps of a project and done once.
fn is_operation(activity: &Activity) -> bool {
    match activity.phase {
        Phase::Management => activity.recurs.is_some(),
        Phase::FollowUp => true,
        _ => false,
    }
}

/// What an activity needs at once.
fn needs<'a>(
    template: &'a Template,
    former: &CycleFacts,
    activity: &Activity,
) -> Vec<(&'a Activity, Because)> {
    let key = || activity.key.clone();
    let mut all = Vec::new();
    // The tasks of an operation wait for one another, not for what led there.
    if !is_operation(activity) && !activity.leaves.is_some_and(gives_leave) {
        let before = activity.after.iter().filter_map(|after| template.activity(after));
        let unconditional = before.filter(|before| before.condition.is_none());
        all.extend(unconditional.map(|before| (before, Because::Before(key()))));
    }
    let Some(leaves) = activity.leaves else {
        return all;
    };
    let leaving = |outcome: Outcome| {
        let all = template.activities.iter();
        all.filter(move |other| other.leaves == Some(outcome))
    };
    for outcome in before(leaves) {
        all.extend(leaving(*outcome).map(|other| (other, Because::Before(key()))));
    }
    for outcome in renews(leaves) {
        all.extend(leaving(*outcome).map(|other| (other, Because::Renewed(key()))));
    }
    for outcome in rests_on(leaves) {
        if !former.shows(*outcome) {
            all.extend(leaving(*outcome).map(|other| (other, Because::Missing(key()))));
        }
    }
    all
}

/// True for approvals and the publication that follows them: they are about all that there is.
fn gives_leave(outcome: Outcome) -> bool {
    outcome.is_approval() || outcome == Outcome::Publication
}

/// What must be there anew before something is.
const fn before(outcome: Outcome) -> &'static [Outcome] {
    match outcome {
        // Building starts only from an approved specification (process.md, "Rules that the text states").
        Outcome::BuildNote => &[Outcome::Specification, Outcome::PreparationApprovals],
        _ => &[],
    }
}

/// What is done anew when something is.
const fn renews(outcome: Outcome) -> &'static [Outcome] {
    match outcome {
        // Management decides the three in one go.
        Outcome::Decision => &[Outcome::Approach, Outcome::Flags],
        Outcome::DesignProposal | Outcome::Metrics => &[Outcome::PreparationApprovals],
        Outcome::Specification => &[
            Outcome::PreparationApprovals,
            Outcome::TesterApproval,
            Outcome::EditorApproval,
        ],
        Outcome::BuildNote => &[Outcome::TesterApproval, Outcome::EditorApproval],
        _ => &[],
    }
}

/// What must be there, old or new.
const fn rests_on(outcome: Outcome) -> &'static [Outcome] {
    match outcome {
        Outcome::PreparationApprovals => &[Outcome::DesignProposal, Outcome::Specification, Outcome::Metrics],
        Outcome::TesterApproval | Outcome::EditorApproval => &[Outcome::BuildNote],
        Outcome::EServiceApproval => &[
            Outcome::PreparationApprovals,
            Outcome::BuildNote,
            Outcome::TesterApproval,
            Outcome::EditorApproval,
        ],
        _ => &[],
    }
}

/// The outcome that an approval of a subject belongs to.
#[must_use]
pub const fn approval_of(subject: ApprovalSubject) -> Outcome {
    match subject {
        ApprovalSubject::Design | ApprovalSubject::Specification | ApprovalSubject::Metrics => {
            Outcome::PreparationApprovals
        }
        ApprovalSubject::Test => Outcome::TesterApproval,
        ApprovalSubject::Editorial => Outcome::EditorApproval,
        ApprovalSubject::EService => Outcome::EServiceApproval,
    }
}

/// Whether an approval that holds in the turn before is taken over: not where what it is about is made anew.
#[must_use]
pub fn stays_held(template: &Template, parts: &[Part], subject: ApprovalSubject) -> bool {
    let anew: &[Outcome] = match subject {
        ApprovalSubject::Design => &[Outcome::DesignProposal],
        ApprovalSubject::Specification => &[Outcome::Specification],
        ApprovalSubject::Metrics => &[Outcome::Metrics],
        ApprovalSubject::Test => &[
            Outcome::Specification,
            Outcome::BuildNote,
            Outcome::TesterApproval,
        ],
        ApprovalSubject::Editorial => &[
            Outcome::Specification,
            Outcome::BuildNote,
            Outcome::EditorApproval,
        ],
        // With its launch date, it is given for each turn.
        ApprovalSubject::EService => return false,
    };
    let leaves = |part: &Part| {
        template
            .activity(&part.activity)
            .and_then(|activity| activity.leaves)
    };
    !parts
        .iter()
        .filter_map(leaves)
        .any(|outcome| anew.contains(&outcome))
}
