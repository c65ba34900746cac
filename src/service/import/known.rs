//! What is there already: units, people and e-services that a spreadsheet names. Four statements, however long it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ::entity::{
    e_service,
    ids::{EServiceId, OrgUnitId, UserId},
    imported_e_service, org_unit, user,
};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::domain::import::{Column, Draft, RowProblem};

/// What is there already.
pub(super) struct Known {
    /// Units by their names in small letters; several may have the same.
    units: HashMap<String, Vec<OrgUnitId>>,
    /// People with an open account, by address.
    pub people: BTreeMap<String, UserId>,
    /// Addresses whose account is closed.
    closed: BTreeSet<String>,
    by_external_id: HashMap<String, EServiceId>,
    by_name: HashMap<(OrgUnitId, String), EServiceId>,
}

/// So many values go into one statement.
const BATCH: usize = 5_000;

impl Known {
    pub(super) async fn load(db: &impl ConnectionTrait, drafts: &[&Draft]) -> Result<Self, DbErr> {
        let mut known = Self {
            units: HashMap::new(),
            people: BTreeMap::new(),
            closed: BTreeSet::new(),
            by_external_id: HashMap::new(),
            by_name: HashMap::new(),
        };
        for unit in org_unit::Entity::find().all(db).await? {
            known
                .units
                .entry(unit.name.to_lowercase())
                .or_default()
                .push(unit.id);
        }
        let emails: BTreeSet<&str> = drafts
            .iter()
            .flat_map(|draft| [draft.owner.email.as_str(), draft.manager.email.as_str()])
            .collect();
        let emails: Vec<&str> = emails.into_iter().collect();
        for some in emails.chunks(BATCH) {
            let found = user::Entity::find().filter(user::COLUMN.email.is_in(some.iter().copied()));
            for person in found.all(db).await? {
                if person.active {
                    known.people.insert(person.email, person.id);
                } else {
                    known.closed.insert(person.email);
                }
            }
        }
        for row in imported_e_service::Entity::find()
            .filter(imported_e_service::COLUMN.external_id.is_not_null())
            .all(db)
            .await?
        {
            if let Some(external_id) = row.external_id {
                known.by_external_id.insert(external_id, row.e_service_id);
            }
        }
        let names: Vec<(EServiceId, OrgUnitId, String)> = e_service::Entity::find()
            .select_only()
            .column(e_service::Column::Id)
            .column(e_service::Column::OrgUnitId)
            .column(e_service::Column::Name)
            .into_tuple()
            .all(db)
            .await?;
        for (id, unit, name) in names {
            known.by_name.insert((unit, name.to_lowercase()), id);
        }
        Ok(known)
    }

    /// The unit of a row; none where there is none of its name, or several.
    pub(super) fn unit(&self, draft: &Draft) -> Option<OrgUnitId> {
        match self.units.get(&draft.unit.to_lowercase())?.as_slice() {
            [id] => Some(*id),
            _ => None,
        }
    }

    /// The e-service that a row is about, where it is there.
    pub(super) fn e_service(&self, draft: &Draft) -> Option<EServiceId> {
        if let Some(id) = draft
            .external_id
            .as_ref()
            .and_then(|id| self.by_external_id.get(id))
        {
            return Some(*id);
        }
        let key = (self.unit(draft)?, draft.name.to_lowercase());
        self.by_name.get(&key).copied()
    }

    /// What is wrong with the name of a unit.
    pub(super) fn unit_problem(&self, name: &str) -> Option<RowProblem> {
        let of_this_name = self.units.get(&name.to_lowercase()).map_or(0, Vec::len);
        let (sv, en) = match of_this_name {
            0 => (
                format!("Enheten ”{name}” finns inte."),
                format!("There is no unit “{name}”."),
            ),
            1 => return None,
            _ => (
                format!("Det finns flera enheter som heter ”{name}”."),
                format!("There are several units named “{name}”."),
            ),
        };
        Some(RowProblem::new(Column::Unit, sv, en))
    }

    /// All that is wrong with a row where it is to be brought in.
    pub(super) fn problems(&self, draft: &Draft, today: NaiveDate, create_people: bool) -> Vec<RowProblem> {
        let mut problems: Vec<_> = self.unit_problem(&draft.unit).into_iter().collect();
        if draft.launched_on > today {
            problems.push(RowProblem::new(
                Column::Launched,
                "Ligger i framtiden; bara e-tjänster i drift läses in.",
                "Lies in the future; only e-services in operation are brought in.",
            ));
        }
        for (column, person) in [(Column::Owner, &draft.owner), (Column::Manager, &draft.manager)] {
            let email = &person.email;
            if self.closed.contains(email) {
                problems.push(RowProblem::new(
                    column,
                    format!("Kontot för {email} är stängt."),
                    format!("The account of {email} is closed."),
                ));
            } else if !self.people.contains_key(email) && !create_people {
                problems.push(RowProblem::new(
                    column,
                    format!("{email} har inget konto."),
                    format!("{email} has no account."),
                ));
            }
        }
        problems
    }
}
