//! Mails as files.

use std::path::Path;

use super::SendError;
use crate::delivery::Mail;

/// Writes the mail as `<date>-<message id>.eml`.
pub(super) async fn write(folder: &Path, mail: &Mail) -> Result<(), SendError> {
    let _ = (folder, mail);
    todo!()
}
