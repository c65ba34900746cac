//! Checks of what people enter, each written once. All problems of an input are collected before it is refused.

use super::{Error, Problem, ProblemCode, Result};

/// Collects the problems of one input.
#[derive(Debug, Default)]
pub struct Check(Vec<Problem>);

/// Longest name or title, in characters.
pub const NAME: usize = 200;
/// Longest free text, in characters.
pub const TEXT: usize = 20_000;

impl Check {
    /// A text that must be given and not be too long; answers it without white space around it.
    pub fn text(&mut self, path: &'static str, value: &str, longest: usize) -> String {
        let value = value.trim();
        if value.is_empty() {
            self.add(ProblemCode::Missing, path, "Måste fyllas i.", "Must be given.");
        }
        self.optional_text(path, value, longest)
    }

    /// A text that may be empty; answers it without white space around it.
    pub fn optional_text(&mut self, path: &'static str, value: &str, longest: usize) -> String {
        let value = value.trim();
        if value.chars().count() > longest {
            self.add(
                ProblemCode::TooLong,
                path,
                format!("Får vara högst {longest} tecken."),
                format!("May have at most {longest} characters."),
            );
        }
        if value.contains('\0') {
            self.add(
                ProblemCode::Invalid,
                path,
                "Innehåller ett otillåtet tecken.",
                "Holds a character that is not allowed.",
            );
        }
        value.to_owned()
    }

    /// A text that may be left out; an empty one counts as left out. Answers it without white space around it.
    pub fn given(&mut self, path: &'static str, value: Option<&str>, longest: usize) -> Option<String> {
        let value = value.map(str::trim).filter(|value| !value.is_empty())?;
        Some(self.optional_text(path, value, longest))
    }

    /// A link to a page; must be http or https.
    pub fn link(&mut self, path: &'static str, value: Option<&str>) -> Option<String> {
        let value = value.map(str::trim).filter(|value| !value.is_empty())?;
        if !value.starts_with("https://") && !value.starts_with("http://") {
            self.add(
                ProblemCode::Invalid,
                path,
                "Måste börja med http:// eller https://.",
                "Must begin with http:// or https://.",
            );
        }
        Some(self.optional_text(path, value, 2_000))
    }

    /// A number that is finite.
    pub fn number(&mut self, path: &'static str, value: f64) -> f64 {
        if !value.is_finite() {
            self.add(ProblemCode::Invalid, path, "Är inget tal.", "Is no number.");
        }
        value
    }

    /// Checks an input object that stands in a field: the paths of its problems begin with that field.
    pub fn inside<T>(&mut self, field: &'static str, look: impl FnOnce(&mut Self) -> T) -> T {
        let mut inner = Self::default();
        let checked = look(&mut inner);
        self.0.extend(inner.0.into_iter().map(|mut problem| {
            problem.path.insert(0, field.into());
            problem
        }));
        checked
    }

    /// Notes a problem with a field.
    pub fn add(
        &mut self,
        code: ProblemCode,
        path: &'static str,
        sv: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.0.push(Problem::new(code, &[path], sv, en));
    }

    /// Notes a problem where the condition does not hold.
    pub fn that(&mut self, holds: bool, code: ProblemCode, path: &'static str, sv: &str, en: &str) {
        if !holds {
            self.add(code, path, sv, en);
        }
    }

    /// Refuses the input with all its problems, if it has any.
    ///
    /// # Errors
    /// [`Error::Refused`] with every problem.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Refused(self.0))
        }
    }
}
