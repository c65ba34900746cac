//! One exact version: its canonical form, its hash, and what differs from another.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Difference, canonical, content_hash, difference};

#[test]
fn keys_are_sorted_at_every_level_without_white_space() {
    let value = json!({"b": {"z": 1, "a": [true, null, {"y": "å \"ä\" ö", "x": 1.5}]}, "a": []});
    assert_eq!(
        canonical(&value),
        r#"{"a":[],"b":{"a":[true,null,{"x":1.5,"y":"å \"ä\" ö"}],"z":1}}"#
    );
}

#[test]
fn the_hash_is_sha_256_of_the_canonical_form() {
    assert_eq!(
        content_hash(&json!({})),
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    );
}

#[test]
fn every_place_that_differs_is_named_once() {
    let before = json!({"title": "Bygglov", "steps": [{"name": "Sökande"}, {"name": "Ärende"}], "days": 5, "a/b~c": 1});
    let after =
        json!({"title": "Bygglov", "steps": [{"name": "Sökande"}], "days": 7, "a/b~c": 2, "url": "x"});
    let at = |path: &str, before: Option<&str>, after: Option<&str>| Difference {
        path: path.to_owned(),
        before: before.map(ToOwned::to_owned),
        after: after.map(ToOwned::to_owned),
    };
    assert_eq!(
        difference(&before, &after),
        [
            at("/a~1b~0c", Some("1"), Some("2")),
            at("/days", Some("5"), Some("7")),
            at("/steps/1", Some(r#"{"name":"Ärende"}"#), None),
            at("/url", None, Some("x")),
        ]
    );
}

#[test]
fn what_changes_its_form_altogether_is_one_difference() {
    let found = difference(&json!([1]), &json!("one"));
    assert_eq!(
        found,
        [Difference {
            path: String::new(),
            before: Some("[1]".to_owned()),
            after: Some("one".to_owned())
        }]
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..3).prop_map(Value::from),
        "[a-c/~]{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-c/~]{1,2}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_canonical_form_reads_back_as_the_same_value(value in any_json()) {
        let text = canonical(&value);
        prop_assert_eq!(&serde_json::from_str::<Value>(&text)?, &value);
    }

    #[test]
    fn two_versions_differ_somewhere_exactly_when_their_hashes_do(one in any_json(), other in any_json()) {
        prop_assert!(difference(&one, &one).is_empty());
        prop_assert_eq!(difference(&one, &other).is_empty(), content_hash(&one) == content_hash(&other));
    }

    #[test]
    fn every_path_leads_to_what_it_says(one in any_json(), other in any_json()) {
        for found in difference(&one, &other) {
            prop_assert_eq!(one.pointer(&found.path).is_some(), found.before.is_some());
            prop_assert_eq!(other.pointer(&found.path).is_some(), found.after.is_some());
        }
    }
}
