//! Signed mails (DKIM), with the signature computed anew as RFC 6376 says it.

use std::collections::HashMap;

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::pkcs8::DecodePrivateKey as _;
use lansera::delivery::Dkim;
use ring::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use rsa::{RsaPrivateKey, pkcs1::EncodeRsaPublicKey};
use sha2::{Digest, Sha256};

use super::*;

pub(super) fn stories() -> Vec<Story> {
    plain![
        a_mail_signed_with_rsa_arrives_with_a_good_signature,
        a_mail_signed_with_ed25519_arrives_with_a_good_signature,
        without_a_key_a_mail_is_not_signed,
    ]
}

/// Made for these tests, and good for nothing else.
const RSA: &str = include_str!("rsa.pem");
const RSA_IN_ITS_OLDER_FORM: &str = include_str!("rsa-pkcs1.pem");
const ED25519_KEY: &str = include_str!("ed25519.pem");

/// What a mail looks like when it has arrived.
async fn arrived(key: Option<&str>) -> Vec<u8> {
    let sink = with_faults(&[]);
    let mut settings = settings(&sink, Security::None);
    settings.dkim = key.map(|key| Arc::new(Dkim::new("kommun.example", "host", key).unwrap()));
    transport(settings).send(&a_mail()).await.unwrap();
    sink.mails().remove(0).raw
}

async fn a_mail_signed_with_rsa_arrives_with_a_good_signature() {
    let public = RsaPrivateKey::from_pkcs8_pem(RSA).unwrap().to_public_key();
    let public = public.to_pkcs1_der().unwrap().into_vec();
    let good = |data: &[u8], signature: &[u8]| {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &public);
        key.verify(data, signature).is_ok()
    };
    for key in [RSA, RSA_IN_ITS_OLDER_FORM] {
        let mail = arrived(Some(key)).await;
        let tags = verify(&mail, good).unwrap();
        assert_eq!(
            (&*tags["a"], &*tags["d"], &*tags["s"]),
            ("rsa-sha256", "kommun.example", "host")
        );
        let changed = String::from_utf8(mail).unwrap().replacen("bygglov", "rivning", 1);
        assert!(verify(changed.as_bytes(), good).is_err());
    }
}

async fn a_mail_signed_with_ed25519_arrives_with_a_good_signature() {
    let key = ed25519_dalek::SigningKey::from_pkcs8_pem(ED25519_KEY).unwrap();
    let public = key.verifying_key().to_bytes();
    let mail = arrived(Some(ED25519_KEY)).await;
    let tags = verify(&mail, |data, signature| {
        // RFC 8463: it signs the hash.
        let key = UnparsedPublicKey::new(&ED25519, &public);
        key.verify(&Sha256::digest(data), signature).is_ok()
    })
    .unwrap();
    assert_eq!(tags["a"], "ed25519-sha256");
    for header in ["from", "to", "subject", "date", "message-id", "auto-submitted"] {
        assert!(
            tags["h"].split(':').any(|signed| signed == header),
            "{header} is covered"
        );
    }
}

async fn without_a_key_a_mail_is_not_signed() {
    let mail = arrived(None).await;
    assert!(
        !String::from_utf8(mail)
            .unwrap()
            .to_lowercase()
            .contains("dkim-signature")
    );
}

/// Verifies the signature of a mail by what is `good` for a key; answers its tags.
fn verify(mail: &[u8], good: impl Fn(&[u8], &[u8]) -> bool) -> Result<HashMap<String, String>, String> {
    let mail = std::str::from_utf8(mail).map_err(|error| error.to_string())?;
    let (head, body) = mail.split_once("\r\n\r\n").ok_or("no body")?;
    let headers = relaxed_headers(head);
    let value = |name: &str| headers.iter().rev().find(|(other, _)| other == name);
    let (_, signature) = value("dkim-signature").ok_or("no signature")?;
    let tags: HashMap<String, String> = signature
        .split(';')
        .filter_map(|tag| tag.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), value.replace(' ', "")))
        .collect();
    if tags["v"] != "1" || tags["c"] != "relaxed/relaxed" {
        return Err(format!("another form: {signature}"));
    }
    if BASE64_STANDARD.encode(Sha256::digest(relaxed_body(body))) != tags["bh"] {
        return Err("another body".to_owned());
    }
    let mut signed = String::new();
    for name in tags["h"].split(':') {
        if let Some((name, value)) = value(name) {
            signed.push_str(&format!("{name}:{value}\r\n"));
        }
    }
    let unsigned: Vec<_> = signature
        .split(';')
        .map(|tag| if tag.trim().starts_with("b=") { " b=" } else { tag })
        .collect();
    signed.push_str(&format!("dkim-signature:{}", unsigned.join(";").trim()));
    let signature = BASE64_STANDARD
        .decode(&tags["b"])
        .map_err(|error| error.to_string())?;
    if good(signed.as_bytes(), &signature) {
        Ok(tags)
    } else {
        Err("another signature".to_owned())
    }
}

/// Names in small letters and values on one line (RFC 6376, 3.4.2).
fn relaxed_headers(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    unfolded
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_lowercase(), one_space(value).trim().to_owned()))
        .collect()
}

/// No spaces at the ends of lines, one between words, and no empty lines at the end (RFC 6376, 3.4.4).
fn relaxed_body(body: &str) -> String {
    let lines: Vec<_> = body
        .split("\r\n")
        .map(|line| one_space(line).trim_end_matches(' ').to_owned())
        .collect();
    let text = lines.join("\r\n");
    format!("{}\r\n", text.trim_end_matches("\r\n"))
}

fn one_space(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\t' if spaced.ends_with(' ') => {}
            ' ' | '\t' => spaced.push(' '),
            c => spaced.push(c),
        }
    }
    spaced
}
