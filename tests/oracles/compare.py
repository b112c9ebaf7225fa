"""Compares equil's answers with those of other programs, game by game, in exact fractions.

Usage: compare.py EQUIL [GAMES]: the program, and the folder of game files to compare on as well.
Ends with `N passed, N failed`, and with exit code 1 if any failed.
"""

import json
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

import peers
import repeated
import sensitivity
from games import classic, from_matrices, random_game, zero_sum
from sets import degenerate_games, whole_set


class Tally:
    def __init__(self):
        self.passed, self.failed = 0, []
        self.remarks = []

    def check(self, holds, what, game, detail=""):
        if holds:
            self.passed += 1
            return
        self.failed.append(what)
        print(f"FAILED {what}: {game.name}\n{detail}\n{game.game_file()}", flush=True)


class Equil:
    """The program under test."""

    def __init__(self, program):
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="equil-oracles-"))

    def ask(self, path, *arguments):
        command = [self.program, arguments[0], str(path), "-f", "json", *arguments[1:]]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if run.returncode not in (0, 3):
            raise RuntimeError(f"{' '.join(command)}: exit code {run.returncode}\n{run.stderr}")
        return json.loads(run.stdout)

    def run(self, path, *arguments):
        """Something that prints no JSON."""
        command = [self.program, arguments[0], str(path), *arguments[1:]]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if run.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: exit code {run.returncode}\n{run.stderr}")

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def files(self, game):
        """The game in every kind of file that is read."""
        yield "game file", self.write("game.game.toml", game.game_file())
        if self.reads_nfg():
            for outcomes in (False, True):
                yield "nfg" + " outcomes" * outcomes, self.write("game.nfg", game.nfg(outcomes))

    def reads_nfg(self):
        if not hasattr(self, "nfg"):
            game = random_game((2, 2), 1)
            try:
                self.ask(self.write("game.nfg", game.nfg(False)), "solve")
                self.nfg = True
            except RuntimeError as error:
                if "unknown file type" not in str(error):
                    raise
                self.nfg = False
        return self.nfg


def exact(number):
    return Fraction(number["exact"])


def profiles(answer):
    """The equilibria as tuples of tuples of Fractions, and whether each certificate is exact."""
    found = []
    for equilibrium in answer["equilibria"]:
        if equilibrium["certificate"]["kind"] != "exact":
            return None
        strategies = equilibrium["strategies"].values()
        found.append(tuple(tuple(exact(p) for p in s.values()) for s in strategies))
    return found


def places(answer, entries):
    """Pairs of player and strategy, by number."""
    players = answer["game"]["players"]
    names = list(players)
    return {(names.index(e["player"]), players[e["player"]].index(e["strategy"])) for e in entries}


def survivors(answer):
    players = answer["game"]["players"]
    return {
        (p, players[name].index(s))
        for p, name in enumerate(players)
        for s in answer["survivors"][name]
    }


def show(listed):
    rows = [" | ".join(" ".join(map(str, s)) for s in profile) for profile in sorted(listed)]
    return "\n".join(f"    {row}" for row in rows)


def all_extreme(equil, game, tally):
    """equil, lrsnash and Gambit list the same extreme equilibria."""
    truth = peers.lrsnash(game)
    gambit = peers.gambit_extreme(game)
    if gambit != truth:
        tally.remarks.append(f"gambit and lrsnash differ on {game.name}")
    for kind, path in equil.files(game):
        answer = equil.ask(path, "solve")
        found = profiles(answer)
        what = f"all equilibria ({kind})"
        if found is None or answer["coverage"] != "all":
            tally.check(False, what, game, f"coverage {answer['coverage']}")
            continue
        detail = f"equil:\n{show(found)}\nlrsnash:\n{show(truth)}\ngambit:\n{show(gambit)}"
        once = len(found) == len(set(found))
        tally.check(once and set(found) == truth == gambit, what, game, detail)
        continuum = bool(answer["infinitely_many"])
        tally.check(not continuum or len(truth) > 1, "infinitely many", game)
        for equilibrium, listed in zip(answer["equilibria"], found, strict=True):
            paid = [exact(x) for x in equilibrium["payoffs"].values()]
            tally.check(paid == expected(game, listed), f"payoffs ({kind})", game, str(paid))
    return truth


def expected(game, profile):
    paid = [Fraction(0)] * game.players
    for pure in game.profiles():
        weight = Fraction(1)
        for strategy, mixed in zip(pure, profile, strict=True):
            weight *= mixed[strategy]
        for player in range(game.players):
            paid[player] += weight * game.payoff(player, pure)
    return paid


def all_pure(equil, game, tally):
    """equil and Gambit list the same pure equilibria."""
    truth = peers.gambit_pure(game)
    for kind, path in equil.files(game):
        found = profiles(equil.ask(path, "solve", "--method", "pure"))
        pure = {tuple(s.index(1) for s in profile if 1 in s) for profile in found or []}
        # What dominance settles may be mixed in nothing, so every equilibrium listed is pure
        detail = f"equil {sorted(pure)}, gambit {sorted(truth)}"
        tally.check(pure == truth, f"pure equilibria ({kind})", game, detail)


def dominance(equil, game, tally):
    """equil and Gambit remove the same strategies, and QuantEcon finds the same mixtures."""
    path = equil.write("game.game.toml", game.game_file())
    for kind in ("strict", "weak"):
        first, left = peers.gambit_dominated(game, strict=kind == "strict")
        answer = equil.ask(path, "dominance", "--kind", kind, "--by", "pure")
        rounds = answer["rounds"]
        found = places(answer, rounds[0]) if rounds else set()
        detail = f"equil {sorted(found)}, gambit {sorted(first)}"
        tally.check(found == first, f"{kind} dominance by pure strategies", game, detail)
        # Weak elimination depends on the order; both remove everything in each round
        detail = f"equil {sorted(survivors(answer))}, gambit {sorted(left)}"
        tally.check(survivors(answer) == left, f"{kind} elimination by pure strategies", game, detail)
    answer = equil.ask(path, "dominance")
    removed = answer["rounds"][0] if answer["rounds"] else []
    clear = [r for r in removed if exact(r["margin"]) > Fraction(1, 10**6)]
    found, close = places(answer, clear), places(answer, removed) - places(answer, clear)
    theirs = peers.quantecon_dominated(game) - close
    detail = f"equil {sorted(found)}, quantecon {sorted(theirs)}"
    tally.check(found == theirs, "strict dominance by mixtures", game, detail)


def value(equil, game, tally):
    """The value of a zero-sum game: exactly Gambit's, nearly QuantEcon's and Nashpy's."""
    truth = peers.gambit_value(game)
    path = equil.write("game.game.toml", game.game_file())
    answer = equil.ask(path, "solve", "--method", "zero-sum")
    paid = [exact(e["payoffs"]["p0"]) for e in answer["equilibria"]]
    tally.check(bool(paid) and set(paid) == {truth}, "zero-sum value", game, f"{paid}, {truth}")
    for name, theirs in (
        ("quantecon", peers.quantecon_value(game)),
        ("nashpy", peers.nashpy_value(game)),
    ):
        if abs(theirs - float(truth)) > 1e-6 * 1000:
            tally.remarks.append(f"{name}: value {theirs} instead of {truth} on {game.name}")


def known_errors(equil, game, tally):
    """equil agrees with lrsnash where a peer does not: the peer's answer is noted, not judged."""
    truth = all_extreme(equil, game, tally)
    for name in game.known:
        found, failure = peers.float_peer(name, game)
        if failure:
            tally.remarks.append(f"{name} {failure} on {game.name} ({len(truth)} equilibria)")
            continue
        right, wrong = peers.near(found, truth)
        if right < len(truth) or wrong:
            tally.remarks.append(
                f"{name} finds {right} of {len(truth)} equilibria of {game.name}"
                + (f" and {wrong} that are none" if wrong else "")
            )
        else:
            tally.remarks.append(f"{name} is right on {game.name}")


def two_player_games():
    square = [(n, n) for n in range(2, 7)]
    rectangular = [(2, 3), (3, 2), (2, 5), (3, 5), (5, 3), (6, 2), (4, 6), (1, 4), (3, 1)]
    for high, seeds in ((999, 8), (3, 10), (1, 6)):
        for shape in square:
            yield from (random_game(shape, seed, 0, high) for seed in range(100, 100 + seeds))
    for shape in rectangular:
        yield random_game(shape, 100)
        yield random_game(shape, 101, 0, 3)
        yield random_game(shape, 102, 0, 1)
        yield random_game(shape, 103, -9_999_999, 9_999_999)


def known_games():
    nashpy_support, nashpy_vertex, qe_support, qe_vertex = peers.FLOAT_PEERS
    yield random_game((4, 4), 1, known=[nashpy_support])
    yield random_game((8, 8), 1, known=[nashpy_support])
    yield random_game((3, 3), 101, 0, 9_999_999, known=[nashpy_vertex])
    first, second = [[3, 0], [1, 0]], [[0, 0], [2, 2]]
    yield from_matrices("a degenerate 2x2", first, second, [nashpy_vertex, qe_vertex])
    yield from_matrices("one side indifferent", [[1, 0], [1, 0]], [[0, 0], [0, 0]], [nashpy_vertex])
    for seed in (100, 101):
        for n in (3, 4, 5):
            yield random_game((n, n), seed, 0, 3, known=[qe_support, qe_vertex])


def many_player_games():
    shapes = [(2, 2, 2), (3, 3, 3), (2, 3, 2), (2, 2, 2, 2), (3, 2, 3, 2), (2, 2, 2, 2, 2)]
    for shape in shapes:
        for seed in range(1, 5):
            yield random_game(shape, seed)
            yield random_game(shape, seed, 0, 2)


def main():
    program, *rest = sys.argv[1:]
    equil, tally = Equil(program), Tally()
    classics = [classic(path) for path in sorted(Path(rest[0]).glob("*.toml"))] if rest else []
    classics = [game for game in classics if game is not None]
    two = [game for game in classics if game.players == 2] + list(two_player_games())
    many = [game for game in classics if game.players > 2] + list(many_player_games())
    sizes = [(2, 2), (3, 3), (3, 5), (6, 4), (8, 8), (12, 12), (15, 10)]
    parts = [
        ("all equilibria of two players", all_extreme, two),
        ("pure equilibria of three to five players", all_pure, many),
        ("dominance", dominance, [g for g in two + many if max(g.strategies) <= 20]),
        ("zero-sum values", value, [zero_sum(s, seed) for s in sizes for seed in (1, 2, 3)]),
        ("whole sets of degenerate games", whole_set, list(degenerate_games(2000))),
        ("samples of SALib", sensitivity.reads_salib, list(sensitivity.salib_cases())),
        ("samples for SALib", sensitivity.is_read_by_salib, list(sensitivity.equil_cases())),
        ("payoffs of repeated games", repeated.same_payoffs, list(repeated.repeated_cases(120))),
        ("known errors of peers", known_errors, list(known_games())),
    ]
    for title, compare, games in parts:
        start, before = time.time(), (tally.passed, len(tally.failed))
        for game in games:
            try:
                compare(equil, game, tally)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                tally.check(False, title, game[0] if isinstance(game, tuple) else game, str(error))
        passed, failed = tally.passed - before[0], len(tally.failed) - before[1]
        seconds = time.time() - start
        print(f"{title}: {len(games)} games, {passed} passed, {failed} failed, {seconds:.1f} s")
    for remark in tally.remarks:
        print(f"remark: {remark}")
    if not equil.reads_nfg():
        print("remark: .nfg files are not read yet; compared through game files only")
    print(f"{tally.passed} passed, {len(tally.failed)} failed")
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
