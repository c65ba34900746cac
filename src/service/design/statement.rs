//! Statements on look and form: each is of the person who made it, in the role in which they made it.

use ::entity::artefact;

use crate::{
    domain::{actor::Actor, design::DesignStatement, permission::Permission},
    service::{
        Error, ProblemCode, Result,
        artefact::{Around, Kept},
        check::{Check, TEXT},
    },
};

impl Kept for DesignStatement {
    fn checked(self, check: &mut Check) -> Self {
        let statement = Self {
            text: check.optional_text("text", &self.text, TEXT),
            ..self
        };
        check.that(
            statement.says_why(),
            ProblemCode::Missing,
            "text",
            "Skriv vad som behöver ändras.",
            "Write what should be changed.",
        );
        statement
    }

    fn beside(&self, around: &Around<'_, Self>, check: &mut Check) -> Result<()> {
        check.that(
            around.actor.holds(self.role.role(), around.place),
            ProblemCode::Invalid,
            "role",
            "Du har inte den rollen.",
            "You do not hold that role.",
        );
        around.row.map_or(Ok(()), |row| is_own(around.actor, row))
    }
}

/// Nobody changes or takes out what somebody else has said.
///
/// # Errors
/// [`Error::Forbidden`].
pub(in crate::service) fn is_own(actor: &Actor, row: &artefact::Model) -> Result<()> {
    if row.created_by == actor.user_id {
        Ok(())
    } else {
        Err(Error::Forbidden(Permission::StateDesignOpinion))
    }
}
