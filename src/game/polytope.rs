//! The best-response polytopes of a two-player game, in integers.

use dashu_int::IBig;

use super::{Labels, Payoffs};
use crate::linalg::Fractions;
use crate::num::{Rational, Ring};

/// The mixed strategies of one player, by what they leave the other: the polytope
/// {z ≥ 0 : Σᵢ aₖᵢ zᵢ ≤ 1 for each strategy k of the other player}, where aₖᵢ > 0 is what the other
/// player gets by k when this one plays i, after a positive affine transformation.
///
/// A point z other than 0 stands for the mixed strategy z / Σ z. A strategy i is *unplayed* where
/// zᵢ = 0, and k is a *best response* where its inequality is tight; both are told by labels
/// ([`Labels`]), so that a set of labels stands for a face. Source: `vonstengel2007`, section 3.3.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs, Polytope};
/// use equil::num::Rational;
///
/// let payoffs = [[3, 2, 0, 3, 5, 6], [3, 2, 3, 2, 6, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![3, 2], payoffs.to_vec()).unwrap());
/// let polytope = Polytope::of(&game, 0).unwrap();
/// assert_eq!((polytope.columns(), polytope.rows()), (3, 2));
/// // 5 (b − least) + (greatest − least), for b of the second player
/// assert_eq!(polytope.small().unwrap(), [15, 10, 15, 10, 30, 5]);
/// ```
#[derive(Clone, Debug)]
pub struct Polytope {
    player: usize,
    columns: usize,
    rows: usize,
    entries: Entries,
    floats: Vec<f64>,
    /// What the floats were divided by.
    unit: f64,
    /// The other player's payoff as a function of the integers: slope and constant.
    payoff: (Rational, Rational),
}

/// Row by row: a row for each strategy of the other player.
#[derive(Clone, Debug)]
enum Entries {
    Small(Vec<i64>),
    Big(Vec<IBig>),
}

/// Payoffs are moved to [1, 6] times their range over 5: far enough from 0 for a sum of them to say
/// something, near enough to 0 to differ.
const LIFT: i64 = 5;

impl Polytope {
    /// The polytope of what `player` plays, in a two-player game with rational payoffs and at most
    /// [`Labels::MOST`] strategies in all; `None` for others.
    pub fn of(payoffs: &Payoffs, player: usize) -> Option<Self> {
        let game = payoffs.rational()?;
        let [first, second] = *game.strategies() else { return None };
        if first + second > Labels::MOST || player > 1 {
            return None;
        }
        let (columns, rows) = if player == 0 { (first, second) } else { (second, first) };
        let integers = Fractions::new(game.payoffs(1 - player));
        // The first player's strategy varies fastest
        let index = |row: usize, column: usize| {
            if player == 0 { row * first + column } else { column * first + row }
        };
        let order = || (0..rows).flat_map(|k| (0..columns).map(move |i| (k, i)));
        let small = integers.small().and_then(|numbers| {
            let numbers: Vec<i64> =
                numbers.iter().map(|&n| n.try_into()).collect::<Result<_, _>>().ok()?;
            let (least, most) = (numbers.iter().min()?, numbers.iter().max()?);
            let range = most.checked_sub(*least)?;
            // Six ranges fit, so that everything in between does
            range.checked_mul(LIFT + 1)?;
            let lifted =
                |(k, i)| if range == 0 { 1 } else { LIFT * (numbers[index(k, i)] - least) + range };
            Some(Entries::Small(order().map(lifted).collect()))
        });
        let entries = small.unwrap_or_else(|| {
            let numbers = integers.to_big();
            let least = numbers.iter().min().cloned().unwrap_or_default();
            let range = numbers.iter().max().cloned().unwrap_or_default() - &least;
            let lifted = |(k, i)| {
                if range.is_zero() {
                    IBig::ONE
                } else {
                    (&numbers[index(k, i)] - &least) * LIFT + &range
                }
            };
            Entries::Big(order().map(lifted).collect())
        });
        let (floats, unit) = floats(&entries);
        let payoff = payoff(game.payoffs(1 - player), &integers.unit());
        Some(Self { player, columns, rows, entries, floats, unit, payoff })
    }

    /// Whose strategies are mixed.
    pub fn player(&self) -> usize {
        self.player
    }

    /// How many strategies are mixed.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many strategies the other player has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The label of the strategy mixed with number `column`.
    pub fn column_label(&self, column: usize) -> usize {
        if self.player == 0 { column } else { self.rows + column }
    }

    /// The label of the other player's strategy `row`.
    pub fn row_label(&self, row: usize) -> usize {
        if self.player == 0 { self.columns + row } else { row }
    }

    /// The integers aₖᵢ, up to one positive factor, if they fit machine words: row by row.
    pub fn small(&self) -> Option<&[i64]> {
        match &self.entries {
            Entries::Small(entries) => Some(entries),
            Entries::Big(_) => None,
        }
    }

    /// The integers of one row.
    pub fn row(&self, row: usize) -> Vec<IBig> {
        let range = row * self.columns..(row + 1) * self.columns;
        match &self.entries {
            Entries::Small(entries) => entries[range].iter().map(|&n| n.into()).collect(),
            Entries::Big(entries) => entries[range].to_vec(),
        }
    }

    /// The other player's payoff, where their best response gets the integer level a: slope and
    /// constant of a function of a.
    pub fn payoff_of_level(&self) -> &(Rational, Rational) {
        &self.payoff
    }

    /// What the other player gets by a best response to a mixed strategy.
    ///
    /// # Complexity
    /// A pass over the coefficients.
    pub fn payoff_against(&self, strategy: &[Rational]) -> Rational {
        let weights = Fractions::new(strategy);
        let scaled = weights.to_big();
        let level =
            |row: usize| -> IBig { self.row(row).iter().zip(&scaled).map(|(a, w)| a * w).sum() };
        let best = (0..self.rows).map(level).max().unwrap_or_default();
        let (slope, constant) = &self.payoff;
        let mut payoff = Rational::from_integer(&best);
        payoff *= &weights.unit();
        payoff *= slope;
        payoff += constant;
        payoff
    }

    /// What the integers were divided by to make [`Polytope::floats`].
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// The numbers aₖᵢ, between 0.2 and 1.2, in floats: row by row.
    pub fn floats(&self) -> &[f64] {
        &self.floats
    }
}

/// Payoffs from the integers: they are n · `unit` for integers n, lifted to a = 5 (n − least) + range.
fn payoff(payoffs: &[Rational], unit: &Rational) -> (Rational, Rational) {
    let least = payoffs.iter().min().cloned().unwrap_or_else(Rational::zero);
    let mut range = payoffs.iter().max().map_or_else(Rational::zero, |most| most.minus(&least));
    if range.is_zero() {
        return (range, least);
    }
    let lift = Rational::new(1, LIFT).expect("not 0");
    let mut slope = unit.clone();
    slope *= &lift;
    range *= &lift;
    (slope, least.minus(&range))
}

/// Between 0.2 and 1.2, and what was divided by.
fn floats(entries: &Entries) -> (Vec<f64>, f64) {
    match entries {
        #[allow(clippy::cast_precision_loss)] // to search with
        Entries::Small(entries) => {
            let unit = entries.iter().copied().max().unwrap_or(1) as f64 / 1.2;
            (entries.iter().map(|&n| n as f64 / unit).collect(), unit)
        }
        Entries::Big(entries) => {
            let most = entries.iter().max().cloned().unwrap_or(IBig::ONE);
            let ratio = |n: &IBig| {
                dashu_ratio::RBig::from_parts_signed(n.clone(), most.clone()).to_f64().value() * 1.2
            };
            (entries.iter().map(ratio).collect(), most.to_f64().value() / 1.2)
        }
    }
}
