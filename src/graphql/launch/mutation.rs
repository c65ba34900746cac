//! Preparing the launch.

use async_graphql::{Context, Object};

use super::{
    inputs::{
        SaveAccessibilityStatementInput, SaveEditorialTextInput, SaveGuideInput, SaveMarketingActionInput,
        SavePlatformPermissionInput, SavePublicationOrderInput, SaveTrainingSessionInput,
        TickOffPermissionInput,
    },
    order::{LaunchWarning, PublicationOrder, warnings},
    types::{
        AccessibilityStatement, EditorialText, Guide, MarketingAction, PlatformPermission, TrainingSession,
    },
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, revised, seen},
        context::Here,
        cycle::types::Cycle,
        error::ApiError,
        ids::key,
        paging::payload,
    },
    service::launch::tick_off::tick_off,
};

payload! {
    /// Answer of mutations on a permission on the platform.
    PlatformPermissionPayload {
        /// The permission as it is now; null where a new one was refused.
        platform_permission: PlatformPermission,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveEditorialText`.
    SaveEditorialTextPayload {
        /// The text as it is now; null where a new one was refused.
        editorial_text: EditorialText,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveTrainingSession`.
    SaveTrainingSessionPayload {
        /// The session as it is now; null where a new one was refused.
        training_session: TrainingSession,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveGuide`.
    SaveGuidePayload {
        /// The guide as it is now; null where a new one was refused.
        guide: Guide,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveMarketingAction`.
    SaveMarketingActionPayload {
        /// The action as it is now; null where a new one was refused.
        marketing_action: MarketingAction,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `savePublicationOrder`.
    SavePublicationOrderPayload {
        /// The order as it is now; null where a first one was refused.
        publication_order: PublicationOrder,
        /// What should be known of it; it is kept all the same.
        warnings: Vec<LaunchWarning>,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveAccessibilityStatement`.
    SaveAccessibilityStatementPayload {
        /// The statement as it is now; null where a first one was refused.
        accessibility_statement: AccessibilityStatement,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Preparing the launch.
#[derive(Default)]
pub struct LaunchMutation;

#[Object]
impl LaunchMutation {
    /// States a role or permission that is needed on the platform, or changes one. Where its name or holder changes, it has to be
    /// ticked off anew. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_platform_permission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The permission.")] input: SavePlatformPermissionInput,
    ) -> Result<PlatformPermissionPayload, ApiError> {
        let seen = seen(
            &input.cycle_id,
            input.platform_permission_id.as_ref(),
            input.version,
        )?;
        let (platform_permission, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(PlatformPermissionPayload {
            platform_permission,
            cycle,
            errors,
        })
    }

    /// Ticks a permission off as set up on the platform, or takes the tick away. Problems: STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn tick_off_permission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The permission.")] input: TickOffPermissionInput,
    ) -> Result<PlatformPermissionPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.platform_permission_id)?);
        let outcome = tick_off(&here.services, here.actor()?, id, input.version, input.ticked_off);
        let (platform_permission, cycle, errors) = revised(ctx, id, outcome.await).await?;
        Ok(PlatformPermissionPayload {
            platform_permission,
            cycle,
            errors,
        })
    }

    /// Notes a text about the matter with its place and state, or changes one. Problems: MISSING, TOO_LONG, INVALID, STALE,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_editorial_text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The text.")] input: SaveEditorialTextInput,
    ) -> Result<SaveEditorialTextPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.editorial_text_id.as_ref(), input.version)?;
        let (editorial_text, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveEditorialTextPayload {
            editorial_text,
            cycle,
            errors,
        })
    }

    /// Plans a training session, or says that it was held and who attended. Problems: MISSING, TOO_LONG, INVALID, UNKNOWN_ID, STALE,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_training_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: SaveTrainingSessionInput,
    ) -> Result<SaveTrainingSessionPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.training_session_id.as_ref(), input.version)?;
        let (training_session, cycle, errors) = keep(ctx, seen, input.try_into()).await?;
        Ok(SaveTrainingSessionPayload {
            training_session,
            cycle,
            errors,
        })
    }

    /// Keeps a guide for those who use the e-service, or changes one. Problems: MISSING, TOO_LONG, INVALID, UNKNOWN_ID (a file), STALE,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_guide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The guide.")] input: SaveGuideInput,
    ) -> Result<SaveGuidePayload, ApiError> {
        let seen = seen(&input.cycle_id, input.guide_id.as_ref(), input.version)?;
        let (guide, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveGuidePayload { guide, cycle, errors })
    }

    /// Plans what is done to make the e-service known, or says that it was done. Problems: MISSING, TOO_LONG, INVALID, STALE,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_marketing_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The action.")] input: SaveMarketingActionInput,
    ) -> Result<SaveMarketingActionPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.marketing_action_id.as_ref(), input.version)?;
        let (marketing_action, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveMarketingActionPayload {
            marketing_action,
            cycle,
            errors,
        })
    }

    /// Orders the publication, or changes the order. One that comes later than in good time before the launch is kept, and `warnings`
    /// says so. Problems: TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::OrderPublication)",
        directive = requires::apply(Permission::OrderPublication)
    )]
    async fn save_publication_order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order.")] input: SavePublicationOrderInput,
    ) -> Result<SavePublicationOrderPayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (publication_order, cycle, errors) =
            keep::<PublicationOrder>(ctx, seen, Ok(input.into())).await?;
        let warnings = match (&publication_order, &cycle) {
            (Some(order), Some(cycle)) => Some(warnings(ctx, Some(order), cycle)),
            _ => None,
        };
        Ok(SavePublicationOrderPayload {
            publication_order,
            warnings,
            cycle,
            errors,
        })
    }

    /// States how accessible the e-service is, by its assessment. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_accessibility_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The statement.")] input: SaveAccessibilityStatementInput,
    ) -> Result<SaveAccessibilityStatementPayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (accessibility_statement, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveAccessibilityStatementPayload {
            accessibility_statement,
            cycle,
            errors,
        })
    }
}
