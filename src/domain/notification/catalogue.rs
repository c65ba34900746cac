//! The catalogue: every kind of notification, whom it is told to, and when.
//!
//! The contract shows it (`notificationKinds`), and `docs/notifications.md` is printed from it. How early and how often a
//! reminder comes, and to whom it goes up, is in [`reminder::Policy`](crate::domain::reminder::Policy).

use ::entity::enums::{NotificationCategory as Category, NotificationKind, ReminderSeries as Series, Role};

use super::Words;

/// What a notification is about, beside its e-service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A cycle.
    Cycle,
    /// A metric.
    Metric,
    /// A task.
    Task,
    /// An approval.
    Approval,
    /// The person's account; there may be no e-service.
    Account,
}

/// Whom a kind is told to. A person's own action is never told to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Those who hold one of these roles for the e-service.
    Roles(&'static [Role]),
    /// The assignee; where there is none, those who hold the responsible role.
    Responsible,
    /// Who asked.
    Asker,
    /// The person whom it happened to.
    Person,
}

/// A row of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The kind.
    pub kind: NotificationKind,
    /// What people choose it by.
    pub category: Category,
    /// The reminders that it is one of; none for what is told when it happens.
    pub series: Option<Series>,
    /// What it is about.
    pub about: About,
    /// Whom it is told to.
    pub told: Told,
    /// Whether those who watch the e-service are told too.
    pub watchers: bool,
    /// What it is called.
    pub name: Words,
    /// When it comes, in a sentence.
    pub when: Words,
}

impl Entry {
    /// Whether it is asked of somebody in person: muting an e-service does not hold it back.
    #[must_use]
    pub const fn is_personal(&self) -> bool {
        !matches!(self.told, Told::Roles(_))
    }

    /// Whether it tells that something is late, and so goes up when nobody acts.
    #[must_use]
    pub const fn is_overdue(&self) -> bool {
        use NotificationKind as K;
        matches!(
            self.kind,
            K::LaunchOverdue
                | K::PublicationOverdue
                | K::DeadlineOverdue
                | K::MeasureOverdue
                | K::ReportOverdue
                | K::CheckOverdue
                | K::TaskOverdue
        )
    }

    /// Whether it is a notice about the safety of the account: at once, at any hour, and never turned off.
    #[must_use]
    pub const fn is_security(&self) -> bool {
        matches!(self.category, Category::Account)
    }
}

const LAUNCHING: &[Role] = &[Role::Owner, Role::ProjectLead, Role::ServiceManager, Role::Editor];
const MANAGING: &[Role] = &[Role::Owner, Role::ServiceManager];
/// Everybody with a part in an e-service.
const EVERYBODY: &[Role] = &[
    Role::Management,
    Role::Owner,
    Role::ProjectLead,
    Role::ServiceManager,
    Role::PlatformManager,
    Role::Editor,
    Role::RequirementsOwner,
    Role::Developer,
    Role::Tester,
    Role::CaseOfficer,
    Role::Business,
];

macro_rules! catalogue {
    ($($kind:ident: $category:ident, $series:expr, $about:ident, $told:expr, $watchers:literal,
        $sv:literal / $en:literal, $when_sv:literal / $when_en:literal;)*) => {
        /// The row of a kind.
        #[must_use]
        pub const fn entry(kind: NotificationKind) -> Entry {
            match kind {
                $(NotificationKind::$kind => Entry {
                    kind,
                    category: Category::$category,
                    series: $series,
                    about: About::$about,
                    told: $told,
                    watchers: $watchers,
                    name: Words { sv: $sv, en: $en },
                    when: Words { sv: $when_sv, en: $when_en },
                },)*
            }
        }
    };
}

catalogue! {
    LaunchAhead: Launch, Some(Series::Launch), Cycle, Told::Roles(LAUNCHING), true,
        "Lanseringen närmar sig" / "The launch comes nearer",
        "Ett antal dagar före lanseringsdatumet, när ägaren har godkänt e-tjänsten eller lanseringen förbereds."
        / "Some days before the launch date, once the owner has approved the e-service or the launch is being prepared.";
    LaunchToday: Launch, Some(Series::Launch), Cycle, Told::Roles(LAUNCHING), true,
        "Lansering idag" / "The launch is today",
        "På lanseringsdagen, även om den är ledig." / "On the launch date, also where it is a free day.";
    LaunchOverdue: Launch, Some(Series::Launch), Cycle, Told::Roles(&[Role::Editor, Role::ProjectLead, Role::Owner]), true,
        "Lanseringen är försenad" / "The launch is late",
        "När lanseringsdatumet har passerat och inget är publicerat, och igen steg för steg; efter hand får fler veta det."
        / "When the launch date has passed and nothing is published, and again step by step; more people are told as time goes on.";
    LaunchMoved: Launch, None, Cycle, Told::Roles(LAUNCHING), true,
        "Lanseringen är flyttad" / "The launch was moved",
        "När lanseringsdatumet ändras. Påminnelser om det gamla datumet tas bort, och kalenderposten flyttas."
        / "When the launch date changes. Reminders of the former date are taken away, and the calendar entry moves.";
    LaunchCancelled: Launch, None, Cycle, Told::Roles(LAUNCHING), true,
        "Lanseringen är inställd" / "The launch was cancelled",
        "När omgången avslutas utan lansering. Kalenderposten tas bort."
        / "When the cycle ends without a launch. The calendar entry is removed.";
    PublicationDue: Launch, Some(Series::Publication), Cycle, Told::Roles(&[Role::ProjectLead]), false,
        "Dags att beställa publicering" / "Time to order the publication",
        "Några dagar före sista dagen att beställa i god tid, och på den dagen, om ingen beställning är gjord."
        / "Some days before the last day to order in good time, and on that day, while nothing is ordered.";
    PublicationOverdue: Launch, Some(Series::Publication), Cycle, Told::Roles(&[Role::ProjectLead]), false,
        "Publiceringen är inte beställd" / "The publication is not ordered",
        "När den dagen har passerat utan beställning, och igen steg för steg; efter hand får fler veta det."
        / "When that day has passed without an order, and again step by step; more people are told as time goes on.";
    Published: Launch, None, Cycle, Told::Roles(EVERYBODY), true,
        "E-tjänsten är publicerad" / "The e-service was published",
        "När redaktören har publicerat e-tjänsten." / "When the editor has published the e-service.";
    DeadlineAhead: Launch, Some(Series::Deadline), Cycle, Told::Roles(&[Role::ProjectLead, Role::Owner]), false,
        "Deadline närmar sig" / "The deadline comes nearer",
        "Ett antal dagar före den deadline som ledningen har beslutat, och på dagen, om e-tjänsten inte är publicerad."
        / "Some days before the deadline that management has decided, and on the day, while nothing is published.";
    DeadlineOverdue: Launch, Some(Series::Deadline), Cycle, Told::Roles(&[Role::ProjectLead, Role::Owner]), false,
        "Deadline har passerats" / "The deadline has passed",
        "När deadline har passerat, och igen steg för steg; efter hand får fler veta det."
        / "When the deadline has passed, and again step by step; more people are told as time goes on.";
    MeasureAhead: FollowUp, Some(Series::Measure), Metric, Told::Roles(&[Role::ServiceManager]), false,
        "Snart dags att mäta" / "A measure is due soon",
        "Ett antal dagar före det datum då måttet ska mätas." / "Some days before the measure is due.";
    MeasureDue: FollowUp, Some(Series::Measure), Metric, Told::Roles(&[Role::ServiceManager]), false,
        "Dags att mäta" / "A measure is due",
        "Den dag då måttet ska mätas, eller nästa arbetsdag." / "On the day the measure is due, or the next working day.";
    MeasureOverdue: FollowUp, Some(Series::Measure), Metric, Told::Roles(&[Role::ServiceManager]), false,
        "Mätningen är försenad" / "A measure is late",
        "När det datumet har passerat utan mätning, och igen steg för steg; efter hand får fler veta det."
        / "When that day has passed without a measurement, and again step by step; more people are told as time goes on.";
    ReportDue: FollowUp, Some(Series::Report), Task, Told::Responsible, false,
        "Dags för uppföljningsrapport" / "A follow-up report is due",
        "En vecka innan rapporten ska vara klar, och på dagen." / "A week before the report is due, and on the day.";
    ReportOverdue: FollowUp, Some(Series::Report), Task, Told::Responsible, false,
        "Uppföljningsrapporten är försenad" / "A follow-up report is late",
        "När den dagen har passerat utan rapport, och igen steg för steg; efter hand får fler veta det."
        / "When that day has passed without a report, and again step by step; more people are told as time goes on.";
    ReportPresented: FollowUp, None, Cycle, Told::Roles(&[Role::Owner, Role::Management]), true,
        "En uppföljningsrapport har lagts fram" / "A follow-up report was presented",
        "När förvaltaren lägger fram rapporten." / "When the service manager presents the report.";
    TaskAssigned: Task, None, Task, Told::Person, false,
        "Ny uppgift till dig" / "A task was given to you",
        "När någon ger dig en uppgift." / "When somebody gives you a task.";
    TaskDue: Task, Some(Series::Task), Task, Told::Responsible, false,
        "En uppgift ska snart vara klar" / "A task is due soon",
        "Ett antal dagar innan uppgiften ska vara klar, och på dagen, när den kan göras."
        / "Some days before the task is due, and on the day, once it can be done.";
    TaskOverdue: Task, Some(Series::Task), Task, Told::Responsible, false,
        "En uppgift är försenad" / "A task is late",
        "När det datumet har passerat, och igen steg för steg; efter hand får fler veta det."
        / "When that day has passed, and again step by step; more people are told as time goes on.";
    CheckDue: Operation, Some(Series::Check), Task, Told::Responsible, false,
        "Dags att kontrollera" / "A check is due",
        "Den dag då driften eller informationen ska kontrolleras." / "On the day operation or information is to be checked.";
    CheckOverdue: Operation, Some(Series::Check), Task, Told::Responsible, false,
        "En kontroll är försenad" / "A check is late",
        "När den dagen har passerat utan kontroll, och igen steg för steg; efter hand får fler veta det."
        / "When that day has passed without a check, and again step by step; more people are told as time goes on.";
    DefectReported: Task, None, Cycle, Told::Person, false,
        "Ett fel att rätta" / "A defect to mend",
        "När ett fel ges till dig, eller till utvecklarna om ingen särskild ska rätta det."
        / "When a defect is given to you, or to the developers where nobody is named.";
    ApprovalAsked: Approval, None, Approval, Told::Responsible, false,
        "Ditt godkännande behövs" / "Your approval is needed",
        "När någon ber om ett godkännande av en roll som du har." / "When somebody asks an approval of a role that you hold.";
    ApprovalWaiting: Approval, Some(Series::Approval), Approval, Told::Responsible, false,
        "Ett godkännande väntar" / "An approval is waiting",
        "När det har väntat några arbetsdagar, och igen steg för steg; efter hand får fler veta det."
        / "When it has waited some working days, and again step by step; more people are told as time goes on.";
    ApprovalDecided: Approval, None, Approval, Told::Asker, true,
        "Svar på ett godkännande" / "An approval was answered",
        "När det du bad om har godkänts eller inte." / "When what you asked for was approved or not.";
    ApprovalVoid: Approval, None, Approval, Told::Asker, true,
        "Ett godkännande gäller inte längre" / "An approval is void",
        "När det som godkändes har ändrats; den som bad om det och den som gav det får veta det."
        / "When what was approved has changed; who asked for it and who gave it are told.";
    DecisionMade: Decision, None, Cycle, Told::Roles(EVERYBODY), true,
        "Ledningen har beslutat" / "Management has decided",
        "När ledningen har beslutat om utveckling, eller om vad uppföljningen leder till."
        / "When management has decided about the development, or about what the follow-up leads to.";
    HandoverAsked: Approval, None, Cycle, Told::Roles(MANAGING), false,
        "En överlämning att ta emot" / "A handover to accept",
        "När uppdragsledaren har lämnat över till ägare och förvaltare."
        / "When the lead has handed over to owner and service manager.";
    SuggestionReceived: Operation, None, Cycle, Told::Roles(&[Role::ServiceManager]), true,
        "Ett förslag har kommit in" / "A suggestion has come in",
        "När någon har lämnat ett förslag eller ett omdöme med text." / "When somebody left a suggestion, or feedback with words.";
    RetirementAnnounced: Operation, None, Cycle, Told::Roles(EVERYBODY), true,
        "E-tjänsten avvecklas" / "The e-service will be retired",
        "När avvecklingen är planerad och meddelas." / "When the retirement is planned and announced.";
    RoleGranted: Account, None, Account, Told::Person, false,
        "Du har fått en roll" / "You were given a role",
        "När någon ger dig en roll." / "When somebody gives you a role.";
    RoleRevoked: Account, None, Account, Told::Person, false,
        "En roll har tagits bort" / "A role was taken back",
        "När en roll tas ifrån dig." / "When a role is taken from you.";
    PasswordChanged: Account, None, Account, Told::Person, false,
        "Ditt lösenord är ändrat" / "Your password was changed",
        "När ditt lösenord har ändrats, också av dig själv." / "When your password was changed, also by yourself.";
    LogInEnded: Account, None, Account, Told::Person, false,
        "En inloggning är avslutad" / "A log-in was ended",
        "När en inloggning avslutas därför att någon kan ha kopierat den."
        / "When a log-in is ended because somebody may have copied it.";
}
