//! `equil repeated`, as users see it.

#[path = "common/program.rs"]
mod program;

use equil::num::Rational;
use program::{answer, run};
use serde_json::Value;

const DILEMMA: &str = "games/classics/gametheory-jl-pd.game.toml";
const TWO: &str = "games/open-release/two-player.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";

fn json(arguments: &[&str]) -> Value {
    let ran = run(&[&["repeated"], arguments, &["-f", "json"]].concat(), "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0));
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn paths_are_told_with_who_is_tempted() {
    insta::assert_snapshot!("dilemma", answer(&["repeated", DILEMMA]));
    let turns = ["--path", "ann=cooperate, bob=defect", "--path", "ann=defect, bob=cooperate"];
    let cycle =
        [&["repeated", DILEMMA], &turns[..], &["--punish", "rounds=1", "--discount", "2/5"]];
    insta::assert_snapshot!("cycle", answer(&cycle.concat()));
    insta::assert_snapshot!("four-player", answer(&["repeated", FOUR]));
}

/// Payoffs that are not rational: the worst equilibria are proved all the same, and planes bound what equilibria give.
#[test]
fn payoffs_that_are_not_rational() {
    let slice = "games/open-release/slice-meta-openai-community.game.toml";
    let path = "meta = closed, openai = open_small, community = split";
    let critical = |punish: &str| {
        let found = json(&[slice, "--path", path, "--punish", punish]);
        assert_eq!(found["complete"], true);
        let ends = found["critical_discount"]["enclosure"].as_array().unwrap().clone();
        let end = |place: usize| ends[place].as_str().unwrap().parse::<f64>().unwrap();
        (end(0), end(1))
    };
    // No harder than what the others can hold a player to
    let (minmax, optimal) = (critical("minmax"), critical("optimal"));
    assert!(
        minmax.0 < optimal.1 && 0.37 < optimal.0 && optimal.1 < 0.3824,
        "{minmax:?} {optimal:?}"
    );
    let found = json(&[slice, "--payoffs", "--discount", "1/2", "--planes", "24"]);
    let bounds = &found["bounds"];
    let number = |value: &Value| value["value"].as_f64().unwrap();
    let points = bounds["points"].as_array().unwrap();
    assert!(
        points.len() > 1 && bounds["errors"].as_array().unwrap().iter().all(|e| number(e) < 1e-12)
    );
    for point in points {
        let payoffs = point["payoffs"].as_array().unwrap();
        for (payoff, range) in payoffs.iter().zip(bounds["ranges"].as_array().unwrap()) {
            assert!(number(&range[0]) <= number(payoff) && number(payoff) <= number(&range[1]));
        }
    }
}

/// Of three players: a threshold at which the worst equilibria change, between bounds that are close.
#[test]
fn three_players_under_optimal_punishments() {
    let release = "games/open-release/three-player.game.toml";
    let path = "meta = open, openai = low, community = closed_stack";
    let found = json(&[release, "--path", path, "--punish", "optimal"]);
    let ends = found["critical_discount"]["enclosure"].as_array().unwrap();
    let end = |place: usize| ends[place].as_str().unwrap().parse::<f64>().unwrap();
    assert!(end(0) < end(1) && end(1) - end(0) < 1e-4 && (end(0) - 0.49055).abs() < 1e-4);
}

/// A release that cannot be taken back holds a price down from δ = y/q on; where staying closed does not pay, nothing does.
#[test]
fn a_threat_in_place_of_a_release() {
    let asked = ["repeated", TWO, "--scenario", "no-pure-equilibrium"];
    insta::assert_snapshot!("irreversible", answer(&asked));
    let found = json(&asked[1..]);
    assert_eq!(found["critical_discount"]["exact"], "3/4");
    let never = json(&[TWO]);
    assert_eq!(never["critical_discount"], Value::Null);
    assert_eq!(never["paths"][0]["players"]["openai"]["exact"], "3/4");
}

/// Of 240 profiles three are sustained; to stay closed all together is not one of them.
#[test]
fn profiles_that_patience_sustains() {
    insta::assert_snapshot!("profiles", answer(&["repeated", FOUR, "--profiles"]));
    let closed = "meta = closed, openai = closed_high, google = closed, community = build_closed";
    let found = json(&[FOUR, "--path", closed]);
    assert_eq!(found["paths"][0]["possibly"], Value::Array(Vec::new()));
}

#[test]
fn payoffs_above_the_minmax_values() {
    let file = "games/classics/abreu-sannikov2014-3x3.game.toml";
    insta::assert_snapshot!("payoffs", answer(&["repeated", file, "--payoffs"]));
    let found = json(&[file, "--payoffs"]);
    assert_eq!(found["payoff_set"]["area"]["exact"], "3065/16");
    let many = json(&[FOUR, "--payoffs"]);
    assert_eq!(many["payoff_set"], Value::Null);
    assert!(many["minmax"]["meta"]["pure"]["value"].as_f64().unwrap() > 0.0);
}

const SANNIKOV: &str = "games/classics/abreu-sannikov2014-3x3.game.toml";

/// What leaves nobody less hangs on what the others may do to hold them down.
#[test]
fn payoffs_above_what_mixing_holds_players_to() {
    let corners = |game: &str, minmax: &str| {
        let found = json(&[game, "--payoffs", "--minmax", minmax]);
        assert_eq!(found["floor"].as_str(), Some(minmax));
        found["payoff_set"]["vertices"].as_array().unwrap().len()
    };
    // Whoever sees a pure strategy wins: only lots hold players down
    let stones = "games/classics/openspiel-brps.game.toml";
    let jordan = "games/classics/jordan1993.game.toml";
    assert_eq!((corners(stones, "pure"), corners(stones, "mixed")), (0, 1));
    assert_eq!((corners(jordan, "pure"), corners(jordan, "independent")), (0, 4));
}

/// Corners are states of an automaton.
#[test]
fn payoffs_that_equilibria_give() {
    let asked =
        |discount: &str| answer(&["repeated", SANNIKOV, "--payoffs", "--discount", discount]);
    insta::assert_snapshot!("equilibria", asked("3/10"));
    let found = json(&[SANNIKOV, "--payoffs", "--discount", "4/5"]);
    let set = &found["equilibria"];
    assert_eq!((&set["kind"], &set["area"]["exact"]), (&"exact".into(), &"7631/40".into()));
    assert_eq!(set["vertices"][1]["next"][0]["state"], 2);
    let pennies = "games/classics/vonstengel2007-fig3-1.game.toml";
    let empty = json(&[pennies, "--payoffs", "--discount", "1/100"]);
    assert!(empty["equilibria"]["outer"].is_array());
    let svg = answer(&["repeated", SANNIKOV, "--payoffs", "--discount", "3/10", "-f", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.contains("equilibria, δ = 0.3"));
}

/// Of any number of players, planes around the set and points in it.
#[test]
fn bounds_of_payoffs() {
    let three = "games/open-release/three-player.game.toml";
    let found = json(&[three, "--payoffs", "--discount", "1/2", "--planes", "26"]);
    let ranges = found["bounds"]["ranges"].as_array().unwrap();
    assert_eq!(ranges.len(), 3);
    let points = found["bounds"]["points"].as_array().unwrap();
    assert!(!points.is_empty());
    for point in points {
        for (payoff, range) in point["payoffs"].as_array().unwrap().iter().zip(ranges) {
            let value = |x: &Value| x["value"].as_f64().unwrap();
            assert!(value(&range[0]) <= value(payoff) && value(payoff) <= value(&range[1]));
        }
    }
    let two = answer(&["repeated", DILEMMA, "--payoffs", "--discount", "3/4", "--planes", "16"]);
    insta::assert_snapshot!("planes", two);
}

#[test]
fn sets_that_change_with_patience() {
    insta::assert_snapshot!("phases", answer(&["repeated", DILEMMA, "--payoffs", "--phases"]));
    let found = json(&[DILEMMA, "--payoffs", "--phases"]);
    let changes = found["phases"]["changes"].as_array().unwrap();
    let exact: Vec<&Value> = changes.iter().map(|change| &change["critical"]["exact"]).collect();
    assert_eq!(exact, [&Value::from("1/7"), &Value::Null, &Value::from("1/4")]);
    let fold = changes[1]["critical"]["value"].as_f64().unwrap();
    // 36√7 − 95
    assert!((fold - (36.0 * 7.0_f64.sqrt() - 95.0)).abs() < 1e-12);
    assert_eq!(changes[1]["polynomial"], serde_json::json!(["-47", "190", "1"]));
}

/// How each corner comes about, with its payoffs as formulas; pictures over discount factors, and of pairs of players.
#[test]
fn corners_of_phases() {
    let found = json(&[DILEMMA, "--payoffs", "--phases"]);
    assert_eq!(found["phases"]["reaches"], serde_json::json!([true, true]));
    let third = &found["phases"]["phases"][2]["structure"];
    let corner = &third["vertices"][1];
    assert_eq!(corner["play"], serde_json::json!({ "ann": "defect", "bob": "cooperate" }));
    assert_eq!(corner["next"]["binds"], serde_json::json!(["bob"]));
    assert_eq!(corner["next"]["between"], serde_json::json!([2, 3]));
    assert_eq!(corner["payoffs"]["bob"]["formula"], "3");
    assert_eq!(corner["payoffs"]["ann"]["unknown"], "x");
    // x² + (δ − 19) x − 57 δ + 102
    let polynomial = serde_json::json!([["102", "-57"], ["-19", "1"], ["1"]]);
    assert_eq!(third["unknowns"][0]["polynomial"], polynomial);
    let svg = answer(&["repeated", DILEMMA, "--payoffs", "--phases", "-f", "svg"]);
    for text in ["area of the set", "payoff of ann", "discount factor δ", "<title>1/7</title>"] {
        assert!(svg.contains(text), "{text}");
    }
    // On both sides of 1/7 the least payoff is the same; the greatest jumps
    assert_eq!(svg.matches("<title>ann at most</title>").count(), 4);
    let pool = "games/classics/ledyard1995.game.toml";
    let pairs = ["repeated", pool, "--payoffs", "--discount", "3/4", "-f", "svg"];
    let svg = answer(&pairs);
    assert_eq!(svg.matches("no equilibria outside, δ = 0.75</title>").count(), 6);
}

/// Corners whose continuations lie on a side exactly, in a set whose payoffs are not rational.
#[test]
fn sets_whose_threats_are_on_a_side() {
    let cournot = "games/classics/judd-yeltekin-conklin2003-cournot.game.toml";
    for discount in ["0.22555", "0.2256", "0.2257"] {
        let found = json(&[cournot, "--payoffs", "--discount", discount]);
        let set = &found["equilibria"];
        assert_eq!(set["kind"], "between", "{discount}");
        assert!(set["gap"].as_f64().unwrap() < 1e-11);
        assert_eq!(set["vertices"].as_array().unwrap().len(), 10);
    }
}

#[test]
fn profiles_under_optimal_punishments() {
    let asked = ["repeated", DILEMMA, "--profiles", "--punish", "optimal"];
    insta::assert_snapshot!("optimal", answer(&asked));
    let one = ["repeated", SANNIKOV, "--path", "row=T, col=L", "--punish", "optimal"];
    let nash = json(&[SANNIKOV, "--path", "row=T, col=L", "--punish", "nash"]);
    let optimal = json(&one[1..]);
    let value = |found: &Value| found["critical_discount"]["value"].as_f64().unwrap();
    assert!(value(&optimal) < value(&nash));
    let turns = ["ann = cooperate, bob = defect", "ann = defect, bob = cooperate"];
    let cycle = ["--punish", "optimal", "--path", turns[0], "--path", turns[1]];
    insta::assert_snapshot!(
        "optimal_cycle",
        answer(&[&["repeated", DILEMMA][..], &cycle].concat())
    );
    // Four players who give to a pool, or keep: all give from 1/3 on, all but one from 1/2 on
    let pool = json(&["games/classics/ledyard1995.game.toml", "--profiles", "--punish", "optimal"]);
    let of = |path: &Value| path["critical_discount"]["exact"].as_str().unwrap().to_owned();
    let found: Vec<String> = pool["paths"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(found, ["0", "1/2", "1/2", "1/2", "1/2", "1/3"]);
    for wrong in [
        &[
            "repeated",
            "games/classics/quantecon-one-player.game.toml",
            "--profiles",
            "--punish",
            "optimal",
        ][..],
        &["repeated", DILEMMA, "--profiles", "--punish", "optimal", "--payoffs"][..],
        &["repeated", DILEMMA, "--payoffs", "--discount", "0"][..],
        &["repeated", DILEMMA, "--payoffs", "--phases", "--between", "1/2:1/3"][..],
        &["repeated", FOUR, "--payoffs", "--phases"][..],
        &["repeated", DILEMMA, "--payoffs", "--width", "0"][..],
    ] {
        let ran = run(wrong, "");
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{wrong:?}: {}", ran.stderr);
    }
}

/// Pictures are the same bytes each time, say the exact critical values, and hold nothing that SVG does not.
#[test]
fn pictures_of_who_is_tempted() {
    let picture = |arguments: &[&str]| {
        let asked = [&["repeated"], arguments, &["-f", "svg"]].concat();
        let svg = answer(&asked);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{arguments:?}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{arguments:?}");
        assert_eq!(svg, answer(&asked));
        svg
    };
    let turns = ["--path", "ann=cooperate, bob=defect", "--path", "ann=defect, bob=cooperate"];
    let cycle = picture(&[&[DILEMMA], &turns[..], &["--punish", "rounds=1"]].concat());
    // From 2/7 to 1/2, in the panels and beside the bars
    assert_eq!(
        [">2/7<", ">1/2<", ">from 2/7 to 1/2<"].map(|x| cycle.matches(x).count()),
        [4, 4, 3]
    );
    assert!(cycle.contains("ann, tempted most by defect in round 1, then cooperate in round 2"));
    let four = picture(&[FOUR]);
    assert!(four.contains("USD bn/yr") && !four.contains("not settled"));
    let profiles = picture(&[FOUR, "--profiles"]);
    assert_eq!(
        profiles.matches("fill=\"#0072b2\"").count(),
        4,
        "three bars, and one in the legend"
    );
    insta::assert_snapshot!("tempted.svg", picture(&[DILEMMA]));
    let optimal = picture(&[SANNIKOV, "--profiles", "--punish", "optimal"]);
    assert!(optimal.contains(">from 4/13 on<") && optimal.contains(">always<"));
}

/// The corners of the set are played: what they promise is had, and a deviation costs what it must.
#[test]
fn corners_are_played() {
    let asked = ["--payoffs", "--discount", "3/10", "--simulate", "12", "--deviate", "row:B@4"];
    let told = answer(&[&["repeated", SANNIKOV], &asked[..]].concat());
    insta::assert_snapshot!("simulated", told);
    assert_eq!(told, answer(&[&["repeated", SANNIKOV], &asked[..], &["--seed", "1"]].concat()));
    let other = answer(&[&["repeated", SANNIKOV], &asked[..], &["--seed", "2"]].concat());
    assert_ne!(told, other);
    // Without lots: what was had, and what the next state promises for the rest, is what was promised
    let found =
        json(&[DILEMMA, "--payoffs", "--discount", "3/4", "--simulate", "3", "--start", "2"]);
    let play = &found["simulation"];
    let exact = |x: &Value| x["exact"].as_str().unwrap().parse::<Rational>().unwrap();
    assert_eq!(play["rounds"].as_array().unwrap().len(), 3);
    assert!(play["rounds"].as_array().unwrap().iter().all(|round| round["deviates"].is_null()));
    // Who deviates gets 10 once instead of 9, then 3: 9 − (1/4 · 10 + 3/4 · 3)
    let cooperate = ["--payoffs", "--discount", "3/4", "--simulate", "2", "--deviate"];
    let found = json(&[&[DILEMMA], &cooperate[..], &["bob:defect@2"]].concat());
    let lost = &found["simulation"]["deviations"][0];
    assert_eq!((&lost["player"], &lost["round"]), (&Value::from("bob"), &Value::from(1)));
    assert_eq!(exact(&lost["lost"]), "17/4".parse().unwrap());
    let last = &found["simulation"]["rounds"][1];
    // 9/4 + 3/16 · 10
    assert_eq!(exact(&last["so_far"][1]), "33/8".parse().unwrap());
    // Both at once: nothing follows
    let both =
        [&[DILEMMA], &cooperate[..], &["bob:defect@1", "--deviate", "ann:defect@1"]].concat();
    let found = json(&both);
    assert_eq!(found["simulation"]["deviations"], Value::Array(Vec::new()));
    assert_eq!(found["simulation"]["rounds"][1]["plays"]["ann"], "cooperate");
    let csv = ["--simulate", "300", "-f", "csv"];
    let long =
        answer(&[&["repeated", DILEMMA, "--payoffs", "--discount", "3/4"], &csv[..]].concat());
    assert_eq!(long.lines().count(), 301);
}

/// A chance that play stops makes the discount factor smaller, that of the file too; the answer says both.
#[test]
fn play_that_may_stop() {
    insta::assert_snapshot!("stopping", answer(&["repeated", DILEMMA, "--stop", "9/10"]));
    let found = json(&[DILEMMA, "--stop", "1/10"]);
    let stopping = &found["stopping"];
    assert_eq!(stopping["chance"]["exact"], "1/10");
    assert_eq!(stopping["discounts"]["ann"]["exact"], "3/4");
    assert_eq!(stopping["effective"]["bob"]["exact"], "27/40");
    for more in [&["--planes", "16"][..], &["--simulate", "3"]] {
        let own = json(&[&[DILEMMA, "--payoffs", "--stop", "1/10"], more].concat());
        let said = json(&[&[DILEMMA, "--payoffs", "--discount", "27/40"], more].concat());
        assert_eq!(own["stopping"], *stopping);
        for part in ["bounds", "equilibria", "simulation"] {
            assert_eq!(own[part], said[part], "{part}");
        }
    }
    let text = answer(&["repeated", DILEMMA, "--payoffs", "--horizon", "3", "--stop", "1/2"]);
    assert!(text.contains("0.375 instead of 0.75") && !text.contains("folk theorem"), "{text}");
}

/// Two deviations in one round are shown as such; where there is no equilibrium there is nothing to play, which is an answer.
#[test]
fn play_that_goes_astray() {
    let slips = ["--deviate", "ann:defect@2", "--deviate", "bob:defect@2"];
    let play = [&[DILEMMA, "--payoffs", "--simulate", "4"], &slips[..]].concat();
    let text = answer(&[&["repeated"], &play[..]].concat());
    assert!(text.contains("(defect, defect)        ann, bob"), "{text}");
    assert!(text.contains("Round 2: both deviate at once, ann to defect, bob to defect"), "{text}");
    let round = &json(&play)["simulation"]["rounds"][1];
    assert_eq!(round["deviators"], serde_json::json!(["ann", "bob"]));
    assert_eq!(round["deviates"], Value::Null);
    let none = ["games/classics/openspiel-brps.game.toml", "--payoffs", "--simulate", "3"];
    let none = [&none[..], &["--discount", "1/2"]].concat();
    assert!(answer(&[&["repeated"], &none[..]].concat()).contains("There is nothing to play"));
    assert_eq!(json(&none)["simulation"], Value::Null);
}

/// What is stopped is said to be; and what is taken away stands in brackets where it is negative.
#[test]
fn words_that_fit() {
    let ran = run(&["repeated", FOUR, "--profiles", "--limit", "0.001ms"], "");
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("stopped at the time limit"), "{}", ran.stderr);
    let text = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"c\", \"d\"]\nb = [\"c\", \"d\"]\n[table.matrix]\n\
                a = [[-1, -9], [5, -3]]\nb = [[-1, 5], [-9, -3]]\n";
    let ran = run(&["repeated", "-", "--path", "a = c, b = c"], text);
    assert!(ran.stdout.contains("(5 − (-1)) / (5 − (-3))"), "{}", ran.stdout);
    let one = answer(&["repeated", "games/classics/quantecon-one-player.game.toml", "--payoffs"]);
    assert!(one.contains("There is nobody to punish"), "{one}");
    let picture = answer(&["repeated", DILEMMA, "--punish", "optimal", "-f", "svg"]);
    assert!(!picture.contains("curves"), "{picture}");
}

#[test]
fn wrong_plays_are_told() {
    let wrong = |options: &[&str]| {
        let base = ["repeated", DILEMMA, "--payoffs", "--discount", "3/4"];
        let ran = run(&[&base[..], options].concat(), "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{options:?}");
        format!("$ {}\n{}", options.join(" "), ran.stderr)
    };
    let play = ["--simulate", "10"];
    let said = [
        wrong(&[&play[..], &["--deviate", "ann"]].concat()),
        wrong(&[&play[..], &["--deviate", "anne:defect@1"]].concat()),
        wrong(&[&play[..], &["--deviate", "ann:defct@1"]].concat()),
        wrong(&[&play[..], &["--deviate", "ann:defect@11"]].concat()),
        wrong(&[&play[..], &["--start", "9"]].concat()),
        wrong(&["--seed", "3"]),
        wrong(&["--simulate", "0"]),
        wrong(&["--simulate", "5", "--planes", "8"]),
        wrong(&["--simulate", "5", "--deviate", "ann:defect@2", "--deviate", "ann:cooperate@2"]),
        wrong(&["--simulate", "5", "--start", "1", "--start", "2"]),
        wrong(&["--simulate", "5", "-f", "svg"]),
        wrong(&["--planes", "3"]),
    ];
    insta::assert_snapshot!("wrong-plays", said.join("\n"));
}

/// Numbers in columns of numbers; rows on both sides of which the set is the same are one.
#[test]
fn phases_for_other_programs() {
    let csv = answer(&["repeated", DILEMMA, "--payoffs", "--phases", "-f", "csv"]);
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = rows.next().unwrap();
    for row in rows {
        for (head, cell) in heads.iter().zip(&row) {
            let words = ["from is a zero of", "set", "constant", "settled"].contains(head);
            assert!(words || cell.parse::<Rational>().is_ok(), "{head}: {cell}");
        }
    }
    let found = json(&[SANNIKOV, "--payoffs", "--phases", "--points", "20"]);
    let phases = found["phases"]["phases"].as_array().unwrap();
    for pair in phases.windows(2) {
        let same = pair.iter().all(|one| one["constant"] == true)
            && pair[0]["set"]["outer"] == pair[1]["set"]["outer"];
        assert!(!same, "{} and {}", pair[0]["seen"], pair[1]["seen"]);
    }
}

/// Where nobody has a choice, or numbers are beyond floats, answers are as good.
#[test]
fn games_at_the_edge() {
    let text = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\"]\nb = [\"y\"]\n[table.matrix]\na = [[1]]\nb = [[\"1/3\"]]\n";
    let ran = run(&["repeated", "-", "--profiles", "-f", "csv"], text);
    assert_eq!(ran.stdout, "profile,sustained,a gets,b gets\n\"(x, y)\",always,1,1/3\n");
    let one = run(&["repeated", "-", "--path", "a = x, b = y"], text);
    assert!(one.stdout.contains("Nobody has another strategy."), "{}", one.stdout);
    let large = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"c\", \"d\"]\nb = [\"c\", \"d\"]\n[table.matrix]\n\
                 a = [[\"3e320\", 0], [\"5e320\", \"1e320\"]]\nb = [[\"3e320\", \"5e320\"], [0, \"1e320\"]]\n";
    let asked = ["repeated", "-", "--payoffs", "--discount", "1/2"];
    let ran = run(&asked, large);
    assert!(ran.stdout.contains("3e320  (c, c)  the same"), "{}", ran.stdout);
    let ran = run(&[&asked[..], &["-f", "json"]].concat(), large);
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    let least = &found["minmax"]["a"]["pure"];
    assert_eq!(least["value"], Value::Null);
    assert_eq!(least["exact"], format!("1{}", "0".repeat(320)));
}

#[test]
fn claims_ask_for_critical_discount_factors() {
    for (file, count) in [(DILEMMA, 1), (TWO, 1), (FOUR, 2)] {
        let told = run(&["claims", file, "-f", "json"], "");
        let told: Value = serde_json::from_str(&told.stdout).unwrap();
        let claims = told["files"][0]["claims"].as_array().unwrap().iter();
        let asked = claims.filter(|claim| claim["query"].as_str().unwrap().contains("critical"));
        let verdicts: Vec<&Value> = asked.map(|claim| &claim["verdict"]).collect();
        assert_eq!(verdicts, vec!["holds"; count], "{file}");
    }
}

#[test]
fn mistakes_are_told() {
    let file = |more: &str| {
        format!(
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
             [payoff]\na = \"a.x\"\nb = \"b.l\"\n{more}"
        )
    };
    let wrong = |text: &str, options: &[&str]| {
        let ran = run(&[&["repeated", "-"], options].concat(), text);
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{options:?}");
        format!("$ repeated {}\n{}\n", options.join(" "), ran.stderr)
    };
    let plain = file("");
    let said = [
        wrong(&plain, &[]),
        wrong(&plain, &["--path", "a = x"]),
        wrong(&plain, &["--path", "a = x, b = q"]),
        wrong(&plain, &["--path", "a = 1/2 x + 1/2 y, b = l"]),
        wrong(&plain, &["--path", "a = x, b = l", "--punish", "irreversible"]),
        wrong(&plain, &["--path", "a = x, b = l", "--punish", "rounds=0"]),
        wrong(&plain, &["--path", "a = x, b = l", "--punish", "rounds=1000000"]),
        wrong(&plain, &["--payoffs", "--phases", "--between", "3/4:1/4"]),
        wrong(
            &file(
                "[repeated]\ndiscount = 0.9\npath = { a = \"x\", b = \"l\" }\npunish = \"rounds = 2000\"",
            ),
            &[],
        ),
        wrong(&plain, &["--path", "a = x, b = l", "--discount", "1"]),
        wrong(&plain, &["--path", "a = x, b = l", "--discount", "1/2", "--stop", "2"]),
        wrong(&plain, &["--path", "a = x, b = l", "--discount", "-1/2"]),
        wrong(&plain, &["--path", "a = x, b = l", "--stop", "1/2"]),
        wrong(&plain, &["--payoffs", "--planes", "8"]),
        wrong(&plain, &["--payoffs", "--simulate", "8"]),
        wrong(&plain, &["--payoffs", "--phases", "--planes", "8"]),
        wrong(
            &file("[repeated]\ndiscount = { a = 0.9, b = 0.8 }\npath = { a = \"x\", b = \"l\" }"),
            &["--payoffs", "--simulate", "8"],
        ),
        wrong(
            &file("").replace("\"a.x\"", "\"exp(a.x)\""),
            &["--payoffs", "--without-lots", "--discount", "1/2"],
        ),
        wrong(&file("[repeated]\ndiscount = 2\npath = { a = \"x\", b = \"l\" }"), &[]),
        wrong(&file("[repeated]\ndiscount = 0.9\npath = []\npunish = \"irreversible\""), &[]),
        wrong(
            &file(
                "[repeated]\ndiscount = 0.9\npath = [{ a = \"x\", b = \"l\" }, { a = \"z\" }]\nsteps = { c = \"x\" }",
            ),
            &[],
        ),
    ];
    insta::assert_snapshot!("mistakes", said.join("\n"));
}

/// Without lots: paths of a prisoner's dilemma as walks of a graph, none of matching pennies, those of different discount factors.
#[test]
fn paths_without_lots() {
    let asked = [DILEMMA, "--payoffs", "--without-lots", "--discount", "2/5"];
    insta::assert_snapshot!("without-lots", answer(&[&["repeated"], &asked[..]].concat()));
    let found = &json(&asked)["paths"];
    assert_eq!((&found["kind"], &found["certified"]), (&"exact".into(), &true.into()));
    assert_eq!(found["players"]["ann"]["greatest"][1]["exact"], "48/5");
    let best = &found["players"]["ann"]["best"];
    assert_eq!(best["lead"][0]["ann"], "defect");
    assert_eq!(best["cycle"], serde_json::json!([{ "ann": "cooperate", "bob": "cooperate" }]));
    assert_eq!(found["settled"], found["boxes"].as_array().unwrap().len());
    // 3/4, that of the file; graphs from both sides
    let few = ["--nodes", "40", "--width", "0.1"];
    let rough = json(&[&[DILEMMA, "--payoffs", "--without-lots"], &few[..]].concat());
    assert_eq!(rough["paths"]["discounts"][1]["exact"], "3/4");
    assert_eq!(rough["paths"]["kind"], "between");
    let sizes = ["inner", "outer"].map(|side| rough["paths"][side].as_array().unwrap().len());
    assert!(sizes.iter().all(|&size| 0 < size && size <= 40), "{sizes:?}");
    let picture = run(&[&["repeated"], &asked[..], &["-f", "svg"]].concat(), "").stdout;
    assert!(picture.contains("equilibria without lots, δ = 0.4"));
    let pennies = "games/classics/openspiel-brps.game.toml";
    let none = json(&[pennies, "--payoffs", "--without-lots", "--discount", "9/10"]);
    assert_eq!(none["paths"]["kind"], "empty");
    let wrong = run(&["repeated", pennies, "--payoffs", "--without-lots"], "");
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("no discount factor is given"), "{}", wrong.stderr);
    let zero = run(&["repeated", DILEMMA, "--payoffs", "--without-lots", "--discount", "0"], "");
    assert_eq!(zero.code, 2);
}

/// One of three is enough to be a volunteer; and a future that counts differently to each.
const VOLUNTEERS: &str = "format = 1\n[game]\nname = \"volunteers\"\n[players]\nann = [\"wait\", \"volunteer\"]\n\
    bob = [\"wait\", \"volunteer\"]\neve = [\"wait\", \"volunteer\"]\n[groups]\neveryone = [\"ann\", \"bob\", \"eve\"]\n\
    [payoff.everyone]\nwait = \"10 * (count(everyone.volunteer) > 0)\"\nvolunteer = \"7\"\n\
    [repeated]\ndiscount = { ann = \"1/2\", bob = \"3/4\", eve = 0 }\n\
    path = { ann = \"volunteer\", bob = \"volunteer\", eve = \"wait\" }\n";

/// Games that end: sets of any number of players, and how far a path is followed, at each player's own discount factor.
#[test]
fn games_that_end() {
    let own = |options: &[&str]| {
        let ran = run(&[&["repeated", "-"], options].concat(), VOLUNTEERS);
        assert_eq!((ran.stderr.as_str(), ran.code), ("", 0), "{options:?}");
        ran.stdout
    };
    let pair = "ann=wait, bob=volunteer, eve=volunteer";
    let all = "ann=volunteer, bob=volunteer, eve=volunteer";
    let said = [
        answer(&["repeated", DILEMMA, "--horizon", "5"]),
        own(&["--horizon", "1"]),
        own(&["--horizon", "4"]),
        own(&["--horizon", "4", "--path", all, "--discount", "1"]),
        own(&[
            "--horizon",
            "4",
            "--path",
            pair,
            "--path",
            all,
            "--discount",
            "1",
            "--stop",
            "1/10",
        ]),
        own(&["--horizon", "2", "--payoffs"]),
        own(&["--horizon", "2", "--payoffs", "-f", "csv"]),
    ];
    insta::assert_snapshot!("horizon", said.join("\n----\n"));
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let set = read(&own(&["--horizon", "2", "--payoffs", "-f", "json"]))["finite"].clone();
    assert_eq!((&set["certified"], &set["discount"]), (&Value::Bool(true), &Value::Null));
    assert_eq!(set["discounts"]["bob"]["exact"], "3/4");
    let path = read(&own(&["--horizon", "4", "-f", "json"]));
    assert_eq!(
        (&path["certified"], &path["schema"]),
        (&Value::Bool(true), &"equil.horizon/1".into())
    );
    assert_eq!(path["equilibrium"], Value::Bool(false));
    let ran = run(&["repeated", FOUR, "--horizon", "3"], "");
    assert!(ran.stderr.contains("games that end are solved exactly"), "{}", ran.stderr);
    for wrong in [
        &["--discount", "1"][..],
        &["--horizon", "3", "-f", "svg"],
        &["--horizon", "3", "--profiles"],
    ] {
        let ran = run(&[&["repeated", "-"], wrong].concat(), VOLUNTEERS);
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{wrong:?}");
    }
}

/// A dilemma of players who are not equally patient; trust needs 1/7 of each.
fn apart(second: &str) -> String {
    format!(
        "format = 1\n[game]\nname = \"apart\"\n[players]\na = [\"c\", \"d\"]\nb = [\"c\", \"d\"]\n[table.matrix]\n\
         a = [[9, 1], [10, 3]]\nb = [[9, 10], [1, 3]]\n[repeated]\npunish = \"optimal\"\n\
         discount = {{ a = \"1/2\", b = \"{second}\" }}\npath = {{ a = \"c\", b = \"c\" }}\n"
    )
}

/// Planes, points and optimal punishments at discount factors of each player's own.
#[test]
fn players_who_are_not_equally_patient() {
    let own = |second: &str, options: &[&str]| {
        let ran = run(&[&["repeated", "-"], options].concat(), &apart(second));
        assert_eq!((ran.stderr.as_str(), ran.code), ("", 0), "{options:?}");
        ran.stdout
    };
    let said = [own("1/6", &[]), own("1/8", &[]), own("1/6", &["--payoffs", "--planes", "16"])];
    insta::assert_snapshot!("apart", said.join("\n----\n"));
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    for (second, sustained) in [("1/6", true), ("1/8", false)] {
        let found = read(&own(second, &["-f", "json"]))["at_own_discounts"].clone();
        assert_eq!(found["sustained"], Value::Bool(sustained));
        assert_eq!(found["players"]["a"], Value::Bool(true));
    }
    let set = read(&own("1/6", &["--payoffs", "--stop", "1/10", "-f", "json"]));
    assert_eq!(set["bounds"]["discounts"]["b"]["exact"], "3/20");
    assert_eq!((&set["bounds"]["discount"], &set["equilibria"]), (&Value::Null, &Value::Null));
    assert_eq!(read(&own("1/2", &["-f", "json"]))["at_own_discounts"], Value::Null);
}

/// What the binding deviation asks, in the file's parameters, where that is short enough to be read.
#[test]
fn constraints_are_written_in_the_parameters() {
    let constraint = |arguments: &[&str]| json(arguments)["constraint"].clone();
    let two = constraint(&[TWO, "--scenario", "no-pure-equilibrium"]);
    assert_eq!((&two["player"], &two["strategy"]), (&"openai".into(), &"high".into()));
    assert_eq!(two["formula"], "y / q");
    assert_eq!(two["powers"], serde_json::json!([{ "power": 1, "factor": "1" }]));
    assert_eq!(two["where"], serde_json::json!(["q + y > 0", "q > 0"]));
    // No parameters, formulas of pages, and punishments that no formula gives
    assert_eq!(constraint(&[DILEMMA]), Value::Null);
    assert_eq!(constraint(&[FOUR]), Value::Null);
    assert_eq!(
        constraint(&["games/classics/axelrod1984.game.toml", "--punish", "optimal"]),
        Value::Null
    );
    let turns = ["--path", "ann=cooperate, bob=defect", "--path", "ann=defect, bob=cooperate"];
    let asked =
        [&["repeated", "games/classics/axelrod1984.game.toml", "--punish", "rounds=2"], &turns[..]];
    let told = answer(&asked.concat());
    assert!(told.contains("In the parameters: ((T - P) / (P - S)) δ − δ^2 ≥ 1."), "{told}");
}

/// Where no discount factor sustains the path, a condition that some meet is told as that of one player alone.
#[test]
fn a_condition_that_is_not_enough_is_told_as_such() {
    let alone = "What follows is the condition of openai alone, and meeting it is not enough: meta would deviate at";
    let told = answer(&["repeated", TWO]);
    let place = told.find(alone).unwrap_or_else(|| panic!("{told}"));
    assert!(told.find("openai, tempted by high: δ ≥").is_some_and(|after| after > place), "{told}");
    let told = answer(&["repeated", TWO, "--scenario", "no-pure-equilibrium"]);
    assert!(
        told.contains("openai, tempted by high: δ ≥") && !told.contains("not enough"),
        "{told}"
    );
}
