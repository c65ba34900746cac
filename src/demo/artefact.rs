//! What the people of the demo make in their cycles: bodies of artefacts, with places to be filled in.

use ::entity::enums::{ArtefactKind, Audience, Role};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde_json::Value;

/// Something that is made when an activity is carried out.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// Key of the activity in the process template.
    pub activity: String,
    /// What it is.
    pub kind: ArtefactKind,
    /// The role of whoever makes it.
    pub by: Role,
    /// The only audience that it suits; none where it suits both.
    pub audience: Option<Audience>,
    /// Made only every so manieth time, where the activity recurs, and for every so manieth e-service.
    #[serde(default = "always")]
    pub every: usize,
    /// What it says, of the form of its kind. In texts, `{name}` stands for the name of the e-service, `{today}`, `{before}` and
    /// `{launch}` for the day on which it is made, three days before, and the launch date.
    pub body: Value,
}

fn always() -> usize {
    1
}

/// What is filled in.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// Name of the e-service.
    pub name: &'a str,
    /// The day on which it is made.
    pub today: NaiveDate,
    /// The launch date; that day where there is none yet.
    pub launch: NaiveDate,
}

/// A body with its places filled in.
#[must_use]
pub fn filled(body: &Value, places: Places<'_>) -> Value {
    match body {
        Value::String(text) => {
            let before = places.today.checked_sub_days(Days::new(3));
            let before = before.unwrap_or(places.today);
            let text = text
                .replace("{name}", places.name)
                .replace("{today}", &places.today.to_string())
                .replace("{before}", &before.to_string())
                .replace("{launch}", &places.launch.to_string());
            Value::String(text)
        }
        Value::Array(values) => values.iter().map(|value| filled(value, places)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| (name.clone(), filled(value, places)))
                .collect()
        }
        other => other.clone(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{demo::content::municipality, domain::template::Template};

    #[test]
    fn places_are_filled_in_wherever_they_stand() {
        let places = Places {
            name: "Tomtkö",
            today: "2027-03-04".parse().unwrap(),
            launch: "2027-04-12".parse().unwrap(),
        };
        let body =
            json!({ "title": "Om {name}", "days": ["{today}", "{before}"], "on": "{launch}", "held": true });
        let expected = json!({
            "title": "Om Tomtkö", "days": ["2027-03-04", "2027-03-01"], "on": "2027-04-12", "held": true,
        });
        assert_eq!(filled(&body, places), expected);
    }

    #[test]
    fn everything_is_made_in_an_activity_of_the_process() {
        let template = Template::parse("process.toml", Template::built_in()).unwrap();
        for made in municipality().unwrap().artefacts {
            assert!(template.activity(&made.activity).is_some(), "{}", made.activity);
        }
    }
}
