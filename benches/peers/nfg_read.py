#!/usr/bin/env python3
"""Reading .nfg files: equil beside Gambit, on the same files, in one run.

    python3 -m venv .venv && .venv/bin/pip install pygambit==16.7.0
    .venv/bin/python benches/peers/nfg_read.py [--limit SECONDS] [FILE ...]

Run it from anywhere; FILEs are names of the list below, all by default. It writes the files into
target/peers/nfg, times `pygambit.read_nfg` on each in a process of its own that is stopped after
the limit (60 s of wall time), has `cargo bench --bench nfg -- nfg-read` read the same files (it
refuses files that differ from those it makes itself), and prints median times, megabytes per
second, and how many times as long Gambit takes.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "peers" / "nfg"
FILES = {
    "integers-100": (100, "integers"),
    "integers-200": (200, "integers"),
    "integers-707": (707, "integers"),
    "decimals-100": (100, "decimals"),
    "decimals-707": (707, "decimals"),
    "outcomes-100": (100, "outcomes"),
    "outcomes-500": (500, "outcomes"),
}
TIMER = """
import statistics, sys, time, pygambit
def once():
    start = time.perf_counter()
    game = pygambit.read_nfg(sys.argv[1])
    seconds = time.perf_counter() - start
    assert [len(p.strategies) for p in game.players] == [int(game.title)] * 2
    return seconds
times = [once()]
while sum(times) < 2 and len(times) < 15:
    times.append(once())
print(statistics.median(times))
"""


def random(k):
    """Number k of the stream (SplitMix64: Steele, Lea and Flood, 2014)."""
    full = 2**64 - 1
    z = (k + 1) * 0x9E3779B97F4A7C15 & full
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & full
    z = (z ^ z >> 27) * 0x94D049BB133111EB & full
    return z ^ z >> 31


def text(size, kind):
    """The same text as in benches/nfg.rs."""
    profiles = size * size
    modulus = 10_000 if kind == "decimals" else 1000
    payoffs = [random(k) % modulus for k in range(2 * profiles)]
    head = f'NFG 1 R "{size}" {{ "a" "b" }} {{ {size} {size} }}\n\n'
    if kind == "integers":
        return head + "".join(f"{n} " for n in payoffs)
    if kind == "decimals":
        return head + "".join(f"{n // 100}.{n % 100:02} " for n in payoffs)
    outcomes = "".join(
        f'{{ "" {a}, {b} }}\n' for a, b in zip(payoffs[::2], payoffs[1::2])
    )
    indices = "".join(f"{k} " for k in range(1, profiles + 1))
    return f"{head}{{\n{outcomes}}}\n{indices}"


def gambit(path, limit):
    """Seconds, or None where it does not end within the limit."""
    try:
        run = subprocess.run(
            [sys.executable, "-c", TIMER, path], capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return None
    if run.returncode:
        sys.exit(run.stderr)
    return float(run.stdout)


def equil(names):
    """Seconds by name."""
    only = f"nfg-read/({'|'.join(names)})$"
    command = ["cargo", "bench", "--bench", "nfg", "--", only]
    environment = os.environ | {"EQUIL_NFG_DIR": str(FOLDER)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    found = {}
    for name in names:
        path = ROOT / "target" / "criterion" / "nfg-read" / name / "new" / "estimates.json"
        found[name] = json.loads(path.read_text())["median"]["point_estimate"] / 1e9
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=60, help="seconds for Gambit, per file")
    parser.add_argument("files", nargs="*", metavar="FILE", help="of: " + ", ".join(FILES))
    arguments = parser.parse_args()
    names = arguments.files or list(FILES)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names:
        (FOLDER / f"{name}.nfg").write_text(text(*FILES[name]))
    ours = equil(names)
    print(f"{'file':14}{'MB':>7}{'equil':>12}{'MB/s':>8}{'Gambit':>12}{'MB/s':>8}{'ratio':>10}")
    for name in names:
        path = FOLDER / f"{name}.nfg"
        megabytes = path.stat().st_size / 1e6
        theirs = gambit(path, arguments.limit)
        own = ours[name]
        start = f"{name:14}{megabytes:7.2f}{own * 1e3:9.2f} ms{megabytes / own:8.0f}"
        if theirs is None:
            least = arguments.limit
            print(f"{start}{f'> {least:.0f} s':>12}{f'< {megabytes / least:.2f}':>8}", end="")
            print(f"{f'> {least / own:.0f}':>10}", flush=True)
        else:
            print(f"{start}{theirs * 1e3:9.1f} ms{megabytes / theirs:8.2f}", end="")
            print(f"{theirs / own:10.0f}", flush=True)


main()
