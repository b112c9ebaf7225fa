//! Repeated games without lots: which paths of play equilibria in pure strategies take, and what they give.
//!
//! A path is an equilibrium path where, after each of its profiles, what is left of it gives nobody less than deviating once and being
//! punished. [`threats`] bounds the worst punishments from both sides, [`graph`] writes paths as walks (K. Berg and M. Kitti,
//! "Computing equilibria in discounted 2 × 2 supergames", *Computational Economics* 41 (2013), 71–88, `berg2013`), [`extreme`] finds
//! the walks that give least and most, [`count`] counts them, and [`cover`] encloses what they give.

mod count;
mod cover;
mod extreme;
mod floats;
mod graph;
mod lots;
mod play;
mod points;
mod stage;
#[cfg(test)]
mod tests;
mod threats;

use crate::certify::{PathGraph, Play, are_equilibrium_paths};
use crate::game::Game;
use crate::num::{Rational, Ring};

pub use count::{Growth, Many};
pub use cover::Cover;

use graph::{Graph, Side, Size};
use lots::{WithLots, with_lots};
use stage::Stage;
use threats::threats;

/// How much is known of the equilibrium paths of a repeated game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStanding {
    /// There are none: proved.
    Empty,
    /// They are the walks of the graph, and no others.
    Exact,
    /// Walks of the inner graph are some of them, and all of them are walks of the outer graph.
    Between,
    /// They are walks of the outer graph. None is proved, and not that there are none.
    Outer,
}

/// The least and the greatest that equilibria give a player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoffRange {
    /// The least is between these, the same where it is known exactly; the second is missing where no path is proved.
    pub least: (Rational, Option<Rational>),
    /// The greatest is between these; the first is missing where no path is proved.
    pub greatest: (Option<Rational>, Rational),
    /// Paths that give the least and the greatest that are proved.
    pub plays: Option<[Play; 2]>,
}

/// The equilibrium paths of a repeated game.
#[derive(Clone, Debug)]
pub struct EquilibriumPaths {
    /// The discount factor of each player.
    pub discounts: Vec<Rational>,
    /// What is known.
    pub standing: PathStanding,
    /// Of each player the least and the greatest payoff. The least is what the player is punished with.
    pub ranges: Vec<PayoffRange>,
    /// Paths that are surely equilibrium paths: all walks of this graph.
    pub inner: PathGraph,
    /// All equilibrium paths are walks of this one.
    pub outer: PathGraph,
    /// How many walks of either there are.
    pub growth: [Growth; 2],
    /// The Hausdorff dimension of the set of payoffs is between these, if discount factors are the same.
    pub dimension: Option<[f64; 2]>,
    /// Where the payoffs are.
    pub cover: Cover,
    /// Whether it was stopped before graphs were as fine as they may be.
    pub stopped: bool,
}

/// How long to look, and how near to come.
#[derive(Clone, Copy)]
pub struct PathSettings<'a> {
    /// The width of boxes of payoffs, and how finely needs are rounded where they do not repeat themselves, as a part of the range of
    /// payoffs.
    pub width: f64,
    /// For so many rounds needs are followed exactly.
    pub length: usize,
    /// The greatest number of nodes of a graph.
    pub nodes: usize,
    /// Asked now and then whether to go on.
    pub watch: &'a (dyn Fn() -> bool + Sync),
}

/// What [`PathSettings`] are unless something else is said.
const WIDTH: f64 = 1.0 / 128.0;
const LENGTH: usize = 64;
const NODES: usize = 1000;
/// Bits of fractions that are taken as they are.
const SHORT: usize = 48;
/// Of all nodes this part has exact needs at most.
const EXACT: usize = 2;

impl Default for PathSettings<'_> {
    fn default() -> Self {
        Self { width: WIDTH, length: LENGTH, nodes: NODES, watch: &|| true }
    }
}

/// The paths of play that equilibria in pure strategies of a repeated game take, and the payoffs that they give, where players see
/// what was played but no lots; payoffs count δᵗ after t rounds, as averages. Nothing where there is not a discount factor between 0
/// and 1 for each player, or there are more than four players.
///
/// The worst punishments are bounded from below by all paths that nobody leaves when threats are as low as they may be, again and
/// again, and from above by paths that hold each other up (`abreu1988`); nor do equilibria without lots give two players who count the
/// future alike less, or more, than those with them. Where both meet they are exact, and so are the paths where
/// what they ask repeats itself, or is soon given anyway, so that the inner and the outer graph have the same walks.
/// More patience need not sustain more payoffs without lots: the most that an efficient equilibrium of a prisoner's dilemma gives is
/// not monotone (G. Mailath, I. Obara and T. Sekiguchi, "The maximum efficient equilibrium payoff in the repeated prisoners' dilemma",
/// CARESS Working Paper 00-20, 2000, `mailath2000`).
///
/// Source: K. Berg and M. Kitti, "Computing equilibria in discounted 2 × 2 supergames", *Computational Economics* 41 (2013), 71–88
/// (`berg2013`); "Equilibrium paths in discounted supergames", Aboa Centre for Economics, Discussion paper 96 (2016) (`berg2016`).
///
/// # Complexity
/// Some graphs of at most so many nodes as the settings say, with an exact comparison for each arc; for the boxes one pass over all
/// profiles for each cell and round, until they settle.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::{Many, PathStanding, berg_kitti};
///
/// // A prisoner's dilemma: 9 for both, 10 for who betrays, 3 once nobody trusts
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let paths = |n, d| {
///     let discounts = vec![Rational::new(n, d).unwrap(); 2];
///     berg_kitti(&game, &discounts, &Default::default()).unwrap()
/// };
/// // Only betrayal, then also trust, after any number of rounds without it
/// let impatient = paths(1, 8);
/// assert_eq!(impatient.standing, PathStanding::Exact);
/// assert_eq!(impatient.growth[0].many, Many::Finite(Rational::integer(1)));
/// assert_eq!(paths(1, 7).growth[0].many, Many::Countable);
/// ```
pub fn berg_kitti(
    game: &Game<Rational>,
    discounts: &[Rational],
    settings: &PathSettings<'_>,
) -> Option<EquilibriumPaths> {
    if game.players() > cover::PLAYERS || !fits(game) {
        return None;
    }
    let mut stage = Stage::new(game, discounts)?;
    let go_on = || (settings.watch)();
    let lots = if stage.empty { None } else { with_lots(game, discounts, settings.watch) };
    match &lots {
        Some(WithLots::Nothing) => stage.empty = true,
        Some(WithLots::Within(ranges)) => {
            for (player, (low, _)) in ranges.iter().enumerate() {
                // Long fractions would stay long in whatever comes of them
                let low = if low.bits() <= SHORT {
                    low.clone()
                } else {
                    stage.rounded(player, low, false)
                };
                if low > stage.floor[player] {
                    stage.floor[player] = low;
                }
            }
        }
        None => (),
    }
    let limit = Size {
        exact: settings.nodes / EXACT,
        step: Rational::from_f64(settings.width).unwrap_or_else(Rational::one),
        most: settings.nodes,
        length: settings.length,
    };
    let found = threats(&stage, &limit, &go_on);
    let known = found.high.as_ref().map(|(high, plays)| (&high[..], &plays[..]));
    let mut empty = found.empty;
    // Whatever is played, until more is known
    let mut outer = if empty { Graph::default() } else { Graph::free(&stage) };
    let mut inner = Graph::default();
    for size in [&found.size, &limit] {
        if empty || (known.is_some() && outer.is_same(&inner)) {
            break;
        }
        if let Some(graph) = Graph::build(&stage, &found.low, Side::Outer, size, &go_on) {
            outer = graph.merged();
            empty = outer.is_empty();
        }
        if let Some((high, _)) = known
            && let Some(graph) = Graph::build(&stage, high, Side::Inner, size, &go_on)
        {
            inner = graph.merged();
        }
    }
    let stopped = !go_on();
    let standing = if empty {
        PathStanding::Empty
    } else if known.is_none() {
        PathStanding::Outer
    } else if outer.is_same(&inner) {
        PathStanding::Exact
    } else {
        PathStanding::Between
    };
    let growth = [inner.growth(&stage), outer.growth(&stage)];
    let dimension = dimension(discounts, &growth);
    let ranges = (0..stage.players())
        .map(|player| {
            let mut range = range(&stage, player, &found, [&inner, &outer]);
            if let Some(WithLots::Within(ranges)) = &lots {
                range.greatest.1 = range.greatest.1.min(ranges[player].1.clone());
            }
            range
        })
        .collect::<Vec<_>>();
    let mut plays: Vec<Play> = known.map(|(_, plays)| plays.to_vec()).unwrap_or_default();
    plays.extend(ranges.iter().flat_map(|range| range.plays.iter().flatten().cloned()));
    let cover = if empty {
        Cover { width: settings.width, ..Cover::default() }
    } else {
        let high = known.map(|(high, _)| (high, &plays[..]));
        Cover::new(&stage, &found.low, high, settings.width, &go_on)
    };
    let told = |graph: Graph| PathGraph { need: graph.need, arcs: graph.arcs };
    Some(EquilibriumPaths {
        discounts: discounts.to_vec(),
        standing,
        ranges,
        inner: told(inner),
        outer: told(outer),
        growth,
        dimension,
        cover,
        stopped,
    })
}

impl EquilibriumPaths {
    /// What each player is punished with, and how: surely.
    pub fn punishments(&self) -> Option<(Vec<Rational>, Vec<Play>)> {
        let one =
            |range: &PayoffRange| Some((range.least.1.clone()?, range.plays.as_ref()?[0].clone()));
        self.ranges.iter().map(one).collect::<Option<Vec<_>>>().map(|all| all.into_iter().unzip())
    }

    /// Whether all walks of the inner graph, and the punishments, are checked to be equilibrium paths, by a check that knows nothing of
    /// how they were found.
    pub fn is_certified(&self, game: &Game<Rational>) -> bool {
        self.punishments().is_some_and(|(threats, plays)| {
            are_equilibrium_paths(game, &self.discounts, &threats, &plays, &self.inner)
        })
    }
}

/// What is known of the payoffs of a player.
fn range(
    stage: &Stage<'_>,
    player: usize,
    threats: &threats::Threats,
    [inner, outer]: [&Graph; 2],
) -> PayoffRange {
    let above = outer.extreme(stage, player, true);
    let bound = above.as_ref().map_or_else(|| stage.most[player].clone(), |one| one.bound.clone());
    let Some((high, plays)) = &threats.high else {
        let least = (threats.low[player].clone(), None);
        return PayoffRange { least, greatest: (None, bound), plays: None };
    };
    // Either graph may name the best path; of the outer one it must be kept to
    let asked = stage.asked(high);
    let proposed = [inner.extreme(stage, player, true), above].into_iter().flatten();
    let kept = proposed.map(|one| one.play).filter(|play| play.keeps(stage, &asked));
    let worth = |play: &Play| play.worth(stage, player).first().cloned();
    let best = kept.chain(plays.iter().cloned()).filter_map(|play| Some((worth(&play)?, play)));
    let best = best.max_by(|a, b| a.0.cmp(&b.0));
    let (greatest, best) = best.map_or((None, None), |(worth, play)| (Some(worth), Some(play)));
    PayoffRange {
        least: (threats.low[player].clone(), Some(high[player].clone())),
        greatest: (greatest, bound),
        plays: best.map(|best| [plays[player].clone(), best]),
    }
}

/// Whether floats can hold the payoffs.
fn fits(game: &Game<Rational>) -> bool {
    (0..game.players()).all(|player| {
        let all = || game.payoffs(player).iter();
        let (Some(low), Some(high)) = (all().min(), all().max()) else { return false };
        let range = high.minus(low).nearest_f64();
        let largest = low.nearest_f64().abs().max(high.nearest_f64().abs());
        largest < LARGEST && (low == high || range > SMALLEST)
    })
}

/// Payoffs are smaller, and ranges greater, so that floats can hold boxes.
const LARGEST: f64 = 1e100;
const SMALLEST: f64 = 1e-100;

/// Rates of growth bound the dimension, and are it where parts do not meet.
#[allow(clippy::cast_precision_loss)] // few players
fn dimension(discounts: &[Rational], [inner, outer]: &[Growth; 2]) -> Option<[f64; 2]> {
    let [first, rest @ ..] = discounts else { return None };
    if rest.iter().any(|other| other != first) || outer.rate[1] <= 0.0 {
        return None;
    }
    let (low, high) = first.f64_bounds();
    let whole = discounts.len() as f64;
    let least = if inner.apart && inner.rate[0] > 1.0 {
        inner.rate[0].ln().next_down() / (-low.ln()).next_up()
    } else {
        0.0
    };
    // What counts next to nothing less bounds nothing
    let less = (-high.ln()).next_down();
    let most = match outer.rate[1] {
        rate if rate <= 1.0 => 0.0,
        rate if less > 0.0 => (rate.ln().next_up() / less).next_up(),
        _ => whole,
    };
    Some([least.next_down().max(0.0), most.min(whole)])
}
