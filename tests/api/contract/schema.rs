//! What the schema itself promises: it is published, described, named by rule, and says what each operation takes.

use std::{collections::BTreeSet, path::Path};

use async_graphql::{EmptyMutation, EmptySubscription, ObjectType, Schema, SubscriptionType};
use lansera::graphql::{
    self, account, approval, artefact, attachment, audit, change, cycle, decision, design, document,
    e_service, ground, import, job, launch, machine, metric, need, node, notification, operation,
    organisation, portfolio, process, project, publication, receipt, report, retirement, review, revision,
    search, specification, suggestion, task, testing, working_method,
};

use super::sdl::{Contract, required};
use crate::support::story::{Story, plain};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    plain![
        the_published_schema_is_what_the_code_prints,
        everything_is_described,
        every_operation_says_which_permission_it_takes,
        no_field_of_a_root_is_hidden_by_another_of_the_same_name,
        a_mutation_takes_one_input_and_tells_what_can_be_mended,
        names_follow_the_rules,
        a_connection_is_paged_like_every_other,
        what_serves_an_activity_is_there,
    ]
}

async fn the_published_schema_is_what_the_code_prints() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let published = std::fs::read_to_string(&file).expect("schema.graphql");
    let printed = graphql::sdl();
    if published.trim_end() == printed.trim_end() {
        return;
    }
    let differs = published.lines().zip(printed.lines()).position(|(a, b)| a != b);
    panic!(
        "schema.graphql is not what the code prints, from line {} on. If the change is meant, renew it:\n\
         cargo run -- schema > schema.graphql",
        differs.map_or(0, |line| line + 1),
    );
}

async fn everything_is_described() {
    let contract = Contract::printed();
    let mut missing = Vec::new();
    let mut look = |what: String, description: Option<&str>| {
        if description.is_none_or(|text| text.trim().is_empty()) {
            missing.push(what);
        }
    };
    for (name, of) in &contract.types {
        look(
            name.clone(),
            of.description.as_ref().map(|text| text.node.as_str()),
        );
        for field in contract.fields(name) {
            let path = format!("{name}.{}", field.name.node);
            look(
                path.clone(),
                field.description.as_ref().map(|text| text.node.as_str()),
            );
            for argument in &field.arguments {
                let text = argument.node.description.as_ref();
                look(
                    format!("{path}({})", argument.node.name.node),
                    text.map(|text| text.node.as_str()),
                );
            }
        }
        for input in contract.inputs(name) {
            let text = input.description.as_ref().map(|text| text.node.as_str());
            look(format!("{name}.{}", input.name.node), text);
        }
        for value in contract.values(name) {
            let text = value.description.as_ref().map(|text| text.node.as_str());
            look(format!("{name}.{}", value.value.node), text);
        }
    }
    for directive in &contract.directives {
        let text = directive.description.as_ref().map(|text| text.node.as_str());
        look(format!("@{}", directive.name.node), text);
    }
    assert_eq!(missing, Vec::<String>::new(), "has no description");
}

async fn every_operation_says_which_permission_it_takes() {
    let contract = Contract::printed();
    for root in ["Query", "Mutation", "Subscription"] {
        for field in contract.fields(root) {
            assert!(
                required(field).is_some(),
                "{root}.{} has no @requires",
                field.name.node
            );
        }
    }
}

/// The names of the fields of a root.
async fn root<Q, S>(query: Q, subscription: S, kind: &str) -> Vec<String>
where
    Q: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let schema = Schema::build(query, EmptyMutation, subscription).finish();
    let answer = schema
        .execute(format!("{{ __schema {{ {kind} {{ fields {{ name }} }} }} }}"))
        .await;
    let data = answer.data.into_json().expect("JSON");
    let fields = data
        .pointer(&format!("/__schema/{kind}/fields"))
        .expect("fields")
        .as_array();
    let name = |field: &serde_json::Value| field["name"].as_str().expect("a name").to_owned();
    fields.expect("a list").iter().map(name).collect()
}

async fn no_field_of_a_root_is_hidden_by_another_of_the_same_name() {
    macro_rules! members {
        ($($member:expr),* $(,)?) => { [$(root($member, EmptySubscription, "queryType").await),*].concat() };
    }
    let queries = members![
        account::query::AccountQuery,
        organisation::query::OrganisationQuery,
        e_service::query::EServiceQuery,
        metric::query::MetricQuery,
        machine::query::MachineQuery,
        portfolio::query::PortfolioQuery,
        need::query::NeedQuery,
        search::query::SearchQuery,
        receipt::query::ReceiptQuery,
        publication::query::PublicationQuery,
        process::query::ProcessQuery,
        revision::query::RevisionQuery,
        audit::query::AuditQuery,
        notification::kinds::NotificationKindQuery,
        notification::foresight::ForesightQuery,
        notification::outbox::OutboxQuery,
        notification::trial::TrialQuery,
        job::query::JobQuery,
        node::NodeQuery,
    ];
    let mutations = members![
        account::mutation::AccountMutation,
        organisation::mutation::OrganisationMutation,
        e_service::mutation::EServiceMutation,
        import::mutation::ImportMutation,
        process::mutation::ProcessMutation,
        need::mutation::NeedMutation,
        cycle::mutation::CycleMutation,
        revision::mutation::RevisionMutation,
        retirement::mutation::RetirementMutation,
        ground::mutation::GroundMutation,
        decision::mutation::DecisionMutation,
        launch::mutation::LaunchMutation,
        operation::mutation::OperationMutation,
        working_method::mutation::WorkingMethodMutation,
        project::mutation::ProjectMutation,
        design::mutation::DesignMutation,
        specification::mutation::SpecificationMutation,
        testing::mutation::TestingMutation,
        review::mutation::ReviewMutation,
        task::mutation::TaskMutation,
        document::mutation::DocumentMutation,
        artefact::mutation::ArtefactMutation,
        attachment::mutation::AttachmentMutation,
        approval::mutation::ApprovalMutation,
        metric::mutation::MetricMutation,
        metric::deliver::DeliveryMutation,
        machine::mutation::MachineMutation,
        report::mutation::ReportMutation,
        suggestion::mutation::SuggestionMutation,
        publication::mutation::PublicationMutation,
        notification::mutation::NotificationMutation,
        notification::outbox::OutboxMutation,
        notification::bounce::BounceMutation,
        notification::trial::TrialMutation,
        job::mutation::JobMutation,
    ];
    let told = notification::subscription::NotificationSubscription;
    let changed = change::subscription::ChangeSubscription;
    let subscriptions = [
        root(node::NodeQuery, told, "subscriptionType").await,
        root(node::NodeQuery, changed, "subscriptionType").await,
    ]
    .concat();
    let contract = Contract::printed();
    for (name, members) in [
        ("Query", queries),
        ("Mutation", mutations),
        ("Subscription", subscriptions),
    ] {
        let whole: BTreeSet<String> = contract
            .fields(name)
            .iter()
            .map(|field| field.name.node.to_string())
            .collect();
        let parts: BTreeSet<String> = members.iter().cloned().collect();
        assert_eq!(
            parts, whole,
            "the members of {name} listed here are not those of src/graphql/mod.rs"
        );
        assert_eq!(
            members.len(),
            whole.len(),
            "two members of {name} have a field of the same name"
        );
    }
}

async fn a_mutation_takes_one_input_and_tells_what_can_be_mended() {
    let contract = Contract::printed();
    for field in contract.fields("Mutation") {
        let name = field.name.node.as_str();
        let takes: Vec<_> = field
            .arguments
            .iter()
            .map(|of| format!("{}: {}", of.node.name.node, of.node.ty.node))
            .collect();
        if ["logOut", "renewCalendarAddress", "closeCalendarAddress"].contains(&name) {
            assert!(takes.is_empty(), "there is nothing to say to {name}");
        } else {
            assert_eq!(takes, [format!("input: {}Input!", pascal(name))], "{name}");
        }
        let payload = field.ty.node.to_string();
        let payload = payload
            .strip_suffix('!')
            .unwrap_or_else(|| panic!("{name} may answer null"));
        assert!(payload.ends_with("Payload"), "{name} answers {payload}");
        for field in contract.fields(payload) {
            let (part, ty) = (field.name.node.as_str(), field.ty.node.to_string());
            if part == "errors" {
                assert_eq!(ty, "[UserError!]!", "{payload}.errors");
            } else {
                assert!(
                    !ty.ends_with('!'),
                    "{payload}.{part} is there also where the mutation was refused"
                );
            }
        }
        let errors = contract
            .fields(payload)
            .iter()
            .any(|field| field.name.node == "errors");
        assert!(errors, "{payload} has no errors");
    }
}

fn pascal(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// Whether a name begins with a small letter (or a capital one) and has no other signs than letters and digits.
fn is_camel(name: &str, capital: bool) -> bool {
    name.starts_with(|first: char| {
        if capital {
            first.is_ascii_uppercase()
        } else {
            first.is_ascii_lowercase()
        }
    }) && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

async fn names_follow_the_rules() {
    let contract = Contract::printed();
    let bare = |ty: String| ty.replace(['[', ']', '!'], "");
    for name in contract.types.keys() {
        assert!(is_camel(name, true), "type {name}");
        // What stands behind the contract does not show, and an e-service is written in one way.
        for wrong in ["Eservice", "Naive", "Model", "Row", "View"]
            .iter()
            // Whoever asks, and a view that somebody has on a need.
            .filter(|_| name != "Viewer" && !name.starts_with("NeedView") && !name.starts_with("AddView"))
        {
            assert!(!name.contains(wrong), "type {name} has {wrong} in it");
        }
        for field in contract.fields(name) {
            let (field, ty) = (field.name.node.as_str(), bare(field.ty.node.to_string()));
            assert!(is_camel(field, false), "{name}.{field}");
            let time = field.ends_with("At") || field == "phaseSince";
            assert_eq!(
                time,
                ty == "DateTime",
                "{name}.{field}: {ty}; moments, and only they, end with At"
            );
            if let Some(of) = ty.strip_suffix("Connection") {
                assert!(
                    contract.types.contains_key(&format!("{of}Edge")),
                    "{ty} has no edge"
                );
            }
        }
        for input in contract.inputs(name) {
            let (field, ty) = (input.name.node.as_str(), bare(input.ty.node.to_string()));
            assert!(is_camel(field, false), "{name}.{field}");
            let key = field.ends_with("Id") || field.ends_with("Ids");
            assert_eq!(
                key,
                ty == "ID",
                "{name}.{field}: {ty}; ids, and only they, end with Id or Ids"
            );
            let day = ["On", "Date", "deadline", "until"]
                .iter()
                .any(|end| field.ends_with(end));
            assert!(day || ty != "Date", "{name}.{field}: a day");
        }
        for value in contract.values(name) {
            let value = value.value.node.as_str();
            let plain = value
                .chars()
                .all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '_');
            assert!(plain, "{name}.{value}");
        }
    }
}

async fn a_connection_is_paged_like_every_other() {
    let contract = Contract::printed();
    for name in contract.types.keys() {
        if name.ends_with("Connection") {
            let fields: Vec<_> = contract
                .fields(name)
                .iter()
                .map(|field| field.name.node.to_string())
                .collect();
            assert_eq!(fields, ["edges", "nodes", "pageInfo", "totalCount"], "{name}");
        }
        for field in contract
            .fields(name)
            .iter()
            .filter(|of| of.ty.node.to_string().contains("Connection"))
        {
            let path = format!("{name}.{}", field.name.node);
            assert!(
                field.ty.node.to_string().ends_with("Connection!"),
                "{path} may be null"
            );
            for argument in ["first: Int", "after: String", "last: Int", "before: String"] {
                let takes = field
                    .arguments
                    .iter()
                    .map(|of| format!("{}: {}", of.node.name.node, of.node.ty.node));
                assert!(
                    takes.collect::<Vec<_>>().contains(&argument.to_owned()),
                    "{path} lacks {argument}"
                );
            }
        }
    }
}

async fn what_serves_an_activity_is_there() {
    let contract = Contract::printed();
    let fields: BTreeSet<_> = ["Query", "Mutation"]
        .iter()
        .flat_map(|root| contract.fields(root))
        .map(|field| field.name.node.as_str())
        .collect();
    for (activity, operations) in process::serving::SERVING {
        for operation in *operations {
            assert!(fields.contains(operation), "{activity}: there is no {operation}");
        }
    }
}
