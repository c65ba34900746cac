//! The pages: when there is one and what it shows, how they are searched, and who may keep a copy.

use ::entity::{
    artefact, cycle, e_service,
    enums::CycleKind,
    ids::{ArtefactId, CycleId},
};
use lansera::global_id::encode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::{page, prepared, published};
use crate::support::{
    app::TestApp,
    given::Plan,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        publishing_makes_the_page_public,
        a_change_in_operation_shows_and_what_a_revision_prepares_does_not,
        what_is_internal_hidden_or_not_live_has_no_public_page,
        pages_are_searched_and_narrowed_down,
        an_answer_to_anybody_can_be_kept_by_caches_and_no_other,
    ]
}

const PAGE: &str = "query($slug: String!) {
    publishedService(slug: $slug) {
        slug title { sv en } description { sv en } goodToKnow { sv en } link recipients
        contact { name email phone hours { sv en } }
        faq { question { sv en } answer { sv en } }
        handlingSteps { name { sv en } days } handlingDays publishedAt
    }
}";

async fn publishing_makes_the_page_public(app: TestApp) {
    let service = prepared(&app, Plan::default()).await;
    let anonymous = app.anonymous().await;
    let slug = json!({ "slug": "ansok-om-bygglov" });
    let before = anonymous.query(PAGE, slug.clone()).await;
    assert_eq!(before.data("publishedService"), &Value::Null);

    app.given().finish_phase(&service).await;
    app.given().move_on(&service).await;

    let after = anonymous.query(PAGE, slug).await;
    let text = |sv: &str, en: &str| json!({ "sv": sv, "en": en });
    let swedish = |sv: &str| json!({ "sv": sv, "en": null });
    let answer = text("Ja, *gärna*.", "Yes.");
    assert_eq!(
        after.data("publishedService"),
        &json!({
            "slug": "ansok-om-bygglov", "title": text("Ansök om bygglov", "Apply for a building permit"),
            "description": text("För dig som ska bygga.", "For those who build."),
            "goodToKnow": swedish("Ha ritningarna till hands."),
            "link": "https://e-tjanster.exempelkommun.example/bygglov", "recipients": ["INHABITANTS", "COMPANIES"],
            "contact": { "name": "Servicecenter", "email": "service@exempelkommun.example", "phone": "010-123 45 67",
                "hours": text("Vardagar 8–16", "Weekdays 8–16") },
            "faq": [
                { "question": swedish("Vad kostar det?"), "answer": answer },
                { "question": swedish("Kan jag överklaga?"), "answer": answer },
            ],
            "handlingSteps": [
                { "name": swedish("Registrering"), "days": 2 }, { "name": swedish("Prövning"), "days": 30 },
            ],
            "handlingDays": 32, "publishedAt": after.data("publishedService.publishedAt"),
        })
    );
    // Signed in, one sees the same, and everything else is closed to the outside.
    let owner = app.client(&service.cast.owner).await;
    let inside = "query($id: ID!) { eService(id: $id) { published { slug } } }";
    let id = json!({ "id": encode(service.id) });
    assert_eq!(
        owner
            .query(inside, id.clone())
            .await
            .text("eService.published.slug"),
        "ansok-om-bygglov"
    );
    anonymous.query(inside, id).await.failed("UNAUTHENTICATED");
    app.given().all_is_sent().await;
}

async fn a_change_in_operation_shows_and_what_a_revision_prepares_does_not(app: TestApp) {
    let service = published(&app, Plan::default()).await;
    let (anonymous, manager) = (
        app.anonymous().await,
        app.client(&service.cast.service_manager).await,
    );
    let mut changed = page(&service);
    changed["version"] = json!(1);
    changed["title"] = json!({ "sv": "Bygglov" });
    let wanted = "publicPage { version }";
    manager
        .change("savePublicPage", changed.clone(), wanted)
        .await
        .ok();
    let slug = json!({ "slug": "ansok-om-bygglov" });
    let seen = anonymous.query(PAGE, slug.clone()).await;
    assert_eq!(
        seen.text("publishedService.title.sv"),
        "Bygglov",
        "and the link to it is the same"
    );

    // A revision has begun: what is written in its cycle is not published.
    let db = &app.services().db;
    let revision = CycleId::new();
    let first = app.given().cycle(&service).await;
    let row = cycle::Model {
        id: revision,
        kind: CycleKind::Revision,
        published_at: None,
        ..first
    };
    cycle::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(db)
        .await
        .expect("a cycle");
    let revised = e_service::ActiveModel {
        id: Set(service.id),
        development_cycle_id: Set(Some(revision)),
        ..Default::default()
    };
    e_service::Entity::update(revised)
        .exec(db)
        .await
        .expect("a revision");
    let mut next = changed.clone();
    next["cycleId"] = json!(encode(revision));
    next["version"] = json!(0);
    next["title"] = json!({ "sv": "Bygglov 2.0" });
    let lead = app.client(&service.cast.project_lead).await;
    lead.change("savePublicPage", next, "").await.ok();
    let seen = anonymous.query(PAGE, slug.clone()).await;
    assert_eq!(seen.text("publishedService.title.sv"), "Bygglov");

    // What is taken out of the page is gone outside too.
    let faq = artefact::Entity::find().all(db).await.expect("artefacts");
    let faq: Vec<ArtefactId> = faq
        .iter()
        .filter(|row| row.kind == ::entity::enums::ArtefactKind::FaqEntry)
        .map(|row| row.id)
        .collect();
    for id in faq {
        let removed = json!({ "artefactId": encode(id), "version": 1 });
        manager.change("removeArtefact", removed, "").await.ok();
    }
    let seen = anonymous.query(PAGE, slug).await;
    assert_eq!(seen.list("publishedService.faq").len(), 0);
}

async fn what_is_internal_hidden_or_not_live_has_no_public_page(app: TestApp) {
    let service = published(&app, Plan::default()).await;
    let (anonymous, owner) = (app.anonymous().await, app.client(&service.cast.owner).await);
    let list = "{ publishedServices { totalCount nodes { title { sv } } } }";
    let count = async || {
        anonymous
            .query(list, json!({}))
            .await
            .data("publishedServices.totalCount")
            .clone()
    };
    assert_eq!(count().await, 1);
    let version = "query($id: ID!) { eService(id: $id) { version } }";
    for (change, expected) in [
        (json!({ "confidential": true }), 0),
        (json!({ "confidential": false }), 1),
        (json!({ "audience": "INTERNAL" }), 0),
        (json!({ "audience": "EXTERNAL" }), 1),
    ] {
        let id = encode(service.id);
        let now = owner.query(version, json!({ "id": id })).await;
        let mut input = change.clone();
        input["eServiceId"] = json!(id);
        input["version"] = now.data("eService.version").clone();
        owner.change("updateEService", input, "").await.ok();
        assert_eq!(count().await, expected, "{change}");
    }
}

async fn pages_are_searched_and_narrowed_down(app: TestApp) {
    for name in ["Ansök om bygglov", "Ansök om bygglov", "Köa till förskola"] {
        let plan = Plan {
            name: name.into(),
            ..Plan::default()
        };
        published(&app, plan).await;
    }
    let anonymous = app.anonymous().await;
    let slugs = async |arguments: &str| -> Vec<Value> {
        let list = format!("{{ publishedServices({arguments}) {{ nodes {{ slug }} }} }}");
        let answer = anonymous.query(&list, json!({})).await;
        answer
            .list("publishedServices.nodes")
            .iter()
            .map(|node| node["slug"].clone())
            .collect()
    };
    assert_eq!(
        slugs("first: 9").await,
        ["ansok-om-bygglov", "ansok-om-bygglov-2", "koa-till-forskola"]
    );
    assert_eq!(slugs("search: \"FÖRSKOLA\"").await, ["koa-till-forskola"]);
    assert_eq!(slugs("search: \"building\"").await.len(), 3, "the English title");
    assert_eq!(
        slugs("recipients: COMPANIES, first: 1").await,
        ["ansok-om-bygglov"]
    );
    assert_eq!(slugs("recipients: ASSOCIATIONS").await, [""; 0]);
    let both = "{ publishedService(slug: \"a\", id: \"b\") { slug } }";
    anonymous.query(both, json!({})).await.failed("BAD_USER_INPUT");
    app.run_jobs().await;
}

async fn an_answer_to_anybody_can_be_kept_by_caches_and_no_other(app: TestApp) {
    let service = published(&app, Plan::default()).await;
    let (anonymous, owner) = (app.anonymous().await, app.client(&service.cast.owner).await);
    let token = owner.session().await.expect("a log-in").access_token;
    let get = async |query: &str, token: Option<&str>| {
        let mut request = anonymous
            .http()
            .get(anonymous.url("/graphql"))
            .query(&[("query", query)]);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.expect("an answer");
        let kept = answer.headers().get("cache-control");
        kept.map(|kept| kept.to_str().expect("a text").to_owned())
    };
    let pages = "{ publishedServices { nodes { title { sv } } } }";
    assert_eq!(get(pages, None).await.as_deref(), Some("public, max-age=60"));
    assert_eq!(get(pages, Some(&token)).await.as_deref(), Some("no-store"));
    assert_eq!(
        get(
            "{ publishedServices { nodes { title { sv } } } viewer { unreadNotificationCount } }",
            None
        )
        .await
        .as_deref(),
        Some("no-store")
    );
    assert_eq!(
        get("{ publishedService { slug } }", None).await.as_deref(),
        Some("no-store"),
        "an error"
    );
}
