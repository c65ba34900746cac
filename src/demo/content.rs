//! What the demo's municipality consists of, read from the files in `assets/demo/` that are compiled in.
//!
//! People, units and e-services name one another by short keys. All dates are days from today, negative in the past.

use ::entity::enums::{Locale, Role, ScopeKind};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    artefact::Made, build::BROUGHT_IN, consistency, development::Development, e_service::EService,
    fresh::Fresh, ground::Ground, texts::Texts, voices::Voices,
};

#[cfg(test)]
mod tests;

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
    /// What people make when they carry out an activity, in this order.
    pub artefacts: Vec<Made>,
    /// The ground for the decision and the working method, which the e-services share.
    pub ground: Ground,
    /// Needs, views and suggestions.
    pub voices: Voices,
    /// What people make while e-services are prepared, built and tested.
    pub development: Development,
    /// What is done on the day on which the demo is opened, in this order.
    pub fresh: Vec<Fresh>,
    /// What was done right before that.
    pub lately: Vec<Fresh>,
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
    /// How many e-services it has: those whose story is told, and those that were brought in.
    #[must_use]
    pub fn e_service_count(&self) -> usize {
        let heading = 1;
        self.e_services.len() + BROUGHT_IN.lines().count().saturating_sub(heading)
    }

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
    fresh: Vec<Fresh>,
    #[serde(default)]
    lately: Vec<Fresh>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EServiceFile {
    #[serde(rename = "e_service")]
    e_services: Vec<EService>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArtefactFile {
    #[serde(rename = "made")]
    made: Vec<Made>,
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
    let artefact_files: [ArtefactFile; 2] = [
        asset!("artefacts/launch.toml")?,
        asset!("artefacts/operation.toml")?,
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
        artefacts: artefact_files.into_iter().flat_map(|file| file.made).collect(),
        ground: asset!("ground.toml")?,
        voices: asset!("voices.toml")?,
        development: asset!("development.toml")?,
        fresh: file.fresh,
        lately: file.lately,
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
