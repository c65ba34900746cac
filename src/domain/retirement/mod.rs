//! Retirement: planned, announced and dated, after a decision to retire (process.md, 7 Follow-up).

use ::entity::enums::{ArtefactKind, Locale};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{artefact::Artefact, report::FollowUpVerdict, words};

/// How and when an e-service is taken out of operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetirementPlan {
    /// The first day on which it is not there any more.
    pub retire_on: NaiveDate,
    /// Why, Markdown.
    pub reason: String,
    /// How its users are told, Markdown.
    pub notice: String,
    /// What takes its place, Markdown; none where nothing does.
    pub replacement: Option<String>,
    /// What becomes of its data: what is archived, where, and what is disposed of, Markdown.
    pub archiving: String,
    /// When those who work with the e-service were told of the plan as it is; none after a change of it.
    pub announced_on: Option<NaiveDate>,
}

impl Artefact for RetirementPlan {
    const KIND: ArtefactKind = ArtefactKind::RetirementPlan;

    /// A plan that nobody was told of is not finished.
    fn is_open(&self) -> bool {
        self.announced_on.is_none()
    }
}

/// Why an e-service cannot be retired now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetirementRefusal {
    /// It is not in operation.
    NotInOperation,
    /// A revision of it is under way.
    BeingRevised,
    /// The newest decision after a follow-up is another one, or there is none.
    NotDecided,
    /// There is no plan.
    NoPlan,
    /// Nobody was told of the plan.
    NotAnnounced,
    /// Its day has not come.
    TooEarly(NaiveDate),
}

impl RetirementRefusal {
    /// The reason for a person.
    #[must_use]
    pub fn text(self, locale: Locale) -> String {
        let (sv, en) = match self {
            Self::NotInOperation => (
                "Bara en e-tjänst i drift kan avvecklas.",
                "Only an e-service in operation can be retired.",
            ),
            Self::BeingRevised => (
                "E-tjänsten revideras. Dra tillbaka revideringen först.",
                "The e-service is being revised. Withdraw the revision first.",
            ),
            Self::NotDecided => (
                "Det senaste beslutet efter en uppföljning är inte att avveckla e-tjänsten.",
                "The newest decision after a follow-up is not to retire the e-service.",
            ),
            Self::NoPlan => (
                "Det finns ingen avvecklingsplan.",
                "There is no plan for the retirement.",
            ),
            Self::NotAnnounced => (
                "Avvecklingen är inte meddelad.",
                "The retirement is not announced.",
            ),
            Self::TooEarly(day) => {
                return match locale {
                    Locale::Sv => format!("E-tjänsten avvecklas den {day}, inte tidigare."),
                    Locale::En => format!("The e-service is retired on {day}, not before."),
                };
            }
        };
        words::pick(locale, sv, en).to_owned()
    }
}

/// Whether the retirement of an e-service can be planned: `decided` is what the newest decision after a follow-up was.
///
/// # Errors
/// Why not.
pub fn may_plan(decided: Option<FollowUpVerdict>) -> Result<(), RetirementRefusal> {
    match decided {
        Some(FollowUpVerdict::Retire) => Ok(()),
        _ => Err(RetirementRefusal::NotDecided),
    }
}

/// Whether an e-service can be retired today: what was decided last, its plan, and whether it is in operation and being revised.
///
/// # Errors
/// The first reason why not.
pub fn may_retire(
    decided: Option<FollowUpVerdict>,
    plan: Option<&RetirementPlan>,
    today: NaiveDate,
    in_operation: bool,
    being_revised: bool,
) -> Result<(), RetirementRefusal> {
    if !in_operation {
        return Err(RetirementRefusal::NotInOperation);
    }
    if being_revised {
        return Err(RetirementRefusal::BeingRevised);
    }
    may_plan(decided)?;
    let plan = plan.ok_or(RetirementRefusal::NoPlan)?;
    if plan.announced_on.is_none() {
        return Err(RetirementRefusal::NotAnnounced);
    }
    if today < plan.retire_on {
        return Err(RetirementRefusal::TooEarly(plan.retire_on));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    fn plan(announced_on: Option<NaiveDate>) -> RetirementPlan {
        RetirementPlan {
            retire_on: date("2027-06-30"),
            reason: "Lagen är ändrad.".into(),
            notice: "På sidan, och i brev till föreningarna.".into(),
            replacement: None,
            archiving: "Beslut arkiveras, kladdar gallras.".into(),
            announced_on,
        }
    }

    #[test]
    fn an_e_service_is_retired_on_its_day_or_after_once_people_were_told() {
        let told = plan(Some(date("2027-03-01")));
        let decided = Some(FollowUpVerdict::Retire);
        let on = |day| may_retire(decided, Some(&told), date(day), true, false);
        assert_eq!(on("2027-06-29"), Err(RetirementRefusal::TooEarly(told.retire_on)));
        assert_eq!((on("2027-06-30"), on("2027-07-15")), (Ok(()), Ok(())));
        assert!(plan(None).is_open() && !told.is_open());
    }

    #[test]
    fn only_the_decision_to_retire_leads_to_a_plan() {
        assert_eq!(may_plan(Some(FollowUpVerdict::Retire)), Ok(()));
        for other in [None, Some(FollowUpVerdict::Keep), Some(FollowUpVerdict::Revise)] {
            assert_eq!(may_plan(other), Err(RetirementRefusal::NotDecided));
        }
    }

    #[test]
    fn every_reason_why_not_is_told_in_both_languages() {
        let day = date("2027-07-01");
        let told = plan(Some(date("2027-03-01")));
        let decided = Some(FollowUpVerdict::Retire);
        let refusals = [
            may_retire(decided, Some(&told), day, false, false),
            may_retire(decided, Some(&told), day, true, true),
            may_retire(None, Some(&told), day, true, false),
            may_retire(decided, None, day, true, false),
            may_retire(decided, Some(&plan(None)), day, true, false),
            may_retire(decided, Some(&told), date("2027-01-01"), true, false),
        ];
        for refusal in refusals.map(Result::unwrap_err) {
            assert_ne!(refusal.text(Locale::Sv), refusal.text(Locale::En));
        }
    }
}
