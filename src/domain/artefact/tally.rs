//! How many artefacts of a kind a cycle has.

/// How many artefacts of a kind a cycle has, and of how many something is left to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All that were not taken out.
    pub total: usize,
    /// Those of which something is left to do.
    pub open: usize,
}

impl Tally {
    /// True where there is at least one and nothing is left to do.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        self.total > 0 && self.open == 0
    }
}
