//! Against payoffs summed round by round, and under what must change nothing.

use proptest::prelude::*;

use super::{
    After, Deviation, Opponents, Path, PenalCodes, Sustained, Threat, Worst, deviations, feasible,
    finite, independent, minmax, sustained,
};
use crate::game::{Game, Payoffs, Polygon};
use crate::num::{Rational, Ring};

fn game(payoffs: &[[i64; 4]; 2]) -> Payoffs {
    let rows = payoffs.iter().map(|row| row.iter().map(|&x| Rational::integer(x)).collect());
    Game::new(vec![2, 2], rows.collect()).unwrap().into()
}

fn found(
    payoffs: &Payoffs,
    path: &[usize],
    threats: [i64; 2],
    after: After,
) -> (Vec<Deviation>, Sustained) {
    let threats = threats.map(|value| Threat::from(Rational::integer(value)));
    let found = deviations(payoffs, &Path::new(path.to_vec()).unwrap(), &threats, after).unwrap();
    let sustained = sustained(&found);
    (found, sustained)
}

/// What the greatest deviation brings more than the path, in floats, summed over so many rounds that no more counts.
#[allow(clippy::cast_precision_loss)] // payoffs are small
fn best(
    payoffs: &[[i64; 4]; 2],
    path: &[usize],
    threats: [i64; 2],
    after: After,
    discount: f64,
) -> f64 {
    const ROUNDS: i32 = 4000;
    let mut best = f64::NEG_INFINITY;
    for player in 0..2 {
        for phase in 0..path.len() {
            let on = |round: i32| {
                let place = phase + usize::try_from(round).unwrap();
                payoffs[player][path[place % path.len()]] as f64
            };
            let other = path[phase] ^ if player == 0 { 1 } else { 2 };
            let mut gain = payoffs[player][other] as f64 - on(0);
            for round in 1..ROUNDS {
                let punished = match after {
                    After::Forever => true,
                    After::Rounds(rounds) => round <= i32::try_from(rounds).unwrap(),
                };
                if punished {
                    gain += discount.powi(round) * (threats[player] as f64 - on(round));
                }
            }
            best = best.max(gain * (1.0 - discount));
        }
    }
    best
}

const DILEMMA: [[i64; 4]; 2] = [[9, 10, 1, 3], [9, 1, 10, 3]];

#[test]
fn a_prisoners_dilemma() {
    let exactly = |path: &[usize], after| {
        let (_, found) = found(&game(&DILEMMA), path, [3, 3], after);
        let (low, high) = found.critical().unwrap();
        assert_eq!(low, high);
        low.to_string()
    };
    assert_eq!(exactly(&[0], After::Forever), "1/7");
    // Now one, now the other is exploited
    assert_eq!(exactly(&[1, 2], After::Forever), "2/7");
    assert_eq!(exactly(&[0], After::Rounds(1)), "1/6");
    // Nobody keeps to being exploited for ever, nor needs patience for the equilibrium
    assert!(found(&game(&DILEMMA), &[1], [3, 3], After::Forever).1.is_never());
    assert_eq!(exactly(&[3], After::Forever), "0");
    // One round of punishment falls on the round in which one is exploited anyway: patience makes it worth less
    let (_, found) = found(&game(&DILEMMA), &[1, 2], [3, 3], After::Rounds(1));
    assert_eq!((found.critical(), found.surely.len()), (None, 1));
    let ends =
        [&found.surely[0].low, &found.surely[0].high].map(|end| end.exact().unwrap().to_string());
    assert_eq!(ends, ["2/7", "1/2"]);
    let at = |x: &str| found.at(&x.parse().unwrap());
    assert_eq!(
        [at("1/5"), at("2/7"), at("2/5"), at("1/2"), at("3/4")],
        [false, true, true, true, false].map(Some)
    );
}

/// A zero that is not rational, as that of its polynomial.
#[test]
fn critical_discount_factors_may_be_irrational() {
    // 10 − 9 ≤ 6 (δ + δ²)
    let (_, found) = found(&game(&DILEMMA), &[0], [3, 3], After::Rounds(2));
    let root = found.root().unwrap();
    assert_eq!(root.exact(), None);
    let (low, high) = found.critical().unwrap();
    let near = ((1.0 + 4.0 / 6.0_f64).sqrt() - 1.0) / 2.0;
    assert!(low < high && (low.nearest_f64() - near).abs() < 1e-15);
}

/// Bounds of payoffs give bounds of discount factors, and what is between is open.
#[test]
fn bounds_leave_open_what_they_must() {
    let between =
        Threat { bounds: (Rational::integer(2), Rational::integer(3)), combination: None };
    let path = Path::new(vec![0]).unwrap();
    let found =
        deviations(&game(&DILEMMA), &path, &[between.clone(), between], After::Forever).unwrap();
    let found = sustained(&found);
    let (low, high) = found.critical().unwrap();
    assert_eq!([low.to_string(), high.to_string()], ["1/8", "1/7"]);
    let at = |x: &str| found.at(&x.parse().unwrap());
    assert_eq!([at("1/9"), at("2/15"), at("1/7")], [Some(false), None, Some(true)]);
}

/// The game of Abreu and Sannikov: the payoffs that are feasible and individually rational are those of the equilibria at δ = 19/20.
#[test]
fn payoffs_that_are_individually_rational() {
    let row = |row: [i64; 9]| row.map(Rational::integer).to_vec();
    // The first player's strategy moves fastest
    let rows = [row([16, 21, 9, 3, 10, 5, 0, -1, -5]), row([9, 1, 0, 13, 4, -4, 3, 0, -15])];
    let game = Payoffs::from(Game::new(vec![3, 3], rows.to_vec()).unwrap());
    let floor = [0, 1].map(|player| minmax(&game, player, Opponents::Pure).unwrap().0);
    assert_eq!(floor, [Rational::zero(), Rational::zero()]);
    let kept = feasible(&game).unwrap().at_least(&floor);
    let told: Vec<[String; 2]> =
        kept.vertices.iter().map(|vertex| vertex.clone().map(|x| x.to_string())).collect();
    let wanted = [["0", "0"], ["155/8", "0"], ["21", "1"], ["16", "9"], ["3", "13"], ["0", "13/4"]];
    assert_eq!(told, wanted.map(|point| point.map(str::to_owned)));
    assert_eq!(kept.area().to_string(), "3065/16");
}

/// Segments, points and nothing are sets, too.
#[test]
fn flat_sets_of_payoffs() {
    let set = |points: &[[i64; 2]]| {
        Polygon::hull(points.iter().map(|point| point.map(Rational::integer)).collect())
    };
    let segment = set(&[[0, 0], [1, 2], [2, 4], [1, 2]]);
    assert_eq!(segment, set(&[[2, 4], [0, 0]]));
    let part = segment.at_least(&[1, 0].map(Rational::integer));
    assert_eq!(part, set(&[[1, 2], [2, 4]]));
    assert_eq!(part.area(), Rational::zero());
    assert_eq!(segment.at_least(&[2, 4].map(Rational::integer)), set(&[[2, 4]]));
    assert_eq!(segment.at_least(&[2, 5].map(Rational::integer)), set(&[]));
    assert!(segment.contains(&[1, 2].map(Rational::integer)));
    assert!(!segment.contains(&[1, 1].map(Rational::integer)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Sums over many rounds agree, and so do the game with its payoffs stretched and moved, and with its players changed.
    #[test]
    fn sums_round_by_round_agree(
        payoffs in prop::array::uniform2(prop::array::uniform4(-5_i64..6)),
        path in prop::collection::vec(0_usize..4, 1..4),
        threats in prop::array::uniform2(-6_i64..4),
        rounds in 0_u32..5,
        (factor, shift) in (1_i64..4, -3_i64..4),
    ) {
        let after = if rounds == 0 { After::Forever } else { After::Rounds(rounds) };
        let (_, sustained) = found(&game(&payoffs), &path, threats, after);
        let stretched = payoffs.map(|row| row.map(|x| factor * x + shift));
        let (_, moved) = found(&game(&stretched), &path, threats.map(|x| factor * x + shift), after);
        let turn = |profile: usize| (profile & 1) << 1 | profile >> 1;
        let swapped = [payoffs[1], payoffs[0]].map(|row| [row[0], row[2], row[1], row[3]]);
        let turned: Vec<usize> = path.iter().map(|&profile| turn(profile)).collect();
        let (_, swapped) = found(&game(&swapped), &turned, [threats[1], threats[0]], after);
        for place in 0..19 {
            let discount = Rational::share(place, 20);
            let told = sustained.at(&discount).unwrap();
            prop_assert_eq!(moved.at(&discount), Some(told));
            prop_assert_eq!(swapped.at(&discount), Some(told));
            let gain = best(&payoffs, &path, threats, after, discount.nearest_f64());
            if gain.abs() > 1e-9 {
                prop_assert_eq!(told, gain < 0.0, "at {}: {}", discount, gain);
            }
        }
        if let Some((low, high)) = sustained.critical() {
            prop_assert!(low <= high && high < Rational::one());
        }
    }

    /// The part of a hull above two floors holds just the points of the hull that are above them.
    #[test]
    fn sets_are_cut_where_they_are_said_to_be(
        points in prop::collection::vec(prop::array::uniform2(-4_i64..5), 1..8),
        floor in prop::array::uniform2(-5_i64..5),
        at in prop::array::uniform2(-10_i64..11),
    ) {
        let all = Polygon::hull(points.iter().map(|point| point.map(Rational::integer)).collect());
        let floor = floor.map(Rational::integer);
        let kept = all.at_least(&floor);
        let at = at.map(|x| Rational::new(x, 2).unwrap());
        let above = at[0] >= floor[0] && at[1] >= floor[1];
        prop_assert_eq!(kept.contains(&at), all.contains(&at) && above);
        prop_assert!(kept.area() <= all.area());
    }
}

/// Between what the minmax value and what the worst pure equilibrium of the stage game would do.
#[test]
fn optimal_punishments() {
    let stage = |first: [i64; 9], second: [i64; 9]| {
        let all = |payoffs: [i64; 9]| payoffs.map(Rational::integer).to_vec();
        Game::new(vec![3, 3], vec![all(first), all(second)]).unwrap()
    };
    // The game of Abreu and Sannikov, whose only equilibrium gives (10, 4)
    let game = stage([16, 21, 9, 3, 10, 5, 0, -1, -5], [9, 1, 0, 13, 4, -4, 3, 0, -15]);
    let payoffs = Payoffs::from(game);
    let mut codes = PenalCodes::new(&payoffs, &|_, _| true).unwrap();
    let (mut strictly, mut never) = (0, 0);
    for profile in 0..9 {
        let path = Path::new(vec![profile]).unwrap();
        let found = codes.sustained(&path, &|_| true).unwrap();
        let under = |threats: [Rational; 2]| {
            let all = deviations(&payoffs, &path, &threats.map(Threat::from), After::Forever);
            sustained(&all.unwrap()).critical()
        };
        let floor = under([0, 0].map(Rational::integer));
        if found.is_never() {
            assert_eq!(floor, None);
            never += 1;
            continue;
        }
        let (low, high) = found.critical().unwrap();
        assert!(floor.unwrap().0 <= low && low <= high);
        if let Some((nash, _)) = under([10, 4].map(Rational::integer)) {
            assert!(low <= nash);
            strictly += usize::from(high < nash);
        }
    }
    assert!(strictly > 0 && never > 0, "{strictly} {never}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Cycles under optimal punishments, against the worst equilibria at single discount factors.
    #[test]
    fn optimal_punishments_of_cycles(
        payoffs in prop::collection::vec(prop::collection::vec(-4..8_i64, 4), 2),
        path in prop::collection::vec(0..4_usize, 1..4),
        at in prop::collection::vec(1..40_i64, 3),
    ) {
        let exact = |all: &Vec<i64>| all.iter().copied().map(Rational::integer).collect();
        let all = Payoffs::from(Game::new(vec![2, 2], payoffs.iter().map(exact).collect()).unwrap());
        let path = Path::new(path).unwrap();
        let mut codes = PenalCodes::new(&all, &|_, _| true).unwrap();
        let found = codes.sustained(&path, &|_| true).unwrap();
        for at in at {
            let discount = Rational::new(at, 40).unwrap();
            let told = found.at(&discount);
            let Worst::Between(least, most) = codes.worst(&discount).unwrap() else {
                prop_assert_eq!(told, Some(false));
                continue;
            };
            if Some(&least) != most.as_ref() {
                continue;
            }
            let threats: Vec<Threat> = least.into_iter().map(Threat::from).collect();
            let all = deviations(&all, &path, &threats, After::Forever).unwrap();
            let holds = sustained(&all).at(&discount);
            prop_assert!(told.is_none() || told == holds, "{told:?} {holds:?} at {discount}");
        }
    }
}

/// Every equilibrium of two rounds, by what follows each profile of the first, is in the set; its corners are such.
fn two_rounds(first: [i64; 4], second: [i64; 4]) {
    let all = |payoffs: [i64; 4]| payoffs.map(Rational::integer).to_vec();
    let game = Game::new(vec![2, 2], vec![all(first), all(second)]).unwrap();
    let set = finite(&game, 2, &vec![Rational::one(); 2], &|_| true).unwrap().polygon().unwrap();
    let payoff = |profile: usize| [first[profile], second[profile]];
    let other = |profile: usize, player: usize| profile ^ (1 << player);
    let settled: Vec<usize> = (0..4)
        .filter(|&at| (0..2).all(|player| payoff(other(at, player))[player] <= payoff(at)[player]))
        .collect();
    let mut found = Vec::new();
    for at in 0..4 {
        // What follows no deviation, and the deviation of either player
        for &kept in &settled {
            for &one in &settled {
                for &two in &settled {
                    let keeps = |player: usize, threat: usize| {
                        let gain = payoff(other(at, player))[player] - payoff(at)[player];
                        gain <= payoff(kept)[player] - payoff(threat)[player]
                    };
                    if keeps(0, one) && keeps(1, two) {
                        let half = |player: usize| {
                            Rational::new(payoff(at)[player] + payoff(kept)[player], 2).unwrap()
                        };
                        found.push([half(0), half(1)]);
                    }
                }
            }
        }
    }
    assert!(found.iter().all(|point| set.contains(point)));
    assert_eq!(set.vertices.is_empty(), settled.is_empty());
}

proptest! {
    #[test]
    fn equilibria_of_two_rounds(
        first in proptest::array::uniform4(-4i64..5),
        second in proptest::array::uniform4(-4i64..5),
    ) {
        two_rounds(first, second);
    }
}

/// Two equilibria, (5, 1) and (1, 5), and a profile that gives 4 each, from which a deviation gains 1: it can be played before.
#[test]
fn the_end_keeps_players_in_line() {
    let game = |first: [i64; 9], second: [i64; 9]| {
        let all = |payoffs: [i64; 9]| payoffs.map(Rational::integer).to_vec();
        Game::new(vec![3, 3], vec![all(first), all(second)]).unwrap()
    };
    let stage = game([4, 5, 0, 0, 5, 0, 0, 0, 1], [4, 0, 0, 5, 1, 0, 0, 0, 5]);
    let all = |delta: Rational| [delta.clone(), delta];
    let twice = finite(&stage, 2, &all(Rational::one()), &|_| true).unwrap().polygon().unwrap();
    // 4 now, then 3 on average by lot
    let seven = Rational::new(7, 2).unwrap();
    assert!(twice.contains(&[seven.clone(), seven.clone()]));
    let once = finite(&stage, 1, &all(Rational::one()), &|_| true).unwrap().polygon().unwrap();
    assert!(!once.contains(&[seven.clone(), seven]));
    // Without a future that counts nothing holds
    let short = finite(&stage, 2, &all(Rational::zero()), &|_| true).unwrap().polygon().unwrap();
    assert_eq!(short, once);
}

/// Bounds hold whatever the game: no lower than by one lot together, no higher than by pure strategies; for two players they are the value.
#[test]
fn opponents_with_lots_of_their_own() {
    let mut state = 7_i64;
    let mut next = || {
        state = (state * 1103 + 12_345) % 65_536;
        Rational::integer(state % 10)
    };
    let width = Rational::new(1, 50).unwrap();
    for strategies in [vec![2, 2, 2], vec![3, 2, 2], vec![2, 2, 2, 2]] {
        let profiles: usize = strategies.iter().product();
        let all = (0..strategies.len()).map(|_| (0..profiles).map(|_| next()).collect()).collect();
        let game = Payoffs::from(Game::new(strategies, all).unwrap());
        let value = |opponents| minmax(&game, 0, opponents).unwrap().0;
        let ((low, high), parts) = independent(&game, 0, &width, 300, &|_| true).unwrap();
        assert!(value(Opponents::Correlated) <= low && low <= high);
        assert!(high <= value(Opponents::Pure) && (high.minus(&low) <= width || parts >= 300));
    }
    let pair = game(&[[3, 0, 0, 2], [0; 4]]);
    let ((low, high), parts) = independent(&pair, 0, &width, 300, &|_| true).unwrap();
    let value = Rational::new(6, 5).unwrap();
    assert_eq!((low, high, parts), (value.clone(), value, 1));
}
