//! Who takes part in the project (`preparation.project`).

use ::entity::{enums::ArtefactKind, ids::UserId};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// Somebody who takes part in the project: a person with an account, or one who is only named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectMember {
    /// The person, where they have an account.
    pub user: Option<UserId>,
    /// The name of somebody without an account: a consultant, or a member of the target group.
    pub name: Option<String>,
    /// What they do in the project.
    pub part: String,
    /// How much of their working time it takes, in percent; none where that is not settled.
    pub share: Option<i32>,
}

impl ProjectMember {
    /// True where it is said in exactly one way who it is.
    #[must_use]
    pub const fn is_somebody(&self) -> bool {
        self.user.is_some() != self.name.is_some()
    }

    /// True where the share of working time is one.
    #[must_use]
    pub fn has_share_of_time(&self) -> bool {
        self.share.is_none_or(|share| (1..=100).contains(&share))
    }
}

impl Artefact for ProjectMember {
    const KIND: ArtefactKind = ArtefactKind::ProjectMember;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_has_an_account_or_a_name_and_not_both() {
        let nobody = ProjectMember {
            user: None,
            name: None,
            part: "Jurist".into(),
            share: Some(20),
        };
        assert!(!nobody.is_somebody());
        let outsider = ProjectMember {
            name: Some("Vera Konsult".into()),
            ..nobody.clone()
        };
        assert!(outsider.is_somebody());
        let both = ProjectMember {
            user: Some(UserId::new()),
            ..outsider
        };
        assert!(!both.is_somebody());
    }

    #[test]
    fn nobody_works_more_than_all_of_the_time() {
        let with = |share| ProjectMember {
            user: None,
            name: None,
            part: String::new(),
            share,
        };
        assert!(with(None).has_share_of_time() && with(Some(100)).has_share_of_time());
        assert!(!with(Some(0)).has_share_of_time() && !with(Some(101)).has_share_of_time());
    }
}
