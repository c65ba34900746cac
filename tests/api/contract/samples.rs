//! What an artefact of each kind may say.

use ::entity::{enums::ArtefactKind, ids::ArtefactId};
use serde_json::{Value, json};

/// The body of an artefact, of the form of its kind.
pub fn body(kind: ArtefactKind) -> Value {
    match kind {
        ArtefactKind::ProcessMap => json!({
            "title": "Nuläge", "state": "as_is", "description": "Blanketten postas.", "link": null,
        }),
        ArtefactKind::Benefit => json!({
            "name": "Kortare handläggning", "description": "", "kind": "administration", "nature": "freed_time",
            "certainty": "likely", "planned_minor": null, "planned_hours": 200,
            "measures": [{ "name": "Tid", "unit": "min", "baseline": 25.0, "target": 8.0, "metric": null }],
            "how_realised": null, "realised_by": null, "expected_on": null, "how_followed_up": null, "accountable": null,
            "realisation": { "state": "planned", "measured": null, "minor": null, "hours": null },
        }),
        ArtefactKind::CostLine => json!({
            "title": "Utveckling", "description": "", "recurrence": "one_off", "direction": "cost",
            "amount_minor": 25_000_000,
        }),
        ArtefactKind::Placement => json!({ "benefit": 8, "effort": 3, "motive": "" }),
        ArtefactKind::WorkingMethodChange => json!({
            "kind": "stop", "what": "Blanketten delas ut", "description": "", "responsible": uuid::Uuid::nil(),
            "starts_on": "2027-06-14", "state": "planned", "observation": "",
        }),
        ArtefactKind::ContactChannel => json!({
            "name": "Telefon", "state": "kept", "plan": "", "equality": "Samma frågor.", "closes_on": null,
        }),
        ArtefactKind::OperationPlan => json!({
            "process_owner": uuid::Uuid::nil(), "routines": "Inkorgen läses varje dag.", "operation_minor": 1_200_000,
            "management_minor": null, "development_minor": null,
        }),
        ArtefactKind::Requirement => json!({
            "title": "Stark legitimering", "description": "", "nature": "technical", "demanding": false,
            "investigation": null,
        }),
        ArtefactKind::PlatformPermission => json!({
            "name": "Handläggare", "holder": "Bygglov", "description": "", "ticked_off": null,
        }),
        ArtefactKind::EditorialText => json!({
            "title": "Sidan om bygglov", "place": "website", "link": null, "note": "", "state": "written",
        }),
        ArtefactKind::TrainingSession => json!({
            "title": "Så handlägger du", "audience": "Handläggare", "content": "", "session_on": "2026-11-30",
            "held": false, "attendees": [], "attendee_count": null,
        }),
        ArtefactKind::Guide => json!({
            "title": "Så gör du", "audience": "recipients", "description": "", "link": null,
        }),
        ArtefactKind::MarketingAction => json!({
            "title": "Affisch", "description": "", "channel": "print", "action_on": "2026-11-30", "done": false,
        }),
        ArtefactKind::PublicationOrder => json!({
            "ordered_on": "2026-11-20", "wished_on": "2026-12-14", "note": "",
        }),
        ArtefactKind::AccessibilityStatement => json!({
            "assessed_on": null, "assessed_by": "", "conformance": null, "shortcomings": "", "link": null,
        }),
        ArtefactKind::Handover => json!({ "note": "Allt är på plats.", "left_to_do": "", "accepted": [] }),
        ArtefactKind::ClosingReport => json!({
            "done": "E-tjänsten är i drift.", "cost_minor": 100, "hours": 1, "deviations": "", "learnt": "Mycket.",
        }),
        ArtefactKind::OperationCheck => json!({
            "checked_on": "2026-11-20", "result": "works", "examined": "Alla steg.", "note": "",
        }),
        ArtefactKind::Incident => json!({
            "title": "Nere", "began_at": "2026-11-20T08:00:00Z", "ended_at": null, "severity": "outage",
            "measures": "",
        }),
        ArtefactKind::InformationCheck => json!({
            "checked_on": "2026-11-20", "places": [{ "place": "Sidan", "link": null, "state": "current" }],
            "note": "",
        }),
        ArtefactKind::PromotionAction => json!({
            "title": "Mässa", "channel": "meeting", "done_on": "2026-11-20", "note": "",
        }),
        ArtefactKind::RetirementPlan => json!({
            "retire_on": "2027-06-30", "reason": "Lagen är ändrad.", "notice": "På sidan.", "replacement": null,
            "archiving": "Beslut arkiveras.", "announced_on": null,
        }),
        ArtefactKind::FollowUpDecision => json!({
            "verdict": "keep", "motive": "Målen nås.", "minutes_reference": null, "report": null, "benefits": [],
            "metrics": [],
        }),
        ArtefactKind::PublicPage => json!({
            "title": { "sv": "Ansök om bygglov", "en": null },
            "description": { "sv": "För dig som ska bygga.", "en": null },
            "good_to_know": { "sv": "", "en": null },
            "link": null, "recipients": ["inhabitants"],
            "contact": { "name": "Servicecenter", "email": null, "phone": null, "hours": null },
        }),
        ArtefactKind::FaqEntry => json!({
            "question": { "sv": "Vad kostar det?", "en": null }, "answer": { "sv": "Se taxan.", "en": null },
            "position": 0,
        }),
        ArtefactKind::HandlingStep => json!({
            "name": { "sv": "Prövning", "en": null }, "days": 10, "position": 0,
        }),
        ArtefactKind::ProjectMember => json!({
            "user": null, "name": "Vera Konsult", "part": "Ritar prototypen.", "share": 20,
        }),
        ArtefactKind::DesignStep => json!({
            "title": "Vad du vill göra", "order": 10, "text": "", "questions": [
                { "key": "vad", "text": "Vad vill du göra?", "help": "", "answer": "one_of", "choices": ["Bygga"],
                  "mandatory": true, "condition": null, "destination": "" } ],
        }),
        ArtefactKind::DesignStatement => json!({ "role": "editor", "verdict": "fine", "text": "" }),
        ArtefactKind::SpecificationRequirement => json!({
            "text": "Sökande legitimerar sig.", "priority": "must", "origin": "", "state": "open", "reason": null,
        }),
        ArtefactKind::GuidingAnswer => json!({ "question": "retention", "answer": "Efter fem år." }),
        ArtefactKind::TestScenario => json!({
            "title": "Logga in", "steps": ["Logga in."], "expected": "Det går.", "origin": { "kind": "written" },
        }),
        ArtefactKind::TestRun => json!({
            "scenario": ArtefactId::new(), "result": "failed", "seen": "Det gick inte.", "environment": "",
            "tested_on": "2026-11-23",
        }),
        ArtefactKind::Defect => json!({
            "title": "Knappen gör inget", "description": "", "severity": "minor", "run": null, "state": "reported",
            "assignee": null, "reason": null,
        }),
        ArtefactKind::EditorRemark => json!({
            "text": "Skriv ”du”.", "place": "", "state": "open", "answer": null,
        }),
        ArtefactKind::TestGroupFinding => json!({
            "participants": "Sju personer", "worked": "Allt.", "hard": "", "change": "",
        }),
    }
}
