//! Vertices of best-response polyhedra: mixed strategies of one player that leave the other
//! indifferent.

use std::cmp::Ordering;

use super::method::Arithmetic;
use crate::game::{Game, Mixed, Payoffs, Support};
use crate::linalg::{Matrix, Solved, solve, solve_certain};
use crate::num::{Bits, Certain, Interval, Rational, Ring, Sign, Wide};

/// A mixed strategy of one player, and the other's best responses to it; sets as bits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Vertex {
    /// Strategies played.
    pub(super) support: u64,
    /// The other player's best responses.
    pub(super) best: u64,
    /// The probabilities, where payoffs are rational or the strategy is pure.
    pub(super) probabilities: Option<Mixed<Rational>>,
}

impl Vertex {
    /// Whether both are the same point; those without exact probabilities have only one point for
    /// each support and best responses.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.support == other.support
            && match (&self.probabilities, &other.probabilities) {
                (Some(one), Some(other)) => one == other,
                _ => self.best == other.best,
            }
    }
}

/// What is known of the point with a given support that makes given strategies equally good.
pub(super) enum Verdict {
    Vertex(Vertex),
    None,
    Unsettled,
}

/// Strategies in a set, increasing.
pub(super) fn members(set: u64) -> Support {
    (0..64).filter(|i| set >> i & 1 == 1).collect()
}

/// One player's payoffs as a function of what the other plays.
pub(super) struct Side<'a> {
    payoffs: &'a Payoffs,
    /// Whose payoffs.
    player: usize,
    intervals: Game<Interval>,
    rational: Option<&'a Game<Rational>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(payoffs: &'a Payoffs, player: usize) -> Self {
        Self { payoffs, player, intervals: payoffs.intervals(), rational: payoffs.rational() }
    }

    fn own(&self) -> usize {
        self.payoffs.shape().strategies()[self.player]
    }

    /// Number of strategies of the other player, who mixes.
    pub(super) fn mixing(&self) -> usize {
        self.payoffs.shape().strategies()[1 - self.player]
    }

    /// The number of the profile in which this player plays `own` and the other `other`.
    fn index(&self, own: usize, other: usize) -> usize {
        self.payoffs.shape().index(&if self.player == 0 { [own, other] } else { [other, own] })
    }

    /// Visits every set of own strategies, as large as `support`, that can be equally good against
    /// some mix with that support: those with a strategy that is worse than another one against
    /// every strategy of the support cannot. Ends when `visit` returns `false`.
    pub(super) fn equalizing(&self, support: u64, visit: &mut dyn FnMut(u64) -> bool) {
        let played = members(support);
        if played.len() > self.own() {
            return;
        }
        let worse = |i: usize, k: usize| {
            played.iter().all(|&j| {
                let (mine, other) = (self.index(i, j), self.index(k, j));
                self.payoffs.compare(self.player, mine, other) == Some(Ordering::Less)
            })
        };
        let left: Support =
            (0..self.own()).filter(|&i| !(0..self.own()).any(|k| k != i && worse(i, k))).collect();
        let size = played.len();
        for chosen in crate::game::supports_of_size(left.len(), size) {
            if !visit(chosen.iter().fold(0, |set, &i| set | 1 << left[i])) {
                return;
            }
        }
    }

    /// The point with support exactly `support` that makes `equal` equally good and nothing better.
    pub(super) fn vertex(&self, support: u64, equal: u64, arithmetic: Arithmetic) -> Verdict {
        let (played, equal) = (members(support), members(equal));
        if let ([other], [own]) = (played.as_slice(), equal.as_slice()) {
            return self.pure(*other, *own);
        }
        if arithmetic != Arithmetic::Exact {
            let payoff = |own, other| self.intervals.payoffs(self.player)[self.index(own, other)];
            match self.enclosed(&played, &equal, payoff) {
                Enclosed::Impossible => return Verdict::None,
                Enclosed::Possible(best) if self.rational.is_none() => {
                    return found(support, best, None);
                }
                Enclosed::Unsettled if arithmetic == Arithmetic::Float => {
                    return Verdict::Unsettled;
                }
                _ => {}
            }
        }
        match self.rational {
            Some(game) => self.exact(game, support, &played, &equal),
            None => self.narrowed(support, &played, &equal),
        }
    }

    /// Against a pure strategy: comparisons decide.
    fn pure(&self, other: usize, own: usize) -> Verdict {
        let mut best = 1_u64 << own;
        for k in (0..self.own()).filter(|&k| k != own) {
            let (mine, theirs) = (self.index(own, other), self.index(k, other));
            match self.payoffs.compare(self.player, mine, theirs) {
                Some(Ordering::Less) => return Verdict::None,
                Some(Ordering::Equal) => best |= 1 << k,
                Some(Ordering::Greater) => {}
                None => return Verdict::Unsettled,
            }
        }
        let probabilities =
            (0..self.mixing()).map(|j| Rational::integer(i64::from(j == other))).collect();
        found(1 << other, best, Some(probabilities))
    }

    fn exact(
        &self,
        game: &Game<Rational>,
        support: u64,
        played: &[usize],
        equal: &[usize],
    ) -> Verdict {
        let payoff = |own, other| game.payoffs(self.player)[self.index(own, other)].clone();
        let (matrix, right) = system(played, equal, &payoff);
        let Solved::Unique(mut solution) = solve(&matrix, &right) else { return Verdict::None };
        let value = solution.pop().expect("the value is the last unknown");
        if solution.iter().any(|p| p.signum() != Sign::Positive) {
            return Verdict::None;
        }
        let mut best = 0_u64;
        for own in 0..self.own() {
            let mut gain = value.negated();
            for (p, &other) in solution.iter().zip(played) {
                gain.add_product(p, &game.payoffs(self.player)[self.index(own, other)]);
            }
            match gain.signum() {
                Sign::Positive => return Verdict::None,
                Sign::Zero => best |= 1 << own,
                Sign::Negative => {}
            }
        }
        let mut probabilities = vec![Rational::zero(); self.mixing()];
        for (p, &other) in solution.into_iter().zip(played) {
            probabilities[other] = p;
        }
        found(support, best, Some(probabilities))
    }

    /// Payoffs that are enclosed: with more and more bits until every sign is settled.
    fn narrowed(&self, support: u64, played: &[usize], equal: &[usize]) -> Verdict {
        let mut bits = 128;
        while bits <= self.payoffs.max_bits() {
            let payoff = |own, other| {
                let index = self.index(own, other);
                self.payoffs.wide(self.player, index, bits).unwrap_or_else(|| {
                    Wide::from_interval(
                        &self.intervals.payoffs(self.player)[index],
                        Bits::new(bits as usize),
                    )
                })
            };
            match self.enclosed(played, equal, payoff) {
                Enclosed::Impossible => return Verdict::None,
                Enclosed::Possible(best) => return found(support, best, None),
                Enclosed::Unsettled => bits *= 2,
            }
        }
        Verdict::Unsettled
    }

    /// What enclosures show: no such point, or one at which everything is strict.
    fn enclosed<T: Certain>(
        &self,
        played: &[usize],
        equal: &[usize],
        payoff: impl Fn(usize, usize) -> T,
    ) -> Enclosed {
        let (matrix, right) = system(played, equal, &payoff);
        let Some(mut solution) = solve_certain(&matrix, &right) else { return Enclosed::Unsettled };
        let value = solution.pop().expect("the value is the last unknown");
        let mut settled = true;
        for probability in &solution {
            match probability.certain_sign() {
                Some(Sign::Positive) => {}
                Some(_) => return Enclosed::Impossible,
                None => settled = false,
            }
        }
        for own in (0..self.own()).filter(|own| !equal.contains(own)) {
            let mut gain = T::zero();
            gain -= &value;
            for (p, &other) in solution.iter().zip(played) {
                gain.add_product(p, &payoff(own, other));
            }
            match gain.certain_sign() {
                Some(Sign::Positive) => return Enclosed::Impossible,
                Some(Sign::Negative) => {}
                Some(Sign::Zero) | None => settled = false,
            }
        }
        if settled {
            Enclosed::Possible(equal.iter().fold(0, |set, &i| set | 1 << i))
        } else {
            Enclosed::Unsettled
        }
    }
}

enum Enclosed {
    Impossible,
    /// With these best responses, and no others.
    Possible(u64),
    Unsettled,
}

fn found(support: u64, best: u64, probabilities: Option<Mixed<Rational>>) -> Verdict {
    Verdict::Vertex(Vertex { support, best, probabilities })
}

/// The equations: Σ payoff(i, j) p(j) − v = 0 for i in `equal`, and Σ p(j) = 1.
fn system<T: Ring>(
    played: &[usize],
    equal: &[usize],
    payoff: &impl Fn(usize, usize) -> T,
) -> (Matrix<T>, Vec<T>) {
    let n = played.len() + 1;
    let mut entries = Vec::with_capacity(n * n);
    for &i in equal {
        entries.extend(played.iter().map(|&j| payoff(i, j)));
        entries.push(T::minus_one());
    }
    entries.extend(played.iter().map(|_| T::one()));
    entries.push(T::zero());
    let mut right = vec![T::zero(); n];
    right[n - 1] = T::one();
    (Matrix::new(n, n, entries).expect("n rows of n entries"), right)
}
