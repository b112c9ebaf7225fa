//! Paths of play that nobody gains by leaving, without lots: all walks through a graph.

use crate::game::Game;
use crate::num::{Rational, Ring};

/// What is played round by round: profiles that are played once, and then others that are played in turn for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    /// Numbers of profiles that are played once, in this order.
    pub lead: Vec<usize>,
    /// Numbers of profiles that are played in turn for ever.
    pub cycle: Vec<usize>,
}

/// Paths of play as walks without end from the first node on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathGraph {
    /// What each walk from a node gives each player at least.
    pub need: Vec<Vec<Rational>>,
    /// Of each node the profiles that may be played next, each with the number of the node after it.
    pub arcs: Vec<Vec<(usize, usize)>>,
}

/// Whether all walks without end through a graph, from any of its nodes, are paths of subgame-perfect equilibria in pure strategies
/// without lots, when who deviates from anything is punished by the play of their own in `punishments`, begun anew at each deviation.
///
/// Needs are bounds of what walks give, since one more round is promised by each: need ≤ (1 − δ) u + δ need of the next node.
/// After each profile they are no less than what deviating gives: (1 − δ) u + δ need ≥ (1 − δ) best + δ threat. Punishments give the
/// one punished no more than the threat, and nobody gains by leaving them. So all of that is a simple penal code, and what it holds
/// up. A graph without nodes has no walks, but punishments are checked all the same.
///
/// Source: D. Abreu, "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (1988), 383–396
/// (`abreu1988`), for punishments by paths.
///
/// # Complexity
/// One comparison for each arc and player, and one exact sum for each round of the punishments.
///
/// # Examples
/// ```
/// use equil::certify::{PathGraph, Play, are_equilibrium_paths};
/// use equil::game::Game;
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// // Trust for ever, and distrust for ever as punishment of both
/// let graph = PathGraph { need: vec![vec![Rational::integer(9); 2]], arcs: vec![vec![(0, 0)]] };
/// let distrust = vec![Play { lead: Vec::new(), cycle: vec![3] }; 2];
/// let holds = |n, d| {
///     let discounts = vec![Rational::new(n, d).unwrap(); 2];
///     are_equilibrium_paths(&game, &discounts, &vec![Rational::integer(3); 2], &distrust, &graph)
/// };
/// assert!(holds(1, 7) && !holds(1, 8));
/// ```
pub fn are_equilibrium_paths(
    game: &Game<Rational>,
    discounts: &[Rational],
    threats: &[Rational],
    punishments: &[Play],
    graph: &PathGraph,
) -> bool {
    let (zero, one) = (Rational::zero(), Rational::one());
    let players = game.players();
    let profiles = game.shape().profiles();
    let fits = [discounts.len(), threats.len(), punishments.len()] == [players; 3]
        && discounts.iter().all(|discount| *discount > zero && *discount < one)
        && graph.need.len() == graph.arcs.len()
        && graph.need.iter().all(|need| need.len() == players);
    if !fits {
        return false;
    }
    // What a profile gives now, and what must come later, times what it counts
    let round = |player: usize, profile: usize, later: &Rational| {
        let mut worth = one.minus(&discounts[player]);
        worth *= &game.payoffs(player)[profile];
        worth.add_product(&discounts[player], later);
        worth
    };
    let keeps = |player: usize, profile: usize, later: &Rational| {
        let mut deviates = one.minus(&discounts[player]);
        deviates *= game.best_payoff(player, profile);
        deviates.add_product(&discounts[player], &threats[player]);
        round(player, profile, later) >= deviates
    };
    let arc = |node: usize, &(profile, next): &(usize, usize)| {
        profile < profiles
            && next < graph.need.len()
            && (0..players).all(|player| {
                let later = &graph.need[next][player];
                keeps(player, profile, later)
                    && graph.need[node][player] <= round(player, profile, later)
            })
    };
    let all_arcs = graph
        .arcs
        .iter()
        .enumerate()
        .all(|(node, arcs)| !arcs.is_empty() && arcs.iter().all(|one_arc| arc(node, one_arc)));
    let punishes = |punished: usize| {
        let play = &punishments[punished];
        let valid = |profile: &usize| *profile < profiles;
        !play.cycle.is_empty()
            && play.lead.iter().chain(&play.cycle).all(valid)
            && (0..players).all(|player| {
                let Some(begins) = repeated(&play.cycle, player, &discounts[player], &round) else {
                    return false;
                };
                let mut later = begins;
                for &profile in play.cycle.iter().rev().chain(play.lead.iter().rev()) {
                    if !keeps(player, profile, &later) {
                        return false;
                    }
                    later = round(player, profile, &later);
                }
                player != punished || later <= threats[player]
            })
    };
    all_arcs && (0..players).all(punishes)
}

/// What a cycle gives from its first profile on.
fn repeated(
    cycle: &[usize],
    player: usize,
    discount: &Rational,
    round: &dyn Fn(usize, usize, &Rational) -> Rational,
) -> Option<Rational> {
    let mut worth = Rational::zero();
    let mut fades = Rational::one();
    for &profile in cycle.iter().rev() {
        worth = round(player, profile, &worth);
        fades *= discount;
    }
    worth *= &Rational::one().minus(&fades).recip()?;
    Some(worth)
}
