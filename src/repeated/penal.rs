//! Paths under the worst punishments that are equilibria themselves.

use super::abreu_sannikov::{Settings, abreu_sannikov};
use super::judd_yeltekin_conklin::{ApproximationSettings, judd_yeltekin_conklin};
use super::minmax::pure_minmax;
use super::sustained::{Piece, Sustained, sustained};
use super::{After, Deviation, Path, Threat, deviations};
use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring};
use crate::roots::RealRoot;
use crate::table::middle;

/// What the worst equilibrium for each player gives them at a discount factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worst {
    /// There is no equilibrium in pure strategies: proved.
    None,
    /// No equilibrium gives a player less than the first numbers; some give no more than the second, where any are known.
    Between(Vec<Rational>, Option<Vec<Rational>>),
}

impl Worst {
    /// The payoffs, if they are known exactly.
    fn exact(&self) -> Option<&[Rational]> {
        match self {
            Self::Between(least, Some(most)) if least == most => Some(least),
            _ => None,
        }
    }
}

/// Finds which discount factors sustain paths under optimal penal codes, with the payoff sets that it has looked at.
pub struct PenalCodes<'a> {
    game: &'a Game<Rational>,
    payoffs: Payoffs,
    /// Nobody is ever held lower than this.
    floor: Vec<Rational>,
    seen: Vec<(Rational, Worst)>,
    watch: &'a (dyn Fn(u64, u64) -> bool + Sync),
}

/// Stretches of discount factors shorter than 2⁻ⁿ are left open.
const SHORTEST: usize = 40;

/// So are those next to 1 that are shorter than this.
const SHORTEST_AT_ONE: usize = 16;

/// The greatest number of payoff sets for one path; of bounds of more than two players, which take longer.
const SETS: usize = 120;
const BOUNDS: usize = 24;

/// So often these bounds are lowered.
const LOWERED: usize = 400;

/// Sets at one discount factor are left as they are after so many steps.
const STEPS: usize = 3000;

/// Discount factors of more bits than this are not tried for being critical.
const SIMPLE: usize = 48;

/// A stretch of discount factors, with what is known at its ends.
struct Stretch {
    low: (Rational, Worst),
    high: (Rational, Worst),
}

impl<'a> PenalCodes<'a> {
    /// Of a game of two or more players. `watch` is called with the number of sets made, and the same again since nobody knows how
    /// many there will be, and says whether to go on.
    pub fn new(
        game: &'a Game<Rational>,
        watch: &'a (dyn Fn(u64, u64) -> bool + Sync),
    ) -> Option<Self> {
        let payoffs = Payoffs::from(game.clone());
        let floor = (0..game.players()).map(|player| pure_minmax(game, player)).collect();
        (game.players() >= 2).then_some(Self { game, payoffs, floor, seen: Vec::new(), watch })
    }

    /// Which discount factors sustain a path in an equilibrium in pure strategies: one who deviates gets the worst equilibrium
    /// for them, which need be no repetition of an equilibrium of the stage game. `of` says which deviations to look at: those
    /// of one player, or all. Nothing when `watch` said to stop.
    ///
    /// With lots that everybody sees the set of equilibrium payoffs only grows with patience, so the worst equilibria between two
    /// discount factors are no better than those at the lower one, and no worse than those at the upper one. That gives bounds for
    /// whole stretches, which are halved until they tell; where the worst payoffs are known to be the same at both ends, answers in
    /// between are exact. Of two players the sets are those of [`abreu_sannikov`], of more the bounds of [`judd_yeltekin_conklin`].
    ///
    /// Source: D. Abreu, "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (1988), 383–396
    /// (`abreu1988`); for the monotonicity: D. Abreu, D. Pearce and E. Stacchetti, "Toward a theory of discounted repeated games with
    /// imperfect monitoring", *Econometrica* 58 (1990), 1041–1063 (`abreu1990`).
    ///
    /// # Complexity
    /// Up to some hundred payoff sets, most of them next to discount factors at which the worst equilibria change.
    ///
    /// # Examples
    /// ```
    /// use equil::game::Game;
    /// use equil::num::Rational;
    /// use equil::repeated::{Path, PenalCodes};
    ///
    /// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
    /// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
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
        let floor = self.floor.clone();
        let mut open = vec![Stretch {
            low: (Rational::zero(), self.impatient()),
            high: (Rational::one(), Worst::Between(floor, None)),
        }];
        let (mut surely, mut possibly) = (Vec::new(), Vec::new());
        let before = self.seen.len();
        let most = if self.game.players() == 2 { SETS } else { BOUNDS };
        while let Some(stretch) = widest(&mut open) {
            let found = self.within(path, of, &stretch);
            let split = match &found {
                Some(found) if !is_settled(found) => {
                    if self.seen.len() - before < most {
                        split(&stretch, found)
                    } else {
                        None
                    }
                }
                _ => None,
            };
            match split {
                Some(between) => {
                    let worst = self.worst(&between)?;
                    let at = (between, worst);
                    open.push(Stretch { low: stretch.low, high: at.clone() });
                    open.push(Stretch { low: at, high: stretch.high });
                }
                None => {
                    if let Some(found) = found {
                        surely.extend(found.surely);
                        possibly.extend(found.possibly);
                    }
                }
            }
        }
        Some(Sustained { surely: Piece::joined(surely), possibly: Piece::joined(possibly) })
    }

    /// What the worst equilibria give at a discount factor, or 0, or 1 as a limit. Nothing when `watch` said to stop.
    pub fn worst(&mut self, discount: &Rational) -> Option<Worst> {
        if discount.is_zero() {
            return Some(self.impatient());
        }
        if *discount == Rational::one() {
            return Some(Worst::Between(self.floor.clone(), None));
        }
        if let Some((_, worst)) = self.seen.iter().find(|(at, _)| at == discount) {
            return Some(worst.clone());
        }
        let made = self.seen.len() as u64;
        if !(self.watch)(made, made.max(1)) {
            return None;
        }
        let mut worst =
            if self.game.players() == 2 { self.exactly(discount) } else { self.roughly(discount) };
        // Bounds may be rounded to below what nobody is ever held to
        if let Worst::Between(least, _) = &mut worst {
            for (least, floor) in least.iter_mut().zip(&self.floor) {
                *least = floor.clone().max(least.clone());
            }
        }
        self.seen.push((discount.clone(), worst.clone()));
        Some(worst)
    }

    /// Where only the present counts, equilibria are those of the stage game.
    fn impatient(&self) -> Worst {
        let profiles = 0..self.game.shape().profiles();
        let stage: Vec<usize> = profiles.filter(|&profile| self.game.is_settled(profile)).collect();
        let least = |player: usize| {
            stage.iter().map(|&profile| self.game.payoffs(player)[profile].clone()).min()
        };
        match (0..self.game.players()).map(least).collect::<Option<Vec<_>>>() {
            Some(worst) => Worst::Between(worst.clone(), Some(worst)),
            None => Worst::None,
        }
    }

    /// Of two players.
    fn exactly(&self, discount: &Rational) -> Worst {
        let made = self.seen.len() as u64;
        let go_on = |_: usize| (self.watch)(made, made.max(1));
        let settings = Settings { steps: STEPS, watch: &go_on, ..Settings::default() };
        let Some(set) = abreu_sannikov(self.game, discount, &settings) else {
            return Worst::Between(self.floor.clone(), None);
        };
        let least = (0..2).map(|player| set.outer.least(player).cloned());
        let Some(least) = least.collect() else { return Worst::None };
        let most = (0..2)
            .map(|player| Some(set.vertices.get(set.threats[player])?.payoff[player].1.clone()));
        Worst::Between(least, most.collect())
    }

    /// Of more.
    fn roughly(&self, discount: &Rational) -> Worst {
        let made = self.seen.len() as u64;
        let go_on = |_: usize| (self.watch)(made, made.max(1));
        let settings =
            ApproximationSettings { iterations: LOWERED, watch: &go_on, ..Default::default() };
        let Some(found) = judd_yeltekin_conklin(self.game, discount, &settings) else {
            return Worst::Between(self.floor.clone(), None);
        };
        let Some(ranges) = found.ranges else { return Worst::None };
        let most = (0..self.game.players())
            .map(|player| found.inner.iter().map(|point| point.payoffs[player].clone()).min());
        Worst::Between(ranges.into_iter().map(|(low, _)| low).collect(), most.collect())
    }

    /// What the ends of a stretch tell about it; nothing where there are no equilibria.
    fn within(
        &self,
        path: &Path,
        of: &dyn Fn(&Deviation) -> bool,
        stretch: &Stretch,
    ) -> Option<Sustained> {
        let Worst::Between(least, _) = &stretch.high.1 else { return None };
        let most = match &stretch.low.1 {
            Worst::Between(_, most) => most.as_ref(),
            Worst::None => None,
        };
        let threat = |(low, high): (&Rational, &Rational)| Threat {
            bounds: (low.clone(), high.clone()),
            combination: None,
        };
        let threats: Vec<Threat> = least.iter().zip(most.unwrap_or(least)).map(threat).collect();
        let mut asked = deviations(&self.payoffs, path, &threats, After::Forever)?;
        asked.retain(|one| of(one));
        let found = sustained(&asked);
        let here = Piece {
            low: RealRoot::exactly(stretch.low.0.clone()),
            high: RealRoot::exactly(stretch.high.0.clone()),
        };
        // The upper end alone is told by the stretch above, if there is one
        let is_end = |one: &Piece| {
            one.low.exact() == Some(&stretch.high.0) && stretch.high.0 < Rational::one()
        };
        let clipped = |pieces: &[Piece]| {
            let common = pieces.iter().filter_map(|one| one.common(&here));
            common.filter(|one| !is_end(one)).collect()
        };
        Some(Sustained {
            // Without an equilibrium there is nothing to threaten with
            surely: if most.is_some() { clipped(&found.surely) } else { Vec::new() },
            possibly: clipped(&found.possibly),
        })
    }
}

/// Takes the widest stretch.
fn widest(open: &mut Vec<Stretch>) -> Option<Stretch> {
    let width = |stretch: &Stretch| stretch.high.0.minus(&stretch.low.0);
    let place = (0..open.len()).max_by_key(|&place| width(&open[place]))?;
    Some(open.swap_remove(place))
}

fn is_settled(found: &Sustained) -> bool {
    let same =
        |one: &Piece, other: &Piece| one.low.is_same(&other.low) && one.high.is_same(&other.high);
    found.surely.len() == found.possibly.len()
        && found.surely.iter().zip(&found.possibly).all(|(one, other)| same(one, other))
}

/// Where to look next: a discount factor at which the worst payoffs of the upper end are just enough, if it is simple (there
/// threats may jump), else the middle. Nothing in a stretch that is short.
fn split(stretch: &Stretch, found: &Sustained) -> Option<Rational> {
    let (low, high) = (&stretch.low.0, &stretch.high.0);
    let shortest = if *high == Rational::one() { SHORTEST_AT_ONE } else { SHORTEST };
    if high.minus(low) <= Rational::share(1, 1 << shortest) {
        return None;
    }
    let is_inside = |at: &&Rational| *at > low && *at < high && at.bits() <= SIMPLE;
    let ends = found.possibly.iter().flat_map(|piece| [piece.low.exact(), piece.high.exact()]);
    let critical = ends.flatten().find(is_inside).filter(|_| stretch.high.1.exact().is_some());
    Some(critical.cloned().unwrap_or_else(|| middle(low, high)))
}
