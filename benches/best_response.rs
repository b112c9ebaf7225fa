//! Best-response iteration from all starts of games of ten million profiles.
//!
//! `cargo bench --bench best_response` prints a line for each game and step of the work: the game, what
//! was done, the seconds, and how many profiles that is in a second. Nothing is timed that is not
//! checked: the rest points are the pure equilibria, and each start is counted once.
//! `benches/peers/dynamics.py` runs this beside the peers.

#![allow(clippy::print_stdout)] // that is what it is for

use std::time::Instant;

use equil::dynamics::named;
use equil::dynamics::pure::{Field, Rule, basins};
use equil::game::{Game, Payoffs};
use equil::num::{Draws, Rational};

/// Integers from 0 to 999.
fn random_game(counts: &[usize]) -> Payoffs {
    let draws = Draws::new(1);
    let profiles: usize = counts.iter().product();
    let player = |number: usize| {
        let places = number * profiles..(number + 1) * profiles;
        places.map(|place| Rational::integer(draws.integer(place, (0, 999)))).collect()
    };
    Game::new(counts.to_vec(), (0..counts.len()).map(player).collect()).unwrap().into()
}

fn told(game: &str, what: &str, profiles: usize, begun: Instant) {
    let seconds = begun.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss)] // a rate
    let rate = profiles as f64 / seconds;
    println!("{game} {what} {seconds:.3} {rate:.3e}");
}

/// How many pure profiles are equilibria, by another way: comparisons only.
fn equilibria(payoffs: &Payoffs) -> usize {
    let shape = payoffs.shape();
    let own: Vec<Vec<usize>> = shape.strategies().iter().map(|&m| (0..m).collect()).collect();
    (0..shape.profiles())
        .filter(|&index| own.iter().enumerate().all(|(p, own)| payoffs.is_best(p, index, own)))
        .count()
}

fn main() {
    // `cargo test --benches` asks for a quick look
    let quick = std::env::args().any(|argument| argument == "--test");
    let games: &[&[usize]] =
        if quick { &[&[10, 10, 10], &[30, 30]] } else { &[&[3163, 3163], &[10; 7], &[2; 23]] };
    for counts in games {
        let name = match counts {
            [one, other] => format!("{one}x{other}"),
            _ => format!("{}^{}", counts[0], counts.len()),
        };
        let payoffs = random_game(counts);
        let profiles = payoffs.shape().profiles();
        let begun = Instant::now();
        let field = Field::new(&payoffs, &|_, _| true).unwrap();
        told(&name, "best-responses", profiles, begun);
        let equilibria = equilibria(&payoffs);
        for rule in ["sequential", "simultaneous"] {
            let moves: &Rule = named(rule).and_then(|dynamic| dynamic.kind.pure()).unwrap();
            let begun = Instant::now();
            let found = basins(&field, moves, &|_, _| true).unwrap();
            told(&name, rule, profiles, begun);
            let rest = found.attractors.iter().filter(|a| a.profiles.len() == 1).count();
            let starts: usize = found.attractors.iter().map(|a| a.basin).sum();
            assert_eq!((rest, starts), (equilibria, profiles));
            println!(
                "{name} {rule}: {rest} rest points, {} cycles, at most {} steps",
                found.attractors.len() - rest,
                found.steps.len() - 1
            );
        }
    }
}
