//! Text in the languages that the product speaks.

use ::entity::enums::Locale;

/// A text in Swedish and English.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Sv => &self.sv,
            Locale::En => &self.en,
        }
    }
}
