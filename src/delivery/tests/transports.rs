//! The folder and the memory. SMTP is tested against a real server in `tests/api/delivery.rs`.

use chrono::Duration;
use mail_parser::MessageParser;

use super::*;

#[tokio::test]
async fn a_folder_holds_each_mail_once() {
    let folder = tempfile::tempdir().unwrap();
    let transport = Transport::Folder(folder.path().join("mails"));
    let message = Message::sample(Kind::LaunchAhead, Locale::Sv);
    let files = || {
        let mut names: Vec<String> = std::fs::read_dir(folder.path().join("mails"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };

    transport.send(&mail(&message)).await.unwrap();
    transport.send(&mail(&message)).await.unwrap();
    let [name] = &files()[..] else {
        panic!("{:?}", files())
    };
    assert!(
        name.starts_with("2026-11-23-") && name.ends_with("@kommun.example.eml"),
        "{name}"
    );
    let raw = std::fs::read(folder.path().join("mails").join(name)).unwrap();
    assert_eq!(
        MessageParser::default().parse(&raw).unwrap().subject(),
        Some(mail(&message).subject.as_str())
    );

    transport
        .send(&render(&message, &sender(), now() + Duration::days(1)).unwrap())
        .await
        .unwrap();
    assert_eq!(files().len(), 1, "tried again the day after: {:?}", files());
    transport
        .send(&mail(&Message {
            key: "another".into(),
            ..message
        }))
        .await
        .unwrap();
    assert_eq!(files().len(), 2);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_tried_again_later() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let transport = Transport::Folder(file.path().join("mails"));
    let answer = transport.send(&sample(Kind::LaunchAhead, Locale::Sv)).await;
    assert!(matches!(answer, Err(SendError::Retry(_))), "{answer:?}");
}

#[tokio::test]
async fn memory_keeps_what_was_sent() {
    let mails = std::sync::Arc::default();
    let transport = Transport::Memory(std::sync::Arc::clone(&mails));
    transport
        .send(&sample(Kind::TaskAssigned, Locale::En))
        .await
        .unwrap();
    assert_eq!(mails.lock().unwrap().len(), 1);
}
