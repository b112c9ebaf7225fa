//! What bounds of the worst equilibria need to know of a stage game whatever the discount factor.

use crate::game::Payoffs;
use crate::num::{Rational, Ring};
use crate::repeated::Bounds;

/// Numbers between bounds, equal where payoffs are known exactly: for each player, for each profile.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    pub payoffs: &'a Payoffs,
    /// Payoffs.
    pub pays: Vec<Vec<Bounds>>,
    /// What the best response to the others gets.
    pub best: Vec<Vec<Bounds>>,
    /// How much more that is.
    pub gain: Vec<Vec<Bounds>>,
    /// What sums of payoffs may be wrong by for being known only nearly: what is closer is taken for equal where nothing is proved by
    /// it.
    pub slack: Vec<Rational>,
    /// How much payoffs range over.
    pub range: Vec<Rational>,
}

/// Of the range of payoffs that are not rational.
const NEARLY: i64 = 1 << 40;

impl<'a> Stage<'a> {
    /// Nothing where a payoff cannot be bounded.
    ///
    /// # Complexity
    /// For each profile a comparison with each strategy of each player.
    pub(super) fn new(payoffs: &'a Payoffs) -> Option<Self> {
        let shape = payoffs.shape();
        let count = shape.profiles();
        let mut stage = Self {
            payoffs,
            pays: Vec::new(),
            best: Vec::new(),
            gain: Vec::new(),
            slack: Vec::new(),
            range: Vec::new(),
        };
        for player in 0..shape.players() {
            let pays = (0..count).map(|at| payoffs.bounds(player, &[(at, Rational::one())]));
            let pays: Vec<Bounds> = pays.collect::<Option<_>>()?;
            let others = |at: usize| {
                (0..shape.strategies()[player]).map(move |own| shape.with(at, player, own))
            };
            let best = |at: usize| {
                let low = others(at).map(|other| &pays[other].0).max()?;
                Some((low.clone(), others(at).map(|other| &pays[other].1).max()?.clone()))
            };
            let gain = |at: usize| {
                let mut most = (Rational::zero(), Rational::zero());
                for other in others(at).filter(|&other| other != at) {
                    // Bounds that are apart tell all there is to know of what loses
                    if pays[other].1 <= pays[at].0
                        || payoffs.compare(player, other, at).is_some_and(std::cmp::Ordering::is_le)
                    {
                        continue;
                    }
                    let both = [(other, Rational::one()), (at, Rational::minus_one())];
                    let (low, high) = payoffs.bounds(player, &both)?;
                    most = (most.0.max(low), most.1.max(high));
                }
                Some(most)
            };
            stage.best.push((0..count).map(best).collect::<Option<_>>()?);
            stage.gain.push((0..count).map(gain).collect::<Option<_>>()?);
            let range = range(&pays)?;
            stage.slack.push(slack(&pays, &range)?);
            stage.range.push(range);
            stage.pays.push(pays);
        }
        Some(stage)
    }

    pub(super) fn players(&self) -> usize {
        self.pays.len()
    }

    /// Whether payoffs are known exactly.
    pub(super) fn is_exact(&self) -> bool {
        self.slack.iter().all(Rational::is_zero)
    }

    pub(super) fn count(&self) -> usize {
        self.payoffs.shape().profiles()
    }

    /// (1 − δ) times a payoff now and δ times what is later.
    pub(super) fn both(discount: &Rational, now: &Rational, later: &Rational) -> Rational {
        let mut sum = Rational::one().minus(discount);
        sum *= now;
        sum.add_product(discount, later);
        sum
    }

    /// What must be later for that sum.
    pub(super) fn later(discount: &Rational, now: &Rational, sum: &Rational) -> Option<Rational> {
        let mut later = Rational::minus_one();
        later += discount;
        later *= now;
        later += sum;
        later *= &discount.recip()?;
        Some(later)
    }
}

fn range(pays: &[Bounds]) -> Option<Rational> {
    let highest = pays.iter().map(|(_, high)| high).max()?;
    Some(highest.minus(pays.iter().map(|(low, _)| low).min()?))
}

fn slack(pays: &[Bounds], range: &Rational) -> Option<Rational> {
    if pays.iter().all(|(low, high)| low == high) {
        return Some(Rational::zero());
    }
    let mut slack = range.clone();
    slack *= &Rational::integer(NEARLY).recip()?;
    Some(slack)
}
