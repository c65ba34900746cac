//! The two layouts, HTML and plain text, and the engine that fills them.

use std::sync::LazyLock;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, escape_formatter, syntax::SyntaxConfig,
    value::Serde,
};
use serde::Serialize;

use super::RenderError;

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    // Strict, and a value that is not there is an error too: a mail that says "none" is worse than none at all.
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_formatter(|out, state, value| {
        if value.is_none() {
            return Err(Error::new(
                ErrorKind::UndefinedError,
                "a value that is not given is written out",
            ));
        }
        // The engine's own escaping also turns each `/` into an entity: safe, but a link that the scanners of mail servers,
        // which rewrite links, may not know for one.
        match (state.auto_escape(), value.as_str()) {
            (AutoEscape::Html, Some(text)) => out.write_str(&escaped(text)).map_err(Error::from),
            _ => escape_formatter(out, state, value),
        }
    });
    // The engine goes by the ending of the name and does not know that MJML is HTML.
    engine.set_auto_escape_callback(|name| {
        if name.ends_with(".mjml") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    engine.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .expect("only the handling of white space is set"),
    );
    engine
});

/// A fact with its name, in one or several lines.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub label: &'a str,
    pub lines: Vec<String>,
}

/// Everything that the layouts show, worded already.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    pub lang: &'a str,
    pub heading: String,
    pub lead: String,
    pub rows: Vec<Row<'a>>,
    pub sections: Vec<Section>,
    pub action: String,
    pub link: &'a str,
    pub why: String,
    pub calendar: Option<String>,
    pub sent_by: String,
    pub base_url: &'a str,
    pub choose: String,
    pub settings_link: Option<&'a str>,
    pub unsubscribe: Option<String>,
    pub unsubscribe_link: Option<&'a str>,
}

/// Things that belong together in a mail that gathers several.
#[derive(Serialize)]
pub(super) struct Section {
    pub heading: String,
    pub items: Vec<Item>,
}

/// One of them: a line that leads to it, and a quieter one below.
#[derive(Serialize)]
pub(super) struct Item {
    pub text: String,
    pub link: String,
    pub below: Option<String>,
}

/// Fills one short text; not escaped.
pub(super) fn fill(template: &str, values: impl Serialize) -> Result<String, RenderError> {
    render("words.txt", template, values)
}

/// The plain text of a page.
pub(super) fn plain_text(page: &Page<'_>) -> Result<String, RenderError> {
    render("layout.txt", include_str!("../../assets/mail/layout.txt"), page)
}

/// The HTML of a page.
pub(super) fn html(page: &Page<'_>) -> Result<String, RenderError> {
    let mjml = render("layout.mjml", include_str!("../../assets/mail/layout.mjml"), page)?;
    let parsed = mrml::parse(&mjml).map_err(|error| RenderError::Template(error.to_string()))?;
    let options = mrml::prelude::render::RenderOptions {
        fonts: Default::default(),
        ..Default::default()
    };
    parsed
        .element
        .render(&options)
        .map_err(|error| RenderError::Template(error.to_string()))
}

/// Safe between tags and within a quoted attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

fn render(name: &str, template: &str, values: impl Serialize) -> Result<String, RenderError> {
    ENGINE
        .render_named_str(name, template, Serde(values))
        .map_err(|error| RenderError::Template(format!("{error}")))
}
