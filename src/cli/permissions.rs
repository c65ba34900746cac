//! `lansera permissions`: the page docs/permissions.md, from the one table.

use std::fmt::Write;

use ::entity::enums::{Locale, Role, ScopeKind};

use crate::domain::{
    permission::{Holders, Permission, scopes_of},
    words,
};

const INTRODUCTION: &str = "\
# Who may do what

Printed from the table in `src/domain/permission.rs` by `cargo run -- permissions > docs/permissions.md`; a test fails when
the two differ.

Nothing is allowed that is not here. A field of the API carries its permission as `@requires` in `schema.graphql`; whether
the viewer has it for the thing at hand is asked again when it is used, and told beforehand by `viewerCan`. Besides, four
eyes hold for everybody: nobody answers their own question or approves what they have made, an administrator neither.
";

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n## Permissions\n\n| permission | lets a person | who has it |\n| --- | --- | --- |\n");
    for permission in Permission::ALL {
        // Writing into a string can't fail.
        let _ = writeln!(
            page,
            "| `{}` | {} | {} |",
            permission.schema_name(),
            lower_first(permission.meaning().trim_end_matches('.')),
            holders(permission.holders()),
        );
    }
    page.push_str(
        "\n## Roles\n\n| role | in Swedish | can be given for | permissions |\n| --- | --- | --- | --- |\n",
    );
    for role in Role::ALL {
        let scopes: Vec<_> = scopes_of(*role).iter().map(|kind| scope(*kind)).collect();
        let permissions: Vec<_> = Permission::ALL
            .iter()
            .filter(|permission| match permission.holders() {
                Holders::Globally(roles) | Holders::InScope(roles) => roles.contains(role),
                Holders::Anybody | Holders::SignedIn => false,
            })
            .map(|permission| format!("`{}`", permission.schema_name()))
            .collect();
        let permissions = if permissions.is_empty() {
            "none besides those of everybody who is signed in".to_owned()
        } else {
            permissions.join(", ")
        };
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {permissions} |",
            role.name().to_uppercase(),
            words::role(*role, Locale::Sv),
            scopes.join(", or "),
        );
    }
    page
}

fn holders(holders: Holders) -> String {
    let named = |roles: &[Role]| {
        let names: Vec<_> = roles
            .iter()
            .map(|role| format!("`{}`", role.name().to_uppercase()))
            .collect();
        names.join(", ")
    };
    match holders {
        Holders::Anybody => "everybody, without signing in".to_owned(),
        Holders::SignedIn => "everybody who is signed in".to_owned(),
        Holders::Globally(roles) => format!("{}, for the whole municipality", named(roles)),
        Holders::InScope(roles) => format!("{}, in their scope", named(roles)),
    }
}

const fn scope(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Global => "the whole municipality",
        ScopeKind::OrgUnit => "a unit with those below it",
        ScopeKind::EService => "an e-service",
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_docs_is_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == page(),
            "renew it: cargo run -- permissions > docs/permissions.md"
        );
    }

    #[test]
    fn every_permission_and_role_is_on_the_page() {
        let page = page();
        for permission in Permission::ALL {
            assert!(
                page.contains(&format!("| `{}` |", permission.schema_name())),
                "{permission:?}"
            );
        }
        for role in Role::ALL {
            assert!(
                page.contains(&format!("| `{}` |", role.name().to_uppercase())),
                "{role:?}"
            );
        }
    }
}
