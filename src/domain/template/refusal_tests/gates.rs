//! Phases, gates and approvals that are refused.

use super::{Template, line_of, refused};

/// The built-in template without what stands from one text up to another.
fn without(from: &str, up_to: &str) -> String {
    let source = Template::built_in();
    let start = source.find(from).unwrap();
    let end = start + source.get(start..).unwrap().find(up_to).unwrap();
    format!("{}{}", source.get(..start).unwrap(), source.get(end..).unwrap())
}

/// What is missing altogether has no line of its own: the first is named.
fn refused_without(from: &str, up_to: &str, reason: &str) {
    let error = Template::parse("mine.toml", &without(from, up_to)).unwrap_err();
    assert_eq!((error.line, error.reason.as_str()), (1, reason));
}

#[test]
fn a_phase_twice_is_refused() {
    let from = "[[phase]]\nphase = \"launch\"";
    let to = "[[phase]]\nphase = \"build\"";
    refused(
        from,
        to,
        "phase = \"build\"",
        "the phase `build` is described twice",
    );
}

#[test]
fn a_missing_phase_is_refused() {
    refused_without(
        "[[phase]]\nphase = \"launch\"",
        "[[phase]]\nphase = \"management\"",
        "the phase `launch` is missing",
    );
}

#[test]
fn a_missing_gate_is_refused() {
    refused_without(
        "[[gate]]\nfrom = \"build\"",
        "[[gate]]\nfrom = \"launch\"",
        "the gate from `build` to `launch` is missing",
    );
}

#[test]
fn a_missing_approval_is_refused() {
    refused_without(
        "[[approval]]\nsubject = \"test\"",
        "[[approval]]\nsubject = \"editorial\"",
        "the approval of `test` is missing",
    );
}

#[test]
fn a_gate_that_skips_a_phase_is_refused() {
    refused(
        "from = \"inventory\"\nto = \"decision\"",
        "from = \"inventory\"\nto = \"build\"",
        "to = \"build\"",
        "no gate leads from `inventory` to `build`",
    );
}

#[test]
fn a_condition_twice_is_refused() {
    let broken = Template::built_in().replacen("kind = \"owner_appointed\"", "kind = \"tasks_done\"", 1);
    let error = Template::parse("mine.toml", &broken).unwrap_err();
    let second = "[[gate.condition]]\nkind = \"tasks_done\"\ntext.sv = \"E-tjänsten har";
    assert_eq!(error.line, line_of(&broken, second), "{error}");
    assert_eq!(error.reason, "the condition `tasks_done` is there twice");
}

#[test]
fn what_the_process_states_as_a_rule_cannot_be_taken_away() {
    let rules = [
        (
            "decided_go",
            "[[gate.condition]]\nkind = \"approach_decided\"",
            "from = \"decision\"",
        ),
        (
            "specification_approved",
            "[[gate.condition]]\nkind = \"metrics_approved\"",
            "from = \"preparation\"",
        ),
        (
            "e_service_approved",
            "[[gate.condition]]\nkind = \"launch_date_set\"",
            "from = \"build\"",
        ),
        (
            "launch_date_reached",
            "[[gate]]\nfrom = \"management\"",
            "from = \"launch\"\nto",
        ),
    ];
    for (kind, up_to, gate) in rules {
        let broken = without(&format!("[[gate.condition]]\nkind = \"{kind}\""), up_to);
        let error = Template::parse("mine.toml", &broken).unwrap_err();
        assert_eq!(error.line, line_of(&broken, gate), "{error}");
        assert!(
            error.reason.ends_with(&format!("cannot do without `{kind}`")),
            "{error}"
        );
    }
}

#[test]
fn a_gate_that_looks_at_an_activity_that_is_not_there_is_refused() {
    let broken = Template::built_in().replace("management.handover", "management.hand_over");
    let error = Template::parse("mine.toml", &broken).unwrap_err();
    assert_eq!(
        error.line,
        line_of(&broken, "[[gate.condition]]\nkind = \"handover_done\""),
        "{error}"
    );
    assert!(
        error
            .reason
            .contains("`handover_done` looks at `management.handover`"),
        "{error}"
    );
}

#[test]
fn an_administrator_who_approves_is_refused() {
    refused(
        "role = \"tester\"",
        "role = \"admin\"",
        "role = \"admin\"",
        "an administrator approves nothing",
    );
}
