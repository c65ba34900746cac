//! What is prepared before a launch.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::launch::{self, AccessibilityConformance, GuideAudience, OutreachChannel, TextPlace, TextState},
    graphql::{account::types::User, artefact::artefact_type, date::Date, error::ApiError},
};

/// Who ticked something off, and when.
#[derive(SimpleObject)]
pub struct Tick {
    /// Who.
    pub by: User,
    /// When.
    pub ticked_at: DateTime<Utc>,
}

artefact_type! {
    /// A role or permission that somebody needs on the e-service platform; to do until it is ticked off.
    PlatformPermission of launch::PlatformPermission {
        /// Its name on the platform.
        async fn name(&self) -> &str {
            &self.body.name
        }

        /// Who needs it: a group, a function or people.
        async fn holder(&self) -> &str {
            &self.body.holder
        }

        /// What it lets them do, Markdown.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// That it was set up on the platform: by whom it was ticked off, and when; null where that is to do.
        async fn ticked_off(&self, ctx: &Context<'_>) -> Result<Option<Tick>, ApiError> {
            let Some(tick) = self.body.ticked_off else { return Ok(None) };
            let by = User::of(ctx, tick.by).await?;
            Ok(Some(Tick { by, ticked_at: tick.at }))
        }
    }
}

artefact_type! {
    /// A text about the matter, new or old, with its place; to do until it is published, or removed.
    EditorialText of launch::EditorialText {
        /// Which text.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// Where it stands or is to stand.
        async fn place(&self) -> TextPlace {
            self.body.place
        }

        /// Where it can be read; null where it has no address.
        async fn link(&self) -> Option<&str> {
            self.body.link.as_deref()
        }

        /// What is to be thought of, Markdown; may be empty.
        async fn note(&self) -> &str {
            &self.body.note
        }

        /// Where it stands on its way.
        async fn state(&self) -> TextState {
            self.body.state
        }
    }
}

artefact_type! {
    /// An occasion on which staff is trained; to do until it was held.
    TrainingSession of launch::TrainingSession {
        /// What it is called.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// For whom.
        async fn audience(&self) -> &str {
            &self.body.audience
        }

        /// What is gone through, Markdown.
        async fn content(&self) -> &str {
            &self.body.content
        }

        /// On which day.
        async fn session_on(&self) -> Date {
            Date(self.body.session_on)
        }

        /// True once it was held.
        async fn held(&self) -> bool {
            self.body.held
        }

        /// Who attended; nobody before it was held.
        async fn attendance(&self) -> Attendance {
            Attendance(self.body.clone())
        }
    }
}

/// Who attended a training session.
pub struct Attendance(Arc<launch::TrainingSession>);

/// Who attended a training session.
#[Object]
impl Attendance {
    /// Those who are known by name.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn people(&self, ctx: &Context<'_>) -> Result<Vec<User>, ApiError> {
        let people = self.0.attendees.iter().map(|key| User::of(ctx, *key));
        futures_util::future::try_join_all(people).await
    }

    /// How many in all, those not known by name among them.
    async fn count(&self) -> i32 {
        self.0.attended()
    }
}

artefact_type! {
    /// A guide or other material for those who use the e-service.
    Guide of launch::Guide, with attachments {
        /// What it is called.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// For whom it is.
        async fn audience(&self) -> GuideAudience {
            self.body.audience
        }

        /// What it helps with, Markdown; may be empty.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Where it can be read; null where it has no address.
        async fn link(&self) -> Option<&str> {
            self.body.link.as_deref()
        }
    }
}

artefact_type! {
    /// Something that is done to make the e-service known; a plan until it is done.
    MarketingAction of launch::MarketingAction {
        /// What is done.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// In more words, Markdown; may be empty.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Where its recipients meet it.
        async fn channel(&self) -> OutreachChannel {
            self.body.channel
        }

        /// On which day.
        async fn action_on(&self) -> Date {
            Date(self.body.action_on)
        }

        /// True once it was done.
        async fn done(&self) -> bool {
            self.body.done
        }
    }
}

artefact_type! {
    /// How accessible the e-service is, as the law on accessible digital public service asks (lagen om tillgänglighet till digital
    /// offentlig service); to do until it was assessed.
    AccessibilityStatement of launch::AccessibilityStatement {
        /// When it was assessed; null where that is to do.
        async fn assessed_on(&self) -> Option<Date> {
            self.body.assessed_on.map(Date)
        }

        /// By whom; may be empty before the assessment.
        async fn assessed_by(&self) -> &str {
            &self.body.assessed_by
        }

        /// What the assessment showed; null where it is to do.
        async fn conformance(&self) -> Option<AccessibilityConformance> {
            self.body.conformance
        }

        /// Known shortcomings, with what is done about them, Markdown; may be empty.
        async fn shortcomings(&self) -> &str {
            &self.body.shortcomings
        }

        /// Where the statement can be read.
        async fn link(&self) -> Option<&str> {
            self.body.link.as_deref()
        }
    }
}
