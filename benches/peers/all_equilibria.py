"""All equilibria of two players: equil beside QuantEcon, lrsnash, Gambit and Nashpy, on the same games, in one run.

    tests/oracles/run                                   # once: makes the environment with the peers
    target/oracles-venv/bin/python benches/peers/all_equilibria.py [--limit SECONDS] [--threads N] [SECTION ...]

Run it from anywhere; SECTIONs are `random` (n×n, uniform 0..999), `large` (n = 20, 24, 30, where the peers are
not even started unless --all is given), `hard` (cyclic polytopes, SGC, identity) and `degenerate`; all by default. It
writes the games into target/peers/all, has `cargo bench --bench all_equilibria` time equil on them (from payoffs to
certified equilibria), times each peer in a process of its own that is stopped after the limit (120 s), compares the
answers, and prints median seconds and how many times as long each peer takes. lrsnash is timed as a whole process.
"""

import argparse
import multiprocessing
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time
from fractions import Fraction

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracles"))
FOLDER = ROOT / "target" / "peers" / "all"

from games import from_matrices, random_game  # noqa: E402


def python_random(size, seed=1, high=1000):
    """Both matrices row by row, as Python's own generator draws them."""
    draw = random.Random(seed)
    matrix = lambda: [[draw.randint(-high, high) for _ in range(size)] for _ in range(size)]  # noqa: E731
    first = matrix()
    return from_matrices(f"python-random {size}", first, matrix())


def family(name, **parameters):
    """A game that `equil new` writes."""
    label = "-".join([name, *(f"{v}" for v in parameters.values())])
    path = FOLDER / f"{label}.lrs"
    options = [f"--{key}={value}" for key, value in parameters.items()]
    command = [ROOT / "target/release/equil", "new", "--family", name, *options, "-o", path, "--force"]
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    words = path.read_text().split()
    rows, columns = int(words[0]), int(words[1])
    numbers = list(map(Fraction, words[2:]))
    block = lambda k: [  # noqa: E731
        numbers[k * rows * columns + i * columns :][:columns] for i in range(rows)
    ]
    return from_matrices(label, block(0), block(1))


SECTIONS = {
    "random": lambda: [random_game((n, n), 1) for n in (8, 10, 12, 14, 15, 16, 18)]
    + [python_random(n) for n in (14, 16, 18)],
    "large": lambda: [python_random(n) for n in (20, 24, 30)],
    "hard": lambda: [family("moment-curve", size=n) for n in (6, 8, 10, 12)]
    + [family("moment-curve", size=n, labels="svs") for n in (8, 10, 12)]
    + [family("sgc", k=k) for k in (2, 5)]
    + [family("identity", size=n) for n in (10, 14)],
    "degenerate": lambda: [random_game((n, n), s, 0, h) for n, s, h in ((6, 1, 1), (8, 1, 1), (10, 1, 1), (7, 1, 3))]
    + [family("blotto", troops=t, hills=3) for t in (3, 4)],
}


def timed(call, *arguments):
    """Median seconds of up to seven runs within six seconds, and the last answer."""
    times, begun = [], time.perf_counter()
    while len(times) < 7 and (not times or time.perf_counter() - begun < 6):
        start = time.process_time()
        answer = call(*arguments)
        times.append(time.process_time() - start)
    return statistics.median(times), answer


def quantecon(name):
    def call(game):
        import peers

        solve = getattr(peers.game_theory, name)
        # Compiled on a small game first
        solve(peers.quantecon_game(random_game((3, 3), 1)))
        seconds, found = timed(solve, peers.quantecon_game(game))
        return seconds, peers.floats(found)

    return call


def gambit(game):
    import peers

    tree = peers.gambit_game(game)
    seconds, found = timed(lambda: peers.pygambit.nash.enummixed_solve(tree, rational=True))
    return seconds, peers.floats(set(peers.gambit_profiles(found)))


def lrsnash(game):
    import resource

    import peers

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = peers.lrsnash(game)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, found


PEERS = {
    "lrsnash": lrsnash,
    "quantecon vertex": quantecon("vertex_enumeration"),
    "quantecon support": quantecon("support_enumeration"),
    "gambit enummixed": gambit,
}


def child(call, game, queue):
    try:
        queue.put(call(game))
    except Exception as error:  # whatever a peer raises is its answer
        queue.put((None, type(error).__name__))


def within(limit, call, game):
    """Seconds and answer; None where it does not end in time."""
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=child, args=(call, game, queue))
    process.start()
    try:
        answer = queue.get(timeout=limit)
    except Exception:
        answer = (None, f"> {limit:.0f} s")
    process.kill()
    process.join()
    return answer


def equil(paths, threads, method):
    """Seconds, number of equilibria, and coverage and method in words, by path."""
    command = ["cargo", "bench", "--quiet", "--bench", "all_equilibria", "--"]
    command += [*(["--method", method] if method else []), "--threads", str(threads), *map(str, paths)]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found = {}
    for line in run.stdout.splitlines():
        words = line.split("\t")
        if len(words) == 7:
            found[words[0]] = (float(words[2]), int(words[4]), f"{words[5]}, by {words[6]}")
    return found


def listed(path):
    """The exact equilibria that `equil solve` prints."""
    import json

    command = [ROOT / "target/release/equil", "solve", path, "-f", "json"]
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    profile = lambda e: tuple(  # noqa: E731
        tuple(Fraction(p["exact"]) for p in strategy.values()) for strategy in e["strategies"].values()
    )
    return {profile(e) for e in json.loads(run.stdout)["equilibria"]}


def compared(name, answer, truth):
    """What a peer's answer misses or adds."""
    if answer is None or isinstance(answer, str):
        return answer or ""
    if name == "lrsnash":
        return "the same" if answer == truth else f"{len(truth - answer)} missing, {len(answer - truth)} more"
    import peers

    right, wrong = peers.near(answer, truth)
    if (right, wrong) == (len(truth), 0):
        return "the same, in floats"
    return f"{len(truth) - right} missing" + (f", {wrong} wrong" if wrong else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=120, help="seconds for each peer and game")
    parser.add_argument("--threads", type=int, default=1, help="threads of equil")
    parser.add_argument("--method", help="method of equil, instead of the one it chooses")
    parser.add_argument("--all", action="store_true", help="start peers on the large games, too")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help="of: " + ", ".join(SECTIONS))
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cargo", "build", "--quiet", "--release"], cwd=ROOT, check=True)
    late = set()
    for section in arguments.sections or SECTIONS:
        games = SECTIONS[section]()
        paths = []
        for game in games:
            path = FOLDER / (game.name.replace(" ", "-").replace("..", "-") + ".lrs")
            path.write_text(game.lrs())
            paths.append(path)
        ours = equil(paths, arguments.threads, arguments.method)
        print(f"\n{section}: equil on {arguments.threads} thread(s)")
        for game, path in zip(games, paths, strict=True):
            seconds, count, coverage = ours[str(path)]
            print(f"{game.name:32}{'equil':20}{seconds:12.6f} s{'':10}  {count} equilibria, {coverage}", flush=True)
            if section == "large" and not arguments.all:
                continue
            truth = listed(path)
            assert len(truth) == count, (len(truth), count)
            for name, call in PEERS.items():
                if (section, name) in late and section == "random":
                    continue
                taken, answer = within(arguments.limit, call, game)
                if taken is None:
                    late.add((section, name))
                    print(f"{'':32}{name:20}{'':12}  {'':10}  {answer}", flush=True)
                else:
                    told = compared(name, answer, truth)
                    print(f"{'':32}{name:20}{taken:12.6f} s{taken / seconds:9.1f}×  {told}", flush=True)


if __name__ == "__main__":
    main()
