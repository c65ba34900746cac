//! Reminders as mails: in the language of each, with the date and a link, each once.

use ::entity::enums::Role;
use lansera::delivery::Mail;

use super::day;
use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        each_gets_a_mail_in_their_language_once,
        the_mail_of_a_measure_names_it,
        an_approval_that_is_asked_for_comes_as_a_mail,
    ]
}

async fn launching(app: &TestApp) -> EService {
    let plan = Plan {
        launch_on: Some(day("2027-01-28")),
        ..Plan::default()
    };
    app.given().e_service(plan, Stage::Launch).await
}

fn to<'a>(mails: &'a [Mail], service: &EService, role: Role) -> &'a Mail {
    let email = &service.cast.of(role).email;
    let mut theirs = mails.iter().filter(|mail| &mail.to.email == email);
    let first = theirs.next().unwrap_or_else(|| panic!("a mail to {email}"));
    assert_eq!(theirs.next(), None, "one mail to {email}");
    first
}

async fn each_gets_a_mail_in_their_language_once(app: TestApp) {
    let service = launching(&app).await;
    app.set_morning(day("2027-01-14"));

    app.run_jobs().await;
    let mut mails = app.mails();
    // Tasks of the launch are due too.
    mails.retain(|mail| mail.ics.is_some());
    app.run_jobs().await;
    app.restart().await.run_jobs().await;

    assert_eq!(app.mails(), [], "each once");
    assert_eq!(mails.len(), 4, "{mails:#?}");
    let swedish = to(&mails, &service, Role::Owner);
    assert_eq!(
        swedish.subject,
        "Lansering om 14 dagar: Ansök om bygglov, 28 januari 2027"
    );
    let english = to(&mails, &service, Role::ProjectLead);
    assert_eq!(
        english.subject,
        "Launch in 14 days: Ansök om bygglov, 28 January 2027"
    );
    for mail in &mails {
        let link = "https://e-tjanster.exempelkommun.example/e-services/";
        assert!(
            mail.text.contains(link) && mail.html.contains(link),
            "{}",
            mail.text
        );
        assert!(
            mail.ics.as_ref().is_some_and(|entry| entry.contains("20270128")),
            "{:?}",
            mail.ics
        );
    }
}

async fn the_mail_of_a_measure_names_it(app: TestApp) {
    let service = app.given().e_service_in(Stage::Live).await;
    app.set_morning(day("2027-02-23"));

    app.run_jobs().await;

    let mut mails = app.mails();
    mails.retain(|mail| mail.subject.contains("ätning") || mail.subject.contains("easure"));
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let mail = to(&mails, &service, Role::ServiceManager);
    assert!(mail.text.contains("Andel digitala ansökningar"), "{}", mail.text);
}

async fn an_approval_that_is_asked_for_comes_as_a_mail(app: TestApp) {
    let service = app.given().e_service_in(Stage::Preparation).await;
    app.given().finish_phase(&service).await;

    app.run_jobs().await;

    // The owner was asked three times and has answered all by now; whoever asked hears of each answer.
    let mut mails = app.mails();
    mails.retain(|mail| mail.subject.contains("odkän") || mail.subject.contains("pprov"));
    let lead = &service.cast.project_lead.email;
    assert_eq!(
        mails.iter().filter(|mail| &mail.to.email == lead).count(),
        3,
        "{mails:#?}"
    );
    assert_eq!(mails.len(), 3, "what was answered is not asked for any more");
}
