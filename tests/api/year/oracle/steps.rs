//! When something is reminded of, written out day by day from what the catalogue says.

use ::entity::{
    approval, cycle,
    enums::{
        ApprovalState, EServiceState, NotificationKind as Kind, Phase, ReminderSeries as Series, Role,
        TaskState,
    },
    ids::UserId,
    metric, task,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use uuid::Uuid;

use super::super::{
    almanac::{STOCKHOLM, or_after, or_before, working_days_after, working_days_before},
    world::Service,
};

/// The hour at which reminders come.
const MORNING: u32 = 8;

/// Something with a date, and all the days on which it is reminded of.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// Of which series.
    pub series: Series,
    /// Key of the thing.
    pub thing: Uuid,
    /// The date.
    pub about: NaiveDate,
    /// Who is to do it in person.
    pub assignee: Option<UserId>,
    /// Whose it is while nobody is to do it in person.
    pub responsible: Option<Role>,
    /// In the order of their days.
    pub steps: Vec<Step>,
}

/// One of these days.
#[derive(Clone, Debug)]
pub struct Step {
    /// When it comes.
    pub at: DateTime<Utc>,
    /// What is told.
    pub kind: Kind,
    /// Days before, or working days after; 0 on the date.
    pub nth: i64,
    /// Who is told.
    pub roles: Vec<Role>,
}

/// How a series goes, as the catalogue tells it.
struct Course {
    /// Days before the date, where the e-service has none of its own.
    leads: &'static [i64],
    /// What is told before the date, on it, and after it.
    kinds: [Kind; 3],
    /// Who is told before it and on it.
    roles: &'static [Role],
    /// Working days after it, and who is told then.
    late: &'static [(i64, &'static [Role])],
}

fn course(series: Series) -> Course {
    use Role::{Editor, Management, Owner, ProjectLead, ServiceManager};
    match series {
        Series::Launch => Course {
            leads: &[30, 14, 7, 1, 0],
            kinds: [Kind::LaunchAhead, Kind::LaunchToday, Kind::LaunchOverdue],
            roles: &[Owner, ProjectLead, ServiceManager, Editor],
            late: &[
                (1, &[Editor, ProjectLead, Owner]),
                (5, &[Editor, ProjectLead, Owner, Management]),
            ],
        },
        Series::Publication => Course {
            leads: &[5],
            kinds: [
                Kind::PublicationDue,
                Kind::PublicationDue,
                Kind::PublicationOverdue,
            ],
            roles: &[ProjectLead],
            late: &[(1, &[ProjectLead]), (5, &[ProjectLead, Owner])],
        },
        Series::Deadline => Course {
            leads: &[14, 3],
            kinds: [Kind::DeadlineAhead, Kind::DeadlineAhead, Kind::DeadlineOverdue],
            roles: &[ProjectLead, Owner],
            late: &[(1, &[ProjectLead, Owner]), (5, &[ProjectLead, Owner, Management])],
        },
        Series::Measure => Course {
            leads: &[14],
            kinds: [Kind::MeasureAhead, Kind::MeasureDue, Kind::MeasureOverdue],
            roles: &[ServiceManager],
            late: &[(5, &[ServiceManager]), (15, &[ServiceManager, Owner])],
        },
        Series::Report => Course {
            leads: &[7],
            kinds: [Kind::ReportDue, Kind::ReportDue, Kind::ReportOverdue],
            roles: &[],
            late: &[(1, &[]), (10, &[Owner])],
        },
        Series::Check => Course {
            leads: &[],
            kinds: [Kind::CheckDue, Kind::CheckDue, Kind::CheckOverdue],
            roles: &[],
            late: &[(5, &[]), (15, &[Owner])],
        },
        Series::Task => Course {
            leads: &[3],
            kinds: [Kind::TaskDue, Kind::TaskDue, Kind::TaskOverdue],
            roles: &[],
            late: &[
                (1, &[]),
                (5, &[ProjectLead, ServiceManager]),
                (10, &[ProjectLead, ServiceManager, Owner]),
            ],
        },
        Series::Approval => Course {
            leads: &[],
            kinds: [Kind::ApprovalWaiting; 3],
            roles: &[],
            late: &[(3, &[]), (7, &[ProjectLead])],
        },
    }
}

/// Everything of an e-service that is to be reminded of as it is now.
pub fn written_out(service: &Service) -> Vec<Reminder> {
    let mut reminders = Vec::new();
    for cycle in &service.cycles {
        reminders.extend(launch(service, cycle));
        reminders.extend(deadline(service, cycle));
    }
    reminders.extend(
        service
            .metrics
            .iter()
            .filter_map(|metric| measure(service, metric)),
    );
    reminders.extend(service.tasks.iter().filter_map(|row| task(service, row)));
    reminders.extend(service.approvals.iter().filter_map(|row| approval(service, row)));
    reminders
}

/// The launch, and the last day on which its publication is ordered in good time: ten working days before.
fn launch(service: &Service, cycle: &cycle::Model) -> Vec<Reminder> {
    let counts = cycle.phase == Phase::Launch || service.approved.contains(&cycle.id);
    let (Some(date), true) = (cycle.launch_date, counts && is_coming(cycle)) else {
        return Vec::new();
    };
    let (id, set_at) = (cycle.id.0, cycle.launch_date_set_at);
    let mut reminders = vec![reminder(service, Series::Launch, id, date, set_at)];
    if !service.ordered.contains(&cycle.id) {
        let order_by = working_days_before(date, 10);
        reminders.push(reminder(service, Series::Publication, id, order_by, set_at));
    }
    reminders
}

fn deadline(service: &Service, cycle: &cycle::Model) -> Option<Reminder> {
    let date = cycle.deadline.filter(|_| is_coming(cycle))?;
    Some(reminder(service, Series::Deadline, cycle.id.0, date, None))
}

fn is_coming(cycle: &cycle::Model) -> bool {
    cycle.published_at.is_none() && cycle.ended_at.is_none()
}

/// Of an e-service in operation; where a deviation was accepted, all of it comes so much later.
fn measure(service: &Service, metric: &metric::Model) -> Option<Reminder> {
    if service.row.state != EServiceState::Live || metric.removed_at.is_some() {
        return None;
    }
    let due_on = metric.next_due_on?;
    let (date, set_at) = match metric.deviation_until {
        Some(until) if until > due_on => (until, metric.deviation_at),
        _ => (due_on, metric.due_set_at),
    };
    Some(reminder(service, Series::Measure, metric.id.0, date, set_at))
}

/// Once it can be done, until it is done.
fn task(service: &Service, row: &task::Model) -> Option<Reminder> {
    let ended = |cycle: &cycle::Model| cycle.id == row.cycle_id && cycle.ended_at.is_some();
    let can_be_done = matches!(row.state, TaskState::Ready | TaskState::InProgress);
    if !can_be_done || service.cycles.iter().any(ended) {
        return None;
    }
    let series = match row.activity.as_deref() {
        Some("followup.report") => Series::Report,
        Some("management.operation" | "management.information") => Series::Check,
        _ => Series::Task,
    };
    Some(Reminder {
        assignee: row.assignee_id,
        responsible: Some(row.role),
        ..reminder(service, series, row.id.0, row.due_on?, None)
    })
}

/// From the day on which it was asked.
fn approval(service: &Service, row: &approval::Model) -> Option<Reminder> {
    if row.state != ApprovalState::Pending {
        return None;
    }
    let asked_on = STOCKHOLM.day(row.asked_at);
    Some(Reminder {
        responsible: Some(row.role),
        ..reminder(service, Series::Approval, row.id.0, asked_on, None)
    })
}

fn reminder(
    service: &Service,
    series: Series,
    thing: Uuid,
    about: NaiveDate,
    set_at: Option<DateTime<Utc>>,
) -> Reminder {
    let course = course(series);
    let [before, on, after] = course.kinds;
    let own = service.days.get(&series).cloned();
    let mut leads = own.unwrap_or_else(|| course.leads.to_vec());
    leads.sort_unstable();
    leads.dedup();
    let mut days: Vec<(NaiveDate, Kind, i64, &[Role], bool)> = Vec::new();
    if series != Series::Approval {
        // Ahead, on the working day before where it is a free one.
        for lead in leads.iter().rev().filter(|lead| **lead > 0) {
            let day = about - Days::new(lead.unsigned_abs());
            days.push((or_before(day), before, *lead, course.roles, true));
        }
        // On the day: a launch on its date, whatever day that is; all else on a working day.
        if series != Series::Launch {
            days.push((or_after(about), on, 0, course.roles, false));
        } else if leads.contains(&0) {
            days.push((about, on, 0, course.roles, false));
        }
    }
    for (count, roles) in course.late {
        days.push((working_days_after(about, *count), after, *count, roles, false));
    }
    // Two never share a day: the earlier one stays.
    let mut kept: Vec<(NaiveDate, Kind, i64, &[Role], bool)> = Vec::new();
    for day in days {
        if kept.iter().all(|earlier| earlier.0 < day.0) {
            kept.push(day);
        }
    }
    let steps = kept.into_iter().map(|(day, kind, nth, roles, ahead)| {
        let step = Step {
            at: STOCKHOLM.first(day, MORNING),
            kind,
            nth,
            roles: roles.to_vec(),
        };
        (step, ahead)
    });
    // Who set the date later than that needs no reminder of it.
    let steps = steps.filter(|(step, ahead)| !(*ahead && set_at.is_some_and(|set_at| step.at < set_at)));
    Reminder {
        series,
        thing,
        about,
        assignee: None,
        responsible: None,
        steps: steps.map(|(step, _)| step).collect(),
    }
}

/// Whether a reminder may come now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timely {
    /// Yes.
    Now,
    /// Not at this hour.
    Later,
    /// It would not be true any more.
    Never,
}

/// On working days from eight in the morning; "today" on its day, free or not; ahead of a date only before it.
pub fn timely(kind: Kind, about: NaiveDate, now: DateTime<Utc>) -> Timely {
    let (today, morning) = (STOCKHOLM.day(now), STOCKHOLM.hour(now) >= MORNING);
    match kind {
        Kind::LaunchToday if today > about => Timely::Never,
        Kind::LaunchToday if today == about && morning => Timely::Now,
        Kind::LaunchToday => Timely::Later,
        Kind::LaunchAhead | Kind::MeasureAhead if or_after(today) >= about => Timely::Never,
        _ if or_after(today) == today && morning => Timely::Now,
        _ => Timely::Later,
    }
}
