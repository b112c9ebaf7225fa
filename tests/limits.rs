//! A stranger's file is safe to open: whatever asks for too much ends soon, with an answer or a
//! reason.

use std::time::{Duration, Instant};

use equil::format::{Limits, read};
use equil::game::Payoffs;
use equil::model::{Assignment, Model};
use equil::nash::Settings;
use equil::solve::solve;
use equil::text::Source;

const HEAD: &str =
    "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n";

fn model(text: &str) -> Result<Model, String> {
    let source = Source::new("g.game.toml", format!("{HEAD}{text}"));
    let reading = read(&source, &Limits::default());
    reading.map(|reading| reading.model).map_err(|problems| problems[0].to_string())
}

fn payoffs(text: &str) -> Result<Payoffs, String> {
    let model = model(text)?;
    model.at(&Assignment::of(&model), 1024).map_err(|error| error.to_string())
}

/// `count` helpers, each made from the one before by `step`.
fn chain(start: &str, count: usize, step: impl Fn(String) -> String) -> String {
    let mut text = format!("[define]\nh0 = \"{start}\"\n");
    for i in 1..count {
        text += &format!("h{i} = \"{}\"\n", step(format!("h{}", i - 1)));
    }
    text + &format!("[payoff]\na = \"h{}\"\nb = \"b.x\"\n", count - 1)
}

fn soon<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "took {took:?}");
    result
}

#[test]
fn numbers_do_not_grow_without_end() {
    // 2^59 squarings of a fraction: no number that anybody could write out
    let squares = chain("3/7 + a.x", 60, |h| format!("{h} * {h}"));
    let outcome = soon(|| payoffs(&squares).map(|payoffs| payoffs.rational().is_some()));
    assert_ne!(outcome, Ok(true));
    // Each power is short enough, their sum has the denominator of all of them
    let powers: Vec<String> = (3..60).map(|i| format!("(1 + 1/{i})^15000")).collect();
    let sum = format!("[payoff]\na = \"a.x * ({})\"\nb = \"b.x\"\n", powers.join(" + "));
    soon(|| payoffs(&sum)).unwrap();
}

#[test]
fn what_is_too_long_is_enclosed() {
    let long = "[payoff]\na = \"1.000001^1000000 * a.x\"\nb = \"b.x\"\n";
    let payoffs = soon(|| payoffs(long)).unwrap();
    assert!(payoffs.rational().is_none());
    let solution = solve(&payoffs, None, &Settings::default()).unwrap();
    assert!(solution.is_dominance_solvable());
}

#[test]
fn helpers_do_not_nest_without_end() {
    let said = "nested more than 4000 levels deep";
    let deep = chain("a.x", 3000, |h| format!("{}{h}{}", "abs(".repeat(150), ")".repeat(150)));
    assert!(model(&deep).unwrap_err().contains(said));
    let long = chain("a.x", 5000, |h| format!("{h} + 1"));
    assert!(model(&long).unwrap_err().contains(said));
    let within = chain("a.x", 1900, |h| format!("{h} + 1"));
    let payoffs = payoffs(&within).unwrap();
    assert_eq!(payoffs.rational().unwrap().payoff(0, &[0, 0]).to_string(), "1900");
}

#[test]
fn ties_between_irrational_payoffs_are_proved() {
    let tie = "[payoff.a]\nx = \"2 * exp(1)\"\ny = \"exp(1) + exp(1)\"\n[payoff]\nb = \"b.x\"\n";
    let solution = solve(&payoffs(tie).unwrap(), None, &Settings::default()).unwrap();
    assert_eq!(solution.outcome.equilibria.len(), 2);
}
