use std::sync::Arc;

use async_graphql::{ComplexObject, Context, EmptyMutation, EmptySubscription, Object, Schema};
use tokio::sync::Barrier;

struct Thing(i32);

object! {
    /// Something that is looked at.
    /// In two lines.
    Thing
}

#[ComplexObject]
impl Thing {
    /// How many.
    async fn number(&self) -> i32 {
        self.0
    }

    /// Fails.
    async fn broken(&self) -> Result<i32, &'static str> {
        Err("It is broken.")
    }

    /// Comes when others wait too.
    async fn slow(&self, ctx: &Context<'_>) -> i32 {
        ctx.data_unchecked::<Arc<Barrier>>().wait().await;
        self.0
    }

    /// The next one.
    async fn next(&self) -> Thing {
        Thing(self.0 + 1)
    }

    /// The next three.
    async fn following(&self) -> Vec<Thing> {
        (1..4).map(|step| Thing(self.0 + step)).collect()
    }
}

struct Root;

#[Object]
impl Root {
    async fn thing(&self) -> Thing {
        Thing(1)
    }
}

/// The answer as text; those who are slow wait until so many are.
async fn answer(query: &str, slow: usize) -> String {
    let schema = Schema::build(Root, EmptyMutation, EmptySubscription)
        .data(Arc::new(Barrier::new(slow)))
        .finish();
    let answer = schema.execute(query).await;
    serde_json::to_string(&answer).expect("an answer")
}

#[tokio::test]
async fn fields_are_answered_in_the_order_in_which_they_are_selected() {
    let query = "{ thing { next { number } other: number __typename number } }";
    let expected = r#"{"data":{"thing":{"next":{"number":2},"other":1,"__typename":"Thing","number":1}}}"#;
    assert_eq!(answer(query, 1).await, expected);
}

#[tokio::test]
async fn fields_that_have_to_wait_wait_together() {
    let query = "{ thing { a: slow number b: slow next { c: slow number } } }";
    let expected = r#"{"data":{"thing":{"a":1,"number":1,"b":1,"next":{"c":2,"number":2}}}}"#;
    assert_eq!(answer(query, 3).await, expected);
}

#[tokio::test]
async fn what_is_selected_twice_is_answered_once() {
    let query = "{ thing { following { number } next { number } next { other: number } ...F } }
        fragment F on Thing { following { next { number } } number }";
    let expected = concat!(
        r#"{"data":{"thing":{"following":[{"number":2,"next":{"number":3}},{"number":3,"next":{"number":4}},"#,
        r#"{"number":4,"next":{"number":5}}],"next":{"number":2,"other":2},"number":1}}}"#
    );
    assert_eq!(answer(query, 1).await, expected);
}

#[tokio::test]
async fn directives_leave_fields_out() {
    let query = "{ thing { number @skip(if: true) ... on Thing @include(if: true) { a: number } next @skip(if: false) { number } } }";
    let expected = r#"{"data":{"thing":{"a":1,"next":{"number":2}}}}"#;
    assert_eq!(answer(query, 1).await, expected);
}

#[tokio::test]
async fn a_field_that_fails_is_reported_with_its_path() {
    let answer = answer("{ thing { following { number broken } } }", 1).await;
    assert!(
        answer.contains(r#""path":["thing","following",2,"broken"]"#),
        "{answer}"
    );
    assert!(answer.contains(r#"{"number":4}"#), "{answer}");
}

#[test]
fn the_schema_has_the_fields_and_what_they_are() {
    let schema = Schema::new(Root, EmptyMutation, EmptySubscription).sdl();
    assert!(
        schema.contains("\"\"\"\nSomething that is looked at.\nIn two lines.\n\"\"\"\ntype Thing {"),
        "{schema}"
    );
}
