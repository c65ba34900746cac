//! Searching: the same words find the same on every database.

use lansera::global_id::encode;
use serde_json::{Value, json};

use crate::support::{
    app::TestApp,
    client::Client,
    given::{Plan, Stage},
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_same_words_find_the_same_on_every_database,
        what_has_the_words_in_its_title_comes_first_and_pages_fit_together,
        what_is_hidden_is_not_found,
        what_was_renamed_is_found_by_its_new_name_only,
        another_form_of_a_word_is_found_where_the_database_knows_swedish,
        a_text_without_words_finds_nothing,
    ]
}

const SEARCH: &str = "query($text: String!, $kinds: [SearchKind!]) {
    search(text: $text, kinds: $kinds) {
        totalCount
        nodes {
            ... on Need { title }
            ... on EService { name unit { name } }
            ... on Suggestion { body }
        }
    }
}";

/// What was found, by its title, in the order of the list.
async fn found(client: &Client, text: &str, kinds: Value) -> Vec<String> {
    let answer = client
        .query(SEARCH, json!({ "text": text, "kinds": kinds }))
        .await;
    let nodes = answer.list("search.nodes");
    assert_eq!(answer.data("search.totalCount"), nodes.len());
    let title = |node: &Value| {
        let mut titles = ["title", "name", "body"]
            .into_iter()
            .filter_map(|field| node[field].as_str());
        titles.next().expect("a title").to_owned()
    };
    nodes.iter().map(title).collect()
}

/// An e-service in operation, two needs and a suggestion.
async fn municipality(app: &TestApp) -> Client {
    let service = app.given().e_service_in(Stage::Live).await;
    let client = app.client(&service.cast.business).await;
    let permits = encode(app.given().municipality().await.permits);
    for (title, description) in [
        (
            "Åkerier söker tillstånd",
            "Tung trafik på Östra vägen, se ÖP-2026/117.",
        ),
        ("Köa till förskola", "En kö för alla; bygglov behövs inte."),
    ] {
        let need =
            json!({ "orgUnitId": permits, "title": title, "description": description, "source": "IDEA" });
        client.change("putForwardNeed", need, "").await.ok();
    }
    let suggested = json!({ "eServiceId": encode(service.id), "body": "Visa vilka bilagor som en ansökan om bygglov kräver!" });
    client.change("suggestImprovement", suggested, "").await.ok();
    client
}

async fn the_same_words_find_the_same_on_every_database(app: TestApp) {
    let client = municipality(&app).await;
    let (service, carriers, nursery) = ("Ansök om bygglov", "Åkerier söker tillstånd", "Köa till förskola");
    let suggestion = "Visa vilka bilagor som en ansökan om bygglov kräver!";
    for (text, expected) in [
        // A word; the need that is the idea has the same title as the e-service.
        ("bygglov", vec![service, service, suggestion, nursery]),
        // All of several words, wherever they stand.
        ("bygglov bilagor", vec![suggestion]),
        ("kräver visa", vec![suggestion]),
        ("bygglov fiskeriverket", vec![]),
        // Å, Ä and Ö are letters of their own, in upper and lower case.
        ("ÅKERIER", vec![carriers]),
        ("akerier", vec![]),
        ("östra", vec![carriers]),
        ("ostra", vec![]),
        ("FÖRSKOLA", vec![nursery]),
        // The beginning of a word, and not its end.
        ("tillst", vec![carriers]),
        ("stånd", vec![]),
        ("för", vec![nursery]),
        // Signs part words and mean nothing else.
        ("ÖP-2026/117", vec![carriers]),
        ("2026", vec![carriers]),
        ("\"bygglov\" AND (bilagor* OR 'x') & | ! :", vec![]),
        ("bilagor: (kräver)", vec![suggestion]),
        // Small words count like others.
        ("en kö för alla", vec![nursery]),
    ] {
        assert_eq!(found(&client, text, Value::Null).await, expected, "{text}");
    }
    assert_eq!(found(&client, "bygglov", json!(["E_SERVICE"])).await, [service]);
    assert_eq!(
        found(&client, "bygglov", json!(["SUGGESTION", "NEED"]))
            .await
            .len(),
        3
    );
    assert_eq!(found(&client, "bygglov", json!([])).await, [""; 0]);
}

async fn what_has_the_words_in_its_title_comes_first_and_pages_fit_together(app: TestApp) {
    let municipality = app.given().municipality().await;
    let client = app.client(&municipality.cast.business).await;
    for number in 0..5 {
        for (title, description) in [
            (format!("Tomt {number}"), "Om mark.".to_owned()),
            (format!("Mark {number}"), "Om en tomt.".to_owned()),
        ] {
            let need = json!({
                "orgUnitId": encode(municipality.permits), "title": title, "description": description, "source": "IDEA",
            });
            client.change("putForwardNeed", need, "").await.ok();
        }
    }
    let whole = found(&client, "tomt", Value::Null).await;
    let expected = [
        "Tomt 4", "Tomt 3", "Tomt 2", "Tomt 1", "Tomt 0", "Mark 4", "Mark 3", "Mark 2", "Mark 1", "Mark 0",
    ];
    assert_eq!(whole, expected);

    let page = "query($after: String) {
        search(text: \"tomt\", first: 3, after: $after) {
            edges { node { ... on Need { title } } }
            pageInfo { hasNextPage endCursor }
        }
    }";
    let (mut paged, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = client.query(page, json!({ "after": after })).await;
        paged.extend(
            answer
                .list("search.edges")
                .iter()
                .map(|edge| edge["node"]["title"].clone()),
        );
        after = answer.data("search.pageInfo.endCursor").clone();
        if answer.data("search.pageInfo.hasNextPage") == false {
            break;
        }
    }
    assert_eq!(paged, expected);
}

async fn what_is_hidden_is_not_found(app: TestApp) {
    let plan = Plan {
        confidential: true,
        ..Plan::default()
    };
    let service = app.given().e_service(plan, Stage::Idea).await;
    let stranger = app.client(&app.given().person("Olle Ask").await).await;
    let owner = app.client(&service.cast.management).await;
    assert_eq!(found(&stranger, "bygglov", Value::Null).await, [""; 0]);
    assert_eq!(
        found(&owner, "bygglov", Value::Null).await.len(),
        2,
        "the idea, and its need"
    );
}

async fn what_was_renamed_is_found_by_its_new_name_only(app: TestApp) {
    let service = app.given().e_service_in(Stage::Idea).await;
    let management = app.client(&service.cast.management).await;
    let renamed = json!({ "eServiceId": encode(service.id), "version": 1, "name": "Sök marklov" });
    management.change("updateEService", renamed, "").await.ok();
    assert_eq!(
        found(&management, "marklov", json!(["E_SERVICE"])).await,
        ["Sök marklov"]
    );
    assert_eq!(found(&management, "bygglov", json!(["E_SERVICE"])).await, [""; 0]);
}

async fn another_form_of_a_word_is_found_where_the_database_knows_swedish(app: TestApp) {
    use sea_orm::{ConnectionTrait, DbBackend};
    let client = municipality(&app).await;
    let knows = app.services().db.get_database_backend() == DbBackend::Postgres;
    let hits = found(&client, "bilagorna", Value::Null).await;
    assert_eq!(hits.len(), usize::from(knows), "{hits:?}");
}

async fn a_text_without_words_finds_nothing(app: TestApp) {
    let client = municipality(&app).await;
    for text in ["", " ", "!?", "\"", "*"] {
        assert_eq!(found(&client, text, Value::Null).await, [""; 0], "{text}");
    }
    let endless = json!({ "text": "ä".repeat(201) });
    client.query(SEARCH, endless).await.failed("BAD_USER_INPUT");
}
