//! The few plain pages that the server has of its own: one frame, no scripts, nothing from elsewhere.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

const STYLE: &str = "body{font:1.05rem/1.6 system-ui,sans-serif;max-width:38rem;margin:4rem auto;padding:0 1.5rem;\
                     color:#1d2733;background:#fff}h1{font-size:1.5rem}a{color:#0a5ea8}section{margin-top:2rem}\
                     code{overflow-wrap:anywhere}\
                     @media(prefers-color-scheme:dark){body{color:#e6ebf0;background:#141a20}a{color:#7cc0ff}}";

/// A form with nothing but a button, that posts to the address of its page.
pub struct Form {
    /// What stands on the button.
    pub button: &'static str,
}

/// A page that ends with a form; see [`page`].
pub fn page_with_form(status: StatusCode, lang: &str, title: &str, body: &str, form: &Form) -> Response {
    let body = format!(
        "{body}\n<form method=\"post\"><button style=\"font:inherit;padding:.5rem 1rem\">{}</button></form>",
        escape(form.button)
    );
    let mut response = page(status, lang, title, &body);
    let policy = HeaderValue::from_str(&POLICY.replace("form-action 'none'", "form-action 'self'"));
    if let Ok(policy) = policy {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A page. `body` is HTML; texts in it must have been escaped.
pub fn page(status: StatusCode, lang: &str, title: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <body>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
        title = escape(title),
    );
    (status, [(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response()
}

/// A text that stands for itself in HTML, also within quotation marks.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text as a part of an address.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_for_themselves() {
        assert_eq!(
            escape("<a href=\"x\">&'"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"
        );
        assert_eq!(
            percent_encode("{ a(b: \"å\") }"),
            "%7B%20a%28b%3A%20%22%C3%A5%22%29%20%7D"
        );
    }
}
