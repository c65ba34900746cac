//! From what is said to a person to the message of a mail: nothing is decided here, only put in its place.

use ::entity::delivery;

use crate::{
    delivery::{Decided, Message, Recipient},
    global_id,
    service::{Services, notification::outgoing::Said},
};

/// The message of a delivery.
#[must_use]
pub fn message(services: &Services, row: &delivery::Model, said: Said) -> Message {
    let reason = said.reason();
    let link = link(&services.settings.public_url, &said);
    let told = &said.notification;
    let thing = told
        .cycle_id
        .map(|id| id.0)
        .or(told.metric_id.map(|id| id.0))
        .or(told.task_id.map(|id| id.0))
        .or(told.approval_id.map(|id| id.0))
        .unwrap_or(told.e_service_id.0);
    Message {
        kind: told.kind,
        locale: said.user.locale,
        recipient: Recipient {
            name: said.user.name.clone(),
            email: said.user.email.clone(),
        },
        e_service: said.e_service.name.clone(),
        unit: said.unit.name.clone(),
        about_on: told.about_on,
        today: services.today(),
        subject_of: said.subject.clone(),
        decided: said
            .decided
            .clone()
            .map(|(approved, by, reason)| Decided { approved, by, reason }),
        actor: said.by.clone(),
        link,
        municipality: services.settings.municipality.clone(),
        // The key of the delivery, not of the try: a mail that goes out twice has the same Message-ID.
        key: row.id.to_string(),
        thing: thing.to_string(),
        reason,
        settings_link: None,
    }
}

/// Where the thing is opened: the client application, or the pages of this server that stand in for it.
fn link(public_url: &str, said: &Said) -> String {
    let told = &said.notification;
    let path = if let Some(id) = told.task_id {
        format!("tasks/{}", global_id::encode(id))
    } else if let Some(id) = told.approval_id {
        format!("approvals/{}", global_id::encode(id))
    } else if let Some(id) = told.metric_id {
        format!("metrics/{}", global_id::encode(id))
    } else {
        format!("e-services/{}", global_id::encode(told.e_service_id))
    };
    format!("{}/{path}", public_url.trim_end_matches('/'))
}
