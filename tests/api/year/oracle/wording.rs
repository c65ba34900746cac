//! What the catalogue says of the kinds that the year brings.

use ::entity::enums::{
    DeliveryMode as Mode, NotificationCategory as Category, NotificationKind as Kind,
    ReminderSeries as Series, Role,
};

/// What people choose a kind by.
pub fn category(kind: Kind) -> Category {
    match kind {
        Kind::LaunchAhead
        | Kind::LaunchToday
        | Kind::LaunchOverdue
        | Kind::LaunchMoved
        | Kind::LaunchCancelled
        | Kind::PublicationDue
        | Kind::PublicationOverdue
        | Kind::DeadlineAhead
        | Kind::DeadlineOverdue => Category::Launch,
        Kind::MeasureAhead
        | Kind::MeasureDue
        | Kind::MeasureOverdue
        | Kind::ReportDue
        | Kind::ReportOverdue => Category::FollowUp,
        Kind::TaskAssigned | Kind::TaskDue | Kind::TaskOverdue => Category::Task,
        Kind::CheckDue | Kind::CheckOverdue => Category::Operation,
        Kind::ApprovalWaiting => Category::Approval,
        Kind::RoleGranted | Kind::RoleRevoked => Category::Account,
        other => panic!("the year brings no {other:?}"),
    }
}

/// Whether it is a reminder of a date.
pub fn is_reminder(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::LaunchMoved
            | Kind::LaunchCancelled
            | Kind::TaskAssigned
            | Kind::RoleGranted
            | Kind::RoleRevoked
    )
}

/// Whether it is asked of somebody in person, so that muting the e-service changes nothing.
pub fn is_personal(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ReportDue
            | Kind::ReportOverdue
            | Kind::CheckDue
            | Kind::CheckOverdue
            | Kind::TaskAssigned
            | Kind::TaskDue
            | Kind::TaskOverdue
            | Kind::ApprovalWaiting
            | Kind::RoleGranted
            | Kind::RoleRevoked
    )
}

/// Whether those who watch the e-service hear of it.
pub fn is_watched(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::LaunchAhead
            | Kind::LaunchToday
            | Kind::LaunchOverdue
            | Kind::LaunchMoved
            | Kind::LaunchCancelled
    )
}

/// Whether it is a notice about the safety of the account.
pub fn is_about_safety(kind: Kind) -> bool {
    category(kind) == Category::Account
}

/// How a kind comes where nothing was chosen.
pub fn usual_mode(kind: Kind, role: Option<Role>) -> Mode {
    use Role::{Business, CaseOfficer, Developer, Management, PlatformManager, RequirementsOwner, Tester};
    let late = matches!(
        kind,
        Kind::LaunchOverdue
            | Kind::PublicationOverdue
            | Kind::DeadlineOverdue
            | Kind::MeasureOverdue
            | Kind::ReportOverdue
            | Kind::CheckOverdue
            | Kind::TaskOverdue
    );
    let Some(role) = role.filter(|_| !late) else {
        return Mode::AtOnce;
    };
    let from_afar = [Management, PlatformManager].contains(&role);
    let beside = [CaseOfficer, Business, RequirementsOwner, Developer, Tester].contains(&role);
    match category(kind) {
        Category::Operation | Category::FollowUp | Category::Launch if from_afar => Mode::Daily,
        Category::Operation | Category::Decision | Category::Launch if beside => Mode::Weekly,
        _ => Mode::AtOnce,
    }
}

/// The reminders that a kind is one of.
pub fn series(kind: Kind) -> Series {
    match kind {
        Kind::LaunchAhead | Kind::LaunchToday | Kind::LaunchOverdue => Series::Launch,
        Kind::PublicationDue | Kind::PublicationOverdue => Series::Publication,
        Kind::DeadlineAhead | Kind::DeadlineOverdue => Series::Deadline,
        Kind::MeasureAhead | Kind::MeasureDue | Kind::MeasureOverdue => Series::Measure,
        Kind::ReportDue | Kind::ReportOverdue => Series::Report,
        Kind::CheckDue | Kind::CheckOverdue => Series::Check,
        Kind::TaskDue | Kind::TaskOverdue => Series::Task,
        Kind::ApprovalWaiting => Series::Approval,
        other => panic!("{other:?} is no reminder"),
    }
}
