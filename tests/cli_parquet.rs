//! Sweeps into Parquet files, as users see them.
#![cfg(feature = "parquet")]

#[path = "common/killed.rs"]
mod killed;
#[path = "common/program.rs"]
mod program;

use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

const GAME: &str = "tests/data/sweep.game.toml";

fn run(arguments: &[&str]) -> (i32, String) {
    let ran = program::run(arguments, "");
    (ran.code, ran.stderr)
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("parquet-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

/// Row by row the values of all columns, as text; nothing where there is none.
fn rows(file: &str) -> Vec<Vec<Option<String>>> {
    let reader = SerializedFileReader::new(File::open(file).unwrap()).unwrap();
    let cell = |field: &Field| match field {
        Field::Null => None,
        Field::Bool(truth) => Some(if *truth { "yes" } else { "no" }.to_owned()),
        Field::Long(n) => Some(n.to_string()),
        Field::Double(f64::INFINITY) => Some("infinite".to_owned()),
        Field::Double(x) => Some(format!("{x:?}").trim_end_matches(".0").to_owned()),
        Field::Str(text) => Some(text.clone()),
        other => panic!("{other}"),
    };
    let all = reader.get_row_iter(None).unwrap();
    all.map(|row| row.unwrap().get_column_iter().map(|(_, field)| cell(field)).collect()).collect()
}

/// The same from CSV; what is open has no value.
fn csv_rows(file: &str) -> Vec<Vec<Option<String>>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let cell = |cell: &str| (!["open", "undefined"].contains(&cell)).then(|| cell.to_owned());
    reader.records().map(|row| row.unwrap().iter().map(cell).collect()).collect()
}

#[test]
fn columns_have_types_and_the_manifest_is_inside() {
    let folder = folder("types");
    let (file, text) = (path(&folder, "run.parquet"), path(&folder, "run.csv"));
    let asked = ["sweep", GAME, "points", "--watch", "dominant(a, x)", "--watch", "count_nash()"];
    let more = ["--watch", "probability(a, x)", "--watch", "gain(a, x)", "--watch", "equilibria"];
    for output in [&file, &text] {
        let (code, said) = run(&[&asked[..], &more, &["-o", output]].concat());
        assert!(code == 0 && said.contains("64 rows"), "{said}");
    }
    assert_eq!(rows(&file), csv_rows(&text));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 4, "nothing else is left behind");
    let reader = SerializedFileReader::new(File::open(&file).unwrap()).unwrap();
    let metadata = reader.metadata().file_metadata();
    let columns: Vec<(String, String)> = metadata
        .schema()
        .get_fields()
        .iter()
        .map(|field| (field.name().to_owned(), format!("{:?}", field.get_physical_type())))
        .collect();
    let kinds = [
        "INT64",
        "DOUBLE",
        "DOUBLE",
        "DOUBLE",
        "BOOLEAN",
        "DOUBLE",
        "DOUBLE",
        "DOUBLE",
        "DOUBLE",
        "BYTE_ARRAY",
    ];
    assert_eq!(columns.iter().map(|(_, kind)| kind.as_str()).collect::<Vec<_>>(), kinds);
    assert_eq!(columns[6].0, "least probability(a, x)");
    let manifest = &metadata.key_value_metadata().unwrap()[0];
    assert_eq!(manifest.key, "equil.manifest");
    let manifest: serde_json::Value =
        serde_json::from_str(manifest.value.as_ref().unwrap()).unwrap();
    assert_eq!((&manifest["form"], &manifest["rows"]), (&"parquet".into(), &64.into()));
    // Again, nothing is to be done
    let (code, said) = run(&[&asked[..], &more, &["-o", &file]].concat());
    assert!(code == 0 && said.contains("is complete: 64 rows"), "{said}");
}

#[test]
fn what_is_open_has_no_value() {
    let folder = folder("open");
    let game = path(&folder, "divided.game.toml");
    let text = std::fs::read_to_string(GAME).unwrap();
    std::fs::write(&game, text.replace("if(l > 0, k / (l + 3), m)", "(1 / l)")).unwrap();
    let file = path(&folder, "run.parquet");
    let asked = ["sweep", &game, "--method", "grid", "--vary", "l=-1:1:3", "--vary", "m=0:1:4"];
    let more = ["--watch", "dominant(a, x)", "-o", &file];
    assert_eq!(run(&[&asked[..], &more].concat()).0, 0);
    let found = rows(&file);
    assert_eq!(
        found[4..8].iter().map(|row| row[3].clone()).collect::<Vec<_>>(),
        [const { None }; 4]
    );
    assert!(found[..4].iter().all(|row| row[3].is_some()));
    // A third is the nearest float
    assert_eq!(found[1][2].as_deref(), Some("0.3333333333333333"));
}

#[test]
fn shards_of_both_forms_make_a_whole() {
    let folder = folder("shards");
    let whole = path(&folder, "whole.parquet");
    assert_eq!(run(&["sweep", GAME, "slow", "-n", "700", "-o", &whole]).0, 0);
    for form in ["parquet", "csv"] {
        let mut parts = Vec::new();
        for index in ["1/3", "2/3", "3/3"] {
            let part = path(&folder, &format!("{}.{form}", &index[..1]));
            let more = ["-n", "700", "-o", &part, "--shard", index];
            assert_eq!(run(&[&["sweep", GAME, "slow"], &more[..]].concat()).0, 0);
            parts.push(part);
        }
        let merged = path(&folder, &format!("of-{form}.parquet"));
        let (code, said) = run(&["sweep", "merge", &merged, &parts[2], &parts[0], &parts[1]]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(std::fs::read(&merged).unwrap(), std::fs::read(&whole).unwrap(), "{form}");
        let manifest = |file: &str| std::fs::read(format!("{file}.manifest.jsonl")).unwrap();
        assert_eq!(manifest(&merged), manifest(&whole));
        let wrong = path(&folder, "wrong.jsonl");
        let (code, said) = run(&["sweep", "merge", &wrong, &parts[0], &parts[1], &parts[2]]);
        assert_eq!(code, 2, "{said}");
    }
}

/// Killed at random moments, the same command ends in the same bytes.
#[test]
fn killed_sweeps_go_on() {
    let folder = folder("killed");
    let (whole, killed) = (path(&folder, "whole.parquet"), path(&folder, "killed.parquet"));
    killed::goes_on([GAME, "slow"], [&whole, &killed], 12);
}

#[test]
fn other_files_are_left_alone_and_damaged_ones_written_again() {
    let folder = folder("damaged");
    let file = path(&folder, "run.parquet");
    std::fs::write(&file, "mine").unwrap();
    let (code, said) = run(&["sweep", GAME, "points", "-o", &file]);
    assert!(code == 2 && said.contains("no sweep wrote it"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(run(&["sweep", GAME, "points", "-o", &file, "--force"]).0, 0);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(run(&["sweep", GAME, "points", "-o", &file]).0, 0);
    assert_eq!(std::fs::read(&file).unwrap(), whole);
    let (code, said) = run(&["sweep", GAME, "points", "-n", "32", "-o", &file]);
    assert!(code == 2 && said.contains("`-n` is not the same"), "{said}");
    let (code, said) = run(&["sweep", GAME, "points", "-f", "parquet"]);
    assert!(code == 2 && said.contains("-o rows.parquet"), "{said}");
}

/// Analyses of a run in Parquet are those of the same run in CSV, finished or not; and other programs' files are read.
#[test]
fn runs_are_analysed() {
    let folder = folder("analysed");
    let (file, text) = (path(&folder, "run.parquet"), path(&folder, "run.csv"));
    let sweep = |file: &str, design: &str| {
        let asked = ["sweep", GAME, "--method", design, "-n", "256", "--vary", "*", "--seed", "3"];
        let asked = [&asked[..], &["--watch", "gain(a, x)", "-o", file]].concat();
        assert_eq!(run(&asked).0, 0);
    };
    let analysed = |file: &str, more: &[&str]| {
        let ran = program::run(&[&["analyze", file], more, &["-f", "json"]].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout.replace(".parquet", ".csv")
    };
    sweep(&file, "saltelli");
    sweep(&text, "saltelli");
    assert_eq!(analysed(&file, &[]), analysed(&text, &[]));
    // Without its manifest it is anybody's file
    std::fs::remove_file(format!("{file}.manifest.jsonl")).unwrap();
    std::fs::remove_file(format!("{text}.manifest.jsonl")).unwrap();
    let foreign = ["sobol", "--design", "saltelli"];
    assert_eq!(analysed(&file, &foreign), analysed(&text, &foreign));
    // What was changed afterwards is refused
    let other = path(&folder, "other.parquet");
    sweep(&other, "random");
    std::fs::copy(&file, &other).unwrap();
    let (code, told) = run(&["analyze", &other]);
    assert!(code == 2 && told.contains("is not what its manifest says"), "{told}");
    std::fs::write(&other, "no Parquet").unwrap();
    std::fs::remove_file(format!("{other}.manifest.jsonl")).unwrap();
    let (code, told) = run(&["analyze", &other, "--design", "random"]);
    assert!(code != 0 && told.contains("other.parquet"), "{told}");
}
