//! `equil solve --kind correlated` and `--kind coarse`: what is printed, and how it ends.

#[path = "common/program.rs"]
mod program;

const CHICKEN: &str = "games/classics/aumann1974-chicken.game.toml";
const DILEMMA: &str = "games/classics/openspiel-pd.game.toml";
const FOUR: &str = "games/open-release/four-player-2024.game.toml";

/// Standard output, standard error and the exit code of `equil solve`.
fn run(arguments: &[&str]) -> (String, String, i32) {
    let ran = program::run(&[&["solve"], arguments].concat(), "");
    (ran.stdout, ran.stderr, ran.code)
}

fn answer(arguments: &[&str]) -> String {
    let (told, complaint, code) = run(arguments);
    assert_eq!((complaint.as_str(), code), ("", 0), "{arguments:?}");
    told
}

macro_rules! snapshot {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

#[test]
fn overviews() {
    snapshot!("chicken", answer(&[CHICKEN, "--kind", "correlated"]));
    snapshot!("chicken-coarse.md", answer(&[CHICKEN, "--kind", "coarse", "-f", "md"]));
    snapshot!("chicken.csv", answer(&[CHICKEN, "--kind", "correlated", "-f", "csv"]));
    snapshot!("dilemma", answer(&[DILEMMA, "--kind", "correlated"]));
}

#[test]
fn one_quantity() {
    let kind = ["--kind", "correlated"];
    let with = |more: &[&str]| answer(&[&[CHICKEN], &kind[..], more].concat());
    snapshot!("chicken-welfare", with(&["--maximise", "welfare"]));
    snapshot!("chicken-welfare.json", with(&["--maximise", "welfare", "-f", "json"]));
    snapshot!("chicken-welfare.csv", with(&["--maximise", "welfare", "-f", "csv"]));
    snapshot!("chicken-payoff", with(&["--minimise", "payoff(row)"]));
    snapshot!("chicken-egalitarian", with(&["--minimise", "egalitarian"]));
    snapshot!("chicken-probability", with(&["--maximise", "probability(row, dare)"]));
    snapshot!("chicken-given", with(&["--maximise", "welfare", "--given", "row = yield"]));
}

#[test]
fn payoffs_that_are_not_rational() {
    let (told, _, code) = run(&[FOUR, "--kind", "correlated", "-q"]);
    assert_eq!(code, 0);
    snapshot!("four-player", told);
    let always = ["--minimise", "probability(meta, open)", "--assert"];
    assert_eq!(run(&[&[FOUR, "--kind", "correlated", "-q"], &always[..]].concat()).2, 0);
}

/// Matching pennies for irrational stakes: no distribution of rational probabilities is an
/// equilibrium, which is said; the bounds are proved all the same.
#[test]
fn what_is_not_proved_is_not_claimed() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}-pennies.game.toml", std::process::id()));
    let game = "format = 1\n[game]\nname = \"pennies\"\n[players]\nrow = [\"heads\", \"tails\"]\n\
                col = [\"heads\", \"tails\"]\n[payoff]\n\
                row = \"exp(1) * row.heads * col.heads + row.tails * col.tails\"\n\
                col = \"-exp(1) * row.heads * col.heads - row.tails * col.tails\"\n";
    std::fs::write(&path, game).unwrap();
    let file = path.to_str().unwrap();
    let (told, _, code) = run(&[file, "--kind", "correlated", "--maximise", "payoff(row)"]);
    assert_eq!(code, 3);
    snapshot!("pennies", told);
    let (told, complaint, code) = run(&[file, "--kind", "correlated", "--maximise", "entropy"]);
    assert_eq!((told.as_str(), code), ("", 3));
    assert!(complaint.contains("no distribution was proved"), "{complaint}");
    std::fs::remove_file(path).unwrap();
}

#[test]
fn greatest_entropy() {
    let told = answer(&[CHICKEN, "--kind", "correlated", "--maximise", "entropy"]);
    assert!(told.contains("greatest entropy has 1.3537 nats."), "{told}");
    let json = answer(&[CHICKEN, "--kind", "correlated", "--maximise", "entropy", "-f", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let number = |value: &serde_json::Value| value["value"].as_f64().unwrap();
    let (value, bound) = (number(&json["entropy"]["value"]), number(&json["entropy"]["bound"]));
    assert!((0.0..1e-9).contains(&(bound - value)), "{value} {bound}");
    assert_eq!(json["entropy"]["certificate"]["kind"], "exact");
}

#[test]
fn attainable_payoffs() {
    let told = answer(&[CHICKEN, "--kind", "coarse", "--attainable", "col,row", "-f", "csv"]);
    snapshot!("chicken-attainable.csv", told);
    let svg = answer(&[CHICKEN, "--kind", "correlated", "-f", "svg"]);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("payoff of row") && svg.contains("Nash equilibria"));
    let (_, complaint, code) = run(&[FOUR, "--kind", "correlated", "-q", "-f", "svg"]);
    assert_eq!((complaint.contains("--attainable"), code), (true, 2));
}

/// A limit that has passed before the start: nothing is known, which is said, and not claimed.
#[test]
fn a_limit_is_told() {
    let (told, complaint, code) = run(&[CHICKEN, "--kind", "correlated", "--limit", "0s"]);
    assert_eq!((told.as_str(), code), ("", 3));
    assert!(complaint.contains("stopped before an answer was proved"), "{complaint}");
    let json = answer(&[CHICKEN, "--kind", "correlated", "-f", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["missing"], serde_json::json!([]));
    assert_eq!((&json["complete"], &json["attainable"]["complete"]), (&true.into(), &true.into()));
}

#[test]
fn checks_exit_with_1_when_they_fail() {
    let code =
        |arguments: &[&str]| run(&[arguments, &["--kind", "correlated", "--assert"]].concat()).2;
    assert_eq!(code(&[DILEMMA]), 0);
    assert_eq!(code(&[CHICKEN]), 1);
    assert_eq!(code(&[CHICKEN, "--minimise", "probability(row, dare)"]), 1);
    assert_eq!(code(&[CHICKEN, "--maximise", "probability(row, dare)"]), 1);
    assert_eq!(code(&[CHICKEN, "--maximise", "welfare"]), 2);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refusals: [&[&str]; 8] = [
        &["--kind", "correlated", "--maximise", "happiness"],
        &["--kind", "correlated", "--maximise", "payoff(rwo)"],
        &["--kind", "correlated", "--maximise", "probability(row, dares)"],
        &["--kind", "correlated", "--minimise", "entropy"],
        &["--kind", "correlated", "--attainable", "row,rwo"],
        &["--kind", "correlated", "--attainable", "row"],
        &["--kind", "correlated", "--one"],
        &["--attainable", "row,col"],
    ];
    let mut all = String::new();
    for refusal in refusals {
        let (told, complaint, code) = run(&[&[CHICKEN], refusal].concat());
        assert_eq!((told.as_str(), code), ("", 2), "{refusal:?}: {complaint}");
        all.push_str(&format!("{}\n{complaint}\n", refusal.join(" ")));
    }
    snapshot!("refusals", all);
}

/// Payoffs of very different sizes, of which floats see too little.
#[test]
fn an_entropy_that_is_not_the_greatest_is_not_called_so() {
    let game = "2 2\n10000000 0\n0 1\n1/10000000 0\n0 1\n";
    let arguments =
        ["solve", "-", "--from", "lrs", "--kind", "correlated", "--maximise", "entropy"];
    let told = program::run(&arguments, game);
    let found = told.stdout.contains("of greatest entropy has");
    // Three of the four profiles, a third each, have ln 3
    assert_eq!(found, told.stdout.contains("has 1.09"), "{told:?}");
    assert_eq!(told.code, if found { 0 } else { 3 }, "{told:?}");
}
