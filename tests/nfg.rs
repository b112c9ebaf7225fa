//! Gambit's files, read and written as Gambit does, and what is said about those that are broken.
//!
//! `tests/data/nfg/make.py` tells where the data come from.

use std::fs;
use std::path::{Path, PathBuf};

use equil::format::nfg::{Body, NfgFile, distinct_labels, read, write};
use equil::format::{Limits, nfg};
use equil::text::{Diagnostic, Source};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/nfg")
}

/// Every file and what Gambit says of it.
fn facts() -> Vec<(String, Value)> {
    let text = fs::read_to_string(folder().join("facts.json")).unwrap();
    let facts: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
    facts.into_iter().collect()
}

fn file(name: &str) -> NfgFile {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    read(&Source::new(name, text), &Limits::default()).unwrap()
}

fn written(file: &NfgFile, body: Body) -> String {
    let mut out = Vec::new();
    write(file, body, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn files_hold_what_gambit_says() {
    for (name, fact) in facts() {
        let file = file(&name);
        assert_eq!(file.title, fact["title"], "{name}");
        assert_eq!(file.comment.unwrap_or_default(), fact["comment"], "{name}");
        assert_eq!(Value::from(distinct_labels(&file.players)), fact["players"], "{name}");
        let strategies: Vec<_> = file.strategies.iter().map(|s| distinct_labels(s)).collect();
        assert_eq!(serde_json::json!(strategies), fact["strategies"], "{name}");
        assert_eq!(serde_json::json!(file.payoffs), fact["payoffs"], "{name}");
    }
}

/// The files written here are those that Gambit has been given, and it read the same game.
#[test]
fn gambit_reads_what_is_written() {
    let facts = facts();
    let bless = std::env::var_os("EQUIL_BLESS").is_some();
    let mut compared = 0;
    for (name, fact) in facts.iter().filter(|(name, _)| !name.starts_with("equil-")) {
        let file = file(name);
        let texts = [&file.title].into_iter().chain(&file.comment);
        let labels = || file.players.iter().chain(file.strategies.iter().flatten());
        let readable = texts.into_iter().all(|text| nfg::gambit_reads_text(text))
            && labels().all(|label| label.is_empty() || nfg::gambit_reads_label(label));
        if !readable {
            continue;
        }
        for (body, kind) in [(Body::Payoff, "payoff"), (Body::Outcome, "outcome")] {
            let copy = format!("equil-{}.{kind}.nfg", name.trim_end_matches(".nfg"));
            let text = written(&file, body);
            if bless {
                fs::write(folder().join(&copy), text).unwrap();
                continue;
            }
            assert_eq!(text, fs::read_to_string(folder().join(&copy)).unwrap(), "{copy}");
            let (_, read) = facts.iter().find(|(name, _)| *name == copy).expect(&copy);
            assert_eq!(read, fact, "{copy}");
            compared += 1;
        }
    }
    assert!(bless || compared >= 16, "only {compared} files compared");
}

#[test]
fn an_outcome_is_shared_by_its_profiles() {
    let outcomes = file("outcomes.nfg").outcomes.unwrap();
    assert_eq!(outcomes.names, ["x", "y", "x"]);
    assert_eq!(outcomes.profiles, [1, 2, 0, 3, 2, 1]);
    // Outcomes stay apart even if their payoffs are the same
    let text = "NFG 1 R \"\" { \"a\" } { 3 } { { \"x\" 1 } { \"y\" 1 } } 2 1 2";
    let twice = read(&Source::new("", text), &Limits::default()).unwrap();
    let again = Source::new("", written(&twice, Body::Outcome));
    assert_eq!(twice.outcomes.as_ref().unwrap().names, ["y", "x"]);
    assert_eq!(read(&again, &Limits::default()).unwrap(), twice);
    // Without outcomes, equal payoffs make one
    let mut plain = file("outcomes.nfg");
    plain.outcomes = None;
    assert!(written(&plain, Body::Outcome).ends_with("}\n1\n2\n3\n4\n2\n1\n"));
}

#[test]
fn what_gambit_cannot_read_is_read() {
    let text =
        "\u{feff}NFG 1 R\"é\\\\\" {\"Größe\"\"  \"} { {\"名\"} {\"a\\\\\"} }\u{c}\"\"\n+1 .5e1";
    let file = read(&Source::new("", text), &Limits::default()).unwrap();
    assert_eq!((file.title.as_str(), file.comment.as_deref()), ("é\\", Some("")));
    assert_eq!(file.players, ["Größe", "  "]);
    assert_eq!(file.strategies, [["名"], ["a\\"]]);
    assert_eq!(serde_json::json!(file.payoffs), serde_json::json!([["1"], ["5"]]));
}

/// All problems: code, what is underlined, message.
fn problems(text: &str, limits: &Limits) -> Vec<String> {
    let show = |problem: Diagnostic| {
        let span = problem.labels[0].span;
        assert!(!problem.labels[0].text.is_empty() || problem.message.contains("bytes"), "{text}");
        format!("{} `{}` {}", problem.code.id, &text[span.start..span.end], problem.message)
    };
    read(&Source::new("x.nfg", text), limits).unwrap_err().into_iter().map(show).collect()
}

#[test]
fn broken_headers_are_explained() {
    // Of its own, so that other defaults do not matter here
    let limits = Limits {
        max_profiles: 50_000_000,
        max_payoffs: 50_000_000,
        max_strategies: 1_000_000,
        ..Limits::default()
    };
    for (text, problem) in [
        ("", "E060 `` expected `NFG`, found the end of the file"),
        ("nfg 1 R", "E060 `nfg` expected `NFG`, found `nfg`"),
        ("EFG 2 R \"x\"", "E060 `EFG` expected `NFG`, found `EFG`"),
        ("NFG 2 R", "E060 `2` expected version `1` of the format, found `2`"),
        (
            "NFG 1 X \"\" {\"a\"} {1} 1",
            "E060 `NFG 1 X` expected the type of numbers, `R` or `D`, found `X`",
        ),
        ("NFG 1 R t", "E060 `t` expected the title of the game in quotes, found `t`"),
        ("NFG 1 R \"t\\\" {\n}", "E060 `\"t\\\" {` a text in quotes does not end"),
        (
            "NFG 1 R \"t\" \"x\"",
            "E060 `\"x\"` expected `{` and the names of the players, found `\"x\"`",
        ),
        ("NFG 1 R \"a \"b\"\"", "E060 `b` expected `{` and the names of the players, found `b`"),
        ("NFG 1 R \"t\" { }", "E014 `{ }` the names of the players are missing"),
        (
            "NFG 1 R \"\" {\"a\" é}",
            "E060 `é` expected the name of a player in quotes, or `}`, found `é`",
        ),
        (
            "NFG 1 R \"\" {\"a\"",
            "E060 `` expected the name of a player in quotes, or `}`, found the end of the file",
        ),
    ] {
        assert_eq!(problems(text, &limits), [problem]);
    }
    for (rest, problem) in [
        ("1 2", "E060 `1` expected `{` and the players' strategies, found `1`"),
        ("{}", "E014 `{}` the players' strategies are missing"),
        ("{ 2 }", "E060 `{ 2 }` expected the strategies of 2 players, found those of 1"),
        ("{ 2 2 2 }", "E060 `{ 2 2 2 }` expected the strategies of 2 players, found those of 3"),
        ("{ 0 2 }", "E014 `0` a player needs at least one strategy"),
        ("{ -1 2 }", "E014 `-1` a player needs at least one strategy"),
        ("{ 1.5 2 }", "E005 `1.5` `1.5` is not a number of strategies"),
        ("{ {} {\"x\"} }", "E014 `{}` the names of the strategies are missing"),
        (
            "{ 2 {} }",
            "E060 `{` expected the number of the next player's strategies, or `}`, found `{`",
        ),
        (
            "{ {\"x\"} 2 }",
            "E060 `2` expected `{` and the names of the next player's strategies, or `}`, found `2`",
        ),
        ("{ 999999 2 }", "E038 `{` the game has 1000001 strategies: at most 1000000 are read"),
        ("{ 9e30 2 }", "E038 `{` the game has too many strategies: at most 1000000 are read"),
        (
            "{ 99999 999 }",
            "E038 `{ 99999 999 }` the game has 99899001 pure profiles: at most 50000000 are read",
        ),
        (
            "{ 9999 4999 }",
            "E038 `{ 9999 4999 }` the game has 99970002 payoffs: at most 50000000 are read",
        ),
    ] {
        let text = format!("NFG 1 R \"t\" {{ \"a\" \"b\" }} {rest}");
        assert_eq!(problems(&text, &limits), [problem]);
    }
}

#[test]
fn broken_bodies_are_explained() {
    let number = "is not a number: expected digits, as in 3, -1/2, .25 or 1e3";
    let numbers = [
        format!("E005 `x` `x` {number}"),
        format!("E005 `4-5` `4-5` {number}"),
        format!("E005 `−6` `−6` {number}"),
        "E005 `7/0` not a number: the denominator is 0: `7/0`".to_owned(),
        "E038 `1e99999` too long: a number may have at most 10000 digits when written out: `1e99999`"
            .to_owned(),
        "E060 `9` expected 8 payoffs, found 10".to_owned(),
    ];
    let cases: Vec<(&str, Vec<&str>)> = vec![
        ("", vec!["E060 `` expected 8 payoffs, found 0"]),
        ("1 2 3\n", vec!["E060 `` expected 8 payoffs, found 3"]),
        ("1 2 3 4 5 6 7 8 9 8", vec!["E060 `9` expected 8 payoffs, found 10"]),
        ("1 2 3 4 5 6 7 8 }", vec!["E060 `}` expected the end of the file, found `}`"]),
        ("1, 2", vec!["E060 `,` expected a payoff, found `,`"]),
        ("1 \"c\"", vec!["E060 `\"c\"` expected a payoff, found `\"c\"`"]),
        ("1 x 4-5 −6 7/0 1e99999 7 8 9 10", numbers.iter().map(String::as_str).collect()),
        (
            "{ {\"x\" 1 2} } 0 1 2 -1 0",
            vec![
                "E060 `2` there is no outcome `2`",
                "E060 `-1` there is no outcome `-1`",
                "E060 `0` expected 4 outcome numbers, found 5",
            ],
        ),
        (
            "{ {\"x\" 1 2} } 0 1.5 y 1.0",
            vec!["E060 `1.5` there is no outcome `1.5`", "E060 `y` there is no outcome `y`"],
        ),
        (
            "{ {\"x\" 1 2} } 0 1",
            vec!["E060 `` expected the outcome of profile 3 of 4, found the end of the file"],
        ),
        ("{ {\"x\" 1} } 0 1 1 1", vec!["E060 `}` expected the payoff of `b`, found `}`"]),
        ("{ {\"x\" 1 2 3} }", vec!["E060 `3` expected `}` after 2 payoffs, found `3`"]),
        ("{ {\"x\" 1,, 2} }", vec!["E060 `,` expected the payoff of `b`, found `,`"]),
        (
            "{ {1 2} }",
            vec![
                "E060 `1` expected the name of the outcome in quotes, which may be empty, found `1`",
            ],
        ),
        ("{ {\"x\" 1 2}, }", vec!["E060 `,` expected `{` and the next outcome, or `}`, found `,`"]),
        (
            "{ {\"x\" 1/0 2} } 0 2 0 0",
            vec![
                "E005 `1/0` not a number: the denominator is 0: `1/0`",
                "E060 `2` there is no outcome `2`",
            ],
        ),
    ];
    for (body, expected) in cases {
        let text = format!("NFG 1 R \"t\" {{ \"a\" \"b\" }} {{ 2 2 }} {body}");
        assert_eq!(problems(&text, &Limits::default()), expected);
    }
    let many = format!("NFG 1 R \"t\" {{ \"a\" }} {{ 99 }} {}", "x ".repeat(99));
    assert_eq!(problems(&many, &Limits::default()).len(), 20);
}

#[test]
fn a_problem_says_where_and_what_to_do() {
    let text = "NFG 1 R \"t\" { \"a\" \"b\" }\n{ { \"T\" \"B\" } { \"L\" \"R\" } }\n1 2\n3 4-5";
    let problem = &read(&Source::new("x.nfg", text), &Limits::default()).unwrap_err()[0];
    assert_eq!(problem.place(), (4, 3));
    assert_eq!(problem.labels[0].text, "payoff of `b` in profile 2 (`B`, `L`)");
    assert_eq!(problem.help.as_deref(), Some("put a blank between two numbers"));
    let short =
        &read(&Source::new("x.nfg", &text[..text.len() - 6]), &Limits::default()).unwrap_err()[0];
    assert_eq!(short.help.as_deref(), Some("2 players and 4 profiles make 8 payoffs"));
}

#[test]
fn limits_hold() {
    let text = "NFG 1 R \"t\" { \"a\" } { 2 } 1e999 1e999";
    let limits = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        limits
    };
    for (limits, problem) in [
        (limits(|it| it.max_bytes = 10), "E038 `` the file has 37 bytes, but at most 10 are read"),
        (
            limits(|it| it.max_digits = 1100),
            "E038 `1e999` the long numbers have more than 1100 digits together",
        ),
    ] {
        assert_eq!(problems(text, &limits), [problem]);
    }
    // Work counts, not what comes out of it
    let text = "NFG 1 R \"t\" { \"a\" } { 2 } 1e999/1e999 2";
    let problem = "E038 `1e999/1e999` the long numbers have more than 2000 digits together";
    assert_eq!(problems(text, &limits(|it| it.max_digits = 2000)), [problem]);
    // Each use of an outcome holds its numbers again
    let text = "NFG 1 R \"t\" { \"a\" } { 4 } { { \"\" 1e999 } } 1 1 1 1";
    let problem = "E038 `` the long numbers have more than 3000 digits together";
    assert_eq!(problems(text, &limits(|it| it.max_digits = 3000)), [problem]);
}
