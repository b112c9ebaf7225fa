//! Bounds of the payoffs that patience can sustain in pure strategies, for any number of players, with lots that everybody sees.
//!
//! From outside: half-spaces. [`outer`] lowers their levels as long as no profile and no continuation inside of all of them reach
//! higher; each level is proved when it is lowered, by a sum of constraints rounded outward. From inside: points that generate each
//! other. [`inner`] guesses them in floats, [`proved`] proves them in exact numbers.

mod directions;
mod hull;
mod inner;
mod outer;
mod patience;
mod polygon;
mod proved;
mod simplex;
mod stage;
#[cfg(test)]
mod tests;

use crate::certify::GeneratedPoint;
use crate::game::{Game, Payoffs, Polygon};
use crate::num::{Rational, Ring};
use crate::repeated::{Opponents, minmax};

use inner::Inner;
use outer::{Line, Outer, is_below_axis};
use stage::Stage;

/// What levels may still fall by when they count as settled, as a part of the range, where nothing else is asked for.
const WIDTH: f64 = 1e-10;
/// Payoffs greater than this are left alone: floats would overflow.
const GREATEST: f64 = 1e100;

/// Bounds of the payoffs of all subgame-perfect equilibria in pure strategies of a repeated game.
#[derive(Clone, Debug)]
pub struct Approximation {
    /// The discount factor of each player.
    pub discounts: Vec<Rational>,
    /// Directions, none of which need have length 1.
    pub directions: Vec<Vec<Rational>>,
    /// What each player's payoffs may be wrong by, where they are not known exactly: else 0. Bounds hold whatever they are; points
    /// inside are equilibria, whatever they are, and give what is said up to as much.
    pub errors: Vec<Rational>,
    /// For each direction a level: no equilibrium gives payoffs with a greater sum of direction(i) · payoff(i).
    pub levels: Vec<Rational>,
    /// For each player what equilibria give at least, and at most; nothing where it is proved that there are none.
    pub ranges: Option<Vec<(Rational, Rational)>>,
    /// Payoffs that equilibria surely give, as do all averages of them, with how they come about; empty where none are known.
    pub inner: Vec<GeneratedPoint>,
    /// The greatest distance, in any of the directions, from the averages of the points inside to the level, rounded up; nothing where
    /// there are no points inside.
    pub gap: Option<f64>,
    /// A lower discount factor at which these points were found, where it is not the same: they hold at higher ones.
    pub patience: Option<Rational>,
    /// Profiles that no equilibrium ever plays, in order.
    pub dropped: Vec<usize>,
    /// How often all levels were lowered.
    pub iterations: usize,
    /// Whether levels had settled: the last time none fell by more than was asked for. They are bounds, settled or not.
    pub converged: bool,
}

/// How many directions, and how long to look.
#[derive(Clone, Copy)]
pub struct ApproximationSettings<'a> {
    /// The number of directions. Both of each axis are always among them, in addition if need be. For two players they are at
    /// equal angles from the first axis on; for more, integer vectors by the sum of the sizes of their entries.
    pub directions: usize,
    /// By how much levels may still fall when they count as settled, as a part of the range of payoffs.
    pub width: f64,
    /// The greatest number of times to lower all levels.
    pub iterations: usize,
    /// What each player's payoffs may be wrong by, at most; nothing where they are exact.
    pub errors: Option<&'a [Rational]>,
    /// Called each time with their number, and again from 0 on while points inside are looked for; whether to go on.
    pub watch: &'a (dyn Fn(usize) -> bool + Sync),
}

impl Default for ApproximationSettings<'_> {
    fn default() -> Self {
        Self { directions: 128, width: WIDTH, iterations: 100_000, errors: None, watch: &|_| true }
    }
}

/// Bounds from outside and from inside of the payoffs of all subgame-perfect equilibria in pure strategies of a repeated game of any
/// number of players, who see what was played and lots before each round; payoffs count δᵗ after t rounds, as averages, with a discount
/// factor of each player. Nothing where these are not between 0 and 1, or payoffs are too great for floats.
///
/// Where discount factors differ, payoffs can be reached that are no averages of the stage game's: players trade the present for the future. What follows
/// counts in each direction by each player's own factor.
///
/// That nothing outside is an equilibrium payoff is proved for every level, also where it had not settled; so is that the points
/// inside are. The inner points always include the pure equilibria of the stage game, and all profiles that can be played for ever
/// under the threat of the worst of these.
///
/// Source: K. L. Judd, Ş. Yeltekin and J. Conklin, "Computing supergame equilibria", *Econometrica* 71 (2003), 1239–1254
/// (`judd2003`).
///
/// Payoffs that are not rational are taken to be rational ones close by ([`nearly`](fn@crate::repeated::nearly)), with [`ApproximationSettings::errors`]: outside, less
/// keeps players from deviating, and levels are farther; inside, more is asked, so that the same plans are equilibria whatever the
/// payoffs are between the bounds.
///
/// # Complexity
/// Each time, for each direction, linear programs in as many variables as there are players for the few profiles that may reach
/// highest, each from the basis of the last time. Levels move by about δ of the distance to where they settle. Memory for a float for
/// each profile and direction.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::{ApproximationSettings, judd_yeltekin_conklin};
///
/// // A prisoner's dilemma: 9 for both, 10 for who betrays, 3 once nobody trusts
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let settings = ApproximationSettings { directions: 32, ..Default::default() };
/// let half = vec![Rational::new(1, 2).unwrap(); 2];
/// let found = judd_yeltekin_conklin(&game, &half, &settings).unwrap();
/// assert!(found.converged);
/// // The set is the polygon (3, 3), (39/4, 3), (9, 9), (3, 39/4)
/// let point = |a, b| [a, b].map(|x| Rational::new(x, 4).unwrap());
/// assert!(found.contains(&point(39, 12)) && !found.contains(&point(43, 12)));
/// let inside = &found.inner;
/// assert!(inside.iter().any(|one| one.payoffs == point(36, 36)));
/// assert!(found.gap.unwrap() < 0.3);
/// ```
pub fn judd_yeltekin_conklin(
    game: &Game<Rational>,
    discounts: &[Rational],
    settings: &ApproximationSettings<'_>,
) -> Option<Approximation> {
    let (zero, one) = (Rational::zero(), Rational::one());
    if discounts.iter().any(|discount| *discount <= zero || *discount >= one) {
        return None;
    }
    let stage = Stage::new(game, discounts, settings.errors)?;
    if !stage.sizes.iter().all(|size| *size < GREATEST) {
        return None;
    }
    let bounds = Bounds::new(&stage, settings);
    let (inner, patience) =
        if bounds.outer.is_empty() { (Vec::new(), None) } else { bounds.inside(&stage, settings) };
    Some(told(&stage, &bounds, inner, patience))
}

/// Levels, and whether they had settled.
struct Bounds<'a> {
    outer: Outer<'a>,
    iterations: usize,
    converged: bool,
}

impl<'a> Bounds<'a> {
    fn new(stage: &'a Stage<'a>, settings: &ApproximationSettings<'_>) -> Self {
        let normals = directions::directions(stage.players(), settings.directions);
        let mut outer = Outer::new(stage, &normals);
        let mut iterations = 0;
        let mut converged = outer.is_empty();
        while !converged && iterations < settings.iterations && (settings.watch)(iterations) {
            iterations += 1;
            let moved = outer.advance();
            converged = moved <= settings.width * stage.range || outer.is_empty();
        }
        outer.drop_impossible();
        Self { outer, iterations, converged }
    }

    /// Points that generate each other, more than profiles that can be played for ever; nothing where floats find none.
    fn generated(
        &self,
        stage: &Stage<'_>,
        settings: &ApproximationSettings<'_>,
    ) -> Option<Vec<GeneratedPoint>> {
        if self.outer.is_empty() {
            return None;
        }
        let stationary = proved::stationary(stage);
        let fixed = stationary.iter().map(|&profile| stage.payoffs(profile)).collect();
        let mut inner = Inner::new(stage, &self.outer, fixed);
        let limit = inner.fall(&self.outer.farthest(), settings)?;
        inner.guesses(&limit).find_map(|guess| proved::proved(stage, &guess, &stationary))
    }

    /// Points that generate each other, and the lower discount factor at which they were found, if it was one.
    fn inside(
        &self,
        stage: &Stage<'_>,
        settings: &ApproximationSettings<'_>,
    ) -> (Vec<GeneratedPoint>, Option<Rational>) {
        if let Some(found) = self.generated(stage, settings) {
            return (found, None);
        }
        let forever = proved::forever(stage, &proved::stationary(stage));
        match patience::less_patient(stage, settings) {
            Some((mut points, discount)) => {
                let known = |one: &GeneratedPoint| points.iter().any(|p| p.payoffs == one.payoffs);
                let more: Vec<_> = forever.into_iter().filter(|one| !known(one)).collect();
                for mut one in more {
                    one.continuation = vec![(points.len(), Rational::one())];
                    points.push(one);
                }
                (points, Some(discount))
            }
            None => (forever, None),
        }
    }
}

fn told(
    stage: &Stage<'_>,
    Bounds { outer, iterations, converged }: &Bounds<'_>,
    inner: Vec<GeneratedPoint>,
    patience: Option<Rational>,
) -> Approximation {
    let exact = |x: f64| Rational::from_f64(x).unwrap_or_else(Rational::zero);
    // What equilibria give is farther than what their plans are worth in the game by no more than payoffs are wrong by
    let level = |line: &Line| {
        let mut level = exact(line.level);
        for (x, error) in line.normal.iter().zip(&stage.errors) {
            level.add_product(&exact(x.abs()), error);
        }
        level
    };
    let lines = &outer.lines;
    let payoffs = Payoffs::from(stage.game.clone());
    let range = |player: usize| {
        let along = |sign: f64| {
            let mut all = lines.iter();
            let line = all.find(|line| {
                let turned: Vec<f64> = line.normal.iter().map(|x| x * sign + 0.0).collect();
                is_below_axis(&turned, player)
            });
            line.map(level)
        };
        let held = minmax(&payoffs, player, Opponents::Pure)?.0.minus(&stage.errors[player]);
        let low = along(1.0)?.negated().max(held);
        Some((low, along(-1.0)?))
    };
    let ranges = (0..stage.players()).map(range).collect();
    let points: Vec<Vec<f64>> = inner
        .iter()
        .map(|point| point.payoffs.iter().map(Rational::nearest_f64).collect())
        .collect();
    // Once for the levels, and once for the points
    let wrong: f64 = stage.errors.iter().map(|error| 2.0 * error.f64_bounds().1.next_up()).sum();
    let gap = lines.iter().map(|line| line.above(&points)).fold(0.0, f64::max);
    let gap = if wrong > 0.0 { (gap + wrong.next_up()).next_up() } else { gap };
    let active = &outer.active;
    Approximation {
        discounts: stage.discounts.to_vec(),
        errors: stage.errors.clone(),
        directions: lines
            .iter()
            .map(|line| line.normal.iter().map(|&x| exact(x)).collect())
            .collect(),
        levels: lines.iter().map(level).collect(),
        ranges: if outer.is_empty() { None } else { ranges },
        gap: (!inner.is_empty()).then_some(gap),
        inner,
        patience,
        dropped: (0..active.len()).filter(|&profile| !active[profile]).collect(),
        iterations: *iterations,
        converged: *converged,
    }
}

impl Approximation {
    /// Whether payoffs are in the outer set: where they are not, no equilibrium gives them.
    pub fn contains(&self, payoffs: &[Rational]) -> bool {
        self.ranges.is_some()
            && self.directions.iter().zip(&self.levels).all(|(direction, level)| {
                let mut value = Rational::zero();
                for (x, payoff) in direction.iter().zip(payoffs) {
                    value.add_product(x, payoff);
                }
                value <= *level
            })
    }

    /// The outer set of two players, exactly; nothing where there are not two.
    ///
    /// # Complexity
    /// The number of directions times that of its corners.
    pub fn outer(&self) -> Option<Polygon> {
        match &self.ranges {
            None => Some(Polygon::default()),
            Some(ranges) => polygon::cut(ranges, &self.directions, &self.levels),
        }
    }

    /// A polygon that contains what any equilibrium gives two of the players, in this order: bounded by those planes that are about
    /// nobody else. Nothing where there are no such players.
    ///
    /// # Complexity
    /// The number of directions times that of its corners.
    ///
    /// # Examples
    /// ```
    /// use equil::game::Game;
    /// use equil::num::Rational;
    /// use equil::repeated::judd_yeltekin_conklin;
    ///
    /// // Three players, each of whom may give the others 1
    /// let given = |player: usize, of: usize| (0..3).filter(|&who| who != player && of >> who & 1 == 1).count();
    /// let payoffs = (0..3).map(|player| (0..8).map(|of| Rational::share(given(player, of), 1)).collect());
    /// let game = Game::new(vec![2, 2, 2], payoffs.collect()).unwrap();
    /// let halves = vec![Rational::new(1, 2).unwrap(); 3];
    /// let found = judd_yeltekin_conklin(&game, &halves, &Default::default()).unwrap();
    /// let both = found.projected([0, 2]).unwrap();
    /// assert!(both.contains(&[2, 2].map(Rational::integer)) && !both.contains(&[3, 2].map(Rational::integer)));
    /// ```
    pub fn projected(&self, pair: [usize; 2]) -> Option<Polygon> {
        let Some(ranges) = &self.ranges else { return Some(Polygon::default()) };
        let ranges = [ranges.get(pair[0])?.clone(), ranges.get(pair[1])?.clone()];
        let about = |direction: &[Rational]| {
            direction.iter().enumerate().all(|(player, x)| pair.contains(&player) || x.is_zero())
        };
        let lines = self.directions.iter().zip(&self.levels).filter(|(all, _)| about(all));
        let (directions, levels): (Vec<Vec<Rational>>, Vec<Rational>) = lines
            .map(|(all, level)| (pair.map(|player| all[player].clone()).to_vec(), level.clone()))
            .unzip();
        polygon::cut(&ranges, &directions, &levels)
    }
}
