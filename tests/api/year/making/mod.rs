//! The municipality at the beginning of the year, written straight into the tables: through the use cases it would take an hour.

mod people;
pub(super) mod rows;
mod services;

use ::entity::ids::{OrgUnitId, ProcessTemplateId, UserId};
use lansera::domain::collation::sort_key;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, Iterable};

use super::{chance::Chance, world::World};
use crate::support::{app::TestApp, given};

/// How much there is of everything.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// People.
    pub people: usize,
    /// E-services.
    pub services: usize,
    /// Things that happen in the year.
    pub happenings: usize,
}

/// What e-services are made with.
pub(super) struct Ground<'a> {
    app: &'a TestApp,
    template: ProcessTemplateId,
    people: Vec<UserId>,
    /// Units that have e-services.
    units: Vec<OrgUnitId>,
}

/// Makes a municipality; answers it as it is, and its administrator.
pub async fn make(app: &TestApp, size: Size, chance: &mut Chance) -> (World, given::Person) {
    let mut world = World::default();
    let units = people::units(app).await;
    people::make(app, size.people, chance, &mut world).await;
    let admin = people::general_roles(app, &units, &world, chance).await;
    let template = app.services().templates.newest(&app.services().db).await;
    let ground = Ground {
        app,
        template: template.expect("a template").id,
        // The first are those with roles in all of the municipality; the last two belong to nothing.
        people: world.people[12..size.people - 2]
            .iter()
            .map(|person| person.who.id)
            .collect(),
        units: units[1..].to_vec(),
    };
    services::make(&ground, size.services, chance).await;
    world.read(&app.services().db).await;
    (world, admin)
}

/// Writes rows, so many at a time as a statement can carry.
pub(super) async fn insert_all<A>(db: &impl ConnectionTrait, rows: Vec<A>)
where
    A: ActiveModelTrait + Clone + Send,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    for some in rows.chunks(10_000 / columns) {
        A::Entity::insert_many(some.to_vec())
            .exec_without_returning(db)
            .await
            .expect("rows are written");
    }
}

/// A unit below another.
fn unit(app: &TestApp, name: &str, parent: Option<(OrgUnitId, &str)>) -> ::entity::org_unit::ActiveModel {
    let id = OrgUnitId::new();
    ::entity::org_unit::ActiveModel {
        id: Set(id),
        parent_id: Set(parent.map(|parent| parent.0)),
        name: Set(name.into()),
        name_key: Set(sort_key(name)),
        path: Set(format!("{}{id}/", parent.map_or("", |parent| parent.1))),
        created_at: Set(app.now()),
        version: Set(1),
    }
}
