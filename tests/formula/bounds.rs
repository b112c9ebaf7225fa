//! Floats with bounds of their errors: the true number is never further away than they say.

use crate::common::{BITS, model};
use equil::formula::{BinaryOp, Bounded, Graph, Lanes, Tape, difference, nearest, sign_within};
use equil::num::{Draws, Rational, Ring, Sign};
use proptest::prelude::*;

use crate::texts::*;

/// Whether a number is within `error` of `value`.
fn holds(value: f64, error: f64, exact: &Rational) -> bool {
    let (value, error) = (Rational::from_f64(value).unwrap(), Rational::from_f64(error).unwrap());
    exact.minus(&value).abs() <= error
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn bounds_hold(formula in any_formula(), values in values()) {
        let model = model(&file(&formula));
        let point = at(&model, &values);
        let symbolic = model.symbolic();
        let lanes = |x: &Rational| { let (value, error) = nearest(x); Lanes::same(value, error) };
        let inputs: Vec<Lanes> = inputs(&model, &point, lanes);
        let here = model.at(&point, BITS);
        for profile in 0..4 {
            let tape = Tape::new(&symbolic.graph, &[symbolic.payoffs[0][profile]]);
            let mut bounded = Bounded::new(&tape);
            bounded.run(|input, lanes| *lanes = inputs[input]);
            let (value, error) = bounded.result(0).at(0);
            if !(value.is_finite() && error.is_finite()) {
                continue;
            }
            // A graph over parameters leaves out parts that cannot matter, defined or not
            let Ok(here) = &here else { continue };
            match here.rational() {
                Some(game) => {
                    let exact = &game.payoffs(0)[profile];
                    prop_assert!(holds(value, error, exact), "{value} ± {error}: {exact}");
                }
                None => {
                    // Enclosures at 512 bits are narrower than the slack in any bound
                    let known = here.wide(0, profile, 512).unwrap();
                    let ends = [known.lo().unwrap(), known.hi().unwrap()];
                    let near = ends.iter().any(|end| holds(value, error, end));
                    prop_assert!(near, "{value} ± {error}: {:?}", known.midpoint());
                }
            }
        }
    }
}

/// Numbers that floats cannot tell apart are never told apart wrongly, and those that they can are.
#[test]
fn near_ties_are_left_open_or_told_right() {
    let mut graph = Graph::new();
    let (x, y) = (graph.input(0), graph.input(1));
    let third = graph.number(Rational::new(1, 3).unwrap());
    let left = graph.binary(BinaryOp::Multiply, x, third);
    let tape = Tape::new(&graph, &[left, y]);
    let mut bounded = Bounded::new(&tape);
    let (mut told, mut open) = (0, 0);
    for case in 0..4000 {
        let draws = Draws::new(case);
        let x = draws.uniform(0) * 10.0;
        let mut third = Rational::from_f64(x).unwrap();
        third *= &Rational::new(1, 3).unwrap();
        let near = third.nearest_f64();
        // Within a few units in the last place of the tie
        let y = f64::from_bits(near.to_bits().wrapping_add(draws.bits(1) % 9).wrapping_sub(4));
        bounded.run(|input, lanes| *lanes = Lanes::same([x, y][input], 0.0));
        let (value, error) = difference(bounded.result(0).at(3), bounded.result(1).at(3));
        let exact = third.minus(&Rational::from_f64(y).unwrap()).signum();
        match sign_within(value, error) {
            Some(sign) => {
                assert_eq!(sign, exact);
                told += 1;
            }
            None => open += 1,
        }
    }
    assert!(told > 1000 && open > 100, "{told} told, {open} open");
}

/// Short numbers are computed exactly, so their ties are settled.
#[test]
fn ties_of_short_numbers_are_ties() {
    let mut graph = Graph::new();
    let (x, y) = (graph.input(0), graph.input(1));
    let product = graph.binary(BinaryOp::Multiply, x, y);
    let back = graph.binary(BinaryOp::Divide, product, y);
    let tape = Tape::new(&graph, &[back, x]);
    let mut bounded = Bounded::new(&tape);
    bounded.run(|input, lanes| *lanes = Lanes::same([2.75, 12.0][input], 0.0));
    let (value, error) = difference(bounded.result(0).at(0), bounded.result(1).at(0));
    assert_eq!(sign_within(value, error), Some(Sign::Zero));
}
