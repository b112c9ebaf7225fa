//! The flips at the end of `equil dominance` and `equil solve`, as users see them.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const FOUR: &str = "games/open-release/four-player-2024.game.toml";
const TWO: &str = "games/open-release/two-player.game.toml";
const OBSERVED: &str = "openai = closed_high, google = open_small, community = split";

const GAME: &str = "format = 1
[game]
name = \"g\"
[players]
ann = [\"left\", \"right\"]
bob = [\"up\", \"down\"]
[params]
k = { value = 2, range = [0, 4] }
m = { value = 1, range = [-1, 3] }
idle = { value = 1, range = [0, 2] }
free = 1
[payoff]
ann = \"ann.left * (k^2 - 2 * bob.up) * free\"
bob = \"bob.up * (m + k - 5 * ann.right) + 0 * idle\"
";

fn ends(arguments: &[&str], from: &str) -> String {
    let ran = run(&[arguments, &["-"]].concat(), GAME);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    let at = ran.stdout.find(from).unwrap_or_else(|| panic!("{}", ran.stdout));
    ran.stdout[at..].to_owned()
}

#[test]
fn small_games_end_with_flips() {
    let dominance = ["dominance", "-q", "--set", "m=7"];
    let strategy = |more: &[&str]| {
        let arguments = [&["dominance", "-"], &["ann", "left"][..], more].concat();
        let ran = run(&arguments, GAME);
        ran.stdout[ran.stdout.find("dominant(").unwrap()..].to_owned()
    };
    let told = [
        strategy(&[]),
        strategy(&["--kind", "weak", "--given", "bob = up"]),
        ends(&dominance, "survivors"),
        ends(&["solve"], "equilibria:"),
        ends(&["solve", "--given", "ann = right"], "equilibria:"),
    ];
    insta::assert_snapshot!("flips", told.join("\n"));
    let json = |command: &str| -> Value {
        serde_json::from_str(&run(&[command, "-", "-f", "json"], GAME).stdout).unwrap()
    };
    let flips = serde_json::to_string_pretty(&json("solve")["flips"]).unwrap();
    insta::assert_snapshot!("flips-json", flips);
    assert_eq!(json("dominance")["flips"][0]["query"], "survivors");
}

/// All that is left by elimination in a game of 240 profiles and 53 parameters takes long: a line says so.
#[test]
fn what_is_left_out_is_told() {
    let told = |more: &[&str]| {
        let ran = run(&[&["dominance", FOUR], more].concat(), "");
        assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
        ran.stdout
    };
    let short = told(&[]);
    assert!(
        short.contains("Left out, for it takes long") && short.contains("`--flips`"),
        "{short}"
    );
    assert!(!told(&["--flips=never"]).contains("Left out"));
}

/// Five strategies each, and nobody named: what elimination leaves.
#[test]
fn duopolies_have_them() {
    let game = "games/classics/judd-yeltekin-conklin2003-cournot.game.toml";
    assert!(answer(&["dominance", game]).contains("survivors: "));
}

/// Where a range ends at the parameter's own value there is nothing beyond.
#[test]
fn nothing_lies_beyond_the_end_of_a_range() {
    let game = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\n\
                e = { value = 0, range = [0, 1] }\n[payoff]\na = \"a.x * e\"\n";
    let ran = run(&["dominance", "-", "a", "x"], game);
    let row = ran.stdout.lines().find(|line| line.trim_start().starts_with("e ")).unwrap();
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>(),
        ["e", "0.0000", "–", "0.0000", "0", "yes"]
    );
}

#[test]
fn games_of_many_parameters_have_them() {
    let asked = ["dominance", FOUR, "meta", "open", "--given", OBSERVED, "--flips", "-f", "json"];
    let value: Value = serde_json::from_str(&answer(&asked)).unwrap();
    let flips = &value["flips"][0];
    assert!(flips["query"] == "dominant(meta, open)" && flips["here"] == true);
    let parameters = flips["parameters"].as_array().unwrap();
    assert_eq!(parameters.len(), 53);
    let known = [
        ("S", "up", 37.868),
        ("beta", "down", 0.2398),
        ("c_W", "up", 0.6281),
        ("lag_B", "up", 1.2844),
        ("delay", "down", 0.5777),
        ("L_M", "up", 0.3082),
        ("F_rel", "up", 0.1353),
        ("F_api", "down", 0.1698),
    ];
    for parameter in parameters {
        for way in ["down", "up"] {
            let name = parameter["param"].as_str().unwrap();
            let Some((.., value)) = known.iter().find(|k| k.0 == name && k.1 == way) else {
                assert_eq!(parameter[way], "never", "{name} {way}");
                continue;
            };
            let found = parameter[way]["value"]["value"].as_f64().unwrap();
            assert!((found - value).abs() <= 5e-4 * value, "{name}: {found}");
            assert_eq!(parameter[way]["to"], false);
        }
    }
}

#[test]
fn they_can_be_left_out_and_are_refused_where_they_say_nothing() {
    assert!(answer(&["solve", TWO]).contains("until one parameter"));
    assert!(!answer(&["solve", TWO, "--flips=never"]).contains("until one parameter"));
    assert!(!answer(&["solve", TWO, "-f", "csv"]).contains("until"));
    let refused = |arguments: &[&str]| {
        let ran = run(arguments, "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2));
        ran.stderr
    };
    insta::assert_snapshot!(
        "flips-refused",
        [
            refused(&["solve", TWO, "--flips", "--kind", "correlated"]),
            refused(&["dominance", TWO, "--flips", "--kind", "weak"]),
            refused(&["solve", TWO, "--flips=often"]),
        ]
        .join("\n")
    );
}

#[test]
fn time_runs_out_and_says_so() {
    let asked = ["dominance", FOUR, "meta", "open", "--flips", "--limit", "300ms"];
    let ran = run(&asked, "");
    let said = ran.stdout.contains("cut short by the time limit");
    assert!(ran.code == 3 && said, "{} {}", ran.code, ran.stdout);
}

/// Nothing comes before the table of one player's strategies, not even an empty line.
#[test]
fn a_player_alone_comes_first() {
    let told = answer(&["dominance", FOUR, "meta", "--flips=never"]);
    assert!(told.starts_with("The strategies of meta\n"), "{told}");
}
