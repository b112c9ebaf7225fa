#!/usr/bin/env python3
"""One equilibrium of large two-player games: equil beside QuantEcon, on the same games, in one run.

    python3 -m venv .venv && .venv/bin/pip install quantecon==0.11.4 mpmath
    .venv/bin/python benches/peers/lemke_howson.py [--limit SECONDS] [GAME ...]

Run it from anywhere; GAMEs are names of the list below, all by default. It writes the games into
target/peers/lemke-howson, times `quantecon.game_theory.lemke_howson` on each in a process of its own
(stopped after the limit; compiled before it is timed), from label 0 and, where that is faster, with
`capping` at the number of strategies, and then `cargo bench --bench lemke_howson` on the same files:
the path of label 0, the race of all labels, and the methods `interior-point` and `one`. Times are the least of several runs, on
one thread. Those of equil include the exact certificate, those of QuantEcon nothing but the call.
Both answers are checked: the regret of QuantEcon's in floats, relative to the range of the payoffs;
equil stops with an error unless its own is certified as exact.
"""

import argparse
import json
import math
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "peers" / "lemke-howson"
GAMES = {
    **{f"uniform-{n}": ("uniform", n, 1) for n in (100, 200, 500)},
    **{f"uniform-1000-{seed}": ("uniform", 1000, seed) for seed in range(1, 21)},
    **{f"covariant-{n}": ("covariant", n, 1) for n in (50, 100, 200, 500)},
    "sgc-199": ("sgc", 199, 0),
    **{f"dual-cyclic-{d}": ("dual-cyclic", d, 0) for d in (12, 14, 16, 18)},
}
PEER = """
import json, sys, time
import numpy as np
from quantecon.game_theory import NormalFormGame, Player, lemke_howson
a, b = (np.load(path) for path in sys.argv[1:3])
game = NormalFormGame([Player(a), Player(b.T.copy())])
tiny = NormalFormGame([Player(np.eye(3)), Player(np.eye(3))])
found = []
for capping in (None, max(a.shape)):
    lemke_howson(tiny, capping=capping, full_output=True)
    times = []
    while not times or (len(times) < 15 and sum(times) < 2):
        start = time.perf_counter()
        (x, y), result = lemke_howson(game, capping=capping, full_output=True)
        times.append(time.perf_counter() - start)
    regret = max((a @ y).max() - x @ a @ y, (x @ b).max() - x @ b @ y)
    regret /= max(np.ptp(a), np.ptp(b))
    found.append((min(times), int(result.num_iter), bool(result.converged), float(regret)))
    print(json.dumps(found), flush=True)
"""


def stream(seed, count, skip=0):
    """SplitMix64 (Steele, Lea and Flood, 2014), by place in the stream."""
    import numpy as np

    golden = np.uint64(0x9E3779B97F4A7C15)

    def mixed(z):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))

    with np.errstate(over="ignore"):
        start = mixed(np.array([seed], dtype=np.uint64) * golden)[0]
        places = np.arange(skip + 1, skip + count + 1, dtype=np.uint64)
        return mixed(start + places * golden)


def uniform(n, seed):
    """Integers from 0 to 999, the first player's matrix row by row, then the second's."""
    import numpy as np

    both = (stream(seed, 2 * n * n) % np.uint64(1000)).astype(np.int64)
    return both.reshape(2, n, n)


def covariant(n, seed, rho=-0.9):
    """Normal payoffs times 1000, rounded; those of one profile have correlation `rho`."""
    import numpy as np

    count = 2 * n * n
    unit = (stream(seed, 2 * count) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    u, v = unit[:count], unit[count:]
    z = (np.sqrt(-2 * np.log(1 - u)) * np.cos(2 * np.pi * v)).reshape(2, n, n)
    b = rho * z[0] + math.sqrt(1 - rho * rho) * z[1]
    return np.rint(1000 * np.stack([z[0], b])).astype(np.int64)


def sgc(n):
    """The games of Sandholm, Gilpin and Conitzer (2005), payoffs times 4."""
    import numpy as np

    m = (n + 1) // 2 - 1
    core = np.full((m, m), 3)
    for i in range(m):
        core[i, (i - 1) % m], core[i, (i + 1) % m] = 4, 2
    both = np.zeros((2, n, n), dtype=np.int64)
    both[:, :m, :m], both[:, :m, m:] = core, 2
    for i in range(m, n):
        both[0, i, i] = both[1, i, m + ((i - m) ^ 1)] = 3
    both[1] = both[1].T
    return both


def dual_cyclic(d):
    """Double dual cyclic polytopes (Savani and von Stengel, 2006): all paths are exponentially long.
    Decimals of doubles."""
    import mpmath
    import numpy as np

    mpmath.mp.dps = 60 + 4 * d

    def point(k):
        angle = 2 * mpmath.pi * k / (2 * d)
        return [f(h * angle) for h in range(1, d // 2 + 1) for f in (mpmath.cos, mpmath.sin)]

    def normal(first, second):
        base = mpmath.matrix([point(k) for k in first])
        m = mpmath.matrix([point(k) for k in second]) * base**-1
        rest = [1 - mpmath.fsum(m[i, j] for j in range(d)) for i in range(d)]
        return np.array([[float(-m[i, j] / rest[i]) for j in range(d)] for i in range(d)])

    def swapped(k):
        if k in (1, d):
            return k
        return k + (-1) ** k if k < d else k - (-1) ** k

    back = {swapped(k): k for k in range(1, 2 * d + 1)}
    b = normal(range(1, d + 1), range(d + 1, 2 * d + 1)).T
    a = normal([back[d + j] for j in range(1, d + 1)], [back[i] for i in range(1, d + 1)])
    return np.stack([a, b])


def written(name):
    """Writes a game for both; returns the paths."""
    import decimal

    import numpy as np

    kind, n, seed = GAMES[name]
    both = {
        "uniform": lambda: uniform(n, seed),
        "covariant": lambda: covariant(n, seed),
        "sgc": lambda: sgc(n),
        "dual-cyclic": lambda: dual_cyclic(n),
    }[kind]()
    paths = [FOLDER / f"{name}.{end}" for end in ("nfg", "a.npy", "b.npy")]
    for path, matrix in zip(paths[1:], both):
        np.save(path, matrix.astype(np.float64))
    if both.dtype == np.int64:
        exact = str
    else:
        exact = lambda x: format(decimal.Decimal(float(x)), "f")
    numbers = np.stack([both[0].T.ravel(), both[1].T.ravel()], -1).ravel()
    head = f'NFG 1 R "{name}" {{ "a" "b" }} {{ {n} {n} }}\n\n'
    paths[0].write_text(head + " ".join(map(exact, numbers.tolist())) + "\n")
    return paths


def quantecon(paths, limit):
    """For label 0 and for capping: seconds, pivots, whether it converged, regret."""
    command = [sys.executable, "-c", PEER, *map(str, paths[1:])]
    lines = []
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        if run.returncode:
            sys.exit(run.stderr)
        lines = run.stdout.splitlines()
    except subprocess.TimeoutExpired as stopped:
        lines = (stopped.stdout or b"").decode().splitlines()
    return json.loads(lines[-1]) if lines else []


def equil(path, limit):
    """By way: seconds, pivots, label, support sizes; None where nothing was found in time."""
    environment = os.environ | {"EQUIL_LIMIT": str(limit), "RAYON_NUM_THREADS": "1"}
    command = ["cargo", "bench", "--quiet", "--bench", "lemke_howson", "--", str(path)]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found = {}
    for line in run.stdout.splitlines():
        if line.count("\t") == 8:
            _, way, least, _, _, pivots, label, sizes, status = line.split("\t")
            done = status == "exact"
            found[way] = (float(least), pivots, label, sizes) if done else None
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=60, help="seconds for a search")
    parser.add_argument("games", nargs="*", metavar="GAME", help="of: " + ", ".join(GAMES))
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(
        f"{'game':16}{'QE label 0':>12}{'pivots':>8}{'QE capping':>12}{'regret':>9}"
        f"{'label 0':>12}{'pivots':>8}{'race':>12}{'interior':>12}{'one':>12}"
        f"{'support':>9}{'ratio':>8}"
    )

    def shown(seconds):
        return f"> {arguments.limit:.0f} s" if seconds is None else f"{seconds * 1e3:.2f} ms"

    for name in arguments.games or GAMES:
        paths = written(name)
        theirs = quantecon(paths, arguments.limit)
        ours = equil(paths[0], arguments.limit)
        times = [run[0] if run[2] else None for run in theirs] + [None] * (2 - len(theirs))
        regret = f"{theirs[0][3]:.0e}" if theirs else "-"
        pivots = theirs[0][1] if theirs else "-"
        by_way = {way: run and run[0] for way, run in ours.items()}
        line = f"{name:16}{shown(times[0]):>12}{pivots:>8}{shown(times[1]):>12}{regret:>9}"
        label0 = ours.get("label0")
        line += f"{shown(by_way.get('label0')):>12}{label0[1] if label0 else '-':>8}"
        for way in ("race", "interior-point", "one"):
            line += f"{shown(by_way.get(way)):>12}"
        one = ours.get("one")
        line += f"{one[3] if one else '-':>9}"
        best = [t for t in times if t is not None]
        mine = [t for t in by_way.values() if t is not None]
        if mine:
            least = min(best) if best else arguments.limit
            line += f"{'' if best else '>'}{least / min(mine):>7.1f}"
        print(line, flush=True)


main()
