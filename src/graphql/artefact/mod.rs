//! Artefacts in the contract: what every kind of them has in common, written once.

pub mod load;
pub mod mutation;
pub mod node;
pub mod types;

/// Declares the type of an artefact: the fields that all have, and its own. `self.body` is what it says. Of a kind that names files it is
/// said `with attachments`, after the field of the body that has them.
///
/// `artefact_type! { /// What it is. Benefit of domain::Benefit { /// … async fn name(&self) -> &str { &self.body.name } } }`
macro_rules! artefact_type {
    ($(#[doc = $doc:expr])+ $name:ident of $body:ty $(, with $attachments:ident)? { $($fields:tt)* }) => {
        $(#[doc = $doc])+
        #[derive(Clone)]
        pub struct $name {
            row: std::sync::Arc<::entity::artefact::Model>,
            body: std::sync::Arc<$body>,
        }

        impl TryFrom<::entity::artefact::Model> for $name {
            type Error = $crate::service::Error;

            fn try_from(row: ::entity::artefact::Model) -> Result<Self, Self::Error> {
                let body = $crate::service::artefact::queries::body(&row)?;
                Ok(Self { row: std::sync::Arc::new(row), body: std::sync::Arc::new(body) })
            }
        }

        impl $crate::graphql::artefact::load::ArtefactType for $name {
            type Body = $body;
        }

        $crate::graphql::object::object! {
            $(#[doc = $doc])+
            $name
        }

        #[async_graphql::ComplexObject]
        impl $name {
            /// Opaque id.
            pub async fn id(&self) -> async_graphql::ID {
                $crate::graphql::ids::id(self.row.id)
            }

            /// Rises with every change; a mutation names the one it saw.
            async fn version(&self) -> i32 {
                self.row.version
            }

            /// 1, 2, 3 … among those of its kind in its cycle; never given twice.
            async fn number(&self) -> i32 {
                self.row.number
            }

            /// Who made it.
            async fn created_by(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Result<$crate::graphql::account::types::User, $crate::graphql::error::ApiError> {
                $crate::graphql::account::types::User::of(ctx, self.row.created_by).await
            }

            /// When it was made.
            async fn created_at(&self) -> chrono::DateTime<chrono::Utc> {
                self.row.created_at
            }

            /// Who changed it last.
            async fn updated_by(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Result<$crate::graphql::account::types::User, $crate::graphql::error::ApiError> {
                $crate::graphql::account::types::User::of(ctx, self.row.updated_by).await
            }

            /// When it was changed last.
            async fn updated_at(&self) -> chrono::DateTime<chrono::Utc> {
                self.row.updated_at
            }

            /// The cycle that it belongs to.
            async fn cycle(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Result<$crate::graphql::cycle::types::Cycle, $crate::graphql::error::ApiError> {
                $crate::graphql::cycle::types::Cycle::load(ctx, self.row.cycle_id)
                    .await?
                    .ok_or($crate::graphql::error::ApiError::NotFound)
            }

            /// All its versions, newest first, each with what it changed.
            #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
            async fn versions(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Result<Vec<$crate::graphql::artefact::types::ArtefactVersion>, $crate::graphql::error::ApiError> {
                $crate::graphql::artefact::types::ArtefactVersion::of(ctx, self.row.id).await
            }

            /// What differs between two of its versions, place by place; null where there is no such version.
            #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
            async fn diff(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Number of the version to compare from.")] from: i32,
                #[graphql(desc = "Number of the version to compare to.")] to: i32,
            ) -> Result<
                Option<Vec<$crate::graphql::approval::types::Difference>>,
                $crate::graphql::error::ApiError,
            > {
                $crate::graphql::artefact::types::ArtefactVersion::diff(ctx, self.row.id, (from, to)).await
            }

            $($fields)*

            $(
                /// Its files, in the order in which they were attached.
                #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
                async fn $attachments(
                    &self,
                    ctx: &async_graphql::Context<'_>,
                ) -> Result<
                    Vec<$crate::graphql::attachment::types::Attachment>,
                    $crate::graphql::error::ApiError,
                > {
                    $crate::graphql::attachment::types::Attachment::named(ctx, &self.body.$attachments).await
                }
            )?
        }
    };
}
pub(crate) use artefact_type;
