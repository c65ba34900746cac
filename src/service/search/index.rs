//! What is found by its words.

use ::entity::{
    enums::SearchKind,
    ids::{EServiceId, UserId},
    search_entry,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, sea_query::OnConflict};
use uuid::Uuid;

use crate::domain::search::kept;

/// Something that can be searched for, as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// What it is.
    pub kind: SearchKind,
    /// Its key.
    pub thing: Uuid,
    /// The e-service that it belongs to: who may not see that does not find it.
    pub e_service: Option<EServiceId>,
    /// Who finds it in any case.
    pub person: Option<UserId>,
    /// Its title.
    pub title: &'a str,
    /// Its other texts.
    pub texts: &'a [&'a str],
}

/// Puts something into the index, or what it is now in the place of what it was. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn index(txn: &impl ConnectionTrait, found: Found<'_>) -> Result<(), DbErr> {
    use search_entry::Column::{Body, EServiceId, PersonId, ThingId, Title};
    search_entry::Entity::insert(search_entry::ActiveModel {
        thing_id: Set(found.thing),
        kind: Set(found.kind),
        e_service_id: Set(found.e_service),
        person_id: Set(found.person),
        title: Set(kept(found.title)),
        body: Set(kept(&found.texts.join(" "))),
        ..Default::default()
    })
    .on_conflict(
        OnConflict::column(ThingId)
            .update_columns([EServiceId, PersonId, Title, Body])
            .to_owned(),
    )
    .exec_without_returning(txn)
    .await?;
    Ok(())
}
