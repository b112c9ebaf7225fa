//! Stochastic games: play moves between states, each with a stage game.

use super::{Mixed, Profile, Shape, Support};
use crate::num::{Rational, Ring};

/// A number between two bounds, which are equal if it is known exactly.
pub type Bounds = (Rational, Rational);

/// What is played in one state, and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The strategies that each player has in this state, by their numbers in the game.
    available: Vec<Support>,
    /// The profiles of strategies that are available.
    shape: Shape,
    /// `[player][profile of available strategies]`
    payoffs: Vec<Vec<Bounds>>,
    /// For each profile of available strategies the states that come next, each with its chance.
    moves: Vec<Vec<(usize, Rational)>>,
}

/// Why some states are no stochastic game.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StochasticError {
    /// There is no state.
    #[error("a stochastic game has at least one state")]
    NoState,
    /// A discount factor is negative, or 1 and more.
    #[error("the discount factor of player {player} is not at least 0 and less than 1")]
    Discount {
        /// Whose, from 0.
        player: usize,
    },
    /// A state does not have what each player and each profile needs.
    #[error("state {state} lacks strategies, payoffs or moves")]
    Incomplete {
        /// Which, from 0.
        state: usize,
    },
    /// Chances are negative, or do not add up to 1, or lead to no state.
    #[error(
        "the chances in state {state} for profile {profile} are not positive numbers that add up to 1, each of a state"
    )]
    Chances {
        /// Which, from 0.
        state: usize,
        /// Which profile of its strategies, from 0.
        profile: usize,
    },
}

impl Stage {
    /// A stage in which player `i` has the strategies `available[i]`, gets `payoffs[i][a]` in the pure profile number `a` of these
    /// (as in [`Shape`]), and from which play moves to the states in `moves[a]`, each with its chance. Chances of one state
    /// are added up, those of 0 dropped.
    ///
    /// `None` when a player has no strategy, or a list has another length.
    pub fn new(
        available: Vec<Support>,
        payoffs: Vec<Vec<Bounds>>,
        moves: Vec<Vec<(usize, Rational)>>,
    ) -> Option<Self> {
        let shape = Shape::new(available.iter().map(Vec::len).collect())?;
        let fits = payoffs.len() == shape.players()
            && payoffs.iter().all(|own| own.len() == shape.profiles())
            && moves.len() == shape.profiles();
        let moves = moves.into_iter().map(gathered).collect();
        fits.then_some(Self { available, shape, payoffs, moves })
    }

    /// The strategies that each player has in this state, by their numbers in the game.
    pub fn available(&self) -> &[Support] {
        &self.available
    }

    /// The profiles of strategies that are available.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// What `player` gets in the pure profile number `profile`.
    pub fn payoff(&self, player: usize, profile: usize) -> &Bounds {
        &self.payoffs[player][profile]
    }

    /// Where a pure profile leads: states, each with its chance.
    pub fn moves(&self, profile: usize) -> &[(usize, Rational)] {
        &self.moves[profile]
    }

    /// The chance that play moves to `state` after a pure profile.
    pub fn chance(&self, profile: usize, state: usize) -> Rational {
        let found = self.moves[profile].iter().find(|(next, _)| *next == state);
        found.map_or_else(Rational::zero, |(_, chance)| chance.clone())
    }

    /// What `player` gets today by `own` (the place of an available strategy) while the others keep to `profile`, and where
    /// that leads.
    ///
    /// # Complexity
    /// One pass over the others' profiles that are played.
    pub fn deviation(
        &self,
        player: usize,
        own: usize,
        profile: &Profile<Rational>,
    ) -> (Bounds, Vec<(usize, Rational)>) {
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        let mut next = Vec::new();
        for (base, weight) in self.shape.profiles_with_weight(player, profile) {
            let index = base + own * self.shape.stride(player);
            let (least, most) = &self.payoffs[player][index];
            low.add_product(&weight, least);
            high.add_product(&weight, most);
            next.extend(self.moves[index].iter().map(|(state, chance)| {
                let mut chance = chance.clone();
                chance *= &weight;
                (*state, chance)
            }));
        }
        ((low, high), gathered(next))
    }

    /// Where a profile leads: states in increasing order, each with its chance.
    pub fn next(&self, profile: &Profile<Rational>) -> Vec<(usize, Rational)> {
        let mut next = Vec::new();
        for (own, chance) in profile[0].iter().enumerate().filter(|(_, chance)| !chance.is_zero()) {
            next.extend(self.deviation(0, own, profile).1.into_iter().map(|(state, mut after)| {
                after *= chance;
                (state, after)
            }));
        }
        gathered(next)
    }

    /// The stage with some strategies only, by their places.
    fn restricted(&self, kept: &[Support]) -> Self {
        let shape = Shape::new(kept.iter().map(Vec::len).collect()).expect("a strategy is left");
        let indices: Vec<usize> = shape
            .profiles_iter()
            .map(|profile| {
                let outer: Vec<usize> =
                    profile.iter().zip(kept).map(|(&own, kept)| kept[own]).collect();
                self.shape.index(&outer)
            })
            .collect();
        let own = |(all, kept): (&Support, &Support)| kept.iter().map(|&own| all[own]).collect();
        let payoffs = self.payoffs.iter();
        Self {
            available: self.available.iter().zip(kept).map(own).collect(),
            payoffs: payoffs.map(|own| indices.iter().map(|&i| own[i].clone()).collect()).collect(),
            moves: indices.iter().map(|&i| self.moves[i].clone()).collect(),
            shape,
        }
    }

    /// A mixed strategy of `player` in this state as one over all strategies of the game, of which there are `count`.
    pub fn embedded(
        &self,
        player: usize,
        mixed: &Mixed<Rational>,
        count: usize,
    ) -> Mixed<Rational> {
        let mut whole = vec![Rational::zero(); count];
        for (probability, &strategy) in mixed.iter().zip(&self.available[player]) {
            whole[strategy] = probability.clone();
        }
        whole
    }
}

/// Chances by state, in increasing order; those of one state are added up, those of 0 left out.
fn gathered(mut moves: Vec<(usize, Rational)>) -> Vec<(usize, Rational)> {
    moves.sort_by_key(|(state, _)| *state);
    let mut found: Vec<(usize, Rational)> = Vec::with_capacity(moves.len());
    for (state, chance) in moves {
        match found.last_mut() {
            Some((last, sum)) if *last == state => *sum += &chance,
            _ => found.push((state, chance)),
        }
    }
    found.retain(|(_, chance)| !chance.is_zero());
    found
}

/// A stochastic game with finitely many states: in each state a stage game is played, and what is played decides, perhaps by lots,
/// which state comes next. Players discount; what they get is the average `(1 − δ) Σ δᵗ uₜ`.
///
/// A **stationary policy** is a profile for each state, in the strategies available there.
///
/// Source: L. S. Shapley, "Stochastic games", *Proceedings of the National Academy of Sciences* 39 (1953), 1095–1100
/// (`shapley1953`).
///
/// # Examples
/// Work (0) leads to the state in which there is something to rest for; rest (1) leads back.
/// ```
/// use equil::game::{Stage, StochasticGame};
/// use equil::num::Rational;
///
/// let exactly = |n: i64| (Rational::integer(n), Rational::integer(n));
/// let to = |state: usize| vec![(state, Rational::integer(1))];
/// let poor = Stage::new(vec![vec![0, 1]], vec![vec![exactly(-1), exactly(0)]], vec![to(1), to(0)]);
/// let rich = Stage::new(vec![vec![0, 1]], vec![vec![exactly(-1), exactly(4)]], vec![to(1), to(0)]);
/// let half = Rational::new(1, 2).unwrap();
/// let game = StochasticGame::new(vec![(half.clone(), half)], vec![poor.unwrap(), rich.unwrap()]).unwrap();
/// assert_eq!(game.states(), 2);
/// assert!(!game.is_directional());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StochasticGame {
    discounts: Vec<Bounds>,
    stages: Vec<Stage>,
}

impl StochasticGame {
    /// A game with a discount factor for each player and these stages; moves lead to their places.
    ///
    /// # Errors
    /// [`StochasticError`] when there is no stage, a discount factor is not at least 0 and less than 1, a stage has another number
    /// of players, or chances are negative, do not add up to 1 exactly, or lead elsewhere.
    pub fn new(discounts: Vec<Bounds>, stages: Vec<Stage>) -> Result<Self, StochasticError> {
        let (zero, one) = (Rational::zero(), Rational::one());
        if stages.is_empty() {
            return Err(StochasticError::NoState);
        }
        if let Some(player) =
            discounts.iter().position(|(low, high)| *low < zero || low > high || *high >= one)
        {
            return Err(StochasticError::Discount { player });
        }
        for (state, stage) in stages.iter().enumerate() {
            let ordered = stage.payoffs.iter().flatten().all(|(low, high)| low <= high);
            if stage.shape.players() != discounts.len() || !ordered {
                return Err(StochasticError::Incomplete { state });
            }
            for (profile, moves) in stage.moves.iter().enumerate() {
                let mut sum = Rational::zero();
                for (_, chance) in moves {
                    sum += chance;
                }
                let fits =
                    moves.iter().all(|(next, chance)| *next < stages.len() && *chance > zero);
                if !fits || sum != one {
                    return Err(StochasticError::Chances { state, profile });
                }
            }
        }
        Ok(Self { discounts, stages })
    }

    /// Number of players.
    pub fn players(&self) -> usize {
        self.discounts.len()
    }

    /// Number of states.
    pub fn states(&self) -> usize {
        self.stages.len()
    }

    /// The stages, in the order of the states.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The discount factor of a player.
    pub fn discount(&self, player: usize) -> &Bounds {
        &self.discounts[player]
    }

    /// The greatest distance of two payoffs of one player, about.
    pub fn range(&self) -> f64 {
        let own = |player: usize| {
            let bounds = self.stages.iter().flat_map(|stage| &stage.payoffs[player]);
            let ends = bounds.fold((f64::INFINITY, f64::NEG_INFINITY), |ends, (low, high)| {
                (ends.0.min(low.nearest_f64()), ends.1.max(high.nearest_f64()))
            });
            ends.1 - ends.0
        };
        (0..self.players()).map(own).fold(0.0, f64::max)
    }

    /// Whether all payoffs and discount factors are known exactly.
    pub fn is_exact(&self) -> bool {
        let payoffs = self.stages.iter().flat_map(|stage| stage.payoffs.iter().flatten());
        self.discounts.iter().chain(payoffs).all(|(low, high)| low == high)
    }

    /// The states in groups, such that play that leaves a group never comes back: groups are listed so that play leads from later
    /// ones to earlier ones only, whatever is played.
    ///
    /// # Complexity
    /// Each move is looked at once.
    #[allow(clippy::missing_panics_doc)] // the search is never told to end
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let arcs: Vec<Vec<usize>> = self.stages.iter().map(successors).collect();
        let next = |node: usize, turn: u32| Some((*arcs[node].get(turn as usize)?, turn + 1));
        let components = crate::digraph::Components::of(self.states(), next, &|_| true)
            .expect("never told to end");
        let mut groups = vec![Vec::new(); components.count];
        for (state, &component) in components.number.iter().enumerate() {
            groups[component as usize].push(state);
        }
        groups
    }

    /// The same states with some strategies only: for each state and player the places, increasing, among what is available there.
    ///
    /// # Panics
    /// When a player is left without a strategy in a state.
    #[must_use]
    pub fn restricted(&self, kept: &[Vec<Support>]) -> Self {
        let stages = self.stages.iter().zip(kept).map(|(stage, kept)| stage.restricted(kept));
        Self { discounts: self.discounts.clone(), stages: stages.collect() }
    }

    /// The part that play can come to from `start`, whatever is played, and the states that it has, increasing.
    ///
    /// # Complexity
    /// Each move is looked at once.
    #[must_use]
    pub fn reachable(&self, start: usize) -> (Self, Vec<usize>) {
        let mut seen = vec![false; self.states()];
        let mut open = vec![start];
        seen[start] = true;
        while let Some(state) = open.pop() {
            for next in successors(&self.stages[state]) {
                if !seen[next] {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        let kept: Vec<usize> = (0..self.states()).filter(|&state| seen[state]).collect();
        let mut number = vec![0; self.states()];
        for (place, &state) in kept.iter().enumerate() {
            number[state] = place;
        }
        let stage = |&state: &usize| {
            let mut stage = self.stages[state].clone();
            for (next, _) in stage.moves.iter_mut().flatten() {
                *next = number[*next];
            }
            stage
        };
        (Self { discounts: self.discounts.clone(), stages: kept.iter().map(stage).collect() }, kept)
    }

    /// Whether no state that was left ever comes back, whatever is played: play may only stay, or move on.
    pub fn is_directional(&self) -> bool {
        self.groups().iter().all(|group| group.len() == 1)
    }
}

/// The states that a stage leads to.
fn successors(stage: &Stage) -> Vec<usize> {
    let mut found: Vec<usize> = stage.moves.iter().flatten().map(|(state, _)| *state).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A stationary policy: for each state a profile of the strategies available there.
pub type Policy = Vec<Profile<Rational>>;
