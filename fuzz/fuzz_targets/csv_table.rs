//! Any bytes as the CSV file of a game's payoffs: it is read, or refused with problems that point
//! into it.

#![no_main]

use equil::format::{Limits, read_with};
use equil::model::Assignment;
use equil::text::Source;
use libfuzzer_sys::fuzz_target;

const FILE: &str = r#"
format = 1
[game]
name = "fuzz"
[players]
row = ["T", "B"]
col = ["L", "M", "R"]
[params]
k = "1/2"
[table]
file = "payoffs.csv"
[payoff]
col = "k"
"#;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new("fuzz.game.toml", FILE);
    let table = String::from_utf8_lossy(bytes).into_owned();
    let files = |_: &str| Ok(table.clone());
    match read_with(&source, &Limits::default(), &files) {
        Ok(reading) => {
            let _ = reading.model.at(&Assignment::of(&reading.model), 256);
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
        }
    }
});
