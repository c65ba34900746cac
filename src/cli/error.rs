//! What went wrong, in one line for the person at the terminal.

use crate::{app::StartError, config::SettingsError, service};

/// Why a command was not carried out.
#[derive(Debug)]
pub struct CliError(String);

impl CliError {
    /// With this reason.
    pub fn new(reason: impl std::fmt::Display) -> Self {
        let reason = reason.to_string();
        Self(reason.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl std::fmt::Display for CliError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<StartError> for CliError {
    fn from(error: StartError) -> Self {
        Self::new(error)
    }
}

impl From<SettingsError> for CliError {
    fn from(error: SettingsError) -> Self {
        Self::new(error)
    }
}

impl From<service::Error> for CliError {
    fn from(error: service::Error) -> Self {
        match error {
            service::Error::Refused(problems) => {
                let lines: Vec<_> = problems
                    .iter()
                    .map(|problem| match problem.path.join(".").as_str() {
                        "" => problem.text.en.clone(),
                        path => format!("{path}: {}", problem.text.en),
                    })
                    .collect();
                Self::new(lines.join(" "))
            }
            other => Self::new(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{Error, ProblemCode};

    #[test]
    fn a_refusal_names_the_field_in_one_line() {
        let error = Error::refused(ProblemCode::Taken, &["email"], "Upptagen.", "Is\ntaken.");
        assert_eq!(CliError::from(error).to_string(), "email: Is taken.");
    }
}
