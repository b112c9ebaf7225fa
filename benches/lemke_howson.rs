//! One equilibrium of large two-player games, proved: the time of single searches.
//!
//! `cargo bench --bench lemke_howson` makes its own games; `-- FILE.nfg ...` takes these. For each game and
//! way to search it prints a line: the file, the way, the least and the median time in seconds, how
//! many runs, pivots and label of the path, and the sizes of the supports. Times include everything
//! from rational payoffs to the exact certificate. `benches/peers/lemke_howson.py` runs this beside
//! `QuantEcon`.

#![allow(clippy::print_stdout)] // that is what it is for

use std::hint::black_box;
use std::time::{Duration, Instant};

use equil::certify::Certificate;
use equil::format::{Limits, nfg};
use equil::game::{Game, Payoffs};
use equil::nash::{Labels, METHODS, Method, Outcome, Settings, find_equilibria};
use equil::num::Rational;
use equil::text::Source;

/// Runs end after this long in all, or after so many.
const BUDGET: Duration = Duration::from_secs(2);
const RUNS: usize = 15;

/// Integers from 0 to 999.
fn random_game(size: usize, seed: u64) -> Payoffs {
    let mut state = seed;
    let mut payoff = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % 1000).unwrap())
    };
    let mut player = || (0..size * size).map(|_| payoff()).collect::<Vec<_>>();
    Game::new(vec![size, size], vec![player(), player()]).unwrap().into()
}

fn read(path: &str) -> Payoffs {
    let source = Source::new(path, std::fs::read_to_string(path).unwrap());
    let file = nfg::read(&source, &Limits::default()).unwrap();
    Game::new(file.counts(), file.payoffs).unwrap().into()
}

/// A wrong answer is not worth timing.
fn check(outcome: &Outcome) -> bool {
    match outcome.equilibria.first() {
        Some(first) => {
            assert_eq!(first.certificate, Certificate::Exact);
            true
        }
        None => false,
    }
}

fn time(name: &str, way: &str, payoffs: &Payoffs, method: &Method, labels: Labels) {
    let limit = std::env::var("EQUIL_LIMIT").ok().and_then(|s| s.parse().ok()).unwrap_or(60.0);
    let mut times = Vec::new();
    let begun = Instant::now();
    let mut last = None;
    while times.len() < RUNS && (times.is_empty() || begun.elapsed() < BUDGET) {
        let start = Instant::now();
        let watch = |_, _| start.elapsed().as_secs_f64() < limit;
        let settings = Settings { labels, at_most: Some(1), watch: &watch, ..Settings::default() };
        let outcome = find_equilibria(black_box(payoffs), method, &settings).unwrap();
        times.push(start.elapsed().as_secs_f64());
        last = Some(outcome);
    }
    times.sort_by(f64::total_cmp);
    let outcome = last.expect("there was a run");
    let found = check(&outcome);
    let sizes = outcome.equilibria.first().map_or_else(String::new, |equilibrium| {
        let supports = equilibrium.profile.supports();
        supports.iter().map(|s| s.len().to_string()).collect::<Vec<_>>().join("x")
    });
    let path = outcome.paths.first();
    println!(
        "{name}\t{way}\t{:.6}\t{:.6}\t{}\t{}\t{}\t{sizes}\t{}",
        times[0],
        times[times.len() / 2],
        times.len(),
        path.map_or(0, |path| path.pivots),
        path.map_or_else(|| "-".to_owned(), |path| path.label.to_string()),
        if found { "exact" } else { "nothing" },
    );
}

fn main() {
    let method = |name: &str| METHODS.iter().find(|method| method.name == name);
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let ways =
        std::env::var("EQUIL_WAYS").unwrap_or_else(|_| "label0 race interior-point one".to_owned());
    let mut games: Vec<(String, Payoffs)> =
        arguments.iter().map(|path| (path.clone(), read(path))).collect();
    if games.is_empty() {
        games = [50, 100, 200].map(|n| (format!("random-{n}"), random_game(n, 1))).into();
    }
    for (name, payoffs) in &games {
        for way in ways.split_whitespace() {
            let (method, labels) = match way {
                "label0" => (method("lemke-howson"), Labels::One(0)),
                "race" => (method("lemke-howson"), Labels::Race),
                other => (method(other), Labels::Race),
            };
            if let Some(method) = method {
                time(name, way, payoffs, method, labels);
            }
        }
    }
}
