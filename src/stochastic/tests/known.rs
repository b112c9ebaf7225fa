//! Games whose answers are known in closed form.

use super::{discounts, end, exactly, game, integers, q, to};
use crate::certify::markov;
use crate::game::{Profile, Stage, StochasticError, StochasticGame};
use crate::nash::Coverage;
use crate::num::Rational;
use crate::stochastic::{Recursion, iteration, recursion, simulate, worth};

/// Two firms at unit costs `(c1, c2)`, each 1 or 0; the better technology costs `price` once, and the firm with the lower cost
/// earns the difference in every period. Undiscounted payoffs of a period, `[profile]`: neither, first, second, both invest.
///
/// After the leapfrogging game of `iskhakov2016` with two levels, simultaneous moves and no depreciation: with
/// `price (1 − δ) < δ` one firm invests and the other does not, either way, or both mix.
fn leapfrogging(price: &Rational, discount: &Rational) -> StochasticGame {
    let minus = |n: i64| {
        let mut x = price.clone();
        x *= &Rational::integer(n);
        x
    };
    // 0: both high, 1: the first one low, 2: the second one low, 3: both low
    let lead = |own: i64, n: i64| {
        let mut x = Rational::integer(own);
        x += &minus(n);
        x
    };
    let invest = |gain: [i64; 2], moves: [usize; 4]| {
        let first = [0, -1, 0, -1].map(|n| lead(gain[0], n));
        let second = [0, 0, -1, -1].map(|n| lead(gain[1], n));
        Stage::new(
            vec![vec![0, 1]; 2],
            vec![exactly(&first), exactly(&second)],
            moves.map(to).to_vec(),
        )
        .unwrap()
    };
    let stages = vec![
        invest([0, 0], [0, 1, 2, 3]),
        invest([1, 0], [1, 1, 3, 3]),
        invest([0, 1], [2, 3, 2, 3]),
        end(2, 3),
    ];
    game(2, discount, stages)
}

#[test]
fn leapfrogging_has_the_equilibria_of_the_book() {
    let game = leapfrogging(&q(1, 2), &q(9, 10));
    assert!(game.is_directional());
    let outcome = recursion(&game, &Recursion::default());
    let pure: Vec<_> = outcome.found.iter().filter_map(crate::stochastic::Found::as_pure).collect();
    // A follower never invests: it would get 0 from then on. A leader would pay for nothing
    assert_eq!(
        pure,
        [[[1, 0], [0, 0], [0, 0], [0, 0]], [[0, 1], [0, 0], [0, 0], [0, 0]]]
            .map(|policy| policy.map(|profile| profile.to_vec()).to_vec())
    );
    // Or both wait with probability x where investing is worth nothing: 17/20 x = 1/20 (1 − x)
    assert_eq!((outcome.found.len(), outcome.coverage), (3, Coverage::All));
    assert_eq!(outcome.found[2].policy[0][0], [q(1, 18), q(17, 18)]);
    assert_eq!(outcome.found[2].values[0][0].0, q(0, 1));
    let first = &outcome.found[0];
    // 9/10 of 1, less a tenth of the price
    assert_eq!(first.values[0][0].0, q(17, 20));
    assert_eq!(first.values[0][1].0, q(0, 1));
    // Too dear an investment is not made: 9/10 of 1 for ever is worth a tenth of 9
    let dear = recursion(&leapfrogging(&q(10, 1), &q(9, 10)), &Recursion::default());
    assert_eq!(dear.found.len(), 1);
    assert_eq!(dear.found[0].as_pure().unwrap(), vec![vec![0, 0]; 4]);
}

/// A zero-sum game in the sense of `shapley1953`: a match pays a and ends the game, else it goes on. In totals the value is that of
/// the matrix `(a, δ v; δ v, a)`: both mix evenly, and `v = (a + δ v) / 2 = a / (2 − δ)`.
#[test]
fn a_zero_sum_game_of_shapley_has_its_value() {
    let both = |list: [i64; 4]| vec![integers(&list), integers(&list.map(|n| -n))];
    let play =
        Stage::new(vec![vec![0, 1]; 2], both([2, 0, 0, 2]), vec![to(1), to(0), to(0), to(1)]);
    let game = game(2, &q(1, 2), vec![play.unwrap(), end(2, 1)]);
    let found = iteration(&game, 1000, &|_, _| true).unwrap();
    assert!(found.settled);
    // Even chances are simple fractions, so the equilibrium is exact. Totals: 2 / (2 − 1/2); averages: half of that
    assert!(found.found.one_shot.is_equilibrium());
    assert_eq!(found.found.values[0][0].0, q(2, 3));
    let outcome = recursion(&game, &Recursion::default());
    assert_eq!((outcome.found.len(), outcome.coverage), (1, Coverage::All));
    assert_eq!(outcome.found[0].values, found.found.values);
}

/// Where the matches pay differently the value solves a quadratic equation: in totals that of `(3, w; w, 1)` with `w = δ v`, which
/// is `(3 − w²) / (4 − 2w)`. It is not rational, so there are bounds that are proved to contain it.
#[test]
fn irrational_values_are_enclosed() {
    let both = |list: [i64; 4]| vec![integers(&list), integers(&list.map(|n| -n))];
    let play =
        Stage::new(vec![vec![0, 1]; 2], both([3, 0, 0, 1]), vec![to(1), to(0), to(0), to(1)]);
    let game = game(2, &q(4, 5), vec![play.unwrap(), end(2, 1)]);
    let found = iteration(&game, 10_000, &|_, _| true).unwrap();
    assert!(found.settled);
    assert!(found.found.one_shot.is_equilibrium() && found.found.within.is_some());
    let outcome = recursion(&game, &Recursion::default());
    assert_eq!((outcome.found.len(), outcome.coverage, outcome.rounded), (1, Coverage::All, true));
    assert!(outcome.found[0].one_shot.is_equilibrium() && outcome.found[0].within.is_some());
    // Averages are a fifth of totals
    let total = found.found.values[0][0].0.nearest_f64() * 5.0;
    let continued = 0.8 * total;
    let again = (3.0 - continued * continued) / (4.0 - 2.0 * continued);
    assert!((total - again).abs() < 1e-9, "{total} {again}");
}

/// The chances of a mixed policy are those of the equilibrium where one player decides whether play stays.
#[test]
fn one_player_decides_whether_play_stays() {
    // The first player stops (1) or not; the second one guards or not
    let stop = Stage::new(
        vec![vec![0, 1]; 2],
        vec![integers(&[0, 4, 0, -4]), integers(&[0, -2, -1, 1])],
        vec![to(0), to(1), to(0), to(1)],
    );
    let game = game(2, &q(1, 2), vec![stop.unwrap(), end(2, 1)]);
    let outcome = recursion(&game, &Recursion::default());
    assert_eq!((outcome.found.len(), outcome.coverage), (1, Coverage::All));
    let found = &outcome.found[0];
    assert!(found.one_shot.is_equilibrium());
    // Who guards is indifferent where −2x = x − (1 − x); who stops, where 4 (1 − y) = 4y
    assert_eq!(found.policy[0][0], [q(3, 4), q(1, 4)]);
    assert_eq!(found.policy[0][1], [q(1, 2), q(1, 2)]);
    // Half of −2/4 a round, until play stops
    assert_eq!([0, 1].map(|player| found.values[0][player].0.clone()), [q(0, 1), q(-2, 5)]);
}

#[test]
fn values_that_are_wrong_prove_nothing() {
    let game = leapfrogging(&q(1, 2), &q(9, 10));
    let policy = vec![
        Profile::pure(&[2, 2], &[0, 0]),
        Profile::pure(&[2, 2], &[0, 0]),
        Profile::pure(&[2, 2], &[0, 0]),
        Profile::pure(&[1, 1], &[0, 0]),
    ];
    let values = worth(&game, &policy);
    let one_shot = markov(&game, &policy, &values).unwrap();
    assert!(one_shot.is_refuted() && !one_shot.is_equilibrium());
    // Investing alone: 9/10 less a tenth of a half
    assert_eq!(one_shot.most(), q(17, 20));
    let mut wrong = values.clone();
    wrong[1][0].0 += &q(1, 1_000_000_000);
    assert_eq!(markov(&game, &policy, &wrong), None);
    // Bounds may be wide; then gains are
    let mut wide = values.clone();
    wide[1][0].1 += &q(1, 10);
    wide[0][0].1 += &q(1, 10);
    let told = markov(&game, &policy, &wide).unwrap();
    assert!(told.most() > one_shot.most());
    let mut unfit = policy;
    unfit.pop();
    assert_eq!(markov(&game, &unfit, &values), None);
}

#[test]
fn games_that_are_none_are_refused() {
    let stage = |moves: Vec<(usize, Rational)>| {
        Stage::new(vec![vec![0]], vec![integers(&[0])], vec![moves]).unwrap()
    };
    let of = |stages: Vec<Stage>| StochasticGame::new(discounts(1, &q(1, 2)), stages);
    assert_eq!(of(vec![]), Err(StochasticError::NoState));
    let chances = Err(StochasticError::Chances { state: 0, profile: 0 });
    assert_eq!(of(vec![stage(vec![(0, q(1, 2))])]), chances);
    assert_eq!(of(vec![stage(vec![(0, q(3, 2)), (0, q(-1, 2))])]).map(|_| ()), Ok(()));
    assert_eq!(of(vec![stage(vec![(1, q(1, 1))])]), chances);
    let one = StochasticGame::new(discounts(1, &q(1, 1)), vec![stage(to(0))]);
    assert_eq!(one, Err(StochasticError::Discount { player: 0 }));
    let two = StochasticGame::new(discounts(2, &q(1, 2)), vec![stage(to(0))]);
    assert_eq!(two, Err(StochasticError::Incomplete { state: 0 }));
    assert_eq!(Stage::new(vec![vec![]], vec![vec![]], vec![]), None);
    assert_eq!(Stage::new(vec![vec![0]], vec![integers(&[0, 1])], vec![to(0)]), None);
}

#[test]
fn paths_follow_the_policy() {
    let game = leapfrogging(&q(1, 2), &q(9, 10));
    let outcome = recursion(&game, &Recursion::default());
    let path = simulate(&game, &outcome.found[0].policy, 0, 3, 7);
    let states: Vec<usize> = path.iter().map(|step| step.state).collect();
    assert_eq!(states, [0, 1, 1]);
    assert_eq!(path[0].profile, [1, 0]);
    assert!(path.iter().all(|step| !step.by_lot));
    // A coin that is tossed until it falls: about two tosses
    let half = vec![(0, q(1, 2)), (1, q(1, 2))];
    let toss = Stage::new(vec![vec![0]], vec![integers(&[0])], vec![half]).unwrap();
    let coin = super::game(1, &q(1, 2), vec![toss, end(1, 1)]);
    let policy = vec![Profile::pure(&[1], &[0]); 2];
    let tosses = |seed: u64| {
        let path = simulate(&coin, &policy, 0, 50, seed);
        path.iter().filter(|step| step.state == 0).count()
    };
    let all: usize = (0..1000).map(tosses).sum();
    assert!((1900..2100).contains(&all), "{all}");
    assert_eq!(simulate(&coin, &policy, 0, 50, 3), simulate(&coin, &policy, 0, 50, 3));
}
