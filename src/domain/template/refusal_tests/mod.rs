//! A malformed template is refused with file, line and reason. Each test breaks the built-in file in one place.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod gates;

use super::{Anchor, DueRule, Template};

/// Replaces the first `from` by `to`, and expects to be told `reason` in the line where `at` then stands first after it.
fn refused(from: &str, to: &str, at: &str, reason: &str) {
    let source = Template::built_in();
    assert!(source.contains(from), "the built-in template has no {from:?}");
    let place = source.find(from).unwrap();
    let broken = source.replacen(from, to, 1);
    let offset = place + broken.get(place..).unwrap().find(at).unwrap();
    let line = broken.get(..offset).unwrap().matches('\n').count() + 1;
    let error = Template::parse("mine.toml", &broken).unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("mine.toml", line), "{error}");
    assert!(error.reason.contains(reason), "{error}");
}

fn line_of(source: &str, text: &str) -> usize {
    let offset = source.find(text).unwrap();
    source.get(..offset).unwrap().matches('\n').count() + 1
}

#[test]
fn the_error_reads_as_file_line_and_reason() {
    let error = Template::parse("mine.toml", "\n\ncolour = 1\n").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("mine.toml:3: unknown field `colour`"),
        "{error}"
    );
}

#[test]
fn what_is_not_toml_is_refused() {
    refused(
        "phase = \"decision\"",
        "phase = \"decision",
        "phase = \"decision",
        "",
    );
}

#[test]
fn an_unknown_key_is_refused() {
    refused(
        "leaves = \"decision\"",
        "leavs = \"decision\"",
        "leavs",
        "unknown field `leavs`",
    );
}

#[test]
fn an_unknown_role_is_refused() {
    refused(
        "responsible = [\"owner\"]",
        "responsible = [\"boss\"]",
        "\"boss\"",
        "unknown variant `boss`",
    );
}

#[test]
fn an_unknown_outcome_is_refused() {
    refused(
        "leaves = \"metrics\"",
        "leaves = \"joy\"",
        "\"joy\"",
        "unknown variant `joy`",
    );
}

#[test]
fn an_unknown_condition_is_refused() {
    refused(
        "kind = \"decided_go\"",
        "kind = \"decided\"",
        "\"decided\"",
        "unknown variant `decided`",
    );
}

#[test]
fn a_missing_field_is_refused_where_its_table_begins() {
    let broken = Template::built_in().replacen("responsible = [\"developer\"]\n", "", 1);
    let error = Template::parse("mine.toml", &broken).unwrap_err();
    assert_eq!(
        error.line,
        line_of(&broken, "[[activity]]\nkey = \"build.develop\""),
        "{error}"
    );
    assert_eq!(error.reason, "missing field `responsible`");
}

#[test]
fn the_same_activity_twice_is_refused() {
    let at = "key = \"inventory.cost\"\nphase = \"inventory\"\ntitle.sv = \"Identifiera";
    refused(
        "key = \"inventory.requirements\"",
        "key = \"inventory.cost\"",
        at,
        "the activity `inventory.cost` is there twice",
    );
}

#[test]
fn waiting_for_an_activity_that_is_not_there_is_refused() {
    refused(
        "after = [\"build.develop\"]",
        "after = [\"build.devlop\"]",
        "\"build.devlop\"",
        "`build.test` waits for `build.devlop`, which is not there",
    );
}

#[test]
fn waiting_for_a_later_phase_is_refused() {
    refused(
        "after = [\"preparation.approval\"]",
        "after = [\"launch.order\"]",
        "\"launch.order\"",
        "`build.develop` waits for `launch.order`, which is of a later phase",
    );
}

#[test]
fn waiting_for_the_same_twice_is_refused() {
    refused(
        "after = [\"build.develop\"]",
        "after = [\"build.develop\",\n\"build.develop\"]",
        "\"build.develop\"]",
        "`build.develop` is named twice",
    );
}

#[test]
fn waiting_in_a_circle_is_refused_with_the_circle() {
    refused(
        "after = [\"preparation.project\"]",
        "after = [\"preparation.approval\"]",
        "\"preparation.design\", \"preparation.design_check\"",
        "activities wait for each other: preparation.design → preparation.approval → preparation.design",
    );
}

#[test]
fn a_key_that_does_not_begin_with_its_phase_is_refused() {
    refused(
        "key = \"build.test\"",
        "key = \"launch.test\"",
        "key = \"launch.test\"",
        "the key `launch.test` is not `build.` followed by",
    );
}

#[test]
fn nobody_responsible_is_refused() {
    refused(
        "responsible = [\"tester\"]",
        "responsible = []",
        "responsible = []",
        "nobody is responsible for `build.test`",
    );
}

#[test]
fn an_administrator_in_the_process_is_refused() {
    refused(
        "responsible = [\"tester\"]",
        "responsible = [\"admin\"]",
        "\"admin\"",
        "an administrator takes no part",
    );
}

#[test]
fn a_role_named_twice_is_refused() {
    refused(
        "consulted = [\"editor\", \"platform_manager\"]",
        "consulted = [\"editor\", \"project_lead\"]",
        "\"project_lead\"",
        "the role `project_lead` is named twice",
    );
}

#[test]
fn due_dates_that_make_no_sense_are_refused() {
    let rules = [
        ("cycle_begun", "-1", "before the task can be begun"),
        ("phase_begun", "-5", "before the task can be begun"),
        ("deadline", "-5", "the deadline is not decided in this phase"),
        ("launch", "-5", "the launch date is not decided in this phase"),
        ("published", "5", "to be done before publication"),
        ("cycle_begun", "5000", "more than 1000 working days"),
    ];
    for (anchor, days, reason) in rules {
        let to = format!("due = {{ from = \"{anchor}\", working_days = {days} }}");
        refused(
            "due = { from = \"cycle_begun\", working_days = 10 }",
            &to,
            &to,
            reason,
        );
    }
    let to = "due = { from = \"published\", working_days = -1 }";
    refused(
        "due = { from = \"published\", working_days = 5 }",
        to,
        to,
        "before the task can be begun",
    );
}

#[test]
fn recurrences_that_make_no_sense_are_refused() {
    refused(
        "leaves = \"metrics\"",
        "recurs = \"monthly\"",
        "recurs",
        "an activity before publication cannot recur",
    );
    refused(
        "leaves = \"working_method_used\"",
        "leaves = \"metrics\"",
        "recurs",
        "leaves something behind once cannot recur",
    );
    refused(
        "due = { from = \"published\", working_days = 40 }\nrecurs = \"quarterly\"",
        "recurs = \"quarterly\"",
        "recurs",
        "needs `due` for its first time",
    );
}

#[test]
fn an_empty_text_is_refused() {
    refused(
        "name.en = \"Decision\"",
        "name.en = \"  \"",
        "name.en = \"  \"",
        "the English text is empty",
    );
    refused(
        "text.sv = \"Deadline är beslutad.\"",
        "text.sv = \"\"",
        "text.sv = \"\"",
        "the Swedish text is empty",
    );
}

#[test]
fn counting_from_the_launch_is_fine_from_build_on() {
    let changed = Template::built_in().replacen(
        "due = { from = \"deadline\", working_days = -30 }",
        "due = { from = \"launch\", working_days = -30 }",
        1,
    );
    let template = Template::parse("mine.toml", &changed).unwrap();
    let due = template.activity("build.develop").unwrap().due;
    assert_eq!(
        due,
        Some(DueRule {
            anchor: Anchor::Launch,
            working_days: -30
        })
    );
}
