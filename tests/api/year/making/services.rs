//! E-services all over the process: some with a launch ahead, some with a deadline only, some in operation, some being revised.

use ::entity::{
    approval, cycle, e_service, e_service_attention,
    enums::{
        ApprovalState, ApprovalSubject, Attention, Audience, CycleKind, Direction, EServiceState, Interval,
        Phase, ReminderSeries, Role,
    },
    ids::{CycleId, EServiceId, MetricId, UserId},
    metric, reminder_days, revision, role_grant, task,
};
use chrono::Duration;
use lansera::domain::collation::sort_key;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{
    Ground, insert_all,
    people::grant,
    rows::{asked, by_hand, day, revised, turn},
};
use crate::year::chance::Chance;

/// Rows that are written together.
#[derive(Default)]
struct Rows {
    e_services: Vec<e_service::ActiveModel>,
    cycles: Vec<cycle::ActiveModel>,
    revisions: Vec<revision::ActiveModel>,
    grants: Vec<role_grant::ActiveModel>,
    tasks: Vec<task::ActiveModel>,
    approvals: Vec<approval::ActiveModel>,
    metrics: Vec<metric::ActiveModel>,
    days: Vec<reminder_days::ActiveModel>,
    attention: Vec<e_service_attention::ActiveModel>,
}

/// What an e-service is made for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Launching,
    Planned,
    Live,
    Revised,
}

/// Makes so many of them.
pub(super) async fn make(ground: &Ground<'_>, count: usize, chance: &mut Chance) {
    let mut rows = Rows::default();
    for number in 0..count {
        let sort = match number % 20 {
            0..7 => Sort::Launching,
            7..10 => Sort::Planned,
            10..18 => Sort::Live,
            _ => Sort::Revised,
        };
        rows.add(ground, number, sort, chance);
    }
    let db = &ground.app.services().db;
    insert_all(db, rows.e_services).await;
    insert_all(db, rows.cycles).await;
    insert_all(db, rows.revisions).await;
    insert_all(db, rows.grants).await;
    insert_all(db, rows.tasks).await;
    insert_all(db, rows.approvals).await;
    insert_all(db, rows.metrics).await;
    insert_all(db, rows.days).await;
    insert_all(db, rows.attention).await;
}

impl Rows {
    fn add(&mut self, ground: &Ground<'_>, number: usize, sort: Sort, chance: &mut Chance) {
        let (app, now) = (ground.app, ground.app.now());
        let id = EServiceId::new();
        // Each e-service takes its people from a few, so that nobody drowns in mails.
        let near = |chance: &mut Chance| ground.people[(number * 3 + chance.below(12)) % ground.people.len()];
        let mut team = Vec::new();
        for (role, percent) in [
            (Role::Owner, 95),
            (Role::ProjectLead, 90),
            (Role::ServiceManager, 90),
            (Role::Editor, 20),
            (Role::Developer, 60),
            (Role::Tester, 50),
            (Role::CaseOfficer, 40),
        ] {
            if chance.percent(percent) {
                team.push((role, near(chance)));
            }
        }
        if chance.percent(15) {
            team.push((Role::Owner, near(chance)));
        }
        team.sort();
        team.dedup();
        for (role, user) in &team {
            self.grants.push(grant(app, *user, *role, None, Some(id)));
        }
        let by = team.first().map_or(ground.people[0], |(_, user)| *user);
        let live = matches!(sort, Sort::Live | Sort::Revised);
        let (first, second) = (CycleId::new(), CycleId::new());
        self.e_services.push(e_service::ActiveModel {
            id: Set(id),
            org_unit_id: Set(*chance.one(&ground.units)),
            name: Set(format!("E-tjänst {number:03}")),
            name_key: Set(sort_key(&format!("E-tjänst {number:03}"))),
            purpose: Set("Det ska gå att sköta på webben.".into()),
            audience: Set(Audience::External),
            state: Set(if live {
                EServiceState::Live
            } else {
                EServiceState::InDevelopment
            }),
            confidential: Set(false),
            proposed_by: Set(by),
            development_cycle_id: Set(match sort {
                Sort::Live => None,
                Sort::Revised => Some(second),
                _ => Some(first),
            }),
            operation_cycle_id: Set(live.then_some(first)),
            search_text: Set(format!("e-tjänst {number:03}")),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
        });
        if live {
            let long_ago = now - Duration::days(chance.within(30, 700));
            self.cycles.push(cycle::ActiveModel {
                phase: Set(Phase::Management),
                published_at: Set(Some(long_ago)),
                launch_date: Set(Some(long_ago.date_naive())),
                ..turn(ground, id, first, CycleKind::New)
            });
            self.operate(ground, (id, first), by, chance);
        }
        if sort != Sort::Live {
            let (cycle, kind) = if sort == Sort::Revised {
                (second, CycleKind::Revision)
            } else {
                (first, CycleKind::New)
            };
            if sort == Sort::Revised {
                self.revisions.push(revised(id, (first, second), by, now));
            }
            self.develop(ground, (id, cycle, kind), sort, by, chance);
            for _ in 0..chance.within(1, 3) {
                let assignee = chance.percent(50).then(|| near(chance));
                let phase = if sort == Sort::Planned {
                    Phase::Preparation
                } else {
                    Phase::Build
                };
                let role = *chance.one(&[
                    Role::Owner,
                    Role::ProjectLead,
                    Role::Developer,
                    Role::Tester,
                    Role::Editor,
                ]);
                let due_on = chance.percent(95).then(|| day(app, chance.within(-10, 370)));
                self.tasks
                    .push(by_hand((id, cycle), phase, role, assignee, due_on, now));
            }
        }
        for _ in 0..chance.below(3) {
            let attention = if chance.percent(50) {
                Attention::Muted
            } else {
                Attention::Watched
            };
            let member = chance
                .any(&team)
                .map(|(_, user)| user)
                .filter(|_| attention == Attention::Muted);
            let user = member.unwrap_or_else(|| near(chance));
            if self
                .attention
                .iter()
                .all(|row| (&row.user_id, &row.e_service_id) != (&Set(user), &Set(id)))
            {
                self.attention.push(e_service_attention::ActiveModel {
                    user_id: Set(user),
                    e_service_id: Set(id),
                    attention: Set(attention),
                });
            }
        }
        if chance.percent(10) {
            self.days.push(reminder_days::ActiveModel {
                e_service_id: Set(id),
                series: Set(*chance.one(&[
                    ReminderSeries::Launch,
                    ReminderSeries::Measure,
                    ReminderSeries::Task,
                ])),
                days: Set(json!([chance.within(2, 40), 3, 2, 1, 0])),
            });
        }
    }

    /// A turn with a launch date, a deadline, or both.
    fn develop(
        &mut self,
        ground: &Ground<'_>,
        (id, cycle, kind): (EServiceId, CycleId, CycleKind),
        sort: Sort,
        by: UserId,
        chance: &mut Chance,
    ) {
        let (app, now) = (ground.app, ground.app.now());
        let phase = match sort {
            Sort::Planned => Phase::Preparation,
            _ if chance.percent(70) => Phase::Launch,
            _ => Phase::Build,
        };
        let launch = (sort != Sort::Planned || chance.percent(30)).then(|| day(app, chance.within(-8, 370)));
        let before = launch.unwrap_or_else(|| day(app, chance.within(-5, 365)));
        let deadline = (sort == Sort::Planned || chance.percent(40))
            .then(|| before + Duration::days(chance.within(-30, 20)));
        self.cycles.push(cycle::ActiveModel {
            phase: Set(phase),
            launch_date: Set(launch),
            launch_date_set_at: Set(launch.map(|_| now - Duration::hours(chance.within(1, 900)))),
            deadline: Set(deadline),
            ..turn(ground, id, cycle, kind)
        });
        // Half of those that are built are not approved yet, and nobody is reminded of their launch.
        if phase == Phase::Launch || (phase == Phase::Build && chance.percent(50)) {
            self.approvals.push(approval::ActiveModel {
                state: Set(ApprovalState::Approved),
                decided_by: Set(Some(by)),
                decided_at: Set(Some(now)),
                ..asked((id, cycle), ApprovalSubject::EService, Role::Owner, by, now)
            });
        }
        if chance.percent(10) {
            let (subject, role) = *chance.one(&[
                (ApprovalSubject::Editorial, Role::Editor),
                (ApprovalSubject::Test, Role::Tester),
            ]);
            let asked_at = now - Duration::days(chance.within(0, 12));
            self.approvals
                .push(asked((id, cycle), subject, role, by, asked_at));
        }
    }

    /// Measures, reports and checks of an e-service in operation.
    fn operate(
        &mut self,
        ground: &Ground<'_>,
        (id, cycle): (EServiceId, CycleId),
        by: UserId,
        chance: &mut Chance,
    ) {
        let (app, now) = (ground.app, ground.app.now());
        for number in 0..chance.within(1, 2) {
            self.metrics.push(metric::ActiveModel {
                id: Set(MetricId::new()),
                e_service_id: Set(id),
                cycle_id: Set(cycle),
                name: Set(format!("Andel {number}")),
                goal: Set("Fler ansöker digitalt.".into()),
                unit: Set("procent".into()),
                direction: Set(Direction::Increase),
                baseline: Set(None),
                target: Set(80.0),
                interval: Set(*chance.one(&[
                    Interval::Monthly,
                    Interval::Quarterly,
                    Interval::Quarterly,
                    Interval::HalfYearly,
                    Interval::Yearly,
                ])),
                source: Set("ärendesystemet".into()),
                next_due_on: Set(Some(day(app, chance.within(-4, 120)))),
                due_set_at: Set(Some(now - Duration::hours(chance.within(1, 900)))),
                created_by: Set(by),
                created_at: Set(now),
                updated_by: Set(by),
                version: Set(1),
                ..Default::default()
            });
        }
        for (activity, phase) in [
            ("followup.report", Phase::FollowUp),
            ("management.operation", Phase::Management),
            ("management.information", Phase::Management),
        ] {
            if chance.percent(60) {
                let assignee = chance.percent(20).then_some(by);
                let due_on = Some(day(app, chance.within(-5, 365)));
                self.tasks.push(task::ActiveModel {
                    activity: Set(Some(activity.into())),
                    title: Set(None),
                    position: Set(30),
                    ..by_hand((id, cycle), phase, Role::ServiceManager, assignee, due_on, now)
                });
            }
        }
        for _ in 0..chance.below(3) {
            let role = *chance.one(&[Role::Owner, Role::ServiceManager, Role::CaseOfficer]);
            let assignee = chance.percent(40).then(|| *chance.one(&ground.people));
            let due_on = Some(day(app, chance.within(-10, 370)));
            self.tasks.push(by_hand(
                (id, cycle),
                Phase::Management,
                role,
                assignee,
                due_on,
                now,
            ));
        }
    }
}
