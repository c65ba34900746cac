//! What reading costs: the number of SQL statements grows neither with the length of a list nor with what others ask meanwhile.
//!
//! Every count includes the statement of the sign-in.

use ::entity::enums::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::rows::{self, Made, Wanted, id};
use crate::support::{
    app::TestApp,
    client::Client,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_database![
        the_portfolio_takes_three_statements,
        an_e_service_in_detail_takes_six_statements,
        my_work_takes_three_statements,
        the_ground_of_many_cycles_is_read_at_once,
        the_pick_chart_takes_three_statements,
        what_is_nested_in_lists_is_read_for_all_rows_at_once,
        the_parts_of_a_cycle_are_read_for_all_of_them_at_once,
        what_is_published_takes_one_statement,
        measurements_of_many_metrics_are_read_at_once,
    ]
}

/// How many ask at the same time.
const AT_ONCE: usize = 16;

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
