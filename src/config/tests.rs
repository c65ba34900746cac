//! What is accepted as a setting.

use super::*;

fn with(name: &'static str, value: &str) -> Result<Settings, SettingsError> {
    Settings::load(&Overrides {
        file: None,
        values: vec![(name, value.into())],
    })
}

#[test]
fn the_defaults_are_accepted() {
    assert!(Settings::load(&Overrides::default()).is_ok());
}

#[test]
fn a_wrong_setting_is_named_in_one_line() {
    for (name, value) in [
        ("listen", "nowhere"),
        ("time_zone", "Europe/Kumla"),
        ("database.url", "mysql://x"),
        ("tokens.access_seconds", "5"),
        ("mail.transport", "pigeon"),
        ("reminders.send_hour", "24"),
        ("reminders.task_days", "3, 400"),
        ("reminders.launch_escalation", "soon"),
        ("reminders.task_escalation", "5 boss"),
        ("reminders.check_escalation", "5 admin"),
        ("reminders.report_escalation", "0 owner"),
        ("reminders.measure_escalation", "5, 5 owner"),
        ("reminders.approval_escalation", "7, 3"),
        ("jobs.retry_seconds", "0"),
        ("jobs.lease_seconds", "66"),
        ("limits.depth", "3"),
        ("mail.timeout_seconds", "0"),
        ("mail.at_once", "0"),
        ("notifications.keep_days", "3"),
        ("mail.mails_per_connection", "0"),
        ("mail.connection_seconds", "0"),
        ("mail.dkim_domain", "kommun.example"),
        ("allowed_origins", "https://klient.example, *"),
        ("trusted_proxies", "10.0.0.0/8, nobody"),
    ] {
        let error = with(name, value).expect_err(name).to_string();
        assert!(!error.contains('\n'), "{error}");
        let last = name.rsplit('.').next().expect("a name");
        assert!(error.contains(last), "{name} is named in: {error}");
    }
}

#[test]
fn origins_can_be_given_as_words_with_commas() {
    let settings = with("allowed_origins", "https://a.example, http://localhost:5173").expect("accepted");
    assert_eq!(
        settings.allowed_origins,
        ["https://a.example", "http://localhost:5173"]
    );
}

#[test]
fn an_unknown_setting_is_refused() {
    assert!(
        with("listn", "127.0.0.1:1")
            .expect_err("unknown")
            .to_string()
            .contains("listn")
    );
}

#[test]
fn days_can_be_given_with_commas_as_the_environment_does() {
    let settings = with("reminders.launch_days", "21, 3,0").expect("accepted");
    assert_eq!(settings.reminders.launch_days, [21, 3, 0]);
    assert!(
        with("reminders.measure_days", "soon")
            .expect_err("no days")
            .to_string()
            .contains("measure_days")
    );
}

#[test]
fn what_is_late_goes_up_as_the_settings_say() {
    use ::entity::enums::Role;
    let settings = with("reminders.task_escalation", "2, 4 owner+management").expect("accepted");
    let steps = &settings.reminders.task_escalation;
    let told: Vec<_> = steps
        .iter()
        .map(|step| (step.after_working_days, step.roles.len()))
        .collect();
    assert_eq!(told, [(2, 0), (4, 2)]);
    assert!(steps[1].roles.contains(&Role::Owner));
    assert_eq!(
        with("reminders.task_escalation", "")
            .expect("accepted")
            .reminders
            .task_escalation,
        []
    );
    let word = with("reminders.task_escalation", "5 boss")
        .expect_err("no role")
        .to_string();
    assert!(word.contains("boss"), "{word}");
}

#[test]
fn secrets_are_not_shown() {
    let settings = with("mail.password", "hemligt").expect("accepted");
    assert!(!format!("{settings:?}").contains("hemligt"));
}
