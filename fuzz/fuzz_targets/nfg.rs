//! Any bytes as a `.nfg` file: they are read or refused with problems that point into the text, and
//! what is read comes back from both versions in which it can be written.
//!
//! ```text
//! RUSTC_BOOTSTRAP=1 cargo fuzz run nfg fuzz/corpus/nfg tests/data/nfg -- -dict=fuzz/nfg.dict
//! ```
//! needs `cargo install cargo-fuzz` and a C++ compiler.

#![no_main]

use equil::format::Limits;
use equil::format::nfg::{Body, NfgFile, distinct_labels, identifiers, read, write};
use equil::text::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        max_profiles: 10_000,
        max_payoffs: 10_000,
        max_strategies: 10_000,
        max_digits: 1 << 20,
        ..Limits::default()
    };
    let source = Source::new("fuzz.nfg", String::from_utf8_lossy(bytes));
    let file = match read(&source, &limits) {
        Ok(file) => file,
        Err(problems) => {
            assert!((1..=20).contains(&problems.len()));
            for problem in problems {
                assert!(!problem.to_string().is_empty());
                for label in &problem.labels {
                    assert!(source.text.get(label.span.start..label.span.end).is_some());
                }
            }
            return;
        }
    };
    assert!(file.clone().into_game().is_some());
    distinct(&distinct_labels(&file.players));
    for labels in &file.strategies {
        distinct(&identifiers(labels, "s", &["if"]));
    }
    let plain = NfgFile { outcomes: None, ..file.clone() };
    // Fractions may be longer than the decimals they were
    let limits = Limits { max_digits: usize::MAX, ..limits };
    assert_eq!(again(&plain, Body::Payoff, &limits), Some(plain.clone()));
    let mut back = again(&plain, Body::Outcome, &limits).expect("it was read before");
    back.outcomes = None;
    assert_eq!(back, plain);
    if file.outcomes.is_some() {
        assert_eq!(again(&file, Body::Outcome, &limits), Some(file));
    }
});

/// What is read from what is written.
fn again(file: &NfgFile, body: Body, limits: &Limits) -> Option<NfgFile> {
    let mut out = Vec::new();
    write(file, body, &mut out).expect("a file that was read fits together");
    let text = String::from_utf8(out).expect("texts and digits");
    // A number that is read may need more digits as a fraction than are read
    let long = text.split([' ', '\n', ',']).any(|word| word.len() > 10_000);
    match read(&Source::new("again.nfg", text), limits) {
        Ok(file) => Some(file),
        Err(_) if long => Some(file.clone()),
        Err(problems) => panic!("{problems:?}"),
    }
}

fn distinct(labels: &[String]) {
    let mut sorted: Vec<&String> = labels.iter().collect();
    sorted.sort();
    assert!(sorted.windows(2).all(|pair| pair[0] != pair[1]));
}
