//! E-services, each in the cycle that builds it.

use ::entity::{
    cycle, e_service,
    enums::{Approach, Audience, CycleKind, EServiceState, Phase},
    ids::{CycleId, EServiceId, ProcessTemplateId},
};
use chrono::Duration;
use lansera::domain::collation::sort_key;

use super::Wanted;

pub(super) fn e_service(
    id: EServiceId,
    cycle: CycleId,
    number: usize,
    wanted: &Wanted,
    now: chrono::DateTime<chrono::Utc>,
) -> e_service::Model {
    e_service::Model {
        id,
        org_unit_id: wanted.unit,
        name: format!("E-tjänst {number}"),
        name_key: sort_key(&format!("E-tjänst {number}")),
        purpose: "Det ska gå att ansöka när det passar.".into(),
        audience: Audience::External,
        state: EServiceState::InDevelopment,
        confidential: wanted.confidential,
        proposed_by: wanted.by,
        development_cycle_id: Some(cycle),
        operation_cycle_id: None,
        search_text: format!("e-tjänst {number}"),
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

pub(super) fn cycle(
    e_service_id: EServiceId,
    id: CycleId,
    template_id: ProcessTemplateId,
    now: chrono::DateTime<chrono::Utc>,
) -> cycle::Model {
    cycle::Model {
        id,
        e_service_id,
        template_id,
        kind: CycleKind::New,
        phase: Phase::Build,
        approach: Some(Approach::Ongoing),
        deadline: Some(now.date_naive() + Duration::days(90)),
        target_group: Some(false),
        test_group: Some(false),
        launch_date: None,
        launch_date_set_at: None,
        published_at: None,
        begun_at: now,
        phase_since: now,
        operation_interval: None,
        information_interval: None,
        ended_at: None,
        version: 1,
    }
}
