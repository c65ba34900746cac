//! Files of e-services.

use std::path::PathBuf;

use lansera::global_id::encode;
use reqwest::StatusCode;
use serde_json::json;
use tempfile::TempDir;

use super::EService;
use crate::support::{app::TestApp, client::Client};

impl TestApp {
    /// The product with a folder of its own for files, which goes with what is answered beside it.
    pub async fn with_files(&self) -> (Self, TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let path: PathBuf = folder.path().to_owned();
        let app = self.restart_with(|settings| settings.files.folder = path).await;
        (app, folder)
    }
}

impl Client {
    /// Sends a file in both its steps, and answers the id of the attachment.
    pub async fn attaches(&self, service: &EService, name: &str, bytes: &[u8]) -> String {
        let input = json!({ "eServiceId": encode(service.id), "name": name, "size": bytes.len() });
        let asked = self
            .change("requestUpload", input, "upload { attachmentId url }")
            .await;
        let url = self.url(asked.ok().text("requestUpload.upload.url"));
        let sent = self.http().post(url).body(bytes.to_vec()).send().await;
        assert_eq!(
            sent.expect("an answer").status(),
            StatusCode::NO_CONTENT,
            "{name}"
        );
        asked.id("requestUpload.upload.attachmentId")
    }
}
