//! Files in a bucket of a store that speaks S3, a real server: sent, fetched whole and in parts, taken out, and nothing left of what
//! broke off.

use lansera::{global_id::encode, service::attachment::receive::clean_up};
use reqwest::{Body, Response, StatusCode, header};
use serde_json::json;

use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{EService, Stage},
    s3_server::{BUCKET, S3Server},
    story::{Need, Story, needing, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    needing(
        Need::S3Server,
        on_database![
            a_file_of_many_parts_is_sent_fetched_and_taken_out,
            a_small_file_is_sent_whole,
            what_breaks_off_leaves_neither_file_nor_parts,
            a_store_that_is_away_is_told_and_tried_anew,
        ],
    )
}

/// The product with a bucket for files, on which clients work.
struct Desk {
    app: TestApp,
    server: S3Server,
    service: EService,
    client: Client,
}

async fn desk(app: &TestApp) -> Desk {
    let service = app.given().e_service_in(Stage::Idea).await;
    let server = S3Server::start();
    let app = app
        .restart_with(|settings| server.holds(&mut settings.files))
        .await;
    let client = app.client(&service.cast.business).await;
    Desk {
        app,
        server,
        service,
        client,
    }
}

/// So many bytes of a PDF file, each part of which differs from the others.
fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7 ".to_vec();
    let line = |number: u32| number.to_be_bytes().into_iter();
    bytes.extend((0..).flat_map(line).take(size - bytes.len()));
    bytes
}

impl Desk {
    async fn asks(&self, name: &str, size: usize) -> Answer {
        let input = json!({ "eServiceId": encode(self.service.id), "name": name, "size": size });
        self.client
            .change("requestUpload", input, "upload { attachmentId url }")
            .await
    }

    async fn sends(&self, asked: &Answer, bytes: impl Into<Body>) -> reqwest::Result<StatusCode> {
        let url = self.client.url(asked.ok().text("requestUpload.upload.url"));
        let sent = self.client.http().post(url).body(bytes).send().await;
        sent.map(|answer| answer.status())
    }

    /// The one file, or the part of it that a range says.
    async fn fetches(&self, range: Option<&str>) -> Response {
        let document = "query($id: ID!) { eService(id: $id) { attachments { url } } }";
        let shown = self
            .client
            .query(document, json!({ "id": encode(self.service.id) }));
        let url = self.client.url(shown.await.text("eService.attachments.0.url"));
        let asked = self.client.http().get(url);
        let asked = match range {
            Some(range) => asked.header(header::RANGE, range),
            None => asked,
        };
        asked.send().await.expect("an answer")
    }

    /// What the server itself lists: files, or uploads that are under way.
    async fn listed(&self, what: &str, tag: &str) -> usize {
        let url = format!("{}/{BUCKET}?{what}", self.server.endpoint());
        let answer = self.client.http().get(url).send().await.expect("an answer");
        answer.text().await.expect("a list").matches(tag).count()
    }

    /// How many files there are in the bucket, and how many uploads that are under way.
    async fn left(&self) -> (usize, usize) {
        (
            self.listed("list-type=2", "<Key>").await,
            self.listed("uploads", "<UploadId>").await,
        )
    }

    async fn is_listed(&self) -> usize {
        let document = "query($id: ID!) { eService(id: $id) { attachments { id } } }";
        let shown = self
            .client
            .query(document, json!({ "id": encode(self.service.id) }));
        shown.await.list("eService.attachments").len()
    }
}

async fn a_file_of_many_parts_is_sent_fetched_and_taken_out(app: TestApp) {
    let desk = desk(&app).await;
    let bytes = pdf(12_000_000);
    let asked = desk.asks("Processkarta.pdf", bytes.len()).await;

    let status = desk.sends(&asked, bytes.clone()).await.expect("an answer");

    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(desk.left().await, (1, 0));
    let whole = desk.fetches(None).await;
    assert_eq!(whole.status(), StatusCode::OK);
    assert!(
        whole.bytes().await.expect("bytes") == bytes,
        "it comes back as it was"
    );
    // Across the end of the first part.
    let part = desk.fetches(Some("bytes=5242870-5242889")).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().await.expect("bytes"), &bytes[5_242_870..=5_242_889]);
    let end = desk.fetches(Some("bytes=-5")).await;
    assert_eq!(end.bytes().await.expect("bytes"), &bytes[11_999_995..]);

    let input = json!({ "attachmentId": asked.text("requestUpload.upload.attachmentId") });
    desk.client.change("removeAttachment", input, "").await.ok();
    clean_up(desk.app.services()).await.expect("cleaned up");

    assert_eq!((desk.is_listed().await, desk.left().await), (0, (0, 0)));
}

async fn a_small_file_is_sent_whole(app: TestApp) {
    let desk = desk(&app).await;
    let text = "Så här gör du: räksmörgås.";
    let asked = desk.asks("guide.txt", text.len()).await;

    let status = desk.sends(&asked, text).await.expect("an answer");

    assert_eq!((status, desk.left().await), (StatusCode::NO_CONTENT, (1, 0)));
    let whole = desk.fetches(None).await;
    assert_eq!(whole.text().await.expect("text"), text);
}

async fn what_breaks_off_leaves_neither_file_nor_parts(app: TestApp) {
    let desk = desk(&app).await;
    let asked = desk.asks("karta.pdf", 20_000_000).await;
    let pieces = [
        Ok(pdf(12_000_000)),
        Err(std::io::Error::other("the line was cut")),
    ];
    let body = Body::wrap_stream(futures_util::stream::iter(pieces));

    assert!(desk.sends(&asked, body).await.is_err());

    // The server finds out by itself.
    let rows = async || {
        let rows = <::entity::attachment::Entity as sea_orm::EntityTrait>::find();
        rows.all(&desk.app.services().db).await.expect("rows").len()
    };
    for _ in 0..200 {
        if rows().await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!((rows().await, desk.left().await), (0, (0, 0)));

    // More than was said, found out when parts are there already.
    let asked = desk.asks("karta.pdf", 6_000_000).await;
    let status = desk.sends(&asked, pdf(7_000_000)).await.expect("an answer");
    assert_eq!(
        (status, rows().await, desk.left().await),
        (StatusCode::UNPROCESSABLE_ENTITY, 0, (0, 0))
    );
}

async fn a_store_that_is_away_is_told_and_tried_anew(app: TestApp) {
    let mut desk = desk(&app).await;
    let text = "Så här gör du.";
    let asked = desk.asks("guide.txt", text.len()).await;
    desk.server.stop();
    let status = desk.sends(&asked, text).await.expect("an answer");
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(desk.is_listed().await, 0);

    let back = S3Server::start();
    let app = desk
        .app
        .restart_with(|settings| back.holds(&mut settings.files))
        .await;
    let client = app.client(&desk.service.cast.business).await;
    let desk = Desk {
        app,
        server: back,
        client,
        ..desk
    };
    let asked = desk.asks("guide.txt", text.len()).await;
    let status = desk.sends(&asked, text).await.expect("an answer");
    assert_eq!((status, desk.left().await), (StatusCode::NO_CONTENT, (1, 0)));
}
