//! Reading and writing `.nfg` files, in bytes per second.
//!
//! `cargo bench --bench nfg` makes its own files; `-- read` only reads. `benches/peers/nfg_read.py`
//! makes the same files, times Gambit on them, runs this and prints the ratios; where
//! `EQUIL_NFG_DIR` names its folder, the files are taken from there.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::{env, fs, path::Path};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use equil::format::{Limits, nfg};
use equil::num::Rational;
use equil::text::Source;

/// What the numbers of a file look like.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// 0 to 999.
    Integers,
    /// 0 to 99.99, two digits behind the point.
    Decimals,
    /// 0 to 999, through one outcome for each profile.
    Outcomes,
}

/// Name, number of strategies of each of the two players, and numbers.
const FILES: &[(&str, usize, Kind)] = &[
    ("integers-100", 100, Kind::Integers),
    ("integers-200", 200, Kind::Integers),
    ("integers-707", 707, Kind::Integers),
    ("decimals-100", 100, Kind::Decimals),
    ("decimals-707", 707, Kind::Decimals),
    ("outcomes-100", 100, Kind::Outcomes),
    ("outcomes-500", 500, Kind::Outcomes),
];

/// Number `k` of the stream (`SplitMix64`: Steele, Lea and Flood, 2014).
fn random(k: u64) -> u64 {
    let mut z = k.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Payoff `k` of a file, in hundredths for decimals.
fn payoff(kind: Kind, k: u64) -> u64 {
    random(k) % if kind == Kind::Decimals { 10_000 } else { 1000 }
}

fn text(size: usize, kind: Kind) -> String {
    let mut text = format!("NFG 1 R \"{size}\" {{ \"a\" \"b\" }} {{ {size} {size} }}\n\n");
    let profiles = (size * size) as u64;
    match kind {
        Kind::Integers => {
            for k in 0..2 * profiles {
                let _ = write!(text, "{} ", payoff(kind, k));
            }
        }
        Kind::Decimals => {
            for k in 0..2 * profiles {
                let cents = payoff(kind, k);
                let _ = write!(text, "{}.{:02} ", cents / 100, cents % 100);
            }
        }
        Kind::Outcomes => {
            text.push_str("{\n");
            for k in 0..profiles {
                let (a, b) = (payoff(kind, 2 * k), payoff(kind, 2 * k + 1));
                let _ = writeln!(text, "{{ \"\" {a}, {b} }}");
            }
            text.push_str("}\n");
            for k in 1..=profiles {
                let _ = write!(text, "{k} ");
            }
        }
    }
    text
}

/// The file from the folder if there is one, which must then be the one made here.
fn source(name: &str, size: usize, kind: Kind) -> Arc<Source> {
    let text = text(size, kind);
    if let Some(folder) = env::var_os("EQUIL_NFG_DIR") {
        let path = Path::new(&folder).join(format!("{name}.nfg"));
        let theirs =
            fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(theirs == text, "{} is not the file timed here", path.display());
    }
    Source::new(name, text)
}

/// A wrong answer is not worth timing.
fn check(file: &nfg::NfgFile, size: usize, kind: Kind) {
    assert_eq!(file.counts(), [size, size]);
    let scale = if kind == Kind::Decimals { 100 } else { 1 };
    for (player, own) in (0..).zip(&file.payoffs) {
        assert_eq!(own.len(), size * size);
        for (profile, read) in (0..).zip(own) {
            let number = i64::try_from(payoff(kind, 2 * profile + player)).unwrap();
            assert_eq!(*read, Rational::new(number, scale).unwrap());
        }
    }
}

fn read(c: &mut Criterion) {
    let mut group = c.benchmark_group("nfg-read");
    for &(name, size, kind) in FILES {
        let source = source(name, size, kind);
        let limits = Limits::default();
        check(&nfg::read(&source, &limits).unwrap(), size, kind);
        group.throughput(Throughput::Bytes(source.text.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter_with_large_drop(|| nfg::read(black_box(&source), &limits));
        });
    }
}

fn write(c: &mut Criterion) {
    let mut group = c.benchmark_group("nfg-write");
    for &(name, size, kind) in FILES {
        let file = nfg::read(&source(name, size, kind), &Limits::default()).unwrap();
        let body = if kind == Kind::Outcomes { nfg::Body::Outcome } else { nfg::Body::Payoff };
        let mut out = Vec::new();
        nfg::write(&file, body, &mut out).unwrap();
        let back = Source::new(name, String::from_utf8(out.clone()).unwrap());
        assert!(nfg::read(&back, &Limits::default()).unwrap() == file);
        group.throughput(Throughput::Bytes(out.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| {
                out.clear();
                nfg::write(black_box(&file), body, &mut out)
            });
        });
    }
}

criterion_group!(benches, read, write);
criterion_main!(benches);
