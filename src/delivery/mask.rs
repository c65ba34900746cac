//! E-mail addresses are personal data: logs and stored errors get them masked.

/// `asa.oberg@kommun.example` as `a***@kommun.example`.
#[must_use]
pub fn mask_address(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first = local.chars().next().map(String::from).unwrap_or_default();
    if domain.is_empty() {
        format!("{first}***")
    } else {
        format!("{first}***@{domain}")
    }
}

/// A text with every address in it masked.
#[must_use]
pub fn mask_addresses(text: &str) -> String {
    let in_address = |c: char| c.is_alphanumeric() || "@.!#$%&'*+/=?^_`{|}~-".contains(c);
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(in_address) {
        let (before, word_on) = rest.split_at(start);
        let end = word_on.find(|c| !in_address(c)).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        masked.push_str(before);
        if word.contains('@') {
            masked.push_str(&mask_address(word))
        } else {
            masked.push_str(word)
        }
        rest = after;
    }
    masked.push_str(rest);
    masked
}
