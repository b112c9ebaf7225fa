//! Games that end, against all that can be written down by hand.

use proptest::prelude::*;

use super::body::lot;
use super::*;
use crate::repeated::Path;

fn game(strategies: &[usize], payoffs: &[Vec<i64>]) -> Game<Rational> {
    let exact = |all: &Vec<i64>| all.iter().copied().map(Rational::integer).collect();
    Game::new(strategies.to_vec(), payoffs.iter().map(exact).collect()).unwrap()
}

fn fractions(parts: &[(i64, i64)]) -> Vec<Rational> {
    parts.iter().map(|&(n, d)| Rational::new(n, d).unwrap()).collect()
}

/// What equilibria without lots of so many rounds give, by trying what follows each profile and each deviation: sums, not averages.
/// All of them are payoffs of equilibria with lots.
fn without_lots(
    game: &Game<Rational>,
    rounds: usize,
    discounts: &[Rational],
) -> Vec<Vec<Rational>> {
    if rounds == 0 {
        return vec![vec![Rational::zero(); discounts.len()]];
    }
    let later = without_lots(game, rounds - 1, discounts);
    let players = 0..discounts.len();
    let worth = |profile: usize, player: usize, then: &Rational| {
        let mut worth = game.payoffs(player)[profile].clone();
        worth.add_product(&discounts[player], then);
        worth
    };
    let mut found = Vec::new();
    for profile in 0..game.shape().profiles() {
        for then in &later {
            let keeps = players.clone().all(|player| {
                let kept = worth(profile, player, &then[player]);
                (0..game.strategies()[player]).all(|own| {
                    let other = game.shape().with(profile, player, own);
                    other == profile
                        || later.iter().any(|threat| worth(other, player, &threat[player]) <= kept)
                })
            });
            if keeps {
                let all = players.clone().map(|player| worth(profile, player, &then[player]));
                found.push(all.collect::<Vec<_>>());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The same with lots, when what follows is asked for in one direction: the greatest weighted sum of averages.
fn reaches(
    game: &Game<Rational>,
    later: &FinitePayoffs,
    direction: &[Rational],
) -> Option<Rational> {
    use crate::lp::{Limit, Program, Relation, solve};
    let players = game.players();
    let worst: Vec<Rational> = (0..players)
        .map(|player| later.corners.iter().map(|one| &one.payoffs[player]).min().unwrap().clone())
        .collect();
    let weight: Vec<Rational> = (0..players)
        .map(|player| {
            let (mut sum, mut term) = (Rational::zero(), Rational::one());
            for _ in 0..later.rounds {
                term *= &later.discounts[player];
                sum += &term;
            }
            sum
        })
        .collect();
    let value = |profile: usize, player: usize, then: &Rational| {
        let mut value = game.payoffs(player)[profile].clone();
        value.add_product(&weight[player], then);
        let mut all = weight[player].clone();
        all += &Rational::one();
        value *= &all.recip().unwrap();
        value
    };
    let best = |profile: usize| {
        let along = later.corners.iter().map(|one| {
            let mut sum = Rational::zero();
            for (player, x) in direction.iter().enumerate() {
                sum.add_product(x, &value(profile, player, &one.payoffs[player]));
            }
            sum
        });
        let count = later.corners.len();
        let mut program = Program::maximise(along.collect());
        program.add_row(vec![Rational::one(); count], Relation::Equal, Rational::one());
        for player in 0..players {
            // u + W w − best − W worst ≥ 0
            let row = later.corners.iter().map(|one| {
                let mut row = weight[player].clone();
                row *= &one.payoffs[player];
                row
            });
            let mut bound = game.best_payoff(player, profile).clone();
            bound.add_product(&weight[player], &worst[player]);
            bound -= &game.payoffs(player)[profile];
            program.add_row(row.collect(), Relation::AtLeast, bound);
        }
        solve(&program, Limit::default()).unwrap().proved.value().cloned()
    };
    (0..game.shape().profiles()).filter_map(best).max()
}

fn is_right(game: &Game<Rational>, rounds: usize, discounts: &[Rational]) {
    let found = finite(game, rounds, discounts, &|_| true).unwrap();
    assert!(found.certified);
    let corners: Vec<Vec<Rational>> = found.corners.iter().map(|one| one.payoffs.clone()).collect();
    let count = |player: usize| {
        let (mut sum, mut term) = (Rational::zero(), Rational::one());
        for _ in 0..rounds {
            sum += &term;
            term *= &discounts[player];
        }
        sum
    };
    let plain = without_lots(game, rounds, discounts);
    assert_eq!(corners.is_empty(), plain.is_empty());
    for sums in plain {
        let average = sums.iter().enumerate().map(|(player, sum)| {
            let mut average = sum.clone();
            average *= &count(player).recip().unwrap();
            average
        });
        assert!(lot(&corners, &average.collect::<Vec<_>>()).is_some());
    }
    let later = finite(game, rounds.max(2) - 1, discounts, &|_| true).unwrap();
    if rounds < 2 || later.corners.is_empty() {
        return;
    }
    // Linear programs over what follows reach as far in any direction
    for numbers in
        [[1, 0, 0], [-1, 0, 0], [0, -1, 0], [0, 0, 1], [1, 1, 1], [2, -1, -3], [-3, 1, 5]]
    {
        let direction: Vec<Rational> =
            numbers[..discounts.len()].iter().copied().map(Rational::integer).collect();
        let far = corners.iter().map(|corner| {
            let mut sum = Rational::zero();
            for (x, y) in direction.iter().zip(corner) {
                sum.add_product(x, y);
            }
            sum
        });
        assert_eq!(far.max(), reaches(game, &later, &direction));
    }
}

/// Whether an equilibrium with lots follows some profiles first: a linear program over what follows, backwards, with the threats of all sets.
fn follows(game: &Game<Rational>, lead: &[usize], rounds: usize, discounts: &[Rational]) -> bool {
    use crate::lp::{Limit, Program, Relation, solve};
    let players = game.players();
    let sets: Vec<FinitePayoffs> =
        (1..=rounds).map(|left| finite(game, left, discounts, &|_| true).unwrap()).collect();
    if sets[0].corners.is_empty() {
        return false;
    }
    let count = |player: usize, left: usize| {
        let (mut sum, mut term) = (Rational::zero(), Rational::one());
        for _ in 0..left {
            sum += &term;
            term *= &discounts[player];
        }
        sum
    };
    let rest = rounds - lead.len();
    let ends: Vec<Vec<Rational>> = match rest {
        0 => vec![vec![Rational::zero(); players]],
        rest => sets[rest - 1].corners.iter().map(|one| one.payoffs.clone()).collect(),
    };
    let mut program = Program::maximise(vec![Rational::zero(); ends.len()]);
    program.add_row(vec![Rational::one(); ends.len()], Relation::Equal, Rational::one());
    for round in 0..lead.len() {
        for player in 0..players {
            let left = rounds - round - 1;
            let (mut known, mut term) = (Rational::zero(), Rational::one());
            for &profile in &lead[round..] {
                known.add_product(&term, &game.payoffs(player)[profile]);
                term *= &discounts[player];
            }
            term *= &count(player, rest);
            let mut bound = game.best_payoff(player, lead[round]).clone();
            if left > 0 {
                let corners = sets[left - 1].corners.iter();
                let mut lost = corners.map(|one| &one.payoffs[player]).min().unwrap().clone();
                lost *= &count(player, left);
                bound.add_product(&discounts[player], &lost);
            }
            if *game.best_payoff(player, lead[round]) == game.payoffs(player)[lead[round]] {
                continue;
            }
            bound -= &known;
            let row = ends.iter().map(|end| {
                let mut row = term.clone();
                row *= &end[player];
                row
            });
            program.add_row(row.collect(), Relation::AtLeast, bound);
        }
    }
    matches!(solve(&program, Limit::default()).unwrap().proved, crate::lp::Proved::Optimal { .. })
}

const FACTORS: [(i64, i64); 5] = [(0, 1), (1, 3), (2, 3), (9, 10), (1, 1)];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn sets_of_three_players(
        payoffs in prop::collection::vec(prop::collection::vec(-2..3_i64, 8), 3),
        at in prop::array::uniform3(0..5_usize),
        rounds in 1..4_usize,
    ) {
        let discounts = fractions(&at.map(|at| FACTORS[at]));
        is_right(&game(&[2, 2, 2], &payoffs), rounds, &discounts);
    }

    #[test]
    fn sets_of_two_players_with_their_own_discount_factors(
        payoffs in prop::collection::vec(prop::collection::vec(-2..3_i64, 6), 2),
        at in prop::array::uniform2(0..5_usize),
        rounds in 1..4_usize,
    ) {
        let discounts = fractions(&at.map(|at| FACTORS[at]));
        is_right(&game(&[2, 3], &payoffs), rounds, &discounts);
    }

    #[test]
    fn paths_are_followed_as_far_as_can_be(
        payoffs in prop::collection::vec(prop::collection::vec(-2..3_i64, 8), 3),
        cycle in prop::collection::vec(0..8_usize, 1..3),
        at in prop::array::uniform3(0..5_usize),
        rounds in 1..5_usize,
    ) {
        let game = game(&[2, 2, 2], &payoffs);
        let discounts = fractions(&at.map(|at| FACTORS[at]));
        let path = Path::new(cycle.clone()).unwrap();
        let found = finite_path(&game, &path, rounds, &discounts, &|_| true).unwrap();
        prop_assert!(found.certified);
        let played: Vec<usize> = (0..rounds).map(|round| cycle[round % cycle.len()]).collect();
        let far = (0..=rounds).rev().find(|&far| follows(&game, &played[..far], rounds, &discounts));
        prop_assert_eq!(found.prefix, far);
        prop_assert_eq!(found.holds(), far.is_some() && found.tempted.is_empty());
    }
}

/// Two equilibria, (5, 1) and (1, 5), and a profile that gives 4 each, from which a deviation gains 1; a third player who looks on.
#[test]
fn an_end_of_equilibria_keeps_players_on_the_path() {
    let first = vec![4, 5, 0, 0, 5, 0, 0, 0, 1];
    let second = vec![4, 0, 0, 5, 1, 0, 0, 0, 5];
    let stage = game(&[3, 3, 1], &[first, second, vec![0; 9]]);
    let path = Path::new(vec![0]).unwrap();
    let one = vec![Rational::one(); 3];
    let found = finite_path(&stage, &path, 3, &one, &|_| true).unwrap();
    // All but the last round, then 3 each by lot
    assert_eq!(found.prefix, Some(2));
    assert_eq!(found.tempted.len(), 2);
    assert!(found.tempted.iter().all(|one| one.round == 2 && one.gain == Rational::one()));
    assert!(found.rest[0] >= Rational::integer(2) && found.rest[1] >= Rational::integer(2));
    let set = finite(&stage, 3, &one, &|_| true).unwrap();
    let best = set.corners.iter().map(|one| {
        let mut sum = one.payoffs[0].clone();
        sum += &one.payoffs[1];
        sum
    });
    // Twice 8, then 6, over three rounds
    assert_eq!(best.max(), Rational::new(22, 3));
}

/// What is stopped tells nothing, and no rounds are none.
#[test]
fn nothing_where_it_was_stopped() {
    let stage = game(&[2, 2, 2], &[vec![0; 8], vec![1; 8], vec![2; 8]]);
    let one = vec![Rational::one(); 3];
    assert!(finite(&stage, 3, &one, &|done| done < 2).is_none());
    assert!(finite(&stage, 0, &one, &|_| true).is_none());
    assert!(finite(&stage, 3, &one[..2], &|_| true).is_none());
    let path = Path::new(vec![3]).unwrap();
    assert!(finite_path(&stage, &path, 3, &one, &|done| done < 2).is_none());
    assert!(finite_path(&stage, &path, 3, &one, &|_| true).unwrap().holds());
}
