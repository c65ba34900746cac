//! Who asks, and what they hold where.

use ::entity::{
    enums::{Locale, Role},
    ids::{EServiceId, MachineClientId, OrgUnitId, SessionId, UserId},
};

use super::permission::Permission;

/// A signed-in person at the moment of a request.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person.
    pub user_id: UserId,
    /// The log-in that the request came through.
    pub session_id: SessionId,
    /// The language in which the person reads.
    pub locale: Locale,
    /// The roles held now.
    pub grants: Vec<Grant>,
    /// The request, for the audit trail.
    pub request_id: Option<String>,
}

/// A program that delivers measurements or reports mails that came back, at the moment of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Which.
    pub id: MachineClientId,
    /// Who answers for it.
    pub answers: UserId,
    /// The e-services whose measurements it delivers.
    pub e_services: Vec<EServiceId>,
    /// Whether it may report mails that came back.
    pub reports_bounces: bool,
}

impl Machine {
    /// Whether it may; of measurements, those of its e-services. All else is closed to programs.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        match permission {
            Permission::DeliverMeasurements => !self.e_services.is_empty(),
            Permission::ReportBounces => self.reports_bounces,
            _ => false,
        }
    }
}

/// A role in a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// How far it reaches.
    pub scope: Scope,
}

/// How far a role reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole municipality.
    Global,
    /// A unit with everything below it.
    OrgUnit {
        /// The unit.
        id: OrgUnitId,
        /// Ids from the root down to the unit, each ended by a slash.
        path: String,
    },
    /// One e-service.
    EService(EServiceId),
}

/// Where something is: an e-service in a unit, or a unit alone.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The e-service, where it is about one.
    pub e_service: Option<EServiceId>,
    /// Path of the unit that it belongs to.
    pub unit_path: &'a str,
}

impl Scope {
    /// Whether the scope takes in the place. A unit takes in all units below it and their e-services.
    #[must_use]
    pub fn covers(&self, place: Place<'_>) -> bool {
        match self {
            Self::Global => true,
            Self::OrgUnit { path, .. } => place.unit_path.starts_with(path.as_str()),
            Self::EService(id) => place.e_service == Some(*id),
        }
    }
}

impl Actor {
    /// Whether the person holds the role at the place.
    #[must_use]
    pub fn holds(&self, role: Role, place: Place<'_>) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == role && grant.scope.covers(place))
    }

    /// Whether the person holds any role at the place.
    #[must_use]
    pub fn has_part_in(&self, place: Place<'_>) -> bool {
        self.grants.iter().any(|grant| grant.scope.covers(place))
    }

    /// Whether the person holds the role for the whole municipality.
    #[must_use]
    pub fn holds_globally(&self, role: Role) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == role && grant.scope == Scope::Global)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_takes_in_the_units_below_it_and_no_others() {
        let id = OrgUnitId::new();
        let scope = Scope::OrgUnit {
            id,
            path: "a/b/".into(),
        };
        let at = |unit_path| Place {
            e_service: None,
            unit_path,
        };
        assert!(scope.covers(at("a/b/")));
        assert!(scope.covers(at("a/b/c/")));
        assert!(!scope.covers(at("a/")));
        assert!(!scope.covers(at("a/bc/")));
    }
}
