//! `lansera process`: the page docs/process.md, from the template and the operations that serve each activity.

use std::fmt::Write;

use ::entity::enums::{Locale, Role};

use crate::{
    domain::{
        template::{Activity, Template, TemplateError},
        words,
    },
    graphql::process::serving::serving,
};

const INTRODUCTION: &str = "\
# The process and its operations

Printed from `assets/process.toml` and `src/graphql/process/serving.rs` by `cargo run -- process > docs/process.md`; a test fails
when they differ, and where an activity has no operation.

Every activity becomes a task of each cycle, which is taken, started, completed and, where the process lets it, skipped with a reason
(`takeTask`, `startTask`, `completeTask`, `skipTask`). What it must leave behind before it can be completed stands under *leaves*; a task that
cannot be completed says what is missing. In *who*, those who are responsible come first, then those who take part.
";

/// The page, in Markdown.
///
/// # Errors
/// Where the template of the binary cannot be read.
pub fn page() -> Result<String, TemplateError> {
    let template = Template::parse("assets/process.toml", Template::built_in())?;
    let mut page = INTRODUCTION.to_owned();
    for phase in &template.phases {
        // Writing into a string can't fail.
        let _ = write!(
            page,
            "\n## {} ({})\n\n| id | activity | who | leaves | operations |\n| --- | --- | --- | --- | --- |\n",
            phase.name.en, phase.name.sv
        );
        for activity in template
            .activities
            .iter()
            .filter(|activity| activity.phase == phase.phase)
        {
            let _ = writeln!(page, "{}", row(activity));
        }
    }
    Ok(page)
}

fn row(activity: &Activity) -> String {
    let names = |roles: &[Role]| {
        let names: Vec<_> = roles
            .iter()
            .map(|role| format!("`{}`", role.name().to_uppercase()))
            .collect();
        names.join(", ")
    };
    let mut who = names(&activity.responsible);
    if !activity.consulted.is_empty() {
        let _ = write!(who, " · {}", names(&activity.consulted));
    }
    let leaves = activity.leaves.map_or("", |outcome| words::outcome(outcome).1);
    let operations: Vec<_> = serving(&activity.key)
        .iter()
        .map(|field| format!("`{field}`"))
        .collect();
    format!(
        "| `{}` | {} ({}) | {who} | {leaves} | {} |",
        activity.key,
        activity.title.get(Locale::En),
        activity.title.get(Locale::Sv),
        operations.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::process::serving::SERVING;

    #[test]
    fn the_page_in_docs_is_what_the_template_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/process.md");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == page().expect("the template"),
            "renew it: cargo run -- process > docs/process.md"
        );
    }

    #[test]
    fn every_activity_is_served_and_nothing_else_is() {
        let template = Template::parse("process.toml", Template::built_in()).expect("the template");
        let keys: Vec<_> = template
            .activities
            .iter()
            .map(|activity| activity.key.as_str())
            .collect();
        let served: Vec<_> = SERVING.iter().map(|(key, _)| *key).collect();
        assert_eq!(served, keys);
        assert!(SERVING.iter().all(|(_, operations)| !operations.is_empty()));
    }
}
