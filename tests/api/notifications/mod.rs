//! How people are told: as they choose, once, and so that they can find out why.

mod choices;
mod feed;
mod foreseen;
mod muting;
mod reasons;
mod resending;

use lansera::{
    delivery::Mail,
    service::{notification::own, task::manage},
};

use crate::support::{
    app::TestApp,
    given::{EService, Person, Stage, done},
    story::Story,
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        choices::stories(),
        muting::stories(),
        feed::stories(),
        reasons::stories(),
        foreseen::stories(),
        resending::stories(),
    ]
    .concat()
}

/// The lead gives a task to somebody.
async fn gives(app: &TestApp, service: &EService, activity: &str, to: &Person) {
    let task = app.given().task(service, activity).await;
    let lead = app.acting(&service.cast.project_lead).await;
    let given = manage::assign(app.services(), &lead, task.id, task.version, Some(to.id)).await;
    done("assigning", given);
}

/// An e-service that is being built, whose past mails have gone out, and whose developer has read everything.
async fn being_built(app: &TestApp) -> EService {
    let service = app.given().e_service_in(Stage::Build).await;
    app.run_jobs().await;
    app.mails();
    let developer = app.acting(&service.cast.developer).await;
    done("reading", own::mark_read(app.services(), &developer, None).await);
    service
}

fn to<'a>(mails: &'a [Mail], person: &Person) -> Vec<&'a Mail> {
    mails
        .iter()
        .filter(|mail| mail.to.email == person.email)
        .collect()
}
