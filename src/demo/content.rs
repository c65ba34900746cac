//! What the demo's municipality consists of, read from the files in `assets/demo/` that are compiled in.
//!
//! People, units and e-services name one another by short keys. All dates are days from today, negative in the past.

use ::entity::enums::{Locale, Role, ScopeKind};
use serde::{Deserialize, de::DeserializeOwned};

use super::{consistency, e_service::EService, texts::Texts};

/// A municipality with its units, people, e-services and texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Municipality {
    /// Its name.
    pub name: String,
    /// The domain of everybody's address.
    pub domain: String,
    /// Keys of the people whom the demo proposes to log in as: an owner, a service manager, a member of management.
    pub log_ins: Vec<String>,
    /// Units, each after the one above it.
    pub units: Vec<Unit>,
    /// People.
    pub people: Vec<Person>,
    /// E-services.
    pub e_services: Vec<EService>,
    /// Texts that the e-services share.
    pub texts: Texts,
}

/// An organisational unit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Key.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// Key of the unit above; none for the municipality itself.
    pub parent: Option<String>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Key.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// Address for mail and for logging in.
    pub email: String,
    /// What the person works as, in Swedish.
    pub title: String,
    /// Language of mails.
    #[serde(default = "swedish")]
    pub language: Locale,
    /// Roles for a unit or for the whole municipality.
    #[serde(default)]
    pub grants: Vec<Grant>,
}

/// A role for a unit or for the whole municipality.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// Key of the unit; none where the role holds for the whole municipality.
    pub unit: Option<String>,
}

impl Municipality {
    /// The person of that key.
    #[must_use]
    pub fn person(&self, key: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.key == key)
    }

    /// The unit of that key, then those above it up to the municipality; nothing where there is no such unit.
    #[must_use]
    pub fn units_upwards(&self, key: &str) -> Vec<&Unit> {
        let mut upwards: Vec<&Unit> = Vec::new();
        // Units come after the ones above them, so that going backwards meets them in this order.
        for unit in self.units.iter().rev() {
            let wanted = upwards.last().map_or(Some(key), |below| below.parent.as_deref());
            if wanted == Some(&unit.key) {
                upwards.push(unit);
            }
        }
        upwards
    }

    /// Every role that anybody holds, with its scope: those of people and those of e-services.
    pub fn roles_with_scopes(&self) -> impl Iterator<Item = (Role, ScopeKind)> {
        let reaching = self.people.iter().flat_map(|person| &person.grants);
        let reaching = reaching.map(|grant| match grant.unit {
            Some(_) => (grant.role, ScopeKind::OrgUnit),
            None => (grant.role, ScopeKind::Global),
        });
        let on_e_services = self.e_services.iter().flat_map(EService::roles);
        reaching.chain(on_e_services.map(|(role, _)| (role, ScopeKind::EService)))
    }
}

/// Why the content cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A file is not TOML, or lacks something, or has something that nothing reads; it says where.
    #[error("assets/demo/{file}: {source}")]
    Malformed {
        /// The file.
        file: &'static str,
        /// What the reader of TOML says.
        source: Box<toml::de::Error>,
    },
    /// The files can be read but contradict one another; every fault in a sentence.
    #[error("assets/demo: {}", .0.join("; "))]
    Inconsistent(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MunicipalityFile {
    name: String,
    domain: String,
    log_ins: Vec<String>,
    #[serde(rename = "unit")]
    units: Vec<Unit>,
    #[serde(rename = "person")]
    people: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EServiceFile {
    #[serde(rename = "e_service")]
    e_services: Vec<EService>,
}

macro_rules! asset {
    ($file:literal) => {
        read($file, include_str!(concat!("../../assets/demo/", $file)))
    };
}

/// The municipality of the demo.
///
/// # Errors
/// When a file cannot be read as what it should be, or when the files contradict one another.
pub fn municipality() -> Result<Municipality, ContentError> {
    let file: MunicipalityFile = asset!("municipality.toml")?;
    let e_service_files: [EServiceFile; 8] = [
        asset!("e_services/building.toml")?,
        asset!("e_services/streets.toml")?,
        asset!("e_services/childcare.toml")?,
        asset!("e_services/schools.toml")?,
        asset!("e_services/leisure.toml")?,
        asset!("e_services/care.toml")?,
        asset!("e_services/families.toml")?,
        asset!("e_services/administration.toml")?,
    ];
    let municipality = Municipality {
        name: file.name,
        domain: file.domain,
        log_ins: file.log_ins,
        units: file.units,
        people: file.people,
        e_services: e_service_files
            .into_iter()
            .flat_map(|file| file.e_services)
            .collect(),
        texts: asset!("texts.toml")?,
    };
    match consistency::faults(&municipality) {
        faults if faults.is_empty() => Ok(municipality),
        faults => Err(ContentError::Inconsistent(faults)),
    }
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, ContentError> {
    toml::from_str(text).map_err(|error| ContentError::Malformed {
        file,
        source: Box::new(error),
    })
}

fn swedish() -> Locale {
    Locale::Sv
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::demo::e_service::Standing;

    #[test]
    fn the_municipality_has_25_people_and_40_e_services() {
        let municipality = municipality().unwrap();
        assert_eq!(municipality.people.len(), 25);
        assert_eq!(municipality.e_services.len(), 40);
        assert_eq!(municipality.units.len(), 13);
    }

    #[test]
    fn every_role_is_held_by_somebody() {
        let municipality = municipality().unwrap();
        for role in Role::ALL {
            let held = municipality.roles_with_scopes().any(|(holds, _)| holds == *role);
            assert!(held, "{role:?}");
        }
    }

    #[test]
    fn everybody_has_a_role_and_three_read_english() {
        let municipality = municipality().unwrap();
        for person in &municipality.people {
            let on_e_service = municipality
                .e_services
                .iter()
                .any(|service| service.roles().any(|(_, key)| key == person.key));
            assert!(on_e_service || !person.grants.is_empty(), "{}", person.name);
        }
        let english = municipality.people.iter();
        assert_eq!(english.filter(|person| person.language == Locale::En).count(), 3);
    }

    #[test]
    fn several_e_services_stand_at_each_place_of_the_process_and_twelve_are_live() {
        let e_services = municipality().unwrap().e_services;
        let at = |standing| {
            let standing_there = e_services.iter().filter(|service| service.standing == standing);
            standing_there.count()
        };
        for standing in Standing::ALL {
            assert!(at(*standing) >= 2, "{standing:?}");
        }
        assert_eq!(at(Standing::Management) + at(Standing::FollowUp), 12);
    }

    #[test]
    fn launches_lie_ahead_by_every_lead_time_and_one_date_has_passed() {
        let e_services = municipality().unwrap().e_services;
        let launches: Vec<_> = e_services
            .iter()
            .filter(|service| service.standing == Standing::Launch)
            .filter_map(|service| service.launch_date)
            .collect();
        for days in [30, 14, 7, 1, 0] {
            assert!(launches.contains(&days), "{days}");
        }
        assert_eq!(launches.iter().filter(|days| **days < 0).count(), 1);
    }

    #[test]
    fn two_e_services_are_confidential_and_some_are_for_staff() {
        let e_services = municipality().unwrap().e_services;
        assert_eq!(
            e_services.iter().filter(|service| service.confidential).count(),
            2
        );
        let internal = ::entity::enums::Audience::Internal;
        assert!(
            e_services
                .iter()
                .filter(|service| service.audience == internal)
                .count()
                >= 5
        );
    }

    #[test]
    fn the_log_ins_are_an_owner_a_service_manager_and_a_member_of_management() {
        let municipality = municipality().unwrap();
        let [owner, manager, management] = municipality.log_ins.as_slice() else {
            panic!("three log-ins");
        };
        let holds = |key: &str, role: Role| {
            let mut held = municipality.e_services.iter().flat_map(EService::roles);
            held.any(|held| held == (role, key))
        };
        assert!(holds(owner, Role::Owner));
        assert!(holds(manager, Role::ServiceManager));
        let grants = &municipality.person(management).unwrap().grants;
        assert!(grants.iter().any(|grant| grant.role == Role::Management));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named_with_the_line() {
        let error = read::<MunicipalityFile>("municipality.toml", "name = \"Lindeby\"\nmayor = 1\n").err();
        let told = error.unwrap().to_string();
        assert!(
            told.contains("municipality.toml") && told.contains("line 2"),
            "{told}"
        );
    }
}
