//! What is nested in lists is read for all of their rows at once.

use serde_json::json;

use super::{owner, statements, unlimited, wanted};
use crate::{
    contract::rows::{self, Made, id},
    support::{
        app::TestApp,
        story::{Story, on_database},
    },
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_ground_of_many_cycles_is_read_at_once,
        what_is_nested_in_lists_is_read_for_all_rows_at_once,
        the_parts_of_a_cycle_are_read_for_all_of_them_at_once,
        measurements_of_many_metrics_are_read_at_once,
    ]
}

async fn the_ground_of_many_cycles_is_read_at_once(app: TestApp) {
    const GROUND: &str = "{
        eServices(first: 50) {
            nodes {
                currentCycle {
                    ground {
                        processMaps { title } benefits { name accountable { name } completeness { missing } }
                        costLines { amountMinor } totals { payBackMonths } benefitTotals { plannedHours }
                        requirements { title createdBy { name } } placement { quadrant }
                        preStudy { document { latest { number } } benefits { name } placement { benefit } }
                    }
                    workingMethod { changes { what } channels { name } operationPlan { yearlyMinor } }
                }
                metrics { name benefits { name } }
            }
        }
    }";
    let app = unlimited(&app).await;
    let (wanted, client) = (wanted(&app).await, owner(&app).await);

    rows::make(&app, 3, &wanted).await;
    let few = statements(&client, GROUND, &json!({}), "eServices.nodes", 3).await;
    rows::make(&app, 17, &wanted).await;
    let many = statements(&client, GROUND, &json!({}), "eServices.nodes", 20).await;

    assert_eq!(few, many);
}

async fn what_is_nested_in_lists_is_read_for_all_rows_at_once(app: TestApp) {
    const TOLD: &str = "{
        viewer {
            notifications(first: 100) {
                nodes {
                    eService { name unit { name } }
                    cycle { phase }
                    task { title assignee { name } }
                    approval { subject askedBy { name } }
                    metric { name trend }
                }
            }
        }
    }";
    const ANY: &str = "query Any($ids: [ID!]!) {
        nodes(ids: $ids) {
            ... on EService { name unit { name parent { name } } proposedBy { name } people { user { name } } }
            ... on Task { title completedBy { name } comments { author { name } } }
            ... on Approval { subject askedBy { name } }
            ... on Metric { name latest { value } }
            ... on Cycle { phase eService { name } }
            ... on Notification { kind task { title } }
            ... on Document { kind latest { author { name } } versions { number } }
        }
    }";
    let app = unlimited(&app).await;
    let (wanted, client) = (wanted(&app).await, owner(&app).await);
    let any = |made: &[Made]| {
        let ids = made.iter().flat_map(|made| {
            let (task, approval, metric) = (made.tasks[0], made.approvals[0], made.metrics[0]);
            let things = [id(made.id), id(task), id(approval), id(metric)];
            let others = [id(made.cycle), id(made.document), id(made.told[1])];
            things.into_iter().chain(others)
        });
        json!({ "ids": ids.collect::<Vec<_>>() })
    };

    let mut made = rows::make(&app, 3, &wanted).await;
    let few = statements(&client, TOLD, &json!({}), "viewer.notifications.nodes", 12).await;
    let few_of_any = statements(&client, ANY, &any(&made), "nodes", 21).await;
    made.extend(rows::make(&app, 9, &wanted).await);
    let many = statements(&client, TOLD, &json!({}), "viewer.notifications.nodes", 48).await;
    let many_of_any = statements(&client, ANY, &any(&made), "nodes", 84).await;

    assert_eq!(
        (few, few_of_any),
        (many, many_of_any),
        "with few rows, and with many"
    );
}

async fn the_parts_of_a_cycle_are_read_for_all_of_them_at_once(app: TestApp) {
    const CYCLES: &str = "{
        eServices(first: 50) {
            nodes {
                currentCycle {
                    tasks { completedBy { name } comments { author { name } } }
                    approvals { askedBy { name } decidedBy { name } differences { path } viewerCanDecide }
                }
            }
        }
    }";
    const GATES: &str = "{
        eServices(first: 50) {
            nodes {
                cycles {
                    gate { open conditions { kind openTasks { title } } }
                    decisions { decidedBy { name } serviceManager { name } }
                    documents { latest { author { name } } versions { number } }
                }
                needs(first: 5) {
                    totalCount
                    nodes { title unit { name } putForwardBy { name } viewerCanHandle views { nodes { author { name } } } }
                }
                suggestions(first: 5) { totalCount nodes { body need { title } author { name } } }
                suggestionSummary { total meanRating }
                published { slug faq { question { sv } } handlingDays }
            }
        }
    }";
    const LAUNCHES: &str = "{
        eServices(first: 50) {
            nodes {
                currentCycle {
                    tasks { outcome { text present } }
                    launch {
                        texts { title createdBy { name } }
                        trainingSessions { attendance { count people { name } } }
                        publicationOrder { warnings { code } }
                        counts { texts { total open } }
                        readiness { area state assignee { name } proof { __typename } }
                    }
                    operation {
                        handover { acceptances { by { name } } }
                        closingReport { costMinor budgetMinor }
                        checks { result }
                        availability(fromOn: \"2026-11-01\", untilOn: \"2026-11-30\") { hoursDown }
                        nextOperationCheck { dueOn }
                    }
                }
            }
        }
    }";
    let app = unlimited(&app).await;
    let (wanted, client) = (wanted(&app).await, owner(&app).await);

    rows::make(&app, 3, &wanted).await;
    let few_launches = statements(&client, LAUNCHES, &json!({}), "eServices.nodes", 3).await;
    let few = statements(&client, CYCLES, &json!({}), "eServices.nodes", 3).await;
    let few_gates = statements(&client, GATES, &json!({}), "eServices.nodes", 3).await;
    rows::make(&app, 17, &wanted).await;
    let many_launches = statements(&client, LAUNCHES, &json!({}), "eServices.nodes", 20).await;
    let many = statements(&client, CYCLES, &json!({}), "eServices.nodes", 20).await;
    let many_gates = statements(&client, GATES, &json!({}), "eServices.nodes", 20).await;

    assert_eq!(
        (few, few_gates, few_launches),
        (many, many_gates, many_launches),
        "with few cycles, and with many"
    );
}

async fn measurements_of_many_metrics_are_read_at_once(app: TestApp) {
    const VALUES: &str = "query Values($id: ID!) {
        eService(id: $id) {
            metrics {
                all: measurements { totalCount nodes { value } }
                first: measurements(first: 2) { nodes { value recordedBy { name } } pageInfo { hasNextPage } }
            }
        }
    }";
    let (mut wanted, client) = (wanted(&app).await, owner(&app).await);

    let small = &rows::make(&app, 1, &wanted).await[0];
    wanted.metrics = 12;
    let large = &rows::make(&app, 1, &wanted).await[0];
    let few = statements(
        &client,
        VALUES,
        &json!({ "id": id(small.id) }),
        "eService.metrics",
        1,
    )
    .await;
    let many = statements(
        &client,
        VALUES,
        &json!({ "id": id(large.id) }),
        "eService.metrics",
        12,
    )
    .await;

    assert_eq!(few, many, "with one metric, and with twelve");
    let answer = client.query(VALUES, json!({ "id": id(large.id) })).await;
    for metric in answer.list("eService.metrics") {
        assert_eq!(metric["all"]["totalCount"], 15);
        assert_eq!(metric["all"]["nodes"].as_array().map(Vec::len), Some(12));
        assert_eq!(metric["first"]["nodes"][1]["value"], json!(41.0));
        assert_eq!(metric["first"]["pageInfo"]["hasNextPage"], true);
    }
}
