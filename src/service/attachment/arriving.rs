//! A file on its way into the store: part by part, so that no more than one part of it is held, and whatever was begun can be taken back.

use std::sync::Arc;

use axum::body::Bytes;
use object_store::{MultipartUpload, ObjectStore, PutPayloadMut, path::Path};

use crate::service::{Error, Result};

/// So much of a file is held at a time. S3 takes no smaller parts, and some stores that speak it want all but the last of one size.
const PART: usize = 5 * 1_048_576;

/// A file that comes in.
pub(super) struct Arriving {
    store: Arc<dyn ObjectStore>,
    place: Path,
    /// What is held until it makes a part.
    held: PutPayloadMut,
    /// The parts that are there; none were begun for a file that is no longer than one.
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Arriving {
    /// A file of which nothing has come yet.
    pub(super) fn at(store: Arc<dyn ObjectStore>, place: Path) -> Self {
        Self {
            store,
            place,
            held: PutPayloadMut::default(),
            parts: None,
        }
    }

    /// Takes the next bytes.
    pub(super) async fn put(&mut self, mut piece: Bytes) -> Result<()> {
        while self.held.content_length() + piece.len() > PART {
            let rest = piece.split_off(PART - self.held.content_length());
            self.held.push(piece);
            self.pass_on().await?;
            piece = rest;
        }
        self.held.push(piece);
        Ok(())
    }

    /// Lets the file be there, with what is still held.
    pub(super) async fn complete(&mut self) -> Result<()> {
        if self.parts.is_none() {
            let whole = std::mem::take(&mut self.held).freeze();
            self.store.put(&self.place, whole).await.map_err(failed)?;
            return Ok(());
        }
        self.pass_on().await?;
        if let Some(parts) = &mut self.parts {
            parts.complete().await.map_err(failed)?;
        }
        self.parts = None;
        Ok(())
    }

    /// Takes back the parts that are there, unless they have become a file.
    pub(super) async fn take_back(&mut self) {
        if let Some(mut parts) = self.parts.take()
            && let Err(error) = parts.abort().await
        {
            tracing::warn!(%error, place = %self.place, "parts of a file that broke off are left in the store");
        }
    }

    async fn pass_on(&mut self) -> Result<()> {
        let part = std::mem::take(&mut self.held).freeze();
        let parts = match &mut self.parts {
            Some(parts) => parts,
            none => none.insert(self.store.put_multipart(&self.place).await.map_err(failed)?),
        };
        parts.put_part(part).await.map_err(failed)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn failed(error: object_store::Error) -> Error {
    Error::Internal(format!("the store of files: {error}"))
}
