//! From what a parcel carries to a finished mail: nothing is decided here, only put in its place.

use ::entity::{
    delivery,
    ids::{CycleId, TaskId},
};

use crate::{
    delivery::{
        Ahead, Contents, Decided, Gathering, Line, Mail, Message, Recipient, RenderError, Sender, render,
        render_gathering,
    },
    domain::notification::entry,
    global_id::{self, Named},
    service::{
        Services,
        notification::{
            outgoing::{Load, Parcel},
            overview::{self, Overview},
            saying::{Said, thing_of},
            unsubscribe,
        },
    },
};

/// The mail of a delivery.
///
/// # Errors
/// See [`RenderError`].
pub fn mail(
    services: &Services,
    row: &delivery::Model,
    parcel: Parcel,
    sender: &Sender,
) -> Result<Mail, RenderError> {
    let now = services.now();
    let contents = match parcel.load {
        Load::Notice(said) => {
            let mut message = message(services, *said);
            message.titles_only = parcel.choices.titles_only;
            // The key of the delivery, not of the try: a mail that goes out twice has the same Message-ID.
            message.key = row.id.to_string();
            return render(&message, sender, now);
        }
        Load::Digest(said) => {
            Contents::Digest(said.into_iter().map(|said| message(services, said)).collect())
        }
        Load::Overview(overview) => Contents::Overview(parts(services, overview)),
    };
    let gathering = Gathering {
        locale: parcel.user.locale,
        recipient: Recipient {
            name: parcel.user.name,
            email: parcel.user.email,
        },
        municipality: services.settings.municipality.clone(),
        key: row.id.to_string(),
        titles_only: parcel.choices.titles_only,
        link: address(services, "notifications"),
        settings_link: Some(address(services, "settings/notifications")),
        contents,
    };
    render_gathering(&gathering, sender, now)
}

/// The message of a notification.
#[must_use]
pub fn message(services: &Services, said: Said) -> Message {
    let told = &said.notification;
    let thing = thing_of(told).map(|thing| thing.to_string());
    let e_service = told.e_service_id.map(|id| id.to_string());
    let row = entry(told.kind);
    let (e_service_name, unit_name) = match &said.place {
        Some((e_service, unit)) => (e_service.name.clone(), unit.name.clone()),
        None => (String::new(), String::new()),
    };
    Message {
        kind: told.kind,
        locale: said.user.locale,
        e_service: e_service_name,
        unit: unit_name,
        about_on: told.about_on,
        former_on: said.details.former,
        today: services.today(),
        subject_of: said.subject.clone(),
        decided: said
            .decided
            .clone()
            .map(|(approved, by, reason)| Decided { approved, by, reason }),
        actor: said.by.clone(),
        link: link(services, &said),
        municipality: services.settings.municipality.clone(),
        key: told.id.to_string(),
        thing: thing.unwrap_or_else(|| told.user_id.to_string()),
        thread: e_service.unwrap_or_else(|| told.user_id.to_string()),
        reason: said.reason(),
        on_behalf_of: said.on_behalf_of.clone(),
        titles_only: false,
        settings_link: Some(address(services, "settings/notifications")),
        unsubscribe_link: if row.is_security() {
            None
        } else {
            let token = unsubscribe::token(services, told.user_id, row.category).ok();
            token.map(|token| format!("{}/unsubscribe/{token}", services.settings.server_url()))
        },
        recipient: Recipient {
            name: said.user.name,
            email: said.user.email,
        },
    }
}

fn address(services: &Services, path: &str) -> String {
    format!("{}/{path}", services.settings.public_url.trim_end_matches('/'))
}

/// Where the thing is opened: the client application, or the pages of this server that stand in for it.
fn link(services: &Services, said: &Said) -> String {
    let told = &said.notification;
    let path = if let Some(id) = told.task_id {
        format!("tasks/{}", global_id::encode(id))
    } else if let Some(id) = told.approval_id {
        format!("approvals/{}", global_id::encode(id))
    } else if let Some(id) = told.metric_id {
        format!("metrics/{}", global_id::encode(id))
    } else if let Some(id) = told.e_service_id {
        format!("e-services/{}", global_id::encode(id))
    } else {
        "account".to_owned()
    };
    address(services, &path)
}

fn parts(services: &Services, overview: Overview) -> Vec<(Ahead, Vec<Line>)> {
    let launches = lines(&overview.launches, |ahead: &overview::Ahead<CycleId>| {
        address(
            services,
            &format!("e-services/{}", global_id::encode(ahead.e_service)),
        )
    });
    let parts = [
        (Ahead::Launches, launches),
        (
            Ahead::Measures,
            lines(&overview.measures, |ahead| there(services, "metrics", ahead.id)),
        ),
        (
            Ahead::Approvals,
            lines(&overview.approvals, |ahead| {
                there(services, "approvals", ahead.id)
            }),
        ),
        (
            Ahead::Tasks,
            lines(&overview.tasks, |ahead: &overview::Ahead<TaskId>| {
                there(services, "tasks", ahead.id)
            }),
        ),
    ];
    parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

fn there(services: &Services, path: &str, id: impl Named) -> String {
    address(services, &format!("{path}/{}", global_id::encode(id)))
}

fn lines<Id>(things: &[overview::Ahead<Id>], link: impl Fn(&overview::Ahead<Id>) -> String) -> Vec<Line> {
    things
        .iter()
        .map(|ahead| Line {
            name: ahead.name.clone(),
            e_service: ahead.e_service_name.clone(),
            on: ahead.on,
            link: link(ahead),
        })
        .collect()
}
