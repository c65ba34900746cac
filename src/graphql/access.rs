//! The guard on a field, and the `@requires` directive that shows it: both take the same permission.

use async_graphql::{Context, Guard};

use super::{context::Here, error::ApiError};
use crate::domain::permission::Permission;

/// Lets a field be resolved only for who could hold the permission; the use case asks again for the row at hand.
#[derive(Clone, Copy, Debug)]
pub struct Requires(pub Permission);

impl Guard for Requires {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        if let Some(machine) = &ctx.here().machine {
            return if machine.may(self.0) {
                Ok(())
            } else {
                Err(ApiError::Forbidden(self.0).into())
            };
        }
        let actor = ctx.here().actor.as_ref();
        if self.0.could_be_held_by(actor) {
            Ok(())
        } else if actor.is_none() {
            Err(ApiError::Unauthenticated.into())
        } else {
            Err(ApiError::Forbidden(self.0).into())
        }
    }
}

pub use directive::requires;

/// The directive alone: the struct that its macro writes has no docs.
#[expect(missing_docs, reason = "written by the macro")]
mod directive {
    use async_graphql::TypeDirective;

    use crate::domain::permission::Permission;

    /// The permission that the field takes; where a thing is at hand, it must hold for that thing.
    #[TypeDirective(location = "FieldDefinition")]
    pub fn requires(#[graphql(desc = "Which.")] permission: Permission) {}
}
