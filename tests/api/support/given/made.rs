//! What people make in preparation, build and test, so that the tasks of an e-service can be completed.

use ::entity::ids::ArtefactId;
use lansera::{
    domain::{
        attachment::Attached,
        design::{AnswerKind, DesignStatement, DesignStep, Question, StatementRole, Verdict},
        project::ProjectMember,
        specification::{
            GuidingAnswer, GuidingQuestion, Priority, RequirementState, SpecificationRequirement,
        },
        testing::{ScenarioOrigin, TestResult, TestRun, TestScenario},
    },
    service::{
        artefact::queries,
        specification::{guiding, track},
    },
};

use super::{EService, Given, done};

impl Given<'_> {
    /// The project is staffed.
    pub async fn staffed(&self, service: &EService) {
        let lead = &service.cast.project_lead;
        let member = ProjectMember {
            user: Some(lead.id),
            name: None,
            part: "Leder projektet.".into(),
            share: Some(40),
        };
        self.kept(service, lead, member).await;
    }

    /// A step with a question, in that place.
    pub async fn designed(&self, service: &EService, order: i32, key: &str) -> ArtefactId {
        let step = DesignStep {
            title: format!("Steg {order}"),
            order,
            text: "Berätta vad du vill göra.".into(),
            questions: vec![Question {
                key: key.into(),
                text: "Vad vill du göra?".into(),
                help: String::new(),
                answer: AnswerKind::OneOf,
                choices: vec!["Bygga".into(), "Riva".into()],
                mandatory: true,
                condition: None,
                destination: "Ärendemening".into(),
            }],
        };
        self.kept(service, &service.cast.project_lead, step).await
    }

    /// The editor of the municipality finds the design fine.
    pub async fn design_checked(&self, service: &EService) {
        let editor = &self.municipality().await.cast.editor;
        let statement = DesignStatement {
            role: StatementRole::Editor,
            verdict: Verdict::Fine,
            text: String::new(),
        };
        self.kept(service, editor, statement).await;
    }

    /// A requirement that must be met.
    pub async fn required(&self, service: &EService, text: &str) -> ArtefactId {
        let requirement = SpecificationRequirement {
            text: text.into(),
            priority: Priority::Must,
            origin: "Förstudien".into(),
            state: RequirementState::Open,
            reason: None,
        };
        self.kept(service, &service.cast.requirements_owner, requirement)
            .await
    }

    /// All guiding questions are answered.
    pub async fn guided(&self, service: &EService) {
        let actor = self.app.acting(&service.cast.requirements_owner).await;
        for question in GuidingQuestion::ALL {
            let draft = GuidingAnswer {
                question: *question,
                answer: "Se kravspecifikationen.".into(),
            };
            let answered = guiding::answer(self.services(), &actor, service.cycle, 0, draft).await;
            done(format_args!("{question:?}"), answered);
        }
    }

    /// All requirements that are open are built.
    pub async fn requirements_built(&self, service: &EService) {
        let actor = self.app.acting(&service.cast.developer).await;
        let rows = queries::read::<SpecificationRequirement>(&self.services().db, service.cycle).await;
        for (row, requirement) in done("requirements", rows) {
            if requirement.state == RequirementState::Open {
                let seen = (row.id, row.version);
                let built =
                    track::set_state(self.services(), &actor, seen, RequirementState::Built, None).await;
                done("a requirement", built);
            }
        }
    }

    /// A scenario was gone through, and passed.
    pub async fn tested(&self, service: &EService) {
        let tester = &service.cast.tester;
        let scenario = TestScenario {
            title: "Ansök som privatperson".into(),
            steps: vec!["Logga in och fyll i allt.".into()],
            expected: "Ett kvitto med ärendenummer.".into(),
            origin: ScenarioOrigin::Written,
        };
        let run = TestRun {
            scenario: self.kept(service, tester, scenario).await,
            result: TestResult::Passed,
            seen: String::new(),
            environment: "Firefox".into(),
            tested_on: self.app.today(),
            attachments: Attached::default(),
        };
        self.kept(service, tester, run).await;
    }
}
