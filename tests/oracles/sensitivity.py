"""Estimates from the same rows, by equil and by SALib: each reads the rows of the other."""

import csv
import math

import numpy as np
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as sample_morris
from SALib.sample import sobol as sample_sobol
from scipy import stats

NEAR = 1e-10


class Case:
    """Rows of a design, written by one of the two."""

    def __init__(self, name, rows):
        self.name, self.rows = name, rows

    def game_file(self):
        return ""


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def g_function(x):
    a = np.array([0, 1, 4.5, 9])
    return np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1)


MODELS = {
    "Ishigami": (ishigami, [[-math.pi, math.pi]] * 3),
    "g-function": (g_function, [[0, 1]] * 4),
    "moved g-function": (lambda x: 1000 + g_function(x / 3), [[0, 3]] * 4),
}
GAME = "tests/data/sweep.game.toml"
PRIORS = ["--vary", "k", "--vary", "l", "--watch", "gain(a, x)", "--watch", "dominant(a, x)"]


def problem(names, bounds):
    return {"num_vars": len(names), "names": names, "bounds": bounds}


def salib_cases():
    """What SALib draws."""
    for name, (model, bounds) in MODELS.items():
        asked = problem([f"x{i + 1}" for i in range(len(bounds))], bounds)
        for second in (False, True):
            x = sample_sobol.sample(asked, 128, calc_second_order=second, seed=3)
            options = ["sobol", "--design", "saltelli"] + ["--second-order"] * second
            yield Case(f"{name}, second order {second}", (asked, x, model(x), options, second))
        for levels in (4, 6):
            x = sample_morris.sample(asked, 40, num_levels=levels, seed=3)
            options = ["morris", "--design", "morris", "--levels", str(levels)]
            yield Case(f"{name}, morris {levels}", (asked, x, model(x), options, levels))


def equil_cases():
    """What equil draws."""
    for second in (False, True):
        options = ["--method", "saltelli", "-n", "64", *["--second-order"] * second]
        yield Case(f"a sweep, second order {second}", (options, "sobol", second))
    yield Case("a sweep, morris", (["--method", "morris", "-n", "50", "--levels", "6"], "morris", 6))
    yield Case("a sweep, random", (["--method", "random", "-n", "999"], "regional", None))


def found(answer, method, query):
    for part in answer["analyses"]:
        if (part["method"], part["query"]) == (method, query):
            return part[method]
    raise RuntimeError(f"no {method} of {query}")


def agree(tally, case, what, ours, theirs):
    ours, theirs = np.array(ours, dtype=float), np.array(theirs, dtype=float)
    same = ours.shape == theirs.shape and np.allclose(ours, theirs, rtol=NEAR, atol=NEAR)
    tally.check(same, what, case, f"equil {ours}\nSALib {theirs}")


def compare(tally, case, asked, x, y, method, detail, ours):
    """The same estimates, from the rows x with answers y."""
    parameters = ours["parameters"]
    if method == "sobol":
        theirs = salib_sobol.analyze(asked, y, calc_second_order=detail, num_resamples=2)
        agree(tally, case, "first order", [p["first"]["value"] for p in parameters], theirs["S1"])
        agree(tally, case, "total", [p["total"]["value"] for p in parameters], theirs["ST"])
        places = {name: place for place, name in enumerate(asked["names"])}
        pairs = [tuple(places[name] for name in p["parameters"]) for p in ours["second"]]
        wanted = len(places) * (len(places) - 1) // 2 if detail else 0
        tally.check(len(pairs) == wanted, "how many of second order", case)
        both = [p["second"]["value"] for p in ours["second"]]
        agree(tally, case, "second order", both, [theirs["S2"][pair] for pair in pairs])
    else:
        theirs = salib_morris.analyze(asked, x, y, num_levels=detail, num_resamples=2)
        agree(tally, case, "mu", [p["mean"] for p in parameters], theirs["mu"])
        agree(tally, case, "mu*", [p["mean_size"]["value"] for p in parameters], theirs["mu_star"])
        deviations = [p["standard_deviation"] for p in parameters]
        agree(tally, case, "sigma", deviations, theirs["sigma"])


def reads_salib(equil, case, tally):
    """equil reads what SALib drew, with what a model says of it."""
    asked, x, y, options, detail = case.rows
    path = equil.folder / "salib.csv"
    header = ",".join([*asked["names"], "y"])
    np.savetxt(path, np.column_stack([x, y]), delimiter=",", header=header, comments="")
    few = [] if options[0] == "share" else ["--resamples", "2"]
    answer = equil.ask(path, "analyze", *options, "--query", "y", *few)
    ours = found(answer, options[0], "y")
    compare(tally, case, asked, x, y, options[0], detail, ours)


def is_read_by_salib(equil, case, tally):
    """SALib reads what equil drew, with its answers."""
    options, method, detail = case.rows
    path = equil.folder / "run.csv"
    for file in (path, equil.folder / "run.csv.manifest.jsonl"):
        file.unlink(missing_ok=True)
    equil.run(GAME, "sweep", *options, "--seed", "5", *PRIORS, "-o", str(path))
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    x = np.array([[float(row["k"]), float(row["l"])] for row in rows])
    # What is drawn from a prior is not evenly spread: SALib only looks at how rows are paired
    asked = problem(["k", "l"], [[0, 4], [-2, 2]])
    answer = equil.ask(path, "analyze", method)
    for query in ("gain(a, x)", "dominant(a, x)"):
        words = {"yes": 1.0, "no": 0.0}
        y = np.array([words.get(row[query]) if row[query] in words else float(row[query]) for row in rows])
        ours = found(answer, method, query)
        if method != "regional":
            compare(tally, case, asked, x, y, method, detail, ours)
            continue
        for place, own in enumerate(ours["parameters"]):
            theirs = stats.ks_2samp(x[y > 0, place], x[y <= 0, place]).statistic
            agree(tally, case, "distance", own["distance"]["value"], theirs)
