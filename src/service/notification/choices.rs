//! What people chose, as it is needed to tell them something.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{
    e_service_attention,
    enums::Attention,
    ids::{EServiceId, UserId},
    notification_choice,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::{database::KEYS_AT_A_TIME, domain::notification::Choices};

/// The choices of some people; who has made none has the usual ones.
#[derive(Clone, Debug, Default)]
pub struct ChoicesOf {
    known: HashSet<UserId>,
    chosen: HashMap<UserId, Choices>,
    usual: Choices,
}

impl ChoicesOf {
    /// Loads those of these people that are not loaded yet: one statement, or none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add(
        &mut self,
        db: &impl ConnectionTrait,
        people: impl IntoIterator<Item = UserId>,
    ) -> Result<(), DbErr> {
        let unknown: Vec<_> = people
            .into_iter()
            .filter(|user| self.known.insert(*user))
            .collect();
        for some in unknown.chunks(KEYS_AT_A_TIME) {
            let rows = notification_choice::Entity::find()
                .filter(notification_choice::COLUMN.user_id.is_in(some.iter().copied()))
                .all(db)
                .await?;
            for row in rows {
                // A body that a later version wrote and this one cannot read counts as none.
                self.chosen
                    .insert(row.user_id, serde_json::from_value(row.body).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// Those of one person, loaded before.
    #[must_use]
    pub fn of(&self, user: UserId) -> &Choices {
        self.chosen.get(&user).unwrap_or(&self.usual)
    }
}

/// Loads the choices of one person. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn choices_of(db: &impl ConnectionTrait, user: UserId) -> Result<Choices, DbErr> {
    let mut choices = ChoicesOf::default();
    choices.add(db, [user]).await?;
    Ok(choices.of(user).clone())
}

/// Who mutes and who watches some e-services.
#[derive(Clone, Debug, Default)]
pub struct Attentions(HashMap<EServiceId, BTreeMap<UserId, Attention>>);

impl Attentions {
    /// Loads them. One statement.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(db: &impl ConnectionTrait, e_services: &[EServiceId]) -> Result<Self, DbErr> {
        let mut found = Self::default();
        for some in e_services.chunks(KEYS_AT_A_TIME) {
            let rows = e_service_attention::Entity::find()
                .filter(
                    e_service_attention::COLUMN
                        .e_service_id
                        .is_in(some.iter().copied()),
                )
                .all(db)
                .await?;
            for row in rows {
                found
                    .0
                    .entry(row.e_service_id)
                    .or_default()
                    .insert(row.user_id, row.attention);
            }
        }
        Ok(found)
    }

    /// Whether a person has muted an e-service.
    #[must_use]
    pub fn is_muted(&self, e_service: EServiceId, user: UserId) -> bool {
        let of = self.0.get(&e_service).and_then(|people| people.get(&user));
        of == Some(&Attention::Muted)
    }

    /// Who watches an e-service.
    pub fn watchers(&self, e_service: EServiceId) -> impl Iterator<Item = UserId> + '_ {
        let people = self.0.get(&e_service).into_iter().flatten();
        people
            .filter(|(_, attention)| **attention == Attention::Watched)
            .map(|(user, _)| *user)
    }
}
