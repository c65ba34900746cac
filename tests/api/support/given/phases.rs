//! The way through the phases, each thing done by whoever has the role.

use ::entity::{
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, DocumentKind, Phase, Role, TaskState},
    task,
};
use chrono::Duration;
use lansera::service::{
    account::roles,
    cycle::{advance, publish},
    decision::record::{self, Decided, Go, Outcome},
    task::work,
};

use super::{EService, Given, done};

impl Given<'_> {
    /// Does what is to be done in the present phase, so that its gate is open. Publishing is left, and what recurs.
    pub async fn finish_phase(&self, service: &EService) {
        let phase = self.cycle(service).await.phase;
        match phase {
            Phase::Inventory => self.appointed(service, Role::Management, &[Role::Owner]).await,
            Phase::Decision => self.appointed(service, Role::Owner, &[Role::ProjectLead]).await,
            Phase::Preparation => {
                let team = [
                    Role::RequirementsOwner,
                    Role::Developer,
                    Role::Tester,
                    Role::CaseOfficer,
                ];
                self.appointed(service, Role::ProjectLead, &team).await;
                if service.plan.target_group {
                    let kind = DocumentKind::TargetGroupRequirements;
                    self.write(
                        service,
                        kind,
                        &service.cast.project_lead,
                        "Målgruppen vill slippa papper.",
                    )
                    .await;
                }
            }
            _ => {}
        }
        // Each thing that is done may open others.
        while let Some(task) = self.next_task(service, phase).await {
            self.do_task(service, &task).await;
            let now = self.task_now(task.id).await.state;
            let (activity, closed) = (task.activity.unwrap_or_default(), now == TaskState::Done);
            assert!(closed, "{activity} is {now:?} after everything for it was done");
        }
    }

    /// Does what an activity asks for, whatever else of its phase is undone.
    pub async fn does(&self, service: &EService, activity: &str) {
        let task = self.task(service, activity).await;
        self.do_task(service, &task).await;
    }

    /// Moves an e-service on to its next phase, whose gate is open: the editor publishes, others are moved on by who is next.
    pub async fn move_on(&self, service: &EService) {
        let cycle = self.cycle(service).await;
        let cast = &service.cast;
        if cycle.phase == Phase::Launch {
            if cycle.launch_date.is_some_and(|date| date > self.app.today()) {
                self.app.set_morning(cycle.launch_date.expect("a launch date"));
            }
            let editor = self.app.acting(&cast.editor).await;
            done(
                "publishing",
                publish::publish(self.services(), &editor, cycle.id, cycle.version).await,
            );
            return;
        }
        let by = match cycle.phase {
            Phase::Inventory | Phase::Management => &cast.owner,
            Phase::Decision => &cast.management,
            _ => &cast.project_lead,
        };
        let actor = self.app.acting(by).await;
        let moved = advance::advance(self.services(), &actor, cycle.id, cycle.version).await;
        done(
            format_args!("moving on from {:?} by {}", cycle.phase, by.name),
            moved,
        );
    }

    /// Appoints the people of the cast to roles on the e-service.
    pub async fn appointed(&self, service: &EService, by: Role, to: &[Role]) {
        for role in to {
            let actor = self.app.acting(service.cast.of(by)).await;
            let user = service.cast.of(*role).id;
            let given = roles::appoint(self.services(), &actor, service.id, user, *role).await;
            done(format_args!("appointing {role:?}"), given);
        }
    }

    /// Management decides that the e-service of the plan is developed.
    pub async fn decided_go(&self, service: &EService) {
        let cycle = self.cycle(service).await;
        let actor = self.app.acting(&service.cast.management).await;
        let decided = Decided {
            outcome: Outcome::Go(Go {
                approach: service.plan.approach,
                deadline: self.app.today() + Duration::days(180),
                target_group: service.plan.target_group,
                test_group: service.plan.test_group,
                service_manager: service.cast.service_manager.id,
            }),
            motive: "Nyttan är större än kostnaden.".into(),
            minutes_reference: Some("LG 2026-11-23 § 4".into()),
            hours: Some(400),
            budget_minor: Some(25_000_000),
        };
        done(
            "a decision",
            record::record(self.services(), &actor, cycle.id, cycle.version, decided).await,
        );
    }

    async fn next_task(&self, service: &EService, phase: Phase) -> Option<task::Model> {
        const IN_OPERATION: [&str; 2] = ["management.handover", "management.close_project"];
        let to_do = |task: &task::Model| {
            let activity = task.activity.as_deref().unwrap_or_default();
            task.phase == phase
                && matches!(task.state, TaskState::Ready | TaskState::InProgress)
                && activity != "launch.publish"
                && (phase < Phase::Management || IN_OPERATION.contains(&activity))
        };
        self.tasks(service).await.into_iter().find(to_do)
    }

    async fn do_task(&self, service: &EService, task: &task::Model) {
        let activity = task.activity.as_deref().unwrap_or_default();
        if self.brought_about(service, activity).await {
            return;
        }
        let actor = self.app.acting(service.cast.of(task.role)).await;
        let version = self.task_now(task.id).await.version;
        done(
            activity,
            work::complete(self.services(), &actor, task.id, version).await,
        );
    }

    /// What an activity leaves behind is there; answers whether that closed its task.
    pub async fn brought_about(&self, service: &EService, activity: &str) -> bool {
        use DocumentKind::{BuildNote, DesignProposal, PreStudy, Specification, TestGroupFindings};
        let cast = &service.cast;
        self.ground(service, activity).await;
        match activity {
            "decision.develop" => {
                self.decided_go(service).await;
                return true;
            }
            "preparation.approval" => {
                for subject in [
                    ApprovalSubject::Design,
                    ApprovalSubject::Specification,
                    ApprovalSubject::Metrics,
                ] {
                    // In a revision, what nobody has changed is approved from before.
                    let latest = self.approvals(service).await;
                    let latest = latest.iter().find(|approval| approval.subject == subject);
                    if latest.is_some_and(|approval| approval.state == ApprovalState::Approved) {
                        continue;
                    }
                    self.approved(service, subject).await;
                }
                return true;
            }
            "build.test" => {
                self.approved(service, ApprovalSubject::Test).await;
                return true;
            }
            "build.editor_review" => {
                self.approved(service, ApprovalSubject::Editorial).await;
                return true;
            }
            "build.approval" => {
                self.approved(service, ApprovalSubject::EService).await;
                return true;
            }
            "inventory.pre_study" => {
                self.write(service, PreStudy, &cast.owner, "En kort förstudie.")
                    .await
            }
            "preparation.project" => self.staffed(service).await,
            "preparation.design_check" => self.design_checked(service).await,
            "preparation.design" => {
                // In a revision the steps are taken over.
                if !self.has(service, ArtefactKind::DesignStep).await {
                    self.designed(service, 10, "vad").await;
                }
                self.write(
                    service,
                    DesignProposal,
                    &cast.project_lead,
                    "Fem steg, tolv frågor.",
                )
                .await;
            }
            "preparation.specification" => {
                if !self.has(service, ArtefactKind::SpecificationRequirement).await {
                    self.required(service, "Sökande legitimerar sig.").await;
                    self.guided(service).await;
                }
                self.write(
                    service,
                    Specification,
                    &cast.requirements_owner,
                    "1. Sökande legitimerar sig.",
                )
                .await;
            }
            "preparation.metrics" => {
                for statement in &service.plan.metrics {
                    self.metric(service, statement.clone()).await;
                }
            }
            "launch.handling" => self.handling_described(service).await,
            "build.develop" => {
                self.requirements_built(service).await;
                self.write(service, BuildNote, &cast.developer, "Version 1 på plattformen.")
                    .await
            }
            "build.test_group" => {
                self.write(
                    service,
                    TestGroupFindings,
                    &cast.project_lead,
                    "Alla sju kom fram.",
                )
                .await;
            }
            activity => self.left_by(service, activity).await,
        }
        false
    }
}
