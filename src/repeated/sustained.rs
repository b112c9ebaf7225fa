//! The discount factors at which no deviation pays.

use std::cmp::Ordering;

use super::Deviation;
use crate::num::{Rational, Ring, Sign};
use crate::roots::{RealRoot, Univariate};
use crate::table::middle;

/// A stretch of discount factors.
#[derive(Clone, Debug)]
pub struct Piece {
    /// From here, which belongs to it unless it is 1;
    pub low: RealRoot,
    /// to here, which belongs to it unless it is 1.
    pub high: RealRoot,
}

impl Piece {
    /// What is in both.
    pub fn common(&self, other: &Self) -> Option<Self> {
        let low = if self.low.order(&other.low) == Ordering::Less { &other.low } else { &self.low };
        let high =
            if self.high.order(&other.high) == Ordering::Less { &self.high } else { &other.high };
        let (low, high) = (low.clone(), high.clone());
        (low.order(&high) != Ordering::Greater).then_some(Self { low, high })
    }

    /// Pieces in order, those that touch made one.
    pub fn joined(mut pieces: Vec<Self>) -> Vec<Self> {
        pieces.sort_by(|a, b| a.low.order(&b.low));
        let mut found: Vec<Self> = Vec::new();
        for piece in pieces {
            match found.last_mut().filter(|last| piece.low.order(&last.high) != Ordering::Greater) {
                Some(last) if last.high.order(&piece.high) == Ordering::Less => {
                    last.high = piece.high;
                }
                Some(_) => {}
                None => found.push(piece),
            }
        }
        found
    }

    /// A number between two zeros that are apart, whose bounds are narrowed until that shows.
    pub fn between(low: &mut RealRoot, high: &mut RealRoot) -> Rational {
        between(low, high)
    }
}

/// For which discount factors in [0, 1) a path is sustained.
#[derive(Clone, Debug)]
pub struct Sustained {
    /// At all of these it is, in order; at no others if `possibly` says the same.
    pub surely: Vec<Piece>,
    /// At none but these it is.
    pub possibly: Vec<Piece>,
}

/// Polynomials of a higher degree take long to evaluate.
const LONG: usize = 16;

/// Bits of critical discount factors that are not rational.
const BITS: u32 = 80;

impl Sustained {
    /// Where none of some polynomials is negative: surely where the first of each pair is not, possibly where the second is not.
    ///
    /// # Complexity
    /// As [`sustained`].
    pub fn of<'a>(bounds: impl Iterator<Item = &'a [Univariate; 2]>) -> Self {
        let bounds: Vec<&[Univariate; 2]> = bounds.collect();
        let side = |which: usize| {
            // What is 0 everywhere asks nothing
            let polynomials = bounds.iter().map(|pair| &pair[which]);
            let polynomials: Vec<&Univariate> = polynomials.filter(|one| !one.is_zero()).collect();
            pieces(&polynomials)
        };
        Self { surely: side(0), possibly: side(1) }
    }

    /// At all of these discount factors, and at no others.
    pub fn exactly(pieces: Vec<Piece>) -> Self {
        Self { surely: pieces.clone(), possibly: pieces }
    }

    /// Where both hold.
    #[must_use]
    pub fn both(&self, other: &Self) -> Self {
        let common = |one: &[Piece], two: &[Piece]| {
            let each = one.iter().flat_map(|piece| two.iter().filter_map(|two| piece.common(two)));
            Piece::joined(each.collect())
        };
        Self {
            surely: common(&self.surely, &other.surely),
            possibly: common(&self.possibly, &other.possibly),
        }
    }

    /// The least discount factor from which on the path is sustained by every greater one: bounds, equal if it is rational and
    /// payoffs are known exactly. Nothing if there may be none.
    pub fn critical(&self) -> Option<(Rational, Rational)> {
        let low = last(&self.possibly)?.low.within(BITS).0;
        Some((low, last(&self.surely)?.low.within(BITS).1))
    }

    /// Whether no discount factor sustains the path: proved.
    pub fn is_never(&self) -> bool {
        self.possibly.is_empty()
    }

    /// Whether it is sustained at a discount factor, if that is known.
    pub fn at(&self, discount: &Rational) -> Option<bool> {
        let point = RealRoot::exactly(discount.clone());
        let inside = |pieces: &[Piece]| {
            pieces.iter().any(|piece| {
                piece.low.order(&point) != Ordering::Greater
                    && point.order(&piece.high) != Ordering::Greater
            })
        };
        match (inside(&self.surely), inside(&self.possibly)) {
            (true, _) => Some(true),
            (_, false) => Some(false),
            _ => None,
        }
    }

    /// The zero that the critical discount factor is, where payoffs are known exactly.
    pub fn root(&self) -> Option<&RealRoot> {
        let (low, high) = (&last(&self.surely)?.low, &last(&self.possibly)?.low);
        low.is_same(high).then_some(low)
    }
}

/// The piece that reaches up to 1.
fn last(pieces: &[Piece]) -> Option<&Piece> {
    pieces.last().filter(|piece| piece.high.exact() == Some(&Rational::one()))
}

/// The discount factors at which no deviation pays.
///
/// # Complexity
/// The zeros of all polynomials by Sturm's theorem, and all signs beside each of them.
pub fn sustained(deviations: &[Deviation]) -> Sustained {
    Sustained::of(deviations.iter().map(|one| &one.bounds))
}

/// Where in [0, 1) none of the polynomials is negative.
fn pieces(polynomials: &[&Univariate]) -> Vec<Piece> {
    let (zero, one) = (Rational::zero(), Rational::one());
    let mut marks = vec![RealRoot::exactly(zero.clone()), RealRoot::exactly(one.clone())];
    marks.extend(polynomials.iter().flat_map(|polynomial| polynomial.zeros(&zero, &one)));
    marks.sort_by(RealRoot::order);
    marks.dedup_by(|a, b| a.is_same(b));
    let holds_at = |mark: &RealRoot| {
        polynomials.iter().all(|polynomial| mark.sign_of(polynomial) != Sign::Negative)
    };
    let holds_between = |low: &mut RealRoot, high: &mut RealRoot| {
        let inside = between(low, high);
        polynomials.iter().all(|polynomial| polynomial.sign_at(&inside) != Sign::Negative)
    };
    let mut found: Vec<Piece> = Vec::new();
    for place in 0..marks.len() {
        let (mark, last) = (marks[place].clone(), place + 1 == marks.len());
        let here = !last && holds_at(&mark);
        let before = place > 0 && {
            let (mut low, mut high) = (marks[place - 1].clone(), mark.clone());
            holds_between(&mut low, &mut high)
        };
        match found.last_mut().filter(|piece| before && piece.high.is_same(&marks[place - 1])) {
            // What holds between two marks holds at both: signs only become 0 there
            Some(piece) => piece.high = mark,
            None if here => found.push(Piece { low: mark.clone(), high: mark }),
            None => {}
        }
    }
    // 1 itself is no discount factor
    found.retain(|piece| piece.low.exact() != Some(&one));
    // Everybody who looks at these zeros narrows them as far: of many rounds once is enough
    for root in found.iter_mut().flat_map(|piece| [&mut piece.low, &mut piece.high]) {
        if root.polynomial().degree().is_some_and(|degree| degree > LONG) {
            root.narrow(BITS);
        }
    }
    found
}

/// A number between two zeros, whose bounds are narrowed until they are apart.
fn between(low: &mut RealRoot, high: &mut RealRoot) -> Rational {
    let mut bits = 8;
    while low.bounds().1 >= high.bounds().0 {
        low.narrow(bits);
        high.narrow(bits);
        bits *= 2;
    }
    middle(low.bounds().1, high.bounds().0)
}
