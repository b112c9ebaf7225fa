//! `equil population`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};

const HAWKS: &str = "games/classics/egttools-hawk-dove.game.toml";
const ROUND: &str = "games/classics/openspiel-brps.game.toml";
const HAN: &str = "games/classics/han2013.game.toml";
const YOUNG: &str = "games/classics/young1993.game.toml";
const HUNT: &str = "games/classics/openspiel-stag-hunt.game.toml";
const BATTLE: &str = "games/classics/quantecon-bos.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";

fn population(game: &str, more: &[&str]) -> String {
    answer(&[&["population", game], more].concat())
}

fn json(game: &str, more: &[&str]) -> serde_json::Value {
    serde_json::from_str(&population(game, &[more, &["-f", "json"]].concat())).unwrap()
}

#[test]
fn one_mutant_takes_over_or_not() {
    insta::assert_snapshot!("hawks", population(HAWKS, &[]));
    insta::assert_snapshot!("hawks.csv", population(HAWKS, &["-f", "csv"]));
    insta::assert_snapshot!("hawks.md", population(HAWKS, &["-f", "md", "--digits", "16"]));
    insta::assert_snapshot!("hawks.tex", population(HAWKS, &["-f", "latex"]));
    let exact = ["--fitness", "linear", "--selection", "1/10", "--size", "5"];
    insta::assert_snapshot!(
        "exact.json",
        population(HAWKS, &[&exact[..], &["-f", "json"]].concat())
    );
    insta::assert_snapshot!(
        "generations",
        population(ROUND, &["--process", "wright-fisher", "--size", "20", "--selection", "1/100"])
    );
    let told = json(HAWKS, &[]);
    let hawk = &told["fixation"]["dove"]["hawk"]["value"];
    assert_eq!(hawk.as_f64(), Some(0.864_115_574_246_266_4));
}

#[test]
fn a_picture_shows_who_takes_over() {
    let svg = population(HAN, &["--selection", "1/10", "--size", "20", "-f", "svg"]);
    insta::assert_snapshot!("han.svg", svg);
    let long = ["--ask", "stationary", "--size", "10", "-f", "svg"];
    assert!(population(HAWKS, &long).contains("individuals who play hawk"));
}

#[test]
fn those_who_mutate_are_everywhere() {
    let few = ["--ask", "stationary", "--size", "10", "--mutation", "1/20"];
    insta::assert_snapshot!("stationary", population(HAWKS, &few));
    let exact = ["--fitness", "linear", "--selection", "1/2", "--size", "4", "-f", "csv"];
    insta::assert_snapshot!("stationary.csv", population(HUNT, &[&few[..2], &exact].concat()));
    let three = ["--ask", "stationary", "--process", "pairwise-comparison", "--size", "12"];
    insta::assert_snapshot!("stationary-three", population(YOUNG, &three));
    let told = json(YOUNG, &three);
    assert_eq!(told["states"].as_array().unwrap().len(), 91);
}

#[test]
fn strategies_and_profiles_rank() {
    let han = ["--ask", "alpha-rank", "--alpha", "0.1", "--size", "20", "--payoffs", "population"];
    insta::assert_snapshot!("han", population(HAN, &[&han[..], &["--digits", "8"]].concat()));
    insta::assert_snapshot!("limit", population(HAN, &["--ask", "alpha-rank"]));
    insta::assert_snapshot!("round", population(ROUND, &["--ask", "alpha-rank"]));
    insta::assert_snapshot!("profiles", population(FOUR, &["--ask", "alpha-rank"]));
    insta::assert_snapshot!(
        "profiles.json",
        population(BATTLE, &["--ask", "alpha-rank", "-f", "json"])
    );
}

#[test]
fn mistakes_settle_conventions() {
    insta::assert_snapshot!("conventions", population(YOUNG, &["--ask", "stable", "--size", "40"]));
    insta::assert_snapshot!("logit", population(HUNT, &["--ask", "stable", "--rule", "logit"]));
    insta::assert_snapshot!("battle", population(BATTLE, &["--ask", "stable", "--size", "4"]));
    insta::assert_snapshot!("stable.json", population(HUNT, &["--ask", "stable", "-f", "json"]));
    insta::assert_snapshot!("stable-four", population(FOUR, &["--ask", "stable"]));
}

#[test]
fn play_is_shown_beside_what_is_proved() {
    let ends =
        ["--ask", "simulate", "--size", "10", "--start", "hawk = 1, dove = 9", "--runs", "500"];
    insta::assert_snapshot!(
        "ends",
        population(HAWKS, &[&ends[..], &["--selection", "1/4"]].concat())
    );
    let long = ["--ask", "simulate", "--size", "10", "--mutation", "1/10", "--steps", "20000"];
    insta::assert_snapshot!(
        "long",
        population(ROUND, &[&long[..], &["--selection", "1/50"]].concat())
    );
    let course = ["--samples", "4", "-f", "csv"];
    insta::assert_snapshot!("course.csv", population(ROUND, &[&long[..], &course].concat()));
    let [one, two] = ["1", "2"]
        .map(|n| population(HAWKS, &[&long[..], &["--threads", n, "-f", "json"]].concat()));
    assert_eq!(one, two);
}

/// Payoffs with square roots: only signs matter where one class is left, else the limit is open.
#[test]
fn irrational_limits_may_be_open() {
    let game = |corner: &str| {
        format!(
            "format = 1\n[game]\nname = \"roots\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n[payoff]\n\
             a = \"a.x * b.x * sqrt(2) + a.y * b.y * {corner}\"\nb = \"a.x * b.x * sqrt(2) + a.y * b.y * {corner}\"\n"
        )
    };
    let ask = |ask: &[&str], corner: &str| {
        run(&[&["population", "-", "--from", "toml"], ask].concat(), &game(corner))
    };
    let rank = ["--ask", "alpha-rank", "--populations", "each"];
    insta::assert_snapshot!("open", ask(&rank, "sqrt(3)").told());
    insta::assert_snapshot!("settled", ask(&rank, "(0 - sqrt(3))").told());
    let stable = ["--ask", "stable", "--populations", "one"];
    insta::assert_snapshot!("roots-stable", ask(&stable, "sqrt(3)").told());
    insta::assert_snapshot!("roots-fixation", ask(&["--size", "10"], "sqrt(3)").told());
}

#[test]
fn what_cannot_be_answered_says_why() {
    let fails = |game: &str, more: &[&str]| {
        let ran = run(&[&["population", game], more].concat(), "");
        format!("{more:?}\n{}", ran.told())
    };
    let told = [
        fails(BATTLE, &[]),
        fails(HAWKS, &["--alpha", "2"]),
        fails(HAWKS, &["--size", "1"]),
        fails(HAWKS, &["--fitness", "linear"]),
        fails(HAWKS, &["--selection", "much"]),
        fails(HAWKS, &["--ask", "stationary", "--mutation", "0"]),
        fails(HAN, &["--ask", "stationary", "--size", "1000"]),
        fails(FOUR, &["--ask", "stable", "--size", "9"]),
        fails(HAWKS, &["--ask", "simulate", "--start", "hawk = 1"]),
        fails(HAWKS, &["--ask", "simulate", "--start", "hawks = 1, dove = 99"]),
        fails(HAWKS, &["--ask", "simulate", "--start", "hawk"]),
        fails(HAWKS, &["--ask", "stable", "-f", "svg"]),
        fails(YOUNG, &["--ask", "stationary", "--size", "5", "-f", "svg"]),
        fails(HAWKS, &["--limit", "0s"]),
    ];
    insta::assert_snapshot!("refused", told.join("\n"));
}
