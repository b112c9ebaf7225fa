//! Equilibria whose probabilities are not known exactly: boxes that contain exactly one.

use super::Certificate;
use crate::game::{Payoffs, Profile, Support, to_distribution};
use crate::linalg::{Matrix, solve_certain};
use crate::num::{Bits, Certain, Rational, Ring, Sign, Wide};

/// Bits to start with.
const BITS: u32 = 128;

/// How wide a box may be at most: as narrow as neighbouring floats near 1.
const WIDTH: i64 = 1 << 52;

/// Proves that a two-player game has exactly one equilibrium with these supports (of equal size),
/// and encloses it: the indifference equations are solved in enclosures, on pivots proved not to
/// be 0, so every game within the enclosures of the payoffs has one solution, within the result;
/// its probabilities are proved positive, and everything outside the supports proved worse.
///
/// Returns the profile in the middle of the box, and the box. `None` when any of this could not be
/// proved.
///
/// # Complexity
/// Two linear systems for each precision tried, up to the limit of `payoffs`.
pub fn enclose(
    payoffs: &Payoffs,
    supports: &[Support],
) -> Option<(Profile<Rational>, Certificate)> {
    let [one, other] = supports else { return None };
    if one.len() != other.len() || payoffs.shape().players() != 2 {
        return None;
    }
    // Ranges of payoffs are what they are, and so is what follows from them
    let ranges = payoffs.max_bits() < BITS;
    let mut bits = BITS;
    while bits <= payoffs.max_bits().max(BITS) {
        let boxes = side(payoffs, 1, supports, bits).zip(side(payoffs, 0, supports, bits));
        if let Some((first, second)) = boxes
            && (ranges || first.iter().chain(&second).all(narrow))
        {
            let boxes = vec![
                widened(&first, one, payoffs.shape().strategies()[0]),
                widened(&second, other, payoffs.shape().strategies()[1]),
            ];
            let middle = |strategy: &Vec<(Rational, Rational)>| {
                let sums: Vec<Rational> = strategy
                    .iter()
                    .map(|(low, high)| {
                        let mut sum = low.clone();
                        sum += high;
                        sum
                    })
                    .collect();
                to_distribution(&sums)
            };
            let profile = Profile::new(boxes.iter().map(middle).collect());
            return Some((profile, Certificate::Enclosure(boxes)));
        }
        bits *= 2;
    }
    None
}

/// Bounds of what `player` gets when everybody plays within these boxes. `None` when a payoff or
/// the result cannot be bounded.
pub fn expected_within(
    payoffs: &Payoffs,
    player: usize,
    boxes: &[Vec<(Rational, Rational)>],
) -> Option<(Rational, Rational)> {
    let bits = Bits::new(BITS as usize);
    let shape = payoffs.shape();
    let mut cells = vec![(0, Wide::from_rational_bits(&Rational::one(), bits))];
    for (other, strategy) in boxes.iter().enumerate() {
        let mut longer = Vec::new();
        for (index, weight) in &cells {
            for (place, (low, high)) in strategy.iter().enumerate() {
                if high.is_zero() {
                    continue;
                }
                let mut product = weight.clone();
                product *= &Wide::new(low, high, bits)?;
                longer.push((index + place * shape.stride(other), product));
            }
        }
        cells = longer;
    }
    let mut sum = Wide::zero();
    for (index, weight) in &cells {
        sum.add_product(weight, &payoffs.wide(player, *index, BITS)?);
    }
    sum.to_interval().bounds()
}

fn narrow((low, high): &(Rational, Rational)) -> bool {
    let mut scaled = high.minus(low);
    scaled *= &Rational::integer(WIDTH);
    scaled <= Rational::one()
}

/// The probabilities with which the opponent of `player` makes `player` indifferent.
fn side(
    payoffs: &Payoffs,
    player: usize,
    supports: &[Support],
    bits: u32,
) -> Option<Vec<(Rational, Rational)>> {
    let (own, mixed) = (&supports[player], &supports[1 - player]);
    let payoff = |mine: usize, theirs: usize| {
        let profile = if player == 0 { [mine, theirs] } else { [theirs, mine] };
        payoffs.wide(player, payoffs.shape().index(&profile), bits)
    };
    let n = mixed.len() + 1;
    let mut entries = Vec::with_capacity(n * n);
    for &i in own {
        for &j in mixed {
            entries.push(payoff(i, j)?);
        }
        entries.push(Wide::minus_one());
    }
    entries.extend(mixed.iter().map(|_| Wide::one()));
    entries.push(Wide::zero());
    let mut right = vec![Wide::zero(); n];
    right[n - 1] = Wide::from_rational_bits(&Rational::one(), Bits::new(bits as usize));
    let mut solution = solve_certain(&Matrix::new(n, n, entries)?, &right)?;
    let value = solution.pop()?;
    if solution.iter().any(|p| p.certain_sign() != Some(Sign::Positive)) {
        return None;
    }
    for i in (0..payoffs.shape().strategies()[player]).filter(|i| !own.contains(i)) {
        let mut gain = Wide::zero();
        gain -= &value;
        for (p, &j) in solution.iter().zip(mixed) {
            gain.add_product(p, &payoff(i, j)?);
        }
        if gain.certain_sign() != Some(Sign::Negative) {
            return None;
        }
    }
    solution.iter().map(Certain::bounds).collect()
}

fn widened(
    strategy: &[(Rational, Rational)],
    support: &[usize],
    count: usize,
) -> Vec<(Rational, Rational)> {
    let mut all = vec![(Rational::zero(), Rational::zero()); count];
    for (bounds, &i) in strategy.iter().zip(support) {
        all[i] = bounds.clone();
    }
    all
}
