//! Examples of the operations on notifications, choices and the outbox.

use serde_json::json;

use super::{Example, NEVER, Says, example};
use crate::contract::rows::{Made, id};

/// The mutations.
pub fn mutations(made: &Made) -> Vec<Example> {
    let nothing_to_say = |field| Example {
        field,
        row: None,
        about_it: false,
        says: Says::Nothing,
    };
    vec![
        example("markNotificationsRead", false, json!({})),
        example("markNotificationsSeen", false, json!({})),
        example("archiveNotifications", false, json!({ "notificationIds": [] })),
        example(
            "snoozeNotification",
            false,
            json!({ "notificationId": id(made.told[0]), "untilAt": "2020-01-01T00:00:00Z" }),
        ),
        example("saveNotificationChoices", false, json!({ "version": NEVER })),
        example(
            "setEServiceAttention",
            true,
            json!({ "eServiceId": id(made.id), "attention": null }),
        ),
        example(
            "setReminderDays",
            true,
            json!({ "eServiceId": id(made.id), "series": "LAUNCH", "days": [400] }),
        ),
        nothing_to_say("renewCalendarAddress"),
        nothing_to_say("closeCalendarAddress"),
        example("resendDeliveries", false, json!({ "deliveryIds": [] })),
        example(
            "reportBounce",
            false,
            json!({ "recipient": "nobody@exempelkommun.example", "permanent": true, "diagnostic": "550" }),
        ),
        example("releaseMailHold", false, json!({ "userId": id(made.by) })),
        example(
            "sendTestMail",
            false,
            json!({ "kind": "LAUNCH_AHEAD", "locale": "SV" }),
        ),
    ]
}

/// The queries.
pub fn queries() -> Vec<Example> {
    let ask = |field, says: &str| Example {
        field,
        row: None,
        about_it: false,
        says: Says::Query(says.to_owned()),
    };
    vec![
        ask("notificationKinds", "notificationKinds { kind }"),
        ask(
            "whyNotification",
            "whyNotification(kind: PASSWORD_CHANGED) { reasons { code } }",
        ),
        ask("simulateReminders", "simulateReminders(days: 1) { kind }"),
        ask("deliveries", "deliveries(first: 1) { nodes { state } }"),
        ask(
            "mailPreview",
            "mailPreview(kind: LAUNCH_AHEAD, locale: SV) { subject }",
        ),
    ]
}
