//! Bringing in what exists.

use async_graphql::{Context, InputObject, Object, OneofObject, SimpleObject};
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    domain::{permission::Permission, sheet::decode},
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::types::EService,
        error::{ApiError, mendable},
        paging::payload,
    },
    service::{
        Error, ProblemCode,
        import::bring_in::{Outcome, bring_in, heading, refused},
    },
};

/// A file of comma-separated values; give one of the two.
#[derive(OneofObject)]
pub enum CsvInput {
    /// Its text.
    Text(String),
    /// Its bytes as they are, in base64: UTF-8, UTF-16 or Windows-1252.
    Base64(String),
}

/// Input of `importEServices`.
#[derive(InputObject)]
pub struct ImportEServicesInput {
    /// The file, with a heading. Columns, in Swedish or English: name, unit, owner and service manager (e-mail addresses) and launch date;
    /// where wanted id, purpose, audience, interval, metric, metric unit, target, owner name and manager name.
    pub csv: CsvInput,
    /// True shows what would come of each row, and writes nothing.
    #[graphql(default)]
    pub dry_run: bool,
    /// True makes accounts for people who have none; else their rows are refused.
    #[graphql(default)]
    pub create_people: bool,
}

/// What came of a row.
#[derive(SimpleObject)]
pub struct ImportLine {
    /// Its line in the file, from 1; the heading is the first.
    pub line: i32,
    /// The name that stands in it.
    pub name: String,
    /// What came of it, or would come.
    pub outcome: Outcome,
    /// All that is wrong with it.
    pub problems: Vec<ImportProblem>,
    /// The e-service that was there or was made; null in a dry run and where the row was refused.
    pub e_service: Option<EService>,
}

/// Something that is wrong with a row.
#[derive(SimpleObject)]
pub struct ImportProblem {
    /// Heading of the column, in the language of the viewer.
    pub column: String,
    /// What it is, in the language of the viewer.
    pub message: String,
}

payload! {
    /// Answer of `importEServices`.
    ImportEServicesPayload {
        /// Every row, in its order; null where the file cannot be read at all.
        rows: Vec<ImportLine>,
        /// How many e-services were brought in; 0 in a dry run and where a row was refused.
        imported_count: i32,
    }
}

/// Bringing in what exists.
#[derive(Default)]
pub struct ImportMutation;

#[Object]
impl ImportMutation {
    /// Brings in e-services that are in operation, from a spreadsheet saved as CSV: all that are new, or none where something is wrong with
    /// any row. Those that are there already are left as they are, by id where the file has one, else by unit and name; so the same file can be
    /// brought in again. Each is live at once, with the tasks of its operation. Problems: INVALID.
    #[graphql(
        guard = "Requires(Permission::ImportEServices)",
        directive = requires::apply(Permission::ImportEServices)
    )]
    async fn import_e_services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportEServicesInput,
    ) -> Result<ImportEServicesPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let outcome = match text(input.csv) {
            Ok(text) => {
                bring_in(
                    &here.services,
                    Some(actor),
                    &text,
                    input.dry_run,
                    input.create_people,
                )
                .await
            }
            Err(error) => Err(error),
        };
        let (brought, mut errors) = mendable(ctx, outcome)?;
        let Some(brought) = brought else {
            return Ok(ImportEServicesPayload {
                rows: None,
                imported_count: None,
                errors,
            });
        };
        if let Some(error) = refused(&brought) {
            errors.extend(mendable::<()>(ctx, Err(error))?.1);
        }
        let selected = ctx.look_ahead().field("rows").field("eService");
        let found = brought.rows.iter().map(|row| async {
            match row.e_service {
                Some(key) => EService::load(ctx, key, &selected).await,
                None => Ok(None),
            }
        });
        let found = futures_util::future::try_join_all(found).await?;
        let imported = if brought.written {
            brought.count(Outcome::New)
        } else {
            0
        };
        let locale = here.locale();
        let rows = brought
            .rows
            .into_iter()
            .zip(found)
            .map(|(row, e_service)| ImportLine {
                line: i32::try_from(row.line).unwrap_or(i32::MAX),
                name: row.name,
                outcome: row.outcome,
                problems: row
                    .problems
                    .into_iter()
                    .map(|problem| ImportProblem {
                        column: heading(problem.column, locale).to_owned(),
                        message: problem.text.get(locale).to_owned(),
                    })
                    .collect(),
                e_service,
            });
        Ok(ImportEServicesPayload {
            rows: Some(rows.collect()),
            imported_count: Some(i32::try_from(imported).unwrap_or(i32::MAX)),
            errors,
        })
    }
}

fn text(csv: CsvInput) -> Result<String, Error> {
    match csv {
        CsvInput::Text(text) => Ok(decode(text.as_bytes())),
        CsvInput::Base64(text) => {
            let bytes = BASE64_STANDARD.decode(text.trim()).map_err(|_| {
                Error::refused(
                    ProblemCode::Invalid,
                    &["csv"],
                    "Är ingen base64.",
                    "Is no base64.",
                )
            })?;
            Ok(decode(&bytes))
        }
    }
}
