//! Refresh tokens: exchanged for new ones, and the end of a log-in where one comes back late.

use chrono::Duration;

use super::{refresh, refreshed, refused, somebody, who};
use crate::support::{
    app::TestApp,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        a_refresh_token_is_exchanged_for_a_new_one,
        a_refresh_token_that_comes_back_late_ends_the_log_in,
    ]
}

async fn a_refresh_token_is_exchanged_for_a_new_one(app: TestApp) {
    let (person, client, first) = somebody(&app).await;

    app.advance(Duration::hours(1));
    refused(&who(&client, &first).await);
    let second = refreshed(&refresh(&client, &first.refresh_token).await);
    app.advance(Duration::seconds(29));
    let third = refreshed(&refresh(&client, &first.refresh_token).await);

    assert_ne!(
        second.refresh_token, third.refresh_token,
        "two tabs, each with its own"
    );
    for session in [&second, &third] {
        assert_eq!(who(&client, session).await.text("viewer.user.name"), person.name);
    }
    refresh(&client, "nonsense").await.failed("UNAUTHENTICATED");
    app.advance(Duration::days(14));
    refresh(&client, &third.refresh_token)
        .await
        .failed("UNAUTHENTICATED");
}

async fn a_refresh_token_that_comes_back_late_ends_the_log_in(app: TestApp) {
    let (person, client, first) = somebody(&app).await;
    let elsewhere = client.log_in(&person.email).await;

    let second = refreshed(&refresh(&client, &first.refresh_token).await);
    app.advance(Duration::seconds(30));
    refresh(&client, &first.refresh_token)
        .await
        .failed("UNAUTHENTICATED");

    refused(&who(&client, &second).await);
    refresh(&client, &second.refresh_token)
        .await
        .failed("UNAUTHENTICATED");
    assert_eq!(
        who(&client, &elsewhere).await.text("viewer.user.name"),
        person.name
    );
}
