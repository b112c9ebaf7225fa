//! `equil new --family`, as seen from outside.

#[path = "common/program.rs"]
mod program;

/// A run's standard output, standard error and exit code.
fn run(arguments: &[&str], input: &str) -> (String, String, i32) {
    let ran = program::run(arguments, input);
    (ran.stdout, ran.stderr, ran.code)
}

/// What is written to the standard output.
fn new(options: &str) -> String {
    let arguments: Vec<&str> = ["new", "-o", "-"].into_iter().chain(options.split(' ')).collect();
    let (stdout, stderr, code) = run(&arguments, "");
    assert_eq!((stderr.as_str(), code), ("", 0), "{options}");
    stdout
}

#[test]
fn games_are_written_in_every_format() {
    for form in ["nfg", "lrs", "gam", "toml", "csv"] {
        let text = new(&format!("--family covariant --size 3 --rho -1/2 -f {form}"));
        insta::assert_snapshot!(format!("family_{form}"), text);
    }
    assert!(
        new("--family random --shape 2x3x2").starts_with("NFG 1 R \"random, shape 2x3x2, seed")
    );
    insta::assert_snapshot!("family_labels", new("--family blotto --troops 2 --hills 2"));
}

#[test]
fn what_is_written_is_solved() {
    for form in ["nfg", "lrs", "gam", "toml"] {
        let text = new(&format!("--family mersenne --size 4 -f {form}"));
        let (stdout, stderr, code) = run(&["solve", "-", "-f", "json"], &text);
        assert_eq!((stderr.as_str(), code), ("", 0), "{form}");
        let answer: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(answer["equilibria"].as_array().unwrap().len(), 5, "{form}");
    }
}

#[test]
fn files_are_called_after_what_they_hold() {
    let folder = std::env::temp_dir().join(format!("equil-family-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (options, name) in [
        ("--family zero-sum --size 2 --low -3 --high 3", "zero-sum-size-2-low-3-high-3.nfg"),
        ("--family sgc -f toml", "sgc.game.toml"),
        ("duel --family sgc -f lrs", "duel.lrs"),
        ("--family sgc -o x.gam", "x.gam"),
    ] {
        let arguments: Vec<&str> = ["new"].into_iter().chain(options.split(' ')).collect();
        let output = program::equil(&arguments).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(folder.join(name).exists(), "{name}");
    }
    let gam = std::fs::read_to_string(folder.join("x.gam")).unwrap();
    assert!(gam.starts_with("2\n7 7\n"), "the extension says which format");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn wrong_parameters_are_explained() {
    let wrong = |options: &str| {
        let arguments: Vec<&str> =
            ["new", "-o", "-"].into_iter().chain(options.split(' ')).collect();
        let (stdout, stderr, code) = run(&arguments, "");
        assert_eq!((stdout.as_str(), code), ("", 2), "{options}");
        format!("$ equil new {options}\n{stderr}")
    };
    let said = [
        wrong("--family randm"),
        wrong("--size 3"),
        wrong("-f nfg"),
        wrong("--family random --template table"),
        wrong("--family random --rho 1"),
        wrong("--family random --size -3"),
        wrong("--family random --shape 2*3"),
        wrong("--family dual-cyclic --size 5"),
        wrong("--family random -f json"),
        wrong("--family random --shape 2x2x2 -f lrs"),
        wrong(".. --family random"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn help_lists_families_and_their_parameters() {
    let (help, ..) = run(&["new", "--help"], "");
    for family in equil::game::family::FAMILIES {
        assert!(help.contains(family.name), "{}", family.name);
        for parameter in family.parameters {
            assert!(help.contains(&format!("--{} ", parameter.name)), "{}", parameter.name);
        }
    }
}

#[test]
fn lrs_and_gam_are_converted_to_and_fro() {
    let nfg = new("--family ranking --size 3");
    for form in ["lrs", "gam", "csv"] {
        let (text, stderr, code) = run(&["convert", "-", "-f", form], &nfg);
        assert_eq!((stderr.as_str(), code), ("", 0), "{form}");
        if form == "csv" {
            continue; // without its ending it is not known as CSV
        }
        let (again, stderr, code) = run(&["convert", "-", "-f", form], &text);
        assert_eq!((again, stderr.as_str(), code), (text, "", 0), "{form}");
    }
    let three = new("--family random --shape 2x2x2");
    let (_, stderr, code) = run(&["convert", "-", "-f", "lrs"], &three);
    assert_eq!(code, 2);
    assert!(stderr.contains("lrs holds games of two players"), "{stderr}");
}
