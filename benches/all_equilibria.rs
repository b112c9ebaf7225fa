//! All equilibria of two players: the time of single searches, with the answers checked.
//!
//! `cargo bench --bench all_equilibria` makes its own games, whose numbers of equilibria are known.
//! `-- [--method NAME] [--threads N] [--proof] FILE…` takes files of any kind, and prints a line for
//! each: the file, the least and the median time in seconds, how many runs, how many extreme
//! equilibria, what is covered, and the method. Times are from rational payoffs to certified equilibria: with the
//! method that is chosen by default after elimination, or by one method alone.
//! `benches/peers/all_equilibria.py` runs this beside the peers.

#![allow(clippy::print_stdout)] // the table is what it is for

use std::hint::black_box;
use std::time::{Duration, Instant};

use equil::certify::Certificate;
use equil::format::{Limits, read};
use equil::game::Payoffs;
use equil::game::family::Family;
use equil::model::Assignment;
use equil::nash::{Coverage, METHODS, Method, Outcome, Settings, find_equilibria};
use equil::solve::solve;
use equil::text::Source;

/// Runs end after this long in all, or after so many.
const BUDGET: Duration = Duration::from_secs(2);
const RUNS: usize = 15;

/// Families, parameters, and how many equilibria there are.
const KNOWN: &[(&str, &str, usize)] = &[
    ("mersenne", "size=14", 15),
    ("mersenne", "size=16", 23),
    ("mersenne", "size=18", 61),
    ("mersenne", "size=20", 93),
    ("mersenne", "size=24", 167),
    ("moment-curve", "size=6", 75),
    ("moment-curve", "size=8", 383),
    ("identity", "size=10", 1023),
    ("sgc", "k=5", 1),
];

struct Asked {
    method: Option<&'static Method>,
    proof: bool,
}

impl Asked {
    fn solve(&self, payoffs: &Payoffs) -> Outcome {
        let settings = Settings { proof: self.proof, ..Settings::default() };
        match self.method {
            Some(method) => find_equilibria(payoffs, method, &settings).unwrap(),
            None => solve(payoffs, None, &settings).unwrap().outcome,
        }
    }

    /// A line about one game.
    fn time(&self, name: &str, payoffs: &Payoffs) -> Outcome {
        let begun = Instant::now();
        let mut times = Vec::new();
        let mut last = None;
        while times.len() < RUNS && (times.is_empty() || begun.elapsed() < BUDGET) {
            let start = Instant::now();
            last = Some(self.solve(black_box(payoffs)));
            times.push(start.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        let outcome = last.expect("there was a run");
        // A wrong answer is not worth timing
        assert!(outcome.equilibria.iter().all(|e| e.certificate == Certificate::Exact));
        println!(
            "{name}\t{:.6}\t{:.6}\t{}\t{}\t{}\t{}",
            times[0],
            times[times.len() / 2],
            times.len(),
            outcome.equilibria.len(),
            outcome.coverage.name(),
            outcome.method
        );
        outcome
    }
}

fn open(path: &str) -> Payoffs {
    let source = Source::new(path, std::fs::read_to_string(path).unwrap());
    let model = read(&source, &Limits::default()).unwrap().model;
    model.at(&Assignment::of(&model), 1024).unwrap()
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let mut value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.remove(at);
        Some(arguments.remove(at))
    };
    let method = value("--method");
    let threads = value("--threads").map_or(0, |n| n.parse().unwrap());
    let proof = arguments.iter().any(|argument| argument == "--proof");
    arguments.retain(|argument| argument != "--proof");
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().unwrap();
    let method =
        method.map(|name| METHODS.iter().find(|m| m.name == name).expect("a method's name"));
    let asked = Asked { method, proof };
    for path in &arguments {
        asked.time(path, &open(path));
    }
    if arguments.is_empty() {
        for (family, parameters, count) in KNOWN {
            let pairs: Vec<_> =
                parameters.split(' ').map(|pair| pair.split_once('=').unwrap()).collect();
            let game = Family::find(family).unwrap().sample(&pairs).unwrap().game;
            let outcome = asked.time(&format!("{family} {parameters}"), &Payoffs::from(game));
            assert_eq!((outcome.equilibria.len(), outcome.coverage), (*count, Coverage::All));
        }
    }
}
