//! `equil path`, as users see it, and against answers at single places.

#[path = "common/program.rs"]
mod program;

use equil::answer::Condition;
use equil::format::{Limits, read};
use equil::model::{Assignment, Model, Pace, Path};
use equil::nash::Settings;
use equil::num::Rational;
use equil::text::Source;
use equil::threshold::{Asked, BUDGET, Line, along};
use program::{answer, run};
use serde_json::Value;

const FROM: &str = "games/open-release/four-player-2024.game.toml";
const TO: &str = "games/open-release/four-player-2026.game.toml";
const THREE: &str = "games/open-release/three-player.game.toml";

const GAME: &str = "format = 1
[game]
name = \"g\"
[players]
ann = [\"left\", \"right\"]
bob = [\"up\", \"down\"]
[params]
k = { value = 1, range = [0, 8] }
m = { value = -1, range = [-2, 2] }
n = { value = 2, range = [0, 3] }
free = 1
[payoff]
ann = \"ann.left * (k - 3) * n\"
bob = \"bob.up * (m * free + ann.right / 2)\"
[scenario.later]
set = { k = 4, m = 1, free = 2 }
";

fn told(arguments: &[&str]) -> Value {
    let ran = run(&[&["path", "-", "-f", "json"], arguments].concat(), GAME);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    serde_json::from_str(&ran.stdout).unwrap()
}

fn places(value: &Value) -> Vec<f64> {
    let switches = value["switches"].as_array().unwrap().iter();
    switches.map(|switch| switch["at"]["value"].as_f64().unwrap()).collect()
}

#[test]
fn factors_and_amounts_move_parameters() {
    let way = ["--to-scenario", "later", "--query", "dominant(ann, left)"];
    let factors = places(&told(&way));
    assert!(factors.len() == 1 && (factors[0] - 3_f64.ln() / 4_f64.ln()).abs() < 1e-15);
    let amounts = told(&[&way[..], &["--linear", "k", "--length", "12"]].concat());
    assert_eq!(amounts["switches"][0]["at"]["exact"], "8");
    // What is set stays, what has no range or is not positive moves by equal amounts
    let held = told(&[&way[..], &["--set", "k=7/2"]].concat());
    assert_eq!(places(&held), [0.0; 0]);
    let paces: Vec<&str> =
        held["moves"].as_array().unwrap().iter().map(|m| m["pace"].as_str().unwrap()).collect();
    assert_eq!(paces, ["linear", "linear"]);
}

#[test]
fn the_way_from_2024_to_2026_is_known() {
    let months = ["--length", "21", "--unit", "months"];
    insta::assert_snapshot!("path-vintages", answer(&[&["path", FROM, TO], &months[..]].concat()));
    let scenario = ["path", FROM, "--to-scenario", "vintage-2026", "-f", "json"];
    let json: Value = serde_json::from_str(&answer(&[&scenario[..], &months].concat())).unwrap();
    // On a grid of quarters of a month: 4.75, 16.75, 20.25
    let quarters: Vec<f64> = places(&json).iter().map(|x| (x * 4.0).ceil() / 4.0).collect();
    assert_eq!(quarters, [4.75, 16.75, 20.25]);
    assert_eq!(json["complete"], true);
}

#[test]
fn a_way_is_drawn() {
    let way = ["path", "-", "--to-scenario", "later", "--length", "12", "--unit", "weeks"];
    let ran = run(&[&way[..], &["-f", "svg"]].concat(), GAME);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    insta::assert_snapshot!("path.svg", ran.stdout);
}

/// Never sold as an API where buyers are more sensitive to prices.
#[test]
fn a_parameter_that_is_set_stays_on_the_way() {
    let csv = answer(&["path", FROM, TO, "--set", "mu=0.35", "-f", "csv"]);
    assert!(csv.lines().count() == 3 && !csv.contains("(api"), "{csv}");
}

fn open(file: &str) -> Model {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    read(&Source::new(file, text.unwrap()), &Limits::default()).unwrap().model
}

fn travelled(model: &Model, from: &Assignment, path: &Path, condition: &Condition) -> Line {
    let asked = Asked {
        model,
        point: from,
        parameter: 0,
        low: &Rational::integer(0),
        high: &path.length,
        condition,
        budget: BUDGET,
        max_bits: 1024,
        settings: &Settings::default(),
    };
    along(&asked, path).unwrap()
}

/// The answer at each of some places on the way is that of the game there.
#[test]
fn a_scan_agrees() {
    const STEPS: i64 = 63;
    let both = [Condition::PureEquilibria, Condition::Survivors];
    for (file, pace, asked) in
        [(THREE, Pace::Linear, &both[..]), (FROM, Pace::Geometric, &both[..1])]
    {
        let model = open(file);
        let from = Assignment::of(&model);
        let mut to = from.clone();
        for (place, parameter) in model.parameters.iter().enumerate() {
            if let Some((low, high)) = &parameter.range {
                let end = if place % 2 == 0 { low } else { high };
                let mut middle = end.clone();
                middle += from.get(place).unwrap();
                middle *= &Rational::new(1, 2).unwrap();
                to.set(place, middle);
            }
        }
        let path = Path::between(&from, &to, Rational::integer(STEPS), |_| pace).unwrap();
        for condition in asked {
            let line = travelled(&model, &from, &path, condition);
            let mut compared = 0;
            for step in 0..=STEPS {
                let part = Rational::new(step, STEPS).unwrap();
                let mut there = from.clone();
                for moved in &path.moves {
                    let exact = match moved.pace {
                        Pace::Linear => {
                            let mut gone = moved.to.clone();
                            gone += &moved.from.negated();
                            gone *= &part;
                            gone += &moved.from;
                            gone
                        }
                        Pace::Geometric => {
                            let [a, b] = [&moved.from, &moved.to].map(Rational::nearest_f64);
                            let value = a * (b / a).powf(part.nearest_f64());
                            Rational::from_f64(value).unwrap()
                        }
                    };
                    there.set(moved.parameter, exact);
                }
                let payoffs = model.at(&there, 1024).unwrap();
                let expected = condition.decide(&payoffs, &Settings::default()).ok();
                let Some(found) = line.at(&Rational::integer(step)) else { continue };
                assert_eq!(Some(found), expected, "{file} at {step}");
                compared += 1;
            }
            assert!(compared > STEPS / 2, "{file}: {compared} places");
        }
    }
}

#[test]
fn wrong_ways_are_refused() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name).display().to_string()
    };
    let names = write("path-names.game.toml", &GAME.replace("\"down\"", "\"under\""));
    let formula = write("path-formula.game.toml", &GAME.replace("(k - 3)", "(k - 2)"));
    let same = write("path-same.game.toml", GAME);
    let refused = |arguments: &[&str]| {
        let ran = run(&[&["path", "-"], arguments].concat(), GAME);
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{arguments:?}");
        ran.stderr.replace(&format!("{}/", folder.display()), "")
    };
    insta::assert_snapshot!(
        "path-refused",
        [
            refused(&[]),
            refused(&["--to-scenario", "latter"]),
            refused(&[&names]),
            refused(&[&formula]),
            refused(&[&same]),
            refused(&["--to-scenario", "later", "--linear", "q"]),
            refused(&["--to-scenario", "later", "--geometric", "m"]),
            refused(&["--to-scenario", "later", "--geometric", "k", "--linear", "k"]),
            refused(&["--to-scenario", "later", "--length", "0"]),
            refused(&["--to-scenario", "later", "--query", "dominant(ann, up)"]),
        ]
        .join("\n")
    );
    let ran = run(&["path", "-", "--to-scenario", "later", "--limit", "0s"], GAME);
    assert!(ran.code == 3 && ran.stdout.contains("open"), "{}", ran.stdout);
}
