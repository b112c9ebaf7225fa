//! `equil report`, as seen from outside. What the pages do in a browser is in `tests/page`.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use program::{equil, run};

/// An empty folder of its own.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("report-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The page about a file, without a word of complaint.
fn page(arguments: &[&str]) -> String {
    let ran = run(&[&["report"], arguments, &["-o", "-", "-q"]].concat(), "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", 0), "{arguments:?}");
    ran.stdout
}

fn files(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let found = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name());
    let found = found.map(|name| name.to_string_lossy().into_owned());
    let mut files: Vec<String> = found
        .filter(|name| name.ends_with(".game.toml"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    files
}

const FOUR: &str = "games/open-release/four-player-2024.game.toml";

#[test]
fn the_four_player_page_is_small_and_the_same_on_any_number_of_threads() {
    let one = page(&[FOUR, "--threads", "1"]);
    assert!(one.len() < 150_000, "{} bytes", one.len());
    assert!(page(&[FOUR, "--threads", "2"]) == one, "threads change the page");
    for part in [
        "For meta, open is better than everything else in 46 of 48 cases",
        " hold, 0 fail</strong>",
        // Thresholds, the critical discount factor, a source, and how to get all this
        "<strong>0.3082</strong>",
        "sustained from 0.69569 on",
        "<li id=\"ref-menlo2024\"><b>menlo2024</b>: Menlo Ventures. 2024: The State of Generative AI in the Enterprise",
        "equil threshold four-player-2024.game.toml --query &quot;best_response(meta, open)&quot; --given &quot;openai = closed_high, google = open_small, community = split&quot; --vary L_M=0:1 --along beta=1/10:4/5 -f svg",
    ] {
        assert!(one.contains(part), "{part}");
    }
    // Links lead nowhere but within the page
    for attribute in [" href=\"", " src=\"", "url(", "@import", "fetch("] {
        for after in one.split(attribute).skip(1) {
            let is_within = after.starts_with('#') || after.starts_with("data:");
            let start: String = after.chars().take(40).collect();
            assert!(is_within, "{attribute}{start}");
        }
    }
    assert!(one.contains(" href=\"#"), "there are links within the page");
}

#[test]
fn every_open_release_game_has_a_page() {
    for file in files("games/open-release").iter().filter(|file| *file != FOUR) {
        let html = page(&[file]);
        assert!(html.contains("const payoffs=") && html.ends_with("</html>\n"), "{file}");
    }
}

#[test]
fn every_classic_has_a_page() {
    for file in files("games/classics") {
        assert!(page(&[&file]).ends_with("</html>\n"), "{file}");
    }
}

/// Where payoffs have no value there is no game: that is part of the map, unless it is where the parameters are.
#[test]
fn points_without_a_game_are_told() {
    let file = "tests/page/undefined.game.toml";
    let html = page(&[file, "--vary", "gap", "--vary", "reach"]);
    for part in [
        "At reach = 0 there is no game: the payoff of <code>lab</code> has no value when",
        ": undefined",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let ran = run(&["report", file, "--set", "reach=0", "-o", "-"], "");
    assert!(ran.code == 2 && ran.stderr.contains("E050"), "{}", ran.stderr);
    let along =
        ["threshold", file, "--query", "best_response(lab, open)", "--given", "rival = low"];
    let ran = run(&[&along[..], &["--vary", "gap", "--along", "reach"]].concat(), "");
    assert!(ran.code != 2 && ran.stdout.contains("At reach = 0 there is no game"), "{ran:?}");
}

/// Most claims are about all strategies but one: the question is about that one, and stochastic games have an answer for
/// all rounds.
#[test]
fn questions_are_about_what_is_done() {
    let html = page(&["games/open-release/markov-open-gap.game.toml"]);
    assert!(html.contains("\"label\":\"open_r\""));
    for part in [
        "<p class=always>One Markov-perfect equilibrium",
        "At the start, lag_B = 1, meta plays open_r and openai plays closed_high.",
        "(Over all rounds; proved at the values in the file.)",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn both_vintages_are_repeated_and_theses_say_where_their_texts_are() {
    let html = page(&["games/open-release/four-player-2026.game.toml"]);
    assert!(html.contains("id=discount") && html.contains("no discount factor sustains it"));
    assert!(html.contains("<p>2 theses are stated in other files"), "{html}");
}

/// Cooperation for ever needs a discount factor of 1/2: (3 - 2) / (3 - 1).
fn dilemma(discount: &str) -> String {
    format!(
        "format = 1\n[game]\nname = \"dilemma\"\n[players]\nann = [\"c\", \"d\"]\nbob = [\"c\", \"d\"]\n\
         [params]\nhalf = {{ value = \"1/2\" }}\nreward = {{ value = 2, range = [1, 3] }}\n\
         [payoff]\nann = \"ann.c * bob.c * reward + ann.d * (1 + 2 * bob.c)\"\n\
         bob = \"ann.c * bob.c * reward + bob.d * (1 + 2 * ann.c)\"\n\
         [repeated]\ndiscount = {discount}\npath = {{ ann = \"c\", bob = \"c\" }}\npunish = \"nash\"\n"
    )
}

/// The page begins where the file is: what it says there is what was proved there.
#[test]
fn the_repeated_game_is_that_of_the_file() {
    let page = |discount: &str| {
        let ran = run(&["report", "-", "-o", "-", "-q"], &dilemma(discount));
        assert_eq!((ran.stderr.as_str(), ran.code), ("", 0), "{discount}");
        ran.stdout
    };
    let not = "At the discount factor 0.4 it is not sustained: deviating pays ann, bob.";
    let cases: [(&str, &[&str]); 4] = [
        (
            "0.4",
            &[
                "\"at\":[0.4,0.4]",
                "\"keeps\":[false,false]",
                "\"sliders\":[[0,1]]",
                "const discounts=p=>[0.4,0.4];",
                not,
            ],
        ),
        // What another value of the parameter would be, counts as well
        (
            "\"half\"",
            &[
                "\"at\":[0.5,0.5]",
                "\"keeps\":[true,true]",
                "\"sliders\":[[0,1]]",
                "const discounts=p=>[p[0],p[0]];",
            ],
        ),
        (
            "{ ann = 0.4, bob = \"half + 0.1\" }",
            &[
                "\"at\":[0.4,0.6]",
                "\"keeps\":[false,true]",
                "\"sliders\":[[0],[1]]",
                "const discounts=p=>[0.4,p[0]+0.1];",
            ],
        ),
        ("{ ann = 0.4, bob = 0.4 }", &["\"sliders\":[[0,1]]", "\"keeps\":[false,false]", not]),
    ];
    for (discount, parts) in cases {
        let html = page(discount);
        for part in parts {
            assert!(html.contains(part), "{discount}, {part}: {html}");
        }
    }
}

/// Columns of which nothing is known are left out, and notes on marks that no slider has.
#[test]
fn what_is_empty_is_left_out() {
    let html =
        run(&["report", "-", "-o", "-", "-q", "--query", "dominant(ann, c)"], &dilemma("0.4"))
            .stdout;
    let heads = "<th scope=col>parameter<th scope=col class=n>value<th scope=col>range<tbody>";
    assert!(html.contains(heads), "{html}");
    // No reward up to 3 makes c dominant
    assert!(html.contains("id=sliders") && !html.contains("“Answer changes at”"), "{html}");
    let html = run(&["report", "-", "-o", "-", "-q"], GAME).stdout;
    assert!(html.contains("“Answer changes at”"), "{html}");
}

const GAME: &str = "format = 1
[game]
name = \"release\"
[players]
lab = [\"closed\", \"open\"]
rival = [\"high\", \"low\"]
[params]
k = { value = 1, range = [0, 4] }
l = { value = 2, range = [0, 4] }
[payoff]
lab = \"lab.open * (k - l * rival.low / 4)\"
rival = \"rival.high * 2 - lab.open * rival.high + rival.low * 3/2\"
[scenario.late]
set = { k = 3 }
";

#[test]
fn the_page_is_named_after_the_game_and_written_once() {
    let folder = scratch("named");
    fs::write(folder.join("g.game.toml"), GAME).unwrap();
    let report = |more: &[&str]| {
        let mut command = equil(&[&["report", "g.game.toml"], more].concat());
        let output = command.current_dir(&folder).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
    };
    assert_eq!(report(&[]), ("release.html\n".to_owned(), String::new(), 0));
    let (_, said, code) = report(&[]);
    assert!(code == 2 && said.contains("`release.html` exists"), "{said}");
    assert_eq!(report(&["--force", "-q"]), (String::new(), String::new(), 0));
    let (_, said, code) = report(&["-o", "g.game.toml", "--force"]);
    assert!(code == 2 && said.contains("is read: it cannot be written to as well"), "{said}");
}

#[test]
fn points_and_questions_are_those_asked_for() {
    let asked = |more: &[&str]| {
        let ran = run(&[&["report", "-", "-o", "-", "-q"], more].concat(), GAME);
        assert_eq!((ran.stderr.as_str(), ran.code), ("", 0), "{more:?}");
        ran.stdout
    };
    let page = asked(&["--scenario", "late", "--set", "l=1/3"]);
    assert!(page.contains("<p class=faint>Written at scenario late, l = 1/3."), "{page}");
    assert!(page.contains("Proved, at the values asked for"), "{page}");
    assert!(page.contains("equil solve - --scenario late --set l=1/3"), "{page}");
    // k = l / 4 is where the answer changes
    let page = asked(&["--query", "dominant(lab, open)", "--vary", "k", "--vary", "l=0:1"]);
    assert!(page.contains("<code>dominant(lab, open)</code>"), "{page}");
    assert!(page.contains("--vary k=0:4 --along l=0:1 -f svg"), "{page}");
    assert!(page.contains("\"subject\":{\"player\":0,\"target\":[1],\"label\":\"open\""), "{page}");
    let page = asked(&["--query", "equilibria"]);
    assert!(page.contains("\"subject\":null"), "{page}");
}

#[test]
fn what_is_wrong_is_said_before_the_work() {
    let told = |more: &[&str]| run(&[&["report", "-", "-o", "-"], more].concat(), GAME).told();
    insta::assert_snapshot!(told(&["--vary", "k"]));
    insta::assert_snapshot!(told(&["--query", "dominant(lab, opne)"]));
    insta::assert_snapshot!(told(&["--above", "1"]));
}
