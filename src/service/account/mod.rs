//! People, their roles and their log-ins.

pub mod forget;
pub mod log_in;
pub mod passwords;
pub mod queries;
pub mod refresh;
pub mod roles;
pub mod tokens;
pub mod users;
