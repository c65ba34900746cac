//! The plan of a retirement: what is checked of it, and what it rests on.

use ::entity::{
    artefact,
    enums::ArtefactKind,
    ids::{ArtefactId, EServiceId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    domain::{
        actor::Actor,
        facts::CycleFacts,
        permission::Permission,
        report::{FollowUpDecision, FollowUpVerdict},
        retirement::{RetirementPlan, may_plan},
    },
    service::{
        ProblemCode, Result, Services,
        access::{place, require},
        artefact::{
            Kept, queries,
            save::{Seen, save_in},
        },
        check::{Check, TEXT},
        cycle::queries as cycles,
    },
};

/// Plans the retirement of an e-service that was decided after a follow-up, or changes the plan.
///
/// # Errors
/// `WRONG_STATE` where the newest decision is not to retire, and those of [`save`](crate::service::artefact::save::save).
pub async fn plan(
    services: &Services,
    actor: &Actor,
    seen: Seen,
    plan: RetirementPlan,
) -> Result<ArtefactId> {
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, seen.cycle).await?;
    require(
        actor,
        Permission::DecideFollowUp,
        place(view.e_service.id, &view.unit_path),
    )?;
    may_plan(newest_verdict(&txn, view.e_service.id).await?)?;
    let id = save_in(services, &txn, actor, seen, Ok(plan)).await?;
    txn.commit().await?;
    Ok(id)
}

/// What was decided last after a follow-up of an e-service, in whichever cycle; none where nothing was.
pub(super) async fn newest_verdict(
    db: &impl ConnectionTrait,
    e_service: EServiceId,
) -> Result<Option<FollowUpVerdict>> {
    let newest = artefact::Entity::find()
        .filter(artefact::COLUMN.e_service_id.eq(e_service))
        .filter(artefact::COLUMN.kind.eq(ArtefactKind::FollowUpDecision))
        .order_by_desc(artefact::COLUMN.id)
        .one(db)
        .await?;
    let decision: Option<FollowUpDecision> = newest.as_ref().map(queries::body).transpose()?;
    Ok(decision.map(|decision| decision.verdict))
}

impl Kept for RetirementPlan {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            reason: check.text("reason", &self.reason, TEXT),
            notice: check.text("notice", &self.notice, TEXT),
            replacement: check.given("replacement", self.replacement.as_deref(), TEXT),
            archiving: check.text("archiving", &self.archiving, TEXT),
            ..self
        }
    }

    fn compared(&self, before: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        // A day that was planned before may have come meanwhile.
        let as_before = before.is_some_and(|before| before.retire_on == self.retire_on);
        check.that(
            as_before || self.retire_on >= facts.today,
            ProblemCode::DateInPast,
            "retireOn",
            "Datumet har passerat.",
            "The date has passed.",
        );
    }
}
