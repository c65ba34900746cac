//! The words of a text, in the one form in which they are kept and searched for, so that every database finds the same words.

/// Words that a search looks for at the most; further ones are left aside.
pub const MOST_WORDS: usize = 10;

/// The words of a text: lower-cased, without any other signs than letters and digits. `e-tjänst` is two words.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a text as they are kept: parted by spaces.
#[must_use]
pub fn kept(text: &str) -> String {
    words(text).join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_letters_and_digits_in_lower_case() {
        assert_eq!(
            words("Ansök om BYGGLOV (2026)!"),
            ["ansök", "om", "bygglov", "2026"]
        );
        assert_eq!(
            words("E-tjänst för Åkeri & Ö-trafik"),
            ["e", "tjänst", "för", "åkeri", "ö", "trafik"]
        );
        assert_eq!(words(" … "), [""; 0]);
    }

    proptest! {
        #[test]
        fn what_is_kept_has_the_words_of_the_text(text in ".*") {
            prop_assert_eq!(words(&kept(&text)), words(&text));
        }
    }
}
