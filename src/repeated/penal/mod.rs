//! Paths under the worst punishments that are equilibria themselves.

mod least;
mod lot;
mod most;
mod stage;
#[cfg(test)]
mod tests;
mod worst;

use super::sustained::{Piece, Sustained, sustained};
use super::{After, Deviation, Path, Threat, deviations};
use crate::game::Payoffs;
use crate::num::{Rational, Ring};
use crate::roots::RealRoot;
use crate::table::middle;

pub use worst::{PenalCodes, Worst};

/// Stretches of discount factors shorter than 2⁻ⁿ are left open; longer ones where payoffs are known only nearly.
const SHORTEST: usize = 40;
const SHORTEST_NEARLY: usize = 30;

/// So are those next to 1 that are shorter than this.
const SHORTEST_AT_ONE: usize = 16;

/// The greatest number of payoff sets, or of bounds, for one path; of bounds by planes, which take longer.
const SETS: usize = 120;
const PLANES: usize = 12;

/// Planes are not asked about what is open on a shorter stretch than 2⁻ⁿ.
const SHORT: usize = 16;

/// Discount factors of more bits than this are not tried for being critical.
const SIMPLE: usize = 48;

/// Bits of bounds of critical discount factors that are not rational.
const FINE: u32 = 80;

/// A stretch of discount factors, whose ends have been looked at.
#[derive(Clone)]
struct Stretch {
    low: Rational,
    high: Rational,
}

/// What is known about a path on a stretch.
struct Found {
    sustained: Sustained,
    /// Whether the worst payoffs are the same at both ends, so that looking between them tells no more.
    constant: bool,
}

impl PenalCodes<'_> {
    /// Which discount factors sustain a path in an equilibrium in pure strategies: one who deviates gets the worst equilibrium
    /// for them, which need be no repetition of an equilibrium of the stage game. `of` says which deviations to look at: those
    /// of one player, or all. Nothing when `watch` said to stop.
    ///
    /// With lots that everybody sees the set of equilibrium payoffs only grows with patience, so the worst equilibria between two
    /// discount factors are no better than those at the lower one, and no worse than those at the upper one. That gives bounds for
    /// whole stretches, which are halved until they tell; where the worst payoffs are known to be the same at both ends, answers in
    /// between are exact. Of two players whose payoffs are rational the sets are those of [`abreu_sannikov`](fn@crate::repeated::abreu_sannikov). Of others no sets are made
    /// at first: what no equilibrium gives less than is found by linear programs over payoffs that can be reached, and what some give no
    /// more than by penal codes, which [`is_planned`](crate::certify::is_planned) proves. In games that
    /// are not large the bounds of [`judd_yeltekin_conklin`](fn@crate::repeated::judd_yeltekin_conklin) tell more about what is left open then.
    ///
    /// Source: D. Abreu, "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (1988), 383–396
    /// (`abreu1988`); for the monotonicity: D. Abreu, D. Pearce and E. Stacchetti, "Toward a theory of discounted repeated games with
    /// imperfect monitoring", *Econometrica* 58 (1990), 1041–1063 (`abreu1990`).
    ///
    /// # Complexity
    /// Up to some hundred payoff sets, or bounds, most of them next to discount factors at which the worst equilibria change.
    ///
    /// # Examples
    /// ```
    /// use equil::game::{Game, Payoffs};
    /// use equil::num::Rational;
    /// use equil::repeated::{Path, PenalCodes};
    ///
    /// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
    /// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
    /// let mut codes = PenalCodes::new(&game, &|_, _| true).unwrap();
    /// let mut critical = |path: Vec<usize>| {
    ///     codes.sustained(&Path::new(path).unwrap(), &|_| true).unwrap().critical()
    /// };
    /// let seventh = Rational::new(1, 7).unwrap();
    /// assert_eq!(critical(vec![0]), Some((seventh.clone(), seventh)));
    /// // One after the other betrays
    /// let half = Rational::new(2, 7).unwrap();
    /// assert_eq!(critical(vec![1, 2]), Some((half.clone(), half)));
    /// assert_eq!(critical(vec![1]), None);
    /// ```
    pub fn sustained(&mut self, path: &Path, of: &dyn Fn(&Deviation) -> bool) -> Option<Sustained> {
        self.looked(path, of, SETS)
    }

    /// The same, as far as discount factors that have been looked at before tell.
    pub fn known(&mut self, path: &Path, of: &dyn Fn(&Deviation) -> bool) -> Option<Sustained> {
        self.looked(path, of, 0)
    }

    fn looked(
        &mut self,
        path: &Path,
        of: &dyn Fn(&Deviation) -> bool,
        most: usize,
    ) -> Option<Sustained> {
        let whole = Stretch { low: Rational::zero(), high: Rational::one() };
        let (mut open, mut left, mut told) = (vec![whole], Vec::new(), Vec::new());
        let mut monotone = Monotone::new(path);
        let before = self.made;
        while let Some(stretch) = widest(&mut open) {
            if monotone.tells(&stretch) {
                continue;
            }
            let Some(found) = self.within(path, of, &stretch) else { continue };
            monotone.see(&found.sustained);
            if found.constant || is_settled(&found.sustained) {
                told.push(found.sustained);
                continue;
            }
            let between = self.split(&stretch, &found, self.is_exact(&stretch.high));
            let between = between.filter(|between| {
                let is_new = !self.is_known(between);
                // What is open at both ends is open between them
                (!is_new || self.made - before < most) && !self.is_open(path, of, &stretch)
            });
            match between {
                Some(between) => {
                    self.look(&between)?;
                    self.see_at(path, of, &between, &mut monotone);
                    open.push(Stretch { low: stretch.low, high: between.clone() });
                    open.push(Stretch { low: between, high: stretch.high });
                }
                None => left.push(stretch),
            }
        }
        let before = self.made;
        while let Some(stretch) = widest(&mut left) {
            if monotone.tells(&stretch) {
                continue;
            }
            let Some(found) = self.within(path, of, &stretch) else { continue };
            monotone.see(&found.sustained);
            let width = stretch.high.minus(&stretch.low);
            let is_over = found.constant
                || is_settled(&found.sustained)
                || self.made - before >= most.min(PLANES)
                || width <= Rational::share(1, 1 << SHORT);
            if is_over {
                told.push(found.sustained);
                continue;
            }
            // What the upper end says no equilibrium gives less than, and what the lower end says some give no more than
            let next = [&stretch.high, &stretch.low].into_iter().find(|end| self.has_planes(end));
            match next.cloned() {
                Some(end) => {
                    self.look_by_planes(&end)?;
                    self.see_at(path, of, &end, &mut monotone);
                    left.push(stretch);
                }
                None => match self.split(&stretch, &found, false).filter(|_| self.takes_planes()) {
                    Some(between) => {
                        self.look(&between)?;
                        self.look_by_planes(&between)?;
                        self.see_at(path, of, &between, &mut monotone);
                        left.push(Stretch { low: stretch.low, high: between.clone() });
                        left.push(Stretch { low: between, high: stretch.high });
                    }
                    None => told.push(found.sustained),
                },
            }
        }
        let (mut surely, mut possibly) = (Vec::new(), Vec::new());
        for found in told {
            surely.extend(found.surely);
            possibly.extend(found.possibly);
        }
        let found = Sustained { surely: Piece::joined(surely), possibly: Piece::joined(possibly) };
        Some(monotone.filled(found))
    }

    /// Where to look next: a discount factor at which the worst payoffs of the upper end are just enough, if it is simple (there
    /// threats may jump), else the middle. Nothing in a stretch that is short.
    fn split(&self, stretch: &Stretch, found: &Found, is_exact: bool) -> Option<Rational> {
        let (low, high) = (&stretch.low, &stretch.high);
        let shortest = if *high == Rational::one() {
            SHORTEST_AT_ONE
        } else if self.payoffs().rational().is_some() {
            SHORTEST
        } else {
            SHORTEST_NEARLY
        };
        if high.minus(low) <= Rational::share(1, 1 << shortest) {
            return None;
        }
        let is_inside = |at: &&Rational| *at > low && *at < high && at.bits() <= SIMPLE;
        let ends = found
            .sustained
            .possibly
            .iter()
            .flat_map(|piece| [piece.low.exact(), piece.high.exact()]);
        let critical = ends.flatten().find(is_inside).filter(|_| is_exact);
        Some(critical.cloned().unwrap_or_else(|| middle(low, high)))
    }

    /// What the ends of a stretch tell about it; nothing where there are no equilibria.
    fn within(
        &mut self,
        path: &Path,
        of: &dyn Fn(&Deviation) -> bool,
        stretch: &Stretch,
    ) -> Option<Found> {
        let (threats, is_sure) = self.threats(&stretch.low, &stretch.high)?;
        let found = asked(self.payoffs(), path, of, &threats)?;
        let here = Piece {
            low: RealRoot::exactly(stretch.low.clone()),
            high: RealRoot::exactly(stretch.high.clone()),
        };
        // The upper end alone is told by the stretch above, if there is one
        let is_end =
            |one: &Piece| one.low.exact() == Some(&stretch.high) && stretch.high < Rational::one();
        let clipped = |pieces: &[Piece]| {
            let common = pieces.iter().filter_map(|one| one.common(&here));
            common.filter(|one| !is_end(one)).collect()
        };
        let is_known = |(player, threat): (usize, &Threat)| {
            threat.combination.is_some() || self.is_narrow(player, &threat.bounds)
        };
        let constant = is_sure && threats.iter().enumerate().all(is_known);
        Some(Found {
            sustained: Sustained {
                // Without an equilibrium there is nothing to threaten with
                surely: if is_sure { clipped(&found.surely) } else { Vec::new() },
                possibly: clipped(&found.possibly),
            },
            constant,
        })
    }

    /// Whether at neither end of a stretch it is known whether a path is sustained, so that what lies between will not be, either.
    fn is_open(&mut self, path: &Path, of: &dyn Fn(&Deviation) -> bool, stretch: &Stretch) -> bool {
        if self.has_sets() || stretch.high == Rational::one() {
            return false;
        }
        [&stretch.low, &stretch.high].into_iter().all(|end| self.at(path, of, end).is_none())
    }

    /// Keeps in mind where a path is not sustained at a discount factor that has been looked at.
    fn see_at(
        &mut self,
        path: &Path,
        of: &dyn Fn(&Deviation) -> bool,
        at: &Rational,
        monotone: &mut Monotone,
    ) {
        if self.at(path, of, at) == Some(false) {
            monotone.fails(at);
        }
    }

    /// Whether a path is sustained at a discount factor that has been looked at, if that is known.
    fn at(&mut self, path: &Path, of: &dyn Fn(&Deviation) -> bool, at: &Rational) -> Option<bool> {
        let Some((threats, is_sure)) = self.threats(at, at) else { return Some(false) };
        let told = asked(self.payoffs(), path, of, &threats)?.at(at);
        told.filter(|told| is_sure || !told)
    }
}

/// Of one profile for ever: a path that is sustained is sustained by more patience, too. What is lost later counts more, and the
/// worst equilibria are no better.
struct Monotone {
    /// Whether that is the path.
    applies: bool,
    /// From here on it is sustained,
    from: Option<Rational>,
    /// and up to here it is not.
    fails: Option<Rational>,
}

impl Monotone {
    fn new(path: &Path) -> Self {
        Self { applies: path.profiles().len() == 1, from: None, fails: None }
    }

    fn see(&mut self, found: &Sustained) {
        for piece in &found.surely {
            let low = piece.low.within(FINE).1;
            if low < Rational::one() && self.from.as_ref().is_none_or(|from| low < *from) {
                self.from = Some(low);
            }
        }
    }

    fn fails(&mut self, at: &Rational) {
        if self.fails.as_ref().is_none_or(|fails| at > fails) {
            self.fails = Some(at.clone());
        }
    }

    /// Whether all of a stretch is known.
    fn tells(&self, stretch: &Stretch) -> bool {
        self.applies
            && (self.from.as_ref().is_some_and(|from| stretch.low >= *from)
                || self.fails.as_ref().is_some_and(|fails| stretch.high <= *fails))
    }

    fn filled(&self, mut found: Sustained) -> Sustained {
        if !self.applies {
            return found;
        }
        let to_one = |low: RealRoot| Piece { low, high: RealRoot::exactly(Rational::one()) };
        // Where it was seen first, stretches above are not looked at, and the one below does not tell of its upper end
        let seen = self.from.iter().map(|from| RealRoot::exactly(from.clone()));
        let surely = found.surely.first().map(|piece| piece.low.clone()).into_iter().chain(seen);
        let surely = surely.min_by(RealRoot::order).map(to_one);
        if let Some(fails) = &self.fails {
            let above = Piece {
                low: RealRoot::exactly(fails.clone()),
                high: RealRoot::exactly(Rational::one()),
            };
            found.possibly = found.possibly.iter().filter_map(|one| one.common(&above)).collect();
        }
        // What is not looked at since it is known is possible, too
        let first = found.possibly.first().into_iter().chain(&surely);
        let first = first.map(|piece| piece.low.clone()).min_by(RealRoot::order);
        let possibly = first.map(to_one);
        Sustained { surely: surely.into_iter().collect(), possibly: possibly.into_iter().collect() }
    }
}

fn asked(
    payoffs: &Payoffs,
    path: &Path,
    of: &dyn Fn(&Deviation) -> bool,
    threats: &[Threat],
) -> Option<Sustained> {
    let mut asked = deviations(payoffs, path, threats, After::Forever)?;
    asked.retain(|one| of(one));
    Some(sustained(&asked))
}

/// Takes the widest stretch.
fn widest(open: &mut Vec<Stretch>) -> Option<Stretch> {
    let width = |stretch: &Stretch| stretch.high.minus(&stretch.low);
    let place = (0..open.len()).max_by_key(|&place| width(&open[place]))?;
    Some(open.swap_remove(place))
}

fn is_settled(found: &Sustained) -> bool {
    let same =
        |one: &Piece, other: &Piece| one.low.is_same(&other.low) && one.high.is_same(&other.high);
    found.surely.len() == found.possibly.len()
        && found.surely.iter().zip(&found.possibly).all(|(one, other)| same(one, other))
}
