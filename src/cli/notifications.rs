//! `lansera notifications`: the page docs/notifications.md, from the catalogue and what the settings say by default.

use std::fmt::Write;

use ::entity::enums::{
    DeliveryMode, Locale, NotificationCategory as Category, NotificationKind, ReminderSeries as Series, Role,
};

use crate::{
    config::{DEFAULTS, Reminders, Settings},
    delivery::{Message, RenderError, Sender, render},
    domain::{
        notification::{Entry, Told, default_mode, entry},
        reminder::{Policy, kinds},
        words,
    },
};

const INTRODUCTION: &str = "\
# Notifications

Every kind of notification, by the categories that people choose by. Printed from the catalogue
(`src/domain/notification/catalogue.rs`), the defaults of the settings and the words of mails (`assets/mail/`) by
`cargo run -- notifications > docs/notifications.md`; a test fails when they differ. An installation's own lead times and steps are
shown by `notificationKinds`.

For all of them:

- Nobody is told what they did themselves, nor the same thing twice; but of their account everybody is told, also by themselves.
- A role is told in the person of whoever holds it nearest: on the e-service, else for the unit, else for the whole municipality.
- Who watches an e-service is told what is marked *and those who watch*; who mutes it is told only what is asked of them in person. Who
  stands in for somebody that is away is told what they are.
- Before a mail goes out it is asked again whether its reason is still there, and whether the person still holds the role. What is done, moved
  or called off is not said.
- Reminders go out on working days from the hour in `reminders.send_hour`. A day before the date that is free moves to the working day before
  it, a due day that is free to the one after it. A step that was missed is made up for once; a newer one takes its place.
- What goes up stops after its last step, and with the first step after which nothing is left to remind of. Steps and lead times
  are settings (`config/default.toml`, section `[reminders]`); lead times an e-service can have of its own (`setReminderDays`), and
  `simulateReminders` tells beforehand what would go to whom.
- *By mail* is what holds for those who have not chosen (`saveNotificationChoices`). In the app everything comes at once.
";

/// The page, in Markdown.
///
/// # Errors
/// Where the defaults or a sample are broken.
pub fn page() -> Result<String, PageError> {
    // Whatever is set where it is printed.
    let settings: Settings = toml::from_str(DEFAULTS)?;
    let policy = crate::service::notification::policy::policy(&settings);
    let sender = Sender::new("Lansera <lansera@kommun.example>", "https://kommun.example")?;
    let mut page = INTRODUCTION.to_owned();
    for category in Category::ALL {
        // Writing into a string can't fail.
        let _ = write!(
            page,
            "\n## {} ({})\n",
            words::as_heading(words::category(*category, Locale::En)),
            words::as_heading(words::category(*category, Locale::Sv)),
        );
        for kind in NotificationKind::ALL {
            let row = entry(*kind);
            if row.category == *category {
                section(&mut page, &row, &policy, &settings.reminders, &sender)?;
            }
        }
    }
    Ok(page)
}

/// Why the page could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The defaults are no settings.
    #[error(transparent)]
    Settings(#[from] toml::de::Error),
    /// A sample could not be rendered.
    #[error(transparent)]
    Sample(#[from] RenderError),
}

fn section(
    page: &mut String,
    row: &Entry,
    policy: &Policy,
    settings: &Reminders,
    sender: &Sender,
) -> Result<(), RenderError> {
    let _ = write!(
        page,
        "\n### {} ({}) `{}`\n\n{}\n\n- Who: {}.\n",
        row.name.en,
        row.name.sv,
        row.kind.name().to_uppercase(),
        row.when.en,
        who(row, policy),
    );
    if let Some(series) = row.series {
        when(page, row, series, policy, settings);
    }
    let _ = writeln!(page, "- By mail: {}.", by_mail(row));
    for (language, locale) in [("Swedish", Locale::Sv), ("English", Locale::En)] {
        let message = Message::sample(row.kind, locale);
        let day = message.today.and_time(chrono::NaiveTime::MIN).and_utc();
        let subject = render(&message, sender, day)?.subject;
        let _ = writeln!(page, "- {language} subject: {subject}");
    }
    Ok(())
}

fn who(row: &Entry, policy: &Policy) -> String {
    let escalation = policy.escalation(row);
    let mut who = match row.told {
        Told::Roles(roles) => {
            let first = escalation
                .first()
                .map(|step| step.roles.iter().copied().collect());
            names(&first.unwrap_or_else(|| roles.to_vec()))
        }
        Told::Responsible => {
            "the assignee; where there is none, those who hold the responsible role".to_owned()
        }
        Told::Asker => "whoever asked".to_owned(),
        Told::Person => "the person whom it happened to".to_owned(),
    };
    if row.watchers {
        who.push_str("; and those who watch");
    }
    who
}

/// Lead times and steps, each with its setting.
fn when(page: &mut String, row: &Entry, series: Series, policy: &Policy, settings: &Reminders) {
    let leads = policy.leads(row);
    if !leads.is_empty() {
        let days: Vec<_> = leads.iter().map(i64::to_string).collect();
        let on_the_date = if kinds(series)[1] == row.kind {
            ", and on it"
        } else {
            ""
        };
        let _ = write!(
            page,
            "- When: {} days before the date{on_the_date}",
            days.join(", ")
        );
        if let Some((_, setting, _)) = settings.leads().iter().find(|(of, ..)| *of == series) {
            let _ = write!(page, " (`{setting}`; of one e-service `setReminderDays`)");
        }
        page.push_str(".\n");
    }
    let steps = policy.escalation(row);
    if steps.is_empty() {
        return;
    }
    let steps: Vec<_> = steps
        .iter()
        .map(|step| {
            let roles: Vec<_> = step.roles.iter().copied().collect();
            let told = if roles.is_empty() {
                String::new()
            } else {
                format!(" to {}", names(&roles))
            };
            format!("after {}{told}", step.after_working_days)
        })
        .collect();
    let setting = settings.escalations();
    let setting = setting.iter().find(|(of, ..)| *of == series);
    let _ = writeln!(
        page,
        "- Goes up, in working days: {}; then it stops (`{}`).",
        steps.join("; "),
        setting.map_or("", |(_, setting, _)| setting),
    );
}

fn by_mail(row: &Entry) -> String {
    if row.is_security() {
        return "at once, at any hour; cannot be turned off".to_owned();
    }
    let others = |mode| -> Vec<Role> {
        let roles = Role::ALL.iter().copied();
        roles
            .filter(|role| default_mode(row, Some(*role)) == mode && may_be_told(row, *role))
            .collect()
    };
    let mut said = "at once".to_owned();
    for (mode, name) in [
        (DeliveryMode::Daily, "gathered daily"),
        (DeliveryMode::Weekly, "gathered weekly"),
    ] {
        let roles = others(mode);
        if !roles.is_empty() {
            let _ = write!(said, "; {name} for {}", names(&roles));
        }
    }
    said
}

/// Whether a kind may be told for a role at all.
fn may_be_told(row: &Entry, role: Role) -> bool {
    match row.told {
        Told::Roles(roles) => roles.contains(&role),
        _ => true,
    }
}

fn names(roles: &[Role]) -> String {
    let names: Vec<_> = roles
        .iter()
        .map(|role| format!("`{}`", role.name().to_uppercase()))
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_docs_is_what_the_catalogue_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/notifications.md");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == page().expect("a page"),
            "renew it: cargo run -- notifications > docs/notifications.md"
        );
    }

    #[test]
    fn every_kind_is_on_the_page_once() {
        let page = page().expect("a page");
        for kind in NotificationKind::ALL {
            let name = format!(" `{}`\n", kind.name().to_uppercase());
            assert_eq!(page.matches(&name).count(), 1, "{kind:?}");
        }
    }
}
