//! A receipt of a decision or an approval: what is signed, so that others can verify it without asking here.

use ::entity::{
    enums::{ApprovalState, ScopeKind},
    role_grant,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::actor::Place;

/// What a receipt says. Field names and values are those of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Issuer.
    pub iss: String,
    /// Audience: that of receipts, for which no access token is issued.
    pub aud: String,
    /// When the receipt was issued, in seconds since 1970. What it tells of does not expire, and neither does the receipt.
    pub iat: i64,
    /// Opaque id of the decision or approval.
    pub id: String,
    /// What it is: `Decision` or `Approval`.
    pub kind: &'static str,
    /// Who decided.
    pub decided_by: Named,
    /// When, RFC 3339.
    pub decided_at: DateTime<Utc>,
    /// The role in which they decided, as they held it then.
    pub in_role: InRole,
    /// For whom: the unit that the e-service belongs to.
    pub on_behalf_of: Named,
    /// About which e-service.
    pub e_service: Named,
    /// Opaque id of the cycle in which it was decided.
    pub cycle_id: String,
    /// What was decided.
    pub decided: Value,
    /// SHA-256 of what was decided about (of an approval, its content) or of `decided`, as canonical JSON, in hexadecimal.
    pub content_hash: String,
    /// By which rule.
    pub rule: DecisionRule,
}

/// Something by its opaque id and the name that it had when the receipt was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Opaque id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A role with the scope in which it was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InRole {
    /// The role.
    pub role: String,
    /// How far it reached; none where it is not on record.
    pub scope: Option<String>,
    /// Opaque id of the unit or e-service that it was limited to.
    pub scope_id: Option<String>,
}

/// The rule by which it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionRule {
    /// The permission that it took.
    pub permission: &'static str,
    /// Whether neither who asked nor anybody who made it could decide.
    pub four_eyes: bool,
    /// Who asked; none where nobody has to.
    pub asked_by: Option<Named>,
    /// Opaque ids of the people who made what was decided about.
    pub contributor_ids: Vec<String>,
}

/// What an approval was answered with: what has become void since was approved at its time. None where it is not answered.
#[must_use]
pub const fn answer(state: ApprovalState, answered: bool) -> Option<ApprovalState> {
    match state {
        ApprovalState::Approved => Some(ApprovalState::Approved),
        ApprovalState::Rejected => Some(ApprovalState::Rejected),
        ApprovalState::Void if answered => Some(ApprovalState::Approved),
        ApprovalState::Void | ApprovalState::Pending | ApprovalState::Withdrawn => None,
    }
}

/// Of the grants of a role, each with the path of its unit, the one by which it was held at a place at a moment: the narrowest.
#[must_use]
pub fn held_then<'a>(
    grants: &'a [(role_grant::Model, Option<String>)],
    place: Place<'_>,
    at: DateTime<Utc>,
) -> Option<&'a role_grant::Model> {
    let reaches = |grant: &role_grant::Model, unit_path: Option<&str>| match grant.scope_kind {
        ScopeKind::Global => true,
        ScopeKind::OrgUnit => unit_path.is_some_and(|path| place.unit_path.starts_with(path)),
        ScopeKind::EService => grant.e_service_id.is_some() && grant.e_service_id == place.e_service,
    };
    let held = grants.iter().filter(|(grant, unit_path)| {
        grant.granted_at <= at
            && grant.revoked_at.is_none_or(|revoked| revoked >= at)
            && reaches(grant, unit_path.as_deref())
    });
    held.max_by_key(|(grant, unit_path)| (grant.scope_kind, unit_path.as_ref().map_or(0, String::len)))
        .map(|(grant, _)| grant)
}

#[cfg(test)]
mod tests {
    use ::entity::{
        enums::Role,
        ids::{EServiceId, OrgUnitId, RoleGrantId, UserId},
    };
    use chrono::Duration;

    use super::*;

    fn grant(unit: &str, granted_at: DateTime<Utc>) -> (role_grant::Model, Option<String>) {
        let row = role_grant::Model {
            id: RoleGrantId::new(),
            user_id: UserId::new(),
            role: Role::Management,
            scope_kind: ScopeKind::OrgUnit,
            org_unit_id: Some(OrgUnitId::new()),
            e_service_id: None,
            granted_by: None,
            granted_at,
            revoked_at: None,
        };
        (row, Some(unit.to_owned()))
    }

    #[test]
    fn a_role_was_held_by_the_narrowest_grant_of_its_time() {
        let at = DateTime::UNIX_EPOCH;
        let place = Place {
            e_service: Some(EServiceId::new()),
            unit_path: "a/b/",
        };
        let mut ended = grant("a/b/", at - Duration::days(9));
        ended.0.revoked_at = Some(at - Duration::days(1));
        let (wide, narrow) = (grant("a/", at), grant("a/b/", at));
        let later = grant("a/b/", at + Duration::days(1));
        let other = grant("a/c/", at);
        let grants = [ended, wide.clone(), narrow.clone(), later, other];

        assert_eq!(held_then(&grants, place, at), Some(&narrow.0));
        assert_eq!(held_then(&grants[..2], place, at), Some(&wide.0));
        assert_eq!(held_then(&grants[..1], place, at), None);
    }

    #[test]
    fn what_is_void_was_approved_only_where_it_was_answered() {
        assert_eq!(answer(ApprovalState::Void, true), Some(ApprovalState::Approved));
        assert_eq!(answer(ApprovalState::Void, false), None);
        assert_eq!(answer(ApprovalState::Pending, false), None);
    }
}
