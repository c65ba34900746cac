//! People: roles given and taken, away and back, other choices, another language, gone.

use std::collections::BTreeSet;

use ::entity::{
    enums::{DeliveryMode as Mode, Locale, NotificationCategory as Category, NotificationKind as Kind, Role},
    ids::UserId,
    user,
};
use chrono::Duration;
use lansera::service::{
    account::{roles, users},
    notification::{choose, own},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{Year, choices};
use crate::{support::given::done, year::world::Reach};

impl Year<'_> {
    /// Somebody who is there, and has not to do with everything.
    pub(super) fn anybody(&mut self) -> Option<UserId> {
        let there = self.world.people[12..].iter().filter(|person| person.active);
        let all: Vec<_> = there.map(|person| person.who.id).collect();
        self.chance.any(&all)
    }

    pub(super) async fn role_is_given(&mut self) -> Option<()> {
        let (id, ()) = self.pick(|_| vec![()])?;
        let user = self.anybody()?;
        let role = *self.chance.one(&[
            Role::Owner,
            Role::ProjectLead,
            Role::ServiceManager,
            Role::Editor,
            Role::Tester,
        ]);
        let held = |grant: &&super::super::world::Grant| {
            grant.user == user && grant.role == role && grant.scope == Reach::On(id)
        };
        if self.world.grants.iter().any(|grant| held(&grant)) {
            return None;
        }
        let actor = self.app.acting(&self.admin).await;
        let appointment = roles::Appointment {
            user,
            role,
            org_unit: None,
            e_service: Some(id),
        };
        let granted = roles::grant(self.app.services(), Some(&actor), appointment).await;
        let grant = done("giving a role", granted);
        self.world.read_grants(&self.app.services().db).await;
        self.changed(id).await;
        let by = self.admin.id;
        self.heard(
            Kind::RoleGranted,
            (Some(id), Uuid::nil()),
            grant.to_string(),
            &[],
            Some(user),
            (None, by),
        );
        Some(())
    }

    /// A role on an e-service is taken: where a mail waits that is for such a role, mostly that one.
    pub(super) async fn role_is_taken(&mut self) -> Option<()> {
        let on_services: Vec<_> = self
            .world
            .grants
            .iter()
            .filter_map(|grant| match grant.scope {
                Reach::On(id) => Some((grant.id, grant.user, id)),
                _ => None,
            })
            .collect();
        let waiting: BTreeSet<_> = self.oracle.waiting_for_roles().collect();
        let waited_for: Vec<_> = on_services
            .iter()
            .filter(|(grant, user, id)| {
                let grants = &mut self.world.grants.iter();
                grants.any(|held| held.id == *grant && waiting.contains(&(*user, held.role, *id)))
            })
            .copied()
            .collect();
        let (grant, user, id) = match self.chance.any(&waited_for) {
            Some(one) if self.chance.percent(80) => one,
            _ => self.chance.any(&on_services)?,
        };
        let actor = self.app.acting(&self.admin).await;
        done(
            "taking a role",
            roles::revoke(self.app.services(), &actor, grant).await,
        );
        self.world.read_grants(&self.app.services().db).await;
        self.changed(id).await;
        let by = self.admin.id;
        self.heard(
            Kind::RoleRevoked,
            (Some(id), Uuid::nil()),
            grant.to_string(),
            &[],
            Some(user),
            (None, by),
        );
        Some(())
    }

    /// Somebody is away for some days, mostly with somebody who stands in. Nobody stands in for two.
    pub(super) async fn absence(&mut self) -> Option<()> {
        let today = self.app.today();
        let user = self.anybody()?;
        let is_over = |until| until < today - Duration::days(1);
        if self
            .world
            .person(user)
            .wants
            .away
            .is_some_and(|(_, until, _)| !is_over(until))
        {
            return None;
        }
        let stands_in = self.anybody().filter(|other| {
            let taken = self
                .world
                .people
                .iter()
                .filter_map(|person| person.wants.away)
                .any(|(_, until, who)| who == Some(*other) && !is_over(until));
            *other != user && !taken
        });
        let substitute = stands_in.filter(|_| self.chance.percent(80));
        let from = today + Duration::days(self.chance.within(0, 6));
        let until = from + Duration::days(self.chance.within(0, 25));
        let at = self.world.place_of[&user];
        self.world.people[at].wants.away = Some((from, until, substitute));
        self.chooses(user).await;
        Some(())
    }

    pub(super) async fn mode_changes(&mut self) -> Option<()> {
        let user = self.anybody()?;
        let category = *self.chance.one(&[
            Category::Launch,
            Category::Task,
            Category::FollowUp,
            Category::Operation,
        ]);
        let mode = *self
            .chance
            .one(&[Mode::AtOnce, Mode::Daily, Mode::Weekly, Mode::Off]);
        let at = self.world.place_of[&user];
        self.world.people[at].wants.modes.insert(category, mode);
        self.chooses(user).await;
        Some(())
    }

    async fn chooses(&mut self, user: UserId) {
        let actor = self.acting(user).await;
        let at = self.world.place_of[&user];
        let person = &mut self.world.people[at];
        let chosen = choose::choose(
            self.app.services(),
            &actor,
            choices(&person.wants),
            person.version,
        )
        .await;
        done("a choice", chosen);
        person.version += 1;
    }

    /// Somebody reads all that is in the app.
    pub(super) async fn reading(&mut self) -> Option<()> {
        let user = self.anybody()?;
        let actor = self.acting(user).await;
        done("reading", own::mark_read(self.app.services(), &actor, None).await);
        self.oracle.reads_all(user);
        Some(())
    }

    pub(super) async fn language(&mut self) -> Option<()> {
        let user = self.anybody()?;
        let actor = self.acting(user).await;
        let at = self.world.place_of[&user];
        let who = &mut self.world.people[at].who;
        who.locale = if who.locale == Locale::Sv {
            Locale::En
        } else {
            Locale::Sv
        };
        done(
            "a language",
            users::set_locale(self.app.services(), &actor, who.locale).await,
        );
        Some(())
    }

    pub(super) async fn leaving(&mut self) -> Option<()> {
        let user = self.anybody()?;
        user::Entity::update_many()
            .col_expr(user::Column::Active, Expr::value(false))
            .filter(user::COLUMN.id.eq(user))
            .exec(&self.app.services().db)
            .await
            .expect("a person");
        let at = self.world.place_of[&user];
        self.world.people[at].active = false;
        Some(())
    }
}
