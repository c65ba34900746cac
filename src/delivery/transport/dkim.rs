//! The signature by which whoever gets a mail knows that its domain sent it (DKIM, RFC 6376).

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::pkcs8::DecodePrivateKey as _;
use lettre::message::{
    dkim::{
        DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
    },
    header::HeaderName,
};
use rsa::{
    RsaPrivateKey,
    pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey},
    traits::PublicKeyParts,
};

use super::SettingsError;

/// The headers that the signature covers, as far as a mail has them. Unsubscribing by one click works only where its two are
/// among them (RFC 8058, 4).
const SIGNED: &[&str] = &[
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// Shortest RSA key that others accept (RFC 8301, 3.2), in bits.
const SHORTEST: usize = 1024;

/// Signs mails in the name of a domain.
pub struct Dkim(DkimConfig);

impl Dkim {
    /// Signs for `domain` with a private key as PEM, RSA (PKCS #8 or PKCS #1) or Ed25519 (PKCS #8), whose public half the DNS
    /// has under `<selector>._domainkey.<domain>`.
    ///
    /// # Errors
    /// [`SettingsError::Dkim`] where the key is none, or domain or selector are no names.
    pub fn new(domain: &str, selector: &str, key: &str) -> Result<Self, SettingsError> {
        let wrong = |why: &str| SettingsError::Dkim(why.to_owned());
        for (what, name) in [("domain", domain), ("selector", selector)] {
            if !is_name(name) {
                return Err(SettingsError::Dkim(format!("the {what} {name:?} is no name")));
            }
        }
        let headers = SIGNED
            .iter()
            .map(|name| HeaderName::new_from_ascii((*name).to_owned()))
            .collect::<Result<_, _>>()
            .map_err(|error| wrong(&error.to_string()))?;
        // Servers on the way may fold lines anew.
        let relaxed = DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        };
        Ok(Self(DkimConfig::new(
            selector.to_owned(),
            domain.to_owned(),
            signing_key(key)?,
            headers,
            relaxed,
        )))
    }

    /// Adds the signature to a mail that is finished.
    pub(super) fn sign(&self, message: &mut lettre::Message) {
        message.sign(&self.0);
    }
}

impl std::fmt::Debug for Dkim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dkim")
    }
}

fn signing_key(pem: &str) -> Result<DkimSigningKey, SettingsError> {
    let wrong = |why: &str| SettingsError::Dkim(why.to_owned());
    let (text, algorithm) = if let Ok(key) = ed25519_dalek::SigningKey::from_pkcs8_pem(pem) {
        (
            BASE64_STANDARD.encode(key.to_bytes()),
            DkimSigningAlgorithm::Ed25519,
        )
    } else {
        let key = RsaPrivateKey::from_pkcs8_pem(pem)
            .or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem))
            .map_err(|_| wrong("the key is no private RSA or Ed25519 key as PEM"))?;
        if key.size() * 8 < SHORTEST {
            return Err(wrong(&format!("an RSA key needs {SHORTEST} bits at the least")));
        }
        let text = key.to_pkcs1_pem(rsa::pkcs1::LineEnding::LF);
        let text = text.map_err(|error| wrong(&error.to_string()))?;
        (text.to_string(), DkimSigningAlgorithm::Rsa)
    };
    DkimSigningKey::new(&text, algorithm).map_err(|error| wrong(&error.to_string()))
}

/// Whether a text is a name as the DNS has them, with dots.
fn is_name(text: &str) -> bool {
    let letters = |part: &str| {
        part.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    text.len() <= 253 && text.split('.').all(|part| !part.is_empty() && letters(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_key_is_refused_in_one_line() {
        for key in [
            "",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        ] {
            let error = Dkim::new("kommun.example", "lansera", key)
                .expect_err("no key")
                .to_string();
            assert!(
                error.contains("no private RSA or Ed25519 key") && !error.contains('\n'),
                "{error}"
            );
        }
    }

    #[test]
    fn names_of_the_dns_are_told_from_others() {
        for name in ["kommun.example", "lansera", "a-1._x"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "kommun.example.", "två", "a b", "a;d=evil"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
