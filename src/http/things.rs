//! Where links in mails lead when the setting `public_url` names this server itself: pages that stand in for the client
//! application. They show nothing of the thing, since nobody is logged in here.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};

use super::page::{escape, page, percent_encode};
use crate::{
    global_id::{self, Kind},
    http::Front,
};

/// A kind of thing that mails link to.
struct Thing {
    kind: Kind,
    sv: &'static str,
    en: &'static str,
    /// What of it is asked for in the explorer.
    selection: &'static str,
}

const E_SERVICE: Thing = Thing {
    kind: Kind::EService,
    sv: "e-tjänsten",
    en: "the e-service",
    selection: "... on EService { name }",
};
const TASK: Thing = Thing {
    kind: Kind::Task,
    sv: "uppgiften",
    en: "the task",
    selection: "... on Task { title }",
};
const APPROVAL: Thing = Thing {
    kind: Kind::Approval,
    sv: "godkännandet",
    en: "the approval",
    selection: "... on Approval { subject state }",
};
const METRIC: Thing = Thing {
    kind: Kind::Metric,
    sv: "måttet",
    en: "the measure",
    selection: "... on Metric { name nextDueOn }",
};

/// `/e-services/{id}`, `/tasks/{id}`, `/approvals/{id}`, `/metrics/{id}`.
pub fn routes(front: &Front) -> Router {
    let mut router = Router::new();
    for (path, thing) in [
        ("/e-services/{id}", &E_SERVICE),
        ("/tasks/{id}", &TASK),
        ("/approvals/{id}", &APPROVAL),
        ("/metrics/{id}", &METRIC),
    ] {
        let show =
            move |State(front): State<Front>, Path(id): Path<String>| async move { show(&front, thing, &id) };
        router = router.route(path, get(show));
    }
    // Mails also lead to where people choose how they are told, and to all that they were told.
    for path in ["/settings/notifications", "/notifications", "/account"] {
        router = router.route(path, get(of_the_client));
    }
    router.with_state(front.clone())
}

async fn of_the_client() -> Response {
    let body = "<h1>Den här sidan finns i klientapplikationen</h1>\n\
                <p>Den här servern är navet bakom. Den som sköter den anger klientens adress i inställningen \
                <code>public_url</code>; då leder mejlens länkar dit.</p>\n\
                <section lang=\"en\">\n<h2>This page is in the client application</h2>\n\
                <p>This server is what stands behind it. Whoever runs it names the client's address in the setting \
                <code>public_url</code>; links in mails then lead there.</p>\n</section>";
    page(StatusCode::OK, "sv", "Lansera", body)
}

fn show(front: &Front, thing: &Thing, id: &str) -> Response {
    if global_id::decode(id).is_none_or(|(kind, _)| kind != thing.kind) {
        let body = "<h1>Länken leder ingenstans</h1>\n<p>Den är inte hel, eller hör inte till den här installationen.</p>\n\
                    <section lang=\"en\"><p>This link leads nowhere: it is not whole, or not of this installation.</p>\
                    </section>";
        return page(StatusCode::NOT_FOUND, "sv", "Lansera", body);
    }
    let (sv, en) = (thing.sv, thing.en);
    let explorer = |words: &str| {
        if front.services.settings.graphql.graphiql {
            let query = query(thing, id);
            format!(
                "<p><a href=\"/graphiql/?query={}\">{words}</a></p>",
                escape(&percent_encode(&query))
            )
        } else {
            String::new()
        }
    };
    let body = format!(
        "<h1>Här öppnas {sv} i klientapplikationen</h1>\n\
         <p>Den här servern är navet bakom. Den som sköter den anger klientens adress i inställningen \
         <code>public_url</code>; då leder mejlens länkar dit.</p>\n{}\n\
         <section lang=\"en\">\n<h2>This is where {en} opens in the client application</h2>\n\
         <p>This server is what stands behind it. Whoever runs it names the client's address in the setting \
         <code>public_url</code>; links in mails then lead there.</p>\n{}\n</section>",
        explorer("Fråga efter den i utforskaren (logga in där)"),
        explorer("Ask for it in the explorer (log in there)"),
    );
    page(StatusCode::OK, "sv", "Lansera", &body)
}

/// The query that asks for a thing by its id.
fn query(thing: &Thing, id: &str) -> String {
    format!(
        "{{\n  node(id: \"{id}\") {{\n    __typename\n    {}\n  }}\n}}\n",
        thing.selection
    )
}

/// The codes of the errors that a query is answered with when nobody is logged in: one that does not fit the schema has none.
#[cfg(test)]
pub(crate) async fn errors_for_nobody(query: &str) -> Vec<String> {
    use async_graphql::{Request, Value};

    use super::sign_in::{Visitor, sign_in};
    use crate::{clock::Clock, config::Settings, graphql::loaders::Loaders};

    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}/test.sqlite", folder.path().display());
    let settings = Settings::load(&crate::config::Overrides {
        file: None,
        values: vec![("database.url", url)],
    });
    let app = crate::app::App::build(settings.expect("settings"), Clock::System, None)
        .await
        .expect("an app");
    let visitor = Visitor::new(&axum::http::HeaderMap::new(), None, String::new());
    let here = sign_in(app.services.clone(), None, visitor)
        .await
        .expect("nobody");
    let request = Request::new(query).data(here).data(Loaders::default());
    let code = |error: &async_graphql::ServerError| match error
        .extensions
        .as_ref()
        .and_then(|more| more.get("code"))
    {
        Some(Value::String(code)) => code.clone(),
        _ => error.message.clone(),
    };
    app.schema
        .execute(request)
        .await
        .errors
        .iter()
        .map(code)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_prefilled_queries_fit_the_schema() {
        for thing in [&E_SERVICE, &TASK, &APPROVAL, &METRIC] {
            let errors = errors_for_nobody(&query(thing, "x")).await;
            assert_eq!(errors, ["UNAUTHENTICATED"], "{}", thing.selection);
        }
    }
}
