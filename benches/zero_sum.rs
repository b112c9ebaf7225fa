//! Random matrix games, solved and checked exactly: `cargo bench --bench zero_sum -- SIZE SEED`
//! prints one line of JSON. `benches/peers/zero_sum.py` reads it beside what peers take.

#![allow(clippy::print_stdout)]

use std::time::Instant;

use equil::linalg::Matrix;
use equil::lp::{Limit, matrix_game};
use equil::num::Rational;

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// `SplitMix64` (Steele, Lea and Flood, 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Integers from −1000 to 1000, the same as the script makes.
fn game(size: usize, seed: u64) -> Matrix<Rational> {
    let start = mix(seed.wrapping_mul(GOLDEN));
    let draws = (1_u64..).map(|k| mix(start.wrapping_add(k.wrapping_mul(GOLDEN))) % 2001);
    let entries = draws.map(|n| Rational::integer(i64::try_from(n).expect("it is small") - 1000));
    Matrix::new(size, size, entries.take(size * size).collect()).expect("it has entries")
}

fn main() {
    let numbers: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let size = numbers.first().map_or(50, |n| usize::try_from(*n).expect("it is small"));
    let payoffs = game(size, numbers.get(1).copied().unwrap_or(1));
    let start = Instant::now();
    let solution = matrix_game::solve(&payoffs, Limit::default()).expect("no limit is reached");
    let solved = start.elapsed().as_secs_f64();
    let checked = solution.check(&payoffs);
    let total = start.elapsed().as_secs_f64();
    println!(
        "{{\"size\": {size}, \"value\": {:?}, \"unique\": {}, \"certificate\": {checked}, \
         \"solved\": {solved:.6}, \"seconds\": {total:.6}}}",
        solution.value.nearest_f64(),
        solution.unique
    );
}
