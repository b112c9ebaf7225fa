//! Which comparisons of payoffs an answer can still hang on, where others are settled.

use std::cmp::Ordering;

use super::Condition;
use crate::game::{Payoffs, Shape};
use crate::model::{MixedChoice, QueryKind, Restriction};

/// Two payoffs of a player: whose they are, and two pure profiles that differ in what that player plays.
type Compared = (usize, usize, usize);

impl Condition {
    /// Those of `open` comparisons on which the answer can hang, given what is settled among `pairs`, which are all
    /// that it could ([`pairs`](super::pairs)); for conditions that are [pairwise](Condition::is_pairwise).
    ///
    /// A comparison of two strategies that are both asked about, or both not, tells nothing of what one side gains
    /// over the other; nor does one of two profiles from which somebody gains anyway tell of pure equilibria.
    ///
    /// # Complexity
    /// One comparison for each pair.
    pub fn relevant(&self, payoffs: &Payoffs, pairs: &[Compared]) -> Vec<Compared> {
        let shape = payoffs.shape();
        let order = |&(player, first, second): &Compared| payoffs.compare(player, first, second);
        let open = || pairs.iter().filter(|pair| order(pair).is_none());
        if let Some((_, target)) = self.target() {
            return open().filter(|pair| is_across(shape, target, pair)).copied().collect();
        }
        if let Some(profile) = self.pure_profile() {
            let index = shape.index(&profile);
            let touches = |pair: &&Compared| pair.1 == index || pair.2 == index;
            return open().filter(touches).copied().collect();
        }
        if !self.is_about_pure_equilibria() {
            return open().copied().collect();
        }
        let mut left = vec![false; shape.profiles()];
        for pair in pairs {
            match order(pair) {
                Some(Ordering::Less) => left[pair.1] = true,
                Some(Ordering::Greater) => left[pair.2] = true,
                Some(Ordering::Equal) | None => {}
            }
        }
        open().filter(|(_, first, second)| !(left[*first] && left[*second])).copied().collect()
    }

    /// Whether all that counts is which profiles nobody gains by leaving.
    fn is_about_pure_equilibria(&self) -> bool {
        match self {
            Self::PureEquilibria => true,
            Self::Given(inner, _) => inner.is_about_pure_equilibria(),
            Self::Query(query) => matches!(
                query.kind,
                QueryKind::EveryPureEquilibrium { .. } | QueryKind::SomePureEquilibrium { .. }
            ),
            _ => false,
        }
    }

    /// The profile of which it is asked whether it is an equilibrium, if it is a pure one.
    fn pure_profile(&self) -> Option<Vec<usize>> {
        let QueryKind::Nash(profile) = &self.query()?.kind else { return None };
        let mut parts: Vec<_> = profile.iter().collect();
        parts.sort_by_key(|part| part.player);
        let pure = |part: &&Restriction| match &part.choice {
            MixedChoice::Among(support) if support.len() == 1 => Some(support[0]),
            _ => None,
        };
        parts.iter().map(pure).collect()
    }
}

/// Whether just one of the two strategies is asked about.
fn is_across(shape: &Shape, target: &[usize], &(player, first, second): &Compared) -> bool {
    let is_target = |profile| target.contains(&shape.strategy(profile, player));
    is_target(first) != is_target(second)
}
