//! Answers to the guiding questions: one for each question.

use ::entity::ids::{ArtefactId, CycleId};

use crate::{
    domain::{
        actor::Actor,
        specification::{GuidingAnswer, GuidingQuestion},
    },
    service::{
        ProblemCode, Result, Services,
        artefact::{
            Around, Kept, queries,
            save::{Seen, save},
        },
        check::{Check, TEXT},
    },
};

/// Answers a guiding question, or answers it anew.
///
/// # Errors
/// `MISSING`, `TOO_LONG`, `STALE`, `WRONG_STATE`, [`Error::Forbidden`](crate::service::Error::Forbidden),
/// [`Error::NotFound`](crate::service::Error::NotFound).
pub async fn answer(
    services: &Services,
    actor: &Actor,
    cycle: CycleId,
    version: i32,
    draft: GuidingAnswer,
) -> Result<ArtefactId> {
    let id = of_question(services, cycle, draft.question).await?;
    let seen = Seen { cycle, id, version };
    save(services, actor, seen, draft).await
}

/// The answer to a question in a cycle, whoever asks.
///
/// # Errors
/// Where the database fails.
pub async fn of_question(
    services: &Services,
    cycle: CycleId,
    question: GuidingQuestion,
) -> Result<Option<ArtefactId>> {
    let answers = queries::read::<GuidingAnswer>(&services.db, cycle).await?;
    let found = answers.iter().find(|(_, answer)| answer.question == question);
    Ok(found.map(|(row, _)| row.id))
}

impl Kept for GuidingAnswer {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            answer: check.text("answer", &self.answer, TEXT),
            ..self
        }
    }

    const BESIDE_OTHERS: bool = true;

    fn beside(&self, around: &Around<'_, Self>, check: &mut Check) -> Result<()> {
        // Somebody else was quicker with a first answer.
        check.that(
            around
                .others
                .iter()
                .all(|(_, other)| other.question != self.question),
            ProblemCode::Stale,
            "version",
            "Någon har redan besvarat frågan.",
            "Somebody has answered the question already.",
        );
        Ok(())
    }
}
