//! What is measured: each operation as the product's clients ask for it, and as the bare endpoint takes it.

use entity::ids::{EServiceId, TaskId};
use hyper::{Method, body::Bytes};
use serde_json::json;

use crate::global_id;

/// An operation that clients send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Operation {
    /// The first 50 e-services with owner, manager, unit, counts and the next measure.
    Portfolio,
    /// One e-service with its tasks and assignees, approvals, and metrics with their last 12 measurements.
    Detail,
    /// The first 50 of the viewer's tasks with their e-services, and the approvals that wait for them.
    Work,
    /// Completing a task.
    Complete,
}

impl Operation {
    /// All, in the order in which they are measured.
    pub const ALL: [Self; 4] = [Self::Portfolio, Self::Detail, Self::Work, Self::Complete];

    /// Name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portfolio => "portfolio",
            Self::Detail => "detail",
            Self::Work => "my work",
            Self::Complete => "complete a task",
        }
    }
}

/// The two servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// The product.
    Product,
    /// axum + SQL.
    Bare,
}

impl Server {
    /// Name in reports, of threads and of connections to the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Bare => "bare",
        }
    }
}

const PORTFOLIO: &str = "query Portfolio($first: Int!) {
  eServices(first: $first) {
    nodes {
      id name state phase launchDate audience
      unit { id name }
      owner { id name }
      serviceManager { id name }
      openTaskCount pendingApprovalCount nextMeasureDueOn
    }
    pageInfo { hasNextPage endCursor }
  }
}";

const DETAIL: &str = "query Detail($id: ID!) {
  eService(id: $id) {
    id version name purpose audience state
    unit { id name }
    owner { id name }
    serviceManager { id name }
    currentCycle {
      id version phase deadline launchDate
      tasks { id version activityKey title phase role state dueOn overdue assignee { id name } }
      approvals { id subject role state askedAt decidedAt }
    }
    metrics {
      id name goal unit direction interval baseline target nextDueOn
      measurements(last: 12) { nodes { id value measuredOn note } }
    }
  }
}";

const WORK: &str = "query Work($first: Int!) {
  viewer {
    work(first: $first) {
      nodes { id version title phase role state dueOn eService { id name } }
      pageInfo { hasNextPage endCursor }
    }
    pendingApprovals(first: $first) { nodes { id subject role state askedAt eService { id name } } }
  }
}";

const COMPLETE: &str = "mutation Complete($input: CompleteTaskInput!) {
  completeTask(input: $input) {
    task { id version title state dueOn assignee { id name } }
    errors { code path }
  }
}";

/// A request as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Wire {
    /// Method.
    pub method: Method,
    /// Path with query.
    pub path: String,
    /// Body; empty for a GET.
    pub body: Bytes,
}

fn graphql(query: &str, variables: &serde_json::Value) -> Wire {
    Wire {
        method: Method::POST,
        path: "/graphql".into(),
        body: json!({ "query": query, "variables": variables })
            .to_string()
            .into(),
    }
}

fn get(path: String) -> Wire {
    Wire {
        method: Method::GET,
        path,
        body: Bytes::new(),
    }
}

/// The portfolio.
pub fn portfolio(server: Server) -> Wire {
    match server {
        Server::Product => graphql(PORTFOLIO, &json!({ "first": 50 })),
        Server::Bare => get("/portfolio?first=50".into()),
    }
}

/// One e-service.
pub fn detail(server: Server, id: EServiceId) -> Wire {
    let id = global_id(id);
    match server {
        Server::Product => graphql(DETAIL, &json!({ "id": id })),
        Server::Bare => get(format!("/e-services/{id}")),
    }
}

/// The viewer's work.
pub fn work(server: Server) -> Wire {
    match server {
        Server::Product => graphql(WORK, &json!({ "first": 50 })),
        Server::Bare => get("/work?first=50".into()),
    }
}

/// Completing a task at the version that was seen.
pub fn complete(server: Server, id: TaskId, version: i32) -> Wire {
    let input = json!({ "taskId": global_id(id), "version": version });
    match server {
        Server::Product => graphql(COMPLETE, &json!({ "input": input })),
        Server::Bare => Wire {
            method: Method::POST,
            path: "/tasks/complete".into(),
            body: input.to_string().into(),
        },
    }
}
