#!/usr/bin/env python3
"""Steps of adjustment: equil beside QuantEcon, EGTtools and NumPy, in one run.

    python3 -m venv .venv && .venv/bin/pip install quantecon==0.11.4 egttools==0.1.14.2
    .venv/bin/python benches/peers/dynamics.py [PART ...]

Run it from anywhere; PARTs are best-response, fictitious-play, replicator and population, all by
default. Each peer is called once before it is timed, so that what is compiled at the first call is
compiled. Then `cargo bench` times equil on games of the same sizes; its benches stop with an error
unless their answers are right. Rates are steps in a second: a step of one trajectory, of one run, of one
profile's next profile.

best-response   all best responses of two players with 3163 strategies each (10^7 profiles), and the next
                profile of every profile. NumPy compares whole matrices, and follows the map that results
                with one sweep of the players; QuantEcon's Player.best_response is asked from a sample of
                starts, and its rate says how long all would take. equil finds where play ends from every
                start, and certifies it.
fictitious-play two players, 3 and 100 strategies: QuantEcon's FictitiousPlay, the faster of `play` and
                `time_series`; equil counts in integers and tells the exact regret of average play.
replicator      steps of the replicator dynamics of 3 and 100 strategies: Euler steps with EGTtools'
                replicator_equation from one start; equil moves 1024 starts at once, and a step is one of
                one start.
population      a population of 100 with 2 and 5 strategies, mutation 1/1000: EGTtools'
                PairwiseComparisonNumerical.run_with_mutation (of which it keeps the last state); equil on one thread, by pairwise comparison and by the
                Moran process. Steps in which nothing changes count, for both.
"""

import argparse
import json
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = ("best-response", "fictitious-play", "replicator", "population")


def best(call, steps, budget=3.0, runs=5):
    """Steps in a second, in the fastest of several runs."""
    call()
    times = []
    while not times or (len(times) < runs and sum(times) < budget):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return steps / min(times)


def matrix(n, seed):
    import numpy as np

    return np.random.default_rng(seed).integers(1, 1001, size=(n, n)).astype(float)


def bench(name, *filters):
    """Runs a bench of equil; what it prints."""
    command = ["cargo", "bench", "--quiet", "--bench", name, "--", *filters]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def criterion(group, name):
    """Steps in a second that criterion has measured: those of the mean."""
    folder = ROOT / "target" / "criterion" / group / name.replace("/", "_") / "new"
    mean = json.loads((folder / "estimates.json").read_text())["mean"]["point_estimate"]
    steps = json.loads((folder / "benchmark.json").read_text())["throughput"]["Elements"]
    return steps / (mean * 1e-9)


def row(what, peer, theirs, ours, note=""):
    print(f"{what:34} {peer:36} {theirs:10.3g} {ours:10.3g} {ours / theirs:8.1f} x  {note}", flush=True)


def best_response():
    import numpy as np
    from quantecon.game_theory import NormalFormGame, Player

    n = 3163
    a, b = matrix(n, 1), matrix(n, 2)
    game = NormalFormGame([Player(a), Player(b.T.copy())])

    def next_of_all():
        rows = a.argmax(axis=0)  # to each column
        columns = b.argmax(axis=1)  # to each row
        # In turn: the row player answers the column, then the column player the new row
        return np.broadcast_to(rows[None, :], (n, n)) * n + columns[rows][None, :]

    numpy_rate = best(next_of_all, n * n)
    sample = 1000

    def sequential():
        for start in range(sample):
            row = game.players[0].best_response(start)
            game.players[1].best_response(row)

    quantecon = best(sequential, sample)
    lines = [line.split() for line in bench("best_response").splitlines()]
    timed = {(line[0], line[1]): float(line[2]) for line in lines if len(line) == 4}
    for shape in dict.fromkeys(shape for shape, _ in timed):
        rows = {what: seconds for (at, what), seconds in timed.items() if at == shape}
        print(f"  {shape}: " + ", ".join(f"{what} {seconds:.3f} s" for what, seconds in rows.items()))
    whole = timed["3163x3163", "best-responses"] + timed["3163x3163", "sequential"]
    row("3163x3163, in turn, all starts", "NumPy, next profiles only", numpy_rate, n * n / whole)
    row("", "QuantEcon best_response, sampled", quantecon, n * n / whole, "next profiles only")


def fictitious_play():
    from quantecon.game_theory import FictitiousPlay, NormalFormGame, Player

    rates = {}
    for n in (3, 100):
        a, b = matrix(n, n), matrix(n, n + 1)
        play = FictitiousPlay(NormalFormGame([Player(a), Player(b.T.copy())]))
        reps = 20_000
        rates[n] = max(
            best(lambda: play.play(num_reps=reps), reps),
            best(lambda: play.time_series(reps), reps),
        )
    bench("dynamics", "fictitious-play")
    for n, rate in rates.items():
        row(f"fictitious play, n = {n}", "QuantEcon", rate, criterion("fictitious-play", str(n)))


def replicator():
    import numpy as np
    from egttools.analytical import replicator_equation

    rates = {}
    for n in (3, 100):
        a = matrix(n, n) / 1000
        start = np.random.default_rng(7).random(n)
        start /= start.sum()

        def euler(a=a, start=start):
            x = start.copy()
            for _ in range(10_000):
                x = x + 0.01 * replicator_equation(x, a)
            return x

        rates[n] = best(euler, 10_000)
    bench("dynamics", "replicator")
    for n, rate in rates.items():
        for way in ("euler", "runge-kutta", "ratio"):
            ours = criterion("replicator", f"{n}/{way}")
            row(f"replicator, n = {n}, {way}", "EGTtools, Euler", rate, ours)


def population():
    import egttools as egt
    import numpy as np

    games = {
        "two": [[-1, 4], [0, 0]],
        "five": [[2, 0, 3, 1, 0], [3, 1, 0, 2, 1], [0, 2, 2, 0, 3], [1, 3, 0, 2, 0], [2, 0, 1, 3, 1]],
    }
    rates = {}
    for name, payoffs in games.items():
        k = len(payoffs)
        game = egt.games.Matrix2PlayerGameHolder(k, np.array(payoffs, dtype=float))
        evolver = egt.numerical.PairwiseComparisonNumerical(100, game, 1_000_000)
        start = np.array([100] + [0] * (k - 1))
        steps = 1_000_000
        rates[name] = best(lambda: evolver.run_with_mutation(steps, steps - 1, 1.0, 1e-3, start), steps)
    bench("population", "play")
    for name, rate in rates.items():
        for process in ("pairwise-comparison", "moran"):
            ours = criterion("play", f"{process}-{name}")
            row(f"{process}, {name} strategies", "EGTtools, pairwise comparison", rate, ours)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parts = arguments.parse_args().parts
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        arguments.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    print(f"{'':34} {'peer':36} {'peer /s':>10} {'equil /s':>10}")
    for part in parts or PARTS:
        {"best-response": best_response, "fictitious-play": fictitious_play}.get(
            part, replicator if part == "replicator" else population
        )()


if __name__ == "__main__":
    main()
