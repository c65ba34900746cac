//! Scenarios that follow from the steps of the design, and those that every e-service is tested by.
//!
//! The standard set is that of the process: different log-in types, personal identity numbers and e-IDs, input that is wrong, skipped
//! or changed afterwards, every error message, and other behaviour than expected.

use std::collections::BTreeSet;

use ::entity::{enums::Locale, ids::ArtefactId};

use super::{ScenarioOrigin, StandardTest, StepAspect, TestScenario};
use crate::domain::design::{DesignStep, Question};

/// The scenarios that are missing beside those that there are or were, in the language of whoever asks for them. The standard set comes
/// first, then what follows from each step.
#[must_use]
pub fn missing(
    steps: &[(ArtefactId, DesignStep)],
    there: &BTreeSet<ScenarioOrigin>,
    locale: Locale,
) -> Vec<TestScenario> {
    let standard = StandardTest::ALL.iter().map(|test| standard(*test, locale));
    let mut ordered: Vec<_> = steps.iter().collect();
    ordered.sort_by_key(|(_, step)| step.order);
    let of_steps = ordered
        .into_iter()
        .flat_map(|(id, step)| of_step(*id, step, locale));
    standard
        .chain(of_steps)
        .filter(|scenario| !there.contains(&scenario.origin))
        .collect()
}

fn standard(test: StandardTest, locale: Locale) -> TestScenario {
    let (sv, en): ([&str; 3], [&str; 3]) = match test {
        StandardTest::LogInTypes => (
            [
                "Logga in på varje sätt som e-tjänsten erbjuder",
                "Gå igenom e-tjänsten en gång för varje sätt att logga in: som privatperson, som företag, som ombud och utan att logga in.",
                "Varje sätt fungerar, eller så står det varför det inte gör det.",
            ],
            [
                "Log in in every way that the e-service offers",
                "Go through the e-service once for each way of logging in: as a private person, for a company, on somebody's behalf and without.",
                "Each way works, or it is said why it does not.",
            ],
        ),
        StandardTest::PersonalNumbers => (
            [
                "Prova olika personnummer",
                "Gå igenom e-tjänsten med olika personnummer: barn, vuxen, samordningsnummer, skyddade uppgifter, någon från en annan kommun.",
                "Rätt person får göra ärendet, och ingen ser någon annans uppgifter.",
            ],
            [
                "Try different personal identity numbers",
                "Go through the e-service with different numbers: a child, an adult, a co-ordination number, protected data, somebody from elsewhere.",
                "The right person can do it, and nobody sees the data of somebody else.",
            ],
        ),
        StandardTest::EIds => (
            [
                "Prova olika e-legitimationer",
                "Logga in och skriv under med varje e-legitimation som godtas, på dator och på telefon. Avbryt också en gång.",
                "Varje e-legitimation fungerar, och den som avbryter kommer tillbaka utan att svaren går förlorade.",
            ],
            [
                "Try different e-IDs",
                "Log in and sign with each e-ID that is accepted, on a computer and on a telephone. Break off once, too.",
                "Each e-ID works, and whoever breaks off comes back without losing answers.",
            ],
        ),
        StandardTest::WrongInput => (
            [
                "Fyll i fel uppgifter genom hela e-tjänsten",
                "Svara fel med flit: bokstäver i sifferfält, datum som inte finns, mycket långa texter, filer av fel slag.",
                "Felet visas vid frågan, med ord som går att förstå, och inget annat försvinner.",
            ],
            [
                "Give wrong data all through the e-service",
                "Answer wrongly on purpose: letters for digits, days that do not exist, very long texts, files of the wrong kind.",
                "The mistake shows at the question, in words that can be understood, and nothing else is lost.",
            ],
        ),
        StandardTest::SkippedInput => (
            [
                "Hoppa över uppgifter genom hela e-tjänsten",
                "Lämna frågor tomma, en i taget och alla på en gång, och försök gå vidare.",
                "Bara de frågor som är obligatoriska hindrar, och det står vilka de är.",
            ],
            [
                "Skip input all through the e-service",
                "Leave questions empty, one at a time and all at once, and try to go on.",
                "Only mandatory questions hold one back, and it is said which they are.",
            ],
        ),
        StandardTest::ChangedInput => (
            [
                "Ändra uppgifter i efterhand",
                "Gå tillbaka från sista steget, ändra svar i tidigare steg och gå fram igen.",
                "De nya svaren gäller, frågor som beror på dem visas eller försvinner, och övriga svar finns kvar.",
            ],
            [
                "Change input afterwards",
                "Go back from the last step, change answers in earlier steps and go on again.",
                "The new answers hold, questions that depend on them appear or disappear, and other answers are kept.",
            ],
        ),
        StandardTest::ErrorMessages => (
            [
                "Kontrollera samtliga felmeddelanden",
                "Framkalla varje felmeddelande minst en gång, även när en tjänst bakom inte svarar.",
                "Varje felmeddelande säger vad som är fel och hur man kommer vidare, på klarspråk.",
            ],
            [
                "Check every error message",
                "Bring about every error message at least once, also where a service behind does not answer.",
                "Each message says what is wrong and how to go on, in plain words.",
            ],
        ),
        StandardTest::Behaviours => (
            [
                "Bete dig som ingen väntar sig",
                "Använd webbläsarens bakåtknapp, dubbelklicka, ladda om, låt sidan stå en timme, fortsätt i en annan flik, använd bara tangentbordet.",
                "Inget skickas två gånger, inget går förlorat, och allt går att göra utan mus.",
            ],
            [
                "Behave as nobody expects",
                "Use the browser's back button, double-click, reload, leave the page for an hour, go on in another tab, use the keyboard only.",
                "Nothing is sent twice, nothing is lost, and everything can be done without a mouse.",
            ],
        ),
    };
    let [title, step, expected] = match locale {
        Locale::Sv => sv,
        Locale::En => en,
    };
    TestScenario {
        title: title.to_owned(),
        steps: vec![step.to_owned()],
        expected: expected.to_owned(),
        origin: ScenarioOrigin::Standard { test },
    }
}

fn of_step(id: ArtefactId, step: &DesignStep, locale: Locale) -> Vec<TestScenario> {
    let scenario = |aspect, question: Option<&Question>| {
        let asked: Vec<&str> = step
            .questions
            .iter()
            .filter(|one| match aspect {
                StepAspect::Wrong => one.answer.can_be_malformed(),
                StepAspect::Skipped => one.mandatory,
                _ => true,
            })
            .map(|one| one.text.as_str())
            .collect();
        worded(id, step, aspect, question, &asked, locale)
    };
    let any = |is: fn(&Question) -> bool| step.questions.iter().any(is);
    let mut all = vec![scenario(StepAspect::Completed, None)];
    if any(|question| question.answer.can_be_malformed()) {
        all.push(scenario(StepAspect::Wrong, None));
    }
    if any(|question| question.mandatory) {
        all.push(scenario(StepAspect::Skipped, None));
    }
    if !step.questions.is_empty() {
        all.push(scenario(StepAspect::Changed, None));
    }
    let branches = step
        .questions
        .iter()
        .filter(|question| question.condition.is_some());
    all.extend(branches.map(|question| scenario(StepAspect::Branch, Some(question))));
    all
}

fn worded(
    id: ArtefactId,
    step: &DesignStep,
    aspect: StepAspect,
    question: Option<&Question>,
    asked: &[&str],
    locale: Locale,
) -> TestScenario {
    let (name, asked) = (&step.title, asked.join(" "));
    let text = question.map_or("", |question| question.text.as_str());
    let answers = question
        .and_then(|question| question.condition.as_ref())
        .map(|branch| branch.answers.join(", "))
        .unwrap_or_default();
    let to_it = match locale {
        Locale::Sv => format!("Gå till steget ”{name}”."),
        Locale::En => format!("Go to the step “{name}”."),
    };
    let (sv, en): ([String; 3], [String; 3]) = match aspect {
        StepAspect::Completed => (
            [
                format!("{name}: rätt ifyllt"),
                format!("Svara som det är tänkt och gå vidare. {asked}"),
                "Nästa steg visas, och svaren finns kvar.".to_owned(),
            ],
            [
                format!("{name}: filled in as it should be"),
                format!("Answer as intended and go on. {asked}"),
                "The next step shows, and the answers are kept.".to_owned(),
            ],
        ),
        StepAspect::Wrong => (
            [
                format!("{name}: fel uppgifter"),
                format!("Svara i fel form på var och en: {asked}"),
                "Felet visas vid frågan, och det går inte att gå vidare.".to_owned(),
            ],
            [
                format!("{name}: wrong data"),
                format!("Answer each in the wrong form: {asked}"),
                "The mistake shows at the question, and one cannot go on.".to_owned(),
            ],
        ),
        StepAspect::Skipped => (
            [
                format!("{name}: överhoppade frågor"),
                format!("Lämna var och en tom och försök gå vidare: {asked}"),
                "Det står vilka frågor som måste besvaras.".to_owned(),
            ],
            [
                format!("{name}: skipped questions"),
                format!("Leave each of them empty and try to go on: {asked}"),
                "It is said which questions must be answered.".to_owned(),
            ],
        ),
        StepAspect::Changed => (
            [
                format!("{name}: svar som ändras efteråt"),
                "Svara, gå vidare, gå tillbaka, ändra svaren och gå vidare igen.".to_owned(),
                "De nya svaren gäller i resten av e-tjänsten och i det som skickas.".to_owned(),
            ],
            [
                format!("{name}: answers that are changed afterwards"),
                "Answer, go on, go back, change the answers and go on again.".to_owned(),
                "The new answers hold in the rest of the e-service and in what is sent.".to_owned(),
            ],
        ),
        StepAspect::Branch => (
            [
                format!("{name}: när ”{text}” ställs"),
                format!("Svara så att frågan ska ställas ({answers}), och sedan så att den inte ska det."),
                format!("”{text}” visas bara efter de svaren."),
            ],
            [
                format!("{name}: when “{text}” is asked"),
                format!("Answer so that it is to be asked ({answers}), and then so that it is not."),
                format!("“{text}” shows only after those answers."),
            ],
        ),
    };
    let [title, deed, expected] = match locale {
        Locale::Sv => sv,
        Locale::En => en,
    };
    TestScenario {
        title,
        steps: vec![to_it, deed.trim_end().to_owned()],
        expected,
        origin: ScenarioOrigin::Step {
            step: id,
            aspect,
            question: question.map(|question| question.key.clone()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::design::{AnswerKind, Branch};

    fn question(key: &str, answer: AnswerKind, mandatory: bool, after: Option<&str>) -> Question {
        Question {
            key: key.into(),
            text: format!("Fråga {key}?"),
            help: String::new(),
            answer,
            choices: Vec::new(),
            mandatory,
            condition: after.map(|key| Branch {
                question: key.into(),
                answers: vec!["Ja".into()],
            }),
            destination: String::new(),
        }
    }

    fn step(order: i32, questions: Vec<Question>) -> (ArtefactId, DesignStep) {
        let step = DesignStep {
            title: format!("Steg {order}"),
            order,
            text: String::new(),
            questions,
        };
        (ArtefactId::new(), step)
    }

    fn titles(scenarios: &[TestScenario]) -> Vec<&str> {
        scenarios.iter().map(|scenario| scenario.title.as_str()).collect()
    }

    #[test]
    fn every_e_service_is_tested_by_the_standard_set() {
        let found = missing(&[], &BTreeSet::new(), Locale::En);
        assert_eq!(
            titles(&found),
            [
                "Log in in every way that the e-service offers",
                "Try different personal identity numbers",
                "Try different e-IDs",
                "Give wrong data all through the e-service",
                "Skip input all through the e-service",
                "Change input afterwards",
                "Check every error message",
                "Behave as nobody expects",
            ]
        );
    }

    #[test]
    fn a_step_is_tested_by_what_it_asks() {
        let questions = vec![
            question("hund", AnswerKind::YesNo, true, None),
            question("ras", AnswerKind::ShortText, false, Some("hund")),
            question("fodd", AnswerKind::Date, false, None),
        ];
        let steps = [step(20, questions), step(10, Vec::new())];
        let found = missing(&steps, &BTreeSet::new(), Locale::Sv);
        assert_eq!(
            titles(&found[StandardTest::ALL.len()..]),
            [
                "Steg 10: rätt ifyllt",
                "Steg 20: rätt ifyllt",
                "Steg 20: fel uppgifter",
                "Steg 20: överhoppade frågor",
                "Steg 20: svar som ändras efteråt",
                "Steg 20: när ”Fråga ras?” ställs",
            ]
        );
        let skipped = &found[StandardTest::ALL.len() + 3];
        assert_eq!(
            skipped.steps,
            [
                "Gå till steget ”Steg 20”.",
                "Lämna var och en tom och försök gå vidare: Fråga hund?"
            ]
        );
    }

    #[test]
    fn what_is_there_is_not_made_again_in_any_language() {
        let steps = [step(10, vec![question("hund", AnswerKind::YesNo, true, None)])];
        let first = missing(&steps, &BTreeSet::new(), Locale::Sv);
        let there: BTreeSet<_> = first.iter().map(|scenario| scenario.origin.clone()).collect();
        assert_eq!(missing(&steps, &there, Locale::Sv), []);
        assert_eq!(missing(&steps, &there, Locale::En), []);

        // A question that was added makes for what is missing, and for nothing else.
        let mut more = steps.clone();
        more[0]
            .1
            .questions
            .push(question("fodd", AnswerKind::Date, false, None));
        assert_eq!(
            titles(&missing(&more, &there, Locale::Sv)),
            ["Steg 10: fel uppgifter"]
        );
    }

    #[test]
    fn no_two_scenarios_have_the_same_origin() {
        let questions = vec![
            question("hund", AnswerKind::YesNo, true, None),
            question("ras", AnswerKind::ShortText, true, Some("hund")),
            question("namn", AnswerKind::ShortText, true, Some("hund")),
        ];
        let found = missing(&[step(10, questions)], &BTreeSet::new(), Locale::Sv);
        let origins: BTreeSet<_> = found.iter().map(|scenario| &scenario.origin).collect();
        assert_eq!(origins.len(), found.len());
    }
}
