//! `equil markov` on games whose answers are known, and on files with slips.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const GAP: &str = "games/open-release/markov-open-gap.game.toml";
const THREAT: &str = "games/open-release/markov-threat.game.toml";
const FRONTIER: &str = "games/open-release/markov-frontier.game.toml";
const LAKE: &str = "tests/data/examples/states.game.toml";

fn json(arguments: &[&str]) -> Value {
    let told = answer(&[&["markov"], arguments, &["-f", "json"]].concat());
    serde_json::from_str(&told).unwrap()
}

/// What a player plays for sure in each state of the first equilibrium, by the value of the state's first variable.
fn played(told: &Value, player: &str) -> Vec<(f64, String)> {
    let states = told["equilibria"][0]["policy"].as_array().unwrap().iter();
    let one = |state: &Value| {
        let value = state["state"].as_object().unwrap().values().next().unwrap();
        let strategies = state["strategies"][player].as_object().unwrap();
        assert_eq!(strategies.len(), 1, "{state}");
        (value["value"].as_f64().unwrap(), strategies.keys().next().unwrap().clone())
    };
    states.map(one).collect()
}

/// Whether Meta releases, state by state, in the only equilibrium of the game on the open lag.
fn releases(options: &[&str]) -> Vec<(f64, bool)> {
    let told = json(&[&[GAP, "--start", "lag_B = 1"], options].concat());
    assert_eq!(told["equilibria"].as_array().unwrap().len(), 1, "{options:?}");
    assert_eq!(told["equilibria"][0]["equilibrium"], true);
    assert_eq!((&told["coverage"], &told["exact"]), (&"all".into(), &false.into()));
    let openai = played(&told, "openai");
    assert!(openai.iter().all(|(_, strategy)| strategy == "closed_high"));
    played(&told, "meta").into_iter().map(|(lag, plays)| (lag, plays == "open_r")).collect()
}

#[test]
fn the_open_lag_decides_on_releases() {
    // 2024: at every lag
    assert!(releases(&[]).iter().all(|(_, releases)| *releases));
    // 2026, where others learn fast from what is open: at none
    for lag in ["lag_M=0.3", "lag_M=0.2"] {
        let none = releases(&["--scenario", "vintage-2026", "--set", lag]);
        assert!(none.iter().all(|(_, releases)| !releases));
        // Where they learn slowly: while they are far behind
        let some = releases(&["--scenario", "vintage-2026-slow", "--set", lag]);
        assert!(some.iter().all(|(lag, releases)| *releases == (*lag >= 0.5)), "{some:?}");
    }
    // A leader never does
    let leader = releases(&["--scenario", "leader-2026-slow"]);
    assert!(leader.iter().all(|(_, releases)| !releases));
}

#[test]
fn the_open_lag_settles_on_average() {
    let told = answer(&["markov", GAP, "--start", "lag_B = 1", "--steps", "12"]);
    let averages: Vec<&str> = told
        .lines()
        .skip_while(|line| !line.contains("on average"))
        .skip(1)
        .take(12)
        .map(|line| line.split_whitespace().last().unwrap())
        .collect();
    assert_eq!(averages[..3], ["1.0000", "0.3500", "0.3125"]);
    assert_eq!(averages[11], "0.3000");
}

#[test]
fn value_iteration_finds_the_same() {
    let slow = [GAP, "--scenario", "vintage-2026-slow", "--start", "lag_B = 1/4"];
    let told = json(&[&slow[..], &["--method", "iteration"]].concat());
    assert_eq!(told["iteration"]["settled"], true);
    assert_eq!(told["equilibria"][0]["equilibrium"], true);
    let other = json(&slow);
    assert_eq!(told["equilibria"], other["equilibria"]);
}

#[test]
fn a_bound_threat_needs_the_critical_discount_factor() {
    let closed_and_low = |options: &[&str]| {
        let told = json(&[&[THREAT], options].concat());
        let list = told["equilibria"].as_array().unwrap().clone();
        let start = |one: &Value| one["policy"][0]["strategies"].clone();
        let wanted = |one: &Value| {
            let pure = |who: &str, what: &str| {
                start(one)[who].as_object().unwrap().len() == 1 && !start(one)[who][what].is_null()
            };
            pure("meta", "closed") && pure("openai", "low")
        };
        list.iter().any(wanted)
    };
    for delta in ["0.74", "0.749999999"] {
        assert!(!closed_and_low(&["--set", &format!("delta={delta}")]));
    }
    // y / q = 3/4
    for delta in ["3/4", "0.9"] {
        assert!(closed_and_low(&["--set", &format!("delta={delta}")]));
    }
    assert!(closed_and_low(&["--set", "delta=1/2", "--set", "y=1/2"]));
    assert!(!closed_and_low(&["--set", "delta=0.499", "--set", "y=1/2"]));
    // Unless it is bound, Meta opens with probability 9/13 only, and more patience is needed
    assert!(!closed_and_low(&["--set", "delta=3/4", "--scenario", "free"]));
    assert!(closed_and_low(&["--set", "delta=0.8", "--scenario", "free"]));
}

/// A guard and a thief: no policy is pure. Watching pays exactly what a theft costs with chance 1/3, and stealing nothing where watching has chance
/// `3 / (5 + alarm)`, whatever follows, since the thief never gets anything.
const PATROL: &str = "format = 1\n[game]\nname = \"patrol\"\n[players]\nguard = [\"watch\", \"rest\"]\nthief = [\"steal\", \"wait\"]\n\
    [params]\nalarm = 0\ndelta = \"4/5\"\n\
    [payoff]\nguard = \"-guard.watch - 3 * guard.rest * thief.steal\"\n\
    thief = \"if(thief.steal, if(guard.watch, -2 - alarm, 3), 0)\"\n\
    [states]\ndiscount = \"delta\"\n\
    alarm = { levels = [0, 1, 2], next = \"if(thief.steal, min(2, alarm + 1), max(0, alarm - 1))\" }\n";

/// What `equil markov` says of a file from the standard input.
fn piped(file: &str, options: &[&str]) -> (Value, i32) {
    let ran = run(&[&["markov", "-", "-f", "json"], options].concat(), file);
    (serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr)), ran.code)
}

#[test]
fn a_path_finds_what_is_mixed() {
    for options in [&[][..], &["--method", "homotopy"]] {
        let (told, code) = piped(PATROL, options);
        assert_eq!(
            (&told["method"], &told["coverage"], code),
            (&"homotopy".into(), &"some".into(), 0)
        );
        let found = &told["equilibria"][0];
        assert_eq!(found["certificate"]["kind"], "exact");
        for (state, chance) in ["3/5", "1/2", "3/7"].into_iter().enumerate() {
            let played = &found["policy"][state]["strategies"];
            assert_eq!(played["guard"]["watch"]["exact"], chance);
            assert_eq!(played["thief"]["steal"]["exact"], "1/3");
        }
    }
    // A match ends the game of Shapley, and pays 3 or 1: the value is not rational
    let shapley = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n[params]\nover = 0\n\
        [define]\npays = \"if(over, 0, 3 * a.x * b.x + a.y * b.y)\"\n[payoff]\na = \"pays\"\nb = \"-pays\"\n\
        [states]\ndiscount = \"4/5\"\nover = { levels = [0, 1], next = \"max(over, a.x == b.x)\" }\n";
    let (told, code) = piped(shapley, &["--method", "homotopy"]);
    let found = &told["equilibria"][0];
    assert_eq!((&found["certificate"]["kind"], code), (&"enclosure".into(), 0));
    assert_eq!((&found["equilibrium"], &found["gain"]["exact"]), (&true.into(), &"0".into()));
    let played = &found["policy"][0]["strategies"]["a"]["x"];
    assert!(played["enclosure"][0].as_str() < played["enclosure"][1].as_str(), "{played}");
    // In totals w = 4/5 v, v = (3 − w²) / (4 − 2 w); averages are a fifth
    let total = found["policy"][0]["values"]["a"]["value"].as_f64().unwrap() * 5.0;
    let next = total * 0.8;
    assert!((total - (3.0 - next * next) / (4.0 - 2.0 * next)).abs() < 1e-12);
    let said = run(&["markov", "-", "--method", "homotopy"], shapley);
    assert!(said.stdout.contains("within bounds that are proved to contain it"), "{}", said.stdout);
    let stopped = run(&["markov", "-", "--method", "homotopy", "--at-most", "2"], PATROL);
    assert_eq!(stopped.code, 2);
}

#[test]
fn ties_are_searched_whole() {
    // Where a pure strategy of one makes the other one indifferent, segments of equilibria end where it is told
    let told = json(&[THREAT]);
    assert_eq!((&told["coverage"], &told["infinite"]), (&"all".into(), &true.into()));
}

/// Releasing at once is best from `pi l (r + lambda) / (r + pi lambda)` on: 2/5 at the values of the file.
#[test]
fn waiting_is_worth_what_is_learnt() {
    let file = "games/open-release/markov-option.game.toml";
    let now = |options: &[&str]| {
        let told = json(&[&[file], options].concat());
        assert_eq!(told["coverage"], "all");
        let list = told["equilibria"].as_array().unwrap().clone();
        let start = |one: &Value| {
            assert_eq!(one["equilibrium"], true);
            !one["policy"][0]["strategies"]["meta"]["release"].is_null()
        };
        list.iter().map(start).collect::<Vec<bool>>()
    };
    assert_eq!(now(&["--set", "g=0.399999"]), [false]);
    assert_eq!(now(&["--set", "g=2/5"]), [false, true]);
    assert_eq!(now(&["--set", "g=0.400001"]), [true]);
    // pi = 1/4, lambda = 1, r = 1: 1/4 · 2 / (5/4)
    let other = ["--set", "pi=1/4", "--set", "lambda=1", "--set", "delta=1/2", "--set"];
    assert_eq!(now(&[&other[..], &["g=0.399"]].concat()), [false]);
    assert_eq!(now(&[&other[..], &["g=2/5"]].concat()), [false, true]);
    assert_eq!(now(&[&other[..], &["g=0.401"]].concat()), [true]);
}

#[test]
fn either_firm_buys_or_both_mix() {
    let file = "games/classics/iskhakov2016-leapfrogging.game.toml";
    let told = json(&[file, "--start", "cost_a = 1, cost_b = 1"]);
    assert_eq!((&told["coverage"], &told["directional"]), (&"all".into(), &true.into()));
    let buys = |one: &Value, who: &str| {
        one["policy"][3]["strategies"][who]["buy"]["exact"].as_str().unwrap_or("0").to_owned()
    };
    let list = told["equilibria"].as_array().unwrap();
    let found: Vec<[String; 2]> =
        list.iter().map(|one| ["a", "b"].map(|who| buys(one, who))).collect();
    // A firm that buys alone gets 9/10 less a tenth of the price of 1/2
    assert_eq!(found, [["1", "0"], ["0", "1"], ["17/18", "17/18"]]);
}

#[test]
fn documents() {
    let said = [
        answer(&["markov", LAKE, "--steps", "4"]),
        answer(&["markov", THREAT]),
        answer(&["markov", THREAT, "--scenario", "free", "--set", "delta=0.8"]),
        answer(&["markov", FRONTIER, "--reachable"]),
        answer(&["markov", GAP, "--steps", "4", "-f", "csv", "--digits", "4"]),
        answer(&["markov", LAKE, "-f", "csv"]),
        answer(&["check", LAKE]),
    ];
    insta::assert_snapshot!("documents", said.join("\n"));
    insta::assert_snapshot!("json", answer(&["markov", LAKE, "-f", "json", "--steps", "2"]));
}

#[test]
fn pictures() {
    let drawn = |arguments: &[&str]| answer(&[&["markov"], arguments, &["-f", "svg"]].concat());
    let policy = drawn(&[LAKE]);
    assert!(policy.contains(">fish<") && policy.contains("stock = 3: fish"));
    let several = drawn(&[THREAT, "--scenario", "free", "--set", "delta=0.8"]);
    assert!(several.contains("equilibrium 2") && several.contains("mixed"));
    assert!(several.contains("closed 0."), "{several}");
    let path = drawn(&[GAP, "--steps", "8"]);
    assert!(path.contains("lag_B, on average"));
    let map = drawn(&[FRONTIER]);
    assert!(map.contains("frontier = 1, open_level = 0"));
    // Several equilibria stand below each other; what nothing looks like has no place in the legend
    let several = drawn(&["games/classics/iskhakov2016-leapfrogging.game.toml"]);
    let width: u32 = several
        .split('"')
        .skip_while(|part| !part.ends_with("width="))
        .nth(1)
        .and_then(|width| width.parse().ok())
        .unwrap();
    assert!(width <= 1280 && several.contains("b, equilibrium 3"), "{width}");
    assert!(several.contains("there is no choice"));
    let gap = drawn(&["games/open-release/markov-open-gap.game.toml"]);
    assert!(gap.contains("as at the start") && !gap.contains("there is no choice"));
    let refused = run(&["markov", FRONTIER, "--reachable", "-f", "svg"], "");
    assert_eq!(refused.code, 0);
}

#[test]
fn limits_are_kept_and_said() {
    let cut = run(&["markov", FRONTIER, "--set", "F=2", "--set", "c=2", "--at-most", "1"], "");
    assert!(cut.stdout.contains("there may be more"), "{}", cut.stdout);
    assert_eq!(cut.code, 3);
    let many = run(&["markov", LAKE, "--max-states", "3"], "");
    assert_eq!(many.code, 2);
    assert!(many.stderr.contains("4 states, more than the limit of 3"), "{}", many.stderr);
    let few = [THREAT, "--scenario", "free", "--set", "delta=0.8", "--method", "iteration"];
    let few = run(&[&["markov"], &few[..], &["--rounds", "1"]].concat(), "");
    assert!(few.stdout.contains("values still move"), "{}", few.stdout);
    assert_eq!(few.code, 3);
}

const ROUND: &str = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n[params]\ns = 0\n\
    [payoff]\n\
    a = \"if(s == 0, if(a.x, if(b.l, -3, 4), if(b.l, -4, 1)), if(a.x, if(b.l, 3, 4), if(b.l, -3, 3)))\"\n\
    b = \"if(s == 0, if(a.x, if(b.l, 0, 2), if(b.l, 2, 3)), if(a.x, if(b.l, -2, -4), if(b.l, -3, 2)))\"\n\
    [states]\ndiscount = \"9/10\"\n\
    s = { levels = [0, 1], next = \"if(s == 0, if(a.x and b.l, 0, 1), if(a.x == b.l, 1, 0))\" }\n";

/// Pure equilibria of the stages take turns, since values move with them: so values go round. A path finds what they miss.
#[test]
fn values_that_go_round_are_told() {
    let told = run(&["markov", "-", "--method", "iteration"], ROUND);
    assert_eq!(told.code, 3, "{}", told.stdout);
    assert!(told.stdout.contains("values come back every"), "{}", told.stdout);
    let (told, _) = piped(ROUND, &["--method", "iteration"]);
    assert!(told["iteration"]["cycle"].as_u64().unwrap() > 1);
    assert!(told["iteration"]["rounds"].as_u64().unwrap() < 1000);
    let (told, code) = piped(ROUND, &["--method", "homotopy"]);
    assert_eq!((&told["equilibria"][0]["equilibrium"], code), (&true.into(), 0));
}

/// `check` finds what only shows with values, every formula at once, and so do claims.
#[test]
fn faults_that_need_values_are_found_by_check() {
    let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n[params]\nk = 0\nm = 0\np = \"1/2\"\n\
                [payoff]\na = \"a.x + k + m + p\"\n[states]\ndiscount = \"p + 1/2\"\n\
                k = { levels = [0, 1], next = \"k + 2 * a.x\" }\n\
                m = { levels = [0, 1], next = [{ chance = \"p\", to = \"1\" }, { chance = \"p - 1/4\", to = \"0\" }] }\n";
    let wrong = run(&["check", "-"], file);
    assert_eq!(wrong.code, 2);
    let claims = "[claim.a]\nholds = \"every_markov(a, x)\"\nset = { k = 0.5 }\n";
    let right =
        file.replace("p + 1/2", "p").replace("k + 2 * a.x", "k").replace("p - 1/4", "1 - p");
    assert_eq!(run(&["check", "-"], &right).code, 0);
    let off = run(&["check", "-"], &format!("{right}{claims}"));
    let none = right.split("[states]").next().unwrap();
    let without = run(&["claims", "-"], &format!("{none}{claims}"));
    assert_eq!((off.code, without.code), (2, 2));
    insta::assert_snapshot!("values", [wrong.stderr, off.stderr, without.stderr].join("\n"));
}

/// A start between two levels is refused, and the levels next to it are named.
#[test]
fn starts_off_the_levels() {
    let game = "games/open-release/markov-open-gap.game.toml";
    let ran = run(&["markov", game, "--scenario", "vintage-2026"], "");
    assert_eq!(ran.code, 2);
    let help = "`--start \"lag_B = 0.25\"` or `--start \"lag_B = 0.5\"`";
    assert!(ran.stderr.contains(help), "{}", ran.stderr);
    let near = ["--scenario", "vintage-2026", "--start", "lag_B = 0.25"];
    assert_eq!(run(&[&["markov", game], &near[..]].concat(), "").code, 0);
}

#[test]
fn mistakes_are_told() {
    let file = |states: &str| {
        format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
             [params]\nk = 0\nm = 0\np = \"1/2\"\n[payoff]\na = \"a.x + k * p + m\"\nb = \"b.l\"\n[states]\n{states}"
        )
    };
    let wrong = |text: &str, options: &[&str]| {
        let ran = run(&[&["markov", "-"], options].concat(), text);
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{text}");
        format!("$ markov {}\n{}\n", options.join(" "), ran.stderr)
    };
    let right = file(
        "discount = 0.9\nk = { levels = [0, 1], next = \"a.x\" }\nm = { levels = [0], next = \"0\" }",
    );
    let with = |next: &str, more: &str| {
        file(&format!(
            "discount = 0.9\n{more}\nk = {{ levels = [0, 1], next = {next} }}\nm = {{ levels = [0], next = \"0\" }}"
        ))
    };
    let said = [
        wrong(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\"]\n[payoff]\na = \"0\"\n",
            &[],
        ),
        wrong(&file(""), &[]),
        wrong(
            &file(
                "discount = 0.9\nj = { levels = [0], next = \"0\" }\nk = { levels = [1, 0], next = [] }\n\
                 m = { levels = { from = 0, to = 1, step = \"2/3\" }, nxt = \"k + z\", between = \"far\" }\n\
                 available = { a = { z = \"1\", x = \"b.l\" }, c = { x = \"1\" } }",
            ),
            &[],
        ),
        wrong(&with("\"k + 2 * a.x\"", ""), &[]),
        wrong(&with("\"exp(k)\"", ""), &[]),
        wrong(&with("\"1 / k\"", ""), &[]),
        wrong(&with("[{ chance = \"p\", to = \"1\" }, { chance = \"1/3\", to = \"k\" }]", ""), &[]),
        wrong(&with("[{ chance = \"2\", to = \"1\" }, { chance = \"-1\", to = \"k\" }]", ""), &[]),
        wrong(&with("\"k\"", "available = { a = { x = \"k\", y = \"k\" } }"), &[]),
        wrong(&with("\"k\"", "").replace("discount = 0.9", "discount = 1"), &[]),
        wrong(&right, &["--start", "k"]),
        wrong(&right, &["--start", "k = 1/2"]),
        wrong(&right, &["--set", "k=0.5"]),
        wrong(&with("\"k\"", "").replace("discount = 0.9", "discount = \"p * (1 - k)\""), &[]),
        wrong(&right, &["--start", "z = 1"]),
        wrong(&right, &["--method", "iteration", "--at-most", "3"]),
        wrong(&right, &["--rounds", "3"]),
        wrong(&right, &["--steps", "100000"]),
        wrong(&right, &["--steps", "0"]),
    ];
    insta::assert_snapshot!("mistakes", said.join("\n"));
}
