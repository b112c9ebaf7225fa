//! What several opponents can hold a player to who choose by lots of their own.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Opponents, minmax};
use crate::game::Payoffs;
use crate::linalg::Matrix;
use crate::lp::{Limit, matrix_game};
use crate::num::{Rational, Ring};
use crate::table::middle;

/// Bounds of the minmax value of a player whose opponents mix independently, and how many parts were looked at.
///
/// What opponents can do together by one lot bounds it from below, and is all there is for one opponent. The mixed strategies of all
/// opponents but the last are cut into parts with few corners; over a part the value is at least that of a game in which the corners
/// are chosen by one lot, and at most that of the last opponent's best answer to the middle of the part: two linear programs, exactly.
/// The part with the least lower bound is halved next, until bounds are at most `width` apart or `most` parts were looked at: to find the value is hard
/// in general (C. Borgs et al., "The myth of the folk theorem", *Games and Economic Behavior* 70 (2010), 34–43, `borgs2010`).
///
/// Nothing where payoffs are not rational, or there is no opponent.
///
/// # Complexity
/// Two matrix games for each part, with a row for each strategy and a column for each combination of corners.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::repeated::{Opponents, independent, minmax};
///
/// // The third player gets 0 for `left` at (a, a), and for `right` at (b, b), else 1
/// let pays = |profile: usize| Rational::integer(i64::from(!matches!(profile, 0 | 7)));
/// let third: Vec<Rational> = (0..8).map(pays).collect();
/// let zeros = vec![Rational::integer(0); 8];
/// let game = Payoffs::from(Game::new(vec![2, 2, 2], vec![zeros.clone(), zeros, third]).unwrap());
/// let half = Rational::new(1, 2).unwrap();
/// assert_eq!(minmax(&game, 2, Opponents::Correlated).unwrap().0, half);
/// let quarters = Rational::new(3, 4).unwrap();
/// let width = Rational::new(1, 1000).unwrap();
/// let ((low, high), _) = independent(&game, 2, &width, 1000, &|_| true).unwrap();
/// assert!(low <= quarters && quarters <= high && low > Rational::new(7, 10).unwrap());
/// ```
pub fn independent(
    payoffs: &Payoffs,
    player: usize,
    width: &Rational,
    most: usize,
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<((Rational, Rational), usize)> {
    let game = payoffs.rational()?;
    let shape = payoffs.shape();
    let opponents: Vec<usize> = (0..shape.players()).filter(|&other| other != player).collect();
    let (&last, others) = opponents.split_last()?;
    let search = Search { game, player, others, last };
    let whole: Vec<Cell> = others
        .iter()
        .map(|&other| {
            let count = shape.strategies()[other];
            let corner = |at: usize| {
                (0..count).map(|k| Rational::integer(i64::from(k == at))).collect::<Vec<_>>()
            };
            (0..count).map(corner).collect()
        })
        .collect();
    // Pure strategies are mixed ones, too
    let pure = minmax(payoffs, player, Opponents::Pure)?.1;
    let mut high = search.value(&middles(&whole))?.min(pure);
    let mut parts = BinaryHeap::new();
    parts.push(Part { low: search.value(&whole)?, cells: whole });
    let mut looked = 1;
    loop {
        let least = parts.peek()?.low.clone().min(high.clone());
        let near = high.minus(&least) <= *width;
        if near || looked >= most || !watch(looked) {
            return Some(((least, high), looked));
        }
        let Some(Part { cells, .. }) = parts.pop() else { return Some(((least, high), looked)) };
        for half in halves(&cells)? {
            looked += 1;
            high = high.min(search.value(&middles(&half))?);
            let low = search.value(&half)?;
            parts.push(Part { low, cells: half });
        }
    }
}

/// Mixed strategies of one opponent: the averages of some.
type Cell = Vec<Vec<Rational>>;

/// Where the opponents may be.
struct Part {
    low: Rational,
    cells: Vec<Cell>,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    /// The least lower bound first; of several the one that comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.low.cmp(&self.low).then_with(|| other.cells.cmp(&self.cells))
    }
}

struct Search<'a> {
    game: &'a crate::game::Game<Rational>,
    player: usize,
    others: &'a [usize],
    last: usize,
}

impl Search<'_> {
    /// The value of the game in which one lot chooses a corner for each of the others, and a strategy of the last opponent.
    fn value(&self, cells: &[Cell]) -> Option<Rational> {
        let shape = self.game.shape();
        let payoffs = self.game.payoffs(self.player);
        let own = shape.strategies()[self.player];
        // Of each combination of corners: pure profiles of the others, and how probable they are
        let mut combinations: Vec<Vec<(usize, Rational)>> = vec![vec![(0, Rational::one())]];
        for (&other, cell) in self.others.iter().zip(cells) {
            let longer = combinations.iter().flat_map(|combination| {
                cell.iter().map(move |corner| {
                    let mut all = Vec::new();
                    for (index, weight) in combination {
                        for (strategy, p) in corner.iter().enumerate().filter(|(_, p)| !p.is_zero())
                        {
                            let mut product = weight.clone();
                            product *= p;
                            all.push((index + strategy * shape.stride(other), product));
                        }
                    }
                    all
                })
            });
            combinations = longer.collect();
        }
        let answers = shape.strategies()[self.last];
        let mut entries = Vec::with_capacity(own * combinations.len() * answers);
        for strategy in 0..own {
            let mine = strategy * shape.stride(self.player);
            for combination in &combinations {
                for answer in 0..answers {
                    let mut sum = Rational::zero();
                    for (index, weight) in combination {
                        sum.add_product(
                            weight,
                            &payoffs[index + mine + answer * shape.stride(self.last)],
                        );
                    }
                    entries.push(sum);
                }
            }
        }
        let matrix = Matrix::new(own, combinations.len() * answers, entries)?;
        Some(matrix_game::solve(&matrix, Limit::default()).ok()?.value)
    }
}

/// The middle of each cell alone.
fn middles(cells: &[Cell]) -> Vec<Cell> {
    cells
        .iter()
        .map(|cell| {
            let share = Rational::share(1, cell.len());
            let sum = |strategy: usize| {
                let mut sum = Rational::zero();
                for corner in cell {
                    sum.add_product(&share, &corner[strategy]);
                }
                sum
            };
            vec![(0..cell[0].len()).map(sum).collect()]
        })
        .collect()
}

/// Both halves of a part, cut through the longest side of a cell. Nothing where all cells are points.
fn halves(cells: &[Cell]) -> Option<[Vec<Cell>; 2]> {
    let mut longest: Option<(Rational, usize, usize, usize)> = None;
    for (place, cell) in cells.iter().enumerate() {
        for one in 0..cell.len() {
            for two in one + 1..cell.len() {
                let apart = cell[one].iter().zip(&cell[two]).map(|(a, b)| a.minus(b).abs());
                let length = apart.max()?;
                if longest.as_ref().is_none_or(|(most, ..)| length > *most) {
                    longest = Some((length, place, one, two));
                }
            }
        }
    }
    let (length, place, one, two) = longest?;
    if length.is_zero() {
        return None;
    }
    let between: Vec<Rational> =
        cells[place][one].iter().zip(&cells[place][two]).map(|(a, b)| middle(a, b)).collect();
    Some([one, two].map(|replaced| {
        let mut half = cells.to_vec();
        half[place][replaced].clone_from(&between);
        half
    }))
}
