//! The four-player games against payoffs computed by an independent implementation.

use std::path::Path;

use approx::assert_relative_eq;
use equil::format::{Limits, read};
use equil::model::{Assignment, Model};
use equil::text::Source;

fn load(name: &str) -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("games/open-release").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let source = Source::new(path.to_string_lossy(), text);
    read(&source, &Limits::default()).unwrap_or_else(|p| panic!("{name}: {p:#?}")).model
}

/// Every payoff of `model` at `point` against the table, to 12 digits: by enclosure and by float.
fn compare(model: &Model, point: &Assignment, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(table);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let payoffs = model.at(point, 1024).unwrap();
    let (shape, floats, intervals) = (model.shape(), payoffs.floats(), payoffs.intervals());
    let symbolic = model.symbolic();
    let inputs: Vec<Vec<f64>> =
        (0..model.parameters.len()).map(|i| vec![point.get(i).unwrap().nearest_f64()]).collect();
    let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
    let tape = symbolic.tape();
    let mut batch = vec![0.0; tape.results()];
    tape.evaluate(&inputs, 1, &mut batch);
    let mut rows = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let profile: Vec<usize> = model
            .players
            .iter()
            .enumerate()
            .map(|(i, player)| player.strategies.iter().position(|s| *s == record[i]).unwrap())
            .collect();
        for player in 0..4 {
            let expected: f64 = record[4 + player].parse().unwrap();
            assert_relative_eq!(*floats.payoff(player, &profile), expected, max_relative = 1e-12);
            let interval = intervals.payoff(player, &profile);
            assert!(interval.width() < 1e-12 * expected.abs());
            let index = player * shape.profiles() + shape.index(&profile);
            assert_relative_eq!(batch[index], expected, max_relative = 1e-12);
        }
        rows += 1;
    }
    assert_eq!(rows, 240);
}

#[test]
fn four_player_2024() {
    let model = load("four-player-2024.game.toml");
    compare(&model, &Assignment::of(&model), "four-player-2024.csv");
}

#[test]
fn four_player_2026() {
    let model = load("four-player-2026.game.toml");
    compare(&model, &Assignment::of(&model), "four-player-2026.csv");
}

#[test]
fn with_no_switch_on_the_specifications_are_both_vintages() {
    let model = load("four-player-specifications.game.toml");
    let mut point = Assignment::of(&model);
    compare(&model, &point, "four-player-2024.csv");
    point.apply_scenario(&model, "vintage-2026").unwrap();
    compare(&model, &point, "four-player-2026.csv");
}

#[test]
fn the_scenario_is_the_other_vintage() {
    let model = load("four-player-2024.game.toml");
    let mut point = Assignment::of(&model);
    point.apply_scenario(&model, "vintage-2026").unwrap();
    compare(&model, &point, "four-player-2026.csv");
}
