//! The whole set of equilibria of two players, from its extreme points: connected components, the
//! convex pieces that they consist of, and their indices.
//!
//! The set of equilibria of a bimatrix game is a union of finitely many products of two polytopes,
//! its maximal Nash subsets; two extreme strategies that each player may combine freely are an
//! edge, and maximal Nash subsets are the maximal sets of strategies that all go together. Its
//! connected components have an index each, an integer that no small change of the payoffs changes;
//! the indices of all components sum to 1, so that a component that was overlooked is likely to be
//! noticed. A component with an index other than 0 does not vanish when payoffs change a little.
//!
//! Sources: H.-M. Winkels, "An algorithm to determine all equilibrium points of a bimatrix game",
//! in *Game Theory and Related Topics*, North-Holland, 1979, 137–148 (`winkels1979`); M. J. M.
//! Jansen, "Maximal Nash subsets for bimatrix games", *Naval Research Logistics Quarterly* 28
//! (1981), 147–152 (`jansen1981`); D. Avis, G. D. Rosenberg, R. Savani, B. von Stengel,
//! "Enumeration of Nash equilibria for two-player games", *Economic Theory* 42 (2010), 9–37
//! (`avis2010`); the index: L. S. Shapley, "A note on the Lemke–Howson algorithm", *Mathematical
//! Programming Studies* 1 (1974), 175–189 (`shapley1974`); of components: K. Ritzberger, "The
//! theory of normal form games from the differentiable viewpoint", *International Journal of Game
//! Theory* 23 (1994), 207–236 (`ritzberger1994`).

mod bases;
mod graph;
mod index;

#[cfg(test)]
mod tests;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::game::{Payoffs, Profile, Support};
use crate::linalg::{Matrix, rank};
use crate::num::{Rational, Ring};
use graph::{Graph, Part};
use index::Prepared;

/// The whole set of equilibria of a game of two players.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquilibriumSet {
    /// The connected components, in the order of their first extreme equilibria.
    pub components: Vec<Component>,
    /// For each extreme equilibrium the number of its component.
    pub component_of: Vec<usize>,
}

/// A connected component of the set of equilibria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Numbers of its extreme equilibria, increasing.
    pub extreme: Vec<usize>,
    /// The maximal Nash subsets, of which it is the union, or what kept them from being listed.
    pub subsets: Result<Vec<Subset>, Limit>,
    /// The index, or what kept it from being computed.
    pub index: Result<i64, Limit>,
    /// For each player the least and the most that they get in it.
    pub payoffs: Vec<(Rational, Rational)>,
    /// For each player the strategies played in some equilibria of it.
    pub sometimes: Vec<Support>,
    /// For each player the strategies played in all equilibria of it.
    pub always: Vec<Support>,
}

/// A limit that ended a part of the work before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// [`Settings::bases`] for each player.
    #[error("more than {0} bases")]
    Bases(usize),
    /// [`Settings::subsets`].
    #[error("more than {0} pieces")]
    Subsets(usize),
    /// [`Settings::watch`] ended it.
    #[error("no time was left")]
    Time,
    /// Signs of enclosed payoffs could not be settled with the precision allowed.
    #[error("a sign that matters could not be settled")]
    Precision,
}

/// A maximal Nash subset: a product of two polytopes, each player mixing some extreme strategies
/// in any way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subset {
    /// Numbers of its extreme equilibria, increasing: one for each combination of strategies.
    pub extreme: Vec<usize>,
    /// For each player, equilibria in which these extreme strategies are played: numbers, one for
    /// each strategy, increasing. Each is the first in the list in which the strategy is played.
    pub played_in: Vec<Vec<usize>>,
    /// For each player the dimension of the polytope.
    pub dimensions: Vec<usize>,
}

/// What one limit has cut short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The limit.
    pub limit: Limit,
    /// Components whose index is not known for that reason.
    pub indices: Vec<usize>,
    /// Components whose maximal Nash subsets are not listed for that reason.
    pub subsets: Vec<usize>,
}

/// How far to go.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Bases looked at for the index of one component: some ten thousand a second.
    pub bases: usize,
    /// Maximal Nash subsets listed for one component.
    pub subsets: usize,
    /// Asked between steps, with how many of how many components are done; `false` ends the search.
    pub watch: &'a (dyn Fn(u64, u64) -> bool + Sync),
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { bases: 50_000, subsets: 50_000, watch: &|_, _| true }
    }
}

impl std::fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("bases", &self.bases)
            .field("subsets", &self.subsets)
            .finish_non_exhaustive()
    }
}

/// Why there is no set of equilibria to tell of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ComponentError {
    /// Not two players, or payoffs that are not rational.
    #[error("it needs two players with rational payoffs")]
    Unsupported,
    /// The profile with this number in the list is no equilibrium of the game.
    #[error("profile {0} of the list is not an equilibrium")]
    NotAnEquilibrium(usize),
}

impl EquilibriumSet {
    /// The sum of the indices; 1 if nothing was overlooked. `None` when some index is not known.
    pub fn index_sum(&self) -> Option<i64> {
        self.components.iter().map(|component| component.index.ok()).sum()
    }

    /// What was cut short, and by which limits: each limit once, with the numbers of the components
    /// whose index it kept from being computed, and of those whose pieces it kept from being listed.
    pub fn cuts(&self) -> Vec<Cut> {
        let mut cuts: Vec<Cut> = Vec::new();
        for (number, component) in self.components.iter().enumerate() {
            let limits = [component.index.err(), component.subsets.as_ref().err().copied()];
            for (place, limit) in limits.into_iter().enumerate() {
                let Some(limit) = limit else { continue };
                let known = cuts.iter().position(|cut| cut.limit == limit);
                let known = known.unwrap_or_else(|| {
                    cuts.push(Cut { limit, indices: Vec::new(), subsets: Vec::new() });
                    cuts.len() - 1
                });
                let cut = &mut cuts[known];
                if place == 0 { cut.indices.push(number) } else { cut.subsets.push(number) }
            }
        }
        cuts
    }

    /// Whether there are finitely many equilibria.
    pub fn is_finite(&self) -> bool {
        self.components.iter().all(Component::is_isolated)
    }
}

impl Component {
    /// Whether it is a single equilibrium.
    pub fn is_isolated(&self) -> bool {
        self.extreme.len() == 1
    }

    /// The largest dimension of a maximal Nash subset of it, if these are listed.
    pub fn dimension(&self) -> Option<usize> {
        self.subsets.as_ref().ok()?.iter().map(Subset::dimension).max()
    }
}

impl Subset {
    /// The dimension of the product.
    pub fn dimension(&self) -> usize {
        self.dimensions.iter().sum()
    }
}

/// The whole set of equilibria of a game of two players with rational payoffs, given all its
/// extreme equilibria (`equilibria`, profiles of two mixed strategies, each exactly once, in any
/// order).
///
/// If the list is not complete, neither is the answer, and the indices need not sum to 1.
///
/// # Errors
/// [`ComponentError`] when the game is not such a game, or a profile is no equilibrium.
///
/// # Complexity
/// For n isolated equilibria in which nothing but what is played is a best response, n pairs of
/// determinants. Otherwise the numbers of maximal Nash subsets and of bases of degenerate vertices
/// can be exponential; `settings` limits them.
///
/// # Examples
/// An entrant stays out, whatever the incumbent threatens in case of entry, or enters and is
/// tolerated. Threats that keep them out are a segment of equilibria that vanishes when payoffs
/// change a little:
/// ```
/// use equil::component::{Settings, components};
/// use equil::game::{Game, Payoffs, Profile};
/// use equil::num::Rational;
///
/// // Out or in; fight or tolerate
/// let payoffs = [[2, 1, 2, 3], [4, 0, 4, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let entry = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let half = Rational::new(1, 2).unwrap();
/// let mut equilibria = vec![Profile::pure(&[2, 2], &[0, 0]), Profile::pure(&[2, 2], &[1, 1])];
/// equilibria.push(Profile::new(vec![equilibria[0][0].clone(), vec![half.clone(), half]]));
///
/// let set = components(&entry, &equilibria, &Settings::default())?;
/// assert_eq!(set.components.len(), 2);
/// assert_eq!(set.components[0].extreme, [0, 2]);
/// assert_eq!(set.components[0].dimension(), Some(1));
/// assert_eq!(set.components[0].index, Ok(0));
/// assert_eq!(set.components[1].index, Ok(1));
/// assert_eq!(set.index_sum(), Some(1));
/// # Ok::<(), equil::component::ComponentError>(())
/// ```
pub fn components(
    payoffs: &Payoffs,
    equilibria: &[Profile<Rational>],
    settings: &Settings<'_>,
) -> Result<EquilibriumSet, ComponentError> {
    let game = payoffs.rational().filter(|game| game.players() == 2);
    let game = game.ok_or(ComponentError::Unsupported)?;
    let fits = |profile: &Profile<Rational>| {
        profile.iter().map(Vec::len).eq(game.strategies().iter().copied())
    };
    if let Some(number) = equilibria.iter().position(|profile| !fits(profile)) {
        return Err(ComponentError::NotAnEquilibrium(number));
    }
    let graph = Graph::new(equilibria);
    let prepared =
        Prepared::new(game, equilibria, &graph).map_err(ComponentError::NotAnEquilibrium)?;
    let whole = Whole { equilibria, graph: &graph, prepared: &prepared };
    let parts = graph.parts();
    let mut component_of = vec![0; equilibria.len()];
    for (number, part) in parts.iter().enumerate() {
        for &equilibrium in &part.equilibria {
            component_of[equilibrium] = number;
        }
    }
    let (done, total) = (AtomicU64::new(0), parts.len() as u64);
    let go_on = || (settings.watch)(done.load(Relaxed), total);
    let components = parts
        .par_iter()
        .map(|part| {
            let component = whole.component(part, settings, &go_on);
            done.fetch_add(1, Relaxed);
            component
        })
        .collect();
    Ok(EquilibriumSet { components, component_of })
}

struct Whole<'a> {
    equilibria: &'a [Profile<Rational>],
    graph: &'a Graph,
    prepared: &'a Prepared,
}

impl Whole<'_> {
    fn component(
        &self,
        part: &Part,
        settings: &Settings<'_>,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Component {
        let enough = Cell::new(Limit::Time);
        let products = self.graph.products(part, &|found| {
            if found >= settings.subsets {
                enough.set(Limit::Subsets(settings.subsets));
            }
            found < settings.subsets && go_on()
        });
        let subsets = products.ok_or(enough.get()).map(|products| {
            let numbers: FxHashMap<[usize; 2], usize> =
                part.equilibria.iter().map(|&e| (self.graph.edges[e], e)).collect();
            let subset = |factors: [Vec<usize>; 2]| self.subset(&factors, &numbers);
            products.into_iter().map(subset).collect::<Vec<Subset>>()
        });
        let index = self.prepared.index(self.graph, part, settings.bases, go_on);
        let points = |player: usize| {
            part.points[player].iter().map(move |&point| &self.prepared.points[player][point])
        };
        let range = |player: usize| {
            // What a player gets is up to the other's strategy
            let values = || points(1 - player).map(|point| &point.value);
            values().min().cloned().zip(values().max().cloned())
        };
        let played = |player: usize, all: bool| {
            let mut counts = vec![0; self.equilibria[part.equilibria[0]][player].len()];
            for point in points(player) {
                for &strategy in &point.support {
                    counts[strategy] += 1;
                }
            }
            let least = if all { part.points[player].len() } else { 1 };
            (0..counts.len()).filter(|&strategy| counts[strategy] >= least).collect()
        };
        Component {
            subsets,
            index,
            payoffs: [0, 1].into_iter().filter_map(range).collect(),
            sometimes: [0, 1].map(|player| played(player, false)).to_vec(),
            always: [0, 1].map(|player| played(player, true)).to_vec(),
            extreme: part.equilibria.clone(),
        }
    }

    fn subset(&self, factors: &[Vec<usize>; 2], numbers: &FxHashMap<[usize; 2], usize>) -> Subset {
        let pairs = factors[0].iter().flat_map(|&x| factors[1].iter().map(move |&y| [x, y]));
        let mut extreme: Vec<usize> =
            pairs.filter_map(|pair| numbers.get(&pair).copied()).collect();
        extreme.sort_unstable();
        let first = |player: usize| {
            let numbers = factors[player].iter().map(|&point| self.graph.first[player][point]);
            numbers.collect::<Vec<usize>>()
        };
        let played_in = vec![first(0), first(1)];
        let dimensions = (0..2).map(|player| self.dimension(player, &played_in[player])).collect();
        Subset { extreme, played_in, dimensions }
    }

    /// The affine dimension of what `player` plays in these equilibria.
    fn dimension(&self, player: usize, equilibria: &[usize]) -> usize {
        let Some((&first, rest)) = equilibria.split_first() else { return 0 };
        let first = &self.equilibria[first][player];
        let differences = rest.iter().map(|&other| {
            let other = self.equilibria[other][player].iter();
            other.zip(first).map(|(x, y)| x.minus(y)).collect()
        });
        Matrix::from_rows(differences.collect()).map_or(0, |matrix| rank(&matrix))
    }
}
