//! Logging in and out, and keeping accounts and roles.

use async_graphql::{Context, Object};

use super::{
    inputs::{
        AppointToEServiceInput, ChangePasswordInput, CreateUserInput, GrantRoleInput, LogInInput,
        RefreshSessionInput, RevokeRoleInput, SetLocaleInput, UpdateUserInput,
    },
    types::{Session, User},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::types::EService,
        error::{ApiError, mendable},
        ids::{input_key, key, optional_key},
        paging::payload,
    },
    service::{
        Result as ServiceResult,
        account::{
            log_in::{LogIn, log_in},
            refresh,
            roles::{self, Appointment},
            users::{self, NewUser, UserChange},
        },
    },
};

payload! {
    /// Answer of `logIn` and `refreshSession`.
    SessionPayload {
        /// The log-in; null where it was refused.
        session: Session,
    }
}
payload! {
    /// Answer of mutations that change a person.
    UserPayload {
        /// The person as they are now.
        user: User,
    }
}
payload! {
    /// Answer of `appointToEService`.
    AppointToEServicePayload {
        /// The e-service as it is now.
        e_service: EService,
        /// The person who was appointed.
        user: User,
    }
}
payload! {
    /// Answer of `logOut`.
    LogOutPayload {
        /// True: the log-in has ended.
        logged_out: bool,
    }
}

/// Logging in and out, and keeping accounts and roles.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Logs in with an address and a password. A wrong password and an unknown address are not told apart: both give
    /// WRONG_CREDENTIALS. After too many failures the answer is RATE_LIMITED.
    #[graphql(guard = "Requires(Permission::LogIn)", directive = requires::apply(Permission::LogIn))]
    async fn log_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] input: LogInInput,
    ) -> Result<SessionPayload, ApiError> {
        let here = ctx.here();
        let attempt = LogIn {
            email: &input.email,
            password: &input.password,
            client: &here.client,
            from: here.from,
        };
        let (issued, errors) = mendable(ctx, log_in(&here.services, attempt).await)?;
        let session = match issued {
            Some(issued) => Some(Session::new(ctx, issued).await?),
            None => None,
        };
        Ok(SessionPayload { session, errors })
    }

    /// Continues a log-in: the refresh token is exchanged for a new pair. A token that comes back after it was used ends the whole
    /// log-in, but for a short grace for several tabs. Fails with UNAUTHENTICATED.
    #[graphql(guard = "Requires(Permission::LogIn)", directive = requires::apply(Permission::LogIn))]
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: RefreshSessionInput,
    ) -> Result<SessionPayload, ApiError> {
        let issued = refresh::refresh(&ctx.here().services, &input.refresh_token).await?;
        Ok(SessionPayload {
            session: Some(Session::new(ctx, issued).await?),
            errors: Vec::new(),
        })
    }

    /// Ends the log-in that the request came through, with all its tokens, at once.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn log_out(&self, ctx: &Context<'_>) -> Result<LogOutPayload, ApiError> {
        let here = ctx.here();
        refresh::log_out(&here.services, here.actor()?).await?;
        Ok(LogOutPayload {
            logged_out: Some(true),
            errors: Vec::new(),
        })
    }

    /// Changes one's own password. Every log-in of the account ends, this one too.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The passwords.")] input: ChangePasswordInput,
    ) -> Result<UserPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let outcome =
            users::change_password(&here.services, actor, &input.password, &input.new_password).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(UserPayload {
            user: User::load(ctx, actor.user_id).await?,
            errors,
        })
    }

    /// Sets the language of one's own mails and messages.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn set_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language.")] input: SetLocaleInput,
    ) -> Result<UserPayload, ApiError> {
        let here = ctx.here();
        let user = users::set_locale(&here.services, here.actor()?, input.locale.into()).await?;
        Ok(UserPayload {
            user: User::load(ctx, user).await?,
            errors: Vec::new(),
        })
    }

    /// Makes an account. Problems: MISSING, INVALID, TOO_LONG, TAKEN.
    #[graphql(guard = "Requires(Permission::ManageUsers)", directive = requires::apply(Permission::ManageUsers))]
    async fn create_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] input: CreateUserInput,
    ) -> Result<UserPayload, ApiError> {
        let here = ctx.here();
        let new = NewUser {
            email: input.email,
            name: input.name,
            password: input.password,
            locale: input.locale.into(),
        };
        let outcome = users::create(&here.services, Some(here.actor()?), new).await;
        let (user, errors) = mendable(ctx, outcome)?;
        let user = match user {
            Some(user) => User::load(ctx, user).await?,
            None => None,
        };
        Ok(UserPayload { user, errors })
    }

    /// Changes an account, or closes it: its log-ins then end at once. Problems: STALE, MISSING, TOO_LONG, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::ManageUsers)", directive = requires::apply(Permission::ManageUsers))]
    async fn update_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateUserInput,
    ) -> Result<UserPayload, ApiError> {
        let here = ctx.here();
        let user = key(&input.user_id)?;
        let change = UserChange {
            name: input.name,
            locale: input.locale.map(Into::into),
            active: input.active,
        };
        let outcome = users::update(&here.services, here.actor()?, user, input.version, change).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(UserPayload {
            user: User::load(ctx, user).await?,
            errors,
        })
    }

    /// Gives a person a role. Giving one that is held already changes nothing. Tokens issued before are refused from now on; the
    /// client refreshes its session. Problems: UNKNOWN_ID, SCOPE_NOT_ALLOWED.
    #[graphql(guard = "Requires(Permission::GrantRoles)", directive = requires::apply(Permission::GrantRoles))]
    async fn grant_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: GrantRoleInput,
    ) -> Result<UserPayload, ApiError> {
        let here = ctx.here();
        let appointment = || -> ServiceResult<Appointment> {
            Ok(Appointment {
                user: input_key(&input.user_id, "userId")?,
                role: input.role.into(),
                org_unit: optional_key(input.org_unit_id.as_ref(), "orgUnitId")?,
                e_service: optional_key(input.e_service_id.as_ref(), "eServiceId")?,
            })
        };
        let actor = here.actor()?;
        let outcome = match appointment() {
            Ok(appointment) => roles::grant(&here.services, Some(actor), appointment).await,
            Err(error) => Err(error),
        };
        let (_, errors) = mendable(ctx, outcome)?;
        let user = match input_key(&input.user_id, "userId") {
            Ok(user) => User::load(ctx, user).await?,
            Err(_) => None,
        };
        Ok(UserPayload { user, errors })
    }

    /// Takes a role back: an administrator any, those who appoint on an e-service the roles on it. Tokens that carry it are refused
    /// at once. Problems: LAST_ADMINISTRATOR.
    #[graphql(
        guard = "Requires(Permission::RevokeRoles)",
        directive = requires::apply(Permission::RevokeRoles)
    )]
    async fn revoke_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The grant.")] input: RevokeRoleInput,
    ) -> Result<UserPayload, ApiError> {
        let here = ctx.here();
        let outcome = roles::revoke(&here.services, here.actor()?, key(&input.role_grant_id)?).await;
        let (user, errors) = mendable(ctx, outcome)?;
        let user = match user {
            Some(user) => User::load(ctx, user).await?,
            None => None,
        };
        Ok(UserPayload { user, errors })
    }

    /// Appoints a person to a role on an e-service. Problems: UNKNOWN_ID, SCOPE_NOT_ALLOWED.
    #[graphql(guard = "Requires(Permission::AppointPeople)", directive = requires::apply(Permission::AppointPeople))]
    async fn appoint_to_e_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to what.")] input: AppointToEServiceInput,
    ) -> Result<AppointToEServicePayload, ApiError> {
        let here = ctx.here();
        let e_service = key(&input.e_service_id)?;
        let outcome = match input_key(&input.user_id, "userId") {
            Ok(user) => {
                let appointed =
                    roles::appoint(&here.services, here.actor()?, e_service, user, input.role.into()).await;
                appointed.map(|_| user)
            }
            Err(error) => Err(error),
        };
        let (user, errors) = mendable(ctx, outcome)?;
        let user = match user {
            Some(user) => User::load(ctx, user).await?,
            None => None,
        };
        let e_service = EService::load(ctx, e_service, &ctx.look_ahead().field("eService")).await?;
        Ok(AppointToEServicePayload {
            e_service,
            user,
            errors,
        })
    }
}
