"""Payoff sets of repeated games beside QuantEcon's method of Abreu and Sannikov."""

from fractions import Fraction

import numpy as np

from games import from_matrices, integers

SLACK = 1e-6


def repeated_cases(count):
    """Random games of two players with a discount factor each."""
    for seed in range(count):
        size = 2 + seed % 3
        numbers = integers(7000 + seed, 2 * size * size, -9, 9)
        matrix = lambda start: [numbers[start + i * size : start + (i + 1) * size] for i in range(size)]
        percent = 20 + 7 * (seed % 11)
        yield from_matrices(f"repeated {seed}", matrix(0), matrix(size * size)), percent


def quantecon_corners(game, percent):
    """Corners, or None where QuantEcon gives up (flat and empty sets)."""
    import quantecon.game_theory as gt
    from quantecon.game_theory.repeated_game import RepeatedGame

    first = np.array(game.nested(0, float))
    second = np.array(game.nested(1, float))
    stage = gt.NormalFormGame([gt.Player(first), gt.Player(second.T.copy())])
    floor = np.array([first.max(axis=0).min(), second.max(axis=1).min()])
    try:
        hull = RepeatedGame(stage, percent / 100).equilibrium_payoffs(
            method="abreu_sannikov", options={"u_init": floor, "tol": 1e-9, "max_iter": 2000}
        )
    except Exception:  # QhullError, or no equilibrium to start from
        return None
    return hull.points[hull.vertices]


def outside(points, corners):
    """How far points are outside of a convex polygon, counterclockwise, or of a segment or point."""
    worst = 0.0
    for x, y in points:
        if len(corners) < 3:
            near = min(np.hypot(x - a, y - b) for a, b in corners)
            if len(corners) == 2:
                (a, b), (c, d) = corners
                t = ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2)
                t = min(1.0, max(0.0, t))
                near = np.hypot(x - a - t * (c - a), y - b - t * (d - b))
            worst = max(worst, near)
            continue
        for (a, b), (c, d) in zip(corners, np.roll(corners, -1, axis=0)):
            length = np.hypot(c - a, d - b)
            worst = max(worst, ((y - b) * (c - a) - (x - a) * (d - b)) / -length)
    return worst


def is_equilibrium(game, percent, found):
    """Whether the corners generate each other and nobody gains by deviating once, in fractions."""
    delta, corners = Fraction(percent, 100), found["vertices"]
    numbers = [x for c in corners for x in c["payoffs"]] + [n["chance"] for c in corners for n in c["next"]]
    if any("exact" not in number for number in numbers):
        return False
    worth = [[Fraction(x["exact"]) for x in corner["payoffs"]] for corner in corners]
    for corner, own in zip(corners, worth):
        profile = tuple(int(strategy[1:]) for strategy in corner["play"].values())
        chances = [(n["state"], Fraction(n["chance"]["exact"])) for n in corner["next"]]
        if sum(p for _, p in chances) != 1 or min(p for _, p in chances) < 0:
            return False
        for player, threat in enumerate(found["punishments"].values()):
            later = sum(p * worth[state][player] for state, p in chances)
            if own[player] != (1 - delta) * game.payoff(player, profile) + delta * later:
                return False
            others = (profile[:player] + (s,) + profile[player + 1 :] for s in range(game.strategies[player]))
            best = max(game.payoff(player, other) for other in others)
            if own[player] < (1 - delta) * best + delta * worth[threat][player]:
                return False
    return True


def same_payoffs(equil, case, tally):
    game, percent = case
    theirs = quantecon_corners(game, percent)
    path = equil.write("repeated.game.toml", game.game_file())
    arguments = ["repeated", "--payoffs", "--discount", f"{percent}/100", "--width", "1e-9"]
    found = equil.ask(path, *arguments)["equilibria"]
    if theirs is None:
        # Checked by itself
        known = found["kind"] != "exact" or is_equilibrium(game, percent, found)
        tally.check(known, "payoffs of repeated games", game, f"discount {percent}/100: {found}")
        return
    ours = np.array([[x["value"] for x in corner] for corner in found["outer"]])
    detail = f"discount {percent}/100: equil {ours}, QuantEcon {theirs}"
    if not len(ours):
        tally.check(False, "payoffs of repeated games", game, detail)
        return
    # Both ways: each is inside the other. On thresholds that floats miss QuantEcon may have less
    missed = outside(ours, theirs) >= SLACK
    if missed and is_equilibrium(game, percent, found):
        tally.remarks.append(f"{game.name}: QuantEcon misses payoffs of equilibria")
        missed = False
    tally.check(not missed and outside(theirs, ours) < SLACK, "payoffs of repeated games", game, detail)
