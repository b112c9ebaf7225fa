//! Known answers and laws.

mod homotopy;
mod known;
mod laws;
mod ties;

use crate::game::{Bounds, Stage, StochasticGame};
use crate::num::Rational;

fn q(n: i64, d: i64) -> Rational {
    Rational::new(n, d).unwrap()
}

fn exactly(values: &[Rational]) -> Vec<Bounds> {
    values.iter().map(|value| (value.clone(), value.clone())).collect()
}

fn integers(values: &[i64]) -> Vec<Bounds> {
    exactly(&values.iter().map(|&n| Rational::integer(n)).collect::<Vec<_>>())
}

fn to(state: usize) -> Vec<(usize, Rational)> {
    vec![(state, Rational::integer(1))]
}

fn discounts(players: usize, discount: &Rational) -> Vec<Bounds> {
    vec![(discount.clone(), discount.clone()); players]
}

/// A stage in which nobody has a choice, everybody gets 0 and play stays.
fn end(players: usize, state: usize) -> Stage {
    Stage::new(vec![vec![0]; players], vec![integers(&[0]); players], vec![to(state)]).unwrap()
}

fn game(players: usize, discount: &Rational, stages: Vec<Stage>) -> StochasticGame {
    StochasticGame::new(discounts(players, discount), stages).unwrap()
}
