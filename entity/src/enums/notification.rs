//! Telling people.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

stored_enums! {
    /// What a notification tells. `domain/notification/catalogue.rs` says of each whom it is told to, and why.
    NotificationKind {
        /// The launch date comes nearer.
        LaunchAhead,
        /// The launch is today.
        LaunchToday,
        /// The launch date has passed and nothing was published.
        LaunchOverdue,
        /// The launch date was moved.
        LaunchMoved,
        /// There will be no launch: the cycle ended without one.
        LaunchCancelled,
        /// The publication is to be ordered now.
        PublicationDue,
        /// The publication should have been ordered.
        PublicationOverdue,
        /// The e-service was published.
        Published,
        /// The deadline of a cycle comes nearer.
        DeadlineAhead,
        /// The deadline of a cycle has passed.
        DeadlineOverdue,
        /// A measure is due soon.
        MeasureAhead,
        /// A measure is due today.
        MeasureDue,
        /// A measure was due and has not been taken.
        MeasureOverdue,
        /// A follow-up report is due soon, or today.
        ReportDue,
        /// A follow-up report was due and has not been presented.
        ReportOverdue,
        /// A follow-up report was presented.
        ReportPresented,
        /// A task was given to the person.
        TaskAssigned,
        /// A task should be done soon.
        TaskDue,
        /// A task should have been done.
        TaskOverdue,
        /// The operation or the information is to be checked.
        CheckDue,
        /// The operation or the information should have been checked.
        CheckOverdue,
        /// A defect was found, or given to the person.
        DefectReported,
        /// An approval is asked of the person.
        ApprovalAsked,
        /// An approval that was asked has waited for some days.
        ApprovalWaiting,
        /// An approval that the person asked for was answered.
        ApprovalDecided,
        /// An approval became void, since what it was given for has changed.
        ApprovalVoid,
        /// Management has decided about the development.
        DecisionMade,
        /// The handover is to be accepted.
        HandoverAsked,
        /// Somebody has suggested an improvement.
        SuggestionReceived,
        /// The e-service will be taken out of operation.
        RetirementAnnounced,
        /// The person was given a role.
        RoleGranted,
        /// A role was taken from the person.
        RoleRevoked,
        /// The password of the person was changed.
        PasswordChanged,
        /// A log-in of the person was ended, since its token was used twice.
        LogInEnded,
    }

    /// What a notification belongs to; people choose by it how they are told.
    NotificationCategory {
        /// Launches, deadlines and publication.
        Launch,
        /// Measures and follow-up reports.
        FollowUp,
        /// Tasks of one's own.
        Task,
        /// Approvals and handovers.
        Approval,
        /// Decisions of management.
        Decision,
        /// Operation: checks, defects, suggestions, retirement.
        Operation,
        /// The account: roles, password, log-ins.
        Account,
    }

    /// How somebody is told through a channel.
    DeliveryMode {
        /// Each by itself, at once; reminders at their hour.
        AtOnce,
        /// Gathered, once a working day.
        Daily,
        /// Gathered, once a week.
        Weekly,
        /// Not at all.
        Off,
    }

    /// A row of reminders that belong together: ahead of a date, on it and after it.
    ReminderSeries {
        /// The launch of a cycle.
        Launch,
        /// The order of a publication.
        Publication,
        /// The deadline of a cycle.
        Deadline,
        /// A measure.
        Measure,
        /// A follow-up report.
        Report,
        /// A check of operation or information.
        Check,
        /// Any other task.
        Task,
        /// An approval that was asked.
        Approval,
    }

    /// How much somebody wants to hear of one e-service.
    Attention {
        /// Nothing that is not asked of them in person.
        Muted,
        /// Also what is told to others.
        Watched,
    }

    /// A way in which a notification reaches a person beside the app itself.
    Channel {
        /// E-mail.
        Email,
    }

    /// What a delivery carries.
    DeliveryForm {
        /// One notification.
        Notice,
        /// What was gathered until its moment.
        Digest,
        /// What lies ahead of somebody in the week that begins.
        Overview,
    }

    /// Where a delivery stands.
    DeliveryState {
        /// To be sent when it is due.
        Pending,
        /// Handed over to the channel.
        Sent,
        /// The reason was gone when it was about to be sent.
        Cancelled,
        /// Refused for good, or tried too often.
        Failed,
        /// Handed over, and came back.
        Bounced,
    }
}
