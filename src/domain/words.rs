//! The words of the process for its closed sets, in Swedish and English, as they stand inside a sentence.

use ::entity::enums::{ApprovalSubject, Locale, Phase, Role, TaskState};

use super::template::Outcome;

fn pick(locale: Locale, sv: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Sv => sv,
        Locale::En => en,
    }
}

/// A phase, for example "bygga och testa".
#[must_use]
pub fn phase(phase: Phase, locale: Locale) -> &'static str {
    let (sv, en) = match phase {
        Phase::Inventory => ("inventera behov", "inventory of needs"),
        Phase::Decision => ("fatta beslut", "decision"),
        Phase::Preparation => ("förbereda utveckling och införande", "preparation"),
        Phase::Build => ("bygga och testa", "build and test"),
        Phase::Launch => ("förbereda lansering och publicera", "launch"),
        Phase::Management => ("förvalta", "management"),
        Phase::FollowUp => ("följa upp och utvärdera", "follow-up"),
    };
    pick(locale, sv, en)
}

/// Where a task stands, as a predicate: "uppgiften är …".
#[must_use]
pub fn task_state(state: TaskState, locale: Locale) -> &'static str {
    let (sv, en) = match state {
        TaskState::Waiting => ("väntande", "waiting"),
        TaskState::Ready => ("redo att påbörjas", "ready to be started"),
        TaskState::InProgress => ("påbörjad", "in progress"),
        TaskState::Done => ("klar", "done"),
        TaskState::Skipped => ("överhoppad", "skipped"),
        TaskState::NotApplicable => ("inte aktuell", "not applicable"),
    };
    pick(locale, sv, en)
}

/// What is approved, in the definite form: "designförslaget".
#[must_use]
pub fn subject(subject: ApprovalSubject, locale: Locale) -> &'static str {
    let (sv, en) = match subject {
        ApprovalSubject::Design => ("designförslaget", "the design proposal"),
        ApprovalSubject::Specification => ("kravspecifikationen", "the specification"),
        ApprovalSubject::Metrics => ("mål och mått", "the goals and measures"),
        ApprovalSubject::Test => ("testet", "the test"),
        ApprovalSubject::Editorial => ("den redaktionella granskningen", "the editorial review"),
        ApprovalSubject::EService => ("e-tjänsten", "the e-service"),
    };
    pick(locale, sv, en)
}

/// A role, for example "e-tjänsteägare".
#[must_use]
pub fn role(role: Role, locale: Locale) -> &'static str {
    let (sv, en) = match role {
        Role::Admin => ("administratör", "administrator"),
        Role::Management => ("ledningsgrupp", "management"),
        Role::Owner => ("e-tjänsteägare", "owner"),
        Role::ProjectLead => ("uppdragsledare", "project lead"),
        Role::ServiceManager => ("förvaltare av e-tjänst", "service manager"),
        Role::PlatformManager => ("förvaltningsledare för e-tjänsteplattformen", "platform manager"),
        Role::Editor => ("redaktör", "editor"),
        Role::RequirementsOwner => ("kravställare", "requirements owner"),
        Role::Developer => ("utvecklare", "developer"),
        Role::Tester => ("testare", "tester"),
        Role::CaseOfficer => ("handläggare", "case officer"),
        Role::Business => ("verksamhet", "business"),
    };
    pick(locale, sv, en)
}

/// Several things in a row: "a, b och c".
#[must_use]
pub fn list(things: &[&str], locale: Locale) -> String {
    match things {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), pick(locale, "och", "and")),
    }
}

/// What an activity leaves behind, as a clause after "when", in Swedish and English.
#[must_use]
pub fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::PreStudy => ("förstudien är skriven", "the pre-study is written"),
        Outcome::Decision => (
            "ledningen har beslutat att utveckla eller avstå",
            "management has decided go or no-go",
        ),
        Outcome::Approach => (
            "tillvägagångssätt och deadline är beslutade",
            "approach and deadline are decided",
        ),
        Outcome::Flags => (
            "det är beslutat om målgruppen ska kravställa och om en testgrupp ska testa",
            "it is decided whether the target group states requirements and a test group tests",
        ),
        Outcome::ServiceManager => ("en förvaltare är utsedd", "a service manager is appointed"),
        Outcome::TargetGroupRequirements => (
            "målgruppens krav är nedskrivna",
            "the requirements of the target group are written",
        ),
        Outcome::DesignProposal => ("designförslaget är skrivet", "the design proposal is written"),
        Outcome::Specification => ("kravspecifikationen är skriven", "the specification is written"),
        Outcome::Metrics => ("minst ett mått är angivet", "at least one measure is stated"),
        Outcome::PreparationApprovals => (
            "designförslag, kravspecifikation samt mål och mått är fastställda",
            "design proposal, specification, and goals and measures are approved",
        ),
        Outcome::BuildNote => ("det som byggts är beskrivet", "what was built is noted"),
        Outcome::TesterApproval => ("testaren har godkänt", "the tester has approved"),
        Outcome::EditorApproval => ("redaktören har godkänt", "the editor has approved"),
        Outcome::TestGroupFindings => (
            "testgruppens resultat är nedskrivet",
            "the test group's findings are written",
        ),
        Outcome::EServiceApproval => (
            "e-tjänsteägaren har godkänt e-tjänsten och lanseringsdatumet",
            "the owner has approved the e-service with its launch date",
        ),
        Outcome::Publication => ("e-tjänsten är publicerad", "the e-service is published"),
    }
}
