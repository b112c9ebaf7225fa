//! `equil sweep --correlate`, as users see it.

#[path = "common/program.rs"]
mod program;

use program::{answer, run};
use serde_json::Value;

const GAME: &str = "games/open-release/two-player.game.toml";
const ASKED: &[&str] = &["sweep", GAME, "-n", "2048", "--vary", "X", "--vary", "V", "--vary", "y"];

fn rows(more: &[&str]) -> Vec<[f64; 3]> {
    let watch = ["--watch", "dominant(meta, open)", "-f", "csv"];
    let csv = answer(&[ASKED, more, &watch].concat());
    let row = |line: &str| {
        let mut cells = line.split(',').skip(1).map(|cell| cell.parse::<f64>().unwrap_or(0.0));
        [(); 3].map(|()| cells.next().unwrap())
    };
    csv.lines().skip(1).map(row).collect()
}

/// Spearman's rank correlation of two columns.
fn ranked(rows: &[[f64; 3]], a: usize, b: usize) -> f64 {
    let ranks = |column: usize| {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&i, &j| rows[i][column].total_cmp(&rows[j][column]));
        let mut ranks = vec![0.0; rows.len()];
        for (rank, row) in order.into_iter().enumerate() {
            ranks[row] = f64::from(u32::try_from(rank).unwrap());
        }
        ranks
    };
    let (x, y) = (ranks(a), ranks(b));
    let n = f64::from(u32::try_from(rows.len()).unwrap());
    let squares: f64 = x.iter().zip(&y).map(|(x, y)| (x - y).powi(2)).sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

#[test]
fn ranks_have_the_correlation_asked_for() {
    let together = rows(&["--correlate", "X, V = 0.7", "--correlate", "V, y = -2/5"]);
    for (a, b, known) in [(0, 1, 0.7), (1, 2, -0.4), (0, 2, 0.0)] {
        let near = if known == 0.0 { 0.05 } else { 0.01 };
        assert!((ranked(&together, a, b) - known).abs() < near, "{a} {b}");
    }
    // The first keeps its values, and the others their distribution
    let alone = rows(&[]);
    assert!(together.iter().zip(&alone).all(|(a, b)| a[0].to_bits() == b[0].to_bits()));
    let mean = |rows: &[[f64; 3]]| rows.iter().map(|row| row[1]).sum::<f64>() / 2048.0;
    assert!((mean(&together) - mean(&alone)).abs() < 0.01);
}

#[test]
fn impossible_correlations_are_told() {
    let told = |more: &[&str]| {
        let ran = run(&[ASKED, &["--watch", "dominant(meta, open)"], more].concat(), "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2), "{more:?}");
        ran.stderr
    };
    insta::assert_snapshot!(
        "correlate-wrong",
        [
            told(&["--correlate", "X = 0.5"]),
            told(&["--correlate", "X, W = 0.5"]),
            told(&["--correlate", "X, V = much"]),
            told(&["--correlate", "X, V = 1"]),
            told(&["--correlate", "X, E = 0.5"]),
            told(&[
                "--correlate",
                "X, V = .9",
                "--correlate",
                "V, y = .9",
                "--correlate",
                "X, y = -.9"
            ]),
            told(&["--correlate", "X, V = 0.5", "--method", "saltelli"]),
        ]
        .join("\n")
    );
}

/// A sweep of a file says what moves together, and options may say otherwise.
#[test]
fn files_say_what_moves_together() {
    let text = std::fs::read_to_string(GAME).unwrap();
    let sweep = "\n[sweep.together]\nmethod = \"sobol\"\nn = 64\nvary = [\"X\", \"V\"]\n\
                 watch = [\"dominant(meta, open)\"]\ncorrelate = [\"X, V = 0.7\"]\n";
    let folder = std::env::temp_dir().join(format!("equil-correlate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("together.game.toml");
    // The bibliography is elsewhere
    let text = text.replace("sources  =", "# sources  =");
    std::fs::write(&file, format!("{text}{sweep}")).unwrap();
    let file = file.to_str().unwrap();
    let named = run(&["sweep", file, "together", "-f", "csv"], "");
    let asked = ["sweep", file, "--method", "sobol", "-n", "64", "--vary", "X", "--vary", "V"];
    let watched = ["--watch", "dominant(meta, open)", "-f", "csv", "--correlate"];
    let same = run(&[&asked[..], &watched, &["X, V = 0.7"]].concat(), "");
    assert_eq!((named.code, &named.stdout), (0, &same.stdout));
    let other = run(&["sweep", file, "together", "-f", "csv", "--correlate", "X, V = -0.7"], "");
    let opposite = run(&[&asked[..], &watched, &["X, V = -0.7"]].concat(), "");
    assert_eq!((other.code, &other.stdout), (0, &opposite.stdout));
    assert_ne!(named.stdout, other.stdout);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Probabilities of regions are estimates where parameters move together.
#[test]
fn regions_are_sampled_where_priors_are_correlated() {
    let asked = [
        "region",
        GAME,
        "--query",
        "dominant(meta, open)",
        "--vary",
        "X",
        "--vary",
        "V",
        "--by",
        "priors",
        "--correlate",
        "X, V = 0.7",
    ];
    let told = |more: &[&str]| run(&[&asked[..], more].concat(), "");
    insta::assert_snapshot!("correlate-region", told(&["--points", "4096"]).stdout);
    let value: Value = serde_json::from_str(&told(&["-f", "json"]).stdout).unwrap();
    assert!(value["shares"].is_null() && value["complete"] == true);
    let sampled = &value["sampled"];
    assert_eq!((&sampled["points"], &sampled["open"]), (&16_384.into(), &0.into()));
    let answers = sampled["answers"].as_array().unwrap();
    let share: f64 = answers.iter().map(|answer| answer["share"].as_f64().unwrap()).sum();
    assert!((share - 1.0).abs() < 1e-12);
    let refused = |more: &[&str]| {
        let ran = run(&[&["region", GAME, "--query", "dominant(meta, open)"], more].concat(), "");
        assert_eq!((ran.stdout.as_str(), ran.code), ("", 2));
        ran.stderr
    };
    insta::assert_snapshot!(
        "correlate-region-wrong",
        [
            refused(&["--vary", "X", "--vary", "V", "--correlate", "X, V = 0.7"]),
            refused(&["--vary", "X", "--by", "priors", "--correlate", "X, V = 0.7"]),
            refused(&["--vary", "X", "--by", "priors", "--points", "7"]),
        ]
        .join("\n")
    );
}
