//! Examples of the operations on approvals.

use ::entity::enums::ApprovalSubject;
use lansera::domain::permission::Permission;
use serde_json::json;

use super::{Example, NEVER, Trying, example};
use crate::contract::rows::{Made, SUBJECTS, id};

/// The mutations.
pub fn mutations(made: &Made, by: &Trying) -> Vec<Example> {
    let mut all = Vec::new();
    for (key, (subject, _)) in made.approvals.iter().zip(SUBJECTS) {
        // Their permission is that of the design.
        if matches!(subject, ApprovalSubject::Specification | ApprovalSubject::Metrics) {
            continue;
        }
        let seen = json!({ "approvalId": id(*key), "version": NEVER, "contentHash": "0", "reason": "Nej." });
        let mut given = seen.clone();
        given.as_object_mut().expect("an object").remove("reason");
        for (field, input) in [("approve", given), ("reject", seen)] {
            all.push(Example {
                row: Some(Permission::to_approve(subject)),
                ..example(field, true, input)
            });
        }
    }
    all.push(example(
        "askApproval",
        true,
        json!({ "cycleId": id(made.cycle), "subject": "DESIGN" }),
    ));
    // Whoever asked takes the question back; here that is whoever tries.
    let asked = made.asked_by(by.user).unwrap_or(made.approvals[0]);
    all.push(example(
        "withdrawApproval",
        true,
        json!({ "approvalId": id(asked), "version": NEVER }),
    ));
    all
}
