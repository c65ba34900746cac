//! The pages that are looked at most take so many statements, and no more.

use serde_json::json;

use super::{owner, statements, unlimited, wanted};
use crate::{
    contract::rows::{self, id},
    support::{
        app::TestApp,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_portfolio_takes_three_statements,
        an_e_service_in_detail_takes_six_statements,
        my_work_takes_three_statements,
        the_pick_chart_takes_three_statements,
        what_is_published_takes_one_statement,
    ]
}

const PORTFOLIO: &str = "{
    eServices(first: 50) {
        nodes {
            name state unit { name } owner { name } serviceManager { name }
            openTaskCount pendingApprovalCount nextMeasureDueOn
        }
    }
}";

const DETAIL: &str = "query Detail($id: ID!) {
    eService(id: $id) {
        name state unit { name } owner { name }
        currentCycle {
            phase
            tasks { title state dueOn assignee { name } }
            approvals { subject state askedAt }
        }
        metrics { name target attainment measurements(last: 12) { nodes { measuredOn value } } }
    }
}";

const MY_WORK: &str = "{
    viewer {
        work { nodes { title dueOn eService { name } } }
        pendingApprovals { nodes { subject eService { name } } }
    }
}";

async fn the_portfolio_takes_three_statements(app: TestApp) {
    let (wanted, client) = (wanted(&app).await, owner(&app).await);

    rows::make(&app, 5, &wanted).await;
    let few = statements(&client, PORTFOLIO, &json!({}), "eServices.nodes", 5).await;
    rows::make(&app, 55, &wanted).await;
    let many = statements(&client, PORTFOLIO, &json!({}), "eServices.nodes", 50).await;

    assert_eq!(few, many);
    assert!(many <= 3, "{many} statements");
}

async fn an_e_service_in_detail_takes_six_statements(app: TestApp) {
    let (mut wanted, client) = (wanted(&app).await, owner(&app).await);

    let small = &rows::make(&app, 1, &wanted).await[0];
    (wanted.tasks, wanted.metrics) = (6, 20);
    let large = &rows::make(&app, 1, &wanted).await[0];
    let tasks = "eService.currentCycle.tasks";
    let few = statements(&client, DETAIL, &json!({ "id": id(small.id) }), tasks, 11).await;
    let many = statements(&client, DETAIL, &json!({ "id": id(large.id) }), tasks, 66).await;

    assert_eq!(few, many);
    assert!(many <= 6, "{many} statements");
    let answer = client.query(DETAIL, json!({ "id": id(large.id) })).await;
    for metric in answer.list("eService.metrics") {
        let values: Vec<_> = metric["measurements"]["nodes"]
            .as_array()
            .expect("a list")
            .iter()
            .collect();
        assert_eq!(values.len(), 12, "the last twelve of fifteen");
        assert_eq!(values.last().map(|last| &last["value"]), Some(&json!(54.0)));
    }
}

async fn my_work_takes_three_statements(app: TestApp) {
    let (wanted, client) = (wanted(&app).await, owner(&app).await);

    rows::make(&app, 5, &wanted).await;
    let few = statements(&client, MY_WORK, &json!({}), "viewer.work.nodes", 5).await;
    rows::make(&app, 55, &wanted).await;
    let many = statements(&client, MY_WORK, &json!({}), "viewer.work.nodes", 50).await;

    assert_eq!(few, many);
    assert!(many <= 3, "{many} statements");
    let answer = client.query(MY_WORK, json!({})).await;
    assert_eq!(answer.list("viewer.pendingApprovals.nodes").len(), 50);
}

async fn the_pick_chart_takes_three_statements(app: TestApp) {
    const CHART: &str = "{ portfolio { pick(first: 20) {
        quadrants { totalCount entries { benefit effort eService { name unit { name } } } }
    } } }";
    let (wanted, client) = (wanted(&app).await, owner(&app).await);

    rows::make(&app, 3, &wanted).await;
    let few = statements(
        &client,
        CHART,
        &json!({}),
        "portfolio.pick.quadrants.1.entries",
        3,
    )
    .await;
    rows::make(&app, 57, &wanted).await;
    let many = statements(
        &client,
        CHART,
        &json!({}),
        "portfolio.pick.quadrants.1.entries",
        20,
    )
    .await;

    assert_eq!(few, many);
    assert!(many <= 3, "{many} statements");
}

async fn what_is_published_takes_one_statement(app: TestApp) {
    const PUBLISHED: &str = "{
        publishedServices(first: 50) {
            nodes { title { sv en } description { sv } faq { question { sv } } handlingSteps { name { sv } days } handlingDays }
        }
    }";
    let app = unlimited(&app).await;
    let (wanted, anonymous) = (wanted(&app).await, app.anonymous().await);

    rows::make(&app, 3, &wanted).await;
    let few = statements(&anonymous, PUBLISHED, &json!({}), "publishedServices.nodes", 3).await;
    rows::make(&app, 60, &wanted).await;
    let many = statements(&anonymous, PUBLISHED, &json!({}), "publishedServices.nodes", 50).await;

    assert_eq!((few, many), (1, 1), "nobody signs in");
}
