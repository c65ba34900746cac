//! Before anything is measured: do both servers answer the same, value by value, and write the same?

use entity::ids::TaskId;
use sea_orm::DatabaseConnection;
use serde_json::Value;

use crate::{
    load::{Target, once},
    operations::{Server, Wire},
    tasks,
};

/// Asks both servers, and fails where the answers differ. Answers with the length of the answer in bytes.
pub async fn reads(product: (&Target, &Wire), bare: (&Target, &Wire)) -> Result<usize, String> {
    let product = once(product.0, product.1).await?;
    let bare = once(bare.0, bare.1).await?;
    same(&product, &bare)?;
    Ok(bare.len())
}

/// Completes tasks on both servers, and fails where the answers or what was written differ.
pub async fn completed(
    db: &DatabaseConnection,
    product: &Target,
    bare: &Target,
    to_complete: &[(TaskId, i32)],
) -> Result<(), String> {
    let failed = |error: sea_orm::DbErr| error.to_string();
    let mut found = Vec::new();
    for (server, target) in [(Server::Product, product), (Server::Bare, bare)] {
        let mut answers = Vec::new();
        for wire in tasks::requests(server, to_complete) {
            answers.push(once(target, &wire).await?);
        }
        found.push((answers, tasks::written(db).await.map_err(failed)?));
        tasks::put_back(db).await.map_err(failed)?;
    }
    let [(of_product, by_product), (of_bare, by_bare)] = found.as_slice() else {
        return Err("two servers".into());
    };
    for (product, bare) in of_product.iter().zip(of_bare) {
        same(product, bare)?;
    }
    for (product, bare) in by_product.iter().zip(by_bare) {
        if product != bare {
            return Err(format!("the product wrote {product}\nand bare wrote    {bare}"));
        }
    }
    if by_product.len() != by_bare.len() {
        return Err(format!("{} and {} rows written", by_product.len(), by_bare.len()));
    }
    Ok(())
}

fn same(product: &[u8], bare: &[u8]) -> Result<(), String> {
    let read = |body: &[u8]| serde_json::from_slice::<Value>(body).map_err(|error| error.to_string());
    let (a, b) = (read(product)?, read(bare)?);
    match difference("", &a, &b) {
        None => Ok(()),
        Some(found) => Err(format!("the answers differ at {found}")),
    }
}

/// The first place where two values differ.
fn difference(path: &str, product: &Value, bare: &Value) -> Option<String> {
    match (product, bare) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a.iter().find_map(|(name, a)| {
            let path = format!("{path}/{name}");
            difference(&path, a, b.get(name).unwrap_or(&Value::Null))
        }),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(place, (a, b))| difference(&format!("{path}/{place}"), a, b)),
        (a, b) if a == b => None,
        (a, b) => Some(format!("{path}: product {a}, bare {b}")),
    }
}
