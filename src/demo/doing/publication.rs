//! Writing what the public is told: with the texts its page and questions, with the handling its steps.

use ::entity::enums::Audience;

use super::{Begun, Doing};
use crate::{
    domain::{actor::Actor, publication::PublicPage},
    service::{
        Error, Result,
        artefact::{
            Kept,
            save::{Seen, save},
        },
        e_service::queries::exists,
    },
};

impl Doing<'_> {
    /// Before the task of an activity is completed.
    pub(super) async fn told(&self, who: &Actor, begun: Begun, activity: &str) -> Result<()> {
        let public = &self.municipality.voices.public;
        match activity {
            "launch.texts" => {
                let row = exists(&self.services.db, begun.id).await?;
                let (row, _) = row.ok_or(Error::NotFound)?;
                if row.audience == Audience::External {
                    self.keep_told(who, begun, named(&public.page, &row.name)).await?;
                }
                for entry in &public.faq {
                    self.keep_told(who, begun, entry.clone()).await?;
                }
            }
            "launch.handling" => {
                for step in &public.steps {
                    self.keep_told(who, begun, step.clone()).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    async fn keep_told<A: Kept>(&self, who: &Actor, begun: Begun, draft: A) -> Result<()> {
        let seen = Seen {
            cycle: begun.cycle,
            id: None,
            version: 0,
        };
        save(self.services, who, seen, draft).await?;
        Ok(())
    }
}

/// The page with the name of the e-service where it belongs.
fn named(page: &PublicPage, name: &str) -> PublicPage {
    let mut page = page.clone();
    for text in [&mut page.title, &mut page.description] {
        text.sv = text.sv.replace("{name}", name);
    }
    page
}
