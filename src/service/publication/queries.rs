//! What is read without a log-in: this table and nothing else.

use std::collections::HashMap;

use ::entity::{
    ids::{EServiceId, PublishedServiceId},
    published_service,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

use crate::{
    domain::publication::{Published, RecipientGroup},
    service::{
        Error, Result,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind, anywhere},
    },
};

/// Which published e-services are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the title or description, in either language.
    pub search: Option<String>,
    /// For this group.
    pub recipients: Option<RecipientGroup>,
}

/// How a client names one.
#[derive(Clone, Debug)]
pub enum Which {
    /// By its key.
    Id(PublishedServiceId),
    /// By its name in links.
    Slug(String),
}

/// A page of what is published, by title. One statement, and one more where it is counted.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    args: &PageArgs,
    count: bool,
) -> Result<Page<published_service::Model>> {
    let window = args.window(SortKind::Text)?;
    let search = filter
        .search
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let column = |column: published_service::Column| Expr::col((published_service::Entity, column));
    let like = |text: String| LikeExpr::new(text).escape('\\');
    let wanted = Condition::all()
        .add_option(
            search.map(|text| column(published_service::Column::SearchText).like(like(anywhere(text)))),
        )
        .add_option(filter.recipients.map(|group| {
            column(published_service::Column::Recipients).like(like(format!("%,{},%", group.name())))
        }));
    let select = published_service::Entity::find().filter(wanted);
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let (name, id) = (published_service::Column::NameKey, published_service::Column::Id);
    let rows = window.apply(select, name, id, Order::Asc).all(db).await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Text(row.name_key.clone()),
        id: row.id.0,
    }))
}

/// A published e-service.
///
/// # Errors
/// Where the database fails.
pub async fn one(db: &impl ConnectionTrait, which: Which) -> Result<Option<published_service::Model>, DbErr> {
    let which = match which {
        Which::Id(id) => published_service::COLUMN.id.eq(id),
        Which::Slug(slug) => published_service::COLUMN.slug.eq(slug),
    };
    published_service::Entity::find().filter(which).one(db).await
}

/// What is published of each of these e-services. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn of_e_services(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
) -> Result<HashMap<EServiceId, published_service::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = published_service::Entity::find()
        .filter(published_service::COLUMN.e_service_id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.e_service_id, row)).collect())
}

/// What a published e-service says.
///
/// # Errors
/// [`Error::Internal`] where it cannot be read.
pub fn body(row: &published_service::Model) -> Result<Published> {
    serde_json::from_value(row.body.clone()).map_err(|error| {
        Error::Internal(format!(
            "what is published under {} cannot be read: {error}",
            row.slug
        ))
    })
}
