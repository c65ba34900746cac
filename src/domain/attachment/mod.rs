//! Attachments: which files are taken, and what they may be called.
//!
//! A name says what a file is, and its first bytes must agree. Nothing is taken that a browser would run.

mod attached;

#[cfg(test)]
mod tests;

pub use attached::{Attached, AttachedFile, MOST_FILES};

/// So many of its first bytes are looked at.
pub const HEAD: usize = 512;
/// Longest name, in characters.
pub const LONGEST_NAME: usize = 120;

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// How its names end.
    pub ending: &'static str,
    /// Its content type.
    pub content_type: &'static str,
    proof: Proof,
}

/// What the first bytes of a file must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// These, after so many others.
    Begins(usize, &'static [u8]),
    /// Text, in any encoding that has no control characters.
    Text,
    /// Text that begins with a tag.
    Markup,
}

const ZIP: Proof = Proof::Begins(0, b"PK\x03\x04");

/// Every kind of file that is taken.
pub const ACCEPTED: &[Accepted] = &[
    accepted("pdf", "application/pdf", Proof::Begins(0, b"%PDF-")),
    accepted("png", "image/png", Proof::Begins(0, b"\x89PNG\r\n\x1a\n")),
    accepted("jpg", "image/jpeg", Proof::Begins(0, b"\xff\xd8\xff")),
    accepted("jpeg", "image/jpeg", Proof::Begins(0, b"\xff\xd8\xff")),
    accepted("gif", "image/gif", Proof::Begins(0, b"GIF8")),
    accepted("webp", "image/webp", Proof::Begins(8, b"WEBP")),
    accepted("mp4", "video/mp4", Proof::Begins(4, b"ftyp")),
    accepted(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ZIP,
    ),
    accepted(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ZIP,
    ),
    accepted(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ZIP,
    ),
    accepted("odt", "application/vnd.oasis.opendocument.text", ZIP),
    accepted("ods", "application/vnd.oasis.opendocument.spreadsheet", ZIP),
    accepted("odp", "application/vnd.oasis.opendocument.presentation", ZIP),
    accepted("vsdx", "application/vnd.ms-visio.drawing", ZIP),
    accepted("zip", "application/zip", ZIP),
    accepted("svg", "image/svg+xml", Proof::Markup),
    accepted("bpmn", "application/xml", Proof::Markup),
    accepted("drawio", "application/xml", Proof::Markup),
    accepted("txt", "text/plain", Proof::Text),
    accepted("md", "text/markdown", Proof::Text),
    accepted("csv", "text/csv", Proof::Text),
];

const fn accepted(ending: &'static str, content_type: &'static str, proof: Proof) -> Accepted {
    Accepted {
        ending,
        content_type,
        proof,
    }
}

/// The kind of file that a name tells of; none where such files are not taken.
#[must_use]
pub fn kind_of(name: &str) -> Option<&'static Accepted> {
    let (before, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let found = ACCEPTED.iter().find(|accepted| accepted.ending == ending);
    found.filter(|_| !before.trim().is_empty())
}

/// Whether this is a name for a file, and for nothing else: no path, no control characters, nothing that turns the direction of writing.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let harmless = |letter: char| {
        !letter.is_control()
            && !matches!(letter, '/' | '\\' | ':' | '"' | '<' | '>' | '|' | '?' | '*')
            && !matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !name.starts_with('.') && name.chars().count() <= LONGEST_NAME && name.chars().all(harmless)
}

impl Accepted {
    /// Whether the first bytes of a file are those of this kind. `head` are the first [`HEAD`], or all where it has fewer.
    #[must_use]
    pub fn is_proved_by(&self, head: &[u8]) -> bool {
        match self.proof {
            Proof::Begins(after, bytes) => head.get(after..).is_some_and(|rest| rest.starts_with(bytes)),
            Proof::Text => is_text(head),
            Proof::Markup => {
                let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
                is_text(head) && text.trim_ascii_start().starts_with(b"<") && !is_page(text)
            }
        }
    }
}

fn is_text(head: &[u8]) -> bool {
    let harmless = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    head.iter().all(harmless)
}

/// A web page under another name.
fn is_page(text: &[u8]) -> bool {
    let start = text.trim_ascii_start().to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html") || start.starts_with(b"<script")
}

/// A range that lies behind the end of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchPart;

/// The part of a file that a range asks for: first and last byte. None where it asks for all of it, an error where there is no such part.
///
/// # Errors
/// Where the range lies behind the end.
pub fn range(header: Option<&str>, size: u64) -> Result<Option<(u64, u64)>, NoSuchPart> {
    // Several ranges at once are answered with all of it, as HTTP allows.
    let Some((first, last)) = header
        .and_then(|header| header.strip_prefix("bytes="))
        .filter(|ranges| !ranges.contains(','))
        .and_then(|range| range.split_once('-'))
    else {
        return Ok(None);
    };
    let end = size.checked_sub(1).ok_or(NoSuchPart)?;
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), last) if first <= end => {
            let last = last.map_or(end, |last| last.min(end));
            if last < first {
                Ok(None)
            } else {
                Ok(Some((first, last)))
            }
        }
        (Ok(_), _) => Err(NoSuchPart),
        (Err(_), Ok(0)) => Err(NoSuchPart),
        (Err(_), Ok(count)) if first.trim().is_empty() => Ok(Some((size.saturating_sub(count), end))),
        _ => Ok(None),
    }
}
