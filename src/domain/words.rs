//! The words of the process for its closed sets, in Swedish and English, as they stand inside a sentence.

use ::entity::enums::{ApprovalSubject, Locale, NotificationCategory, Phase, Role, TaskState};

use super::{launch::LaunchArea, template::Outcome};

pub(super) fn pick(locale: Locale, sv: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Sv => sv,
        Locale::En => en,
    }
}

/// Words as they begin a line: with a capital.
#[must_use]
pub fn as_heading(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
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

/// What a category of notifications is about, for example "uppgifter".
#[must_use]
pub fn category(category: NotificationCategory, locale: Locale) -> &'static str {
    let (sv, en) = match category {
        NotificationCategory::Launch => ("lanseringar", "launches"),
        NotificationCategory::FollowUp => ("mätning och uppföljning", "measures and follow-up"),
        NotificationCategory::Task => ("uppgifter", "tasks"),
        NotificationCategory::Approval => ("godkännanden", "approvals"),
        NotificationCategory::Decision => ("beslut", "decisions"),
        NotificationCategory::Operation => ("drift och förslag", "operation and suggestions"),
        NotificationCategory::Account => ("ditt konto", "your account"),
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

/// Something that a launch waits for, as a clause, in Swedish and English.
#[must_use]
pub fn launch_area(area: LaunchArea) -> (&'static str, &'static str) {
    match area {
        LaunchArea::Permissions => outcome(Outcome::PlatformPermissions),
        LaunchArea::Texts => (
            "texterna är listade och varje text är publicerad eller borttagen",
            "the texts are listed and each of them is published or removed",
        ),
        LaunchArea::Training => outcome(Outcome::Training),
        LaunchArea::Marketing => outcome(Outcome::Marketing),
        LaunchArea::PublicationOrder => outcome(Outcome::PublicationOrder),
        LaunchArea::Accessibility => (
            "tillgängligheten är bedömd och redovisad",
            "the accessibility is assessed and stated",
        ),
    }
}

/// What an activity leaves behind, as a clause after "when", in Swedish and English.
#[must_use]
pub fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::PreStudy => (
            "förstudien är skriven och e-tjänsten placerad i PICK-diagrammet",
            "the pre-study is written and the e-service is placed in the PICK chart",
        ),
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
        Outcome::DesignProposal => (
            "designförslaget är skrivet och har minst ett steg",
            "the design proposal is written and has at least one step",
        ),
        Outcome::Specification => (
            "kravspecifikationen är skriven, har minst ett krav och alla vägledande frågor är besvarade",
            "the specification is written, has at least one requirement, and every guiding question is answered",
        ),
        Outcome::Metrics => ("minst ett mått är angivet", "at least one measure is stated"),
        Outcome::PreparationApprovals => (
            "designförslag, kravspecifikation samt mål och mått är fastställda",
            "design proposal, specification, and goals and measures are approved",
        ),
        Outcome::BuildNote => (
            "det som byggts är beskrivet och varje krav som måste uppfyllas är byggt eller har utgått",
            "what was built is noted, and every requirement that must be met is built or dropped",
        ),
        Outcome::TesterApproval => ("testaren har godkänt", "the tester has approved"),
        Outcome::EditorApproval => ("redaktören har godkänt", "the editor has approved"),
        Outcome::TestGroupFindings => (
            "minst ett av testgruppens resultat är nedskrivet",
            "at least one of the test group's findings is written",
        ),
        Outcome::EServiceApproval => (
            "e-tjänsteägaren har godkänt e-tjänsten och lanseringsdatumet",
            "the owner has approved the e-service with its launch date",
        ),
        Outcome::Publication => ("e-tjänsten är publicerad", "the e-service is published"),
        Outcome::Needs => ("minst ett behov är kopplat", "at least one need is attached"),
        Outcome::ProcessMap => ("processen är kartlagd", "the process is mapped"),
        Outcome::Benefits => (
            "minst en nytta är angiven och alla nyttors sju frågor är besvarade",
            "at least one benefit is stated and the seven questions of each are answered",
        ),
        Outcome::Cost => (
            "kostnader och besparingar är beräknade",
            "costs and savings are estimated",
        ),
        Outcome::Requirements => (
            "kraven är angivna och de svåra är utredda",
            "requirements are stated and the demanding ones are investigated",
        ),
        Outcome::WorkingMethod => (
            "det är beslutat vad verksamheten slutar, börjar och fortsätter göra, vilka kontaktvägar som finns kvar och \
             hur driften ordnas",
            "it is decided what the operations stop, start and keep doing, which contact channels remain and how \
             operation is arranged",
        ),
        Outcome::ProjectMembers => ("projektet är bemannat", "the project is staffed"),
        Outcome::DesignStatements => (
            "redaktören eller förvaltningsledaren har lämnat sitt utlåtande",
            "the editor or the platform manager has made a statement",
        ),
        Outcome::PlatformPermissions => (
            "behörigheterna är listade och avbockade",
            "the permissions are listed and ticked off",
        ),
        Outcome::Texts => (
            "texterna är listade och varje text är publicerad eller borttagen, det finns frågor och svar, och en extern \
             e-tjänst har sin publika sida",
            "the texts are listed and each of them is published or removed, there are questions with answers, and an \
             e-service for the public has its page",
        ),
        Outcome::Handling => (
            "handläggningens steg är beskrivna",
            "the steps of the handling are described",
        ),
        Outcome::Training => ("utbildningen är genomförd", "the training is held"),
        Outcome::Guides => ("det finns en guide", "there is a guide"),
        Outcome::Marketing => ("marknadsföringen är planerad", "the marketing is planned"),
        Outcome::PublicationOrder => ("publiceringen är beställd", "the publication is ordered"),
        Outcome::Handover => (
            "ägaren och förvaltaren har tagit emot överlämningen",
            "owner and service manager have accepted the handing over",
        ),
        Outcome::ClosingReport => ("slutrapporten är skriven", "the closing report is written"),
        Outcome::OperationCheck => ("driften är kontrollerad", "the operation is checked"),
        Outcome::InformationCheck => ("informationen är kontrollerad", "the information is checked"),
        Outcome::SuggestionsWeighed => (
            "inget förslag väntar på att vägas in",
            "no suggestion waits to be weighed",
        ),
        Outcome::WorkingMethodUsed => (
            "det beslutade arbetssättet används och de kontaktvägar som skulle stängas är stängda",
            "the decided working method is used and the channels that were to be closed are closed",
        ),
        Outcome::Promotion => (
            "något är gjort för att e-tjänsten ska användas",
            "something was done to promote the e-service",
        ),
        Outcome::Measured => ("inget mått väntar på mätning", "no measure is due"),
        Outcome::Report => (
            "uppföljningsrapporten är presenterad",
            "the follow-up report is presented",
        ),
        Outcome::FollowUpDecision => (
            "det är beslutat att behålla, revidera eller avveckla",
            "it is decided to keep, revise or retire",
        ),
        Outcome::Revision => ("revideringen är påbörjad", "the revision is begun"),
    }
}
