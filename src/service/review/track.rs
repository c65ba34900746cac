//! The way of a remark: developers mend it, the editor accepts it or opens it again.

use ::entity::ids::ArtefactId;

use crate::{
    domain::{
        actor::Actor,
        review::{EditorRemark, RemarkState},
    },
    service::{
        Error, Result, Services,
        artefact::{
            queries,
            save::{Seen, amend},
        },
    },
};

/// Puts a remark into a state, with what was done about it.
///
/// # Errors
/// `TOO_LONG`, `STALE`, `WRONG_STATE` where it is not the time for it, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn set_state(
    services: &Services,
    actor: &Actor,
    (id, version): (ArtefactId, i32),
    state: RemarkState,
    answer: Option<String>,
) -> Result<ArtefactId> {
    let seen = Seen {
        cycle: queries::cycle_of(&services.db, id).await?,
        id: Some(id),
        version,
    };
    amend(services, actor, seen, state.takes(), |before, _| {
        let before: EditorRemark = before.ok_or(Error::NotFound)?;
        Ok(EditorRemark {
            state,
            answer: answer.or_else(|| before.answer.clone()),
            ..before
        })
    })
    .await
}
