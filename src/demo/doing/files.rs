//! Attaching files, in both steps that clients take.

use std::convert::Infallible;

use axum::body::Bytes;
use futures_util::stream;

use super::{Begun, Doing};
use crate::{
    demo::{e_service::EService, file::File},
    domain::{actor::Actor, attachment::Attached},
    service::{
        Error, Result,
        attachment::{receive::receive, request::request},
    },
};

impl Doing<'_> {
    /// Attaches a file to an e-service, and answers it as something that is made names it.
    pub(super) async fn attached_file(
        &self,
        who: &Actor,
        begun: Begun,
        service: &EService,
        file: File,
    ) -> Result<Attached> {
        let text = file.of(&service.name);
        let size = i64::try_from(text.len()).unwrap_or(i64::MAX);
        let upload = request(self.services, who, begun.id, file.name, size).await?;
        let secret = upload.address.rsplit('/').next().unwrap_or_default();
        let body = stream::iter([Ok::<_, Infallible>(Bytes::from(text))]);
        let received = receive(self.services, secret, body).await;
        received.map_err(|error| Error::Internal(format!("demo: {}: {error:?}", file.name)))?;
        Ok(Attached::asked([upload.id]))
    }
}
