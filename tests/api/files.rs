//! Files: sent in two steps, looked at on their way, fetched in parts, and nothing left of what broke off.

use std::path::PathBuf;

use ::entity::{attachment, enums::AttachmentState};
use chrono::Duration;
use lansera::global_id::encode;
use reqwest::{StatusCode, header};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_file_is_sent_and_fetched_whole_and_in_parts,
        an_address_is_good_once_and_for_a_short_time,
        what_is_not_what_its_name_says_is_not_taken,
        what_breaks_off_leaves_nothing_behind,
        a_file_is_taken_out,
        wrong_names_and_sizes_are_refused,
    ]
}

const PDF: &[u8] = b"%PDF-1.7 This is a process map, as far as anybody can tell.";

/// The product with a folder of its own for files, on which clients work.
struct Desk {
    app: TestApp,
    folder: tempfile::TempDir,
    service: EService,
    client: Client,
}

async fn desk(app: &TestApp) -> Desk {
    let service = app.given().e_service_in(Stage::Idea).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().to_owned();
    let app = app.restart_with(|settings| settings.files.folder = path).await;
    let client = app.client(&service.cast.business).await;
    Desk {
        app,
        folder,
        service,
        client,
    }
}

impl Desk {
    async fn asks(&self, name: &str, size: usize) -> Answer {
        let input = json!({ "eServiceId": encode(self.service.id), "name": name, "size": size });
        self.client
            .change("requestUpload", input, "upload { attachmentId url expiresAt }")
            .await
    }

    async fn sends(&self, address: &str, bytes: impl Into<reqwest::Body>) -> StatusCode {
        let url = self.client.url(address);
        self.client
            .http()
            .post(url)
            .body(bytes)
            .send()
            .await
            .expect("an answer")
            .status()
    }

    /// A file that was sent.
    async fn sent(&self, name: &str, bytes: &[u8]) -> String {
        let asked = self.asks(name, bytes.len()).await;
        let status = self
            .sends(asked.ok().text("requestUpload.upload.url"), bytes.to_vec())
            .await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        asked.id("requestUpload.upload.attachmentId")
    }

    async fn attachments(&self) -> Value {
        let document = "query($id: ID!) { eService(id: $id) { attachments {
            id name contentType size sha256 url uploadedBy { name } } } }";
        let shown = self
            .client
            .query(document, json!({ "id": encode(self.service.id) }))
            .await;
        shown.data("eService.attachments").clone()
    }

    /// The files in the folder, however deep.
    fn files(&self) -> usize {
        let mut folders = vec![self.folder.path().to_owned()];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let entry = entry.expect("an entry");
                if entry.file_type().expect("a type").is_dir() {
                    folders.push(entry.path());
                } else {
                    count += 1;
                }
            }
        }
        count
    }

    async fn rows(&self) -> Vec<attachment::Model> {
        let rows = attachment::Entity::find().all(&self.app.services().db).await;
        rows.expect("attachments")
    }
}

async fn a_file_is_sent_and_fetched_whole_and_in_parts(app: TestApp) {
    let desk = desk(&app).await;
    let id = desk.sent("Processkarta nuläge.pdf", PDF).await;

    let shown = desk.attachments().await;
    let hash: String = Sha256::digest(PDF)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        (
            &shown[0]["id"],
            &shown[0]["name"],
            &shown[0]["contentType"],
            &shown[0]["size"],
            &shown[0]["sha256"]
        ),
        (
            &json!(id),
            &json!("Processkarta nuläge.pdf"),
            &json!("application/pdf"),
            &json!(PDF.len()),
            &json!(hash)
        )
    );
    assert_eq!(shown[0]["uploadedBy"]["name"], desk.service.cast.business.name);
    let url = desk.client.url(shown[0]["url"].as_str().expect("an address"));
    let http = desk.client.http();
    let whole = http.get(&url).send().await.expect("an answer");
    assert_eq!(whole.status(), StatusCode::OK);
    let header = |name: header::HeaderName| whole.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header(header::CONTENT_TYPE), "application/pdf");
    assert_eq!(
        header(header::CONTENT_DISPOSITION),
        "attachment; filename*=UTF-8''Processkarta%20nul%C3%A4ge.pdf"
    );
    assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(header(header::ACCEPT_RANGES), "bytes");
    assert_eq!(whole.bytes().await.expect("bytes"), PDF);

    let part = http
        .get(&url)
        .header(header::RANGE, "bytes=5-7")
        .send()
        .await
        .expect("an answer");
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    let range = format!("bytes 5-7/{}", PDF.len());
    assert_eq!(
        part.headers()[header::CONTENT_RANGE].to_str().expect("text"),
        range
    );
    assert_eq!(part.bytes().await.expect("bytes"), &PDF[5..8]);
    let behind = http
        .get(&url)
        .header(header::RANGE, "bytes=9999-")
        .send()
        .await
        .expect("an answer");
    assert_eq!(behind.status(), StatusCode::RANGE_NOT_SATISFIABLE);

    // By its id, too.
    let document = "query($id: ID!) { node(id: $id) { ... on Attachment { name } } }";
    let node = desk.client.query(document, json!({ "id": id })).await;
    assert_eq!(node.text("node.name"), "Processkarta nuläge.pdf");
}

async fn an_address_is_good_once_and_for_a_short_time(app: TestApp) {
    let desk = desk(&app).await;
    let asked = desk.asks("karta.pdf", PDF.len()).await;
    let address = asked.text("requestUpload.upload.url").to_owned();
    assert_eq!(desk.sends(&address, PDF).await, StatusCode::NO_CONTENT);
    assert_eq!(desk.sends(&address, PDF).await, StatusCode::NOT_FOUND, "once");

    let late = desk.asks("karta.pdf", PDF.len()).await;
    let url = desk.attachments().await[0]["url"]
        .as_str()
        .expect("an address")
        .to_owned();
    desk.app.advance(Duration::minutes(16));
    let late = late.text("requestUpload.upload.url");
    assert_eq!(
        desk.sends(late, PDF).await,
        StatusCode::NOT_FOUND,
        "for a short time"
    );
    let fetched = desk
        .client
        .http()
        .get(desk.client.url(&url))
        .send()
        .await
        .expect("an answer");
    assert_eq!(fetched.status(), StatusCode::NOT_FOUND);
    let forged = url.replacen("/files/", "/files/AAAA", 1);
    let fetched = desk
        .client
        .http()
        .get(desk.client.url(&forged))
        .send()
        .await
        .expect("an answer");
    assert_eq!(fetched.status(), StatusCode::NOT_FOUND);

    // What nobody used is forgotten.
    lansera::service::attachment::receive::clean_up(desk.app.services())
        .await
        .expect("cleaned up");
    assert_eq!((desk.rows().await.len(), desk.files()), (1, 1));
}

async fn what_is_not_what_its_name_says_is_not_taken(app: TestApp) {
    let desk = desk(&app).await;
    for (name, bytes) in [
        ("karta.pdf", b"<html><script>alert(1)</script>".as_slice()),
        ("bild.png", b"MZ\x90\0 a program".as_slice()),
        ("karta.svg", b"<!DOCTYPE html><p>a page".as_slice()),
    ] {
        let asked = desk.asks(name, bytes.len()).await;
        let status = desk
            .sends(asked.ok().text("requestUpload.upload.url"), bytes)
            .await;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{name}");
    }
    assert_eq!((desk.rows().await.len(), desk.files()), (0, 0));
}

async fn what_breaks_off_leaves_nothing_behind(app: TestApp) {
    let desk = desk(&app).await;
    // More and less than was said, and a stream that fails after a large part.
    for bytes in [[PDF, b"more"].concat(), PDF[..20].to_vec()] {
        let asked = desk.asks("karta.pdf", PDF.len()).await;
        let status = desk.sends(asked.text("requestUpload.upload.url"), bytes).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let size = 20_000_000;
    let asked = desk.asks("karta.pdf", size).await;
    let mut first = PDF.to_vec();
    first.resize(12_000_000, b' ');
    let pieces = [Ok(first), Err(std::io::Error::other("the line was cut"))];
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    let url = desk.client.url(asked.text("requestUpload.upload.url"));
    assert!(desk.client.http().post(url).body(body).send().await.is_err());
    // The server finds out by itself.
    for _ in 0..100 {
        if desk.rows().await.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!((desk.rows().await.len(), desk.files()), (0, 0));
    assert_eq!(desk.attachments().await, json!([]));
}

async fn a_file_is_taken_out(app: TestApp) {
    let desk = desk(&app).await;
    let id = desk
        .sent("guide.txt", "Så här gör du: räksmörgås.".as_bytes())
        .await;
    let stranger = app.given().person("Siv Sund").await;
    let stranger = desk.app.client(&stranger).await;
    let input = json!({ "attachmentId": id });
    stranger
        .change("removeAttachment", input.clone(), "")
        .await
        .failed("FORBIDDEN");

    let removed = desk
        .client
        .change("removeAttachment", input, "eService { attachments { id } }")
        .await;

    assert_eq!(
        removed.ok().data("removeAttachment.eService.attachments"),
        &json!([])
    );
    assert_eq!(desk.rows().await[0].state, AttachmentState::Removed);
    lansera::service::attachment::receive::clean_up(desk.app.services())
        .await
        .expect("cleaned up");
    assert_eq!((desk.rows().await.len(), desk.files()), (0, 0));
}

async fn wrong_names_and_sizes_are_refused(app: TestApp) {
    let desk = desk(&app).await;
    desk.asks("sida.html", 10).await.refused("INVALID", "input.name");
    desk.asks("../karta.pdf", 10)
        .await
        .refused("INVALID", "input.name");
    desk.asks("karta.pdf", 0).await.refused("INVALID", "input.size");
    desk.asks("karta.pdf", 300_000_000)
        .await
        .refused("INVALID", "input.size");
}
