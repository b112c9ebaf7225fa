#!/usr/bin/env python3
"""Games of a sweep: equil beside QuantEcon, nashpy and pygambit in the loops that people write, in one run.

    python3 -m venv .venv && .venv/bin/pip install -r tests/oracles/requirements.txt
    cargo build --release
    .venv/bin/python benches/peers/sweep.py [--seconds S]

Run it from anywhere. The games have 2×2 and 3×3 strategies, with payoffs drawn evenly from −1 to 1. Each peer is called once before
it is timed. Of each game is asked

pure            which strategies are dominated (equil: which are dominant), and which pure equilibria there are;
one             the same, and one equilibrium, mixed if need be (equil: the least and the greatest probability of the first strategy over
                *all* equilibria, exactly).

equil is the program as a whole: it reads a game file, draws the points, writes every row to a file of CSV, and its verdicts are proved. Rates are games in
a second on one thread; equil's on two threads stand beside them.
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


def equil(size, one, threads, n):
    """Games in a second of the whole program."""
    watch = [f"dominant(a, r{k})" for k in range(size)] + [f"dominant(b, c{k})" for k in range(size)]
    watch += [f"nash(a = r{i}, b = c{j})" for i, j in itertools.product(range(size), repeat=2)]
    watch += ["probability(a, r0)"] if one else []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "game.game.toml").write_text(game_file(size))
        command = [EQUIL, "sweep", folder / "game.game.toml", "--method", "random", "-n", str(n), "--vary", "*"]
        for query in watch:
            command += ["--watch", query]
        command += ["--threads", str(threads), "-q", "-o", folder / "run.csv"]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        lines = sum(1 for _ in open(folder / "run.csv"))
        assert lines == n + 1, lines
    return n / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each peer")
    seconds = parser.parse_args().seconds
    for size in (2, 3):
        own = {}
        for question, n in (("pure", 2_000_000), ("one", 20_000)):
            own[question] = [equil(size, question == "one", threads, n) for threads in (1, 2)]
            one, two = own[question]
            print(f"{size}x{size} {question:5} equil      {one:12.0f} {two:12.0f} on two threads", flush=True)
        for name, question, call, games in peers(size):
            found = rate(call, games, seconds)
            ratio = own[question][0] / found
            print(f"{size}x{size} {question:5} {name:10} {found:12.0f} {ratio:11.1f}x", flush=True)


if __name__ == "__main__":
    main()
