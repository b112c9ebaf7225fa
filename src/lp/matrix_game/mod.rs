//! Matrix games: two players, of whom one gets what the other pays. Exact value and optimal
//! strategies.
//!
//! Sources: J. von Neumann, "Zur Theorie der Gesellschaftsspiele", *Mathematische Annalen* 100
//! (1928), 295–320 (`vonneumann1928`); for when optimal strategies are unique, H. F. Bohnenblust,
//! S. Karlin and L. S. Shapley, "Solutions of discrete, two-person games", in *Contributions to the
//! Theory of Games I*, Princeton University Press, 1950, 51–72 (`bohnenblust1950`).

mod faces;
mod float;
mod kernel;
mod search;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use serde::Serialize;

use super::exact::{solve_cold, solve_near};
use super::float::Pattern;
use super::{Answer, FoundBy, Limit, Program, Proved, Relation, Stopped};
use crate::linalg::{Against, Fractions, Matrix};
use crate::num::{Rational, Ring, Scalar, Sign, Tolerance};
use kernel::Basic;
use search::{Guess, Kernel, search};

pub use faces::Extreme;
pub use float::solve_float;

/// The solution of a matrix game, in exact numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MatrixGame {
    /// What the row player can secure, and the column player can hold them to.
    pub value: Rational,
    /// An optimal mixed strategy of the row player, who maximises: one probability for each row.
    pub row: Vec<Rational>,
    /// One of the column player, who minimises: one probability for each column.
    pub column: Vec<Rational>,
    /// Whether both strategies are the only optimal ones.
    pub unique: bool,
    /// How the solution was found.
    pub found_by: FoundBy,
}

impl MatrixGame {
    /// Whether this solves the game with these payoffs, in exact arithmetic: both strategies are
    /// probabilities, and each alone holds the payoff to the value. Says nothing of uniqueness.
    pub fn check(&self, payoffs: &Matrix<Rational>) -> bool {
        let is_mixed = |probabilities: &[Rational], count: usize| {
            let ones = Fractions::new(&vec![Rational::one(); count]);
            probabilities.len() == count
                && probabilities.iter().all(|p| p.signum() != Sign::Negative)
                && Fractions::new(probabilities).dot(&ones) == Rational::one()
        };
        is_mixed(&self.row, payoffs.rows())
            && is_mixed(&self.column, payoffs.columns())
            && compared(payoffs, &self.column, &self.value).all(Ordering::is_le)
            && compared(&payoffs.transposed(), &self.row, &self.value).all(Ordering::is_ge)
    }
}

/// Solves the game in which the row player gets `payoffs[(i, j)]` from the column player.
///
/// # Errors
/// [`Stopped`] when the exact simplex method is needed and reaches the limit.
///
/// # Complexity
/// For few or short payoffs that of the exact simplex method within machine words; otherwise of a
/// float search (for n × n random payoffs about 6 n pivots of n² multiplications each), and of two
/// exact linear systems as large as the number of strategies in use, unless ties mislead the floats
/// and the exact simplex method must finish.
///
/// # Examples
/// ```
/// use equil::linalg::Matrix;
/// use equil::lp::{Limit, matrix_game};
/// use equil::num::Rational;
///
/// let payoffs = Matrix::new(2, 2, [3, 0, 1, 2].map(Rational::integer).to_vec()).unwrap();
/// let game = matrix_game::solve(&payoffs, Limit::default())?;
/// assert_eq!(game.value.to_string(), "3/2");
/// assert_eq!(game.row[0].to_string(), "1/4");
/// assert!(game.unique && game.check(&payoffs));
/// # Ok::<(), equil::lp::Stopped>(())
/// ```
pub fn solve(payoffs: &Matrix<Rational>, limit: Limit) -> Result<MatrixGame, Stopped> {
    solve_watched(payoffs, limit, &|| true)
}

/// As [`solve`]; `proceed` is asked between pivots of the float search, and before what comes after
/// it, and ends the search where it says no.
///
/// # Errors
/// [`Stopped`] when it does, and when the exact simplex method reaches the limit.
pub fn solve_watched(
    payoffs: &Matrix<Rational>,
    limit: Limit,
    proceed: &dyn Fn() -> bool,
) -> Result<MatrixGame, Stopped> {
    if let Some(game) = saddle_point(payoffs) {
        return Ok(game);
    }
    let positive = Positive::new(payoffs);
    if positive.is_short() {
        return positive.cold(payoffs, limit);
    }
    let guess = positive.guess(proceed);
    if !proceed() {
        return Err(Stopped { pivots: 0 });
    }
    let Some(guess) = guess else { return positive.cold(payoffs, limit) };
    if let Some(basic) = kernel::solved(&positive.payoffs, &guess.kernel) {
        return Ok(positive.game(basic));
    }
    let (column, row) = positive.patterns(&guess);
    let answer = solve_near(&positive.program(), &column, Some(&row), limit)?;
    Ok(positive.solution(payoffs, answer))
}

/// All extreme optimal strategies of both players: every optimal strategy is a mixture of these.
///
/// `solution` is that of [`solve`]. `None` if there are, on the way or in the end, more than
/// `at_most` for a player, or `proceed`, which is asked now and then, says no.
///
/// # Complexity
/// Where only the strategies of `solution` are optimal, a comparison for each pure strategy;
/// otherwise that of the double description method in as many dimensions as pure strategies are
/// optimal beyond those that a basic solution uses.
///
/// # Examples
/// ```
/// use equil::linalg::Matrix;
/// use equil::lp::{Limit, matrix_game};
/// use equil::num::Rational;
///
/// // The two rows are the same
/// let payoffs = Matrix::new(2, 2, [3, 1, 3, 1].map(Rational::integer).to_vec()).unwrap();
/// let game = matrix_game::solve(&payoffs, Limit::default())?;
/// let extreme = matrix_game::extreme(&payoffs, &game, 100, &|| true).unwrap();
/// assert_eq!((extreme.rows.len(), extreme.columns.len()), (2, 1));
/// # Ok::<(), equil::lp::Stopped>(())
/// ```
pub fn extreme(
    payoffs: &Matrix<Rational>,
    solution: &MatrixGame,
    at_most: usize,
    proceed: &dyn Fn() -> bool,
) -> Option<Extreme> {
    let positive = Positive::new(payoffs).payoffs;
    // The columns' player sees the game negated; that is made positive in its own way
    let negated = payoffs.transposed().map(Rational::negated);
    let other = Positive::new(&negated).payoffs;
    let tight =
        |payoffs: &Matrix<Rational>, strategy: &[Rational], value: &Rational| -> Vec<usize> {
            let orders = compared(payoffs, strategy, value);
            orders.enumerate().filter(|(_, o)| o.is_eq()).map(|(i, _)| i).collect()
        };
    let best_rows = tight(payoffs, &solution.column, &solution.value);
    let best_columns = tight(&negated, &solution.row, &solution.value.negated());
    Some(Extreme {
        rows: faces::vertices(&positive, &best_rows, &solution.column, at_most, proceed)?,
        columns: faces::vertices(&other, &best_columns, &solution.row, at_most, proceed)?,
    })
}

/// How what each row earns against a mixed strategy of the column player compares with `value`.
fn compared<'a>(
    payoffs: &'a Matrix<Rational>,
    column: &[Rational],
    value: &'a Rational,
) -> impl Iterator<Item = Ordering> + use<'a> {
    let against = Against::new(column, value);
    payoffs.iter_rows().map(move |row| against.compare(row))
}

/// A solution in pure strategies: the first row that secures most, and the first column that
/// concedes least, if that is the same.
fn saddle_point(payoffs: &Matrix<Rational>) -> Option<MatrixGame> {
    // The first row wins ties
    let secured = payoffs.iter_rows().map(|row| row.iter().min());
    let (best, value) = secured.enumerate().rev().max_by(|a, b| a.1.cmp(&b.1))?;
    let conceded = |j: usize| (0..payoffs.rows()).map(|i| &payoffs[(i, j)]).max();
    let least = (0..payoffs.columns()).find(|&j| conceded(j) == value)?;
    let pure = |count: usize, chosen: usize| -> Vec<Rational> {
        (0..count).map(|k| Rational::integer((k == chosen).into())).collect()
    };
    let value = value?;
    // Strict on both sides
    let unique = (0..payoffs.columns()).all(|j| j == least || payoffs[(best, j)] > *value)
        && (0..payoffs.rows()).all(|i| i == best || payoffs[(i, least)] < *value);
    Some(MatrixGame {
        value: value.clone(),
        row: pure(payoffs.rows(), best),
        column: pure(payoffs.columns(), least),
        unique,
        found_by: FoundBy::Inspection,
    })
}

/// The game with payoffs (x − least) / unit + 1, which are at least 1 and hence have a positive
/// value.
struct Positive {
    payoffs: Matrix<Rational>,
    least: Rational,
    unit: Rational,
    /// The payoffs brought to between 0 and 1.
    floats: Vec<Vec<f64>>,
}

impl Positive {
    fn new(payoffs: &Matrix<Rational>) -> Self {
        let least = payoffs.entries().iter().min().expect("a matrix has entries").clone();
        let above = payoffs.map(|x| x.minus(&least));
        // Integers without a common divisor make the shortest programs
        let unit = Fractions::new(above.entries()).unit();
        let inverse = unit.recip().expect("units are positive");
        let payoffs = above.map(|x| {
            let mut scaled = x.clone();
            scaled *= &inverse;
            scaled += &Rational::one();
            scaled
        });
        let range = payoffs.entries().iter().max().map_or(1.0, Rational::nearest_f64);
        let float = |x: &Rational| (x.nearest_f64() - 1.0) / range;
        let floats = payoffs.iter_rows().map(|row| row.iter().map(float).collect()).collect();
        Self { payoffs, least, unit, floats }
    }

    /// The column player's program: weights that hold every row to 1, as many as possible. Their
    /// sum is 1 / value; the dual values are weights of the row player.
    fn program(&self) -> Program {
        let mut program = Program::maximise(vec![Rational::one(); self.payoffs.columns()]);
        for row in self.payoffs.iter_rows() {
            program.add_row(row.to_vec(), Relation::AtMost, Rational::one());
        }
        program
    }

    fn cold(&self, original: &Matrix<Rational>, limit: Limit) -> Result<MatrixGame, Stopped> {
        Ok(self.solution(original, solve_cold(&self.program(), limit)?))
    }

    /// Whether the exact simplex method stays within machine words: its numbers are minors of the
    /// payoffs, hence of at most so many bits (Hadamard's bound).
    fn is_short(&self) -> bool {
        let size = self.size() + 1;
        let most = self.payoffs.entries().iter().map(Rational::bits).max().unwrap_or(0);
        let order = (usize::BITS - size.leading_zeros()) as usize;
        2 * size * most + size * order <= 2 * 126
    }

    /// The most strategies that a basic solution can use.
    fn size(&self) -> usize {
        self.payoffs.rows().min(self.payoffs.columns())
    }

    /// Where the solution should be: by the search of this module, or else by the library.
    fn guess(&self, proceed: &dyn Fn() -> bool) -> Option<Guess> {
        search(&self.floats, proceed).or_else(|| {
            if !proceed() {
                return None;
            }
            let (row, column) = float::optimal(&self.floats)?;
            let used = |p: &[f64]| (0..p.len()).filter(|&i| differs(p[i])).collect();
            let kernel = Kernel { rows: used(&row), columns: used(&column) };
            Some(Guess { kernel, row, column })
        })
    }

    /// Which strategies both players use, and which are worse for them, according to floats: first
    /// the column player's, then the row player's.
    fn patterns(&self, guess: &Guess) -> (Pattern, Pattern) {
        let (earned, conceded) = float::earnings(&self.floats, &guess.row, &guess.column);
        let (least, most) = float::guarantees(&self.floats, &guess.row, &guess.column);
        let value = f64::midpoint(least, most);
        let pattern = |strategy: &[f64], payoffs: &[f64]| Pattern {
            support: strategy.iter().map(|p| differs(*p)).collect(),
            slack: payoffs.iter().map(|x| differs(x - value)).collect(),
        };
        (pattern(&guess.column, &earned), pattern(&guess.row, &conceded))
    }

    /// A solution in the units of the original payoffs: value = (own value − 1) · unit + least.
    fn game(&self, basic: Basic) -> MatrixGame {
        let Basic { mut value, row, column, unique } = basic;
        value -= &Rational::one();
        value *= &self.unit;
        value += &self.least;
        MatrixGame { value, row, column, unique, found_by: FoundBy::FloatRepaired }
    }

    fn solution(&self, original: &Matrix<Rational>, answer: Answer) -> MatrixGame {
        let Proved::Optimal { value: sum, primal, dual } = answer.proved else {
            unreachable!("the weights are bounded, and 0 is allowed")
        };
        let divided = |weights: Vec<Rational>| -> Vec<Rational> {
            weights
                .into_iter()
                .map(|mut weight| {
                    weight /= &sum;
                    weight
                })
                .collect()
        };
        let (column, row) = (divided(primal), divided(dual));
        // 1 / sum = (value − least) / unit + 1
        let mut value = sum.recip().expect("positive");
        value -= &Rational::one();
        value *= &self.unit;
        value += &self.least;
        let mut game = MatrixGame { value, row, column, unique: false, found_by: answer.found_by };
        game.unique = is_unique(original, &game);
        game
    }
}

/// Whether both players' strategies in a basic solution, such as all that are found here, are the
/// only optimal ones: exactly if every strategy that is not used is worse.
///
/// If so, every optimal strategy makes the same rivals indifferent and uses nothing else, and
/// basic solutions are the only ones of these equations. If not, there are others, by strict
/// complementary slackness (Bohnenblust, Karlin and Shapley 1950).
fn is_unique(payoffs: &Matrix<Rational>, game: &MatrixGame) -> bool {
    let (rows, columns) = (payoffs, payoffs.transposed());
    let mut earned = compared(rows, &game.column, &game.value).zip(&game.row);
    let mut paid = compared(&columns, &game.row, &game.value).zip(&game.column);
    earned.all(|(order, p)| order.is_eq() != p.is_zero())
        && paid.all(|(order, p)| order.is_eq() != p.is_zero())
}

fn differs(x: f64) -> bool {
    x.sign(Tolerance::default()) != Sign::Zero
}
