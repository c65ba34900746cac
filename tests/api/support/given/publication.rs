//! What the public is told, as far as a launch needs it.

use ::entity::enums::ArtefactKind;
use lansera::{
    domain::publication::{HandlingStep, PublicText},
    service::artefact::{
        queries,
        save::{Seen, save},
    },
};

use super::{EService, Given, done};

impl Given<'_> {
    /// A step of the handling, where nobody has described any.
    pub async fn handling_described(&self, service: &EService) {
        let key = (service.cycle, ArtefactKind::HandlingStep);
        let steps = queries::of_cycles(&self.services().db, &[key])
            .await
            .expect("artefacts");
        if !steps.is_empty() {
            return;
        }
        let seen = Seen {
            cycle: service.cycle,
            id: None,
            version: 0,
        };
        let step = HandlingStep {
            name: PublicText {
                sv: "Ansökan prövas".into(),
                en: None,
            },
            days: 20,
            position: 0,
        };
        let lead = self.app.acting(&service.cast.project_lead).await;
        done("a step", save(self.services(), &lead, seen, step).await);
    }
}
