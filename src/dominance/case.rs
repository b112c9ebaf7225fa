//! A class of strategies against everything else, case by case.

use std::cmp::Ordering;

use crate::certify::Kind;
use crate::game::{Combination, Payoffs, Support};
use crate::num::{Rational, Ring, Sign};

/// What one way for the others to play means for a class of strategies.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// How the others play: the number of a profile (the player's own strategy in it is the first).
    pub rivals: usize,
    /// The best strategy of the class against it, as far as that is settled; the first if several
    /// are.
    pub within: usize,
    /// The best strategy outside the class, likewise.
    pub outside: usize,
    /// Rationals that contain the gain: payoff of `within` minus payoff of `outside`.
    pub gain: (Rational, Rational),
    /// The sign of the gain; `None` if it could not be settled.
    pub sign: Option<Sign>,
}

/// All cases of one class of strategies.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// Whose strategies.
    pub player: usize,
    /// The class.
    pub target: Support,
    /// One for each way the others can play, in the order of
    /// [`Shape::rival_profiles`](crate::game::Shape::rival_profiles).
    pub cases: Vec<Case>,
    /// Whether each strategy outside the class is worse than some strategy of it in some case; `None` if that is open. Told where
    /// no case has a negative gain.
    pub ahead_of_each: Option<bool>,
}

impl Cases {
    /// In how many cases the gain has this sign.
    pub fn count(&self, sign: Sign) -> usize {
        self.cases.iter().filter(|case| case.sign == Some(sign)).count()
    }

    /// In how many cases the sign could not be settled.
    pub fn unsettled(&self) -> usize {
        self.cases.iter().filter(|case| case.sign.is_none()).count()
    }

    /// Whether the class dominates everything else, case by case: strictly if the gain is positive in
    /// every case, weakly if it is never negative and each strategy outside is worse in some case, very weakly if it is never
    /// negative. `None` if signs that could not be settled decide.
    ///
    /// # Examples
    /// What is as good as the other strategy in all cases dominates it very weakly:
    /// ```
    /// use equil::dominance::{Kind, cases};
    /// use equil::game::{Game, Payoffs};
    /// use equil::num::Rational;
    ///
    /// let game = Game::new(vec![2, 2], vec![vec![Rational::integer(1); 4]; 2]).unwrap();
    /// let same = cases(&Payoffs::from(game), 0, &[1], &[vec![0, 1], vec![0, 1]]).unwrap();
    /// let kinds = [Kind::Strict, Kind::Weak, Kind::VeryWeak];
    /// assert_eq!(kinds.map(|kind| same.dominates(kind)), [Some(false), Some(false), Some(true)]);
    ///
    /// // Two others are as good in one case each, but neither in both
    /// let own = [1, 1, 0, 1, 0, 1].map(Rational::integer).to_vec();
    /// let game = Game::new(vec![3, 2], vec![own, vec![Rational::integer(0); 6]]).unwrap();
    /// let first = cases(&Payoffs::from(game), 0, &[0], &[vec![0, 1, 2], vec![0, 1]]).unwrap();
    /// assert_eq!(first.dominates(Kind::Weak), Some(true));
    /// ```
    pub fn dominates(&self, kind: Kind) -> Option<bool> {
        let [worse, equal] = [Sign::Negative, Sign::Zero].map(|sign| self.count(sign));
        let open = self.unsettled();
        match kind {
            Kind::Strict if worse + equal > 0 => Some(false),
            _ if worse > 0 => Some(false),
            Kind::Weak if open == 0 || self.ahead_of_each == Some(false) => self.ahead_of_each,
            _ => (open == 0).then_some(true),
        }
    }

    /// The case with the least gain; the first if several have it.
    pub fn worst(&self) -> Option<&Case> {
        self.cases.iter().min_by(|a, b| a.gain.0.cmp(&b.gain.0))
    }

    /// The case with the greatest gain; the first if several have it.
    pub fn best(&self) -> Option<&Case> {
        self.cases.iter().rev().max_by(|a, b| a.gain.1.cmp(&b.gain.1))
    }
}

/// Compares the best strategy in `target` with the best strategy outside it against every pure
/// profile of the others within `kept` (one support for each player; the player's own entry says
/// which of their strategies count).
///
/// A strategy is a class of one. `None` when the class holds none, or all, of the strategies that
/// count, so that there is nothing to compare; or a gain cannot be bounded.
///
/// # Complexity
/// One comparison for each own strategy and profile of the others.
///
/// # Examples
/// Defection in the prisoner's dilemma is better in both cases:
/// ```
/// use equil::dominance::cases;
/// use equil::game::{Game, Payoffs};
/// use equil::num::{Rational, Sign};
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let defect = cases(&dilemma, 0, &[1], &[vec![0, 1], vec![0, 1]]).unwrap();
/// assert_eq!(defect.count(Sign::Positive), 2);
/// ```
pub fn cases(
    payoffs: &Payoffs,
    player: usize,
    target: &[usize],
    kept: &[Support],
) -> Option<Cases> {
    let shape = payoffs.shape();
    let (within, outside): (Support, Support) =
        kept[player].iter().partition(|strategy| target.contains(strategy));
    if within.is_empty() || outside.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    let all = || {
        let rivals = shape.rival_profiles_within(player, kept).into_iter();
        rivals.map(|rivals| Ways { payoffs, player, rivals })
    };
    for ways in all() {
        found.push(ways.case(&within, &outside)?);
    }
    // What is better than the best outside is better than each; only ties leave something to compare
    let is = |sign| found.iter().any(|case: &Case| case.sign == Some(sign));
    let ahead_of_each = if is(Sign::Positive) {
        Some(true)
    } else if is(Sign::Negative) {
        None
    } else {
        ahead_of_each(&all().collect::<Vec<_>>(), &within, &outside)
    };
    Some(Cases { player, target: target.to_vec(), cases: found, ahead_of_each })
}

/// Whether each strategy outside is worse than one within in some case.
fn ahead_of_each(cases: &[Ways<'_>], within: &[usize], outside: &[usize]) -> Option<bool> {
    let mut settled = true;
    for &other in outside {
        // Yes, no or open, for one strategy outside
        let mut beaten = Some(false);
        for ways in cases {
            for &own in within {
                match ways.compare(own, other) {
                    Some(Ordering::Greater) => beaten = Some(true),
                    None if beaten == Some(false) => beaten = None,
                    _ => {}
                }
            }
            if beaten == Some(true) {
                break;
            }
        }
        match beaten {
            Some(false) => return Some(false),
            Some(true) => {}
            None => settled = false,
        }
    }
    settled.then_some(true)
}

/// Whether against every pure profile of the others within `kept` some strategy in `target` is better than all outside
/// it (`Strict`), or at least as good (`VeryWeak`); of a `Weak` sense nothing is said. `None` if that is open, or there is
/// nothing to compare.
///
/// Strategies are compared with those on the other side of `target` only: nothing else matters.
///
/// # Complexity
/// One comparison for each strategy in `target`, each outside it, and each profile of the others, at most.
pub fn is_ahead(
    payoffs: &Payoffs,
    player: usize,
    target: &[usize],
    kept: &[Support],
    kind: Kind,
) -> Option<bool> {
    let (within, outside): (Support, Support) =
        kept[player].iter().partition(|strategy| target.contains(strategy));
    if within.is_empty() || outside.is_empty() || kind == Kind::Weak {
        return None;
    }
    let least = if kind == Kind::Strict { Ordering::Greater } else { Ordering::Equal };
    let mut settled = true;
    for rivals in payoffs.shape().rival_profiles_within(player, kept) {
        let ways = Ways { payoffs, player, rivals };
        // Yes, no or open, for one strategy and for the case
        let mut ahead = Some(false);
        for &own in &within {
            let mut wins = Some(true);
            for &other in &outside {
                match ways.compare(own, other) {
                    Some(order) if order >= least => {}
                    Some(_) => {
                        wins = Some(false);
                        break;
                    }
                    None => wins = None,
                }
            }
            match wins {
                Some(true) => {
                    ahead = wins;
                    break;
                }
                None => ahead = None,
                Some(false) => {}
            }
        }
        match ahead {
            Some(false) => return Some(false),
            Some(true) => {}
            None => settled = false,
        }
    }
    settled.then_some(true)
}

/// One way for the others to play.
struct Ways<'a> {
    payoffs: &'a Payoffs,
    player: usize,
    rivals: usize,
}

impl Ways<'_> {
    fn index(&self, strategy: usize) -> usize {
        self.payoffs.shape().with(self.rivals, self.player, strategy)
    }

    fn compare(&self, a: usize, b: usize) -> Option<Ordering> {
        self.payoffs.compare(self.player, self.index(a), self.index(b))
    }

    /// The best of some strategies (the first if several are), and whether that is proved.
    fn best(&self, strategies: &[usize]) -> (usize, bool) {
        let mut best = strategies[0];
        for &strategy in &strategies[1..] {
            if self.compare(strategy, best) == Some(Ordering::Greater) {
                best = strategy;
            }
        }
        let proved = |&other: &usize| self.compare(best, other).is_some_and(Ordering::is_ge);
        (best, strategies.iter().all(proved))
    }

    fn bounds(&self, strategy: usize) -> Option<(Rational, Rational)> {
        self.payoffs.bounds(self.player, &[(self.index(strategy), Rational::one())])
    }

    fn case(&self, within: &[usize], outside: &[usize]) -> Option<Case> {
        let ((inside, sure), (other, certain)) = (self.best(within), self.best(outside));
        if sure && certain {
            let pair: Combination = vec![
                (self.index(inside), Rational::one()),
                (self.index(other), Rational::minus_one()),
            ];
            let sign = self.compare(inside, other).map(Sign::from);
            let gain = self.payoffs.bounds(self.player, &pair)?;
            return Some(Case { rivals: self.rivals, within: inside, outside: other, gain, sign });
        }
        // Which is best is not settled; the sign may be all the same
        let above = |these: &[usize], those: &[usize]| {
            these
                .iter()
                .any(|&a| those.iter().all(|&b| self.compare(a, b) == Some(Ordering::Greater)))
        };
        let sign = if above(within, outside) {
            Some(Sign::Positive)
        } else if above(outside, within) {
            Some(Sign::Negative)
        } else {
            None
        };
        let greatest = |strategies: &[usize]| {
            let bounds: Option<Vec<_>> = strategies.iter().map(|&s| self.bounds(s)).collect();
            let bounds = bounds?;
            let low = bounds.iter().map(|(low, _)| low).max().cloned();
            low.zip(bounds.iter().map(|(_, high)| high).max().cloned())
        };
        let ((low, high), (other_low, other_high)) = (greatest(within)?, greatest(outside)?);
        let gain = (low.minus(&other_high), high.minus(&other_low));
        Some(Case { rivals: self.rivals, within: inside, outside: other, gain, sign })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Game;

    /// All games of three strategies against two with payoffs 0 and 1, by the definition: never worse than any other, and than each
    /// somewhere better.
    #[test]
    fn weak_dominance_is_over_each_other_strategy() {
        let mut found = [0, 0];
        for bits in 0..1_u32 << 6 {
            let pays = |own: usize, rivals: usize| i64::from(bits >> (own + 3 * rivals) & 1);
            let first = (0..6).map(|at| Rational::integer(pays(at % 3, at / 3))).collect();
            let zero = vec![Rational::zero(); 6];
            let payoffs = Payoffs::from(Game::new(vec![3, 2], vec![first, zero]).unwrap());
            for own in 0..3 {
                let others = || (0..3).filter(|other| *other != own);
                let never_worse =
                    others().all(|other| (0..2).all(|r| pays(own, r) >= pays(other, r)));
                let ahead = others().all(|other| (0..2).any(|r| pays(own, r) > pays(other, r)));
                let cases = cases(&payoffs, 0, &[own], &[vec![0, 1, 2], vec![0, 1]]).unwrap();
                let weakly = cases.dominates(Kind::Weak).unwrap();
                assert_eq!(weakly, never_worse && ahead, "{bits:06b}: {own}");
                found[usize::from(weakly && cases.count(Sign::Positive) == 0)] += 1;
            }
        }
        // Against no profile is it the only best one
        assert!(found[1] > 0);
    }
}
