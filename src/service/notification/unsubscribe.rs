//! Ending the mails of one category by a link that can do nothing else (RFC 8058).

use ::entity::{
    enums::{DeliveryMode, NotificationCategory},
    ids::{SigningKeyId, UserId},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::choose;
use crate::service::{Error, Result, Services};

/// Says what is signed, so that no signature of something else can be taken for one of these.
const PURPOSE: &str = "lansera unsubscribe";

/// The part of a link that names the person and the category, signed. It does not expire: a mail is kept for years.
///
/// # Errors
/// Where there is no key to sign with.
pub fn token(services: &Services, user: UserId, category: NotificationCategory) -> Result<String> {
    let (key, signature) = services.tokens.sign_bytes(message(user, category).as_bytes())?;
    let text = format!("{user}.{}.{key}", category.name());
    Ok(format!(
        "{}.{}",
        BASE64_URL_SAFE_NO_PAD.encode(text),
        BASE64_URL_SAFE_NO_PAD.encode(signature)
    ))
}

fn message(user: UserId, category: NotificationCategory) -> String {
    format!("{PURPOSE}/{user}/{}", category.name())
}

/// Whose mails of which category a token ends; none where it was not made here.
#[must_use]
pub fn read(services: &Services, token: &str) -> Option<(UserId, NotificationCategory)> {
    let (text, signature) = token.split_once('.')?;
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let signature: [u8; 64] = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?.try_into().ok()?;
    let mut parts = text.split('.');
    let user: UserId = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let key: SigningKeyId = parts.next()?.parse().ok()?;
    let category = NotificationCategory::ALL
        .iter()
        .find(|category| category.name() == name)?;
    services
        .tokens
        .has_signed(key, message(user, *category).as_bytes(), signature)
        .then_some((user, *category))
}

/// Ends the mails of a category; once more changes nothing.
///
/// # Errors
/// [`Error::NotFound`] where the token was not made here; the database.
pub async fn unsubscribe(services: &Services, token: &str) -> Result<(UserId, NotificationCategory)> {
    let (user, category) = read(services, token).ok_or(Error::NotFound)?;
    choose::set_mode(services, user, category, DeliveryMode::Off).await?;
    Ok((user, category))
}
