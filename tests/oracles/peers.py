"""What other programs answer, as exact as they can."""

import math
import subprocess
import tempfile
import warnings
from fractions import Fraction

import nashpy
import numpy as np
import pygambit
import quantecon
from quantecon import game_theory

warnings.filterwarnings("ignore")  # peers warn of degenerate games, and miss equilibria anyway


def lrsnash(game):
    """All extreme equilibria of two players (Avis, Rosenberg, Savani and von Stengel, 2010)."""
    with tempfile.NamedTemporaryFile("w", suffix=".lrs") as file:
        file.write(game.lrs())
        file.flush()
        run = subprocess.run(["lrsnash", file.name], capture_output=True, text=True, timeout=60)
    found, seconds, closed = set(), [], True
    count = None
    for line in run.stdout.splitlines():
        words = line.split()
        if line.startswith("*Number of equilibria found"):
            count = int(words[-1])
        if not words or words[0].startswith("*"):
            continue
        # The last number of a line is the other player's payoff
        strategy = tuple(map(Fraction, words[1:-1]))
        if words[0] == "2":
            seconds = [strategy] if closed else [*seconds, strategy]
            closed = False
        else:
            found |= {(strategy, other) for other in seconds}
            closed = True
    if count is None:
        raise RuntimeError(f"lrsnash: {run.stdout}{run.stderr}")
    return found


def gambit_game(game):
    arrays = [np.array(game.nested(p, pygambit.Rational), dtype=object) for p in range(game.players)]
    return pygambit.Game.from_arrays(*arrays)


def gambit_profiles(result):
    exact = lambda x: Fraction(int(x.numerator), int(x.denominator))  # noqa: E731
    return [
        tuple(tuple(exact(e[s]) for s in player.strategies) for player in e.game.players)
        for e in result.equilibria
    ]


def gambit_extreme(game):
    """All extreme equilibria of two players; sometimes one of them twice."""
    return set(gambit_profiles(pygambit.nash.enummixed_solve(gambit_game(game), rational=True)))


def gambit_pure(game):
    result = pygambit.nash.enumpure_solve(gambit_game(game))
    return {tuple(s.index(1) for s in profile) for profile in gambit_profiles(result)}


def gambit_value(game):
    """The value of a zero-sum game to the first player, exactly."""
    result = pygambit.nash.lp_solve(gambit_game(game), rational=True)
    first, second = gambit_profiles(result)[0]
    return sum(
        x * y * game.payoff(0, (i, j)) for i, x in enumerate(first) for j, y in enumerate(second)
    )


def gambit_dominated(game, strict):
    """Strategies that a pure strategy dominates, and what is left when they are removed again and
    again (all of them in each round)."""
    tree = gambit_game(game)
    place = {}
    for p, player in enumerate(tree.players):
        for s, strategy in enumerate(player.strategies):
            place[player.label, strategy.label] = (p, s)
    support = tree.strategy_support_profile()
    first = None
    while True:
        out = [s for s in support if support.is_dominated(s, strict=strict)]
        named = {place[s.player.label, s.label] for s in out}
        first = named if first is None else first
        if not out:
            break
        for strategy in out:
            support = support.remove(strategy)
    return first, {place[s.player.label, s.label] for s in support}


def quantecon_game(game):
    players = []
    for p in range(game.players):
        payoffs = np.array(game.nested(p, float))
        axes = [*range(p, game.players), *range(p)]
        players.append(game_theory.Player(np.ascontiguousarray(payoffs.transpose(axes))))
    return game_theory.NormalFormGame(players)


def quantecon_dominated(game):
    """Strategies that a mixture strictly dominates, in floats."""
    players = quantecon_game(game).players
    return {(p, s) for p, player in enumerate(players) for s in player.dominated_actions()}


def quantecon_value(game):
    return float(quantecon.optimize.minmax(np.array(game.nested(0, float)))[0])


def nashpy_game(game):
    return nashpy.Game(*(np.array(game.nested(p, float)) for p in (0, 1)))


def nashpy_value(game):
    first, _ = nashpy_game(game).linear_program()
    return float(min(np.array(first) @ np.array(game.nested(0, float))))


def floats(profiles):
    """Profiles of a peer that computes in floats, as lists of numbers."""
    return [tuple(float(x) for strategy in profile for x in strategy) for profile in profiles]


def near(found, truth):
    """How many of the true equilibria are found, and how many others."""
    flat = floats(truth)
    close = lambda x, y: all(abs(a - b) < 1e-6 for a, b in zip(x, y, strict=True))  # noqa: E731
    right = sum(any(close(f, t) for f in found) for t in flat)
    wrong = sum(not any(close(f, t) for t in flat) for f in found)
    return right, wrong


FLOAT_PEERS = {
    "nashpy support enumeration": lambda g: nashpy_game(g).support_enumeration(),
    "nashpy vertex enumeration": lambda g: nashpy_game(g).vertex_enumeration(),
    "quantecon support enumeration": lambda g: game_theory.support_enumeration(quantecon_game(g)),
    "quantecon vertex enumeration": lambda g: game_theory.vertex_enumeration(quantecon_game(g)),
}


def float_peer(name, game):
    """What a float peer finds, as a sentence's start: equilibria found and others."""
    try:
        found = floats(FLOAT_PEERS[name](game))
    except Exception as error:  # whatever a peer raises is its answer
        return None, f"raises {type(error).__name__}"
    if not all(math.isfinite(x) for profile in found for x in profile):
        return None, "returns numbers that are not finite"
    return found, None
