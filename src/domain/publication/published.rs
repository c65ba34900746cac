//! What is published: all that the outside sees of an e-service, and nothing else.

use serde::{Deserialize, Serialize};

use super::{FaqEntry, HandlingStep, PublicPage};

/// Longest slug, in letters.
const LONGEST_SLUG: usize = 80;

/// What the outside sees of an e-service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Its page.
    pub page: PublicPage,
    /// Questions and answers, in their order.
    pub faq: Vec<FaqEntry>,
    /// The steps of the handling, in their order.
    pub steps: Vec<HandlingStep>,
}

/// Puts together what is published. What stands in one place comes in the order in which it was made.
#[must_use]
pub fn compose(page: PublicPage, mut faq: Vec<FaqEntry>, mut steps: Vec<HandlingStep>) -> Published {
    faq.sort_by_key(|entry| entry.position);
    steps.sort_by_key(|step| step.position);
    Published { page, faq, steps }
}

impl Published {
    /// The text by which it is found: its title and description in both languages, lower-cased.
    #[must_use]
    pub fn search_text(&self) -> String {
        let texts = [&self.page.title, &self.page.description];
        let both = texts
            .into_iter()
            .flat_map(|text| [Some(text.sv.as_str()), text.en.as_deref()]);
        both.flatten().collect::<Vec<_>>().join(" ").to_lowercase()
    }

    /// Whom it is for, each between commas, so that one can be looked for.
    #[must_use]
    pub fn recipients(&self) -> String {
        let names: String = self
            .page
            .recipients
            .iter()
            .map(|group| format!("{},", group.name()))
            .collect();
        format!(",{names}")
    }
}

/// The name of a page in links, made of its title: `ansok-om-bygglov`.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.to_lowercase().chars() {
        let letter = match letter {
            'å' | 'ä' | 'à' | 'á' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        if letter != '-' || !(slug.is_empty() || slug.ends_with('-')) {
            slug.push(letter);
        }
    }
    slug.truncate(LONGEST_SLUG);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "e-tjanst".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::publication::{Contact, PublicText, RecipientGroup};

    fn text(sv: &str) -> PublicText {
        PublicText {
            sv: sv.into(),
            en: None,
        }
    }

    fn page() -> PublicPage {
        PublicPage {
            title: PublicText {
                sv: "Ansök om bygglov".into(),
                en: Some("Apply for a Building Permit".into()),
            },
            description: text("För dig som ska bygga."),
            good_to_know: text("Ha ritningarna till hands."),
            link: None,
            recipients: vec![RecipientGroup::Inhabitants, RecipientGroup::Companies],
            contact: Contact {
                name: "Servicecenter".into(),
                email: None,
                phone: None,
                hours: None,
            },
        }
    }

    #[test]
    fn questions_and_steps_come_in_their_order() {
        let entry = |question: &str, position| FaqEntry {
            question: text(question),
            answer: text("Ja."),
            position,
        };
        let faq = vec![entry("c", 2), entry("a", 1), entry("d", 2), entry("b", 1)];
        let published = compose(page(), faq, Vec::new());
        let order: Vec<_> = published
            .faq
            .iter()
            .map(|entry| entry.question.sv.as_str())
            .collect();
        assert_eq!(order, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_page_is_found_by_its_words_in_both_languages_and_by_whom_it_is_for() {
        let published = compose(page(), Vec::new(), Vec::new());
        assert_eq!(
            published.search_text(),
            "ansök om bygglov apply for a building permit för dig som ska bygga."
        );
        assert_eq!(published.recipients(), ",inhabitants,companies,");
    }

    #[test]
    fn a_slug_can_be_typed() {
        assert_eq!(slug("Ansök om bygglov"), "ansok-om-bygglov");
        assert_eq!(slug("  Åtgärda – nu! (100 %) "), "atgarda-nu-100");
        assert_eq!(slug("?"), "e-tjanst");
    }

    proptest! {
        #[test]
        fn a_slug_is_short_and_has_letters_digits_and_single_hyphens(title in ".*") {
            let slug = slug(&title);
            prop_assert!((1..=LONGEST_SLUG).contains(&slug.len()));
            prop_assert!(slug.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'));
            prop_assert!(!slug.contains("--") && !slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
