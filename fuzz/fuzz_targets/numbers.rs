//! Any bytes as a `.lrs`, `.gam` or `.csv` file: they are read, or refused with problems that point
//! into the text; what is read comes back from what is written.

#![no_main]

use equil::format::write::to_csv;
use equil::format::{Limits, gam, lrs, read};
use equil::game::Game;
use equil::model::{Assignment, Model};
use equil::num::Rational;
use equil::text::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let name = ["fuzz.lrs", "fuzz.gam", "fuzz.csv", "-"][usize::from(kind % 4)];
    let limits = Limits {
        max_profiles: 10_000,
        max_payoffs: 10_000,
        max_strategies: 10_000,
        max_digits: 1 << 20,
        ..Limits::default()
    };
    let source = Source::new(name, String::from_utf8_lossy(rest));
    let model = match read(&source, &limits) {
        Ok(reading) => reading.model,
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(!problem.to_string().is_empty());
                for label in &problem.labels {
                    assert!(source.text.get(label.span.start..label.span.end).is_some());
                }
            }
            return;
        }
    };
    if name == "-" && !source.text.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return; // a game file, whose payoffs may be formulas
    }
    let game = game(&model).expect("payoffs are numbers");
    let long = (0..game.players())
        .flat_map(|player| game.payoffs(player))
        .any(|payoff| payoff.to_string().len() > 10_000);
    if long {
        return; // a fraction may need more digits than are read
    }
    let limits = Limits { max_digits: usize::MAX, max_payoffs: 100_000, ..limits };
    let again = |name: &str, bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("numbers and names");
        let reading = read(&Source::new(name, text), &limits).expect("it was written");
        assert_eq!(self::game(&reading.model).as_ref(), Some(&game), "{name}");
    };
    let mut bytes = Vec::new();
    gam::write(&game, &mut bytes).expect("memory takes everything");
    again("again.gam", bytes);
    again("again.csv", to_csv(&model, &game).into_bytes());
    if game.players() == 2 {
        let mut bytes = Vec::new();
        lrs::write(&game, &mut bytes).expect("memory takes everything");
        again("again.lrs", bytes);
    }
});

fn game(model: &Model) -> Option<Game<Rational>> {
    model.at(&Assignment::of(model), 256).ok()?.rational().cloned()
}
