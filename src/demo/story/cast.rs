//! Who plays which role in the story of an e-service.

use ::entity::enums::{Locale, Role};

use crate::demo::{content::Municipality, e_service::EService};

/// The people around an e-service.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast<'a> {
    pub(super) municipality: &'a Municipality,
    pub(super) service: &'a EService,
}

impl<'a> Cast<'a> {
    /// Key of the person who does what a role does for the e-service: one with the role on it, else one with the role for the
    /// nearest unit above it, else one with the role for the whole municipality.
    pub(super) fn of(&self, role: Role) -> Option<&'a str> {
        let mut on_it = self.service.roles();
        on_it
            .find(|(held, _)| *held == role)
            .map(|(_, person)| person)
            .or_else(|| self.of_unit(role))
            .or_else(|| self.holder(role, None))
    }

    fn of_unit(&self, role: Role) -> Option<&'a str> {
        let upwards = self.municipality.units_upwards(&self.service.unit);
        upwards.iter().find_map(|unit| self.holder(role, Some(&unit.key)))
    }

    fn holder(&self, role: Role, unit: Option<&str>) -> Option<&'a str> {
        let mut people = self.municipality.people.iter();
        let holds = people.find(|person| {
            let mut grants = person.grants.iter();
            grants.any(|grant| grant.role == role && grant.unit.as_deref() == unit)
        });
        holds.map(|person| person.key.as_str())
    }

    /// The language that a person writes in.
    pub(super) fn language(&self, person: &str) -> Locale {
        self.municipality
            .person(person)
            .map_or(Locale::Sv, |person| person.language)
    }
}
