//! Who may see which e-services, and which roles somebody holds at them, as conditions in SQL.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{e_service, enums::Role, org_unit};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait, Select,
    sea_query::{Expr, ExprTrait, IntoColumnRef, LikeExpr},
};

use crate::domain::actor::{Actor, Scope};

/// The e-services that the person may see, joined with their unit.
pub(in crate::service) fn visible_to(actor: &Actor) -> Select<e_service::Entity> {
    e_service::Entity::find()
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(visibility(actor))
}

/// What must hold of an e-service (and of the unit joined with it) for the person to see it: the same as
/// [`crate::service::access::may_see`], in SQL.
pub(in crate::service) fn visibility(actor: &Actor) -> Condition {
    let scopes = || actor.grants.iter().map(|grant| &grant.scope);
    if scopes().any(|scope| *scope == Scope::Global) {
        return Condition::all();
    }
    in_scopes(scopes())
        .add(e_service::COLUMN.confidential.eq(false))
        .add(e_service::COLUMN.proposed_by.eq(actor.user_id))
}

/// What must hold of a row that waits for a role at an e-service (which is joined with its unit) for the person to hold that role
/// there. The database plans short conditions faster than it finds rows, so there is one for each role and not one for each grant.
pub(in crate::service) fn held_at(actor: &Actor, role: impl IntoColumnRef + Copy) -> Condition {
    let mut scopes: BTreeMap<Role, Vec<&Scope>> = BTreeMap::new();
    for grant in &actor.grants {
        scopes.entry(grant.role).or_default().push(&grant.scope);
    }
    // Whoever holds none holds none here.
    let none = Condition::any().add(Expr::value(false));
    scopes.into_iter().fold(none, |any, (held, scopes)| {
        let here = Condition::all().add(Expr::col(role).eq(held));
        any.add(if scopes.contains(&&Scope::Global) {
            here
        } else {
            here.add(in_scopes(scopes))
        })
    })
}

/// What must hold of an e-service (and of the unit joined with it) to lie in one of these scopes, none of which is everywhere.
pub(in crate::service) fn in_scopes<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> Condition {
    let (mut e_services, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for scope in scopes {
        match scope {
            Scope::Global => {}
            Scope::OrgUnit { path, .. } => {
                paths.insert(path);
            }
            Scope::EService(id) => {
                e_services.insert(*id);
            }
        }
    }
    let mut any = Condition::any().add(e_service::COLUMN.id.is_in(e_services));
    for path in paths {
        let path = LikeExpr::new(format!("{path}%"));
        any = any.add(Expr::col((org_unit::Entity, org_unit::Column::Path)).like(path));
    }
    any
}
