//! `equil dynamics` with rules that move mixed strategies, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const HAWKS: &str = "games/classics/maynardsmith1982-hawk-dove.game.toml";
const IN: &str = "games/classics/hofbauer-sigmund1998-rps-in.game.toml";
const OUT: &str = "games/classics/hofbauer-sigmund1998-rps-out.game.toml";
const ROUND: &str = "games/classics/shapley1964.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";

/// The answer as JSON.
fn told(game: &str, rule: &str, more: &[&str]) -> Value {
    let arguments = [&["dynamics", game, "--rule", rule, "-f", "json"], more].concat();
    serde_json::from_str(&answer(&arguments)).unwrap()
}

/// How it ended, and the probability of a strategy in the equilibrium near by.
fn end(value: &Value, player: &str, strategy: &str) -> (String, Option<String>) {
    let end = &value["end"];
    let near = &end["equilibrium"]["strategies"][player][strategy]["exact"];
    (end["verdict"].as_str().unwrap().to_owned(), near.as_str().map(str::to_owned))
}

#[test]
fn evolution_finds_what_is_stable() {
    for rule in ["replicator", "bnn", "smith", "projection"] {
        let value =
            told(HAWKS, rule, &["--one-population", "--start", "row = 1/10 hawk + 9/10 dove"]);
        let (verdict, hawks) = end(&value, "col", "hawk");
        assert_ne!(verdict, "moving", "{rule}");
        assert_eq!(hawks.as_deref(), Some("2/3"), "{rule}");
        let apart = ["--start", "row = 3/5 hawk + 2/5 dove, col = 1/2 hawk + 1/2 dove"];
        let (_, hawks) = end(&told(HAWKS, rule, &apart), "row", "hawk");
        assert_eq!(hawks.as_deref(), Some("1"), "{rule}");
    }
    insta::assert_snapshot!(
        "replicator",
        answer(&[
            "dynamics",
            HAWKS,
            "--rule",
            "replicator",
            "--one-population",
            "--start",
            "row = 0.1 hawk + 0.9 dove",
            "--time",
            "20"
        ])
    );
}

#[test]
fn what_spirals_in_and_what_spirals_out() {
    let start = ["--start", "row = 1/2 rock + 1/4 paper + 1/4 scissors", "--one-population"];
    for rule in ["replicator", "fictitious-play", "smith"] {
        let (verdict, rock) = end(&told(IN, rule, &start), "row", "rock");
        assert!(verdict != "moving" && rock.as_deref() == Some("1/3"), "{rule}: {verdict}");
        let (verdict, rock) = end(&told(OUT, rule, &start), "row", "rock");
        assert_eq!((verdict.as_str(), rock), ("moving", None), "{rule}");
    }
}

#[test]
fn fictitious_play_goes_round_in_shapleys_game() {
    let start = ["--start", "row = T, col = C"];
    let shown = answer(&[&["dynamics", ROUND, "--rule", "fictitious-play"], &start[..]].concat());
    insta::assert_snapshot!("shapley", shown);
    let value = told(ROUND, "fictitious-play", &[&start[..], &["--steps", "1000000"]].concat());
    assert_eq!(value["exact"], true);
    let rounds = |run: &Value| run["rounds"].as_u64().unwrap();
    let runs: Vec<u64> = value["runs"].as_array().unwrap().iter().map(rounds).collect();
    assert!(runs[..runs.len() - 1].windows(2).all(|two| two[0] < two[1]), "{runs:?}");
    let kind = &value["average"]["certificate"]["kind"];
    assert_eq!(kind, "regret");
}

#[test]
fn average_play_has_an_exact_regret() {
    for rule in ["regret-matching", "regret-matching-plus", "multiplicative-weights"] {
        let start = [
            "--start",
            "row = 0.7 rock + 0.1 paper + 0.1 scissors + 0.1 water, col = 0.1 rock + 0.7 paper + 0.1 scissors + 0.1 water",
        ];
        let value = told("games/classics/openspiel-rpsw.game.toml", rule, &start);
        let average = &value["average"];
        let mut sum = 0.0;
        for cell in average["distribution"].as_array().unwrap() {
            sum += cell["probability"]["value"].as_f64().unwrap();
        }
        assert!((sum - 1.0).abs() < 1e-12);
        let epsilon = average["certificate"]["bound"]["value"].as_f64().unwrap_or(0.0);
        let last = value["trajectory"].as_array().unwrap().last().unwrap();
        let on_the_way = last["average_regret"].as_f64().unwrap();
        assert!((epsilon - on_the_way).abs() < 1e-9 && epsilon < 0.04, "{rule}: {epsilon}");
    }
}

#[test]
fn any_number_of_players() {
    let value = told(FOUR, "replicator", &["--time", "500"]);
    assert_eq!(value["end"]["verdict"], "settling");
    assert_eq!(value["end"]["equilibrium"]["certificate"]["kind"], "exact");
    let value = told(FOUR, "regret-matching-plus", &["--steps", "500"]);
    // These payoffs are enclosed: ε is bounded, and no part of a range
    let epsilon = value["average"]["certificate"]["bound"]["value"].as_f64().unwrap();
    let last = value["trajectory"].as_array().unwrap().last().unwrap();
    assert!((epsilon - last["average_regret"].as_f64().unwrap()).abs() < 1e-6, "{epsilon}");
}

#[test]
fn many_starts_have_shares_that_do_not_depend_on_threads() {
    let many = ["dynamics", HAWKS, "--rule", "smith", "--starts", "200", "--seed", "7"];
    let shown = answer(&many);
    assert_eq!(shown, answer(&[&many[..], &["--threads", "1"]].concat()));
    insta::assert_snapshot!("many", shown);
    let value = told(HAWKS, "smith", &["--starts", "50"]);
    assert_eq!(value["starts"], 50);
    assert_eq!(value["ends"].as_array().unwrap().len(), 2);
}

#[test]
fn csv_loses_nothing() {
    let csv = answer(&[
        "dynamics", OUT, "--rule", "bnn", "--time", "5", "-f", "csv", "--start", "random",
    ]);
    let value = told(OUT, "bnn", &["--time", "5", "--start", "random"]);
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    let points = value["trajectory"].as_array().unwrap();
    assert_eq!(rows.len(), points.len());
    for (row, point) in rows.iter().zip(points) {
        let numbers: Vec<f64> = row.split(',').map(|cell| cell.parse().unwrap()).collect();
        let paper = point["strategies"]["col"]["paper"].as_f64().unwrap();
        // The test reads JSON less exactly than it is written
        assert!((numbers[5] - paper).abs() < 1e-15 && numbers[5] > 0.0);
    }
}

#[test]
fn pictures_are_drawn() {
    for (arguments, says) in [
        (
            &[IN, "--rule", "replicator", "--one-population"][..],
            "equilibrium that ways from around lead to",
        ),
        (&[OUT, "--rule", "replicator", "--one-population"], "another equilibrium"),
        (&[HAWKS, "--rule", "smith"], "probability of row: hawk"),
        (&[HAWKS, "--rule", "bnn", "--one-population"], "its change for each unit of time"),
        (&[HAWKS, "--rule", "fictitious-play", "--picture", "series"], "belief"),
        (&[FOUR, "--rule", "logit"], "probability"),
    ] {
        let svg = answer(&[&["dynamics"], arguments, &["-f", "svg"]].concat());
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{arguments:?}");
        assert!(svg.contains(says), "{arguments:?}");
        assert!(!svg.contains("NaN"), "{arguments:?}");
    }
}

#[test]
fn options_that_say_nothing_are_refused() {
    for (name, arguments) in [
        ("time", &[HAWKS, "--rule", "fictitious-play", "--time", "3"][..]),
        ("steps", &[HAWKS, "--rule", "smith", "--steps", "3"]),
        ("noise", &[HAWKS, "--rule", "smith", "--noise", "1"]),
        ("pure", &[HAWKS, "--one-population"]),
        ("seed", &[HAWKS, "--rule", "smith", "--seed", "3"]),
        (
            "asymmetric",
            &["games/classics/quantecon-bos.game.toml", "--rule", "smith", "--one-population"],
        ),
        ("background", &[HAWKS, "--rule", "replicator-discrete"]),
        ("start", &[HAWKS, "--rule", "smith", "--start", "row = hawk"]),
        ("portrait", &[FOUR, "--rule", "smith", "-f", "svg", "--picture", "portrait"]),
    ] {
        let ran = run(&[&["dynamics"], arguments].concat(), "");
        assert_eq!(ran.code, 2, "{name}");
        insta::assert_snapshot!(format!("refused-{name}"), ran.told());
    }
}

#[test]
fn what_is_asserted_is_an_equilibrium() {
    let code = |game: &str, more: &[&str]| {
        let start = ["--start", "row = 1/2 rock + 1/4 paper + 1/4 scissors", "--one-population"];
        let arguments = [&["dynamics", game, "--rule", "replicator", "--assert"], &start[..], more];
        run(&arguments.concat(), "").code
    };
    assert_eq!((code(IN, &[]), code(OUT, &[])), (0, 1));
    let many = ["dynamics", HAWKS, "--rule", "bnn", "--starts", "60", "--assert"];
    assert_eq!(run(&many, "").code, 1);
    assert_eq!(run(&[&many[..], &["--one-population"]].concat(), "").code, 0);
}
