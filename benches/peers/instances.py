"""Hard and degenerate two-player games with known answers: what equil says of each, and how long it takes.

    tests/oracles/run                                   # once: makes the environment
    target/oracles-venv/bin/python benches/peers/instances.py [NAME ...]

Each game is written into target/peers/instances and given to `equil solve` (or `dominance`); what is printed are the numbers
of extreme equilibria, components and maximal Nash subsets, the sum of the indices, seconds of the whole process
(user and system), and whether all is as known. Ends with `N passed, N failed`. Sources: vonstengel1999, savani2006, kohlberg1986,
sandholm2005, vonstengel2007 and the issue trackers of the peers (see paper/refs.bib).
"""

import json
import pathlib
import random
import resource
import subprocess
import sys
from fractions import Fraction

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
EQUIL = ROOT / "target/release/equil"
FOLDER = ROOT / "target/peers/instances"


def lrs(first, second):
    block = lambda m: "\n".join(" ".join(str(Fraction(x)) for x in row) for row in m)  # noqa: E731
    return f"{len(first)} {len(first[0])}\n\n{block(first)}\n\n{block(second)}\n"


def negated(matrix):
    return [[-x for x in row] for row in matrix]


def transposed(matrix):
    return [list(row) for row in zip(*matrix, strict=True)]


def python_random(size):
    draw = random.Random(1)
    matrix = lambda: [[draw.randint(-1000, 1000) for _ in range(size)] for _ in range(size)]  # noqa: E731
    return matrix(), matrix()


def zeros_and_ones(size):
    draw = np.random.default_rng(5)
    return draw.integers(0, 2, (size, size)).tolist(), draw.integers(0, 2, (size, size)).tolist()


def uniform(size):
    draw = np.random.default_rng(0)
    return draw.random((size, size)).tolist(), draw.random((size, size)).tolist()


def covariant(size, rho):
    draws = np.random.default_rng(0).standard_normal((2, size, size))
    return draws[0].tolist(), (rho * draws[0] + np.sqrt(1 - rho * rho) * draws[1]).tolist()


def twice(matrix):
    return [[x for x in row for _ in (0, 1)] for row in matrix for _ in (0, 1)]


def family(name, **parameters):
    options = [f"--{key}={value}" for key, value in parameters.items()]
    return ["new", "--family", name, *options]


AGT = [[3, 3], [2, 5], [0, 6]]
RPS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
CIRCLE = [[1, 0, -1], [-1, 0, -1], [1, 0, -2]], [[1, -1, 1], [0, 0, 0], [-1, -1, -2]]
BITS = (
    [[0, 1, 0, 0, 1, 1], [1, 1, 0, 0, 1, 1], [1, 0, 0, 1, 0, 0], [1, 0, 1, 0, 0, 1], [0, 0, 0, 0, 0, 1], [1, 0, 0, 1, 1, 0]],
    [[0, 0, 0, 1, 1, 1], [0, 1, 1, 0, 1, 0], [0, 1, 1, 0, 1, 1], [0, 0, 1, 1, 1, 0], [0, 1, 0, 1, 1, 0], [0, 1, 0, 1, 1, 1]],
)
ISSUE_82 = (
    [[0, 0, 6, 0, 0], [0, 0, 3, 2, 1], [4, 3, 0, 0, 1]],
    [[3, 0, 2, 1, 0], [0, 2, 0, 0, 4], [4, 0, 2, 4, 4]],
)
CLASSICS = ROOT / "games/classics"

# Name, game, and what is known: extreme equilibria, components, subsets (None: not known)
INSTANCES = [
    ("T1 vonstengel2007", (AGT, [[3, 2], [2, 6], [3, 1]]), 3, 3, 3),
    ("T2 vonstengel1999 6x6", CLASSICS / "savani-vonstengel2006-75.game.toml", 75, 75, 75),
    *((f"T3 dual cyclic {d}", family("moment-curve", size=d), n, n, None)
      for d, n in ((2, 3), (4, 15), (6, 75), (8, 383), (10, 2003), (12, 10671))),
    *((f"T4 savani {d}", family("moment-curve", size=d, labels="svs"), 1, 1, 1) for d in (6, 8, 10, 12)),
    *((f"T6 identity {n}", family("identity", size=n), 2**n - 1, 2**n - 1, None) for n in (10, 14)),
    *((f"T6 random {n}", python_random(n), k, k, None)
      for n, k in ((4, 5), (6, 1), (8, 3), (10, 7), (12, 9), (14, 15), (15, 35), (16, 23), (17, 21), (18, 61), (20, 93), (22, 131),
                   (26, 337), (28, 783), (30, 877))),
    *((f"T9 sgc {k}", family("sgc", k=k), 1, 1, 1) for k in (1, 2, 3, 4, 5)),
    ("T10 degenerate vonstengel2007", (AGT, [[3, 3], [2, 6], [3, 1]]), 3, 2, 2),
    ("T11 nothing 2x2", ([[0, 0]] * 2, [[0, 0]] * 2), 4, 1, 1),
    ("T11 nothing 3x3", ([[0, 0, 0]] * 3, [[0, 0, 0]] * 3), 9, 1, 1),
    ("T12 kohlberg1986 circle", CIRCLE, 6, 1, 6),
    ("T13 outside option", ([[2, 2], [3, 1]], [[1, 1], [1, 0]]), 3, 2, 2),
    ("T13b weakly dominated", ([[1, 0], [0, 0]], [[1, 0], [0, 0]]), 2, 2, 2),
    ("T14 duplicate coordination", ([[1, 0], [1, 0], [0, 1]], [[1, 0], [1, 0], [0, 1]]), 5, 3, None),
    ("T15 rps, everything twice", (twice(RPS), negated(twice(RPS))), 64, 1, 1),
    ("T16 blotto(3,3)", family("blotto", troops=3, hills=3), 9, 1, 1),
    ("T16 blotto(4,3)", family("blotto", troops=4, hills=3), 36, 1, 1),
    ("T17 zeros and ones", BITS, 14, 1, 7),
    *((f"T17 zeros and ones {n}", zeros_and_ones(n), k, None, None) for n, k in ((6, 21), (8, 53), (10, 76), (12, 328))),
    ("T18 issue 82", tuple(map(negated, ISSUE_82)), 8, 4, 5),
    ("T18 issue 222", ([[-3, 3], [-3, 5]], [[2, 7], [4, 2]]), 2, 1, None),
    ("T19 diagonal", ([[Fraction(int(i == j), 10**i) for j in range(13)] for i in range(13)],
                      [[-Fraction(int(i == j), 10**i) for j in range(13)] for i in range(13)]), 1, 1, 1),
    ("T20 rps", (RPS, negated(RPS)), 1, 1, 1),
    ("T20 morra", ([[2, -3], [-3, 4]], [[-2, 3], [3, -4]]), 1, 1, 1),
]
# One equilibrium each
SINGLE = [("T7 uniform 400", uniform(400)), ("T8 covariant -0.5, 200", covariant(200, -0.5))]
PATHS = {2: 4, 4: 20, 6: 88, 8: 376, 10: 1596, 12: 6764}


def run(*arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([EQUIL, *map(str, arguments)], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done, seconds


def placed(name, game):
    if isinstance(game, pathlib.Path):
        return game
    path = FOLDER / (name.replace(" ", "-").replace(",", "") + ".lrs")
    if isinstance(game, list):
        run(*game, "-o", path, "--force")
    else:
        path.write_text(lrs(*game))
    return path


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:]
    passed = failed = 0

    def tell(name, holds, text):
        nonlocal passed, failed
        passed, failed = passed + holds, failed + (not holds)
        print(f"{name:32}{text}{'' if holds else '   NOT AS KNOWN'}", flush=True)

    chosen = lambda name: not wanted or any(name.startswith(w) for w in wanted)  # noqa: E731
    for name, game, extreme, components, subsets in INSTANCES:
        if not chosen(name):
            continue
        done, seconds = run("solve", placed(name, game), "-f", "json")
        answer = json.loads(done.stdout)
        found = len(answer["equilibria"])
        told = answer["components"] or []
        pieces = sum(len(c["subsets"] or []) for c in told)
        right = answer["complete"] and found == extreme and answer["index_sum"] == 1
        right = right and components in (None, len(told)) and subsets in (None, pieces)
        tell(name, right, f"{found:7} extreme {len(told):7} components {pieces:7} subsets   index sum {answer['index_sum']}{seconds:10.3f} s")
    for size, pivots in PATHS.items():
        name = f"T5 path {size}"
        if chosen(name):
            path = placed(f"T4 savani {size}", family("moment-curve", size=size, labels="svs"))
            done, seconds = run("solve", path, "--all-labels", "-f", "json")
            longest = max(p["pivots"] for p in json.loads(done.stdout)["paths"])
            tell(name, longest == pivots, f"{longest:7} pivots on the longest path{seconds:34.3f} s")
    for name, game in SINGLE:
        if chosen(name):
            done, seconds = run("solve", placed(name, game), "--one", "-f", "json", "--limit", "120s")
            answer = json.loads(done.stdout)
            exact = [e["certificate"]["kind"] for e in answer["equilibria"]] == ["exact"]
            tell(name, exact, f"{len(answer['equilibria']):7} exact, by {answer['method']:12}{seconds:39.3f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
