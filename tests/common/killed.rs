//! Sweeps that are killed.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use equil::num::Draws;

/// A sweep killed at random moments, and begun again by the same command, ends in the bytes of one that was left alone.
pub(crate) fn goes_on([game, sweep]: [&str; 2], [whole, killed]: [&str; 2], seed: u64) {
    let command = |file: &str, rows: u64| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_equil"));
        command
            .args(["sweep", game, sweep, "-n", &rows.to_string(), "-o", file])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    // So many rows that it takes a while
    let mut rows = 5000;
    loop {
        let start = Instant::now();
        assert_eq!(command(whole, rows).arg("--force").status().unwrap().code(), Some(0));
        if start.elapsed() > Duration::from_millis(600) {
            break;
        }
        rows *= 2;
    }
    let draws = Draws::new(seed);
    let mut kills = 0;
    for attempt in 0..200 {
        let mut child = command(killed, rows).spawn().unwrap();
        // Later attempts get longer, so that this ends on slow machines
        let least = 10 + 5 * attempt as u64;
        std::thread::sleep(Duration::from_millis(least + draws.bits(attempt) % 60));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
    }
    assert!(kills > 0, "it was too fast to be killed");
    assert_eq!(std::fs::read(killed).unwrap(), std::fs::read(whole).unwrap());
    let manifest = |file: &str| std::fs::read(format!("{file}.manifest.jsonl")).unwrap();
    assert_eq!(manifest(killed), manifest(whole));
}
