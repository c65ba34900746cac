//! The row of steps of a thing.

use ::entity::{
    enums::{ReminderSeries, Role},
    ids::UserId,
};

use super::*;

#[test]
fn a_launch_is_reminded_of_ahead_on_the_day_and_when_it_did_not_happen() {
    // Tuesday 15 September 2026: 30 days before is a Sunday, so the Friday before it.
    let row = whole_row(&launch_on(day("2026-09-15")));
    assert_eq!(
        told(&row),
        [
            "launch_ahead 30 2026-08-14 08:00",
            "launch_ahead 14 2026-09-01 08:00",
            "launch_ahead 7 2026-09-08 08:00",
            "launch_ahead 1 2026-09-14 08:00",
            "launch_today 0 2026-09-15 08:00",
            "launch_overdue 1 2026-09-16 08:00",
            "launch_overdue 5 2026-09-22 08:00",
        ]
    );
    use Role::{Editor, Management, Owner, ProjectLead, ServiceManager};
    for ahead_or_today in &row[..5] {
        assert_eq!(
            ahead_or_today.roles,
            BTreeSet::from([Owner, ProjectLead, ServiceManager, Editor])
        );
    }
    assert_eq!(row[5].roles, BTreeSet::from([Editor, ProjectLead, Owner]));
    assert_eq!(
        row[6].roles,
        BTreeSet::from([Editor, ProjectLead, Owner, Management])
    );
}

#[test]
fn a_measure_is_reminded_of_ahead_when_due_and_when_it_was_not_taken() {
    // Saturday 26 September 2026 is due on the Monday; working days are counted from the date.
    let row = whole_row(&measure_on(day("2026-09-26")));
    assert_eq!(
        told(&row),
        [
            "measure_ahead 14 2026-09-11 08:00",
            "measure_due 0 2026-09-28 08:00",
            "measure_overdue 5 2026-10-02 08:00",
            "measure_overdue 15 2026-10-16 08:00",
        ]
    );
    for told_to_the_manager in &row[..3] {
        assert_eq!(told_to_the_manager.roles, BTreeSet::from([Role::ServiceManager]));
    }
    assert_eq!(row[3].roles, BTreeSet::from([Role::ServiceManager, Role::Owner]));
}

#[test]
fn eight_o_clock_is_local_before_and_after_the_clocks_change() {
    // Clocks go back on Sunday 25 October 2026.
    let row = whole_row(&launch_on(day("2026-11-03")));
    let moments: Vec<_> = row.iter().map(|it| it.send_at.to_rfc3339()).collect();
    assert_eq!(moments[1], "2026-10-20T06:00:00+00:00");
    assert_eq!(moments[2], "2026-10-27T07:00:00+00:00");
}

#[test]
fn the_key_names_kind_thing_date_and_step() {
    let row = whole_row(&launch_on(day("2026-09-15")));
    assert_eq!(row[1].key(), format!("launch_ahead/{CYCLE}/2026-09-15/14"));
    let row = whole_row(&measure_on(day("2026-09-26")));
    assert_eq!(row[1].key(), format!("measure_due/{METRIC}/2026-09-26/0"));
}

#[test]
fn a_step_that_would_move_onto_an_earlier_one_falls_away() {
    let policy = Policy::default().with_leads(ReminderSeries::Launch, vec![1, 2, 3, 3, 0, -4]);
    let row = upcoming(
        &policy,
        &launch_on(day("2026-09-21")),
        at("2026-09-01 00:00"),
        at("2026-09-22 00:00"),
    );
    assert_eq!(
        told(&row),
        [
            "launch_ahead 3 2026-09-18 08:00",
            "launch_today 0 2026-09-21 08:00"
        ]
    );
}

#[test]
fn overdue_steps_after_equally_many_days_are_one_for_the_roles_of_both() {
    let steps = vec![
        Step::new(2, [Role::Owner]),
        Step::new(2, [Role::Editor]),
        Step::new(0, [Role::Admin]),
    ];
    let mut policy = Policy::default().with_leads(ReminderSeries::Launch, vec![]);
    policy.plans[0].overdue = steps;
    let row = upcoming(
        &policy,
        &launch_on(day("2026-09-21")),
        at("2026-09-01 00:00"),
        at("2026-10-22 00:00"),
    );
    assert_eq!(told(&row), ["launch_overdue 2 2026-09-23 08:00"]);
    assert_eq!(row[0].roles, BTreeSet::from([Role::Owner, Role::Editor]));
}

#[test]
fn dates_at_the_ends_of_all_dates_do_not_panic() {
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        for facts in [launch_on(date), measure_on(date)] {
            let _ = whole_row(&facts);
            let _ = due(&Policy::default(), &facts, DateTime::<Utc>::MAX_UTC);
            let _ = due(&Policy::default(), &facts, DateTime::<Utc>::MIN_UTC);
        }
    }
}

#[test]
fn a_window_holds_its_first_instant_and_not_its_last() {
    let told_from = |from: &str, to: &str| {
        let row = upcoming(
            &Policy::default(),
            &launch_on(day("2026-09-15")),
            at(from),
            at(to),
        );
        told(&row)
    };
    assert_eq!(
        told_from("2026-09-08 08:00", "2026-09-14 08:00"),
        ["launch_ahead 7 2026-09-08 08:00"]
    );
}

#[test]
fn a_task_is_reminded_of_to_its_assignee_and_goes_up_when_nobody_acts() {
    let row = whole_row(&task_due(day("2026-09-15")));
    assert_eq!(
        told(&row),
        [
            "task_due 3 2026-09-11 08:00",
            "task_due 0 2026-09-15 08:00",
            "task_overdue 1 2026-09-16 08:00",
            "task_overdue 5 2026-09-22 08:00",
            "task_overdue 10 2026-09-29 08:00",
        ]
    );
    use Role::{Editor, Owner, ProjectLead, ServiceManager};
    assert_eq!(row[0].roles, BTreeSet::from([Editor]), "the responsible role");
    assert_eq!(
        row[3].roles,
        BTreeSet::from([Editor, ProjectLead, ServiceManager])
    );
    assert_eq!(
        row[4].roles,
        BTreeSet::from([Editor, ProjectLead, ServiceManager, Owner])
    );

    let somebody = UserId::new();
    let taken = Facts {
        assignee: Some(somebody),
        ..task_due(day("2026-09-15"))
    };
    let row = whole_row(&taken);
    assert_eq!((row[0].roles.len(), row[0].assignee), (0, Some(somebody)));
    assert_eq!(row[3].roles, BTreeSet::from([ProjectLead, ServiceManager]));
}

#[test]
fn an_e_service_can_have_lead_times_of_its_own() {
    let own = Facts {
        leads: Some(vec![2]),
        ..task_due(day("2026-09-17"))
    };
    assert_eq!(
        told(&whole_row(&own))[..2],
        ["task_due 2 2026-09-15 08:00", "task_due 0 2026-09-17 08:00"]
    );
}

#[test]
fn every_series_has_a_plan_and_its_kinds_say_so() {
    for series in ReminderSeries::ALL {
        assert!(Policy::default().plan(*series).is_some(), "{series:?}");
        for kind in kinds(*series) {
            assert_eq!(crate::domain::notification::entry(kind).series, Some(*series));
        }
    }
}
