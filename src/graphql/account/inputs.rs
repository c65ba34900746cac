//! What the mutations of the room take.

use async_graphql::{ID, InputObject};

use crate::graphql::enums::{Locale, Role};

/// Input of `logIn`.
#[derive(InputObject)]
pub struct LogInInput {
    /// E-mail address of the account.
    pub email: String,
    /// Password.
    #[graphql(secret)]
    pub password: String,
}

/// Input of `refreshSession`.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The refresh token that was issued last.
    #[graphql(secret)]
    pub refresh_token: String,
}

/// Input of `changePassword`.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The present password.
    #[graphql(secret)]
    pub password: String,
    /// The new one; at least 12 characters unless the operator demands more.
    #[graphql(secret)]
    pub new_password: String,
}

/// Input of `setLocale`.
#[derive(InputObject)]
pub struct SetLocaleInput {
    /// Language of mails and messages.
    pub locale: Locale,
}

/// Input of `createUser`.
#[derive(InputObject)]
pub struct CreateUserInput {
    /// E-mail address, which nobody else has.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// First password; left out where the person cannot log in with one yet.
    #[graphql(secret)]
    pub password: Option<String>,
    /// Language of mails and messages.
    #[graphql(default_with = "Locale::Sv")]
    pub locale: Locale,
}

/// Input of `updateUser`; what is left out stays as it is.
#[derive(InputObject)]
pub struct UpdateUserInput {
    /// The person.
    pub user_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Name as shown.
    pub name: Option<String>,
    /// Language of mails and messages.
    pub locale: Option<Locale>,
    /// False closes the account and ends its log-ins at once; true opens it again.
    pub active: Option<bool>,
}

/// Input of `grantRole`. Without unit and e-service the role holds for the whole municipality.
#[derive(InputObject)]
pub struct GrantRoleInput {
    /// To whom.
    pub user_id: ID,
    /// Which role.
    pub role: Role,
    /// Limits it to a unit with those below it.
    pub org_unit_id: Option<ID>,
    /// Limits it to an e-service.
    pub e_service_id: Option<ID>,
}

/// Input of `appointToEService`.
#[derive(InputObject)]
pub struct AppointToEServiceInput {
    /// On which e-service.
    pub e_service_id: ID,
    /// Whom.
    pub user_id: ID,
    /// To which role; one that can be held on an e-service.
    pub role: Role,
}

/// Input of `revokeRole`.
#[derive(InputObject)]
pub struct RevokeRoleInput {
    /// The grant that is taken back.
    pub role_grant_id: ID,
}
