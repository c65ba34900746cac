//! The files that something made in a cycle names.

use std::collections::BTreeMap;

use ::entity::ids::AttachmentId;
use serde::{Deserialize, Serialize};

/// Most files that one thing names.
pub const MOST_FILES: usize = 20;

/// The files that something made in a cycle names, each once, in the order in which they were attached. The bytes of a file never
/// change, so that a version that keeps name and hash says for ever which ones it meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attached(BTreeMap<AttachmentId, AttachedFile>);

/// What a version keeps of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Attached {
    /// The files that somebody asks for, of which only the ids are known so far.
    #[must_use]
    pub fn asked(ids: impl IntoIterator<Item = AttachmentId>) -> Self {
        ids.into_iter().map(|id| (id, AttachedFile::default())).collect()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that are not among `others`.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        let those = self.0.iter().filter(|(id, _)| !others.0.contains_key(id));
        those.map(|(id, file)| (*id, file.clone())).collect()
    }

    /// Their keys.
    pub fn ids(&self) -> impl Iterator<Item = AttachmentId> {
        self.0.keys().copied()
    }
}

impl FromIterator<(AttachmentId, AttachedFile)> for Attached {
    fn from_iter<I: IntoIterator<Item = (AttachmentId, AttachedFile)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::approval::difference;

    fn file(name: &str) -> AttachedFile {
        AttachedFile {
            name: name.to_owned(),
            sha256: format!("hash of {name}"),
        }
    }

    #[test]
    fn a_file_that_is_asked_for_twice_is_named_once() {
        let (one, other) = (AttachmentId::new(), AttachmentId::new());
        let asked = Attached::asked([other, one, other]);
        assert_eq!(asked.ids().collect::<Vec<_>>(), [one, other]);
    }

    #[test]
    fn a_file_that_goes_does_not_make_the_others_look_changed() {
        let (one, other) = (AttachmentId::new(), AttachmentId::new());
        let before: Attached = [(one, file("a.pdf")), (other, file("b.pdf"))]
            .into_iter()
            .collect();
        let after: Attached = [(other, file("b.pdf"))].into_iter().collect();
        let found = difference(&json!(before), &json!(after));
        let paths: Vec<_> = found.iter().map(|found| found.path.clone()).collect();
        assert_eq!(paths, [format!("/{one}")]);
        let gone = found.first().and_then(|found| found.before.as_deref());
        assert_eq!(gone, Some(r#"{"name":"a.pdf","sha256":"hash of a.pdf"}"#));
    }
}
