//! Any bytes as a game file: it is read, or refused with problems that point into the text; what is
//! read has payoffs, or a reason why not, and queries and claims are answered.

#![no_main]

use equil::claims;
use equil::format::{Limits, read_with};
use equil::model::{Assignment, ModelError};
use equil::nash::Settings;
use equil::text::Source;
use libfuzzer_sys::fuzz_target;

const SOURCES: [&str; 2] = [
    include_str!("../../games/classics/refs.bib"),
    include_str!("../../games/open-release/refs.bib"),
];

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { max_bytes: 1 << 16, max_profiles: 256, ..Limits::default() };
    let source = Source::new("fuzz.game.toml", String::from_utf8_lossy(bytes));
    let files = |path: &str| match path {
        "refs.bib" => Ok(SOURCES.concat()),
        "payoffs.csv" => Ok("row,col,u_row,u_col\nT,L,1,2\nT,R,3,4\nB,L,5,6\nB,R,7,8\n".to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    let model = match read_with(&source, &limits, &files) {
        Ok(reading) => {
            reading.warnings.iter().for_each(|warning| drop(warning.to_string()));
            reading.model
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(!problem.to_string().is_empty());
                for label in &problem.labels {
                    let span = label.span;
                    assert!(problem.source.text.get(span.start..span.end).is_some(), "{problem}");
                }
            }
            return;
        }
    };
    let symbolic = model.symbolic();
    let tape = symbolic.tape();
    let inputs = vec![vec![1.5]; model.parameters.len()];
    let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
    let mut out = vec![0.0; tape.results()];
    tape.evaluate(&inputs, 1, &mut out);
    let point = Assignment::of(&model);
    match model.at(&point, 256) {
        Ok(payoffs) => {
            let shape = model.shape();
            if let Some(game) = payoffs.rational() {
                for player in 0..shape.players() {
                    let _ = game.payoff(player, &shape.profile(0));
                }
            }
        }
        Err(error) => {
            assert!(!error.diagnostic(&model).to_string().is_empty());
            let complete = (0..model.parameters.len()).all(|p| point.get(p).is_some());
            assert!(!complete || !matches!(error, ModelError::NoValue { .. }));
        }
    }
    // Claims of a game this small are decided quickly
    if model.shape().profiles() <= 16 {
        for claim in model.claims.iter().take(4) {
            let _ = claims::test(&model, claim, &point, 256, &Settings::default());
        }
    }
});
