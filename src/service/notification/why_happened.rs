//! Why somebody was told of something that happened, or was not: when it happened and by whom, whom it is told to, and what the
//! person chose.

use std::collections::BTreeSet;

use ::entity::{
    approval, audit_entry, cycle, decision,
    enums::{NotificationKind as Kind, Role},
    ids::{EServiceId, UserId},
    metric, notification, role_grant, task,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    recipients::{Holders, unit_paths},
    teller::Teller,
    why::{Asked, Reason, how_it_would_come, of_thing},
};
use crate::{
    domain::{
        actor::Actor,
        notification::{About, Details, Told, entry},
        reminder::Thing,
    },
    service::{Error, Result, Services, e_service},
};

/// That something happened.
#[derive(Clone, Copy, Debug)]
struct Happened {
    at: DateTime<Utc>,
    by: Option<UserId>,
}

/// Adds the reasons. `told` is what the person was told of it last.
///
/// # Errors
/// [`Error::NotFound`] where the thing is hidden from who asks, the database.
pub(super) async fn reasons(
    services: &Services,
    actor: &Actor,
    asked: &Asked,
    told: Option<&notification::Model>,
    reasons: &mut Vec<Reason>,
) -> Result<()> {
    let db = &services.db;
    let Some(thing) = asked.thing else {
        reasons.extend(told.map(|row| Reason::Happened(row.created_at)));
        if told.is_none() && entry(asked.kind).about == About::Account {
            reasons.push(Reason::NotHappened);
        }
        return Ok(());
    };
    let e_service = e_service_of(db, thing).await?.ok_or(Error::NotFound)?;
    e_service::queries::visible(db, actor, e_service).await?;
    let happened = happened(db, asked.kind, thing).await?;
    reasons.push(happened.map_or(Reason::NotHappened, |happened| Reason::Happened(happened.at)));
    let mut teller = Teller::new(services);
    teller.prepare(db, &[e_service], [asked.user]).await?;
    if let Some(row) = told {
        reasons.push(match (row.on_behalf_of, row.role) {
            (Some(_), _) => Reason::StandsIn,
            (None, Some(role)) => Reason::Holds(Some(role)),
            (None, None) if entry(asked.kind).watchers && teller.watches(e_service, asked.user) => {
                Reason::Watches
            }
            (None, None) => Reason::InPerson,
        });
        reasons.extend(row.digest_at.map(Reason::Gathered));
        return Ok(());
    }
    let role = whom(db, asked, thing, e_service, reasons).await?;
    if reasons.last() == Some(&Reason::HoldsNoRole)
        && entry(asked.kind).watchers
        && teller.watches(e_service, asked.user)
    {
        reasons.pop();
        reasons.push(Reason::Watches);
    }
    if let Some(happened) = happened {
        if happened.by == Some(asked.user) {
            reasons.push(Reason::OwnAction);
        }
        let since = match role {
            Some(role) => given_at(db, asked.user, role).await?,
            None => None,
        };
        reasons.extend(since.filter(|at| *at > happened.at).map(Reason::HoldsSince));
    }
    how_it_would_come(
        services,
        &teller,
        asked,
        (e_service, role),
        (services.now(), services.today()),
        reasons,
    );
    Ok(())
}

/// Whether the person is among those whom the catalogue names; answers the role for which.
async fn whom(
    db: &impl ConnectionTrait,
    asked: &Asked,
    thing: Thing,
    e_service: EServiceId,
    reasons: &mut Vec<Reason>,
) -> Result<Option<Role>> {
    let roles: BTreeSet<Role> = match (entry(asked.kind).told, thing) {
        (Told::Roles(roles), _) => roles.iter().copied().collect(),
        (Told::Responsible, Thing::Approval(id)) => {
            let row = approval::Entity::find_by_id(id).one(db).await?;
            row.map(|row| row.role).into_iter().collect()
        }
        _ => {
            let concerned = in_person(db, asked.kind, thing).await?.contains(&asked.user);
            reasons.push(if concerned {
                Reason::InPerson
            } else {
                Reason::SomebodyElse
            });
            return Ok(None);
        }
    };
    let paths = unit_paths(db, &[e_service]).await?;
    let holders = Holders::load(db, &[e_service], &roles).await?;
    let people = holders.of(
        e_service,
        paths.get(&e_service).map_or("", String::as_str),
        &roles,
    );
    let role = people.get(&asked.user).copied().flatten();
    reasons.push(match role {
        Some(role) => Reason::Holds(Some(role)),
        None => Reason::HoldsNoRole,
    });
    Ok(role)
}

/// Who is told in person, where the thing says so.
async fn in_person(db: &impl ConnectionTrait, kind: Kind, thing: Thing) -> Result<Vec<UserId>, DbErr> {
    Ok(match thing {
        Thing::Approval(id) => {
            let row = approval::Entity::find_by_id(id).one(db).await?;
            row.map_or_else(Vec::new, |row| {
                let answered = row.decided_by.filter(|_| kind == Kind::ApprovalVoid);
                [Some(row.asked_by), answered].into_iter().flatten().collect()
            })
        }
        Thing::Task(id) => {
            let row = task::Entity::find_by_id(id).one(db).await?;
            row.and_then(|row| row.assignee_id).into_iter().collect()
        }
        Thing::Cycle(_) | Thing::Metric(_) => Vec::new(),
    })
}

/// When a role that the person holds was given to them last.
async fn given_at(
    db: &impl ConnectionTrait,
    user: UserId,
    role: Role,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let row = role_grant::Entity::find()
        .filter(role_grant::COLUMN.user_id.eq(user))
        .filter(role_grant::COLUMN.role.eq(role))
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .order_by_asc(role_grant::COLUMN.granted_at)
        .one(db)
        .await?;
    Ok(row.map(|row| row.granted_at))
}

async fn e_service_of(db: &impl ConnectionTrait, thing: Thing) -> Result<Option<EServiceId>, DbErr> {
    Ok(match thing {
        Thing::Cycle(id) => {
            let row = cycle::Entity::find_by_id(id).one(db).await?;
            row.map(|row| row.e_service_id)
        }
        Thing::Metric(id) => {
            let row = metric::Entity::find_by_id(id).one(db).await?;
            row.map(|row| row.e_service_id)
        }
        Thing::Task(id) => {
            let row = task::Entity::find_by_id(id).one(db).await?;
            row.map(|row| row.e_service_id)
        }
        Thing::Approval(id) => {
            let row = approval::Entity::find_by_id(id).one(db).await?;
            row.map(|row| row.e_service_id)
        }
    })
}

/// When it happened last and by whom: what the thing itself says, else the audit trail, else what anybody was told.
async fn happened(db: &impl ConnectionTrait, kind: Kind, thing: Thing) -> Result<Option<Happened>, DbErr> {
    let found = match (kind, thing) {
        (Kind::ApprovalAsked | Kind::ApprovalDecided | Kind::ApprovalVoid, Thing::Approval(id)) => {
            let row = approval::Entity::find_by_id(id).one(db).await?;
            return Ok(row.and_then(|row| {
                let (at, by) = match kind {
                    Kind::ApprovalAsked => (Some(row.asked_at), Some(row.asked_by)),
                    Kind::ApprovalDecided => (row.decided_at, row.decided_by),
                    _ => (row.voided_at, None),
                };
                Some(Happened { at: at?, by })
            }));
        }
        (Kind::DecisionMade, Thing::Cycle(id)) => {
            let row = decision::Entity::find()
                .filter(decision::COLUMN.cycle_id.eq(id))
                .order_by_desc(decision::COLUMN.decided_at)
                .one(db)
                .await?;
            row.map(|row| Happened {
                at: row.decided_at,
                by: Some(row.decided_by),
            })
        }
        (Kind::TaskAssigned, Thing::Task(id)) => done(db, id.0, &["task.assign", "task.take"]).await?,
        (Kind::Published, Thing::Cycle(id)) => done(db, id.0, &["cycle.publish"]).await?,
        (Kind::LaunchMoved, Thing::Cycle(id)) => done(db, id.0, &["cycle.move_launch_date"]).await?,
        _ => None,
    };
    match found {
        Some(found) => Ok(Some(found)),
        None => told_to_anybody(db, kind, thing).await,
    }
}

/// The newest entry of the audit trail of one of these actions on a thing.
async fn done(db: &impl ConnectionTrait, thing: Uuid, actions: &[&str]) -> Result<Option<Happened>, DbErr> {
    let row = audit_entry::Entity::find()
        .filter(audit_entry::COLUMN.thing_id.eq(thing))
        .filter(audit_entry::COLUMN.action.is_in(actions.iter().copied()))
        .order_by_desc(audit_entry::COLUMN.at)
        .one(db)
        .await?;
    Ok(row.map(|row| Happened {
        at: row.at,
        by: row.actor_id,
    }))
}

async fn told_to_anybody(
    db: &impl ConnectionTrait,
    kind: Kind,
    thing: Thing,
) -> Result<Option<Happened>, DbErr> {
    let row = of_thing(notification::Entity::find(), Some(thing))
        .filter(notification::COLUMN.kind.eq(kind))
        .order_by_desc(notification::COLUMN.created_at)
        .one(db)
        .await?;
    Ok(row.map(|row| Happened {
        at: row.created_at,
        by: serde_json::from_value::<Details>(row.details)
            .ok()
            .and_then(|details| details.by),
    }))
}
