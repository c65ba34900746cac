//! A finished mail, and its form on the wire.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::{
    Address,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::{Recipient, RenderError, mask_address, render::digest};

/// A mail, ready to be sent: all its words and headers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// `<…@domain>`, the same whenever the same delivery is rendered.
    pub message_id: String,
    /// The From field.
    pub from: Recipient,
    /// The one recipient.
    pub to: Recipient,
    /// The subject, not encoded.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The calendar entry (RFC 5545), where there is one.
    pub ics: Option<String>,
    /// The Date field.
    pub date: DateTime<Utc>,
    /// Further headers by name, in their order.
    pub headers: Vec<(&'static str, String)>,
}

impl Mail {
    /// The complete RFC 5322 message, with CRLF line ends. The same mail gives the same bytes.
    ///
    /// # Errors
    /// [`RenderError::Address`] when sender or recipient is no e-mail address; [`RenderError::Template`] when a header's
    /// name is none.
    pub fn to_rfc5322(&self) -> Result<Vec<u8>, RenderError> {
        Ok(self.message()?.formatted())
    }

    /// The message, to be signed.
    pub(super) fn message(&self) -> Result<lettre::Message, RenderError> {
        let broken = |error: &dyn std::fmt::Display| RenderError::Template(error.to_string());
        let mut message = lettre::Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(&self.to)?)
            .subject(self.subject.clone())
            .date(SystemTime::from(self.date))
            .message_id(Some(self.message_id.clone()))
            .multipart(self.body()?)
            .map_err(|error| broken(&error))?;
        for (name, value) in &self.headers {
            let name = HeaderName::new_from_ascii((*name).to_owned()).map_err(|error| broken(&error))?;
            message
                .headers_mut()
                .insert_raw(HeaderValue::new(name, value.clone()));
        }
        Ok(message)
    }

    /// Plain text, then HTML, then the calendar entry: a mail program shows the last that it understands. The entry is
    /// attached too, for those that only offer files.
    fn body(&self) -> Result<MultiPart, RenderError> {
        let words = MultiPart::alternative()
            .boundary(self.boundary("words"))
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(SinglePart::html(self.html.clone()));
        let Some(ics) = &self.ics else { return Ok(words) };
        let content_type =
            |text: &str| ContentType::parse(text).map_err(|error| RenderError::Template(error.to_string()));
        let method = if ics.contains("METHOD:CANCEL") {
            "CANCEL"
        } else {
            "PUBLISH"
        };
        let entry = SinglePart::builder()
            .header(content_type(&format!(
                "text/calendar; charset=utf-8; method={method}"
            ))?)
            .body(ics.clone());
        let file =
            Attachment::new("lansering.ics".to_owned()).body(ics.clone(), content_type("application/ics")?);
        Ok(MultiPart::mixed()
            .boundary(self.boundary("files"))
            .multipart(words.singlepart(entry))
            .singlepart(file))
    }

    /// Chosen by us, since one drawn by lot would make the same mail a different file each time.
    fn boundary(&self, part: &str) -> String {
        format!("lansera-{}", digest(&[part, &self.message_id]))
    }
}

/// The address of a recipient, checked.
pub(super) fn address(recipient: &Recipient) -> Result<Address, RenderError> {
    recipient
        .email
        .parse()
        .map_err(|_| RenderError::Address(mask_address(&recipient.email)))
}

fn mailbox(recipient: &Recipient) -> Result<Mailbox, RenderError> {
    let name = Some(recipient.name.clone()).filter(|name| !name.is_empty());
    Ok(Mailbox::new(name, address(recipient)?))
}
