//! Why an approval cannot be asked for or answered.

use ::entity::enums::{ApprovalSubject, Locale, Phase};

use crate::domain::words;

/// Why an approval cannot be asked for or answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApprovalRefusal {
    /// It was answered, withdrawn or made void.
    NotPending,
    /// Four eyes: the one who asked does not decide.
    OwnRequest,
    /// Four eyes: somebody who made it does not decide.
    Contributor,
    /// The version that the person saw is not the one that it is now.
    OtherVersion,
    /// A rejection needs a reason.
    ReasonMissing,
    /// The e-service is approved together with its launch date.
    LaunchDateMissing,
    /// The launch date lies before today.
    LaunchDateInPast,
    /// It belongs to other phases.
    NotPhase {
        /// Where it can be approved.
        allowed: &'static [Phase],
        /// Where the cycle is.
        current: Phase,
    },
    /// It was asked for and not answered yet.
    AlreadyPending,
    /// It is approved in exactly this version.
    AlreadyApproved,
    /// There is nothing to approve yet.
    ContentMissing,
    /// These must be approved before.
    OthersMissing(Vec<ApprovalSubject>),
    /// Blocking defects are open; what they are.
    DefectsOpen(Vec<String>),
    /// Remarks of the editor are open; what they are.
    RemarksOpen(Vec<String>),
    /// No scenario was tested.
    NothingTested,
    /// Only the one who asked takes a request back.
    NotAsker,
    /// The cycle is over.
    CycleEnded,
}

impl ApprovalRefusal {
    /// Stable code for clients.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotPending => "NOT_PENDING",
            Self::OwnRequest => "OWN_REQUEST",
            Self::Contributor => "CONTRIBUTOR",
            Self::OtherVersion => "OTHER_VERSION",
            Self::ReasonMissing => "REASON_MISSING",
            Self::LaunchDateMissing => "LAUNCH_DATE_MISSING",
            Self::LaunchDateInPast => "LAUNCH_DATE_IN_PAST",
            Self::NotPhase { .. } => "NOT_IN_PHASE",
            Self::AlreadyPending => "ALREADY_PENDING",
            Self::AlreadyApproved => "ALREADY_APPROVED",
            Self::ContentMissing => "CONTENT_MISSING",
            Self::OthersMissing(_) => "OTHER_APPROVALS_MISSING",
            Self::DefectsOpen(_) => "BLOCKING_DEFECT_OPEN",
            Self::RemarksOpen(_) => "REMARK_OPEN",
            Self::NothingTested => "NOTHING_TESTED",
            Self::NotAsker => "NOT_ASKER",
            Self::CycleEnded => "CYCLE_ENDED",
        }
    }

    /// The reason for a person.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let (sv, en) = match self {
            Self::NotPending => (
                "Begäran är redan avgjord.",
                "The request has been settled already.",
            ),
            Self::OwnRequest => (
                "Den som begärt godkännandet kan inte själv lämna det.",
                "The one who asked for the approval cannot give it.",
            ),
            Self::Contributor => (
                "Den som har bidragit till underlaget kan inte själv godkänna det.",
                "Somebody who contributed to it cannot approve it.",
            ),
            Self::OtherVersion => (
                "Underlaget har ändrats sedan du läste det. Läs den nya versionen först.",
                "It has changed since you read it. Read the new version first.",
            ),
            Self::ReasonMissing => ("Skriv varför det inte godkänns.", "Write why it is not approved."),
            Self::LaunchDateMissing => (
                "E-tjänsten godkänns tillsammans med lanseringsdatumet, som saknas.",
                "The e-service is approved together with its launch date, which is missing.",
            ),
            Self::LaunchDateInPast => ("Lanseringsdatumet har passerat.", "The launch date has passed."),
            Self::AlreadyPending => (
                "Godkännandet är redan begärt och väntar på svar.",
                "The approval is asked for and waits for an answer.",
            ),
            Self::AlreadyApproved => (
                "Just den här versionen är redan godkänd.",
                "This very version is already approved.",
            ),
            Self::ContentMissing => (
                "Det finns inget att godkänna än.",
                "There is nothing to approve yet.",
            ),
            Self::NotAsker => (
                "Bara den som begärt godkännandet kan ta tillbaka det.",
                "Only the one who asked for the approval can take that back.",
            ),
            Self::CycleEnded => ("Omgången är avslutad.", "The cycle is over."),
            Self::NothingTested => ("Inget scenario är testat än.", "No scenario has been tested yet."),
            Self::DefectsOpen(open) => {
                let names: Vec<&str> = open.iter().map(String::as_str).collect();
                let names = words::list(&names, locale);
                return match locale {
                    Locale::Sv => format!("Blockerande fel är inte åtgärdade: {names}."),
                    Locale::En => format!("Blocking defects are open: {names}."),
                };
            }
            Self::RemarksOpen(open) => {
                let names: Vec<&str> = open.iter().map(String::as_str).collect();
                let names = words::list(&names, locale);
                return match locale {
                    Locale::Sv => format!("Redaktörens anmärkningar är inte åtgärdade: {names}."),
                    Locale::En => format!("Remarks of the editor are open: {names}."),
                };
            }
            Self::NotPhase { allowed, current } => {
                let names: Vec<&str> = allowed.iter().map(|phase| words::phase(*phase, locale)).collect();
                let (names, current) = (words::list(&names, locale), words::phase(*current, locale));
                return match locale {
                    Locale::Sv => format!("Detta hör till {names}, men omgången är i {current}."),
                    Locale::En => format!("This belongs to {names}, but the cycle is in {current}."),
                };
            }
            Self::OthersMissing(missing) => {
                let names: Vec<&str> = missing
                    .iter()
                    .map(|subject| words::subject(*subject, locale))
                    .collect();
                let names = words::list(&names, locale);
                return match locale {
                    Locale::Sv => format!("Dessförinnan ska detta vara godkänt: {names}."),
                    Locale::En => format!("This must be approved before: {names}."),
                };
            }
        };
        match locale {
            Locale::Sv => sv.to_owned(),
            Locale::En => en.to_owned(),
        }
    }
}
