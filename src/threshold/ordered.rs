//! Payoffs over a stretch between two neighbouring zeros of their differences: the order of each pair is known, however near
//! to 0 the difference is at the ends.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::pair::Pair;
use crate::game::{Narrow, Payoffs};
use crate::model::{Over, Parametric};
use crate::num::{Certain, Interval, Rational, Ring, Sign, Wide};

/// What is concluded from these payoffs holds inside the stretch: at its ends pairs may be equal.
#[derive(Debug)]
struct Ordered {
    over: Arc<Over>,
    signs: FxHashMap<Pair, Sign>,
}

/// The range of a number of which nothing but the sign is known.
pub(super) fn range_of(sign: Sign) -> Option<Interval> {
    match sign {
        Sign::Positive => Interval::new(f64::from_bits(1), f64::MAX),
        Sign::Negative => Interval::new(f64::MIN, -f64::from_bits(1)),
        Sign::Zero => Some(Interval::zero()),
    }
}

/// The payoffs inside a stretch in which the differences of these pairs have one sign each: that which they have at a
/// point inside, where all of those are known.
pub(super) fn ordered(
    of: &Arc<Parametric>,
    [low, high]: [&Rational; 2],
    pairs: &[Pair],
    inside: &Payoffs,
) -> Option<Payoffs> {
    let sign = |&pair: &Pair| Some((pair, inside.sign(pair.player, &pair.combination())?));
    let signs = pairs.iter().map(sign).collect::<Option<_>>()?;
    let over = Arc::new(Over::new(Arc::clone(of), &[Interval::spanning(low, high)]));
    let source = Arc::new(Ordered { over: Arc::clone(&over), signs });
    Some(over.payoffs(source))
}

impl Narrow for Ordered {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        self.over.payoff(player, index, bits)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.over.exact(player, index)
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let known = self.over.range(player, combination);
        if known.is_some_and(|range| range.certain_sign().is_some()) {
            return known;
        }
        let forced = || {
            let pair = Pair::of(player, combination)?;
            let turned = Pair { first: pair.second, second: pair.first, ..pair };
            let sign = match self.signs.get(&pair) {
                Some(sign) => *sign,
                None => self.signs.get(&turned)?.opposite(),
            };
            let opposite = combination[0].1.signum() == Sign::Negative;
            range_of(if opposite { sign.opposite() } else { sign })
        };
        forced().or(known)
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        self.over.is_zero(player, combination)
    }
}
