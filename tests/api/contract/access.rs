//! Who may do what: every operation of the contract, tried with every role and without logging in, on an e-service of one's own,
//! on one of others and on a confidential one of others. What must happen is told by the one table of permissions.

use std::{collections::BTreeSet, time::Duration};

use ::entity::enums::Role;
use futures_util::future::join_all;
use lansera::domain::permission::{Holders, Permission};
use serde_json::{Value, json};

use super::{
    operations::{Example, Says, Trying, mutations, queries},
    rows::{self, Made, ROLES, Wanted},
    sdl::{Contract, required},
};
use crate::support::{
    answer::Answer,
    app::TestApp,
    client::Client,
    given::{Municipality, Person, Scope},
    socket::Came,
    sqlite,
    story::{Story, on_database, plain},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let mut stories = on_database![
        a_confidential_e_service_is_there_for_those_with_a_part_in_it_and_for_nobody_else,
        a_subscription_is_open_to_those_whom_the_table_names_and_to_nobody_else,
    ];
    stories.extend(plain![
        every_operation_is_open_to_those_whom_the_table_names_and_to_nobody_else
    ]);
    stories
}

/// Where an operation is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// On an e-service on which the role is held.
    Own,
    /// On one of another unit, on which others hold roles.
    Foreign,
    /// On one like that which is confidential.
    Secret,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The log-in is missing.
    Unauthenticated,
    /// The permission is missing.
    Forbidden,
    /// There is no such thing for this person.
    Hidden,
    /// It was let through; what then came of it is told elsewhere.
    Open,
}

/// Somebody with one role, or nobody.
struct Walker {
    role: Option<Role>,
    person: Person,
    client: Client,
}

impl Walker {
    fn name(&self) -> String {
        self.role.map_or("nobody".into(), |role| format!("{role:?}"))
    }

    /// Whether the role reaches the place: those that are given for the whole municipality reach every place.
    fn reaches(&self, place: Place) -> bool {
        let everywhere = [Some(Role::Admin), Some(Role::PlatformManager)].contains(&self.role);
        self.role.is_some() && (everywhere || place == Place::Own)
    }

    /// What the table says.
    fn expected(&self, field: Permission, example: &Example, place: Place) -> Outcome {
        let named = |permission: Permission| match permission.holders() {
            Holders::Anybody => true,
            Holders::SignedIn => self.role.is_some(),
            Holders::Globally(roles) | Holders::InScope(roles) => {
                self.role.is_some_and(|role| roles.contains(&role))
            }
        };
        let reach_counts = |permission: Permission| matches!(permission.holders(), Holders::InScope(_));
        let row = example.row.unwrap_or(field);
        if self.role.is_none() && !named(field) {
            Outcome::Unauthenticated
        } else if !named(field) {
            Outcome::Forbidden
        } else if !example.about_it {
            Outcome::Open
        } else if place == Place::Secret && !self.reaches(place) {
            Outcome::Hidden
        } else if !named(row) || reach_counts(row) && !self.reaches(place) {
            Outcome::Forbidden
        } else {
            Outcome::Open
        }
    }
}

/// What an answer says.
fn outcome(answer: &Answer, field: &str) -> Outcome {
    match answer.error_code() {
        Some("UNAUTHENTICATED") => return Outcome::Unauthenticated,
        Some("FORBIDDEN") => return Outcome::Forbidden,
        Some("NOT_FOUND") => return Outcome::Hidden,
        Some(other) => panic!("{other}\n{answer}"),
        None => {}
    }
    let hidden = match answer.data(field) {
        Value::Null => field != "viewer",
        // A list may have nothing in it.
        Value::Array(list) => !list.is_empty() && list.iter().all(Value::is_null),
        _ => false,
    };
    if hidden { Outcome::Hidden } else { Outcome::Open }
}

async fn tried(client: &Client, example: &Example) -> Outcome {
    let field = example.field;
    let answer = match &example.says {
        Says::Input(input) => client.change(field, input.clone(), "").await,
        Says::Nothing => {
            client
                .query(
                    &format!("mutation {{ {field} {{ errors {{ code }} }} }}"),
                    json!({}),
                )
                .await
        }
        Says::Query(selection) => client.query(&format!("{{ {selection} }}"), json!({})).await,
    };
    outcome(&answer, field)
}

/// Everybody who tries: a person for each role, who holds it on the own e-service, its unit or the whole municipality, and
/// nobody.
async fn walkers(app: &TestApp, municipality: &Municipality, own: &Made) -> Vec<Walker> {
    let mut all = Vec::new();
    for role in ROLES.into_iter().chain([Role::Admin]) {
        let scope = match role {
            Role::Admin | Role::PlatformManager => Scope::Everywhere,
            Role::Management | Role::Business => Scope::Unit(municipality.permits),
            _ => Scope::EService(own.id),
        };
        let person = app
            .given()
            .person_with(&format!("Prova {role:?}"), role, scope)
            .await;
        let client = app.client(&person).await;
        all.push(Walker {
            role: Some(role),
            person,
            client,
        });
    }
    all.push(Walker {
        role: None,
        person: municipality.cast.business.clone(),
        client: app.anonymous().await,
    });
    all
}

/// The e-services on which everything is tried, and everybody who tries.
async fn prepared(app: &TestApp) -> ([(Place, Made); 3], Vec<Walker>) {
    let municipality = app.given().municipality().await;
    let mut wanted = Wanted {
        unit: municipality.permits,
        confidential: false,
        tasks: 1,
        metrics: 1,
        by: municipality.cast.business.id,
        with: Vec::new(),
        told: None,
    };
    let own = rows::make(app, 1, &wanted).await.remove(0);
    wanted.unit = municipality.schools;
    let foreign = rows::make(app, 1, &wanted).await.remove(0);
    wanted.confidential = true;
    let secret = rows::make(app, 1, &wanted).await.remove(0);
    let mut places = [
        (Place::Own, own),
        (Place::Foreign, foreign),
        (Place::Secret, secret),
    ];
    let walkers = walkers(app, municipality, &places[0].1).await;
    for (_, made) in &mut places {
        let people: Vec<_> = walkers.iter().map(|walker| walker.person.id).collect();
        rows::questions(app, made, &people).await;
    }
    (places, walkers)
}

/// On one database: there are some two thousand requests, and what is asked of the database is told on both by the story below.
fn every_operation_is_open_to_those_whom_the_table_names_and_to_nobody_else()
-> impl Future<Output = ()> + Send {
    let database = sqlite::migrated().expect("a database");
    async move {
        let app = TestApp::start(database).await;
        try_everything(&app).await;
    }
}

async fn try_everything(app: &TestApp) {
    let municipality = app.given().municipality().await;
    let (places, walkers) = prepared(app).await;

    let walked = join_all(
        walkers
            .iter()
            .map(|walker| walk(app, municipality, walker, &places)),
    )
    .await;

    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for (problems, fields) in walked {
        wrong.extend(problems);
        seen.extend(fields);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let contract = Contract::printed();
    for root in ["Query", "Mutation"] {
        for field in contract.fields(root) {
            let name = field.name.node.as_str();
            assert!(
                seen.contains(name),
                "{root}.{name} is new: it needs an example in tests/api/contract/operations.rs, so that it is tried with every role"
            );
        }
    }
}

/// Tries everything as one person; answers what was not as the table says, and which fields were tried.
async fn walk(
    app: &TestApp,
    municipality: &Municipality,
    walker: &Walker,
    places: &[(Place, Made)],
) -> (Vec<String>, BTreeSet<&'static str>) {
    let contract = Contract::printed();
    let requires = |example: &Example| {
        let root = if matches!(example.says, Says::Query(_)) {
            "Query"
        } else {
            "Mutation"
        };
        let fields = contract.fields(root);
        let field = fields.iter().find(|field| field.name.node == example.field);
        field
            .and_then(|field| required(field))
            .unwrap_or_else(|| panic!("{root}.{} is gone", example.field))
    };
    let trying = Trying {
        user: walker.person.id,
        role: walker
            .role
            .filter(|role| *role != Role::Admin)
            .unwrap_or(Role::Developer),
        refresh_token: app
            .anonymous()
            .await
            .log_in(&walker.person.email)
            .await
            .refresh_token,
    };
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for (place, made) in places {
        let mut examples = queries(municipality, made);
        examples.extend(mutations(app, municipality, made, &trying).await);
        for example in examples
            .iter()
            .filter(|example| example.about_it || *place == Place::Own)
        {
            seen.insert(example.field);
            // It ends the log-in, which is needed for the rest.
            let apart = if example.field == "logOut" && walker.role.is_some() {
                Some(app.client(&walker.person).await)
            } else {
                None
            };
            let came = tried(apart.as_ref().unwrap_or(&walker.client), example).await;
            let expected = walker.expected(requires(example), example, *place);
            if came != expected {
                let row = example.row.map(|row| format!(" ({row:?})")).unwrap_or_default();
                let (who, field) = (walker.name(), example.field);
                wrong.push(format!(
                    "{who} on {place:?}: {field}{row} is {expected:?} by the table and was {came:?}"
                ));
            }
        }
    }
    (wrong, seen)
}

async fn a_confidential_e_service_is_there_for_those_with_a_part_in_it_and_for_nobody_else(app: TestApp) {
    let municipality = app.given().municipality().await;
    let (places, walkers) = prepared(&app).await;
    let listed = "{ eServices(filter: { search: \"e-tj\" }) { totalCount nodes { name } } }";
    for walker in walkers.iter().filter(|walker| walker.role.is_some()) {
        for (place, made) in &places {
            for example in queries(municipality, made)
                .iter()
                .filter(|example| example.about_it)
            {
                let came = tried(&walker.client, example).await;
                let expected = walker.expected(Permission::Read, example, *place);
                assert_eq!(
                    came,
                    expected,
                    "{} on {place:?}: {}",
                    walker.name(),
                    example.field
                );
            }
        }
        let seen = if walker.reaches(Place::Secret) { 3 } else { 2 };
        let answer = walker.client.query(listed, json!({})).await;
        assert_eq!(answer.list("eServices.nodes").len(), seen, "{}", walker.name());
        assert_eq!(answer.data("eServices.totalCount"), seen, "{}", walker.name());
    }
}

async fn a_subscription_is_open_to_those_whom_the_table_names_and_to_nobody_else(app: TestApp) {
    const SUBSCRIPTIONS: [(&str, &str); 4] = [
        ("notificationReceived", "notificationReceived { id }"),
        ("taskChanged", "taskChanged { id }"),
        ("approvalChanged", "approvalChanged { id }"),
        ("eServiceChanged", "eServiceChanged { id }"),
    ];
    let (_, walkers) = prepared(&app).await;
    let contract = Contract::printed();
    for field in contract.fields("Subscription") {
        let name = field.name.node.as_str();
        let known = SUBSCRIPTIONS.iter().find(|(known, _)| *known == name);
        let (_, selection) =
            known.unwrap_or_else(|| panic!("Subscription.{name} is new: it needs an example here"));
        let permission = required(field).expect("a permission");
        let tried = walkers.iter().map(async |walker| {
            let mut socket = walker.client.socket().await;
            socket
                .subscribe(&format!("subscription {{ {selection} }}"), json!({}))
                .await;
            let came = match socket.came(Duration::from_millis(300)).await {
                None => "open".to_owned(),
                Some(Came::Message(message)) => code_in(&message),
                Some(closed) => format!("{closed:?}"),
            };
            let expected = match (permission.holders(), walker.role) {
                (Holders::Anybody, _) | (Holders::SignedIn, Some(_)) => "open",
                (_, None) => "UNAUTHENTICATED",
                (Holders::Globally(roles) | Holders::InScope(roles), Some(role)) if roles.contains(&role) => {
                    "open"
                }
                _ => "FORBIDDEN",
            };
            assert_eq!(came, expected, "{} for {name}", walker.name());
        });
        join_all(tried).await;
    }
}

/// The code of the first error in a message of the protocol.
fn code_in(message: &Value) -> String {
    let errors = message
        .pointer("/payload/errors/0")
        .or(message.pointer("/payload/0"));
    let code = errors
        .and_then(|error| error.pointer("/extensions/code"))
        .and_then(Value::as_str);
    code.map_or_else(|| message.to_string(), str::to_owned)
}
