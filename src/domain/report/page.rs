//! A report written out: as Markdown, and as one page of HTML that needs nothing beside itself.

use std::sync::LazyLock;

use ::entity::enums::Locale;
use chrono::NaiveDate;
use minijinja::{AutoEscape, Environment, syntax::SyntaxConfig, value::Serde};
use pulldown_cmark::{Event, Options, Parser};

use super::{
    Content,
    view::{Frame, View},
};

const MARKDOWN: &str = "report.md";
const HTML: &str = "report.html";

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    if let Ok(syntax) = syntax {
        pages.set_syntax(syntax);
    }
    pages.set_auto_escape_callback(|name| {
        if name == HTML {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    pages.add_filter("cell", |text: String| {
        text.replace('|', "\\|").replace(['\n', '\r'], " ")
    });
    // They are compiled in, and a test writes both out.
    let _ = pages.add_template(MARKDOWN, include_str!("../../../assets/report/report.md"));
    let _ = pages.add_template(HTML, include_str!("../../../assets/report/report.html"));
    pages
});

/// The report as Markdown. `text` is what the service manager wrote; `presented` the day, and the names of those to whom.
#[must_use]
pub fn markdown(
    content: &Content,
    text: &str,
    presented: Option<(NaiveDate, &[String])>,
    locale: Locale,
) -> String {
    let frame = Frame {
        locale,
        text: text.to_owned(),
        presented,
        plots: false,
    };
    written(MARKDOWN, &View::new(content, frame))
}

/// The report as a page of HTML: plots inside, no script, nothing fetched from elsewhere, made to be printed on A4.
#[must_use]
pub fn html(
    content: &Content,
    text: &str,
    presented: Option<(NaiveDate, &[String])>,
    locale: Locale,
) -> String {
    let frame = Frame {
        locale,
        text: safe_html(text),
        presented,
        plots: true,
    };
    written(HTML, &View::new(content, frame))
}

fn written(page: &str, view: &View) -> String {
    let page = PAGES.get_template(page).and_then(|page| page.render(Serde(view)));
    page.unwrap_or_else(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a report could not be written out"
        );
        String::new()
    })
}

/// Markdown as HTML in which nothing of HTML that somebody wrote is left, no picture is fetched, and links lead to the web or
/// nowhere.
fn safe_html(text: &str) -> String {
    use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Image { title, id, .. }) => Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: CowStr::Borrowed("#"),
            title,
            id,
        }),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let web = dest_url.starts_with("https://") || dest_url.starts_with("http://");
            Event::Start(Tag::Link {
                link_type: if web { link_type } else { LinkType::Inline },
                dest_url: if web { dest_url } else { CowStr::Borrowed("#") },
                title,
                id,
            })
        }
        event => event,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        given::date,
        goal::{Forecast, ForecastOutcome},
        report::{GoalResult, MetricResult, Operation, Value},
    };
    use ::entity::{enums::Direction, ids::MetricId};

    fn content() -> Content {
        let values = [("2027-01-31", 45.0), ("2027-02-28", 50.0), ("2027-03-31", 55.5)];
        let metric = MetricResult {
            metric: MetricId::new(),
            name: "Andel <digitala> | ansökningar".into(),
            unit: "%".into(),
            direction: Direction::Increase,
            baseline: Some(40.0),
            target: 80.0,
            indicator: None,
            values: values
                .iter()
                .map(|(on, value)| Value {
                    on: date(on),
                    value: *value,
                    late: *on == "2027-02-28",
                })
                .collect(),
            looked_at: values.iter().map(|(on, value)| (date(on), *value)).collect(),
            attainment: None,
            trend: None,
            forecast: Forecast {
                outcome: ForecastOutcome::TooFew,
                on: None,
            },
            overdue_since: None,
            accepted_until: None,
        };
        Content {
            e_service: "Ansök om bygglov".into(),
            unit: "Bygglov".into(),
            owners: vec!["Örjan Ågren".into()],
            managers: vec!["Frida".into()],
            from: date("2027-01-01"),
            to: date("2027-03-31"),
            composed_on: date("2027-04-01"),
            goals: GoalResult::of(vec![("Fler ansöker digitalt.".into(), metric.computed())]),
            benefits: Vec::new(),
            suggestions: Vec::new(),
            operation: Operation::default(),
            former_to: None,
            changes: Vec::new(),
        }
    }

    #[test]
    fn a_page_needs_nothing_beside_itself_and_lets_no_html_through() {
        let text = "# Analys\n\n<script>alert(1)</script>\n\n![x](https://evil.example/x.png) [a](javascript:alert(1))";
        let page = html(&content(), text, None, Locale::Sv);

        assert!(page.starts_with("<!doctype html>\n<html lang=\"sv\">"), "{page}");
        for wrong in [
            "<script",
            "javascript:",
            "evil.example",
            "<img",
            "<link",
            "url(",
            "@import",
        ] {
            assert!(!page.contains(wrong), "{wrong} in {page}");
        }
        assert!(page.contains("Andel &lt;digitala&gt; | ansökningar"), "{page}");
        let addresses = page.matches("http").count();
        assert_eq!(
            addresses,
            page.matches("http://www.w3.org/2000/svg").count(),
            "nothing but the name of SVG"
        );
    }

    #[test]
    fn a_plot_is_told_to_those_who_do_not_see_it() {
        let page = html(&content(), "", None, Locale::En);
        assert!(page.contains("<svg role=\"img\" aria-labelledby=\"t-"), "{page}");
        assert!(page.contains("<title id=\"t-"), "{page}");
        assert!(page.contains("The last 3 values go the right way."), "{page}");
        assert!(
            page.contains("<td>2027-02-28</td>"),
            "the values stand in a table too: {page}"
        );
    }

    #[test]
    fn markdown_has_every_figure() {
        let presented = ["Margareta".to_owned()];
        let written = markdown(
            &content(),
            "Det går bra.",
            Some((date("2027-04-02"), &presented)),
            Locale::Sv,
        );
        for wanted in [
            "# Uppföljningsrapport: Ansök om bygglov",
            "2027-01-01 – 2027-03-31",
            "2027-04-02, för Margareta",
            "Det går bra.",
            "Andel <digitala> \\| ansökningar",
            "| 2027-02-28 | 50\u{a0}% | sen |",
        ] {
            assert!(written.contains(wanted), "{wanted} in {written}");
        }
    }
}
