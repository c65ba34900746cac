//! Examples of the operations on notifications, choices and the outbox.

use lansera::domain::permission::Permission;
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
    ]
}

/// The queries.
pub fn queries() -> Vec<Example> {
    let ask = |field, row, says: &str| Example {
        field,
        row,
        about_it: false,
        says: Says::Query(says.to_owned()),
    };
    vec![
        ask("notificationKinds", None, "notificationKinds { kind }"),
        ask(
            "whyNotification",
            None,
            "whyNotification(kind: PASSWORD_CHANGED) { reasons { code } }",
        ),
        ask(
            "simulateReminders",
            Some(Permission::ManageNotifications),
            "simulateReminders(days: 1) { kind }",
        ),
        ask("deliveries", None, "deliveries(first: 1) { nodes { state } }"),
        ask(
            "mailPreview",
            None,
            "mailPreview(kind: LAUNCH_AHEAD, locale: SV) { subject }",
        ),
    ]
}
