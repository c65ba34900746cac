//! Whether steps and questions can be gone through: each question has a name of its own, and what it depends on comes before it.

use std::collections::BTreeMap;

use super::{DesignStep, Question};

/// Something in the steps that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Key of the question that it is about.
    pub question: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Another question has the same key.
    KeyTaken,
    /// Its condition names a question that there is not; the key that it names.
    NoSuchQuestion(String),
    /// Its condition names a question that is asked later, or itself; the key that it names.
    NotEarlier(String),
    /// Its condition names an answer that cannot be chosen; the answer.
    NoSuchChoice(String),
}

/// Everything that is wrong, in the order in which the questions are asked. The steps may come in any order.
#[must_use]
pub fn faults<'a>(steps: impl IntoIterator<Item = &'a DesignStep>) -> Vec<Fault> {
    let mut steps: Vec<&DesignStep> = steps.into_iter().collect();
    steps.sort_by_key(|step| step.order);
    let questions: Vec<&Question> = steps.iter().flat_map(|step| &step.questions).collect();
    let mut earlier: BTreeMap<&str, &Question> = BTreeMap::new();
    let mut faults = Vec::new();
    for question in &questions {
        let mut note = |kind| {
            faults.push(Fault {
                question: question.key.clone(),
                kind,
            });
        };
        if let Some(branch) = &question.condition {
            match earlier.get(branch.question.as_str()) {
                Some(asked) if asked.answer.is_choice() => {
                    for answer in branch.answers.iter().filter(|one| !asked.choices.contains(one)) {
                        note(FaultKind::NoSuchChoice(answer.clone()));
                    }
                }
                Some(_) => {}
                None if questions.iter().any(|other| other.key == branch.question) => {
                    note(FaultKind::NotEarlier(branch.question.clone()));
                }
                None => note(FaultKind::NoSuchQuestion(branch.question.clone())),
            }
        }
        if earlier.insert(&question.key, question).is_some() {
            note(FaultKind::KeyTaken);
        }
    }
    faults
}

impl Fault {
    /// What is wrong, in Swedish and English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        let key = &self.question;
        match &self.kind {
            FaultKind::KeyTaken => (
                format!("Två frågor heter ”{key}”."),
                format!("Two questions are called “{key}”."),
            ),
            FaultKind::NoSuchQuestion(other) => (
                format!("Villkoret för ”{key}” gäller ”{other}”, som inte finns."),
                format!("The condition of “{key}” names “{other}”, which does not exist."),
            ),
            FaultKind::NotEarlier(other) => (
                format!("Villkoret för ”{key}” gäller ”{other}”, som inte ställs tidigare."),
                format!("The condition of “{key}” names “{other}”, which is not asked before it."),
            ),
            FaultKind::NoSuchChoice(answer) => (
                format!("Villkoret för ”{key}” gäller svaret ”{answer}”, som inte går att välja."),
                format!("The condition of “{key}” names the answer “{answer}”, which cannot be chosen."),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::design::{AnswerKind, Branch};

    fn question(key: &str, condition: Option<(&str, &str)>) -> Question {
        Question {
            key: key.into(),
            text: "Vad ska du göra?".into(),
            help: String::new(),
            answer: AnswerKind::OneOf,
            choices: vec!["Bygga".into(), "Riva".into()],
            mandatory: true,
            condition: condition.map(|(question, answer)| Branch {
                question: question.into(),
                answers: vec![answer.into()],
            }),
            destination: String::new(),
        }
    }

    fn step(order: i32, questions: Vec<Question>) -> DesignStep {
        DesignStep {
            title: "Steg".into(),
            order,
            text: String::new(),
            questions,
        }
    }

    fn kinds(steps: &[DesignStep]) -> Vec<FaultKind> {
        faults(steps).into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn a_condition_may_name_any_question_that_is_asked_before() {
        // Given out of order: what counts is the order of the steps, then that of their questions.
        let steps = [
            step(20, vec![question("area", Some(("what", "Bygga")))]),
            step(
                10,
                vec![question("what", None), question("why", Some(("what", "Riva")))],
            ),
        ];
        assert_eq!(kinds(&steps), []);
    }

    #[test]
    fn a_condition_that_names_a_later_question_or_itself_is_a_fault() {
        let steps = [
            step(1, vec![question("area", Some(("what", "Bygga")))]),
            step(2, vec![question("what", Some(("what", "Bygga")))]),
        ];
        let later = FaultKind::NotEarlier("what".into());
        assert_eq!(kinds(&steps), [later.clone(), later]);
    }

    #[test]
    fn a_condition_that_names_nothing_is_a_fault() {
        let steps = [step(1, vec![question("area", Some(("nothing", "Bygga")))])];
        assert_eq!(kinds(&steps), [FaultKind::NoSuchQuestion("nothing".into())]);
    }

    #[test]
    fn a_condition_names_an_answer_that_can_be_chosen() {
        let steps = [step(
            1,
            vec![question("what", None), question("why", Some(("what", "Gräva")))],
        )];
        assert_eq!(kinds(&steps), [FaultKind::NoSuchChoice("Gräva".into())]);
    }

    #[test]
    fn two_questions_do_not_share_a_key() {
        let steps = [
            step(1, vec![question("what", None)]),
            step(2, vec![question("what", None)]),
        ];
        assert_eq!(kinds(&steps), [FaultKind::KeyTaken]);
        let (sv, en) = faults(&steps)[0].text();
        assert_eq!(sv, "Två frågor heter ”what”.");
        assert_eq!(en, "Two questions are called “what”.");
    }
}
