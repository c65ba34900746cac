//! Mails as files.

use std::{io, path::Path};

use tokio::fs;

use super::SendError;
use crate::delivery::Mail;

/// Writes the mail as `<date>-<message id>.eml`. The file appears whole or not at all; the same mail written again takes the
/// place of its earlier file, so a folder never has a mail twice.
pub(super) async fn write(folder: &Path, mail: &Mail) -> Result<(), SendError> {
    let message = mail
        .to_rfc5322()
        .map_err(|error| SendError::Permanent(error.to_string()))?;
    put(folder, mail, &message)
        .await
        .map_err(|error| SendError::Retry(format!("the folder for mails can't be written to: {error}")))
}

async fn put(folder: &Path, mail: &Mail, message: &[u8]) -> io::Result<()> {
    let id = file_name_of(&mail.message_id);
    let name = format!("{}-{id}.eml", mail.date.format("%Y-%m-%d"));
    fs::create_dir_all(folder).await?;
    let unfinished = folder.join(format!(".{name}.part"));
    fs::write(&unfinished, message).await?;
    fs::rename(&unfinished, folder.join(&name)).await?;
    remove_of_other_days(folder, &id, &name).await
}

/// A mail that is tried again after midnight has another date in its name.
async fn remove_of_other_days(folder: &Path, id: &str, name: &str) -> io::Result<()> {
    let ending = format!("-{id}.eml");
    let mut files = fs::read_dir(folder).await?;
    while let Some(file) = files.next_entry().await? {
        let other = file.file_name();
        if other
            .to_str()
            .is_some_and(|other| other.ends_with(&ending) && other != name)
        {
            match fs::remove_file(file.path()).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

/// The id without its brackets, and nothing in it that could lead out of the folder.
fn file_name_of(message_id: &str) -> String {
    message_id
        .trim_matches(['<', '>'])
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.@".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect()
}
