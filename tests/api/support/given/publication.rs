//! What the public is told, as far as a launch needs it.

use ::entity::enums::ArtefactKind;
use lansera::domain::publication::{Contact, FaqEntry, HandlingStep, PublicPage, PublicText, RecipientGroup};

use super::{EService, Given};

impl Given<'_> {
    /// A question with its answer and the page, where nobody has written them.
    pub async fn told_outside(&self, service: &EService) {
        let editor = &service.cast.editor;
        if !self.has(service, ArtefactKind::FaqEntry).await {
            let entry = FaqEntry {
                question: swedish("Vad kostar det?"),
                answer: swedish("Det beror på hur stort du bygger."),
                position: 0,
            };
            self.kept(service, editor, entry).await;
        }
        if !self.has(service, ArtefactKind::PublicPage).await {
            let page = PublicPage {
                title: swedish(&service.plan.name),
                description: swedish("För dig som ska bygga."),
                good_to_know: swedish(""),
                link: None,
                recipients: vec![RecipientGroup::Inhabitants],
                contact: Contact {
                    name: "Servicecenter".into(),
                    email: None,
                    phone: None,
                    hours: None,
                },
            };
            self.kept(service, editor, page).await;
        }
    }

    /// A step of the handling, where nobody has described any.
    pub async fn handling_described(&self, service: &EService) {
        if self.has(service, ArtefactKind::HandlingStep).await {
            return;
        }
        let step = HandlingStep {
            name: swedish("Ansökan prövas"),
            days: 20,
            position: 0,
        };
        self.kept(service, &service.cast.project_lead, step).await;
    }
}

fn swedish(text: &str) -> PublicText {
    PublicText {
        sv: text.into(),
        en: None,
    }
}
