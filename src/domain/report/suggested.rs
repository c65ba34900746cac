//! The suggestions of a period, taken together.

use std::collections::BTreeMap;

use super::SuggestionGroup;

/// A suggestion, as a report looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Under which heading it was put.
    pub category: Option<String>,
    /// How much it weighs, 1 to 5.
    pub weight: Option<i32>,
    /// How satisfied the recipient is, 1 to 5.
    pub rating: Option<i32>,
    /// True where something is done about it.
    pub taken_up: bool,
}

/// Suggestions by heading: the heaviest first, then those with most of them; those under none last.
#[must_use]
pub fn grouped(suggestions: impl Iterator<Item = Suggested>) -> Vec<SuggestionGroup> {
    let mut headings: BTreeMap<Option<String>, Vec<Suggested>> = BTreeMap::new();
    for suggestion in suggestions {
        headings
            .entry(suggestion.category.clone())
            .or_default()
            .push(suggestion);
    }
    let mut groups: Vec<SuggestionGroup> = headings
        .into_iter()
        .map(|(category, of)| SuggestionGroup {
            category,
            count: of.len(),
            weight: mean(of.iter().filter_map(|suggestion| suggestion.weight)),
            rating: mean(of.iter().filter_map(|suggestion| suggestion.rating)),
            taken_up: of.iter().filter(|suggestion| suggestion.taken_up).count(),
        })
        .collect();
    groups.sort_by(|a, b| {
        let weight = |group: &SuggestionGroup| group.weight.unwrap_or(0.0);
        (a.category.is_none().cmp(&b.category.is_none()))
            .then(weight(b).total_cmp(&weight(a)))
            .then(b.count.cmp(&a.count))
    });
    groups
}

fn mean(values: impl Iterator<Item = i32>) -> Option<f64> {
    let values: Vec<f64> = values.map(f64::from).collect();
    let count = values.len() as f64;
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(category: Option<&str>, weight: Option<i32>) -> Suggested {
        Suggested {
            category: category.map(str::to_owned),
            weight,
            rating: None,
            taken_up: false,
        }
    }

    #[test]
    fn the_heaviest_heading_comes_first_and_those_under_none_last() {
        let all = [
            suggested(None, Some(5)),
            suggested(Some("Bilagor"), Some(2)),
            suggested(Some("Inloggning"), Some(4)),
            suggested(Some("Inloggning"), None),
        ];
        let told: Vec<_> = grouped(all.into_iter())
            .into_iter()
            .map(|group| (group.category, group.count, group.weight))
            .collect();
        assert_eq!(
            told,
            [
                (Some("Inloggning".into()), 2, Some(4.0)),
                (Some("Bilagor".into()), 1, Some(2.0)),
                (None, 1, Some(5.0)),
            ]
        );
    }
}
