//! Access tokens: JWTs signed with Ed25519, verifiable by others against the published keys.
//!
//! A token carries the roles with their scopes and the role epoch of the person. The guard on a field may read the token; a row is
//! checked against the database, and a token with a stale epoch is refused.
//!
//! A signature is verified once: what a token says is kept by its hash, for as long as its key is known and it has not expired.
//! Whether its log-in still holds is another question, and asked every time.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use ::entity::{
    enums::ScopeKind,
    ids::{SessionId, SigningKeyId, UserId},
    signing_key,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use ed25519_dalek::{Signature, Signer, SigningKey, pkcs8::EncodePrivateKey};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    config,
    domain::receipt::Receipt,
    service::{Error, Result, account::queries::HeldRole},
};

/// Type of an access token, in its header.
const ACCESS: &str = "JWT";
/// Type of a receipt, in its header.
const RECEIPT: &str = "receipt+jwt";
/// Verified tokens kept at the most; past that the cache begins anew.
const KEPT: usize = 10_000;

/// What an access token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// Audience.
    pub aud: String,
    /// The person.
    pub sub: UserId,
    /// The log-in.
    pub sid: SessionId,
    /// Role epoch of the person when the token was issued.
    pub epoch: i32,
    /// Roles with their scopes.
    pub roles: Vec<ClaimedRole>,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it expires, in seconds since 1970.
    pub exp: i64,
}

/// A role in a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimedRole {
    /// Which role.
    pub role: ::entity::enums::Role,
    /// How far it reaches.
    pub scope: ScopeKind,
    /// The unit or e-service that it is limited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<uuid::Uuid>,
}

impl From<&HeldRole> for ClaimedRole {
    fn from(grant: &HeldRole) -> Self {
        Self {
            role: grant.role,
            scope: grant.scope_kind,
            id: grant
                .org_unit_id
                .map(|id| id.0)
                .or(grant.e_service_id.map(|id| id.0)),
        }
    }
}

/// Signs and verifies access tokens.
#[derive(Clone)]
pub struct Tokens {
    issuer: Arc<str>,
    audience: Arc<str>,
    /// How long a token is good.
    pub lifetime: Duration,
    keys: Arc<RwLock<Vec<Key>>>,
    verified: Arc<RwLock<HashMap<[u8; 32], Verified>>>,
}

/// What a token says whose signature was found good, and by which key.
#[derive(Clone)]
struct Verified {
    key: SigningKeyId,
    claims: Arc<Claims>,
}

#[derive(Clone)]
struct Key {
    id: SigningKeyId,
    signing: SigningKey,
    retired_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

impl Tokens {
    /// Loads the signing keys, and makes the first one where there is none.
    ///
    /// # Errors
    /// Where the database fails or the machine gives no random numbers.
    pub async fn load(
        db: &impl ConnectionTrait,
        settings: &config::Tokens,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let tokens = Self {
            issuer: settings.issuer.as_str().into(),
            audience: settings.audience.as_str().into(),
            lifetime: Duration::seconds(settings.access_seconds),
            keys: Arc::default(),
            verified: Arc::default(),
        };
        tokens.reload(db).await?;
        if tokens.read_keys().iter().all(|key| key.retired_at.is_some()) {
            let mut secret = [0_u8; 32];
            getrandom::fill(&mut secret).map_err(|error| Error::Internal(error.to_string()))?;
            signing_key::Entity::insert(signing_key::ActiveModel {
                id: Set(SigningKeyId::new()),
                secret: Set(secret.to_vec()),
                created_at: Set(now),
                retired_at: Set(None),
            })
            .exec_without_returning(db)
            .await?;
            tokens.reload(db).await?;
        }
        Ok(tokens)
    }

    /// Reads the keys anew: another instance may have made one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn reload(&self, db: &impl ConnectionTrait) -> Result<()> {
        let rows = signing_key::Entity::find()
            .order_by_desc(signing_key::COLUMN.created_at)
            .all(db)
            .await?;
        let keys = rows
            .into_iter()
            .map(|row| {
                let secret: [u8; 32] = row
                    .secret
                    .try_into()
                    .map_err(|_| Error::Internal("a signing key has the wrong length".into()))?;
                Ok(Key {
                    id: row.id,
                    signing: SigningKey::from_bytes(&secret),
                    retired_at: row.retired_at,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(())
    }

    /// A signed token.
    ///
    /// # Errors
    /// Where there is no key to sign with.
    pub fn issue(
        &self,
        user: UserId,
        session: SessionId,
        epoch: i32,
        grants: &[HeldRole],
        now: DateTime<Utc>,
    ) -> Result<String> {
        let claims = Claims {
            iss: self.issuer.to_string(),
            aud: self.audience.to_string(),
            sub: user,
            sid: session,
            epoch,
            roles: grants.iter().map(ClaimedRole::from).collect(),
            iat: now.timestamp(),
            exp: (now + self.lifetime).timestamp(),
        };
        self.sign(ACCESS, &claims)
    }

    /// A signed receipt, with the claims that every receipt of this installation has. It is of another type and for another
    /// audience than an access token, and never taken for one.
    ///
    /// # Errors
    /// Where there is no key to sign with.
    pub fn receipt(&self, receipt: &Receipt) -> Result<String> {
        self.sign(RECEIPT, receipt)
    }

    /// Who issues tokens and receipts.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The audience of receipts.
    #[must_use]
    pub fn receipt_audience(&self) -> String {
        format!("{}/receipts", self.audience)
    }

    fn sign(&self, of_type: &str, claims: &impl Serialize) -> Result<String> {
        let keys = self.read_keys();
        let key = keys
            .iter()
            .find(|key| key.retired_at.is_none())
            .ok_or_else(|| Error::Internal("there is no key to sign with".into()))?;
        let header = Header {
            typ: Some(of_type.to_owned()),
            kid: Some(key.id.to_string()),
            ..Header::new(Algorithm::EdDSA)
        };
        let der = key
            .signing
            .to_pkcs8_der()
            .map_err(|error| Error::Internal(error.to_string()))?;
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(der.as_bytes()))
            .map_err(|error| Error::Internal(error.to_string()))
    }

    /// What a token says, if it was signed here for this audience and has not expired.
    #[must_use]
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<Arc<Claims>> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        let kept = self
            .verified
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&hash)
            .cloned();
        let verified = match kept {
            Some(verified) => verified,
            None => {
                let verified = self.check(token)?;
                let mut kept = self.verified.write().unwrap_or_else(PoisonError::into_inner);
                if kept.len() >= KEPT {
                    kept.clear();
                }
                kept.insert(hash, verified.clone());
                verified
            }
        };
        let known = self.read_keys().iter().any(|key| key.id == verified.key);
        (known && verified.claims.exp > now.timestamp()).then_some(verified.claims)
    }

    /// Verifies the signature, and that the token is ours; not when it expires.
    fn check(&self, token: &str) -> Option<Verified> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(ACCESS) {
            return None;
        }
        let key: SigningKeyId = header.kid?.parse().ok()?;
        let public = {
            let keys = self.read_keys();
            public_part(keys.iter().find(|known| known.id == key)?)
        };
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[self.issuer.as_ref()]);
        validation.set_audience(&[self.audience.as_ref()]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Expiry is asked of the one clock, and every time.
        validation.validate_exp = false;
        let decoding = DecodingKey::from_ed_components(&public).ok()?;
        let claims = jsonwebtoken::decode::<Claims>(token, &decoding, &validation).ok()?;
        Some(Verified {
            key,
            claims: Arc::new(claims.claims),
        })
    }

    /// Whether a token names a key of our form that is not known here yet: another instance may have made it.
    #[must_use]
    pub fn may_know_later(&self, token: &str) -> bool {
        let kid = jsonwebtoken::decode_header(token)
            .ok()
            .and_then(|header| header.kid);
        kid.and_then(|kid| kid.parse::<SigningKeyId>().ok())
            .is_some_and(|kid| self.read_keys().iter().all(|key| key.id != kid))
    }

    /// The public keys, as served at `/.well-known/jwks.json`.
    #[must_use]
    pub fn jwks(&self) -> serde_json::Value {
        let keys: Vec<_> = self
            .read_keys()
            .iter()
            .map(|key| {
                json!({
                    "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
                    "kid": key.id.to_string(), "x": public_part(key),
                })
            })
            .collect();
        json!({ "keys": keys })
    }

    /// A signature of something else than a token, with the key that made it. What is signed says what it is for.
    ///
    /// # Errors
    /// Where there is no key to sign with.
    pub(in crate::service) fn sign_bytes(&self, message: &[u8]) -> Result<(SigningKeyId, [u8; 64])> {
        let keys = self.read_keys();
        let key = keys
            .iter()
            .find(|key| key.retired_at.is_none())
            .ok_or_else(|| Error::Internal("there is no key to sign with".into()))?;
        Ok((key.id, key.signing.sign(message).to_bytes()))
    }

    /// Whether a key of ours has signed this.
    #[must_use]
    pub(in crate::service) fn has_signed(
        &self,
        id: SigningKeyId,
        message: &[u8],
        signature: [u8; 64],
    ) -> bool {
        let keys = self.read_keys();
        let Some(key) = keys.iter().find(|key| key.id == id) else {
            return false;
        };
        let signature = Signature::from_bytes(&signature);
        key.signing
            .verifying_key()
            .verify_strict(message, &signature)
            .is_ok()
    }

    fn read_keys(&self) -> std::sync::RwLockReadGuard<'_, Vec<Key>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn public_part(key: &Key) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(key.signing.verifying_key().as_bytes())
}

#[cfg(test)]
mod tests;
