//! What reading costs: the number of SQL statements grows neither with the length of a list nor with what others ask meanwhile.
//!
//! Every count includes the statement of the sign-in.

mod lists;
mod pages;

use ::entity::enums::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    contract::rows::Wanted,
    support::{app::TestApp, client::Client, story::Story},
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [pages::stories(), lists::stories()].concat()
}

/// How many ask at the same time.
const AT_ONCE: usize = 16;

async fn wanted(app: &TestApp) -> Wanted {
    let municipality = app.given().municipality().await;
    let cast = &municipality.cast;
    Wanted {
        unit: municipality.permits,
        confidential: false,
        tasks: 1,
        metrics: 1,
        by: cast.business.id,
        with: vec![(cast.project_lead.id, Role::ProjectLead)],
        told: Some(cast.owner.id),
    }
}

/// The product for those who ask for more than they may at once: what is tested is how it is read.
async fn unlimited(app: &TestApp) -> TestApp {
    app.restart_with(|settings| settings.limits.complexity = 1_000_000)
        .await
}

async fn owner(app: &TestApp) -> Client {
    let municipality = app.given().municipality().await;
    let client = app.client(&municipality.cast.owner).await;
    client.session().await;
    client
}

/// The statements of a query that answers a list of so many rows: asked alone, and by many at once.
async fn statements(client: &Client, query: &str, variables: &Value, list: &str, rows: usize) -> usize {
    // What was told since is given its place in the feed when somebody first looks.
    client
        .query(
            "{ viewer { notifications(first: 1) { nodes { id } } } }",
            json!({}),
        )
        .await;
    let alone = client.query(query, variables.clone()).await;
    assert_eq!(alone.list(list).len(), rows, "{alone}");
    let count = alone.sql_count();
    let many = (0..AT_ONCE).map(|_| client.query(query, variables.clone()));
    for answer in join_all(many).await {
        assert_eq!(answer.list(list).len(), rows);
        assert_eq!(
            answer.sql_count(),
            count,
            "{AT_ONCE} at once, and {count} alone, for {query}"
        );
    }
    count
}
