//! What can be listened to.

use std::{collections::HashMap, sync::Arc};

use ::entity::{
    enums::ChangeKind,
    ids::{ApprovalId, EServiceId, TaskId},
};
use async_graphql::{Lookahead, OutputType};
use uuid::Uuid;

use crate::{
    domain::actor::Actor,
    graphql::{
        approval::types::Approval, context::Circumstances, e_service::types::EService, task::types::Task,
    },
    service::{
        Result, approval::queries as approvals, e_service::queries as e_services, task::queries as tasks,
    },
};

/// Something that can be listened to.
pub trait Changing: OutputType + Sized + 'static {
    /// What of it is read.
    type Shape: Send + Sync + 'static;
    /// As what it is noted.
    const KIND: ChangeKind;

    /// What a selection of it asks for.
    fn shape(selected: &Lookahead<'_>) -> Self::Shape;

    /// Those of these things that the person may see. One statement, however many.
    fn load(
        here: &Circumstances,
        actor: &Actor,
        ids: &[Uuid],
        shape: &Self::Shape,
    ) -> impl Future<Output = Result<HashMap<Uuid, Self>>> + Send;
}

impl Changing for Task {
    type Shape = tasks::Shape;
    const KIND: ChangeKind = ChangeKind::Task;

    fn shape(selected: &Lookahead<'_>) -> Self::Shape {
        Self::shape(selected)
    }

    async fn load(
        here: &Circumstances,
        actor: &Actor,
        ids: &[Uuid],
        shape: &Self::Shape,
    ) -> Result<HashMap<Uuid, Self>> {
        let services = &here.services;
        let ids: Vec<_> = ids.iter().copied().map(TaskId).collect();
        let mut loaded = HashMap::new();
        for (id, found) in tasks::by_ids(&services.db, actor, &ids, shape).await? {
            loaded.insert(id.0, Self::found_by(services, found).await?);
        }
        Ok(loaded)
    }
}

impl Changing for Approval {
    type Shape = ();
    const KIND: ChangeKind = ChangeKind::Approval;

    fn shape(_: &Lookahead<'_>) -> Self::Shape {}

    async fn load(
        here: &Circumstances,
        actor: &Actor,
        ids: &[Uuid],
        (): &Self::Shape,
    ) -> Result<HashMap<Uuid, Self>> {
        let ids: Vec<_> = ids.iter().copied().map(ApprovalId).collect();
        let found = approvals::by_ids(&here.services.db, actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, found)| (id.0, found.into()))
            .collect())
    }
}

impl Changing for EService {
    type Shape = e_services::Shape;
    const KIND: ChangeKind = ChangeKind::EService;

    fn shape(selected: &Lookahead<'_>) -> Self::Shape {
        Self::shape(selected)
    }

    async fn load(
        here: &Circumstances,
        actor: &Actor,
        ids: &[Uuid],
        shape: &Self::Shape,
    ) -> Result<HashMap<Uuid, Self>> {
        let ids: Vec<_> = ids.iter().copied().map(EServiceId).collect();
        let found = e_services::by_ids(&here.services.db, actor, &ids, shape).await?;
        Ok(found
            .into_iter()
            .map(|(id, view)| (id.0, Self(Arc::new(view))))
            .collect())
    }
}
