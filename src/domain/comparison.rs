//! Two texts compared line by line, as people read changes.

/// A line of two texts that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Whether it is in both.
    pub change: LineChange,
    /// The line, without its end.
    pub text: &'a str,
}

/// Whether a line is in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum LineChange {
    /// It is in both.
    Same,
    /// It is only in the text that is compared from.
    Removed,
    /// It is only in the text that is compared to.
    Added,
}

/// How many pairs of lines are looked at. Texts that differ in more lines than that are shown as wholly replaced in between.
const MOST_PAIRS: usize = 4_000_000;

/// Every line of both texts in order, with as many as possible in both.
#[must_use]
pub fn lines<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let pairs = || before.iter().zip(&after);
    let head = pairs().take_while(|(old, new)| old == new).count();
    let rest = before.len().min(after.len()).saturating_sub(head);
    let tail = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take(rest)
        .take_while(|(old, new)| old == new)
        .count();
    let old = before.get(head..before.len() - tail).unwrap_or_default();
    let new = after.get(head..after.len() - tail).unwrap_or_default();
    let same = |lines: &[&'a str]| -> Vec<Line<'a>> { marked(LineChange::Same, lines) };
    let mut all = same(before.get(..head).unwrap_or_default());
    all.extend(between(old, new));
    all.extend(same(before.get(before.len() - tail..).unwrap_or_default()));
    all
}

fn marked<'a>(change: LineChange, lines: &[&'a str]) -> Vec<Line<'a>> {
    lines.iter().map(|text| Line { change, text }).collect()
}

/// The lines of two texts that differ at both ends.
fn between<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        let mut replaced = marked(LineChange::Removed, old);
        replaced.extend(marked(LineChange::Added, new));
        return replaced;
    }
    // How many lines the rests of both texts have in common, from each pair of lines on, row by row from the end.
    let width = new.len() + 1;
    let mut common = vec![0u32; (old.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    for (row, one) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let longest = if one == other {
                read(&common, at(row + 1, column + 1)) + 1
            } else {
                read(&common, at(row + 1, column)).max(read(&common, at(row, column + 1)))
            };
            if let Some(place) = common.get_mut(at(row, column)) {
                *place = longest;
            }
        }
    }
    let (mut row, mut column, mut all) = (0, 0, Vec::new());
    loop {
        let (change, text) = match (old.get(row), new.get(column)) {
            (Some(one), Some(other)) if one == other => (LineChange::Same, *one),
            (Some(one), other)
                if other.is_none()
                    || read(&common, at(row + 1, column)) >= read(&common, at(row, column + 1)) =>
            {
                (LineChange::Removed, *one)
            }
            (_, Some(other)) => (LineChange::Added, *other),
            (_, None) => return all,
        };
        row += usize::from(change != LineChange::Added);
        column += usize::from(change != LineChange::Removed);
        all.push(Line { change, text });
    }
}

fn read(common: &[u32], place: usize) -> u32 {
    common.get(place).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The lines with their marks: " a", "-b", "+c".
    fn shown(before: &str, after: &str) -> Vec<String> {
        let mark = |change| match change {
            LineChange::Same => ' ',
            LineChange::Removed => '-',
            LineChange::Added => '+',
        };
        lines(before, after)
            .iter()
            .map(|line| format!("{}{}", mark(line.change), line.text))
            .collect()
    }

    #[test]
    fn what_stays_is_told_from_what_was_put_in_and_taken_out() {
        let (before, after) = (
            "Inledning\nSteg 1\nSteg 2\nSlut",
            "Inledning\nSteg 1\nSteg 1 b\nSlut",
        );
        assert_eq!(
            shown(before, after),
            [" Inledning", " Steg 1", "-Steg 2", "+Steg 1 b", " Slut"]
        );
    }

    #[test]
    fn equal_texts_differ_nowhere_and_an_empty_one_everywhere() {
        assert_eq!(shown("a\nb", "a\nb"), [" a", " b"]);
        assert_eq!(shown("", "a\nb"), ["+a", "+b"]);
        assert_eq!(shown("a\nb", ""), ["-a", "-b"]);
    }

    #[test]
    fn a_line_that_moved_is_kept_once() {
        assert_eq!(shown("a\nb\nc", "b\nc\na"), ["-a", " b", " c", "+a"]);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off(before in "[abc\n]{0,40}", after in "[abc\n]{0,40}") {
            let all = lines(&before, &after);
            let without = |change| -> Vec<&str> {
                all.iter().filter(|line| line.change != change).map(|line| line.text).collect()
            };
            prop_assert_eq!(without(LineChange::Added), before.lines().collect::<Vec<_>>());
            prop_assert_eq!(without(LineChange::Removed), after.lines().collect::<Vec<_>>());
        }
    }
}
