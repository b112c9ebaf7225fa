//! Known sets, over all discount factors.

use super::{Phases, Resolution, phases};
use crate::game::Game;
use crate::num::Rational;

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

/// The game of Abreu and Sannikov jumps from a point between .29484985 and .29485046.
#[test]
fn abreu_and_sannikov() {
    let game = game(&[16, 21, 9, 3, 10, 5, 0, -1, -5], &[9, 1, 0, 13, 4, -4, 3, 0, -15], 3);
    // In between there are a great many
    for (low, high) in [(20, 36), (81, 99)] {
        let [low, high] = [low, high].map(|percent| Rational::new(percent, 100).unwrap());
        let resolution = Resolution { low, high, points: 8, ..Resolution::default() };
        let found = phases(&game, &resolution, &|_, _| true).unwrap();
        assert!(found.complete);
        if found.phases[0].set.vertices.len() > 1 {
            assert_eq!(
                found.phases.last().unwrap().set.outer.area(),
                Rational::new(3065, 16).unwrap()
            );
            assert!(found.phases.last().unwrap().constant);
            // A corner of one profile is overtaken by that of another; a continuation leaves its side
            assert_eq!(exact(&found), ["143/160", "15/16"]);
            continue;
        }
        assert!(found.phases[0].constant);
        let first = &found.changes[0].between;
        let (low, high) = (first.0.nearest_f64(), first.1.nearest_f64());
        assert!(0.294_849_85 < high && low < 0.294_850_46, "{low} {high}");
    }
}
