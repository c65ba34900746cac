//! The PICK chart: proposals weighed against each other by benefit and effort (process.md, `inventory.pre_study`).

use crate::domain::{
    collation::sort_key,
    ground::{PickQuadrant, Placement},
};

/// Something with its place in the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// What.
    pub thing: T,
    /// Its name, by which equals are ordered.
    pub name: String,
    /// Its place.
    pub placement: Placement,
}

/// The quadrants in the order of their letters. In each, what brings most for its effort comes first, then by name.
#[must_use]
pub fn chart<T>(placed: Vec<Placed<T>>) -> Vec<(PickQuadrant, Vec<Placed<T>>)> {
    let mut quadrants: Vec<_> = PickQuadrant::ALL.map(|quadrant| (quadrant, Vec::new())).into();
    for one in placed {
        let quadrant = one.placement.quadrant();
        if let Some((_, inside)) = quadrants.iter_mut().find(|(of, _)| *of == quadrant) {
            inside.push(one);
        }
    }
    for (_, inside) in &mut quadrants {
        inside.sort_by_cached_key(|one| {
            let worth = one.placement.effort - one.placement.benefit;
            (worth, sort_key(&one.name))
        });
    }
    quadrants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(name: &str, benefit: i32, effort: i32) -> Placed<()> {
        Placed {
            thing: (),
            name: name.into(),
            placement: Placement {
                benefit,
                effort,
                motive: String::new(),
            },
        }
    }

    #[test]
    fn what_brings_most_for_its_effort_comes_first_then_by_name() {
        let all = vec![
            placed("Tomtkö", 7, 4),
            placed("Bygglov", 9, 2),
            placed("ansök om skolskjuts", 7, 4),
            placed("Lokalbokning", 2, 2),
            placed("Arkiv", 3, 9),
            placed("Verksamhetssystem", 10, 9),
        ];
        let names: Vec<_> = chart(all)
            .into_iter()
            .map(|(quadrant, inside)| {
                let names: Vec<_> = inside.into_iter().map(|one| one.name).collect();
                (quadrant, names)
            })
            .collect();
        let expected: [(PickQuadrant, &[&str]); 4] = [
            (PickQuadrant::Possible, &["Lokalbokning"]),
            (
                PickQuadrant::Implement,
                &["Bygglov", "ansök om skolskjuts", "Tomtkö"],
            ),
            (PickQuadrant::Challenge, &["Verksamhetssystem"]),
            (PickQuadrant::Kill, &["Arkiv"]),
        ];
        assert_eq!(
            names,
            expected
                .map(|(quadrant, names)| (quadrant, names.iter().map(|name| (*name).to_owned()).collect()))
        );
    }
}
