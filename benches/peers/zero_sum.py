#!/usr/bin/env python3
"""Zero-sum games: equil beside SciPy's HiGHS and QuantEcon, on the same games, in one run.

    python3 -m venv .venv && .venv/bin/pip install numpy scipy quantecon
    .venv/bin/python benches/peers/zero_sum.py [--seed SEED] [SIZE ...]

Games have integer payoffs from -1000 to 1000 (SplitMix64). `cargo bench --bench zero_sum` solves
each exactly and checks the solution by substitution; SciPy's `linprog` (dual simplex, interior
point) and QuantEcon's `minmax` answer in floats. Values must agree to 1e-9 of the range of payoffs,
and the certificate must hold. Times are seconds of CPU on one thread: of the whole process for
equil, making the game included; of the call alone for peers. The last column is the better
HiGHS time by equil's.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
from scipy.optimize import linprog  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def game(size, seed):
    with np.errstate(over="ignore"):
        start = mix(np.array([seed], dtype=np.uint64) * GOLDEN)[0]
        draws = mix(start + np.arange(1, size * size + 1, dtype=np.uint64) * GOLDEN)
    return (draws % np.uint64(2001)).astype(np.int64).reshape(size, size) - 1000


def highs(payoffs, method):
    """Minimises v subject to A y <= v; returns the value."""
    size = len(payoffs)
    upper = np.hstack([payoffs.astype(float), -np.ones((size, 1))])
    whole = np.append(np.ones(size), 0.0)[None, :]
    costs = np.append(np.zeros(size), 1.0)
    bounds = [(0, None)] * size + [(None, None)]
    result = linprog(costs, upper, np.zeros(size), whole, [1.0], bounds, method=method)
    assert result.status == 0, result.message
    return result.fun


def minmax(payoffs):
    from quantecon.optimize import minmax as solve

    return solve(payoffs.astype(float))[0]


def timed(call, *arguments):
    start = time.process_time()
    answer = call(*arguments)
    return time.process_time() - start, answer


def binary():
    build = ["cargo", "bench", "--bench", "zero_sum", "--no-run", "--message-format=json"]
    output = subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["target"]["name"] == "zero_sum":
            return message["executable"]
    raise RuntimeError("cargo built no benchmark")


def equil(program, size, seed):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([program, str(size), str(seed)], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, json.loads(run.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=[50, 100, 300, 500, 1000])
    arguments = parser.parse_args()
    program = binary()
    peers = {"highs-ds": lambda a: highs(a, "highs-ds"), "highs-ipm": lambda a: highs(a, "highs-ipm")}
    try:
        minmax(game(3, 1))  # compiled at the first call
        peers["quantecon"] = minmax
    except ImportError:
        print("quantecon is not installed: left out")
    print(f"{'n':>5} {'equil':>9} " + " ".join(f"{name:>10}" for name in peers) + "   HiGHS / equil")
    for size in arguments.sizes:
        payoffs = game(size, arguments.seed)
        own, answer = equil(program, size, arguments.seed)
        assert answer["certificate"], f"n = {size}: the certificate fails"
        times = []
        for name, peer in peers.items():
            seconds, value = timed(peer, payoffs)
            assert abs(value - answer["value"]) <= 2e-6, f"n = {size}: {name} says {value}, not {answer['value']}"
            times.append(seconds)
        columns = " ".join(f"{seconds:>10.4f}" for seconds in times)
        print(f"{size:>5} {own:>9.4f} {columns}   {min(times[:2]) / own:.1f}", flush=True)


if __name__ == "__main__":
    main()
