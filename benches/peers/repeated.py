#!/usr/bin/env python3
"""Payoff sets of repeated games: equil beside QuantEcon, on the same games, in one run.

    python3 -m venv .venv && .venv/bin/pip install quantecon==0.11.4
    .venv/bin/python benches/peers/repeated.py [--limit SECONDS] [--width WIDTH] [SIZE ...]

Run it from anywhere; SIZEs are numbers of quantities of a Cournot duopoly (15, 50, 100, 200 by default): quantities from 0 to 6,
price 6 less their sum and no less than 0, unit costs 3/5, at discount factors 3/10, 7/10 and 4/5. QuantEcon runs its method of Abreu
and Sannikov in a process of its own, stopped after the limit (60 s of wall time), to the same tolerance (10⁻⁹ unless another width is
given), from the pure minmax values; its time is the median of processor seconds for the question alone, after a first call that compiles.
equil is timed twice: the question alone by `cargo bench --bench repeated`, and as a whole process, which reads the file, finds and proves
the set from both sides, and prints it as JSON (wall time, with all threads: where QuantEcon uses one). Areas are compared: where they
differ by more than 10⁻⁵ the run fails.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "peers" / "repeated"
DISCOUNTS = ["3/10", "7/10", "4/5"]
SLACK = 1e-5
PEER = """
import json, statistics, sys, time
from fractions import Fraction
import numpy as np
import quantecon.game_theory as gt
from quantecon.game_theory.repeated_game import RepeatedGame
path, discount, width = sys.argv[1:]
first, second = (np.array(matrix, dtype=float) for matrix in json.load(open(path)))
game = gt.NormalFormGame([gt.Player(first), gt.Player(second.T.copy())])
floor = np.array([first.max(axis=0).min(), second.max(axis=1).min()])
options = {"u_init": floor, "tol": float(width), "max_iter": 5000}
def ask():
    repeated = RepeatedGame(game, float(Fraction(discount)))
    return repeated.equilibrium_payoffs(method="abreu_sannikov", options=options)
small = gt.NormalFormGame([gt.Player(np.array([[9.0, 1], [10, 3]])), gt.Player(np.array([[9.0, 1], [10, 3]]))])
RepeatedGame(small, 0.5).equilibrium_payoffs(method="abreu_sannikov", options={"u_init": np.array([3.0, 3.0])})
times = []
while not times or (sum(times) < 2 and len(times) < 15):
    start = time.process_time()
    hull = ask()
    times.append(time.process_time() - start)
print(json.dumps([statistics.median(times), hull.volume]))
"""


def write(size):
    """Writes the game as .nfg for equil, and as two matrices for the other."""
    quantity = [Fraction(6 * k, size - 1) for k in range(size)]

    def profit(own, other):
        return (max(6 - own - other, Fraction(0)) - Fraction(3, 5)) * own

    first = [[profit(a, b) for b in quantity] for a in quantity]
    floats = [[[float(x) for x in row] for row in matrix] for matrix in (first, list(zip(*first)))]
    (FOLDER / f"{size}.json").write_text(json.dumps(floats))
    head = f'NFG 1 R "cournot" {{ "a" "b" }} {{ {size} {size} }}\n\n'
    cells = (f"{first[i][j]} {first[j][i]}" for j in range(size) for i in range(size))
    (FOLDER / f"{size}.nfg").write_text(head + " ".join(cells) + "\n")


def peer(size, discount, width, limit):
    """Seconds and the area, or why there is none."""
    command = [sys.executable, "-c", PEER, FOLDER / f"{size}.json", discount, str(width)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return "too slow"
    if "ModuleNotFoundError" in run.stderr:
        return "not here"
    if run.returncode:
        return run.stderr.strip().splitlines()[-1].split(":")[0]
    return json.loads(run.stdout)


def benches(sizes):
    """equil's seconds by size and discount factor."""
    command = ["cargo", "bench", "--bench", "repeated", "--", "payoffs"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    folder = ROOT / "target" / "criterion"
    found = {}
    for size in sizes:
        for discount in DISCOUNTS:
            path = folder / f"payoffs_cournot-{size}" / discount.replace("/", "-") / "new" / "estimates.json"
            if path.exists():
                found[size, discount] = json.loads(path.read_text())["median"]["point_estimate"] / 1e9
    return found


def whole(size, discount, width):
    """Seconds of the whole process, and the set."""
    command = [ROOT / "target" / "release" / "equil", "repeated", FOLDER / f"{size}.nfg"]
    command += ["--payoffs", "--discount", discount, "--width", str(width), "-f", "json"]
    times = []
    while not times or (sum(times) < 2 and len(times) < 15):
        start = time.perf_counter()
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times), json.loads(run.stdout)["equilibria"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=60, help="seconds for QuantEcon, per game")
    parser.add_argument("--width", type=float, default=1e-9, help="tolerance of both")
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", default=[15, 50, 100, 200])
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    ours = benches(arguments.sizes)
    heads = ("equil", "process", "QuantEcon", "ratio")
    print(f"{'quantities':12}{'discount':10}" + "".join(f"{head:>13}" for head in heads) + "  area")
    wrong = []
    for size in arguments.sizes:
        write(size)
        for discount in DISCOUNTS:
            process, found = whole(size, discount, arguments.width)
            own = ours.get((size, discount), process)
            area = found["area"]["value"]
            line = f"{size:<12}{discount:10}{own * 1e3:10.2f} ms{process * 1e3:10.2f} ms"
            answer = peer(size, discount, arguments.width, arguments.limit)
            if isinstance(answer, str):
                limit = f"> {arguments.limit:.0f} s" if answer == "too slow" else answer
                line += f"{limit:>13}{'':13}"
            else:
                line += f"{answer[0] * 1e3:10.1f} ms{answer[0] / own:13.1f}"
                if abs(answer[1] - area) > SLACK:
                    wrong.append(f"{size} at {discount}: QuantEcon {answer[1]}, equil {area}")
            print(f"{line}  {area:.6f} ({found['kind']})", flush=True)
    sys.exit("\n".join(wrong) if wrong else 0)


main()
