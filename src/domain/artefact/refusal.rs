//! Why an artefact cannot be changed.

use ::entity::enums::Locale;

/// Why an artefact cannot be changed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtefactRefusal {
    /// The cycle is over.
    CycleEnded,
    /// It belongs to the development, which is over.
    DevelopmentOver,
    /// It belongs to the operation, which has not begun.
    NotInOperation,
    /// It stands as it was made.
    Final,
}

impl ArtefactRefusal {
    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::CycleEnded, Locale::Sv) => "Omgången är avslutad.",
            (Self::CycleEnded, Locale::En) => "The cycle is over.",
            (Self::DevelopmentOver, Locale::Sv) => "Det hör till utvecklingen, som är avslutad.",
            (Self::DevelopmentOver, Locale::En) => "It belongs to the development, which is over.",
            (Self::NotInOperation, Locale::Sv) => "Det hör till driften, som inte har börjat.",
            (Self::NotInOperation, Locale::En) => "It belongs to the operation, which has not begun.",
            (Self::Final, Locale::Sv) => {
                "Det som är beslutat tas inte bort. Fatta ett nytt beslut i stället."
            }
            (Self::Final, Locale::En) => "What was decided is not taken out. Make another decision instead.",
        }
    }
}
