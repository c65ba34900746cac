//! From the bytes of a file to text, and to the letters that were meant where somebody else has read it wrongly.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of a file: as its byte order mark says; else UTF-8, where the bytes are that; else Windows-1252, in which older
/// spreadsheets write.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
        .into_owned()
}

/// UTF-8 that was read as Windows-1252 ("mÃ¥tt") as it was meant ("mått"); anything else as it is.
pub(super) fn mended(text: &str) -> String {
    if !text.contains('Ã') && !text.starts_with("ï»¿") {
        return text.to_owned();
    }
    let bytes: Option<Vec<u8>> = text.chars().map(windows_1252).collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| text.to_owned())
}

/// The byte that Windows-1252 has for a letter.
fn windows_1252(letter: char) -> Option<u8> {
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u32::from(letter) {
        code @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(code).ok(),
        _ => {
            let place = UPPER.chars().position(|upper| upper == letter)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}
