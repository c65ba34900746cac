//! Every query on people, their roles and their log-ins.

use std::collections::HashMap;

use ::entity::{
    enums::{Locale, Role, ScopeKind},
    ids::{EServiceId, OrgUnitId, RoleGrantId, SessionId, UserId},
    org_unit, role_grant, session, user,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{ExprTrait, LikeExpr, SelectStatement},
};

use crate::{
    domain::actor::{Actor, Grant, Scope},
    service::{
        Result,
        columns::{self, Cells, Columns, columns},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind, anywhere},
    },
};

columns! {
    /// A person, as others see them.
    pub struct Person of user {
        /// Key.
        id: UserId,
        /// Rises with every change.
        version: i32,
        /// Name as shown.
        name: String,
        /// By which lists are ordered.
        name_key: String,
        /// Address.
        email: String,
        /// Language of mails.
        locale: Locale,
        /// False once the person has left.
        active: bool,
    }
}

columns! {
    /// What is known of a person at their sign-in.
    pub struct Account of user {
        /// Key.
        id: UserId,
        /// Language of messages.
        locale: Locale,
        /// Rises with every change of roles.
        role_epoch: i32,
    }
}

columns! {
    /// A role that is held, as every request asks for it.
    pub struct HeldRole of role_grant {
        /// Key of the grant.
        id: RoleGrantId,
        /// The role.
        role: Role,
        /// How far it reaches.
        scope_kind: ScopeKind,
        /// The unit that it reaches, with those below.
        org_unit_id: Option<OrgUnitId>,
        /// The e-service that it reaches.
        e_service_id: Option<EServiceId>,
    }
}

/// A log-in with its person and the roles held now.
#[derive(Clone, Debug)]
pub struct OpenSession {
    /// The log-in.
    pub id: SessionId,
    /// The person.
    pub user: Account,
    /// The roles, each with the path of its unit.
    pub grants: Vec<(HeldRole, Option<String>)>,
}

impl OpenSession {
    /// The person as an actor.
    #[must_use]
    pub fn actor(&self, request_id: Option<String>) -> Actor {
        Actor {
            user_id: self.user.id,
            session_id: self.id,
            locale: self.user.locale,
            grants: self
                .grants
                .iter()
                .filter_map(|(grant, path)| scoped(grant, path.as_deref()))
                .collect(),
            request_id,
        }
    }

    /// Whether the person holds what they held when they began to listen.
    #[must_use]
    pub fn holds_as(&self, actor: &Actor) -> bool {
        let now = self.actor(None).grants;
        now.len() == actor.grants.len() && now.iter().all(|grant| actor.grants.contains(grant))
    }
}

fn scoped(grant: &HeldRole, unit_path: Option<&str>) -> Option<Grant> {
    let scope = match grant.scope_kind {
        ScopeKind::Global => Scope::Global,
        ScopeKind::OrgUnit => Scope::OrgUnit {
            id: grant.org_unit_id?,
            path: unit_path?.to_owned(),
        },
        ScopeKind::EService => Scope::EService(grant.e_service_id?),
    };
    Some(Grant {
        role: grant.role,
        scope,
    })
}

/// The log-in with its person and roles, if it has not ended and the person has not left. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn open_session(
    db: &impl ConnectionTrait,
    id: SessionId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<OpenSession>, DbErr> {
    let mut select = open(now).filter(session::COLUMN.id.eq(id)).into_query();
    select_account(&mut select);
    let mut open = None;
    for row in db.query_all(&select).await? {
        add(&mut open, id, &mut Cells::of(&row))?;
    }
    Ok(open)
}

/// Those of these log-ins that have not ended, with the person and the roles of each. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn open_sessions(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = SessionId>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<HashMap<SessionId, OpenSession>, DbErr> {
    let mut select = open(now)
        .filter(session::COLUMN.id.is_in(ids))
        .column(session::Column::Id)
        .into_query();
    select_account(&mut select);
    let mut sessions: HashMap<SessionId, Option<OpenSession>> = HashMap::new();
    for row in db.query_all(&select).await? {
        let mut cells = Cells::of(&row);
        let id = cells.take()?;
        add(sessions.entry(id).or_default(), id, &mut cells)?;
    }
    Ok(sessions
        .into_iter()
        .filter_map(|(id, open)| Some((id, open?)))
        .collect())
}

/// Log-ins that have not ended, of people who have not left, with what they hold.
fn open(now: chrono::DateTime<chrono::Utc>) -> Select<session::Entity> {
    session::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, session::Relation::User.def())
        .join(
            JoinType::LeftJoin,
            user::Relation::RoleGrant.def().on_condition(|_, grant| {
                sea_orm::sea_query::Expr::col((grant, role_grant::Column::RevokedAt))
                    .is_null()
                    .into()
            }),
        )
        .join(JoinType::LeftJoin, role_grant::Relation::OrgUnit.def())
        .filter(session::COLUMN.ended_at.is_null())
        .filter(session::COLUMN.expires_at.gt(now))
        .filter(user::COLUMN.active.eq(true))
}

fn select_account(select: &mut SelectStatement) {
    columns::select::<Account>(select, user::Entity);
    columns::select::<HeldRole>(select, role_grant::Entity);
    select.column((org_unit::Entity, org_unit::Column::Path));
}

/// Takes a row of a log-in: the person, and one of the roles.
fn add(open: &mut Option<OpenSession>, id: SessionId, cells: &mut Cells<'_>) -> Result<(), DbErr> {
    let user = Account::read(cells)?;
    let held = open.get_or_insert_with(|| OpenSession {
        id,
        user,
        grants: Vec::new(),
    });
    if let Some(grant) = cells.take_if_there()? {
        held.grants.push((grant, cells.take()?));
    }
    Ok(())
}

/// What a person holds now. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn grants_of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<Grant>, DbErr> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::COLUMN.user_id.eq(user))
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .find_also_related(org_unit::Entity)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(grant, unit)| scoped(&grant.into(), unit.as_ref().map(|unit| unit.path.as_str())))
        .collect())
}

/// People with their keys; the order is not that of the keys.
///
/// # Errors
/// Where the database fails.
pub async fn users(db: &impl ConnectionTrait, ids: &[UserId]) -> Result<HashMap<UserId, user::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = user::Entity::find()
        .filter(user::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A person.
///
/// # Errors
/// Where the database fails.
pub async fn user(db: &impl ConnectionTrait, id: UserId) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find_by_id(id).one(db).await
}

/// Whether nobody has an account yet: the database is new.
///
/// # Errors
/// Where the database fails.
pub async fn is_nobody_there(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(user::Entity::find().one(db).await?.is_none())
}

/// The person with an address.
///
/// # Errors
/// Where the database fails.
pub async fn user_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::COLUMN.email.eq(email.trim().to_lowercase()))
        .one(db)
        .await
}

/// A page of people by name; `search` finds parts of names and addresses.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn users_page(
    db: &impl ConnectionTrait,
    search: Option<&str>,
    args: &PageArgs,
    count: bool,
) -> Result<Page<user::Model>> {
    let window = args.window(SortKind::Text)?;
    let mut select: Select<user::Entity> = user::Entity::find();
    if let Some(search) = search.map(str::trim).filter(|search| !search.is_empty()) {
        select = select.filter(
            sea_orm::sea_query::Expr::col((user::Entity, user::Column::SearchText))
                .like(LikeExpr::new(anywhere(search)).escape('\\')),
        );
    }
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(select, user::Column::NameKey, user::Column::Id, Order::Asc)
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Text(row.name_key.clone()),
        id: row.id.0,
    }))
}

/// The roles that people hold now, by person. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn roles_of(
    db: &impl ConnectionTrait,
    ids: &[UserId],
) -> Result<HashMap<UserId, Vec<role_grant::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = role_grant::Entity::find()
        .filter(role_grant::COLUMN.user_id.is_in(ids.iter().copied()))
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .all(db)
        .await?;
    let mut held: HashMap<UserId, Vec<role_grant::Model>> = HashMap::new();
    for row in rows {
        held.entry(row.user_id).or_default().push(row);
    }
    Ok(held)
}

/// How many people hold the role for the whole municipality.
///
/// # Errors
/// Where the database fails.
pub async fn global_holders(db: &impl ConnectionTrait, role: Role) -> Result<u64, DbErr> {
    role_grant::Entity::find()
        .filter(role_grant::COLUMN.role.eq(role))
        .filter(role_grant::COLUMN.scope_kind.eq(ScopeKind::Global))
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .count(db)
        .await
}

/// The grant that a person holds now of a role in a scope.
///
/// # Errors
/// Where the database fails.
pub async fn held(
    db: &impl ConnectionTrait,
    user: UserId,
    role: Role,
    org_unit: Option<OrgUnitId>,
    e_service: Option<::entity::ids::EServiceId>,
) -> Result<Option<role_grant::Model>, DbErr> {
    let mut select = role_grant::Entity::find()
        .filter(role_grant::COLUMN.user_id.eq(user))
        .filter(role_grant::COLUMN.role.eq(role))
        .filter(role_grant::COLUMN.revoked_at.is_null());
    select = match org_unit {
        Some(id) => select.filter(role_grant::COLUMN.org_unit_id.eq(id)),
        None => select.filter(role_grant::COLUMN.org_unit_id.is_null()),
    };
    select = match e_service {
        Some(id) => select.filter(role_grant::COLUMN.e_service_id.eq(id)),
        None => select.filter(role_grant::COLUMN.e_service_id.is_null()),
    };
    select.one(db).await
}
