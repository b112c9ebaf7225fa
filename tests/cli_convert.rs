//! `equil convert`, as seen from outside.

#[path = "common/program.rs"]
mod program;

/// A run's standard output, standard error and exit code.
fn run(arguments: &[&str], input: &str) -> (String, String, i32) {
    let ran = program::run(arguments, input);
    (ran.stdout, ran.stderr, ran.code)
}

const GAME: &str = "format = 1
[game]
name = \"roots\"
[players]
ann = [\"x\", \"y\"]
bob = [\"x\", \"y\"]
[params]
k = 4
[payoff]
ann = \"if(ann.x, sqrt(k), 1/3) * bob.x\"
bob = \"bob.y - ann.y\"
";

#[test]
fn every_format_holds_the_same_game() {
    for form in ["nfg", "toml", "csv", "json", "md", "latex"] {
        let (stdout, stderr, code) = run(&["convert", "-", "-f", form], GAME);
        assert_eq!((stderr.as_str(), code), ("", 0));
        insta::assert_snapshot!(format!("convert_{form}"), stdout);
    }
    let (outcomes, ..) = run(&["convert", "-", "-f", "nfg", "--outcomes"], GAME);
    insta::assert_snapshot!("convert_nfg_outcomes", outcomes);
}

#[test]
fn games_survive_a_round_trip() {
    for file in ["two-player", "three-player"] {
        let path = format!("games/open-release/{file}.game.toml");
        let (shown, _, code) = run(&["show", &path, "-f", "csv", "-s", "X=1/3"], "");
        if code != 0 {
            continue;
        }
        for form in ["nfg", "toml"] {
            let (text, _, code) = run(&["convert", &path, "-f", form, "-s", "X=1/3"], "");
            assert_eq!(code, 0);
            let (back, stderr, _) = run(&["show", "-", "-f", "csv"], &text);
            assert_eq!((back, stderr.as_str()), (shown.clone(), ""), "{file} {form}");
        }
    }
}

#[test]
fn what_is_not_rational_is_not_rounded_silently() {
    let (stdout, stderr, code) = run(&["convert", "-", "-f", "nfg", "-s", "k=2"], GAME);
    assert_eq!((stdout.as_str(), code), ("", 2));
    insta::assert_snapshot!(stderr);
    let (stdout, stderr, code) =
        run(&["convert", "-", "-f", "csv", "-s", "k=2", "--nearest=8"], GAME);
    assert_eq!(code, 0);
    insta::assert_snapshot!(format!("{stdout}--- stderr\n{stderr}"));
}

#[test]
fn a_format_is_needed() {
    let (_, stderr, code) = run(&["convert", "-"], GAME);
    assert!(stderr.contains("no format is given") && code == 2, "{stderr}");
    let (_, stderr, code) = run(&["convert", "-", "-f", "csv", "--outcomes"], GAME);
    assert!(stderr.contains("goes with `-f nfg`") && code == 2, "{stderr}");
}

#[test]
fn files_are_not_overwritten() {
    let folder = std::env::temp_dir().join(format!("equil-convert-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("out.nfg").display().to_string();
    let write = |more: &[&str]| {
        let mut arguments = vec!["convert", "-", "-o", &path];
        arguments.extend(more);
        run(&arguments, GAME)
    };
    assert_eq!(write(&[]).2, 0);
    let (_, stderr, code) = write(&[]);
    assert!(stderr.contains("`--force` overwrites it") && code == 2, "{stderr}");
    assert_eq!(write(&["--force"]).2, 0);
    let missing = folder.join("none/out.nfg").display().to_string();
    assert_eq!(run(&["convert", "-", "-o", &missing], GAME).2, 4);
    std::fs::remove_dir_all(folder).unwrap();
}
