//! Units, people with what they chose, and the roles that reach further than one e-service.

use std::collections::BTreeMap;

use ::entity::{
    enums::{DeliveryMode as Mode, Locale, NotificationCategory as Category, Role, ScopeKind},
    ids::{EServiceId, OrgUnitId, RoleGrantId, UserId},
    notification_choice, role_grant, user,
};
use chrono::Weekday;
use lansera::domain::collation::sort_key;
use sea_orm::ActiveValue::Set;

use super::{insert_all, unit};
use crate::{
    support::{app::TestApp, given},
    year::{
        almanac::{ELSEWHERE, STOCKHOLM},
        chance::Chance,
        happenings::choices,
        world::{Somebody, Wants, World},
    },
};

/// The municipality, four departments, and two units in each.
pub(super) async fn units(app: &TestApp) -> Vec<OrgUnitId> {
    let mut units = vec![unit(app, "Exempelkommun", None)];
    for department in 0..4 {
        let path =
            |row: &::entity::org_unit::ActiveModel| (row.id.clone().unwrap(), row.path.clone().unwrap());
        let (root, root_path) = path(&units[0]);
        let above = unit(
            app,
            &format!("Förvaltning {department}"),
            Some((root, &root_path)),
        );
        let (id, below) = path(&above);
        units.push(above);
        for number in 0..2 {
            let name = format!("Enhet {department}.{number}");
            units.push(unit(app, &name, Some((id, &below))));
        }
    }
    let ids = units.iter().map(|unit| unit.id.clone().unwrap()).collect();
    insert_all(&app.services().db, units).await;
    ids
}

/// People, in two languages, most of whom have chosen something.
pub(super) async fn make(app: &TestApp, count: usize, chance: &mut Chance, world: &mut World) {
    let (mut users, mut chosen) = (Vec::new(), Vec::new());
    for number in 0..count {
        let id = UserId::new();
        let locale = if chance.percent(25) {
            Locale::En
        } else {
            Locale::Sv
        };
        let who = given::Person {
            id,
            name: format!("Person {number:03}"),
            email: format!("p{number:03}@exempelkommun.example"),
            locale,
        };
        // The first have much to do with many e-services, and want no overview of it all.
        let has_chosen = number < 12 || !number.is_multiple_of(60);
        let wants = if has_chosen {
            wants(chance, number)
        } else {
            usual()
        };
        users.push(user::ActiveModel {
            id: Set(id),
            email: Set(who.email.clone()),
            name: Set(who.name.clone()),
            name_key: Set(sort_key(&who.name)),
            password_hash: Set(None),
            locale: Set(locale),
            active: Set(true),
            role_epoch: Set(1),
            search_text: Set(who.email.clone()),
            created_at: Set(app.now()),
            version: Set(1),
        });
        if has_chosen {
            let body = serde_json::to_value(choices(&wants)).expect("choices");
            chosen.push(notification_choice::ActiveModel {
                user_id: Set(id),
                body: Set(body),
                calendar_hash: Set(None),
                version: Set(1),
            });
        }
        world.place_of.insert(id, number);
        world.people.push(Somebody {
            who,
            active: true,
            wants,
            version: i32::from(has_chosen),
        });
    }
    insert_all(&app.services().db, users).await;
    insert_all(&app.services().db, chosen).await;
}

/// Who has chosen nothing: digests on Mondays at eight, quiet from eight to seven, an overview.
fn usual() -> Wants {
    Wants {
        modes: BTreeMap::new(),
        digest_hour: 8,
        digest_weekday: Weekday::Mon,
        quiet: Some((20, 7)),
        on_free_days: false,
        place: &STOCKHOLM,
        titles_only: false,
        away: None,
        overview: true,
    }
}

fn wants(chance: &mut Chance, number: usize) -> Wants {
    let mut wants = Wants {
        overview: number >= 12 && chance.percent(8),
        ..usual()
    };
    let categories = [
        Category::Launch,
        Category::FollowUp,
        Category::Task,
        Category::Approval,
        Category::Operation,
    ];
    // Some have all of a week gathered at two o'clock in the night to its Sunday: an hour that is left out on one night of the year, and
    // comes twice on another.
    if number >= 12 && number % 15 == 5 {
        wants.modes = categories.map(|category| (category, Mode::Weekly)).into();
        (wants.digest_hour, wants.digest_weekday) = (2, Weekday::Sun);
        (wants.on_free_days, wants.quiet) = (true, None);
        return wants;
    }
    // Two in five leave all else as it is.
    if chance.percent(40) {
        return wants;
    }
    for category in categories {
        if chance.percent(40) {
            let mode = *chance.one(&[
                Mode::AtOnce,
                Mode::Daily,
                Mode::Daily,
                Mode::Weekly,
                Mode::Weekly,
                Mode::Off,
            ]);
            wants.modes.insert(category, mode);
        }
    }
    wants.digest_hour = *chance.one(&[2, 6, 7, 8, 8, 9, 10, 12, 15, 16, 20, 23]);
    wants.digest_weekday = *chance.one(&[
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ]);
    wants.quiet = *chance.one(&[
        None,
        Some((20, 7)),
        Some((22, 5)),
        Some((17, 9)),
        Some((12, 13)),
        Some((0, 10)),
        Some((2, 3)),
        Some((8, 11)),
    ]);
    wants.on_free_days = chance.percent(30);
    if chance.percent(20) {
        wants.place = chance.one(&ELSEWHERE);
    }
    wants.titles_only = chance.percent(5);
    wants
}

/// An administrator, editors of everything, who answers for the platform, management and operations of units. The administrator.
pub(super) async fn general_roles(
    app: &TestApp,
    units: &[OrgUnitId],
    world: &World,
    chance: &mut Chance,
) -> given::Person {
    let id = |number: usize| world.people[number].who.id;
    let unit = |number: usize| Some(units[number]);
    let grants = vec![
        grant(app, id(0), Role::Admin, None, None),
        grant(app, id(1), Role::Editor, None, None),
        grant(app, id(2), Role::Editor, None, None),
        grant(app, id(3), Role::PlatformManager, None, None),
        grant(app, id(4), Role::Management, unit(0), None),
        grant(app, id(5), Role::Management, unit(1), None),
        grant(app, id(6), Role::Management, unit(4), None),
        grant(app, id(7), Role::Management, unit(5), None),
        grant(app, id(8), Role::Management, unit(5), None),
        grant(app, id(9), Role::Business, unit(1), None),
        grant(
            app,
            id(10),
            Role::Business,
            unit(1 + chance.below(units.len() - 1)),
            None,
        ),
    ];
    insert_all(&app.services().db, grants).await;
    world.people[0].who.clone()
}

/// A role, given before the year.
pub(super) fn grant(
    app: &TestApp,
    user: UserId,
    role: Role,
    unit: Option<OrgUnitId>,
    e_service: Option<EServiceId>,
) -> role_grant::ActiveModel {
    let scope = match (unit, e_service) {
        (_, Some(_)) => ScopeKind::EService,
        (Some(_), None) => ScopeKind::OrgUnit,
        (None, None) => ScopeKind::Global,
    };
    role_grant::ActiveModel {
        id: Set(RoleGrantId::new()),
        user_id: Set(user),
        role: Set(role),
        scope_kind: Set(scope),
        org_unit_id: Set(unit),
        e_service_id: Set(e_service),
        granted_by: Set(None),
        granted_at: Set(app.now()),
        revoked_at: Set(None),
    }
}
