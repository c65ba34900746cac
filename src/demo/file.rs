//! Files that the people of the demo attach: drawings, a sketch, a guide and what a browser said.

use crate::domain::ground::ProcessMapState;

/// A file, with places for the name of its e-service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: &'static str,
    text: &'static str,
}

/// The first page of the e-service, as it is to look.
pub const PROTOTYPE: File = File {
    name: "Skiss steg 1.svg",
    text: include_str!("../../assets/demo/files/prototype.svg"),
};
/// A page for those who handle the cases.
pub const GUIDE: File = File {
    name: "Lathund.md",
    text: include_str!("../../assets/demo/files/guide.md"),
};
/// What the browser said when something went wrong.
pub const CONSOLE: File = File {
    name: "Konsolen.txt",
    text: include_str!("../../assets/demo/files/console.txt"),
};

impl File {
    /// The drawing of a process map.
    #[must_use]
    pub const fn drawing(state: ProcessMapState) -> Self {
        match state {
            ProcessMapState::AsIs => Self {
                name: "Nuläge.svg",
                text: include_str!("../../assets/demo/files/as_is.svg"),
            },
            ProcessMapState::ToBe => Self {
                name: "Önskat läge.svg",
                text: include_str!("../../assets/demo/files/to_be.svg"),
            },
        }
    }

    /// What it says for an e-service.
    #[must_use]
    pub fn of(self, e_service: &str) -> String {
        let in_markup = e_service.replace('&', "&amp;").replace('<', "&lt;");
        self.text.replace("{name}", &in_markup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attachment::{HEAD, is_name, kind_of};

    #[test]
    fn every_file_is_one_that_is_taken() {
        let drawings = [ProcessMapState::AsIs, ProcessMapState::ToBe].map(File::drawing);
        for file in drawings.into_iter().chain([PROTOTYPE, GUIDE, CONSOLE]) {
            let text = file.of("Bygg & bo");
            let head = text.as_bytes().get(..HEAD.min(text.len())).unwrap_or_default();
            assert!(is_name(file.name), "{}", file.name);
            assert!(
                kind_of(file.name).is_some_and(|kind| kind.is_proved_by(head)),
                "{}",
                file.name
            );
            assert!(!text.contains("{name}"), "{}", file.name);
        }
    }
}
