mod known;

use proptest::prelude::*;

use super::*;
use crate::certify::{Certificate, Moves, Square, certify, is_cycle};
use crate::game::{Game, Payoffs, Profile};
use crate::num::{Rational, Ring, Sign};
use crate::response::Watch;

const FREELY: Watch<'static> = &|_, _| true;
const ALL: [Moves; 4] = [
    Moves { best: false, ties: false },
    Moves { best: true, ties: false },
    Moves { best: false, ties: true },
    Moves { best: true, ties: true },
];

fn game(counts: &[usize], payoffs: &[&[i64]]) -> Payoffs {
    let numbers = |p: &&[i64]| p.iter().map(|&n| Rational::integer(n)).collect();
    Game::new(counts.to_vec(), payoffs.iter().map(numbers).collect()).unwrap().into()
}

fn landscape(payoffs: &Payoffs, best: bool) -> Landscape {
    let improvements = Improvements::new(payoffs, FREELY).unwrap();
    Landscape::new(&improvements, best, FREELY).unwrap()
}

/// What each test finds, checked.
fn findings(payoffs: &Payoffs) -> Vec<Finding> {
    let improvements = Improvements::new(payoffs, FREELY).unwrap();
    let better = Landscape::new(&improvements, false, FREELY).unwrap();
    let ground = Ground { improvements: &improvements, better: &better };
    let find = |test: &PotentialTest| {
        let found = test.find(ground, FREELY).unwrap();
        match &found {
            Finding::Potential(potential) => {
                assert_eq!(potential.kind, test.kind);
                assert!(potential.check(payoffs), "{}: {found:?}", test.name);
            }
            Finding::Violation(violation) => {
                assert!(violation.check(payoffs, test.kind), "{}: {found:?}", test.name);
            }
            Finding::Open => {}
        }
        found
    };
    POTENTIALS.iter().map(find).collect()
}

/// `+` for a potential, `-` for none, in the order of the tests.
fn verdicts(payoffs: &Payoffs) -> String {
    let sign = |finding: Finding| match finding {
        Finding::Potential(_) => '+',
        Finding::Violation(_) => '-',
        Finding::Open => '?',
    };
    findings(payoffs).into_iter().map(sign).collect()
}

fn shapes() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1_usize..4, 1..5)
}

/// Games with few different payoffs, so that they tie.
fn games() -> impl Strategy<Value = Payoffs> {
    (shapes(), 2_i64..6).prop_flat_map(|(counts, most)| {
        let profiles: usize = counts.iter().product();
        let players = counts.len();
        prop::collection::vec(prop::collection::vec(0..most, profiles), players).prop_map(
            move |payoffs| {
                let payoffs: Vec<&[i64]> = payoffs.iter().map(Vec::as_slice).collect();
                game(&counts, &payoffs)
            },
        )
    })
}

/// A weight for each player and a function: payoffs with its differences, times the weight.
fn with_potential() -> impl Strategy<Value = (Vec<i64>, Payoffs)> {
    shapes().prop_flat_map(|counts| {
        let profiles: usize = counts.iter().product();
        let weights = prop::collection::vec(1_i64..5, counts.len());
        let own = prop::collection::vec(prop::collection::vec(-9_i64..9, profiles), counts.len());
        (weights, prop::collection::vec(-5_i64..5, profiles), own).prop_map(
            move |(weights, values, own)| {
                let shape = crate::game::Shape::new(counts.clone()).unwrap();
                let payoffs: Vec<Vec<i64>> = (0..counts.len())
                    .map(|p| {
                        let others = |i: usize| own[p][shape.with(i, p, 0)];
                        (0..profiles).map(|i| weights[p] * values[i] + others(i)).collect()
                    })
                    .collect();
                let payoffs: Vec<&[i64]> = payoffs.iter().map(Vec::as_slice).collect();
                (weights, game(&counts, &payoffs))
            },
        )
    })
}

/// Where one move leads, by comparing.
fn arcs(payoffs: &Payoffs, moves: Moves, profile: usize) -> Vec<usize> {
    let shape = payoffs.shape();
    let mut ends = Vec::new();
    for player in 0..shape.players() {
        let own: Vec<usize> = (0..shape.strategies()[player]).collect();
        for &strategy in &own {
            let end = shape.with(profile, player, strategy);
            let order = payoffs.compare(player, end, profile).unwrap();
            let fits = order.is_gt() || moves.ties && order.is_eq() && end != profile;
            if fits && (!moves.best || payoffs.is_best(player, end, &own)) {
                ends.push(end);
            }
        }
    }
    ends.sort_unstable();
    ends
}

/// Which profiles reach which, by at least one move.
fn closure(payoffs: &Payoffs, moves: Moves) -> Vec<Vec<bool>> {
    let profiles = payoffs.shape().profiles();
    let mut reach = vec![vec![false; profiles]; profiles];
    for (from, reached) in reach.iter_mut().enumerate() {
        for end in arcs(payoffs, moves, from) {
            reached[end] = true;
        }
    }
    for by in 0..profiles {
        let further = reach[by].clone();
        for reached in reach.iter_mut().filter(|reached| reached[by]) {
            reached.iter_mut().zip(&further).for_each(|(there, &further)| *there |= further);
        }
    }
    reach
}

/// The most moves one after the other, by trying all.
fn longest(payoffs: &Payoffs, moves: Moves, from: usize) -> u32 {
    let ends = arcs(payoffs, moves, from).into_iter();
    ends.map(|end| longest(payoffs, moves, end) + 1).max().unwrap_or(0)
}

/// Whether some way of such moves, one of which gains, comes back.
fn goes_round(payoffs: &Payoffs, moves: Moves) -> bool {
    let reach = closure(payoffs, moves);
    let gaining = Moves { ties: false, ..moves };
    (0..reach.len()).any(|from| arcs(payoffs, gaining, from).iter().any(|&end| reach[end][from]))
}

proptest! {
    #[test]
    fn moves_and_ways_are_those_of_the_payoffs(payoffs in games()) {
        let improvements = Improvements::new(&payoffs, FREELY).unwrap();
        let profiles = payoffs.shape().profiles();
        for moves in ALL {
            let reach = closure(&payoffs, moves);
            let mut count = 0;
            for (profile, reached) in reach.iter().enumerate() {
                let mut ends = improvements.ends(moves, profile);
                ends.sort_unstable();
                prop_assert_eq!(&ends, &arcs(&payoffs, moves, profile));
                count += ends.len() as u64;
                // The compact graph leads to the same profiles
                let mut seen = vec![false; improvements.nodes()];
                let mut open = vec![profile];
                while let Some(node) = open.pop() {
                    let mut turn = 0;
                    while let Some((end, after)) = improvements.next(moves, node, turn) {
                        if !seen[end] {
                            seen[end] = true;
                            open.push(end);
                        }
                        turn = after;
                    }
                }
                prop_assert_eq!(&seen[..profiles], &reached[..]);
            }
            if !moves.ties {
                prop_assert_eq!(improvements.count(moves.best), count);
            }
        }
    }

    #[test]
    fn landscapes_are_those_of_all_ways(payoffs in games()) {
        let shape = payoffs.shape();
        for best in [false, true] {
            let moves = Moves { best, ties: false };
            let (found, reach) = (landscape(&payoffs, best), closure(&payoffs, moves));
            let profiles = 0..shape.profiles();
            let rest: Vec<usize> =
                profiles.clone().filter(|&i| arcs(&payoffs, moves, i).is_empty()).collect();
            for &index in &rest {
                let profile = Profile::pure(shape.strategies(), &shape.profile(index));
                prop_assert!(certify(&payoffs, &profile).is_some_and(|c| c == Certificate::Exact));
            }
            prop_assert_eq!(&found.equilibria, &rest);
            let cyclic = profiles.clone().filter(|&i| reach[i][i]).count();
            prop_assert_eq!(found.cyclic, cyclic);
            let trapped = |&i: &usize| {
                reach[i][i] && profiles.clone().all(|to| !reach[i][to] || reach[to][i])
            };
            let expected: Vec<usize> = profiles.clone().filter(trapped).collect();
            let mut members: Vec<usize> =
                found.sinks.iter().flat_map(|sink| sink.profiles.clone()).collect();
            members.sort_unstable();
            prop_assert_eq!(members, expected);
            for sink in &found.sinks {
                prop_assert!(sink.profiles.iter().all(|&i| reach[sink.profiles[0]][i]));
                for (player, played) in sink.played.iter().enumerate() {
                    let plays = |s: &usize| sink.profiles.iter().any(|&i| shape.strategy(i, player) == *s);
                    prop_assert!(played.iter().all(plays));
                }
            }
            let ends = profiles.clone().all(|i| rest.iter().any(|&end| i == end || reach[i][end]));
            prop_assert_eq!(found.is_weakly_acyclic(), ends);
            match &found.cycle {
                Some(cycle) => prop_assert!(is_cycle(&payoffs, cycle, moves)),
                None => {
                    prop_assert_eq!(cyclic, 0);
                    let expected: Vec<u32> = profiles.map(|i| longest(&payoffs, moves, i)).collect();
                    prop_assert_eq!(found.lengths, Some(expected));
                }
            }
        }
    }

    /// Verdicts are right, and what shows them is checked in `findings`.
    #[test]
    fn potentials_are_there_if_no_way_comes_back(payoffs in games()) {
        let found = verdicts(&payoffs);
        for (test, verdict) in POTENTIALS.iter().zip(found.chars()) {
            if let Some(moves) = test.kind.moves() {
                prop_assert_eq!(verdict == '-', goes_round(&payoffs, moves), "{}", test.name);
            }
        }
        // Exact ones are weighted, these ordinal, these both of the others
        let signs: Vec<bool> = found.chars().map(|sign| sign == '+').collect();
        for (stronger, weaker) in [(0, 1), (1, 2), (2, 3), (2, 4)] {
            prop_assert!(!signs[stronger] || signs[weaker], "{}", found);
        }
    }

    #[test]
    fn what_was_made_with_a_potential_has_one((weights, payoffs) in with_potential()) {
        let found = verdicts(&payoffs);
        prop_assert_eq!(&found[1..], "++++", "weights {:?}", weights);
        let alike = weights.iter().all(|weight| *weight == weights[0]);
        prop_assert!(!alike || found.starts_with('+'));
    }

    /// Other units and other numbers where nothing is decided change nothing but exactness.
    #[test]
    fn units_do_not_matter(payoffs in games(), scale in prop::collection::vec(1_i64..5, 4)) {
        let rational = payoffs.rational().unwrap();
        let scaled = |player: usize| -> Vec<Rational> {
            let scale = Rational::integer(scale[player]);
            rational.payoffs(player).iter().enumerate().map(|(index, payoff)| {
                let mut payoff = payoff.clone();
                payoff *= &scale;
                let others = payoffs.shape().with(index, player, 0);
                payoff += &Rational::integer(i64::try_from(others * others % 7).unwrap());
                payoff
            }).collect()
        };
        let counts = payoffs.shape().strategies().to_vec();
        let all = (0..counts.len()).map(scaled).collect();
        let other = Payoffs::from(Game::new(counts, all).unwrap());
        prop_assert_eq!(&verdicts(&payoffs)[1..], &verdicts(&other)[1..]);
        prop_assert_eq!(landscape(&payoffs, false), landscape(&other, false));
        let [one, two] = [&payoffs, &other].map(|game| modularity(game, FREELY).unwrap());
        prop_assert_eq!(one, two);
    }

    /// The order of players does not matter.
    #[test]
    fn names_do_not_matter(payoffs in games()) {
        let shape = payoffs.shape();
        let counts: Vec<usize> = shape.strategies().iter().rev().copied().collect();
        let turned = crate::game::Shape::new(counts.clone()).unwrap();
        let players = counts.len();
        let all = (0..players).map(|player| {
            turned.profiles_iter().map(|mut profile| {
                profile.reverse();
                payoffs.exact(players - 1 - player, shape.index(&profile)).unwrap()
            }).collect()
        }).collect();
        let other = Payoffs::from(Game::new(counts, all).unwrap());
        prop_assert_eq!(verdicts(&payoffs), verdicts(&other));
        for best in [false, true] {
            let [one, two] = [&payoffs, &other].map(|game| landscape(game, best));
            prop_assert_eq!(one.equilibria.len(), two.equilibria.len());
            prop_assert_eq!((one.arcs, one.cyclic, one.longest()), (two.arcs, two.cyclic, two.longest()));
            let sizes = |found: &Landscape| {
                let mut sizes: Vec<usize> = found.sinks.iter().map(|s| s.profiles.len()).collect();
                sizes.sort_unstable();
                sizes
            };
            prop_assert_eq!(sizes(&one), sizes(&two));
        }
    }

    #[test]
    fn differences_are_those_of_all_squares(payoffs in games()) {
        let shape = payoffs.shape();
        let found = modularity(&payoffs, FREELY).unwrap();
        for pair in &found.pairs {
            let players = [pair.player, pair.other];
            let mut signs = Vec::new();
            for profile in 0..shape.profiles() {
                let own = players.map(|p| shape.strategy(profile, p));
                for up in own[0] + 1..shape.strategies()[players[0]] {
                    for along in own[1] + 1..shape.strategies()[players[1]] {
                        let square = Square { profile, players, others: [up, along] };
                        let difference = square.difference(shape);
                        signs.push(payoffs.sign(pair.player, &difference).unwrap());
                    }
                }
            }
            let never = |sign: Sign| !signs.contains(&sign);
            prop_assert_eq!(pair.are_increasing(), Some(never(Sign::Negative)));
            prop_assert_eq!(pair.are_decreasing(), Some(never(Sign::Positive)));
            if never(Sign::Negative) || never(Sign::Positive) {
                prop_assert_eq!(pair.are_strict(), Some(never(Sign::Zero)));
            }
        }
    }

    #[test]
    fn greatest_improvements_are_the_greatest(payoffs in games()) {
        let shape = payoffs.shape();
        let game = payoffs.rational().unwrap();
        for (player, found) in greatest(&payoffs, FREELY).unwrap().iter().enumerate() {
            let own = game.payoffs(player);
            let gains = (0..shape.profiles()).flat_map(|i| {
                (0..shape.strategies()[player]).map(move |s| (i, s))
            });
            let most = gains.map(|(i, s)| own[shape.with(i, player, s)].minus(&own[i])).max().unwrap();
            prop_assert_eq!(&found.gain, &(most.clone(), most));
            prop_assert_eq!(&own[found.to].minus(&own[found.from]), &found.gain.0);
        }
    }
}
