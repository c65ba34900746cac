//! How far the test has come.

use ::entity::ids::ArtefactId;
use chrono::NaiveDate;

use super::{Defect, DefectSeverity, TestResult};

/// A run of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Which scenario.
    pub scenario: ArtefactId,
    /// When.
    pub on: NaiveDate,
    /// Its number; of two runs on a day, the later has the higher.
    pub number: i32,
    /// How it went.
    pub result: TestResult,
}

/// How far the test has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Scenarios whose last run passed.
    pub passed: Vec<ArtefactId>,
    /// Scenarios whose last run failed or was blocked.
    pub failed: Vec<ArtefactId>,
    /// Scenarios that were never run.
    pub without_run: Vec<ArtefactId>,
    /// How many defects are not closed, by severity, the worst first.
    pub open_defects: Vec<(DefectSeverity, usize)>,
}

/// How far the test of some scenarios has come. Runs of other scenarios don't count.
#[must_use]
pub fn coverage<'a>(
    scenarios: &[ArtefactId],
    runs: &[Ran],
    defects: impl IntoIterator<Item = &'a Defect>,
) -> Coverage {
    let mut found = Coverage::default();
    for scenario in scenarios {
        let of_it = runs.iter().filter(|run| run.scenario == *scenario);
        let list = match of_it.max_by_key(|run| (run.on, run.number)) {
            None => &mut found.without_run,
            Some(last) if last.result == TestResult::Passed => &mut found.passed,
            Some(_) => &mut found.failed,
        };
        list.push(*scenario);
    }
    let open: Vec<DefectSeverity> = defects
        .into_iter()
        .filter(|defect| !defect.state.is_closed())
        .map(|defect| defect.severity)
        .collect();
    let count = |severity| open.iter().filter(|one| **one == severity).count();
    found.open_defects = DefectSeverity::ALL
        .iter()
        .map(|severity| (*severity, count(*severity)))
        .collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{attachment::Attached, given::date, testing::DefectState};

    fn ran(scenario: ArtefactId, on: &str, number: i32, result: TestResult) -> Ran {
        Ran {
            scenario,
            on: date(on),
            number,
            result,
        }
    }

    #[test]
    fn the_last_run_of_a_scenario_counts() {
        let [a, b, c] = [ArtefactId::new(), ArtefactId::new(), ArtefactId::new()];
        let runs = [
            ran(a, "2027-02-02", 3, TestResult::Passed),
            ran(a, "2027-02-01", 1, TestResult::Failed),
            ran(b, "2027-02-02", 2, TestResult::Passed),
            ran(b, "2027-02-02", 4, TestResult::Blocked),
        ];
        let found = coverage(&[a, b, c], &runs, []);
        assert_eq!(
            (found.passed, found.failed, found.without_run),
            (vec![a], vec![b], vec![c])
        );
    }

    #[test]
    fn open_defects_are_counted_by_severity() {
        let defect = |severity, state| Defect {
            title: String::new(),
            description: String::new(),
            severity,
            run: None,
            state,
            assignee: None,
            reason: None,
            attachments: Attached::default(),
        };
        let defects = [
            defect(DefectSeverity::Minor, DefectState::Reported),
            defect(DefectSeverity::Minor, DefectState::WontFix),
            defect(DefectSeverity::Blocking, DefectState::Mended),
        ];
        assert_eq!(
            coverage(&[], &[], &defects).open_defects,
            [
                (DefectSeverity::Blocking, 1),
                (DefectSeverity::Serious, 0),
                (DefectSeverity::Minor, 1)
            ]
        );
    }
}
