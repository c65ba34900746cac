//! In which order names stand: that of the Swedish alphabet, the same on every database.
//!
//! Databases order text by collations that differ between them and between machines. So a name is kept together with a key made of
//! it here, and lists are ordered by comparing the bytes of their keys.

use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

/// The key by which a name is ordered: keys compare byte by byte as their names do in Swedish.
///
/// Spaces come first, then signs, digits, the letters from a to z, then å, ä and ö, then other alphabets. Capitals and accents make no
/// difference: é is an e. As in the Swedish collation of CLDR ü is a y, æ an ä, ø and œ are ö, ð is a d and þ is th. Names that
/// only differ in such ways have the same key.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.nfc().flat_map(char::to_lowercase) {
        match letter {
            'å' => key.push(AFTER_Z[0]),
            'ä' | 'æ' | 'ę' => key.push(AFTER_Z[1]),
            'ö' | 'ø' | 'ő' | 'œ' | 'ô' => key.push(AFTER_Z[2]),
            'ü' | 'ű' => key.push('y'),
            'đ' | 'ð' => key.push('d'),
            'ı' => key.push('i'),
            'ł' => key.push('l'),
            'þ' => key.push_str("th"),
            'ß' => key.push_str("ss"),
            space if space.is_whitespace() => key.push(' '),
            letter if letter.is_alphanumeric() => without_accents(letter, &mut key),
            mark if is_combining_mark(mark) => {}
            _ => key.push(SIGN),
        }
    }
    key
}

/// What å, ä and ö become: the three characters of ASCII after z.
const AFTER_Z: [char; 3] = ['{', '|', '}'];
/// What every sign becomes: a character before the digits.
const SIGN: char = '!';

fn without_accents(letter: char, key: &mut String) {
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) {
            key.push(part);
        }
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Holds that names stand in this order.
    fn in_order(names: &[&str]) {
        for pair in names.windows(2) {
            let [before, after] = pair else { continue };
            assert!(sort_key(before) < sort_key(after), "{before} before {after}");
        }
    }

    fn equal(one: &str, other: &str) {
        assert_eq!(sort_key(one), sort_key(other), "{one} and {other}");
    }

    #[test]
    fn the_alphabet_ends_with_three_letters_of_its_own() {
        in_order(&[
            "Avfall",
            "Bygglov",
            "Zon",
            "Ålderdomshem",
            "Ängsvård",
            "Öppettider",
        ]);
        in_order(&["Bal", "Bzz", "Båt", "Bäck", "Bö"]);
    }

    #[test]
    fn capitals_make_no_difference() {
        equal("ÅRSREDOVISNING", "årsredovisning");
        in_order(&["apa", "Bok", "cykel"]);
    }

    #[test]
    fn accents_make_no_difference() {
        equal("Café Idé", "cafe ide");
        equal("Façade", "facade");
        in_order(&["Evert", "Évora", "Ezra"]);
    }

    #[test]
    fn letters_of_neighbours_stand_where_swedes_look_for_them() {
        equal("Müller", "Myller");
        equal("Sørensen", "Sörensen");
        equal("Ærø", "Ärö");
        equal("Weiß", "Weiss");
        equal("Yıldız", "Yildiz");
        in_order(&["Mulle", "Müller", "Mysli", "Måne"]);
    }

    #[test]
    fn v_and_w_are_two_letters() {
        in_order(&["Vård", "Wahl", "Xerxes"]);
    }

    #[test]
    fn a_letter_and_its_mark_are_the_letter_however_they_are_written() {
        equal("A\u{30a}ngstro\u{308}m", "Ångström");
        equal("cafe\u{301}", "café");
    }

    #[test]
    fn spaces_come_before_signs_before_digits_before_letters_before_other_alphabets() {
        in_order(&["a", "a b", "a-b", "a1", "ab", "aö", "aж"]);
        in_order(&["”Citat”", "100", "Abc", "Ö", "Ωμέγα", "Журнал"]);
    }

    proptest! {
        #[test]
        fn the_key_of_a_name_is_its_own_in_capitals(name in "[a-zåäöé0-9 -]{0,20}") {
            prop_assert_eq!(sort_key(&name), sort_key(&name.to_uppercase()));
        }

        #[test]
        fn what_begins_another_name_stands_before_it(name in "\\PC{0,12}", more in "[a-zåäö]{1,5}") {
            let longer = [name.as_str(), &more].concat();
            prop_assert!(sort_key(&name) < sort_key(&longer));
        }
    }
}
