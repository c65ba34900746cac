//! Global ids in arguments and fields.

use async_graphql::ID;

use super::error::ApiError;
use crate::{
    global_id::{self, Named},
    service::{Error, ProblemCode},
};

/// The opaque form of a key.
pub fn id<I: Named>(key: I) -> ID {
    ID(global_id::encode(key))
}

/// The key that an id names.
///
/// # Errors
/// NOT_FOUND where it names nothing of this type.
pub fn key<I: Named>(id: &ID) -> Result<I, ApiError> {
    global_id::decode_as(id).ok_or(ApiError::NotFound)
}

/// The key that an input field names, where it is not the thing that the mutation is about.
///
/// # Errors
/// `UNKNOWN_ID` with the path of the field.
pub fn input_key<I: Named>(id: &ID, path: &'static str) -> Result<I, Error> {
    global_id::decode_as(id)
        .ok_or_else(|| Error::refused(ProblemCode::UnknownId, &[path], "Finns inte.", "Does not exist."))
}

/// The same for a field that may be left out.
///
/// # Errors
/// `UNKNOWN_ID` with the path of the field.
pub fn optional_key<I: Named>(id: Option<&ID>, path: &'static str) -> Result<Option<I>, Error> {
    id.map(|id| input_key(id, path)).transpose()
}
