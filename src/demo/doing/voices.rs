//! Saying what is said beside the stories.

use ::entity::{
    enums::SuggestionState,
    ids::{EServiceId, NeedId, SuggestionId},
};

use super::{Doing, actor};
use crate::{
    demo::{
        founding::known,
        voices::{Need, Suggestion, Voice},
    },
    domain::actor::Actor,
    service::{
        Error, Result,
        need::{
            attach::attach,
            close::close,
            merge::merge,
            put_forward::{Draft, put_forward},
            queries as needs,
            view::add_view,
        },
        publication,
        suggestion::{
            feedback::{Feedback, leave},
            queries as suggestions,
            suggest::suggest,
            weigh::{Weighing, weigh},
        },
    },
};

impl Doing<'_> {
    /// Says it. A refusal tells what it was.
    pub(in crate::demo) async fn voice(&mut self, voice: Voice) -> Result<()> {
        let done = self.said(voice).await;
        done.map_err(|error| Error::Internal(format!("demo: {voice:?}: {error:?}")))
    }

    async fn said(&mut self, voice: Voice) -> Result<()> {
        let content = &self.municipality.voices;
        let need = |place: usize| content.needs.get(place).ok_or(Error::NotFound);
        let suggestion = |place: usize| content.suggestions.get(place).ok_or(Error::NotFound);
        match voice {
            Voice::PutForward(place) => {
                let id = self.put_forward(need(place)?).await?;
                self.needs.insert(need(place)?.key.clone(), id);
            }
            Voice::View(place, view) => {
                let need = need(place)?;
                let view = need.views.get(view).ok_or(Error::NotFound)?;
                let who = self.who(&view.by).await?;
                add_view(self.services, &who, known(&self.needs, &need.key)?, &view.text).await?;
            }
            Voice::Handle(place) => self.handled(need(place)?).await?,
            Voice::Suggest(place) => {
                let id = self.suggested(suggestion(place)?).await?;
                self.suggestions.insert(place, id);
            }
            Voice::Weigh(place) => {
                let id = *self.suggestions.get(&place).ok_or(Error::NotFound)?;
                self.weighed(suggestion(place)?, id).await?;
            }
        }
        Ok(())
    }

    async fn who(&self, key: &str) -> Result<Actor> {
        let person = self.municipality.person(key).ok_or(Error::NotFound)?;
        actor(self.services, known(&self.founded.people, key)?, person.language).await
    }

    async fn put_forward(&self, need: &Need) -> Result<NeedId> {
        let who = self.who(&need.by).await?;
        let draft = Draft {
            org_unit: known(&self.founded.units, &need.unit)?,
            title: need.title.clone(),
            description: need.description.clone(),
            source: need.source,
            concerned: need.concerned.clone(),
            partners: need.partners.clone(),
        };
        put_forward(self.services, &who, draft).await
    }

    async fn handled(&self, need: &Need) -> Result<()> {
        let who = self.who(need.handled_by.as_deref().unwrap_or_default()).await?;
        let id = known(&self.needs, &need.key)?;
        let version = needs::visible(&self.services.db, &who, id).await?.row.version;
        let seen = (id, version);
        if let Some(e_service) = &need.attach {
            let id = self.e_service(e_service)?;
            attach(self.services, &who, seen, Some(id)).await?;
        } else if let Some(other) = &need.merge {
            merge(self.services, &who, seen, Some(known(&self.needs, other)?)).await?;
        } else {
            close(
                self.services,
                &who,
                seen,
                need.close.as_deref().unwrap_or_default(),
            )
            .await?;
        }
        Ok(())
    }

    fn e_service(&self, key: &str) -> Result<EServiceId> {
        let services = &self.municipality.e_services;
        let place = services.iter().position(|service| service.key == key);
        let begun = place.and_then(|place| self.begun.get(&place));
        begun.map(|begun| begun.id).ok_or(Error::NotFound)
    }

    async fn suggested(&self, suggestion: &Suggestion) -> Result<SuggestionId> {
        let e_service = self.e_service(&suggestion.e_service)?;
        if let Some(by) = &suggestion.by {
            let who = self.who(by).await?;
            return suggest(self.services, &who, e_service, &suggestion.text).await;
        }
        let published = publication::queries::of_e_services(&self.services.db, &[e_service]).await?;
        let published = published.get(&e_service).ok_or(Error::NotFound)?;
        let feedback = Feedback {
            rating: suggestion.rating.ok_or(Error::NotFound)?,
            body: suggestion.text.clone(),
        };
        leave(self.services, None, published.id, feedback).await
    }

    async fn weighed(&self, suggestion: &Suggestion, id: SuggestionId) -> Result<()> {
        let who = self
            .who(suggestion.weighed_by.as_deref().unwrap_or_default())
            .await?;
        self.weighed_by(&who, suggestion, id).await
    }

    /// Weighs all that waits on an e-service, before the time that was meant for it where there is one.
    pub(super) async fn weigh_all(&self, who: &Actor, e_service: EServiceId) -> Result<()> {
        for (place, id) in &self.suggestions {
            let suggestion = self.municipality.voices.suggestions.get(*place);
            let suggestion = suggestion.ok_or(Error::NotFound)?;
            if self.e_service(&suggestion.e_service)? == e_service {
                self.weighed_by(who, suggestion, *id).await?;
            }
        }
        Ok(())
    }

    /// Weighs a suggestion that waits.
    async fn weighed_by(&self, who: &Actor, suggestion: &Suggestion, id: SuggestionId) -> Result<()> {
        let (row, ..) = suggestions::visible(&self.services.db, who, id).await?;
        if row.state != SuggestionState::New {
            return Ok(());
        }
        let weighing = Weighing {
            state: suggestion.state.unwrap_or(SuggestionState::Weighed),
            weight: suggestion.weight,
            category: suggestion.category.clone(),
            reason: suggestion.reason.clone(),
            need_title: suggestion.need_title.clone(),
        };
        weigh(self.services, who, (id, row.version), weighing).await?;
        Ok(())
    }
}
