//! A suggestion, and the need that it has become.

use ::entity::{
    enums::{NeedSource, NeedState, SuggestionOrigin, SuggestionState},
    ids::NeedViewId,
    need, need_view, suggestion,
};

use super::{Made, Wanted, insert};
use crate::support::app::TestApp;

/// A suggestion, the need that it has become, and a view on that.
pub(super) async fn write(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let now = app.now();
    let (mut suggestions, mut needs, mut views) = (Vec::new(), Vec::new(), Vec::new());
    for made in made {
        suggestions.push(suggestion::Model {
            id: made.suggestion,
            e_service_id: made.id,
            origin: SuggestionOrigin::Staff,
            body: "Spara halvfärdiga ansökningar.".into(),
            rating: None,
            category: Some("Flödet".into()),
            weight: Some(4),
            state: SuggestionState::TakenUp,
            reason: None,
            author_id: Some(wanted.by),
            created_at: now,
            weighed_by: Some(wanted.by),
            weighed_at: Some(now),
            version: 2,
        });
        needs.push(need::Model {
            id: made.need,
            org_unit_id: wanted.unit,
            title: "Spara halvfärdigt".into(),
            description: "Spara halvfärdiga ansökningar.".into(),
            source: NeedSource::Revision,
            concerned: String::new(),
            partners: String::new(),
            state: NeedState::Attached,
            close_reason: None,
            merged_into: None,
            e_service_id: Some(made.id),
            revision_id: Some(made.cycle),
            suggestion_id: Some(made.suggestion),
            search_text: "spara halvfärdigt".into(),
            put_forward_by: wanted.by,
            created_at: now,
            handled_by: Some(wanted.by),
            handled_at: Some(now),
            version: 1,
        });
        views.push(need_view::Model {
            id: NeedViewId::new(),
            need_id: made.need,
            came_from: None,
            author_id: wanted.by,
            body: "Många frågar efter det.".into(),
            created_at: now,
        });
    }
    insert::<suggestion::Entity, _, _>(app, suggestions).await;
    insert::<need::Entity, _, _>(app, needs).await;
    insert::<need_view::Entity, _, _>(app, views).await;
}
