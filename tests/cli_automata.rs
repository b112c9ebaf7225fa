//! `equil automata` and `equil tournament`, as users see them.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const DILEMMA: &str = "games/classics/gametheory-jl-pd.game.toml";
const AXELROD: &str = "games/classics/axelrod1984.game.toml";
const ROLES: &str = "tests/data/examples/game.game.toml";
const RELEASE: &str = "games/open-release/two-player.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";

fn json(arguments: &[&str]) -> Value {
    let ran = run(&[arguments, &["-f", "json"]].concat(), "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn automata_are_told_with_who_would_do_something_else() {
    let asked = ["automata", DILEMMA, "--play", "grim(cooperate, defect)"];
    insta::assert_snapshot!("grim", answer(&asked));
    let echo = ["automata", AXELROD, "--play", "ann = echo, bob = echo"];
    insta::assert_snapshot!("tit-for-tat", answer(&echo));
    let tester = ["automata", AXELROD, "--play", "ann = tester, bob = nice", "--discount", "0.9"];
    insta::assert_snapshot!("tester", answer(&tester));
    let lots = "ann = generous, bob = all(1/2 cooperate + 1/2 defect)";
    insta::assert_snapshot!("lots", answer(&["automata", AXELROD, "--play", lots]));
}

/// Payoffs that are not rational, and more players than two.
#[test]
fn automata_of_four_players() {
    let play = "meta = grim(closed, open_p, openai.closed_high, google.closed, community.build_closed), \
                openai = all(closed_high), google = all(closed), community = all(build_closed)";
    insta::assert_snapshot!("four-player", answer(&["automata", FOUR, "--play", play]));
}

#[test]
fn automata_for_other_programs() {
    let play = ["automata", AXELROD, "--play", "echo"];
    let found = json(&play);
    assert_eq!(found["schema"], "equil.automata/1");
    assert_eq!((&found["nash"], &found["subgame_perfect"]), (&true.into(), &false.into()));
    assert_eq!(found["nash_range"]["surely"][0][0]["exact"], "2/3");
    assert_eq!(found["subgame_perfect_range"]["surely"], Value::Array(Vec::new()));
    let ann = &found["players"]["ann"];
    assert_eq!(
        (&ann["payoff"]["exact"], &ann["best_response"]["gain"]["exact"]),
        (&"3".into(), &"0".into())
    );
    assert_eq!(found["play"]["cycle"][0]["bob"], "cooperate");
    assert_eq!(found["deviations"].as_array().unwrap().len(), 8);
    let csv = answer(&[&play[..], &["-f", "csv"]].concat());
    assert_eq!(csv.lines().count(), 9);
    // At 1/2 tit for tat is no equilibrium: defecting now and then earns more
    let impatient = json(&[&play[..], &["--set", "delta=1/2"]].concat());
    let best = &impatient["players"]["bob"]["best_response"];
    assert_eq!((&impatient["nash"], &best["payoff"]["exact"]), (&false.into(), &"10/3".into()));
    // A release that is made up for: the file's own discount factor holds
    let two = json(&["automata", RELEASE, "--play", "meta = all(closed), openai = all(high)"]);
    assert_eq!(two["complete"], true);
}

/// Who is patient keeps to it, who is not does not: each by their own discount factor.
#[test]
fn discount_factors_may_differ() {
    let file = std::fs::read_to_string(AXELROD).unwrap();
    let own = "discount = { ann = \"delta\", bob = \"delta / 2\" }";
    let file = file.replace("discount = \"delta\"", own).replace("sources = \"refs.bib\"\n", "");
    let file = file.replace("source  = \"axelrod1984\"\n", "");
    let ran = run(&["automata", "-", "--play", "sulker", "-f", "json"], &file);
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    let gains =
        ["ann", "bob"].map(|name| &found["players"][name]["best_response"]["gain"]["exact"]);
    // To defect for ever: 5 (1 − δ) + δ, and 3 to keep to it
    assert_eq!(gains, ["0", "1/2"]);
    assert_eq!(
        (&found["nash"], &found["nash_range"]["surely"][0][0]["exact"]),
        (&false.into(), &"1/2".into())
    );
    let told = run(&["automata", "-", "--play", "sulker"], &file);
    assert!(
        told.stdout.contains("no equilibrium at the discount factors 0.75, 0.375."),
        "{}",
        told.stdout
    );
}

#[test]
fn tournaments_rank_strategies() {
    insta::assert_snapshot!("tournament", answer(&["tournament", AXELROD]));
    let noisy = ["tournament", AXELROD, "--noise", "1/100", "--average", "--include-self"];
    insta::assert_snapshot!("tournament-noise", answer(&noisy));
    let found = json(&noisy);
    // Tit for tat with itself under noise: (T + R + P + S) / 4
    assert_eq!(found["payoffs"][2][2][0]["exact"], "9/4");
    let csv = answer(&[&noisy[..], &["-f", "csv"]].concat());
    assert_eq!(csv.lines().count(), 1 + 7 * 7);
    let classic = ["tournament", DILEMMA, "--classic", "cooperate, defect", "--discount", "9/10"];
    let found = json(&classic);
    assert_eq!(found["players"]["ann"]["ranking"].as_array().unwrap().len(), 13);
    assert_eq!(found["players"]["ann"]["ranking"], found["players"]["bob"]["ranking"]);
    let enter = [
        "never = all(closed)",
        "grim(open, closed, openai.low)",
        "all(high)",
        "alternate(low, high)",
    ];
    let enter: Vec<&str> = enter.iter().flat_map(|one| ["--enter", one]).collect();
    let roles = [&["tournament", RELEASE], &enter[..]].concat();
    insta::assert_snapshot!(
        "tournament-roles",
        answer(&[&roles[..], &["--rounds", "10"]].concat())
    );
}

/// What they earn is a game that other commands take.
#[test]
fn tournaments_are_games() {
    let ran =
        run(&["tournament", AXELROD, "--discount", "3/4", "--noise", "1/50", "-f", "toml"], "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    let shown = run(&["solve", "-", "-f", "json"], &ran.stdout);
    let found: Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!((shown.code, &found["game"]["players"]["ann"][6]), (0, &"tester".into()));
    let ranked = run(&["population", "-", "--ask", "alpha-rank"], &ran.stdout);
    assert_eq!(ranked.code, 0, "{}", ranked.stderr);
}

/// What files describe may be wrong, too: how groups are made, and that chances are numbers.
#[test]
fn descriptions_that_are_wrong() {
    let text = "format = 1\n[game]\nname = \"g\"\n[players]\nann = [\"c\", \"d\"]\nbob = [\"c\", \"d\"]\n[params]\np = 0.5\n\
                [payoff]\nann = \"p\"\nbob = \"1\"\n[automata.mine]\nstates = { nice = \"p c + 1/2 d\", angry = \"d\" }\n\
                next = { nice = \"if(count(all.c) > 1, nice, angry)\", angry = \"if(p > 0, angry, furious)\" }\n\
                [repeated]\ndiscount = \"q\"\npath = { ann = \"c\" }\n";
    let ran = run(&["automata", "-", "--play", "mine"], text);
    assert_eq!((ran.stdout.as_str(), ran.code), ("", 2));
    insta::assert_snapshot!("descriptions", ran.stderr);
}

/// A name that is taken is told; long lists are cut in text alone; time limits are kept.
#[test]
fn what_is_told_beside_answers() {
    let twice = ["tournament", DILEMMA, "--enter", "all(defect)", "--enter", "all(defect)"];
    let ran = run(&twice, "");
    assert!(ran.stderr.contains("another one is called `all_defect_2`"), "{}", ran.stderr);
    let found: Value =
        serde_json::from_str(&run(&[&twice[..], &["-f", "json"]].concat(), "").stdout).unwrap();
    assert_eq!(found["warnings"].as_array().unwrap().len(), 1);
    let long = [
        "automata",
        DILEMMA,
        "--play",
        "limited_punishment(defect, cooperate, 100)",
        "--discount",
        "1/2",
    ];
    let text = answer(&long);
    let csv = answer(&[&long[..], &["-f", "csv"]].concat());
    assert!(text.lines().count() < 70 && text.contains(" more: `--deviations`"), "{text}");
    assert!(csv.lines().count() > 200);
    let slow = [
        "tournament",
        DILEMMA,
        "--classic",
        "cooperate, defect",
        "--rounds",
        "5000",
        "--noise",
        "1/100",
    ];
    let ran = run(&[&slow[..], &["--limit", "1ms"]].concat(), "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", 3), "{}", ran.stderr);
}

#[test]
fn mistakes_are_told() {
    let wrong = |arguments: &[&str]| {
        let ran = run(arguments, "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{arguments:?}");
        format!("$ {}\n{}\n", arguments.join(" "), ran.stderr)
    };
    let play = |written| wrong(&["automata", AXELROD, "--play", written]);
    let [echo, grim] = ["tit_for_tat(cooperate, defect)", "grim(cooperate, defect)"];
    let duel = ["tournament", DILEMMA, "--enter", echo, "--enter", grim];
    let endless = run(&[&duel[..], &["--noise", "1/9", "--rounds", "4000000000"]].concat(), "");
    assert_eq!((endless.stdout.as_str(), endless.code), ("", 3), "{}", endless.stderr);
    let said = [
        play("ann = echo"),
        play("ann = echo, ann = echo"),
        play("ann = echo, bob = ehco"),
        play("ann = grim(cooperate), bob = echo"),
        play("ann = grim, bob = echo"),
        play("ann = grim(cooperate, x), bob = random(cooperate, defect, 2), carl = echo"),
        play("tit_for_tat(cooperate, defect) twice"),
        play("all(cooperate, ann.defect)"),
        play("limited_punishment(cooperate, defect, 1001)"),
        play("memory_one(cooperate, defect, 1, 1/2, 2, 0)"),
        play("alternate()"),
        play("tit_for_tat(cooperate, defect, defect, defect)"),
        play("random(cooperate, defect, defect)"),
        play("all(1/2cooperate + 1/2defect)"),
        play("grim(C, D)"),
        play(""),
        wrong(&["automata", FOUR, "--play", "all(closed)"]),
        wrong(&["automata", AXELROD, "--play", "echo", "--discount", "1"]),
        wrong(&[
            "automata",
            "games/classics/openspiel-pd.game.toml",
            "--play",
            "all(1/2 C + 1/2 D)",
        ]),
        wrong(&["tournament", FOUR]),
        wrong(&["tournament", DILEMMA]),
        wrong(&["tournament", DILEMMA, "--enter", "all(x)", "--enter", "foo(x)"]),
        wrong(&["tournament", DILEMMA, "--classic", "cooperate"]),
        wrong(&["tournament", DILEMMA, "--classic", "coperate, defect"]),
        wrong(&["tournament", DILEMMA, "--classic", "defect, defect"]),
        wrong(&["tournament", DILEMMA, "--classic", "cooperate, defect, both"]),
        wrong(&["tournament", DILEMMA, "--enter", "= all(defect)"]),
        wrong(&["tournament", ROLES, "--enter", "all(closed)", "--include-self"]),
        wrong(&[
            "automata",
            ROLES,
            "--play",
            "meta = all(k closed + 1/2 open_r), openai = all(open)",
        ]),
        wrong(&[
            "automata",
            ROLES,
            "--play",
            "meta = random(closed, open_r, k), openai = all(open)",
        ]),
        wrong(&["tournament", AXELROD, "--noise", "2"]),
        wrong(&[&duel[..], &["--noise", "1/99", "--rounds", "3000", "-f", "toml"]].concat()),
        wrong(&["tournament", AXELROD, "--rounds", "0"]),
        wrong(&["tournament", AXELROD, "--rounds", "10", "--average"]),
    ];
    insta::assert_snapshot!("mistakes", said.join("\n"));
}
