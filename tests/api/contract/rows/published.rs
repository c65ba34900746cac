//! The page of each, as the outside sees it.

use ::entity::{enums::ArtefactKind, published_service};
use lansera::domain::collation::sort_key;
use serde_json::json;

use super::{Made, insert};
use crate::{contract::samples, support::app::TestApp};

/// What the outside sees.
pub(super) async fn write(app: &TestApp, made: &[Made]) {
    let one = |made: &Made| {
        let page = samples::body(ArtefactKind::PublicPage);
        published_service::Model {
            id: made.published,
            e_service_id: made.id,
            cycle_id: made.cycle,
            slug: format!("e-tjanst-{}", made.id),
            name: "Ansök om bygglov".into(),
            name_key: sort_key("Ansök om bygglov"),
            recipients: ",inhabitants,".into(),
            search_text: "ansök om bygglov".into(),
            body: json!({
                "page": page,
                "faq": [samples::body(ArtefactKind::FaqEntry)],
                "steps": [samples::body(ArtefactKind::HandlingStep)],
            }),
            published_at: app.now(),
            updated_at: app.now(),
        }
    };
    insert::<published_service::Entity, _, _>(app, made.iter().map(one).collect()).await;
}
