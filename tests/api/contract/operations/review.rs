//! Examples of the operations on the editor's review and the findings of the test group.

use ::entity::enums::ArtefactKind;
use lansera::domain::permission::Permission;
use serde_json::json;

use super::{Example, NEVER, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let cycle = id(made.cycle);
    let remark = id(made.artefact(ArtefactKind::EditorRemark));
    let mut all = vec![
        example(
            "saveEditorRemark",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "text": "Skriv ”du”." }),
        ),
        example(
            "saveTestGroupFinding",
            true,
            json!({ "cycleId": cycle, "version": NEVER, "participants": "Sju personer", "worked": "Allt." }),
        ),
    ];
    for (state, permission) in [
        ("MENDED", Permission::WriteBuildNote),
        ("ACCEPTED", Permission::ApproveEditorial),
    ] {
        let input = json!({ "editorRemarkId": remark, "version": NEVER, "state": state });
        all.push(Example {
            row: Some(permission),
            ..example("setRemarkState", true, input)
        });
    }
    all
}
