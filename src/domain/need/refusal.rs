//! Why something cannot be done with a need.

use ::entity::enums::{Locale, NeedState};

/// Why something cannot be done with a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedRefusal {
    /// It is closed or merged.
    Handled(NeedState),
    /// It belongs to an e-service already.
    HasEService,
    /// The e-service was decided against or is retired.
    EServiceOver,
    /// Closing it takes a reason.
    ReasonMissing,
    /// It cannot be merged into itself.
    IntoItself,
    /// What it is to be merged into is closed or merged itself.
    IntoHandled,
    /// It is closed or merged, so that no revision takes it up.
    NotTaken(NeedState),
    /// It does not belong to the e-service that is revised.
    OfAnother,
    /// Another revision has taken it up.
    TakenUp,
}

impl NeedRefusal {
    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Handled(NeedState::Merged), Locale::Sv) => "Behovet har slagits ihop med ett annat.",
            (Self::Handled(NeedState::Merged), Locale::En) => "The need was merged into another.",
            (Self::Handled(_), Locale::Sv) => "Behovet är avslutat.",
            (Self::Handled(_), Locale::En) => "The need is closed.",
            (Self::NotTaken(state), locale) => Self::Handled(state).text(locale),
            (Self::HasEService, Locale::Sv) => "Behovet hör redan till en e-tjänst.",
            (Self::HasEService, Locale::En) => "The need belongs to an e-service already.",
            (Self::EServiceOver, Locale::Sv) => "E-tjänsten är avslagen eller avvecklad.",
            (Self::EServiceOver, Locale::En) => "The e-service was decided against or is retired.",
            (Self::ReasonMissing, Locale::Sv) => "Ange varför inget görs.",
            (Self::ReasonMissing, Locale::En) => "State why nothing is done.",
            (Self::IntoItself, Locale::Sv) => "Ett behov kan inte slås ihop med sig självt.",
            (Self::IntoItself, Locale::En) => "A need cannot be merged into itself.",
            (Self::IntoHandled, Locale::Sv) => {
                "Det andra behovet är avslutat eller ihopslaget med ett annat."
            }
            (Self::IntoHandled, Locale::En) => "The other need is closed or merged itself.",
            (Self::OfAnother, Locale::Sv) => "Behovet hör inte till e-tjänsten som revideras.",
            (Self::OfAnother, Locale::En) => "The need does not belong to the e-service that is revised.",
            (Self::TakenUp, Locale::Sv) => "Behovet har redan tagits upp i en annan revidering.",
            (Self::TakenUp, Locale::En) => "Another revision has taken the need up.",
        }
    }
}
