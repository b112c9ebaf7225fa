//! Known sets, over all discount factors.

use super::ends::impatient;
use super::{Phases, Resolution, Settings, abreu_sannikov, phases};
use crate::game::Game;
use crate::num::{Rational, Ring};

fn game(first: &[i64], second: &[i64], count: usize) -> Game<Rational> {
    let all = |payoffs: &[i64]| payoffs.iter().map(|&x| Rational::integer(x)).collect();
    Game::new(vec![count, count], vec![all(first), all(second)]).unwrap()
}

fn found(game: &Game<Rational>) -> Phases {
    let found = phases(game, &Resolution::default(), &|_, _| true).unwrap();
    for (phase, next) in found.phases.iter().zip(found.phases.iter().skip(1)) {
        assert!(phase.seen.1 < next.seen.0);
    }
    found
}

/// Critical values, as exact fractions where they are rational.
fn exact(found: &Phases) -> Vec<String> {
    let value = |root: &crate::roots::RealRoot| match root.exact() {
        Some(value) => value.to_string(),
        None => format!("{:.15}", root.within(80).0.nearest_f64()),
    };
    found.changes.iter().map(|change| change.root.as_ref().map_or("?".to_owned(), value)).collect()
}

/// The prisoner's dilemma of GameTheory.jl: 1/7, 36√7 − 95 and 1/4.
#[test]
fn a_prisoners_dilemma() {
    let found = found(&game(&[9, 10, 1, 3], &[9, 1, 10, 3], 2));
    assert_eq!(exact(&found), ["1/7", "0.247047198325261", "1/4"]);
    let corners: Vec<usize> = found.phases.iter().map(|phase| phase.set.vertices.len()).collect();
    assert_eq!(corners, [1, 2, 4, 4]);
    // Of the third the corners move
    let constant: Vec<bool> = found.phases.iter().map(|phase| phase.constant).collect();
    assert_eq!(constant, [true, true, false, true]);
    let fold = found.changes[1].root.as_ref().unwrap();
    assert_eq!(found.reaches, [true, true]);
    // A number that is short, in the middle half
    assert_eq!(found.phases[2].set.discount.to_string(), "28/113");
    let coefficients: Vec<String> =
        fold.polynomial().coefficients().iter().map(ToString::to_string).collect();
    assert_eq!(coefficients, ["-47", "190", "1"]);
}

/// From δ = 2/3 on each may be held to 1.
#[test]
fn the_battle_of_the_sexes() {
    let found = found(&game(&[2, 0, 0, 1], &[1, 0, 0, 2], 2));
    assert_eq!(exact(&found), ["2/3"]);
    assert!(found.phases.iter().all(|phase| phase.constant && phase.settled));
}

/// Two corners that follow each other, in a game of which all but a point is there from 1/9 on.
#[test]
fn corners_that_hang_on_each_other() {
    let found = found(&game(&[5, 10, 0, 1], &[5, 0, 10, 1], 2));
    assert_eq!(exact(&found), ["1/9"]);
    assert!(found.phases.iter().all(|phase| phase.constant && phase.settled));
}

/// No equilibrium in pure strategies, however patient players are.
#[test]
fn matching_pennies() {
    let found = found(&game(&[1, -1, -1, 1], &[-1, 1, 1, -1], 2));
    assert!(found.changes.is_empty() && found.phases[0].constant);
    assert!(found.phases[0].set.outer.vertices.is_empty());
}

/// The game of Abreu and Sannikov jumps from a point between .29484985 and .29485046, where coordinates of both players hang on each
/// other; all other critical values are exact, too.
#[test]
fn abreu_and_sannikov() {
    let game = game(&[16, 21, 9, 3, 10, 5, 0, -1, -5], &[9, 1, 0, 13, 4, -4, 3, 0, -15], 3);
    let found = found(&game);
    assert!(found.complete && found.phases.iter().all(|phase| phase.settled));
    let critical = exact(&found);
    assert_eq!(critical[0], "0.294850029330086");
    assert!(!critical.contains(&"?".to_owned()), "{critical:?}");
    // A corner of one profile is overtaken by that of another; a continuation leaves its side
    assert_eq!(critical[critical.len() - 2..], ["143/160", "15/16"]);
    assert_eq!(found.phases.last().unwrap().set.outer.area(), Rational::new(3065, 16).unwrap());
    // The only zero of its polynomial there is within the bounds of sets that were looked at
    for change in &found.changes {
        let (low, high) = change.root.as_ref().unwrap().within(40);
        assert!(change.between.0 <= high && low <= change.between.1);
    }
}

/// Where firms mirror each other one unknown is enough.
#[test]
fn duopolies() {
    let quantity = |step: usize| Rational::share(6 * step, 14);
    let profit = |own: usize, other: usize| {
        let mut price = Rational::integer(6).minus(&quantity(own));
        price -= &quantity(other);
        let mut margin = price.max(Rational::zero()).minus(&Rational::share(3, 5));
        margin *= &quantity(own);
        margin
    };
    let all = |turned: bool| {
        let one = move |place: usize| {
            let (a, b) = (place % 15, place / 15);
            if turned { profit(b, a) } else { profit(a, b) }
        };
        (0..225).map(one).collect::<Vec<_>>()
    };
    let game = Game::new(vec![15, 15], vec![all(false), all(true)]).unwrap();
    let [low, high] = [12, 14].map(|percent| Rational::new(percent, 100).unwrap());
    let resolution = Resolution { low, high, points: 3, ..Resolution::default() };
    let found = phases(&game, &resolution, &|_, _| true).unwrap();
    assert!(found.complete);
    assert_eq!(exact(&found), ["0.127311806088875", "0.134260981798021"]);
}

/// Formulas are what sets are at other discount factors of the same phase.
#[test]
fn formulas_hold_all_over_a_phase() {
    let game = game(&[16, 21, 9, 3, 10, 5, 0, -1, -5], &[9, 1, 0, 13, 4, -4, 3, 0, -15], 3);
    let found = found(&game);
    let mut told = [0, 0];
    for phase in &found.phases {
        for end in [&phase.seen.0, &phase.seen.1] {
            let there = abreu_sannikov(&game, end, &Settings::default()).unwrap();
            if there.vertices.len() != phase.set.vertices.len() {
                continue;
            }
            for (vertex, both) in there.vertices.iter().zip(&phase.closed.payoffs) {
                for (bounds, formula) in vertex.payoff.iter().zip(both) {
                    let Some(formula) = formula else { continue };
                    match formula.at(end) {
                        Some(value) => {
                            assert!(bounds.0 <= value && value <= bounds.1, "{end}: {value}");
                            told[0] += 1;
                        }
                        None => told[1] += usize::from(formula.unknown.is_some()),
                    }
                }
            }
        }
    }
    assert!(told[0] > 150 && told[1] > 10, "{told:?}");
}

/// Temptations so small, or so large, that players cooperate from a discount factor on that is near 0 or 1: all of (0, 1) is covered.
#[test]
fn next_to_the_ends() {
    for (temptation, critical) in [("2001/1000", "1/2001"), ("400", "199/200")] {
        let tempted: Rational = temptation.parse().unwrap();
        let [two, zero, minus] = [2, 0, -400].map(Rational::integer);
        let first = vec![two.clone(), tempted.clone(), minus.clone(), zero.clone()];
        let second = vec![two, minus, tempted, zero];
        let game = Game::new(vec![2, 2], vec![first, second]).unwrap();
        let found = found(&game);
        assert_eq!(found.reaches, [true, true]);
        assert_eq!(exact(&found)[0], critical);
        // A little lower, since more than the path can be lost
        let bound = impatient(&game).unwrap();
        assert!(bound > Rational::zero() && bound <= critical.parse().unwrap(), "{bound}");
    }
    // A game in which there is no temptation at all
    let common = game(&[1, 0, 0, 0], &[1, 0, 0, 0], 2);
    let found = found(&common);
    assert_eq!((found.reaches, found.changes.len()), ([true, true], 0));
}

/// Ends that were asked for are looked at themselves.
#[test]
fn between_two_discount_factors() {
    let game = game(&[9, 10, 1, 3], &[9, 1, 10, 3], 2);
    let [low, high] = [(1, 1000), (9999, 10000)].map(|(n, d)| Rational::new(n, d).unwrap());
    let resolution = Resolution { low: low.clone(), high: high.clone(), ..Resolution::default() };
    let found = phases(&game, &resolution, &|_, _| true).unwrap();
    assert_eq!(exact(&found), ["1/7", "0.247047198325261", "1/4"]);
    assert_eq!((&found.phases[0].seen.0, &found.phases[3].seen.1), (&low, &high));
    assert_eq!(found.reaches, [false, false]);
}

/// What is not known when time is over is left open.
#[test]
fn time_may_be_over() {
    let game = game(&[9, 10, 1, 3], &[9, 1, 10, 3], 2);
    let none = phases(&game, &Resolution::default(), &|_, _| false).unwrap();
    assert!(!none.complete && none.phases.is_empty());
    let few = phases(&game, &Resolution::default(), &|looked, _| looked < 30).unwrap();
    assert!(!few.complete);
    assert!(few.changes.iter().all(|change| change.root.is_none()));
}
