//! Whom reminders reach beside those with a role, and what is left of them in a digest.

use std::collections::BTreeMap;

use ::entity::enums::{Attention, DeliveryMode, NotificationCategory};
use chrono::Duration;
use lansera::{
    domain::notification::Choices,
    service::notification::choose::{attend, choose},
};

use super::{day, told_now};
use crate::support::{
    app::TestApp,
    given::{EService, Plan, Stage, done},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        whoever_begins_to_watch_is_told_what_stands,
        whoever_watches_is_told_where_all_others_mute,
        a_digest_does_not_say_today_of_another_day,
    ]
}

/// 14 days before a launch, at the hour at which that is told.
async fn fourteen_days_ahead(app: &TestApp) -> EService {
    let plan = Plan {
        launch_on: Some(day("2027-01-28")),
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Launch).await;
    app.set_morning(day("2027-01-14"));
    service
}

async fn whoever_begins_to_watch_is_told_what_stands(app: TestApp) {
    let service = fourteen_days_ahead(&app).await;
    assert_eq!(told_now(&app).await.len(), 4);

    let admin = &app.given().municipality().await.admin;
    let watching = app.acting(admin).await;
    app.advance(Duration::hours(2));
    let watched = attend(app.services(), &watching, service.id, Some(Attention::Watched)).await;
    done("watching", watched);

    let told = told_now(&app).await;
    let to: Vec<_> = told.iter().map(|told| told.to.as_str()).collect();
    assert_eq!(to, [admin.email.as_str()]);
    assert_eq!(told_now(&app).await, [], "once");
}

async fn whoever_watches_is_told_where_all_others_mute(app: TestApp) {
    let service = fourteen_days_ahead(&app).await;
    let cast = &service.cast;
    for muting in [
        &cast.owner,
        &cast.project_lead,
        &cast.service_manager,
        &cast.editor,
    ] {
        let actor = app.acting(muting).await;
        let muted = attend(app.services(), &actor, service.id, Some(Attention::Muted)).await;
        done("muting", muted);
    }
    let watching = app.acting(&cast.developer).await;
    let watched = attend(app.services(), &watching, service.id, Some(Attention::Watched)).await;
    done("watching", watched);

    let told = told_now(&app).await;

    let to: Vec<_> = told.iter().map(|told| told.to.as_str()).collect();
    assert_eq!(to, [cast.developer.email.as_str()]);
}

async fn a_digest_does_not_say_today_of_another_day(app: TestApp) {
    let service = fourteen_days_ahead(&app).await;
    let owner = &service.cast.owner;
    let weekly = Choices {
        modes: BTreeMap::from([(NotificationCategory::Launch, DeliveryMode::Weekly)]),
        overview: false,
        ..Choices::default()
    };
    let actor = app.acting(owner).await;
    done("choosing", choose(app.services(), &actor, weekly, 0).await);
    // The launch is on Thursday 28 January, late on the Friday, and the digest comes on the Monday.
    for morning in ["2027-01-28", "2027-01-29"] {
        app.set_morning(day(morning));
        app.run_jobs().await;
    }
    app.mails();
    app.set_morning(day("2027-02-01"));
    app.run_jobs().await;

    let mails = app.mails();
    let digest = mails
        .iter()
        .find(|mail| mail.to.email == owner.email && mail.subject.contains("att läsa"))
        .unwrap_or_else(|| panic!("a digest: {mails:#?}"));
    assert!(digest.text.contains("Lanseringen är"), "{}", digest.text);
    assert!(!digest.text.contains("Lansering idag"), "{}", digest.text);
}
