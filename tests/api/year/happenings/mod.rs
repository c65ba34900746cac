//! What happens in the year: people do things, most of them through the use cases; what the product does with it is told to nobody but
//! the oracle, which hears who did what and reads the rows anew.

mod launches;
mod people;
mod tasks;
mod work;

use std::collections::BTreeMap;

use ::entity::{
    enums::{NotificationKind as Kind, Role},
    ids::{EServiceId, UserId},
};
use chrono::{DateTime, Duration, Utc};
use lansera::domain::{
    actor::Actor,
    notification::{Away, Choices, Quiet},
};
use uuid::Uuid;

use super::{
    almanac::STOCKHOLM,
    chance::Chance,
    oracle::{Occasion, Oracle},
    world::{Service, Wants, World},
};
use crate::support::{app::TestApp, given};

/// Something that can happen.
#[derive(Clone, Copy, Debug)]
pub enum Happening {
    LaunchMoves,
    RevisionIsGivenUp,
    Publication,
    PublicationIsOrdered,
    TaskIsDone,
    TaskIsGiven,
    TaskIsPutOff,
    ApprovalIsAsked,
    ApprovalIsAnswered,
    Measurement,
    Deviation,
    LeadTimesChange,
    ServiceIsHidden,
    RoleIsGiven,
    RoleIsTaken,
    Absence,
    Attention,
    ModeChanges,
    Reading,
    Language,
    Leaving,
}

use Happening as H;

/// How many of a hundred are which.
const OFTEN: &[(Happening, usize)] = &[
    (H::LaunchMoves, 7),
    (H::RevisionIsGivenUp, 1),
    (H::Publication, 5),
    (H::PublicationIsOrdered, 4),
    (H::TaskIsDone, 22),
    (H::TaskIsGiven, 7),
    (H::TaskIsPutOff, 4),
    (H::ApprovalIsAsked, 4),
    (H::ApprovalIsAnswered, 3),
    (H::Measurement, 18),
    (H::Deviation, 2),
    (H::LeadTimesChange, 2),
    (H::ServiceIsHidden, 1),
    (H::RoleIsGiven, 3),
    (H::RoleIsTaken, 4),
    (H::Absence, 5),
    (H::Attention, 3),
    (H::ModeChanges, 2),
    (H::Reading, 4),
    (H::Language, 1),
    (H::Leaving, 1),
];

/// What happens when: mostly in working hours, some of it in the evening or at a weekend.
pub fn schedule(
    chance: &mut Chance,
    from: DateTime<Utc>,
    days: i64,
    count: usize,
) -> Vec<(DateTime<Utc>, Happening)> {
    let bag: Vec<Happening> = OFTEN
        .iter()
        .flat_map(|(what, times)| vec![*what; *times])
        .collect();
    let mut all: Vec<_> = (0..count)
        .map(|_| {
            let hour = if chance.percent(12) {
                chance.within(17, 23)
            } else {
                chance.within(9, 16)
            };
            let day = STOCKHOLM.day(from) + Duration::days(chance.within(0, days - 2));
            let at = STOCKHOLM.first(day, u32::try_from(hour).expect("an hour"));
            (at, *chance.one(&bag))
        })
        .collect();
    all.sort_by_key(|(at, _)| *at);
    all
}

/// The year while it goes on.
pub struct Year<'a> {
    pub app: &'a TestApp,
    pub world: World,
    pub oracle: Oracle,
    pub chance: Chance,
    pub admin: given::Person,
    /// How often which has happened; it needs somebody who can do it, and something to be done.
    pub happened: BTreeMap<String, usize>,
}

impl Year<'_> {
    /// Lets something happen now, where it can.
    pub async fn let_happen(&mut self, what: Happening) {
        let done = match what {
            H::LaunchMoves => self.launch_moves().await,
            H::RevisionIsGivenUp => self.revision_is_given_up().await,
            H::Publication => self.publication().await,
            H::PublicationIsOrdered => self.publication_is_ordered().await,
            H::TaskIsDone => self.task_is_done().await,
            H::TaskIsGiven => self.task_is_given().await,
            H::TaskIsPutOff => self.task_is_put_off().await,
            H::ApprovalIsAsked => self.approval_is_asked().await,
            H::ApprovalIsAnswered => self.approval_is_answered().await,
            H::Measurement => self.measurement().await,
            H::Deviation => self.deviation().await,
            H::LeadTimesChange => self.lead_times_change().await,
            H::ServiceIsHidden => self.service_is_hidden().await,
            H::RoleIsGiven => self.role_is_given().await,
            H::RoleIsTaken => self.role_is_taken().await,
            H::Absence => self.absence().await,
            H::Attention => self.attention().await,
            H::ModeChanges => self.mode_changes().await,
            H::Reading => self.reading().await,
            H::Language => self.language().await,
            H::Leaving => self.leaving().await,
        };
        if done.is_some() {
            *self.happened.entry(format!("{what:?}")).or_default() += 1;
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.app.now()
    }

    /// A person as the use cases see them.
    async fn acting(&self, user: UserId) -> Actor {
        self.app.acting(&self.world.person(user).who).await
    }

    /// Somebody who holds one of these roles for an e-service and is still there.
    fn somebody(&mut self, roles: &[Role], service: EServiceId) -> Option<UserId> {
        let service = self.world.service(service);
        let holders: Vec<UserId> = self
            .world
            .people
            .iter()
            .filter(|person| person.active)
            .map(|person| person.who.id)
            .filter(|user| roles.iter().any(|role| self.world.holds(*user, *role, service)))
            .collect();
        self.chance.any(&holders)
    }

    /// One of the things that e-services have and that fit.
    fn pick<T: Copy>(&mut self, fitting: impl Fn(&Service) -> Vec<T>) -> Option<(EServiceId, T)> {
        let all: Vec<_> = self
            .world
            .services
            .iter()
            .flat_map(|service| fitting(service).into_iter().map(|thing| (service.row.id, thing)))
            .collect();
        self.chance.any(&all)
    }

    /// Reads an e-service again.
    async fn changed(&mut self, service: EServiceId) {
        self.world.read_again(&self.app.services().db, service).await;
    }

    /// What a use case tells those who hold some roles, or one person.
    fn heard(
        &mut self,
        kind: Kind,
        (service, thing): (Option<EServiceId>, Uuid),
        which: String,
        concerned: &[Role],
        person: Option<UserId>,
        (about, by): (Option<chrono::NaiveDate>, UserId),
    ) {
        let mut people = BTreeMap::new();
        for role in concerned {
            let service = self.world.service(service.expect("an e-service"));
            for user in self.world.holders(*role, service) {
                people.entry(user).or_insert(Some(*role));
            }
        }
        people.extend(person.map(|user| (user, None)));
        let occasion = Occasion {
            kind,
            service,
            thing,
            about,
            which,
            by: Some(by),
        };
        let now = self.now();
        self.oracle.tell(&self.world, &occasion, people, now);
    }
}

/// What a person wants, as it is saved.
pub fn choices(wants: &Wants) -> Choices {
    Choices {
        modes: wants.modes.clone(),
        digest_hour: wants.digest_hour,
        digest_weekday: wants.digest_weekday,
        quiet: wants.quiet.map(|(from, to)| Quiet { from, to }),
        on_free_days: wants.on_free_days,
        time_zone: (*wants.place != STOCKHOLM).then(|| wants.place.name.to_owned()),
        titles_only: wants.titles_only,
        away: wants.away.map(|(from, until, substitute)| Away {
            from,
            until,
            substitute,
        }),
        overview: wants.overview,
    }
}
