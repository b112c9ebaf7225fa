#!/usr/bin/env python3
"""Games of a sweep: equil beside QuantEcon, nashpy and pygambit in the loops that people write, in one run.

    python3 -m venv .venv && .venv/bin/pip install -r tests/oracles/requirements.txt
    cargo build --release
    .venv/bin/python benches/peers/sweep.py [--seconds S]

Run it from anywhere. The games have 2×2 and 3×3 strategies, with payoffs drawn evenly from −1 to 1. Each peer is called once before
it is timed. Of each game is asked

pure            which strategies are dominated (equil: which are dominant), and which pure equilibria there are;
one             the same, and one equilibrium, mixed if need be (equil: how many there are, and the least and the greatest probability of the first
                strategy over *all* of them).

equil is the program as a whole: it reads a game file, draws the points, and its verdicts are proved. It counts answers (as the peers, which keep nothing,
nearest to it), writes rows of answers, or rows with all parameters, as CSV and, if it was built with the feature `parquet`, as Parquet. Peers run on one thread;
times are how many times the peer's rate equil has on two.
"""

import argparse
import itertools
import pathlib
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EQUIL = ROOT / "target/release/equil"


def rate(call, games, seconds):
    """Games in a second, in the fastest of several runs."""
    call(games[0])
    best, start = 0.0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        begun = time.perf_counter()
        for game in games:
            call(game)
        best = max(best, len(games) / (time.perf_counter() - begun))
    return best


def peers(size):
    import nashpy
    import numpy as np
    import pygambit
    import quantecon.game_theory as gt

    random = np.random.default_rng(1)
    games = [(random.uniform(-1, 1, (size, size)), random.uniform(-1, 1, (size, size))) for _ in range(200)]

    def quantecon(one):
        def call(game):
            # The second player's matrix is from their own point of view
            players = gt.NormalFormGame([gt.Player(game[0]), gt.Player(np.ascontiguousarray(game[1].T))])
            for player in players.players:
                player.dominated_actions()
            gt.pure_nash_brute(players)
            if one:
                gt.lemke_howson(players)

        return call

    def gambit(one):
        def call(game):
            table = pygambit.Game.from_arrays(*game)
            pygambit.supports.undominated_strategies_solve(table, strict=True)
            pygambit.nash.enumpure_solve(table)
            if one:
                pygambit.nash.lcp_solve(table, rational=False, stop_after=1)

        return call

    yield "QuantEcon", "pure", quantecon(False), games
    yield "QuantEcon", "one", quantecon(True), games
    yield "pygambit", "pure", gambit(False), games
    yield "pygambit", "one", gambit(True), games
    yield "nashpy", "one", lambda game: next(nashpy.Game(*game).support_enumeration(), None), games


def game_file(size):
    rows, columns = [f"r{k}" for k in range(size)], [f"c{k}" for k in range(size)]
    names = [f"{p}{i}{j}" for p in "xy" for i, j in itertools.product(range(size), repeat=2)]
    params = "\n".join(f"{name} = {{ value = 0, range = [-1, 1] }}" for name in names)
    matrix = lambda p: [[f"{p}{i}{j}" for j in range(size)] for i in range(size)]
    return (
        f'format = 1\n[game]\nname = "sweep"\n[players]\na = {rows}\nb = {columns}\n[params]\n{params}\n'
        f'[table.matrix]\na = {matrix("x")}\nb = {matrix("y")}\n'
    ).replace("'", '"')


WAYS = {
    "counted": (16_000_000, []),
    "answers": (4_000_000, ["--columns", "answers", "-o", "run.csv"]),
    "csv": (2_000_000, ["-o", "run.csv"]),
    "parquet": (1_000_000, ["-o", "run.parquet"]),
}


def equil(size, one, way, threads):
    """Games in a second of the whole program; nothing where it was built without what it takes."""
    n, more = WAYS[way]
    watch = [f"dominant(a, r{k})" for k in range(size)] + [f"dominant(b, c{k})" for k in range(size)]
    watch += [f"nash(a = r{i}, b = c{j})" for i, j in itertools.product(range(size), repeat=2)]
    watch += ["probability(a, r0)", "count_nash()"] if one else []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "game.game.toml").write_text(game_file(size))
        command = [EQUIL, "sweep", "game.game.toml", "--method", "random", "-n", str(n), "--vary", "*"]
        for query in watch:
            command += ["--watch", query]
        command += ["--threads", str(threads), "-q", *more]
        start = time.perf_counter()
        ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder)
        seconds = time.perf_counter() - start
        if ran.returncode == 2 and "--features parquet" in ran.stderr:
            return None
        assert ran.returncode == 0, ran.stderr
        if "run.csv" in more:
            lines = sum(1 for _ in open(folder / "run.csv"))
            assert lines == n + 1, lines
        elif not more:
            # A dominant strategy in a quarter of all 2×2 games, in a 27th of all 3×3 games
            share = float(ran.stdout.split("dominant(a, r0)")[1].split()[0])
            assert abs(share - {2: 25, 3: 100 / 27}[size]) < 0.1, share
    return n / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each peer")
    seconds = parser.parse_args().seconds
    for size in (2, 3):
        own = {}
        for question, way in itertools.product(("pure", "one"), WAYS):
            rates = [equil(size, question == "one", way, threads) for threads in (1, 2)]
            if None in rates:
                continue
            own[question, way] = rates[1]
            one, two = rates
            print(f"{size}x{size} {question:5} equil {way:8} {one:12.0f} {two:12.0f} on two threads", flush=True)
        for name, question, call, games in peers(size):
            found = rate(call, games, seconds)
            times = [f"{way} {own[question, way] / found:.0f}x" for way in WAYS if (question, way) in own]
            print(f"{size}x{size} {question:5} {name:14} {found:12.0f}   {', '.join(times)}", flush=True)


if __name__ == "__main__":
    main()
