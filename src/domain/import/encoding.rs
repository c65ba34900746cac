//! From the bytes of a file to text.

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
