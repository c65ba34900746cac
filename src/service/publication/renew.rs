//! Keeping what is published in step with what is in operation.

use ::entity::{
    e_service,
    enums::{ArtefactKind, Audience, EServiceState},
    ids::{EServiceId, PublishedServiceId},
    published_service,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

use crate::{
    database::Transaction,
    domain::{
        collation::sort_key,
        publication::{FaqEntry, HandlingStep, PublicPage, Published, compose, slug},
    },
    service::{
        Error, Result, Services, artefact::queries::read, cycle::queries as cycles,
        e_service::queries::exists,
    },
};

/// After an artefact has changed: renews what is published where it is of the cycle in operation and the public is told of it.
pub(in crate::service) async fn after_change(
    services: &Services,
    txn: &Transaction,
    kind: ArtefactKind,
    (e_service, cycle): (&e_service::Model, ::entity::ids::CycleId),
) -> Result<()> {
    let told = matches!(
        kind,
        ArtefactKind::PublicPage | ArtefactKind::FaqEntry | ArtefactKind::HandlingStep
    );
    if told && e_service.operation_cycle_id == Some(cycle) {
        renew(services, txn, e_service.id).await?;
    }
    Ok(())
}

/// Renews what the outside sees of an e-service: what its cycle in operation says, where it is live, for the public and not
/// confidential, and has a page; else nothing. What a revision prepares is not looked at.
pub(in crate::service) async fn renew(services: &Services, txn: &Transaction, id: EServiceId) -> Result<()> {
    let Some((e_service, _)) = exists(txn, id).await? else {
        return Ok(());
    };
    let before = published_service::Entity::find()
        .filter(published_service::COLUMN.e_service_id.eq(id))
        .one(txn)
        .await?;
    let Some(mut row) = published(txn, &e_service).await? else {
        if before.is_some() {
            published_service::Entity::delete_many()
                .filter(published_service::COLUMN.e_service_id.eq(id))
                .exec(txn)
                .await?;
        }
        return Ok(());
    };
    row.updated_at = services.now();
    match before {
        Some(before) => {
            // Links to it stay good for as long as it is published.
            (row.id, row.slug) = (before.id, before.slug);
            let changed = row.into_active_model().reset_all();
            published_service::Entity::update(changed).exec(txn).await?;
        }
        None => {
            row.slug = free_slug(txn, &row.name).await?;
            published_service::Entity::insert(row.into_active_model().reset_all())
                .exec_without_returning(txn)
                .await?;
        }
    }
    Ok(())
}

/// What is to be published of an e-service now.
async fn published(
    txn: &Transaction,
    e_service: &e_service::Model,
) -> Result<Option<published_service::Model>> {
    let open = e_service.state == EServiceState::Live
        && e_service.audience == Audience::External
        && !e_service.confidential;
    let Some(cycle) = e_service.operation_cycle_id.filter(|_| open) else {
        return Ok(None);
    };
    let view = cycles::exists(txn, cycle).await?;
    let published_at = view.and_then(|view| view.cycle.published_at);
    let page = read::<PublicPage>(txn, cycle).await?.pop();
    let (Some(published_at), Some((_, page))) = (published_at, page) else {
        return Ok(None);
    };
    let faq = read::<FaqEntry>(txn, cycle).await?;
    let steps = read::<HandlingStep>(txn, cycle).await?;
    let published: Published = compose(
        page,
        faq.into_iter().map(|(_, entry)| entry).collect(),
        steps.into_iter().map(|(_, step)| step).collect(),
    );
    Ok(Some(published_service::Model {
        id: PublishedServiceId::new(),
        e_service_id: e_service.id,
        cycle_id: cycle,
        slug: String::new(),
        name: published.page.title.sv.clone(),
        name_key: sort_key(&published.page.title.sv),
        recipients: published.recipients(),
        search_text: published.search_text(),
        body: serde_json::to_value(&published).map_err(|error| Error::Internal(error.to_string()))?,
        published_at,
        updated_at: published_at,
    }))
}

/// A slug for a title that no other page has: with a number where it is taken.
async fn free_slug(txn: &Transaction, title: &str) -> Result<String, DbErr> {
    let wanted = slug(title);
    let mut free = wanted.clone();
    for number in 2.. {
        let taken =
            published_service::Entity::find().filter(published_service::COLUMN.slug.eq(free.as_str()));
        if taken.count(txn).await? == 0 {
            break;
        }
        free = format!("{wanted}-{number}");
    }
    Ok(free)
}
