//! The files themselves.

use std::path::Path;

use crate::common::{collection, open};
use equil::num::Rational;

use crate::common;
use crate::entries::{ENTRIES, on_every_game};

#[test]
fn the_collection_is_there() {
    let names: Vec<String> = collection().iter().map(|p| p.display().to_string()).collect();
    assert!(names.len() > 70, "{} games", names.len());
    for folder in ["games/open-release", "games/classics"] {
        assert!(names.iter().filter(|name| name.starts_with(folder)).count() > 5, "{folder}");
    }
    assert!(ENTRIES.iter().map(|entry| entry.model.claims.len()).sum::<usize>() > 500);
}

#[test]
fn files_are_read_without_a_doubt() {
    for path in collection() {
        let warnings = open(&path).warnings;
        assert!(warnings.is_empty(), "{}: {warnings:#?}", path.display());
    }
}

/// A file as `.nfg` and as a game file is one game.
#[test]
fn formats_agree() {
    let files = collection();
    let stem = |path: &Path| {
        path.file_name().unwrap().to_string_lossy().split('.').next().unwrap().to_owned()
    };
    for gambit in files.iter().filter(|path| path.extension().is_some_and(|e| e == "nfg")) {
        for other in files.iter().filter(|path| *path != gambit && stem(path) == stem(gambit)) {
            let [one, two] = [gambit, other].map(|path| common::payoffs(&open(path).model));
            assert_eq!(one.rational(), two.rational(), "{}", gambit.display());
        }
    }
}

/// The payoffs at a point are those of the formulas as functions of the parameters, there.
#[test]
fn formulas_give_the_payoffs() {
    on_every_game(|entry| {
        let symbolic = entry.model.symbolic();
        let tape = symbolic.tape();
        let inputs: Vec<Vec<f64>> = (0..entry.model.parameters.len())
            .map(|i| vec![entry.point.get(i).map_or(f64::NAN, Rational::nearest_f64)])
            .collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let mut batch = vec![0.0; tape.results()];
        tape.evaluate(&inputs, 1, &mut batch);
        let shape = entry.payoffs.shape();
        let mut wrong = Vec::new();
        for player in 0..shape.players() {
            for index in 0..shape.profiles() {
                let (one, other) =
                    (entry.payoffs.float(player, index), batch[player * shape.profiles() + index]);
                if !approx::relative_eq!(one, other, max_relative = 1e-11, epsilon = 1e-11) {
                    wrong.push(format!("{player} {index}: {one} and {other}"));
                }
            }
        }
        wrong
    });
}
