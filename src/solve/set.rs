//! From a complete list of equilibria of two players to the whole set.

use crate::certify::{Certificate, deviations, expected, expected_within};
use crate::component::{Component, EquilibriumSet, Limit, Settings, Subset, components};
use crate::game::{Payoffs, Profile, Support};
use crate::linalg::{Matrix, certain_determinant_sign};
use crate::nash::{Coverage, Equilibrium, Outcome, Watch};
use crate::num::{Ring, Sign, Wide};

/// The whole set of equilibria: components, the pieces that they consist of, indices.
///
/// `outcome` has the equilibria of the game with these payoffs. `None` unless there are two players
/// and the list is complete; and where payoffs are not rational, unless every equilibrium is proved
/// to be isolated. [`EquilibriumSet::cuts`] tells what was cut short by which limit.
///
/// Indices that do not sum to 1 disprove that the list is complete: then `outcome` covers
/// [`Coverage::Some`] from here on.
///
/// # Complexity
/// That of [`components`].
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::solve::{equilibrium_set, solve};
///
/// // Nobody has anything at stake: the whole square
/// let nothing = vec![vec![Rational::integer(0); 4]; 2];
/// let game = Payoffs::from(Game::new(vec![2, 2], nothing).unwrap());
/// let mut outcome = solve(&game, None, &Settings::default()).unwrap().outcome;
/// let set = equilibrium_set(&game, &mut outcome, &|_, _| true).unwrap();
/// assert_eq!(set.components.len(), 1);
/// assert_eq!(set.components[0].dimension(), Some(2));
/// assert_eq!(set.index_sum(), Some(1));
/// ```
pub fn equilibrium_set(
    payoffs: &Payoffs,
    outcome: &mut Outcome,
    watch: Watch<'_>,
) -> Option<EquilibriumSet> {
    let set = set(payoffs, outcome, watch)?;
    if set.index_sum().is_some_and(|sum| sum != 1) {
        outcome.coverage = Coverage::Some;
    }
    Some(set)
}

fn set(payoffs: &Payoffs, outcome: &Outcome, watch: Watch<'_>) -> Option<EquilibriumSet> {
    if outcome.coverage != Coverage::All || payoffs.shape().players() != 2 {
        return None;
    }
    if payoffs.rational().is_some() {
        let list: Vec<Profile<_>> = outcome.equilibria.iter().map(|e| e.profile.clone()).collect();
        return components(payoffs, &list, &Settings { watch, ..Settings::default() }).ok();
    }
    let isolated = |(number, equilibrium)| isolated(payoffs, number, equilibrium);
    let components = outcome.equilibria.iter().enumerate().map(isolated);
    let components: Vec<Component> = components.collect::<Option<_>>()?;
    let component_of = (0..components.len()).collect();
    Some(EquilibriumSet { components, component_of })
}

/// An equilibrium that is proved to be isolated, as a component of its own.
fn isolated(payoffs: &Payoffs, number: usize, equilibrium: &Equilibrium) -> Option<Component> {
    let profile = &equilibrium.profile;
    let supports = profile.supports();
    if supports[0].len() != supports[1].len() {
        return None;
    }
    let range = |player: usize| match &equilibrium.certificate {
        Certificate::Enclosure(boxes) => expected_within(payoffs, player, boxes),
        _ => payoffs.bounds(player, &expected(payoffs, player, profile)),
    };
    // That a box contains exactly one equilibrium includes that what is not played is worse
    let strict = matches!(equilibrium.certificate, Certificate::Enclosure(_))
        || deviations(payoffs, profile).iter().all(|standing| {
            supports[standing.player].contains(&standing.strategy)
                || standing.sign == Some(Sign::Negative)
        });
    if !strict {
        return None;
    }
    let subset =
        Subset { extreme: vec![number], played_in: vec![vec![number]; 2], dimensions: vec![0; 2] };
    Some(Component {
        extreme: vec![number],
        subsets: Ok(vec![subset]),
        index: index(payoffs, &supports).ok_or(Limit::Precision),
        payoffs: vec![range(0)?, range(1)?],
        sometimes: supports.clone(),
        always: supports,
    })
}

/// The index of the nondegenerate equilibrium with these supports, by determinants of enclosures.
///
/// With a border of ones the determinant has the sign that it would have if payoffs were positive.
fn index(payoffs: &Payoffs, supports: &[Support]) -> Option<i64> {
    let n = supports[0].len() + 1;
    let sign = |player: usize, bits: u32| {
        let entry = |i: usize, j: usize| match (supports[0].get(i), supports[1].get(j)) {
            (Some(&i), Some(&j)) => payoffs.wide(player, payoffs.shape().index(&[i, j]), bits),
            (Some(_), None) => Some(Wide::one()),
            (None, Some(_)) => Some(Wide::minus_one()),
            (None, None) => Some(Wide::zero()),
        };
        let entries: Option<Vec<Wide>> = (0..n * n).map(|k| entry(k / n, k % n)).collect();
        let matrix = Matrix::new(n, n, entries?)?;
        let size = |x: &Wide| x.to_interval().midpoint().abs();
        match certain_determinant_sign(&matrix, size)? {
            Sign::Positive => Some(1),
            Sign::Negative => Some(-1),
            Sign::Zero => None,
        }
    };
    let mut bits = 128;
    while bits <= payoffs.max_bits() {
        if let Some((rows, columns)) = sign(0, bits).zip(sign(1, bits)) {
            return Some(if n.is_multiple_of(2) { rows * columns } else { -rows * columns });
        }
        bits *= 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Game;
    use crate::nash::Settings;
    use crate::num::Rational;
    use crate::solve::solve;

    /// Two ways to meet, and a mixed equilibrium between them.
    fn hunt() -> Payoffs {
        let payoffs = [[2, 1, 0, 1], [2, 0, 1, 1]].map(|p| p.map(Rational::integer).to_vec());
        Game::new(vec![2, 2], payoffs.to_vec()).unwrap().into()
    }

    #[test]
    fn a_list_that_indices_disprove_is_not_called_complete() {
        let mut outcome = solve(&hunt(), None, &Settings::default()).unwrap().outcome;
        let whole = equilibrium_set(&hunt(), &mut outcome, &|_, _| true).unwrap();
        assert_eq!((whole.index_sum(), outcome.coverage), (Some(1), Coverage::All));
        assert!(whole.cuts().is_empty());
        outcome.equilibria.pop();
        let part = equilibrium_set(&hunt(), &mut outcome, &|_, _| true).unwrap();
        assert_eq!((part.index_sum(), outcome.coverage), (Some(2), Coverage::Some));
        assert_eq!(equilibrium_set(&hunt(), &mut outcome, &|_, _| true), None, "from here on");
    }

    #[test]
    fn what_there_was_no_time_for_is_told() {
        let nothing = vec![vec![Rational::integer(0); 9]; 2];
        let game = Payoffs::from(Game::new(vec![3, 3], nothing).unwrap());
        let mut outcome = solve(&game, None, &Settings::default()).unwrap().outcome;
        let set = equilibrium_set(&game, &mut outcome, &|_, _| false).unwrap();
        assert_eq!(set.index_sum(), None);
        assert_eq!(outcome.coverage, Coverage::All, "the list is complete all the same");
        let cuts = set.cuts();
        assert_eq!((cuts.len(), cuts[0].limit, &cuts[0].indices), (1, Limit::Time, &vec![0]));
    }
}
