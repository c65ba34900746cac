//! Addresses of files: the one to which a file is sent is good once, the one from which it is fetched is signed, and both for a short time.

use ::entity::{
    attachment,
    ids::{AttachmentId, SigningKeyId},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::service::{Result, Services};

/// Bytes of a fetching address: key of the file, expiry, key of the signature, signature.
const LENGTH: usize = 16 + 8 + 16 + 64;

/// The address from which a file is fetched, on this server, good for as long as the settings say.
///
/// # Errors
/// Where there is no key to sign with.
pub fn to_fetch(services: &Services, row: &attachment::Model) -> Result<String> {
    let until = services.now() + Duration::seconds(services.settings.files.download_seconds);
    let said = said(row.id, until.timestamp());
    let (key, signature) = services.tokens.sign_bytes(&said)?;
    let mut token = Vec::with_capacity(LENGTH);
    token.extend_from_slice(said.get(PURPOSE.len()..).unwrap_or_default());
    token.extend_from_slice(key.0.as_bytes());
    token.extend_from_slice(&signature);
    let token = BASE64_URL_SAFE_NO_PAD.encode(token);
    Ok(format!("/files/{token}/{}", in_address(&row.name)))
}

/// The file that an address names, if it was signed here and its time is not over.
#[must_use]
pub fn fetched(services: &Services, token: &str, now: DateTime<Utc>) -> Option<AttachmentId> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    if bytes.len() != LENGTH {
        return None;
    }
    let (id, rest) = bytes.split_at(16);
    let (until, rest) = rest.split_at(8);
    let (key, signature) = rest.split_at(16);
    let id = AttachmentId(Uuid::from_slice(id).ok()?);
    let until = i64::from_be_bytes(until.try_into().ok()?);
    let key = SigningKeyId(Uuid::from_slice(key).ok()?);
    let good = services
        .tokens
        .has_signed(key, &said(id, until), signature.try_into().ok()?);
    (good && until > now.timestamp()).then_some(id)
}

/// What is signed begins with what it is for, so that no other signature of ours can stand for it.
const PURPOSE: &[u8] = b"lansera file ";

fn said(id: AttachmentId, until: i64) -> Vec<u8> {
    [PURPOSE, id.0.as_bytes(), &until.to_be_bytes()].concat()
}

/// A name as it stands in an address.
#[must_use]
pub fn in_address(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.bytes().fold(String::new(), |mut text, byte| {
        if plain(byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}
