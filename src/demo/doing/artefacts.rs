//! What is made in a cycle, and what is done to it.

use ::entity::enums::{ArtefactKind, Role};
use serde_json::{Value, json};

use super::{Begun, Doing};
use crate::{
    demo::{
        artefact::{Places, filled},
        e_service::EService,
        file::GUIDE,
    },
    domain::{actor::Actor, artefact::Artefact, launch, operation},
    service::{
        Error, Result,
        artefact::{
            Kept, queries,
            save::{Seen, save},
        },
        cycle::queries as cycles,
        launch::tick_off::tick_off,
        operation::accept::accept,
    },
};

/// Keeps a body as an artefact of its kind; `keep!(by kind: PlatformPermission => launch::PlatformPermission, …)`.
macro_rules! keep {
    ($doing:ident, $who:ident, $begun:ident, $kind:ident, $body:ident: $($name:ident => $form:ty),* $(,)?) => {
        match $kind {
            $(ArtefactKind::$name => $doing.keep::<$form>($who, $begun, $body).await,)*
            other => Err(Error::Internal(format!("the demo cannot make {other:?}"))),
        }
    };
}

impl Doing<'_> {
    /// Makes something new.
    pub(super) async fn made(
        &self,
        who: &Actor,
        begun: Begun,
        service: &EService,
        kind: ArtefactKind,
        body: &Value,
    ) -> Result<()> {
        let today = self.services.today();
        let view = cycles::exists(&self.services.db, begun.cycle).await?;
        let launch = view.and_then(|view| view.cycle.launch_date);
        let places = Places {
            name: &service.name,
            today,
            launch: launch.unwrap_or(today),
        };
        let mut body = filled(body, places);
        if kind == ArtefactKind::Guide && body.get("audience").is_some_and(|of| of == "case_officers") {
            let guide = self.attached_file(who, begun, service, GUIDE).await?;
            if let Some(body) = body.as_object_mut() {
                body.insert("attachments".to_owned(), json!(guide));
            }
        }
        keep!(self, who, begun, kind, body:
            PlatformPermission => launch::PlatformPermission,
            EditorialText => launch::EditorialText,
            TrainingSession => launch::TrainingSession,
            Guide => launch::Guide,
            MarketingAction => launch::MarketingAction,
            PublicationOrder => launch::PublicationOrder,
            AccessibilityStatement => launch::AccessibilityStatement,
            Handover => operation::Handover,
            ClosingReport => operation::ClosingReport,
            OperationCheck => operation::OperationCheck,
            Incident => operation::Incident,
            InformationCheck => operation::InformationCheck,
            PromotionAction => operation::PromotionAction,
        )
    }

    async fn keep<A: Kept>(&self, who: &Actor, begun: Begun, body: Value) -> Result<()> {
        let draft: A = serde_json::from_value(body)
            .map_err(|error| Error::Internal(format!("assets/demo: {:?}: {error}", A::KIND)))?;
        let seen = Seen {
            cycle: begun.cycle,
            id: None,
            version: 0,
        };
        save(self.services, who, seen, draft).await?;
        Ok(())
    }

    /// Ticks off every permission that is to do.
    pub(super) async fn ticked_off(&self, who: &Actor, begun: Begun) -> Result<()> {
        let permissions = queries::read::<launch::PlatformPermission>(&self.services.db, begun.cycle).await?;
        for (row, _) in permissions.iter().filter(|(_, permission)| permission.is_open()) {
            tick_off(self.services, who, row.id, row.version, true).await?;
        }
        Ok(())
    }

    /// Accepts the handing over.
    pub(super) async fn accepted(&self, who: &Actor, begun: Begun, role: Role) -> Result<()> {
        let written = queries::read::<operation::Handover>(&self.services.db, begun.cycle).await?;
        let (row, _) = written.first().ok_or(Error::NotFound)?;
        accept(self.services, who, row.id, row.version, role).await?;
        Ok(())
    }
}
