//! Who holds a role for an e-service: the people that something is told to.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    e_service,
    enums::{Role, ScopeKind},
    ids::{EServiceId, UserId},
    org_unit, role_grant, user,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationTrait,
    sea_query::{SimpleExpr, UnionType},
};

use super::tell::People;
use crate::{database::KEYS_AT_A_TIME, domain::reminder::Occurrence};

/// The holders of some roles, for some e-services.
#[derive(Clone, Debug, Default)]
pub struct Holders {
    on_e_service: HashMap<(EServiceId, Role), BTreeSet<UserId>>,
    on_unit: HashMap<Role, Vec<(String, UserId)>>,
    everywhere: HashMap<Role, BTreeSet<UserId>>,
}

impl Holders {
    /// Loads them: one statement, for thousands of e-services some more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(
        db: &impl ConnectionTrait,
        e_services: &[EServiceId],
        roles: &BTreeSet<Role>,
    ) -> Result<Self, DbErr> {
        let held = |scope: SimpleExpr| {
            let select = role_grant::Entity::find()
                .join(JoinType::InnerJoin, role_grant::Relation::User.def())
                .join(JoinType::LeftJoin, role_grant::Relation::OrgUnit.def())
                .column_as(org_unit::Column::Path, "unit_path")
                .filter(user::COLUMN.active.eq(true))
                .filter(role_grant::COLUMN.revoked_at.is_null())
                .filter(role_grant::COLUMN.role.is_in(roles.iter().copied()))
                .filter(scope);
            select.into_query()
        };
        let on_these =
            |some: &[EServiceId]| held(role_grant::COLUMN.e_service_id.is_in(some.iter().copied()));
        let mut select = held(role_grant::COLUMN.scope_kind.ne(ScopeKind::EService));
        let mut chunks = e_services.chunks(KEYS_AT_A_TIME);
        // A union and no OR: each half finds its rows by an index, where one condition over both would compare every row with every key.
        if let Some(first) = chunks.next() {
            select.union(UnionType::All, on_these(first));
        }
        let mut rows = db.query_all(&select).await?;
        for some in chunks {
            rows.extend(db.query_all(&on_these(some)).await?);
        }
        let mut holders = Self::default();
        for row in rows {
            let grant = <role_grant::Model as sea_orm::FromQueryResult>::from_query_result(&row, "")?;
            let path: Option<String> = row.try_get("", "unit_path")?;
            match (grant.scope_kind, grant.e_service_id, path) {
                (ScopeKind::EService, Some(id), _) => {
                    holders
                        .on_e_service
                        .entry((id, grant.role))
                        .or_default()
                        .insert(grant.user_id);
                }
                (ScopeKind::OrgUnit, _, Some(path)) => {
                    holders
                        .on_unit
                        .entry(grant.role)
                        .or_default()
                        .push((path, grant.user_id));
                }
                _ => {
                    holders
                        .everywhere
                        .entry(grant.role)
                        .or_default()
                        .insert(grant.user_id);
                }
            }
        }
        Ok(holders)
    }

    /// Everybody who holds one of the roles for the e-service in a unit with this path, each with the first of the roles that
    /// they hold. Who holds a role on the e-service itself stands for it; only where nobody does, those who hold it for the unit
    /// or everywhere.
    #[must_use]
    pub fn of(&self, e_service: EServiceId, unit_path: &str, roles: &BTreeSet<Role>) -> People {
        let mut people = People::new();
        for role in roles {
            for user in self.of_role(e_service, unit_path, *role) {
                people.entry(user).or_insert(Some(*role));
            }
        }
        people
    }

    fn of_role(&self, e_service: EServiceId, unit_path: &str, role: Role) -> BTreeSet<UserId> {
        if let Some(people) = self.on_e_service.get(&(e_service, role)) {
            return people.clone();
        }
        // Of several units above, the nearest one counts: not every management of the municipality is told of each e-service.
        let above = || {
            self.on_unit
                .get(&role)
                .into_iter()
                .flatten()
                .filter(|(path, _)| unit_path.starts_with(path))
        };
        if let Some(nearest) = above().map(|(path, _)| path.len()).max() {
            return above()
                .filter(|(path, _)| path.len() == nearest)
                .map(|(_, user)| *user)
                .collect();
        }
        self.everywhere.get(&role).cloned().unwrap_or_default()
    }
}

/// Whom these reminders concern: those who hold their roles, and the assignees. In the order that they are given in. Two statements.
///
/// # Errors
/// Where the database fails.
pub async fn concerned(
    db: &impl ConnectionTrait,
    occurrences: Vec<Occurrence>,
) -> Result<Vec<(Occurrence, People)>, DbErr> {
    let e_services: BTreeSet<_> = occurrences
        .iter()
        .map(|occurrence| occurrence.e_service)
        .collect();
    let e_services: Vec<_> = e_services.into_iter().collect();
    let roles = occurrences
        .iter()
        .flat_map(|occurrence| occurrence.roles.iter().copied())
        .collect();
    let holders = Holders::load(db, &e_services, &roles).await?;
    let paths = unit_paths(db, &e_services).await?;
    let of = |occurrence: Occurrence| {
        let path = paths.get(&occurrence.e_service).map_or("", String::as_str);
        let mut people = holders.of(occurrence.e_service, path, &occurrence.roles);
        if let Some(assignee) = occurrence.assignee {
            people.entry(assignee).or_insert(None);
        }
        (occurrence, people)
    };
    Ok(occurrences.into_iter().map(of).collect())
}

/// The path of the unit of each e-service. One statement, for thousands some more.
///
/// # Errors
/// Where the database fails.
pub async fn unit_paths(
    db: &impl ConnectionTrait,
    e_services: &[EServiceId],
) -> Result<HashMap<EServiceId, String>, DbErr> {
    let mut paths = HashMap::new();
    for some in e_services.chunks(KEYS_AT_A_TIME) {
        let rows: Vec<(EServiceId, String)> = e_service::Entity::find()
            .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
            .filter(e_service::COLUMN.id.is_in(some.iter().copied()))
            .select_only()
            .column(e_service::Column::Id)
            .column(org_unit::Column::Path)
            .into_tuple()
            .all(db)
            .await?;
        paths.extend(rows);
    }
    Ok(paths)
}
