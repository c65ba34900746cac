//! What a launch and an operation leave behind, kept by whoever has the role.

use ::entity::{
    enums::{ArtefactKind, Role},
    ids::ArtefactId,
};
use lansera::{
    domain::{
        attachment::Attached,
        launch::{
            AccessibilityConformance, AccessibilityStatement, EditorialText, Guide, GuideAudience,
            MarketingAction, OutreachChannel, PlatformPermission, PublicationOrder, TextPlace, TextState,
            TrainingSession,
        },
        operation::{ClosingReport, Handover, OperationCheck, OperationResult},
    },
    service::{
        artefact::{
            Kept, queries,
            save::{Seen, save},
        },
        launch::tick_off,
        operation::accept,
    },
};

use super::{EService, Given, Person, done};

impl Given<'_> {
    /// An artefact, kept as a new one.
    pub async fn kept<A: Kept>(&self, service: &EService, by: &Person, draft: A) -> ArtefactId {
        let seen = Seen {
            cycle: service.cycle,
            id: None,
            version: 0,
        };
        let actor = self.app.acting(by).await;
        let what = format!("{:?} by {}", A::KIND, by.name);
        done(what, save(self.services(), &actor, seen, draft).await)
    }

    /// Whether there is an artefact of a kind in the cycle.
    pub async fn has(&self, service: &EService, kind: ArtefactKind) -> bool {
        let key = (service.cycle, kind);
        let found = queries::of_cycles(&self.services().db, &[key]).await;
        !found.expect("artefacts").is_empty()
    }

    /// What an activity of launch or management must leave behind; nothing for others, and for what somebody has kept already.
    pub async fn left_by(&self, service: &EService, activity: &str) {
        let (cast, today) = (&service.cast, self.app.today());
        let lead = &cast.project_lead;
        match activity {
            "launch.permissions" => {
                let permission = PlatformPermission {
                    name: "Handläggare bygglov".into(),
                    holder: "Bygglovsenheten".into(),
                    description: String::new(),
                    ticked_off: None,
                };
                let id = self.kept(service, lead, permission).await;
                let actor = self.app.acting(&cast.platform_manager).await;
                done(
                    "ticking it off",
                    tick_off::tick_off(self.services(), &actor, id, 1, true).await,
                );
            }
            "launch.texts" => {
                let text = EditorialText {
                    title: "Sidan om bygglov".into(),
                    place: TextPlace::Website,
                    link: None,
                    note: String::new(),
                    state: TextState::Published,
                };
                self.kept(service, &cast.editor, text).await;
                let statement = AccessibilityStatement {
                    assessed_on: Some(today),
                    assessed_by: "Kommunen själv".into(),
                    conformance: Some(AccessibilityConformance::Full),
                    shortcomings: String::new(),
                    link: None,
                };
                // In a revision it is taken over.
                if !self.has(service, ArtefactKind::AccessibilityStatement).await {
                    self.kept(service, &cast.editor, statement).await;
                }
                self.told_outside(service).await;
            }
            "launch.training" => {
                let session = TrainingSession {
                    title: "Så handlägger du".into(),
                    audience: "Handläggare".into(),
                    content: String::new(),
                    session_on: today,
                    held: true,
                    attendees: vec![cast.case_officer.id],
                    attendee_count: Some(4),
                };
                self.kept(service, lead, session).await;
            }
            "launch.user_support" => {
                let guide = Guide {
                    title: "Så gör du".into(),
                    audience: GuideAudience::Recipients,
                    description: String::new(),
                    link: None,
                    attachments: Attached::default(),
                };
                self.kept(service, lead, guide).await;
            }
            "launch.marketing" => {
                let action = MarketingAction {
                    title: "Affisch i entrén".into(),
                    description: String::new(),
                    channel: OutreachChannel::Print,
                    action_on: today,
                    done: false,
                };
                self.kept(service, lead, action).await;
            }
            "launch.order" => {
                let order = PublicationOrder {
                    ordered_on: today,
                    wished_on: service.plan.launch_on.unwrap_or(today).max(today),
                    note: String::new(),
                };
                self.kept(service, lead, order).await;
            }
            "management.operation" => {
                let check = OperationCheck {
                    checked_on: today,
                    result: OperationResult::Works,
                    examined: "Alla steg.".into(),
                    note: String::new(),
                };
                self.kept(service, &cast.service_manager, check).await;
            }
            "management.handover" => self.handed_over(service).await,
            "management.close_project" => {
                let report = ClosingReport {
                    done: "E-tjänsten är i drift.".into(),
                    cost_minor: 24_000_000,
                    hours: 390,
                    deviations: String::new(),
                    learnt: "Börja med texterna.".into(),
                };
                self.kept(service, lead, report).await;
            }
            _ => {}
        }
    }

    async fn handed_over(&self, service: &EService) {
        let cast = &service.cast;
        let handover = Handover {
            note: "Allt är på plats.".into(),
            left_to_do: String::new(),
            accepted: Vec::new(),
        };
        let id = self.kept(service, &cast.project_lead, handover).await;
        for (version, role) in (1..).zip([Role::Owner, Role::ServiceManager]) {
            let actor = self.app.acting(cast.of(role)).await;
            let accepted = accept::accept(self.services(), &actor, id, version, role).await;
            done(format_args!("accepting as {role:?}"), accepted);
        }
    }
}
