//! Steps of the design proposal: what is checked of them, alone and together.

use ::entity::artefact;

use crate::{
    database::Transaction,
    domain::design::{DesignStep, Question, faults},
    service::{
        Error, ProblemCode, Result,
        artefact::{Around, Kept, queries},
        check::{Check, NAME, TEXT},
    },
};

/// Most questions in a step, and most choices of a question.
const MOST: usize = 100;
/// Longest key of a question, in characters.
const KEY: usize = 60;

impl Kept for DesignStep {
    fn checked(self, check: &mut Check) -> Self {
        let order = self.order;
        check.that(
            (1..=1_000).contains(&order),
            ProblemCode::Invalid,
            "order",
            "Ange ett tal från 1 till 1 000.",
            "Give a number from 1 to 1,000.",
        );
        check.that(
            self.questions.len() <= MOST,
            ProblemCode::Invalid,
            "questions",
            "Ett steg får ha högst 100 frågor.",
            "A step may have at most 100 questions.",
        );
        Self {
            title: check.text("title", &self.title, NAME),
            order,
            text: check.optional_text("text", &self.text, TEXT),
            questions: self
                .questions
                .into_iter()
                .take(MOST)
                .map(|question| checked(question, check))
                .collect(),
        }
    }

    const BESIDE_OTHERS: bool = true;

    fn beside(&self, around: &Around<'_, Self>, check: &mut Check) -> Result<()> {
        let others = || around.others.iter().map(|(_, step)| step);
        check.that(
            others().all(|step| step.order != self.order),
            ProblemCode::Taken,
            "order",
            "Ett annat steg har den platsen.",
            "Another step has that place.",
        );
        for fault in faults(others().chain([self])) {
            let (sv, en) = fault.text();
            check.add(ProblemCode::Invalid, "questions", sv, en);
        }
        Ok(())
    }
}

fn checked(question: Question, check: &mut Check) -> Question {
    const PATH: &str = "questions";
    let key = check.text(PATH, &question.key, KEY);
    check.that(
        key.chars()
            .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-'),
        ProblemCode::Invalid,
        PATH,
        "En frågas nyckel får bara ha små bokstäver från a till z, siffror och bindestreck.",
        "The key of a question may only have small letters from a to z, digits and hyphens.",
    );
    let choices = question.choices.len();
    let choices_fit = if question.answer.is_choice() {
        (1..=MOST).contains(&choices)
    } else {
        choices == 0
    };
    check.that(
        choices_fit,
        ProblemCode::Invalid,
        PATH,
        "En fråga har svar att välja mellan, högst 100, bara där svaret är ett val.",
        "A question has answers to choose from, at most 100, exactly where its answer is a choice.",
    );
    check.that(
        question
            .condition
            .as_ref()
            .is_none_or(|branch| (1..=MOST).contains(&branch.answers.len())),
        ProblemCode::Invalid,
        PATH,
        "Ett villkor anger efter vilka svar frågan ställs.",
        "A condition says after which answers the question is asked.",
    );
    Question {
        text: check.text(PATH, &question.text, TEXT),
        help: check.optional_text(PATH, &question.help, TEXT),
        choices: question
            .choices
            .iter()
            .take(MOST)
            .map(|choice| check.text(PATH, choice, NAME))
            .collect(),
        destination: check.optional_text(PATH, &question.destination, NAME),
        key,
        ..question
    }
}

/// Refuses to take out a step with a question that another depends on.
///
/// # Errors
/// `WRONG_STATE` with the questions that depend on it.
pub(in crate::service) async fn may_remove(txn: &Transaction, row: &artefact::Model) -> Result<()> {
    let steps = queries::read::<DesignStep>(txn, row.cycle_id).await?;
    let left = steps
        .iter()
        .filter(|(step, _)| step.id != row.id)
        .map(|(_, step)| step);
    match faults(left).first() {
        None => Ok(()),
        Some(fault) => {
            let (sv, en) = fault.text();
            Err(Error::refused(ProblemCode::WrongState, &[], sv, en))
        }
    }
}
