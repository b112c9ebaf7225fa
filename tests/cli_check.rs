//! `equil check` and `equil show`, as seen from outside.

#[path = "common/program.rs"]
mod program;

/// What a run prints and how it ends.
fn run(arguments: &[&str], input: &str) -> String {
    program::run(arguments, input).told()
}

const BOS: &str = "format = 1
[game]
name = \"bos\"
[players]
ann = [\"opera\", \"fight\"]
bob = [\"opera\", \"fight\"]
[params]
k = { value = 2, range = [1, 3], tex = '\\kappa', about = \"how much better the own choice is\" }
[define]
together = { formula = \"ann.opera * bob.opera + ann.fight * bob.fight\", about = \"in one place\" }
[payoff]
ann = \"together * (ann.opera * k + ann.fight)\"
bob = \"together * (bob.fight * k + bob.opera)\"
";

const TWO: &str = "games/open-release/two-player.game.toml";

#[test]
fn a_file_that_is_right() {
    insta::assert_snapshot!(run(&["check", TWO], ""));
}

#[test]
fn several_files_at_once() {
    let pd = "games/classics/openspiel-pd.game.toml";
    insta::assert_snapshot!(run(&["check", TWO, pd, "-f", "csv"], ""));
}

#[test]
fn all_problems_at_once() {
    let wrong = BOS.replace("ann.opera * k", "ann.opra * kk").replace("[define]", "[defin]");
    insta::assert_snapshot!(run(&["check", "-"], &wrong));
    let json = run(&["check", "-", "-q", "-f", "json"], &wrong);
    let json: serde_json::Value =
        serde_json::from_str(json.split("--- stderr").next().unwrap()).unwrap();
    assert_eq!(json["schema"], "equil.check/1");
    assert_eq!(json["files"][0]["problems"][0]["code"], "E002");
    assert_eq!(json["files"][0]["problems"][0]["line"], 9);
}

/// What `equil repeated` would refuse is told here, too.
#[test]
fn discount_factors_are_looked_at() {
    let file = |discount: &str| {
        format!(
            "{BOS}[repeated]\ndiscount = {discount}\npath = {{ ann = \"opera\", bob = \"opera\" }}\n"
        )
    };
    insta::assert_snapshot!(run(&["check", "-"], &file("\"k\"")));
    assert!(run(&["check", "-", "-s", "k=1/2"], &file("\"k\"")).ends_with("--- exit 0\n"));
    assert!(run(&["check", "-"], &file("1")).ends_with("--- exit 2\n"));
}

#[test]
fn a_parameter_may_be_left_open() {
    let open = BOS.replace("value = 2, ", "");
    let said = run(&["check", "-"], &open);
    assert!(
        said.contains("none here: `k` has no value") && said.ends_with("--- exit 0\n"),
        "{said}"
    );
    let said = run(&["check", "-", "-s", "k=2", "-q"], &open);
    assert!(said.contains("rational here"), "{said}");
}

#[test]
fn profiles_are_certified() {
    let mixed = "ann = 2/3 opera + 1/3 fight, bob = 1/3 opera + 2/3 fight";
    insta::assert_snapshot!(run(&["check", "-", "--profile", mixed, "--assert"], BOS));
    let miss = "ann = opera, bob = fight";
    insta::assert_snapshot!(run(&["check", "-", "--profile", miss, "--assert"], BOS));
    let strict = run(&["check", "-", "--profile", "ann = opera, bob = opera"], BOS);
    assert!(strict.starts_with("A strict Nash equilibrium."), "{strict}");
    // At another point the mixture is another one
    let moved = run(&["check", "-", "--profile", mixed, "-s", "k=1", "--assert"], BOS);
    assert!(moved.ends_with("--- exit 1\n"), "{moved}");
}

#[test]
fn profiles_must_be_whole() {
    insta::assert_snapshot!(run(&["check", "-", "--profile", "ann = opera"], BOS));
    insta::assert_snapshot!(run(&["check", "-", "--profile", "ann = oprea, bob = fight"], BOS));
    let two = run(&["check", TWO, TWO, "--profile", "ann = opera"], "");
    assert!(two.contains("`--profile` goes with one file") && two.ends_with("exit 2\n"), "{two}");
}

#[test]
fn payoffs_are_shown() {
    insta::assert_snapshot!(run(&["show", "-", "-s", "k=5/2"], BOS));
    insta::assert_snapshot!(run(&["show", "-", "--given", "ann = opera", "-f", "json"], BOS));
    insta::assert_snapshot!(run(&["show", "-", "-f", "csv"], BOS));
    let three = "games/classics/jordan1993.game.toml";
    insta::assert_snapshot!(run(&["show", three, "--digits", "1"], ""));
}

#[test]
fn parameters_and_formulas_are_shown() {
    insta::assert_snapshot!(run(&["show", "-", "--params", "-s", "k=5/2"], BOS));
    insta::assert_snapshot!(run(&["show", "-", "--formulas"], BOS));
    insta::assert_snapshot!(run(&["show", "-", "--formulas", "-f", "latex"], BOS));
}

#[test]
fn formats_that_do_not_apply_list_those_that_do() {
    insta::assert_snapshot!(run(&["show", "-", "-f", "nfg"], BOS));
}

#[test]
fn what_cannot_be_read_exits_with_4() {
    let said = run(&["check", "no/such/file.game.toml"], "");
    assert!(said.contains("no/such/file.game.toml") && said.ends_with("--- exit 4\n"), "{said}");
}
