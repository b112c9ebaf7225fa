#!/usr/bin/env python3
"""Dominance: equil beside QuantEcon and Gambit, on the same games, in one run.

    python3 -m venv .venv && .venv/bin/pip install quantecon==0.11.4 pygambit==16.7.0
    .venv/bin/python benches/peers/dominance.py [--limit SECONDS] [GAME ...]

Run it from anywhere; GAMEs are names of the list below, all by default. Two questions:

* once: which strategies are strictly dominated by a mixture (QuantEcon: `dominated_actions`), or by
  a pure strategy (Gambit: `undominated_strategies_solve`)?
* iterated: what is left when they are removed until none is?

Each peer runs in a process of its own that is stopped after the limit (40 s of wall time); the time
is the median of processor seconds for the question alone, on a game that is in memory. equil is
timed the same way by `cargo bench --bench dominance`, and as a whole process that reads the file,
answers both questions, proves every verdict and prints them as JSON. Answers are compared: where
QuantEcon (which decides within a tolerance, in floats) differs, the game is named and the run fails.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "peers" / "dominance"
GAMES = [f"{kind}-{size}" for size in (100, 500) for kind in ("random", "guess", "links")]
PEER = """
import json, statistics, sys, time
import numpy as np
peer, question, path = sys.argv[1:]
game = json.load(open(path))
first, second = (np.array(matrix) for matrix in game)
if peer == "quantecon":
    import quantecon.game_theory as gt
    g = gt.NormalFormGame([gt.Player(first.astype(float)), gt.Player(second.T.astype(float))])
    def once(g=g):
        return [list(map(int, player.dominated_actions())) for player in g.players]
    def iterated():
        left, h = [list(range(len(first))), list(range(len(first)))], g
        while any(found := once(h)):
            for player, actions in enumerate(found):
                if actions:
                    h = h.delete_action(player, actions)
                    left[player] = [s for k, s in enumerate(left[player]) if k not in actions]
        return left
    if question == "once": once()  # compiles
else:
    import pygambit
    g = pygambit.Game.from_arrays(first, second)
    def listed(profile):
        return [[s.number for s in profile if s.player == player] for player in g.players]
    def once():
        solve = pygambit.supports.undominated_strategies_solve
        return listed(solve(g, strict=True, external=True))
    def iterated():
        profile = g.strategy_support_profile()
        while True:
            smaller = pygambit.supports.undominated_strategies_solve(profile, strict=True)
            if len(smaller) == len(profile): return listed(profile)
            profile = smaller
ask, times = {"once": once, "iterated": iterated}[question], []
while not times or (sum(times) < 2 and len(times) < 15):
    start = time.process_time()
    answer = ask()
    times.append(time.process_time() - start)
print(json.dumps([statistics.median(times), answer]))
"""


def random(k):
    """Number k of the stream (SplitMix64: Steele, Lea and Flood, 2014)."""
    full = 2**64 - 1
    z = (k + 1) * 0x9E3779B97F4A7C15 & full
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & full
    z = (z ^ z >> 27) * 0x94D049BB133111EB & full
    return z ^ z >> 31


def payoff(kind, player, k, own, other):
    """The same games as in benches/dominance.rs."""
    if kind == "random":
        return random(2 * k + player) % 1000
    if kind == "guess":
        return -((2 * own - other) ** 2)
    return -abs(own - max(other - 1, 0))


def write(name):
    """Writes the game as .nfg for equil, and as two matrices for the others."""
    kind, size = name.split("-")
    size = int(size)
    first = [[payoff(kind, 0, i + j * size, i, j) for j in range(size)] for i in range(size)]
    second = [[payoff(kind, 1, i + j * size, j, i) for j in range(size)] for i in range(size)]
    (FOLDER / f"{name}.json").write_text(json.dumps([first, second]))
    head = f'NFG 1 R "{name}" {{ "a" "b" }} {{ {size} {size} }}\n\n'
    cells = ((first[i][j], second[i][j]) for j in range(size) for i in range(size))
    (FOLDER / f"{name}.nfg").write_text(head + " ".join(f"{a} {b}" for a, b in cells) + "\n")


def peer(which, question, name, limit):
    """Seconds and the answer, or why there is none."""
    command = [sys.executable, "-c", PEER, which, question, FOLDER / f"{name}.json"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return "too slow"
    if "ModuleNotFoundError" in run.stderr:
        return "not here"
    if run.returncode:
        sys.exit(run.stderr)
    return json.loads(run.stdout)


def benches(names):
    """equil's seconds by question and name."""
    ids = {}
    for name in names:
        kind, size = name.split("-")
        ids["once", name] = f"once-{kind}/{size}"
        ids["iterated", name] = f"iterated-{kind}-mixtures/{size}"
    only = f"dominance/({'|'.join(ids.values())})$"
    command = ["cargo", "bench", "--bench", "dominance", "--", only]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    folder = ROOT / "target" / "criterion" / "dominance"
    found = {}
    for key, name in ids.items():
        estimates = json.loads((folder / name / "new" / "estimates.json").read_text())
        found[key] = estimates["median"]["point_estimate"] / 1e9
    return found


def whole(name):
    """Processor seconds of the whole process, and both answers."""
    command = [ROOT / "target" / "release" / "equil", "dominance", FOLDER / f"{name}.nfg"]
    times = []
    while not times or (sum(times) < 2 and len(times) < 15):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([*command, "-f", "json"], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    answer = json.loads(run.stdout)
    once = [[], []]
    for strategy in answer["strategies"]:
        found = strategy["dominated"]
        if found and found["kind"] == "strict":
            once["ab".index(strategy["player"])].append(int(strategy["strategy"].lstrip("s")) - 1)
    left = [[int(s.lstrip("s")) - 1 for s in answer["survivors"][player]] for player in "ab"]
    return statistics.median(times), {"once": once, "iterated": left}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=40, help="seconds for each peer, per question")
    parser.add_argument("games", nargs="*", metavar="GAME", help="of: " + ", ".join(GAMES))
    arguments = parser.parse_args()
    names = arguments.games or GAMES
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    for name in names:
        write(name)
    ours = benches(names)
    heads = ("equil", "process", "QuantEcon", "ratio", "Gambit", "ratio")
    print(f"{'game':12}{'question':10}" + "".join(f"{head:>12}" for head in heads))
    wrong = []
    for name in names:
        process, answers = whole(name)
        for question in ("once", "iterated"):
            own = ours[question, name]
            line = f"{name:12}{question:10}{own * 1e3:9.2f} ms{process * 1e3:9.2f} ms"
            for which in ("quantecon", "pygambit"):
                found = peer(which, question, name, arguments.limit)
                if found == "not here":
                    line += f"{found:>12}{'':12}"
                    continue
                if found == "too slow":
                    line += f"{f'> {arguments.limit:.0f} s':>12}{f'> {arguments.limit / own:.0f}':>12}"
                    continue
                seconds, answer = found
                line += f"{seconds * 1e3:9.1f} ms{seconds / own:12.0f}"
                if which == "quantecon" and answer != answers[question]:
                    wrong.append(f"{name}, {question}: QuantEcon {answer}, equil {answers[question]}")
            print(line, flush=True)
    sys.exit("\n".join(wrong) if wrong else 0)


main()
