//! What the lines of a cost estimate come to.

use super::{CostDirection, CostLine, CostRecurrence};

/// How many years of operation the sum looks ahead.
pub const YEARS: i64 = 5;

/// What a cost estimate comes to. All amounts in öre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// One-off costs less one-off savings: what it takes to get there.
    pub one_off_minor: i64,
    /// Yearly savings less yearly costs: what each year brings; negative where it costs.
    pub yearly_net_minor: i64,
    /// What five years bring, less what it took to get there.
    pub five_year_minor: i64,
    /// Months of operation until what the years bring has paid for what it took; none where it never does, and where nothing is
    /// estimated.
    pub pay_back_months: Option<i64>,
}

/// What lines come to.
#[must_use]
pub fn totals<'a>(lines: impl IntoIterator<Item = &'a CostLine>) -> Totals {
    let (mut one_off, mut yearly, mut estimated) = (0_i64, 0_i64, false);
    for line in lines {
        estimated = true;
        let (sum, adds) = match line.recurrence {
            CostRecurrence::OneOff => (&mut one_off, CostDirection::Cost),
            CostRecurrence::Yearly => (&mut yearly, CostDirection::Saving),
        };
        *sum = if line.direction == adds {
            sum.saturating_add(line.amount_minor)
        } else {
            sum.saturating_sub(line.amount_minor)
        };
    }
    Totals {
        one_off_minor: one_off,
        yearly_net_minor: yearly,
        five_year_minor: yearly.saturating_mul(YEARS).saturating_sub(one_off),
        pay_back_months: pay_back(one_off, yearly).filter(|_| estimated),
    }
}

/// The first whole month after which the years have brought what it took. What loses money every year is never paid back, even
/// where nothing was spent at first.
fn pay_back(one_off: i64, yearly: i64) -> Option<i64> {
    if one_off <= 0 {
        return (yearly >= 0).then_some(0);
    }
    if yearly <= 0 {
        return None;
    }
    let months = i128::from(one_off) * 12;
    let yearly = i128::from(yearly);
    i64::try_from((months + yearly - 1) / yearly).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(recurrence: CostRecurrence, direction: CostDirection, kronor: i64) -> CostLine {
        CostLine {
            title: "Post".into(),
            description: String::new(),
            recurrence,
            direction,
            amount_minor: kronor * 100,
        }
    }

    use CostDirection::{Cost, Saving};
    use CostRecurrence::{OneOff, Yearly};

    #[test]
    fn an_estimate_comes_to_what_each_year_brings_against_what_it_took() {
        let lines = [
            line(OneOff, Cost, 300_000),
            line(OneOff, Saving, 50_000),
            line(Yearly, Cost, 60_000),
            line(Yearly, Saving, 180_000),
        ];
        assert_eq!(
            totals(&lines),
            Totals {
                one_off_minor: 25_000_000,
                yearly_net_minor: 12_000_000,
                five_year_minor: 35_000_000,
                pay_back_months: Some(25),
            }
        );
    }

    #[test]
    fn what_takes_part_of_a_month_is_paid_back_after_it() {
        let pays =
            |yearly| totals(&[line(OneOff, Cost, 100_000), line(Yearly, Saving, yearly)]).pay_back_months;
        assert_eq!(pays(100_000), Some(12));
        assert_eq!(pays(100_001), Some(12));
        assert_eq!(pays(99_999), Some(13));
    }

    #[test]
    fn what_brings_nothing_is_never_paid_back() {
        assert_eq!(totals(&[line(OneOff, Cost, 1)]).pay_back_months, None);
        let losing = [line(OneOff, Cost, 1), line(Yearly, Cost, 1)];
        assert_eq!(totals(&losing).pay_back_months, None);
        assert_eq!(totals(&[line(Yearly, Cost, 1)]).pay_back_months, None);
    }

    #[test]
    fn what_took_nothing_is_paid_back_at_once() {
        assert_eq!(totals(&[line(Yearly, Saving, 1)]).pay_back_months, Some(0));
        assert_eq!(totals(&[]).pay_back_months, None, "nothing is estimated");
    }

    proptest! {
        #[test]
        fn the_month_of_the_pay_back_is_the_first_in_which_it_is_paid(
            one_off in 1_i64..1_000_000_000_000,
            yearly in 1_i64..1_000_000_000_000,
        ) {
            let months = i128::from(pay_back(one_off, yearly).unwrap_or(0));
            let brought = |months: i128| i128::from(yearly) * months >= i128::from(one_off) * 12;
            prop_assert!(brought(months));
            prop_assert!(!brought(months - 1));
        }

        #[test]
        fn the_order_of_the_lines_does_not_matter(kronor in prop::collection::vec(0_i64..1_000_000, 4)) {
            let kinds = [(OneOff, Cost), (OneOff, Saving), (Yearly, Cost), (Yearly, Saving)];
            let mut lines: Vec<_> = kinds
                .into_iter()
                .zip(kronor)
                .map(|((recurrence, direction), kronor)| line(recurrence, direction, kronor))
                .collect();
            let there = totals(&lines);
            lines.reverse();
            prop_assert_eq!(there, totals(&lines));
        }
    }
}
