//! What the server answered to one operation, and how stories look into it. Whatever is not as expected prints the whole.

use std::fmt;

use lansera::global_id::{Named, decode_as};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An answer, with what it is the answer to.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The operation.
    pub document: String,
    /// Its variables.
    pub variables: Value,
    /// Status of HTTP.
    pub status: StatusCode,
    /// Headers of HTTP.
    pub headers: HeaderMap,
    /// The body; text where it is no JSON.
    pub body: Value,
}

/// A problem that a payload tells of: something that the person can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// Its stable code.
    pub code: String,
    /// The input field that it is about, from the argument down, joined by dots: `input.name`.
    pub path: String,
}

impl Answer {
    /// The value at a path into the data: names and positions, joined by dots: `eServices.edges.0.node.name`.
    #[track_caller]
    pub fn data(&self, path: &str) -> &Value {
        assert!(self.body.get("errors").is_none(), "there are errors\n{self}");
        let pointer = format!("/data/{}", path.replace('.', "/"));
        self.body
            .pointer(pointer.trim_end_matches('/'))
            .unwrap_or_else(|| panic!("there is no {path}\n{self}"))
    }

    /// [`data`](Self::data) as a type of Rust.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self, path: &str) -> T {
        serde_json::from_value(self.data(path).clone())
            .unwrap_or_else(|error| panic!("{path}: {error}\n{self}"))
    }

    /// The text at a path.
    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        let value = self.data(path);
        value
            .as_str()
            .unwrap_or_else(|| panic!("{path} is no text\n{self}"))
    }

    /// The global id at a path.
    #[track_caller]
    pub fn id(&self, path: &str) -> String {
        self.text(path).to_owned()
    }

    /// The key that the global id at a path names: `let task: TaskId = answer.key("addTask.task.id");`
    #[track_caller]
    pub fn key<I: Named>(&self, path: &str) -> I {
        decode_as(self.text(path)).unwrap_or_else(|| panic!("{path} names no {:?}\n{self}", I::KIND))
    }

    /// The list at a path.
    #[track_caller]
    pub fn list(&self, path: &str) -> &[Value] {
        let value = self.data(path).as_array();
        value.unwrap_or_else(|| panic!("{path} is no list\n{self}"))
    }

    /// The code of the first error of the operation; none where there are none.
    #[track_caller]
    pub fn error_code(&self) -> Option<&str> {
        let first = self.body.get("errors")?.get(0)?;
        let code = first.pointer("/extensions/code").and_then(Value::as_str);
        assert!(code.is_some(), "an error has no code\n{self}");
        code
    }

    /// The problems that the payload of the one mutation tells of, each with code and path.
    #[track_caller]
    pub fn user_errors(&self) -> Vec<UserError> {
        let payload = self.data("").as_object().and_then(|data| data.values().next());
        let errors = payload
            .and_then(|payload| payload.get("errors"))
            .and_then(Value::as_array);
        let Some(errors) = errors else {
            panic!("the payload has no errors, not even an empty list; was it asked for?\n{self}")
        };
        let read = |error: &Value| {
            let words = error.get("path").and_then(Value::as_array).into_iter().flatten();
            UserError {
                code: error
                    .get("code")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                path: words.filter_map(Value::as_str).collect::<Vec<_>>().join("."),
            }
        };
        errors.iter().map(read).collect()
    }

    /// Expects that a mutation did what it was to do.
    #[track_caller]
    pub fn ok(&self) -> &Self {
        assert_eq!(self.user_errors(), [], "refused\n{self}");
        self
    }

    /// Expects that a mutation was refused with one problem: its code and the path of its field.
    #[track_caller]
    pub fn refused(&self, code: &str, path: &str) {
        let (code, path) = (code.to_owned(), path.to_owned());
        assert_eq!(self.user_errors(), [UserError { code, path }], "\n{self}");
    }

    /// Expects that the operation failed with a code.
    #[track_caller]
    pub fn failed(&self, code: &str) {
        assert_eq!(self.error_code(), Some(code), "\n{self}");
    }

    /// How many SQL statements it took.
    #[track_caller]
    pub fn sql_count(&self) -> usize {
        let count = self
            .headers
            .get("x-sql-count")
            .and_then(|count| count.to_str().ok());
        count
            .and_then(|count| count.parse().ok())
            .unwrap_or_else(|| panic!("there is no x-sql-count\n{self}"))
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = serde_json::to_string_pretty(&self.body).unwrap_or_default();
        let Self {
            document,
            variables,
            status,
            ..
        } = self;
        write!(
            f,
            "to {}\nwith {variables}\nthe answer was {status}\n{body}",
            document.trim()
        )
    }
}
