use super::*;

fn tokens() -> Tokens {
    let key = Key {
        id: SigningKeyId::new(),
        signing: SigningKey::from_bytes(&[7; 32]),
        retired_at: None,
    };
    Tokens {
        issuer: "https://lansera.example".into(),
        audience: "lansera".into(),
        lifetime: Duration::minutes(15),
        keys: Arc::new(RwLock::new(vec![key])),
        verified: Arc::default(),
    }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("a time")
}

fn issued(tokens: &Tokens) -> String {
    let (user, session) = (UserId::new(), SessionId::new());
    tokens.issue(user, session, 1, &[], now()).expect("a token")
}

#[test]
fn a_token_that_was_accepted_before_is_refused_once_it_has_expired() {
    let tokens = tokens();
    let token = issued(&tokens);

    assert!(tokens.verify(&token, now()).is_some());
    assert!(tokens.verify(&token, now() + Duration::minutes(14)).is_some());
    assert!(tokens.verify(&token, now() + Duration::minutes(15)).is_none());
}

#[test]
fn a_token_that_was_accepted_before_is_refused_once_its_key_is_gone() {
    let tokens = tokens();
    let token = issued(&tokens);
    assert!(tokens.verify(&token, now()).is_some());

    tokens.keys.write().expect("the keys").clear();

    assert!(tokens.verify(&token, now()).is_none());
}

#[test]
fn a_token_that_was_changed_is_not_the_one_that_was_accepted() {
    let tokens = tokens();
    let token = issued(&tokens);
    assert!(tokens.verify(&token, now()).is_some());

    let (signed, signature) = token.rsplit_once('.').expect("a signature");
    let other = issued(&tokens);
    let (_, other) = other.rsplit_once('.').expect("a signature");

    assert!(tokens.verify(&format!("{signed}.{other}"), now()).is_none());
    assert!(tokens.verify(signed, now()).is_none());
    assert!(tokens.verify(&format!("{signed}.{signature}"), now()).is_some());
    assert_eq!(tokens.verified.read().expect("the cache").len(), 1);
}
