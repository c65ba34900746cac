//! When reminders go out, and to whom what is late goes up, by the settings.

use chrono::NaiveTime;

use crate::{
    config,
    domain::{
        calendar::Zone,
        reminder::{Policy, Step},
    },
};

/// When reminders go out, by the settings.
#[must_use]
pub fn policy(settings: &config::Settings) -> Policy {
    let given = &settings.reminders;
    let mut policy = Policy::default();
    for (series, _, leads) in given.leads() {
        policy = policy.with_leads(series, leads.clone());
    }
    for (series, _, steps) in given.escalations() {
        let steps = steps.iter().map(|step| Step {
            after_working_days: step.after_working_days,
            roles: step.roles.clone(),
        });
        policy = policy.with_overdue(series, steps.collect());
    }
    policy.send_at = NaiveTime::from_hms_opt(given.send_hour, 0, 0).unwrap_or_default();
    policy.zone = Zone::from(settings.time_zone);
    policy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, Settings};

    #[test]
    fn the_settings_say_by_default_what_the_policy_does() {
        let settings = Settings::load(&Overrides::default()).expect("the defaults");
        assert_eq!(policy(&settings), Policy::default());
    }
}
