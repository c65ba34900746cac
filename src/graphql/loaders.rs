//! The loaders of a request: each is a key, what is found, and the query that finds it.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use ::entity::{
    artefact, artefact_version, attachment, cycle, decision, document_version,
    enums::{ArtefactKind, Attention, ReminderSeries},
    ids::{
        ApprovalId, ArtefactId, AttachmentId, CycleId, DocumentId, EServiceId, MachineClientId,
        MeasurementId, MetricId, NeedId, NotificationId, OrgUnitId, ReportId, SuggestionId, TaskId, UserId,
    },
    machine_client, mail_hold, measurement, metric_version, need, need_view, notification, org_unit,
    published_service, report, revision, role_grant, suggestion, task_comment, user,
};

use super::{
    context::Circumstances,
    loader::{Batch, Loader},
    turn::Turn,
};
use crate::domain::conformance::History;
use crate::domain::suggestion::Summary;
use crate::service::{
    Error, Result, account, approval, artefact as artefacts, attachment as attachments,
    cycle::{facts, history, queries as cycles},
    decision as decisions, document, e_service, ground, machine as machines, metric, need as needs,
    notification as notifications, organisation,
    paging::{Page, PageArgs},
    publication, report as reports, revision as revisions, suggestion as suggestions, task,
};

macro_rules! loaders {
    ($($(#[$doc:meta])* $field:ident: $name:ident = $key:ty => $value:ty, |$here:ident, $keys:ident| $load:expr;)*) => {
        /// The loaders of a request.
        pub struct Loaders {
            /// What the request waits for; it has to be driven.
            pub turn: Arc<Turn>,
            $($(#[$doc])* pub $field: Loader<$name>,)*
        }

        impl Default for Loaders {
            fn default() -> Self {
                let turn = Arc::<Turn>::default();
                Self { $($field: Loader::new(turn.clone()),)* turn }
            }
        }

        $($(#[$doc])*
        pub struct $name;

        impl Batch for $name {
            type Key = $key;
            type Value = $value;

            async fn load($here: &Circumstances, $keys: Vec<$key>) -> Result<HashMap<$key, $value>> {
                $load
            }
        })*
    };
}

loaders! {
    /// People by key.
    users: Users = UserId => user::Model, |here, keys| Ok(account::queries::users(&here.services.db, &keys).await?);
    /// The roles of people.
    roles: RolesOf = UserId => Vec<role_grant::Model>,
        |here, keys| Ok(account::queries::roles_of(&here.services.db, &keys).await?);
    /// Units by key.
    units: Units = OrgUnitId => org_unit::Model,
        |here, keys| Ok(organisation::queries::units(&here.services.db, &keys).await?);
    /// The units right below a unit.
    units_below: UnitsBelow = OrgUnitId => Vec<org_unit::Model>,
        |here, keys| Ok(organisation::queries::children(&here.services.db, &keys).await?);
    /// E-services by key and shape.
    e_services: EServices = (EServiceId, e_service::queries::Shape) => e_service::queries::EServiceView, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        {
            let mut found = HashMap::new();
            for (shape, ids) in by_shape(keys) {
                let loaded = e_service::queries::by_ids(&here.services.db, actor, &ids, &shape).await?;
                found.extend(loaded.into_iter().map(|(id, value)| ((id, shape.clone()), value)));
            }
            Ok(found)
        }
    };
    /// Cycles by key.
    cycles: Cycles = CycleId => cycles::CycleView, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(cycles::by_ids(&here.services.db, actor, &keys).await?)
    };
    /// All cycles of an e-service.
    cycles_of: CyclesOf = EServiceId => Vec<cycle::Model>,
        |here, keys| Ok(cycles::of_e_services(&here.services.db, &keys).await?);
    /// How a cycle went.
    histories: Histories = CycleId => Arc<History>, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        let views = cycles::by_ids(&here.services.db, actor, &keys).await?;
        let rows: Vec<_> = views.values().map(|view| &view.cycle).collect();
        let found = history::of_cycles(&here.services, &here.services.db, &rows).await?;
        Ok(found.into_iter().map(|(id, history)| (id, Arc::new(history))).collect())
    };
    /// What the rules know of a cycle.
    facts: Facts = CycleId => facts::Loaded, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        let views = cycles::by_ids(&here.services.db, actor, &keys).await?;
        let cycles: Vec<_> = views.values().map(|view| (&view.cycle, view.unit_path.as_str())).collect();
        facts::load_many(&here.services, &here.services.db, &cycles).await
    };
    /// Tasks by key and shape.
    tasks: Tasks = (TaskId, task::queries::Shape) => task::queries::Found, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        {
            let mut found = HashMap::new();
            for (shape, ids) in by_shape(keys) {
                let loaded = task::queries::by_ids(&here.services.db, actor, &ids, &shape).await?;
                found.extend(loaded.into_iter().map(|(id, value)| ((id, shape.clone()), value)));
            }
            Ok(found)
        }
    };
    /// The tasks of a cycle.
    tasks_of: TasksOf = (CycleId, task::queries::Shape) => Vec<task::queries::TaskView>, |here, keys| {
        {
            let mut found = HashMap::new();
            for (shape, ids) in by_shape(keys) {
                let loaded = task::queries::of_cycles(&here.services.db, &ids, &shape).await?;
                found.extend(loaded.into_iter().map(|(id, value)| ((id, shape.clone()), value)));
            }
            Ok(found)
        }
    };
    /// The comments on a task.
    comments: CommentsOf = TaskId => Vec<task_comment::Model>,
        |here, keys| Ok(task::queries::comments_of(&here.services.db, &keys).await?);
    /// The decisions of a cycle.
    decisions: DecisionsOf = CycleId => Vec<decision::Model>,
        |here, keys| Ok(decisions::queries::of_cycles(&here.services.db, &keys).await?);
    /// Approvals by key.
    approvals: Approvals = ApprovalId => approval::queries::Found, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(approval::queries::by_ids(&here.services.db, actor, &keys).await?)
    };
    /// The approvals of a cycle.
    approvals_of: ApprovalsOf = CycleId => Vec<approval::queries::ApprovalRow>,
        |here, keys| Ok(approval::queries::of_cycles(&here.services.db, &keys).await?);
    /// What was approved by an approval.
    approved: WhatWasApproved = ApprovalId => Arc<approval::queries::Approved>,
        |here, keys| Ok(approval::queries::approved(&here.services.db, &keys).await?);
    /// All that can be approved in a cycle, as it is now.
    contents: Contents = CycleId => Arc<approval::content::Content>, |here, keys| {
        let found = approval::content::load_many(&here.services.db, &keys).await?;
        Ok(found.into_iter().map(|(cycle, content)| (cycle, Arc::new(content))).collect())
    };
    /// The artefacts of a kind in a cycle.
    artefacts_of: ArtefactsOf = (CycleId, ArtefactKind) => Vec<artefact::Model>,
        |here, keys| Ok(artefacts::queries::of_cycles(&here.services.db, &keys).await?);
    /// The benefits that a metric shows.
    benefits_of: BenefitsOf = MetricId => Vec<artefact::Model>,
        |here, keys| ground::queries::benefits_of_metrics(&here.services.db, &keys).await;
    /// The benefits that answer a need.
    benefits_of_needs: BenefitsOfNeeds = NeedId => Vec<artefact::Model>, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        ground::queries::benefits_of_needs(&here.services.db, actor, &keys).await
    };
    /// Artefacts by key.
    artefacts: Artefacts = ArtefactId => artefact::Model,
        |here, keys| Ok(artefacts::queries::by_ids(&here.services.db, &keys).await?);
    /// Attachments by key.
    attachments: Attachments = AttachmentId => attachment::Model,
        |here, keys| Ok(attachments::queries::by_ids(&here.services.db, &keys).await?);
    /// The attachments of an e-service.
    attachments_of: AttachmentsOf = EServiceId => Vec<attachment::Model>,
        |here, keys| Ok(attachments::queries::of_e_services(&here.services.db, &keys).await?);
    /// The versions of an artefact.
    artefact_versions: ArtefactVersionsOf = ArtefactId => Vec<artefact_version::Model>,
        |here, keys| Ok(artefacts::queries::versions_of(&here.services.db, &keys).await?);
    /// What a revision was begun with.
    revisions: Revisions = CycleId => revision::Model,
        |here, keys| Ok(revisions::queries::of_cycles(&here.services.db, &keys).await?);
    /// Documents by key.
    documents: Documents = DocumentId => document::queries::DocumentView,
        |here, keys| Ok(document::queries::by_ids(&here.services.db, &keys).await?);
    /// The documents of a cycle.
    documents_of: DocumentsOf = CycleId => Vec<document::queries::DocumentView>,
        |here, keys| Ok(document::queries::of_cycles(&here.services.db, &keys).await?);
    /// The versions of a document.
    versions: VersionsOf = DocumentId => Vec<document_version::Model>,
        |here, keys| Ok(document::queries::versions_of(&here.services.db, &keys).await?);
    /// The versions of what a metric says.
    metric_versions: MetricVersionsOf = MetricId => Vec<metric_version::Model>,
        |here, keys| Ok(metric::versions::of_metrics(&here.services.db, &keys).await?);
    /// Metrics by key, with so many of their latest measurements.
    metrics: Metrics = (MetricId, metric::queries::Latest) => metric::queries::MetricView, |here, keys| {
        {
            let mut found = HashMap::new();
            for (latest, ids) in by_shape(keys) {
                let loaded = metric::queries::by_ids(&here.services.db, &ids, latest).await?;
                found.extend(loaded.into_iter().map(|(id, value)| ((id, latest), value)));
            }
            Ok(found)
        }
    };
    /// A page of the measurements of a metric, counted or not.
    measurements: Measurements = (MetricId, (PageArgs, bool)) => Page<measurement::Model>, |here, keys| {
        {
            let mut found = HashMap::new();
            for (asked, ids) in by_shape(keys) {
                let pages = metric::queries::measurement_pages(&here.services.db, &ids, &asked.0, asked.1).await?;
                found.extend(pages.into_iter().map(|(id, page)| ((id, asked.clone()), page)));
            }
            Ok(found)
        }
    };
    /// The former values of measurements, by the key of the first of each.
    former_measurements: FormerMeasurements = MeasurementId => Vec<measurement::Model>,
        |here, keys| Ok(metric::queries::former(&here.services.db, &keys).await?);
    /// Follow-up reports by key.
    reports: Reports = ReportId => report::Model,
        |here, keys| Ok(reports::queries::by_ids(&here.services.db, &keys).await?);
    /// The follow-up reports of a cycle.
    reports_of: ReportsOf = CycleId => Vec<report::Model>,
        |here, keys| Ok(reports::queries::of_cycles(&here.services.db, &keys).await?);
    /// Machine clients by key.
    machine_clients: MachineClients = MachineClientId => machine_client::Model,
        |here, keys| Ok(machines::queries::by_ids(&here.services.db, &keys).await?);
    /// The e-services of a machine client.
    machine_client_e_services: MachineClientEServices = MachineClientId => Vec<EServiceId>,
        |here, keys| Ok(machines::queries::e_services_of(&here.services.db, &keys).await?);
    /// Needs by key.
    needs: Needs = NeedId => need::Model, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(needs::queries::by_ids(&here.services.db, actor, &keys).await?)
    };
    /// The needs that were merged into a need.
    merged_needs: MergedNeeds = NeedId => Vec<need::Model>, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(needs::queries::merged_into(&here.services.db, actor, &keys).await?)
    };
    /// The needs that a revision takes up.
    needs_of_revisions: NeedsOfRevisions = CycleId => Vec<need::Model>, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(needs::queries::of_revisions(&here.services.db, actor, &keys).await?)
    };
    /// The need that came from a suggestion.
    needs_of_suggestions: NeedsOfSuggestions = SuggestionId => need::Model, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(needs::queries::of_suggestions(&here.services.db, actor, &keys).await?)
    };
    /// A page of the needs that an e-service answers, counted or not.
    needs_of: NeedsOf = (EServiceId, (PageArgs, bool)) => Page<need::Model>, |here, keys| {
        {
            let mut found = HashMap::new();
            for (asked, ids) in by_shape(keys) {
                let pages = needs::queries::pages_of_e_services(&here.services.db, &ids, &asked.0, asked.1).await?;
                found.extend(pages.into_iter().map(|(id, page)| ((id, asked.clone()), page)));
            }
            Ok(found)
        }
    };
    /// A page of the views on a need, counted or not.
    need_views: NeedViewsOf = (NeedId, (PageArgs, bool)) => Page<need_view::Model>, |here, keys| {
        {
            let mut found = HashMap::new();
            for (asked, ids) in by_shape(keys) {
                let pages = needs::queries::pages_of_views(&here.services.db, &ids, &asked.0, asked.1).await?;
                found.extend(pages.into_iter().map(|(id, page)| ((id, asked.clone()), page)));
            }
            Ok(found)
        }
    };
    /// Suggestions by key.
    suggestions: Suggestions = SuggestionId => suggestion::Model, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        Ok(suggestions::queries::by_ids(&here.services.db, actor, &keys).await?)
    };
    /// A page of the suggestions for an e-service, counted or not.
    suggestions_of: SuggestionsOf = (EServiceId, (suggestions::queries::Filter, PageArgs, bool)) => Page<suggestion::Model>,
        |here, keys| {
            let mut found = HashMap::new();
            for (asked, ids) in by_shape(keys) {
                let (filter, args, count) = &asked;
                let db = &here.services.db;
                let pages = suggestions::queries::pages_of_e_services(db, &ids, filter, args, *count).await?;
                found.extend(pages.into_iter().map(|(id, page)| ((id, asked.clone()), page)));
            }
            Ok(found)
        };
    /// What the suggestions for an e-service say taken together.
    suggestion_summaries: SuggestionSummaries = EServiceId => Summary,
        |here, keys| Ok(suggestions::queries::summaries(&here.services.db, &keys).await?);
    /// What is published of an e-service.
    published: PublishedOf = EServiceId => published_service::Model,
        |here, keys| Ok(publication::queries::of_e_services(&here.services.db, &keys).await?);
    /// The viewer's own notifications by key.
    notifications: Notifications = NotificationId => notification::Model, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        let rows = notifications::queries::by_ids(&here.services.db, actor.user_id, &keys).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    };
    /// Why mails to a person's address are held.
    mail_holds: MailHolds = UserId => mail_hold::Model,
        |here, keys| Ok(notifications::bounce::held(&here.services.db, keys).await?);
    /// How much the viewer wants to hear of an e-service, where that is not as usual.
    attentions: Attentions = EServiceId => Attention, |here, keys| {
        let actor = here.actor.as_ref().ok_or(Error::Unauthenticated)?;
        let rows = notifications::choose::attentions_of(&here.services.db, actor.user_id, &keys).await?;
        Ok(rows.into_iter().collect())
    };
    /// The lead times of an e-service, where they are its own.
    reminder_days: ReminderDays = EServiceId => Vec<(ReminderSeries, Vec<i64>)>, |here, keys| {
        let mut found: HashMap<EServiceId, Vec<_>> = HashMap::new();
        for (id, series, days) in notifications::reminder_days::of(&here.services.db, &keys).await? {
            found.entry(id).or_default().push((series, days));
        }
        Ok(found)
    };
    /// The metrics of an e-service, with so many of their latest measurements.
    metrics_of: MetricsOf = (EServiceId, metric::queries::Latest) => Vec<metric::queries::MetricView>, |here, keys| {
        {
            let mut found = HashMap::new();
            for (latest, ids) in by_shape(keys) {
                let loaded = metric::queries::of_e_services(&here.services.db, &ids, latest).await?;
                found.extend(loaded.into_iter().map(|(id, value)| ((id, latest), value)));
            }
            Ok(found)
        }
    };
}

/// Keys that differ in what is wanted of them: one group for each shape.
fn by_shape<I, S: Eq + Hash>(keys: Vec<(I, S)>) -> HashMap<S, Vec<I>> {
    let mut shapes: HashMap<S, Vec<I>> = HashMap::new();
    for (id, shape) in keys {
        shapes.entry(shape).or_default().push(id);
    }
    shapes
}
