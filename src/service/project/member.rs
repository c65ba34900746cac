//! Members of the project: what is checked of them.

use crate::{
    domain::project::ProjectMember,
    service::{
        ProblemCode,
        artefact::{Kept, Reference},
        check::{Check, NAME, TEXT},
    },
};

impl Kept for ProjectMember {
    fn checked(self, check: &mut Check) -> Self {
        let member = Self {
            name: check.given("name", self.name.as_deref(), NAME),
            part: check.text("part", &self.part, TEXT),
            ..self
        };
        if member.user.is_none() && member.name.is_none() {
            check.add(ProblemCode::Missing, "name", "Ange vem det är.", "Say who it is.");
        } else {
            check.that(
                member.is_somebody(),
                ProblemCode::Invalid,
                "name",
                "Ange antingen en person med konto eller ett namn.",
                "Give either a person with an account or a name.",
            );
        }
        check.that(
            member.has_share_of_time(),
            ProblemCode::Invalid,
            "share",
            "Ange 1 till 100 procent.",
            "Give 1 to 100 percent.",
        );
        member
    }

    fn refers(&self) -> Vec<Reference> {
        self.user
            .map(|user| Reference::User("userId", user))
            .into_iter()
            .collect()
    }
}
