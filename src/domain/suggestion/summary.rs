//! Suggestions taken together, by the headings under which they were put.

/// Those of some suggestions that have something in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many there are.
    pub total: i64,
    /// How many of them are not weighed yet.
    pub open: i64,
    /// How many of them were taken up.
    pub taken_up: i64,
    /// How many of them come with a rating.
    pub ratings: i64,
    /// The sum of those ratings.
    pub rating_sum: i64,
}

/// All suggestions for an e-service, and by heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All of them.
    pub all: Count,
    /// Those under each heading, most first; those without a heading last.
    pub categories: Vec<(Option<String>, Count)>,
}

impl Count {
    /// The mean of the ratings; none where there are none.
    #[must_use]
    pub fn mean_rating(&self) -> Option<f64> {
        (self.ratings > 0).then(|| self.rating_sum as f64 / self.ratings as f64)
    }

    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.open += other.open;
        self.taken_up += other.taken_up;
        self.ratings += other.ratings;
        self.rating_sum += other.rating_sum;
    }
}

/// The summary of suggestions that were counted by heading.
#[must_use]
pub fn summary(mut categories: Vec<(Option<String>, Count)>) -> Summary {
    let mut all = Count::default();
    for (_, count) in &categories {
        all.add(*count);
    }
    categories
        .sort_by(|(a, of_a), (b, of_b)| (a.is_none(), -of_a.total, a).cmp(&(b.is_none(), -of_b.total, b)));
    Summary { all, categories }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(total: i64, ratings: i64, rating_sum: i64) -> Count {
        Count {
            total,
            ratings,
            rating_sum,
            ..Count::default()
        }
    }

    #[test]
    fn the_largest_heading_comes_first_and_what_has_none_last() {
        let summary = summary(vec![
            (None, count(9, 0, 0)),
            (Some("Bilagor".into()), count(1, 0, 0)),
            (Some("Språk".into()), count(4, 2, 7)),
            (Some("Inloggning".into()), count(4, 1, 1)),
        ]);
        let names: Vec<_> = summary
            .categories
            .iter()
            .map(|(name, _)| name.as_deref())
            .collect();
        assert_eq!(names, [Some("Inloggning"), Some("Språk"), Some("Bilagor"), None]);
        assert_eq!(summary.all, count(18, 3, 8));
    }

    #[test]
    fn the_mean_is_that_of_those_who_gave_a_rating() {
        assert_eq!(count(10, 4, 15).mean_rating(), Some(3.75));
        assert_eq!(count(10, 0, 0).mean_rating(), None);
    }
}
