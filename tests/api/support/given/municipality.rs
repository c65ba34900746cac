//! The municipality of the stories: a few units, and the people who have the roles.

use ::entity::{
    enums::{Locale, Role},
    ids::{EServiceId, OrgUnitId},
};
use lansera::service::organisation::units;

use super::{Given, Person, done};

/// How far a role reaches.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// The whole municipality.
    Everywhere,
    /// A unit with those below it.
    Unit(OrgUnitId),
    /// One e-service.
    EService(EServiceId),
}

/// The units, and the people who have a role in all of the municipality.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// The top.
    pub whole: OrgUnitId,
    /// Below the top: roads, plans and permits.
    pub building: OrgUnitId,
    /// Below that: building permits. E-services belong here if nothing else is said.
    pub permits: OrgUnitId,
    /// Below the top: schools.
    pub schools: OrgUnitId,
    /// Administrator.
    pub admin: Person,
    /// Whoever else takes part in e-services if nothing else is said.
    pub cast: Cast,
}

/// A person for each role that takes part in an e-service.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Decides, for a unit with those below it.
    pub management: Person,
    /// Owns the e-service.
    pub owner: Person,
    /// Leads its development. Reads English.
    pub project_lead: Person,
    /// Manages it in operation.
    pub service_manager: Person,
    /// Answers for the platform.
    pub platform_manager: Person,
    /// Reviews and publishes.
    pub editor: Person,
    /// States the detailed requirements.
    pub requirements_owner: Person,
    /// Builds.
    pub developer: Person,
    /// Tests.
    pub tester: Person,
    /// Uses it at work.
    pub case_officer: Person,
    /// Belongs to the operations.
    pub business: Person,
}

impl Cast {
    /// The person with a role; nobody here is administrator.
    pub fn of(&self, role: Role) -> &Person {
        match role {
            Role::Management => &self.management,
            Role::Owner => &self.owner,
            Role::ProjectLead => &self.project_lead,
            Role::ServiceManager => &self.service_manager,
            Role::PlatformManager => &self.platform_manager,
            Role::Editor => &self.editor,
            Role::RequirementsOwner => &self.requirements_owner,
            Role::Developer => &self.developer,
            Role::Tester => &self.tester,
            Role::CaseOfficer => &self.case_officer,
            Role::Business => &self.business,
            Role::Admin => panic!("an administrator takes no part in an e-service"),
        }
    }
}

impl Given<'_> {
    /// Other people than [`Municipality::cast`], who have a role for a unit; those on an e-service they get with the e-service.
    pub async fn cast(&self, family_name: &str, unit: OrgUnitId) -> Cast {
        let person = async |name: &str| self.person(&format!("{name} {family_name}")).await;
        let cast = Cast {
            management: person("Margareta").await,
            owner: person("Örjan").await,
            project_lead: self
                .person_reading(&format!("Philip {family_name}"), Locale::En)
                .await,
            service_manager: person("Frida").await,
            platform_manager: person("Plamen").await,
            editor: person("Edit").await,
            requirements_owner: person("Kristina").await,
            developer: person("Ulf").await,
            tester: person("Terese").await,
            case_officer: person("Håkan").await,
            business: person("Vera").await,
        };
        self.role(&cast.management, Role::Management, Scope::Unit(unit))
            .await;
        self.role(&cast.business, Role::Business, Scope::Unit(unit)).await;
        cast
    }
}

pub(super) async fn make(given: Given<'_>) -> Municipality {
    let unit =
        async |name: &str, parent| done(name, units::create(given.services(), None, name, parent).await);
    let whole = unit("Exempelkommun", None).await;
    let building = unit("Samhällsbyggnad", Some(whole)).await;
    let permits = unit("Bygglov", Some(building)).await;
    let schools = unit("Utbildning", Some(whole)).await;
    let cast = given.cast("Ek", building).await;
    given.role(&cast.editor, Role::Editor, Scope::Everywhere).await;
    let platform_manager = &cast.platform_manager;
    given
        .role(platform_manager, Role::PlatformManager, Scope::Everywhere)
        .await;
    Municipality {
        whole,
        building,
        permits,
        schools,
        admin: given.person_with("Adam Ek", Role::Admin, Scope::Everywhere).await,
        cast,
    }
}
