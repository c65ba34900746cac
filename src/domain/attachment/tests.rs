//! Which files are taken, under which names, and which parts of them are given.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::{NoSuchPart, is_name, kind_of, range};

#[test]
fn a_file_is_what_its_first_bytes_say() {
    let is = |name: &str, head: &[u8]| kind_of(name).unwrap().is_proved_by(head);
    assert!(is("Karta.PDF", b"%PDF-1.7 ...") && !is("karta.pdf", b"<html>") && !is("karta.pdf", b""));
    assert!(is("bild.png", b"\x89PNG\r\n\x1a\n..") && !is("bild.png", b"MZ\x90"));
    assert!(is("bild.webp", b"RIFF\0\0\0\0WEBPVP8 ") && !is("film.mp4", b"ftyp"));
    assert!(is("guide.docx", b"PK\x03\x04..."));
    assert!(is("text.txt", "Räksmörgås\r\n".as_bytes()) && !is("text.txt", b"MZ\0\0"));
    assert!(
        is("karta.svg", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>")
            && !is("karta.svg", b"<!DOCTYPE html><script>")
    );
    for name in ["sida.html", "program.exe", "skript.js", "namnlös", ".pdf", ""] {
        assert_eq!(kind_of(name), None, "{name}");
    }
}

#[test]
fn a_name_is_a_name_and_nothing_else() {
    assert!(is_name("Processkarta nuläge (2).pdf"));
    for name in [
        "../etc/passwd",
        "a\\b.pdf",
        ".htaccess",
        "a\n.pdf",
        "\u{202e}fdp.exe.pdf",
        &"x".repeat(121),
    ] {
        assert!(!is_name(name), "{name}");
    }
}

#[test]
fn a_range_asks_for_a_part() {
    let asked = |text: &str| range(Some(text), 100);
    assert_eq!(range(None, 100), Ok(None));
    assert_eq!(asked("bytes=0-9"), Ok(Some((0, 9))));
    assert_eq!(asked("bytes=90-"), Ok(Some((90, 99))));
    assert_eq!(asked("bytes=90-200"), Ok(Some((90, 99))));
    assert_eq!(asked("bytes=-10"), Ok(Some((90, 99))));
    assert_eq!(asked("bytes=-200"), Ok(Some((0, 99))));
    assert_eq!(asked("bytes=100-"), Err(NoSuchPart));
    assert_eq!(asked("bytes=-0"), Err(NoSuchPart));
    assert_eq!(range(Some("bytes=0-"), 0), Err(NoSuchPart));
    for all in ["bytes=0-1,5-6", "bytes=9-5", "bytes=x-y", "lines=1-2", "bytes=-"] {
        assert_eq!(asked(all), Ok(None), "{all}");
    }
}
