//! Mails that the server refused, and that an administrator sends again.

use serde_json::json;

use super::{being_built, gives};
use crate::support::{
    app::TestApp,
    smtp_sink::{At, Fault, Options, SmtpSink},
    story::{Need, Story, needing, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    needing(Need::SmtpSink, on_database![what_was_given_up_is_sent_again])
}

async fn what_was_given_up_is_sent_again(app: TestApp) {
    let service = being_built(&app).await;
    let developer = &service.cast.developer;
    gives(&app, &service, "build.develop", developer).await;
    let sink = SmtpSink::start(Options {
        faults: vec![Fault::Answer {
            at: At::Rcpt,
            reply: "550 5.1.1 no such user".into(),
            times: 1,
        }],
        ..Options::default()
    });
    let app = app.restart_mailing_to(&sink).await;
    assert_eq!(app.run_jobs().await.failed, 1);
    let admin = app.client(&app.given().municipality().await.admin).await;
    let failed = admin
        .query(
            "{ deliveries(states: [FAILED]) { nodes { id state attempts lastError recipient { name } } } }",
            json!({}),
        )
        .await;
    let [failed] = failed.list("deliveries.nodes") else {
        panic!("{failed}")
    };
    assert!(
        failed["lastError"]
            .as_str()
            .is_some_and(|error| error.contains("550") && !error.contains(&developer.email)),
        "{failed}"
    );
    assert_eq!(failed["recipient"]["name"], developer.name);

    let again = admin
        .change(
            "resendDeliveries",
            json!({ "deliveryIds": [failed["id"]] }),
            "resentCount",
        )
        .await;
    assert_eq!(again.ok().data("resendDeliveries.resentCount"), 1);
    assert_eq!(app.run_jobs().await.sent, 1);
    assert_eq!(sink.mails().len(), 1);
}
