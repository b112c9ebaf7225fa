//! `equil region` and `equil radius`, as users see them.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const LINEAR: &str = "tests/data/region/linear-release.game.toml";
const TWO: &str = "games/open-release/two-player.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const OBSERVED: &str =
    "best_response(meta, open) given openai = closed_high, google = open_small, community = split";

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&run(&[arguments, &["-f", "json"]].concat(), "").stdout).unwrap()
}

fn number(value: &Value) -> f64 {
    value["value"].as_f64().unwrap()
}

/// Lower and upper bound of the share of an answer.
fn share(value: &Value, answer: &Value) -> (f64, f64) {
    let shares = value["shares"].as_array().unwrap();
    let share = &shares.iter().find(|share| share["answer"] == *answer).unwrap()["share"];
    (number(&share["lower"]), number(&share["upper"]))
}

#[test]
fn affine_games_have_exact_regions() {
    let asked = ["region", LINEAR, "--query", "dominant(alpha, open)"];
    insta::assert_snapshot!("region-linear", answer(&asked));
    let value = json(&asked);
    assert_eq!((&value["boxes"], &value["complete"]), (&Value::from(1), &Value::Bool(true)));
    let yes =
        value["cells"].as_array().unwrap().iter().find(|cell| cell["answer"] == true).unwrap();
    assert_eq!(yes["exact"], true);
    // Against nobody and against everybody else's release or sales: 4 inequalities of 54, and sides of the box
    let ties: Vec<&Value> =
        yes["facets"].as_array().unwrap().iter().filter(|facet| facet["tie"].is_object()).collect();
    assert_eq!(ties.len(), 4);
    assert!(ties.iter().all(|facet| facet["on"] == false));
    insta::assert_snapshot!(
        "radius-linear",
        answer(&["radius", LINEAR, "--query", "dominant(alpha, open)"])
    );
}

#[test]
fn regimes_of_the_two_player_game_have_bounded_volumes() {
    let asked =
        ["region", TWO, "--query", "equilibria", "--scenario", "box", "--vary", "y", "--vary", "V"];
    insta::assert_snapshot!("region-two-player", answer(&asked));
    // The borders are N = 0 and the gain against a high price = 0
    let value = json(&[&asked[..], &["--rest", "1/10000"]].concat());
    let shares = value["shares"].as_array().unwrap();
    let whole: f64 = shares.iter().map(|share| number(&share["share"]["lower"])).sum();
    assert!(shares.len() == 3 && whole > 0.9999 && whole <= 1.0);
    let picture = answer(&[&asked[..], &["-f", "svg"]].concat());
    insta::assert_snapshot!("region-two-player-picture", picture);
}

/// Joint thresholds of the released model's game: where the cost of misuse may be how large.
#[test]
fn the_border_of_two_parameters_passes_through_their_thresholds() {
    let asked = [
        "region",
        FOUR,
        "--query",
        OBSERVED,
        "--vary",
        "lag_B=0.5:1.5",
        "--vary",
        "L_M=0:2",
        "--rest",
        "1/500",
    ];
    let value = json(&asked);
    let (low, high) = share(&value, &Value::Bool(true));
    assert!(low < high && high - low <= 0.002, "{low} {high}");
    for (lag, most) in [("0.6", 1.59), ("1.4", 0.175)] {
        let set = format!("lag_B={lag}");
        let line =
            json(&["threshold", FOUR, "--query", OBSERVED, "--vary", "L_M=0:2", "--set", &set]);
        let last = line["thresholds"].as_array().unwrap().last().unwrap().clone();
        assert!((number(&last["value"]) - most).abs() < 0.005, "{last}");
        // A cell on each side of it
        let (lag, most) = (lag.parse::<f64>().unwrap(), number(&last["value"]));
        let answers: Vec<&Value> = value["cells"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|cell| {
                let end = |name: &str, end: usize| number(&cell["box"][name][end]);
                let holds = |name: &str, x: f64| end(name, 0) <= x && x <= end(name, 1);
                holds("lag_B", lag) && holds("L_M", most)
            })
            .map(|cell| &cell["answer"])
            .collect();
        assert!(answers.contains(&&Value::Bool(true)) && answers.contains(&&Value::Bool(false)));
    }
}

#[test]
fn radii_are_bounded_and_broken() {
    let value = json(&["radius", FOUR, "--query", OBSERVED, "--vary", "lag_B", "--vary", "L_M"]);
    let (low, high) = (number(&value["radius"]["lower"]), number(&value["radius"]["upper"]));
    assert!(low <= high && high - low <= 0.001 * high, "{low} {high}");
    assert_eq!(value["witness"]["answer"], false);
    // Everything at once, with a budget: what is proved so far
    let ran = run(&["radius", FOUR, "--query", OBSERVED, "--budget", "40"], "");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stdout.contains("which is proved; 0.0397"), "{}", ran.stdout);
    let never =
        answer(&["radius", TWO, "--query", "nash(meta = closed, openai = low)", "--vary", "E"]);
    assert!(never.contains("in the whole box of ranges"), "{never}");
}

#[test]
fn threads_change_nothing() {
    let run = |command: &str, threads: &str| {
        answer(&[
            command,
            TWO,
            "--query",
            "equilibria",
            "--vary",
            "y",
            "--vary",
            "X",
            "--threads",
            threads,
            "-f",
            "json",
        ])
    };
    for command in ["region", "radius"] {
        assert_eq!(run(command, "1"), run(command, "4"));
    }
}

#[test]
fn what_ends_early_says_so() {
    let asked =
        ["region", TWO, "--query", "equilibria", "--vary", "y", "--vary", "V", "--budget", "4"];
    let ran = run(&asked, "");
    assert_eq!(ran.code, 3);
    assert!(ran.stdout.contains("the search ended before"), "{}", ran.stdout);
    let csv = answer(&[
        "region",
        LINEAR,
        "--query",
        "dominant(alpha, open)",
        "--vary",
        "a",
        "--vary",
        "c",
        "-f",
        "csv",
    ]);
    assert!(csv.starts_with("answer,a from,a to,c from,c to,kind,corners\n"), "{csv}");
}

#[test]
fn wrong_words_are_told() {
    let told = |more: &[&str]| {
        let ran = run(more, "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{more:?}");
        ran.stderr
    };
    let region = ["region", TWO, "--query", "equilibria"];
    insta::assert_snapshot!(
        "region-wrong",
        [
            told(&[&region[..], &["-f", "svg"]].concat()),
            told(&[&region[..], &["--vary", "S", "--vary", "V"]].concat()),
            told(&[&region[..], &["--vary", "V=1:1"]].concat()),
            told(&[&region[..], &["--vary", "S=1:2", "--by", "priors"]].concat()),
            told(&[&region[..], &["--rest", "2"]].concat()),
            told(&["radius", TWO, "--query", "equilibria", "--vary", "V=1:2"]),
        ]
        .join("\n")
    );
}

/// One box is one box; and a radius says whether it is exact.
#[test]
fn one_is_no_plural_and_exact_is_said() {
    let game = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
                k = { value = 1, range = [0, 4] }\n[payoff]\na = \"a.x * (k + 1)\"\n";
    let region = run(&["region", "-", "--query", "dominant(a, x)", "--vary", "k"], game);
    assert!(region.stdout.contains("proved: 1 whole box;"), "{}", region.stdout);
    let radius = |game: &str| -> Value {
        let asked = ["radius", "-", "--query", "dominant(a, x)", "-f", "json"];
        serde_json::from_str(&run(&asked, game).stdout).unwrap()
    };
    assert_eq!(radius(game)["radius"]["exact"], false);
    let broken = radius(&game.replace("k + 1", "3 - k"));
    assert_eq!(broken["radius"]["exact"], true);
    assert_eq!(broken["radius"]["lower"], broken["radius"]["upper"]);
}
