//! `equil claims`, as seen from outside.

#[path = "common/program.rs"]
mod program;

/// What `equil claims` prints and how it ends.
fn run(arguments: &[&str], input: &str) -> String {
    program::run(&[&["claims"], arguments].concat(), input).told()
}

const GAME: &str = "format = 1
[game]
name = \"bos\"
[players]
ann = [\"opera\", \"fight\"]
bob = [\"opera\", \"fight\"]
[params]
k = { value = 2, range = [-1, 3] }
[payoff]
ann = \"k * ann.opera * bob.opera + ann.fight * bob.fight\"
bob = \"ann.opera * bob.opera + 2 * ann.fight * bob.fight\"
[scenario.never]
set = { k = -1 }
[claim.three]
text = \"There are three equilibria.\"
value = \"count_nash()\"
expect = 3
[claim.mixed]
value = \"probability(bob, opera) given ann = opera\"
least = 0.5
";
const WRONG: &str = "[claim.wrong]\nholds = \"dominant(ann, opera)\"\n";
const OPEN: &str = "[claim.open]\nvalue = \"payoff(ann)\"\nleast = 0\n";

#[test]
fn claims_that_hold() {
    insta::assert_snapshot!(run(&["-"], GAME));
}

#[test]
fn a_claim_that_fails() {
    let file = format!("{GAME}{WRONG}{OPEN}");
    insta::assert_snapshot!(run(&["-"], &file));
    insta::assert_snapshot!(run(&["-", "-f", "csv"], &file));
    insta::assert_snapshot!(run(&["-", "-f", "json", "--only", "wrong"], &file));
}

const MANY: &str = "[claim.turn]
value = \"threshold(k, dominant(ann, opera) given bob = opera)\"
expect = 0
[claim.never]
value = \"threshold(k, dominant(bob, opera))\"
least = 0
[claim.often]
value = \"share(dominant(ann, opera)) given bob = opera\"
expect = 0.75
tol = 0.05
[claim.doubtful]
value = \"share(dominant(ann, opera)) given bob = opera\"
least = 0.75
";

#[test]
fn claims_about_many_points() {
    let file = format!("{GAME}{MANY}");
    insta::assert_snapshot!(run(&["-"], &file));
    insta::assert_snapshot!(run(&["-", "-f", "json", "--only", "never", "--only", "often"], &file));
    let said = run(&["-", "--only", "turn", "-f", "csv", "--set", "k=7"], &file);
    assert!(said.contains("turn,holds,0,0,"), "{said}");
}

#[test]
fn open_claims_exit_with_3_and_only_they() {
    let said = run(&["-", "-q"], &format!("{GAME}{OPEN}"));
    assert!(said.ends_with("2 hold, 0 fail, 1 open\n--- exit 3\n"), "{said}");
    let said = run(&["-", "--only", "three"], &format!("{GAME}{OPEN}"));
    assert!(said.ends_with("1 hold, 0 fail\n--- exit 0\n"), "{said}");
    let said = run(&["-", "--limit", "0s"], GAME);
    assert!(said.contains("the search ended early") && said.ends_with("exit 3\n"), "{said}");
}

#[test]
fn claims_are_tested_at_the_point_asked_for() {
    let said = run(&["-", "--scenario", "never", "--only", "three"], GAME);
    assert!(said.contains("FAILS") && said.ends_with("--- exit 1\n"), "{said}");
}

#[test]
fn unknown_claims_are_not_passed_over() {
    insta::assert_snapshot!(run(&["-", "--only", "there"], GAME));
}

#[test]
fn threads_do_not_change_the_answer() {
    let file = "games/open-release/two-player.game.toml";
    let said = run(&[file, "-f", "json", "--threads", "1"], "");
    assert_eq!(said, run(&[file, "-f", "json", "--threads", "4"], ""));
}

const THESES: &str = "[define]
twice = \"2 * k / ann.opera\"
[thesis.rising]
number = 2
text = \"It pays to like the opera.\"
mechanism = \"taste\"
parameters = [\"k\"]
[[thesis.rising.prediction]]
text = \"The payoff rises.\"
value = \"payoff(ann) given ann = opera, bob = opera\"
set = { k = 3 }
more_than = { set = { k = 1 } }
decisive = true
[[thesis.rising.prediction]]
value = \"helper(twice) given ann = opera, bob = fight\"
less_than = { value = \"payoff(ann) given ann = opera, bob = opera\", scenario = \"never\" }
[thesis.equal]
number = 1
text = \"It is all the same.\"
[[thesis.equal.prediction]]
value = \"helper(twice) given ann = opera, bob = opera\"
more_than = \"helper(twice) given ann = opera, bob = fight\"
[thesis.undecided]
[[thesis.undecided.prediction]]
value = \"payoff(ann)\"
least = 0
[[thesis.undecided.prediction]]
value = \"helper(twice) given ann = opera, bob = 1/2 opera + 1/2 fight\"
expect = 4
";

/// A refuted thesis is an answer: the exit code is that of the claims.
#[test]
fn theses_are_judged_by_what_they_predict() {
    let file = format!("{GAME}{THESES}");
    insta::assert_snapshot!(run(&["-"], &file));
    insta::assert_snapshot!(run(&["-", "--theses", "-f", "csv"], &file));
    insta::assert_snapshot!(run(&["-", "--only", "rising", "-f", "json"], &file));
}

#[test]
fn theses_and_claims_are_chosen_by_name() {
    let file = format!("{GAME}{THESES}");
    let said = run(&["-", "--only", "rising"], &file);
    assert!(said.contains("rising") && !said.contains("no claims"), "{said}");
    let said = run(&["-", "--only", "three", "--theses"], &file);
    assert!(said.contains("`three` is a claim, and `--theses` leaves claims out"), "{said}");
    assert!(said.ends_with("--- exit 2\n"), "{said}");
}

#[test]
fn a_thesis_is_said_in_words_and_has_predictions() {
    let thesis = |lines: &str| run(&["-"], &format!("{GAME}[thesis.a]\n{lines}"));
    let said = thesis("number = 1\n[[thesis.a.prediction]]\nholds = \"dominant(ann, opera)\"\n");
    assert!(said.contains("the thesis `a` has a `number`, but no `text`"), "{said}");
    let said = thesis(
        "text = \"It is so.\"\n[[thesis.a.predictions]]\nholds = \"dominant(ann, opera)\"\n",
    );
    assert!(
        said.contains("did you mean `prediction`?") && said.ends_with("--- exit 2\n"),
        "{said}"
    );
}
