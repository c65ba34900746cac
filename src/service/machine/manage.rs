//! Making machine clients, and taking their rights away.

use ::entity::{
    e_service,
    ids::{EServiceId, MachineClientId},
    machine_client, machine_client_e_service,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::queries::PREFIX;
use crate::{
    database::Transaction,
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::require_global,
        audit,
        check::{Check, NAME},
        secret,
    },
};

/// Longest life of a token.
const LONGEST: Duration = Duration::days(400);

/// What a program is made for.
#[derive(Clone, Debug)]
pub struct NewMachine {
    /// What it is called.
    pub name: String,
    /// The e-services whose measurements it delivers; none where it is for something else.
    pub e_services: Vec<EServiceId>,
    /// Whether it reports mails that came back.
    pub reports_bounces: bool,
    /// The last day on which its token is accepted.
    pub expires_on: NaiveDate,
}

/// Makes a machine client; answers it with its token, which is shown this once and stored only as a hash.
///
/// # Errors
/// Problems with the fields, `UNKNOWN_ID`, [`Error::Forbidden`].
pub async fn create(
    services: &Services,
    actor: &Actor,
    new: &NewMachine,
) -> Result<(MachineClientId, String)> {
    let NewMachine {
        name,
        e_services,
        reports_bounces,
        expires_on,
    } = new;
    let (reports_bounces, expires_on) = (*reports_bounces, *expires_on);
    require_global(actor, Permission::ManageMachineClients)?;
    let now = services.now();
    let today = services.today();
    let txn = services.begin().await?;
    let mut check = Check::default();
    let name = check.text("name", name, NAME);
    check.that(
        expires_on > today,
        ProblemCode::DateInPast,
        "expiresOn",
        "Måste ligga i framtiden.",
        "Must lie in the future.",
    );
    check.that(
        expires_on <= today + LONGEST,
        ProblemCode::Invalid,
        "expiresOn",
        "Får vara högst 400 dagar bort.",
        "May be at most 400 days off.",
    );
    let mut wanted = e_services.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    check.that(
        !wanted.is_empty() || reports_bounces,
        ProblemCode::Missing,
        "eServiceIds",
        "Ange minst en e-tjänst.",
        "Give at least one e-service.",
    );
    let known = e_service::Entity::find()
        .filter(e_service::COLUMN.id.is_in(wanted.iter().copied()))
        .count(&txn)
        .await?;
    check.that(
        usize::try_from(known).is_ok_and(|known| known == wanted.len()),
        ProblemCode::UnknownId,
        "eServiceIds",
        "Finns inte.",
        "Does not exist.",
    );
    check.finish()?;
    let token = format!("{PREFIX}{}", secret::draw()?);
    let id = MachineClientId::new();
    // Until the end of that day.
    let end = expires_on.succ_opt().unwrap_or(expires_on);
    let expires_at =
        crate::domain::calendar::Zone::from(services.settings.time_zone).instant(end, chrono::NaiveTime::MIN);
    machine_client::Entity::insert(machine_client::ActiveModel {
        id: Set(id),
        name: Set(name.clone()),
        token_hash: Set(secret::hash(&token)),
        expires_at: Set(expires_at),
        created_by: Set(actor.user_id),
        created_at: Set(now),
        revoked_at: Set(None),
        last_used_at: Set(None),
        reports_bounces: Set(reports_bounces),
    })
    .exec_without_returning(&txn)
    .await?;
    let scope = wanted
        .iter()
        .map(|e_service| machine_client_e_service::ActiveModel {
            machine_client_id: Set(id),
            e_service_id: Set(*e_service),
        });
    if !wanted.is_empty() {
        machine_client_e_service::Entity::insert_many(scope)
            .exec_without_returning(&txn)
            .await?;
    }
    let entry = audit::Entry {
        action: "machine_client.create",
        thing_kind: "MachineClient",
        thing_id: id.0,
        e_service_id: None,
        detail: json!({ "name": name, "eServices": wanted, "reportsBounces": reports_bounces, "expiresAt": expires_at }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok((id, token))
}

/// Takes the rights of a machine client away, at once and for ever.
///
/// # Errors
/// `WRONG_STATE` where that was done already, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn revoke(services: &Services, actor: &Actor, id: MachineClientId) -> Result<MachineClientId> {
    require_global(actor, Permission::ManageMachineClients)?;
    let now = services.now();
    let txn = services.begin().await?;
    let row = machine_client::Entity::find_by_id(id)
        .one(&txn)
        .await?
        .ok_or(Error::NotFound)?;
    let revoked = machine_client::Entity::update_many()
        .col_expr(machine_client::Column::RevokedAt, Expr::value(now))
        .filter(machine_client::COLUMN.id.eq(id))
        .filter(machine_client::COLUMN.revoked_at.is_null())
        .exec(&txn)
        .await?;
    if revoked.rows_affected != 1 {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Rätten är redan återkallad.",
            "Its rights were taken away already.",
        ));
    }
    let entry = audit::Entry {
        action: "machine_client.revoke",
        thing_kind: "MachineClient",
        thing_id: id.0,
        e_service_id: None,
        detail: json!({ "name": row.name }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(id)
}

/// Notes that a machine client has used its token.
///
/// # Errors
/// Where the database fails.
pub(in crate::service) async fn used(
    txn: &Transaction,
    id: MachineClientId,
    now: DateTime<Utc>,
) -> Result<()> {
    machine_client::Entity::update_many()
        .col_expr(machine_client::Column::LastUsedAt, Expr::value(now))
        .filter(machine_client::COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}
