//! Who asks: the same token verified, and one statement for the log-in and the roles.

use std::fmt::Write as _;

use axum::http::{HeaderMap, header};
use lansera::service::account::tokens::Claims;
use uuid::Uuid;

use super::{Bare, Failed, pool::Connection};

/// The log-in, its person and the roles held now.
pub const SESSION: &str = r#"
    SELECT u.id, u.role_epoch, g.role, g.scope_kind, g.e_service_id, o.path
    FROM session s
    JOIN "user" u ON u.id = s.user_id
    LEFT JOIN role_grant g ON g.user_id = u.id AND g.revoked_at IS NULL
    LEFT JOIN org_unit o ON o.id = g.org_unit_id
    WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND u.active"#;

/// Who asks, with their roles by scope.
pub struct Viewer {
    pub id: Uuid,
    /// Roles for the whole municipality.
    pub everywhere: Vec<String>,
    /// Roles in units, each with the pattern of the paths that it covers.
    pub unit_roles: Vec<String>,
    pub unit_paths: Vec<String>,
    /// Roles on e-services.
    pub service_roles: Vec<String>,
    pub services: Vec<Uuid>,
}

impl Viewer {
    /// Whether they hold a role at an e-service.
    pub fn holds(&self, role: &str, e_service: Uuid, path: &str) -> bool {
        let covers = |pattern: &str| path.starts_with(pattern.trim_end_matches('%'));
        self.everywhere.iter().any(|held| held == role)
            || self
                .unit_roles
                .iter()
                .zip(&self.unit_paths)
                .any(|(held, pattern)| held == role && covers(pattern))
            || self
                .service_roles
                .iter()
                .zip(&self.services)
                .any(|(held, id)| held == role && *id == e_service)
    }

    /// Whether they hold any role at an e-service.
    pub fn has_part_in(&self, e_service: Uuid, path: &str) -> bool {
        !self.everywhere.is_empty()
            || self.services.contains(&e_service)
            || self
                .unit_paths
                .iter()
                .any(|pattern| path.starts_with(pattern.trim_end_matches('%')))
    }
}

impl Bare {
    /// Who asks.
    pub fn claims(&self, headers: &HeaderMap) -> Result<Claims, Failed> {
        let token = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(Failed)?;
        Ok(jsonwebtoken::decode::<Claims>(token, &self.key, &self.validation)?.claims)
    }

    /// Looks up the log-in of a token.
    pub async fn sign_in(&self, db: &Connection, claims: &Claims) -> Result<Viewer, Failed> {
        let now = self.clock.now();
        let rows = db.client.query(&db.session, &[&claims.sid.0, &now]).await?;
        let mut viewer = Viewer {
            id: claims.sub.0,
            everywhere: Vec::new(),
            unit_roles: Vec::new(),
            unit_paths: Vec::new(),
            service_roles: Vec::new(),
            services: Vec::new(),
        };
        if rows.is_empty() {
            return Err(Failed);
        }
        for row in rows {
            if row.get::<_, Uuid>(0) != claims.sub.0 || row.get::<_, i32>(1) != claims.epoch {
                return Err(Failed);
            }
            let (Some(role), Some(scope)) =
                (row.get::<_, Option<String>>(2), row.get::<_, Option<String>>(3))
            else {
                continue;
            };
            match scope.as_str() {
                "global" => viewer.everywhere.push(role),
                "org_unit" => {
                    let mut path: String = row.get(5);
                    let _ = write!(path, "%");
                    viewer.unit_roles.push(role);
                    viewer.unit_paths.push(path);
                }
                _ => {
                    viewer.service_roles.push(role);
                    viewer.services.push(row.get(4));
                }
            }
        }
        Ok(viewer)
    }
}
