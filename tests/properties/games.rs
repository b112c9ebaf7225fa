//! Random games, and what is asked of them.

use crate::common::{everything, game, pure, sorted};
use equil::dominance::{Among, Elimination, Kind, eliminate, standing};
use equil::game::{Payoffs, Shape};
use equil::nash::{Coverage, METHODS, Settings, find_equilibria};
use equil::num::{Rational, Ring};
use equil::solve::solve;
use proptest::prelude::*;

/// A game as plain numbers: how many strategies each player has, and what they get.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
    pub(crate) counts: Vec<usize>,
    pub(crate) payoffs: Vec<Vec<Rational>>,
}

impl Plain {
    pub(crate) fn game(&self) -> Payoffs {
        game(&self.counts, &self.payoffs)
    }

    pub(crate) fn shape(&self) -> Shape {
        Shape::new(self.counts.clone()).unwrap()
    }

    /// The game with `counts` in which a player's payoff in a pure profile is what `payoff` says.
    pub(crate) fn new(counts: Vec<usize>, payoff: impl Fn(usize, &[usize]) -> Rational) -> Self {
        let shape = Shape::new(counts.clone()).unwrap();
        let payoffs = (0..counts.len())
            .map(|player| shape.profiles_iter().map(|p| payoff(player, &p)).collect())
            .collect();
        Self { counts, payoffs }
    }

    pub(crate) fn payoff(&self, player: usize, profile: &[usize]) -> Rational {
        self.payoffs[player][self.shape().index(profile)].clone()
    }
}

/// Payoffs so few that ties abound: small integers, and sometimes fractions.
pub(crate) fn number() -> impl Strategy<Value = Rational> {
    prop_oneof![
        4 => (-2_i64..=2).prop_map(Rational::integer),
        1 => (-5_i64..=5, 1_i64..=4).prop_map(|(n, d)| Rational::new(n, d).unwrap()),
    ]
}

pub(crate) fn with_counts(
    counts: Vec<usize>,
    number: impl Strategy<Value = Rational> + Clone,
) -> impl Strategy<Value = Plain> {
    let profiles: usize = counts.iter().product();
    let list = prop::collection::vec(number, profiles);
    let players = counts.len();
    prop::collection::vec(list, players)
        .prop_map(move |payoffs| Plain { counts: counts.clone(), payoffs })
}

/// Two players, with up to four strategies each.
pub(crate) fn bimatrix() -> impl Strategy<Value = Plain> {
    prop::collection::vec(1_usize..=4, 2).prop_flat_map(|counts| with_counts(counts, cloned()))
}

/// Two players, with up to six strategies each.
pub(crate) fn larger_bimatrix() -> impl Strategy<Value = Plain> {
    prop::collection::vec(1_usize..=6, 2).prop_flat_map(|counts| with_counts(counts, cloned()))
}

/// Two to four players; the more of them, the fewer strategies.
pub(crate) fn any_game() -> impl Strategy<Value = Plain> {
    let counts = prop_oneof![
        3 => prop::collection::vec(1_usize..=4, 2),
        2 => prop::collection::vec(1_usize..=3, 3),
        1 => prop::collection::vec(1_usize..=2, 4),
    ];
    counts.prop_flat_map(|counts| with_counts(counts, cloned()))
}

pub(crate) fn cloned() -> impl Strategy<Value = Rational> + Clone {
    number().boxed()
}

pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn ratio(n: i64, d: i64) -> Rational {
    Rational::new(n, d).unwrap()
}

/// Every kind of elimination.
pub(crate) fn eliminations(payoffs: &Payoffs) -> Vec<Elimination> {
    let all = everything(payoffs);
    let mut found = Vec::new();
    for (kind, _) in Kind::ALL {
        for among in [Among::Pure, Among::Mixtures] {
            found.push(eliminate(payoffs, kind, among, &all));
        }
    }
    found
}

/// What is removed in each round.
pub(crate) fn removed(elimination: &Elimination) -> Vec<Vec<(usize, usize)>> {
    let round = |round: &Vec<equil::dominance::Removal>| {
        round.iter().map(|removal| (removal.player, removal.strategy)).collect()
    };
    elimination.rounds.iter().map(round).collect()
}

/// How each strategy stands: dominated in which way, and whether it is a best response.
pub(crate) fn standings(payoffs: &Payoffs) -> Vec<Vec<(Option<Kind>, bool)>> {
    let all = everything(payoffs);
    let of = |player: usize, strategy: usize| {
        let found = standing(payoffs, player, strategy, &all, Among::Mixtures);
        let weak = found.dominated.map(|(kind, _)| kind);
        // Strictly dominated or a best response; of others it is not said whether both
        (weak, found.best_against.is_some())
    };
    all.iter()
        .enumerate()
        .map(|(player, own)| own.iter().map(|&strategy| of(player, strategy)).collect())
        .collect()
}

/// All equilibria of two players, by support enumeration on the whole game.
pub(crate) fn equilibria(payoffs: &Payoffs) -> Vec<Vec<Vec<Rational>>> {
    let found = find_equilibria(payoffs, &METHODS[0], &Settings::default()).unwrap();
    assert_eq!(found.coverage, Coverage::All);
    sorted(&found.equilibria)
}

pub(crate) fn pure_equilibria(payoffs: &Payoffs) -> Vec<Vec<usize>> {
    let method = METHODS.iter().find(|method| method.name == "pure").unwrap();
    pure(&find_equilibria(payoffs, method, &Settings::default()).unwrap())
}

/// The answers about a game that should not change: sets of equilibria, complete or pure.
pub(crate) fn answers(payoffs: &Payoffs) -> (Vec<Vec<Vec<Rational>>>, Coverage) {
    let outcome = solve(payoffs, None, &Settings::default()).unwrap().outcome;
    (sorted(&outcome.equilibria), outcome.coverage)
}

/// Whether nobody gains by deviating: straight from the definition, over all pure profiles.
pub(crate) fn is_equilibrium(plain: &Plain, profile: &[Vec<Rational>]) -> bool {
    let shape = plain.shape();
    (0..plain.counts.len()).all(|player| {
        let value = |own: &[Rational]| {
            let mut total = Rational::zero();
            for (index, pure) in shape.profiles_iter().enumerate() {
                let mut weight = own[pure[player]].clone();
                for other in (0..pure.len()).filter(|&other| other != player) {
                    weight *= &profile[other][pure[other]];
                }
                total.add_product(&weight, &plain.payoffs[player][index]);
            }
            total
        };
        let gets = value(&profile[player]);
        (0..plain.counts[player]).all(|deviation| {
            let mut vertex = vec![Rational::zero(); plain.counts[player]];
            vertex[deviation] = Rational::one();
            value(&vertex) <= gets
        })
    })
}
