"""Whole sets of equilibria of degenerate games: extreme equilibria, maximal Nash subsets, components, against lrsnash."""

from fractions import Fraction

import peers
from games import Game, integers, random_game


def duplicated(game, seed):
    """The game with a row and a column copied to its end."""
    rows, columns = game.strategies
    row, column = (n % size for n, size in zip(integers(seed, 2, 0, 10**6), game.strategies, strict=True))
    at = lambda i, j: (row if i == rows else i, column if j == columns else j)  # noqa: E731
    places = [(i, j) for i in range(rows + 1) for j in range(columns + 1)]
    payoffs = [{p: game.payoff(player, at(*p)) for p in places} for player in (0, 1)]
    return Game(f"{game.name}, row {row} and column {column} twice", (rows + 1, columns + 1), payoffs)


def constant(shape):
    """Everybody gets nothing, whatever happens."""
    game = random_game(shape, 1, 0, 0)
    game.name = f"nothing, {shape[0]}x{shape[1]}"
    return game


def degenerate_games(count):
    """Seeded games with payoffs 0 to 1 and 0 to 3, 3x3 to 7x7; every fifth with copies in it."""
    sizes = (3, 4, 5, 6, 7)
    for k in range(count):
        size, high = sizes[k % 5], (1, 3)[k // 5 % 2]
        game = random_game((size, size), 10_000 + k, 0, high)
        yield duplicated(game, k) if k % 25 >= 20 and size < 7 else game
    for n in sizes:
        yield constant((n, n))
    yield constant((2, 6))


def subsets(pairs):
    """The maximal sets X × Y of pairs: closed under what all members share."""
    partners = {}
    for x, y in pairs:
        partners.setdefault(x, set()).add(y)
    closed = set()
    # Every intersection of partner sets
    for own in map(frozenset, partners.values()):
        closed |= {own & other for other in closed if own & other} | {own}
    found = set()
    for common in closed:
        first = frozenset(x for x, others in partners.items() if common <= others)
        found.add((first, frozenset.intersection(*(frozenset(partners[x]) for x in first))))
    # Of pairs with one side within another's, the other is larger
    larger = lambda a, b: a != b and a[0] <= b[0] and a[1] <= b[1]  # noqa: E731
    return {a for a in found if not any(larger(a, b) for b in found)}


def components(pairs):
    """Pairs that share a strategy belong together."""
    left, groups = set(pairs), []
    while left:
        group, waiting = set(), [left.pop()]
        while waiting:
            x, y = waiting.pop()
            group.add((x, y))
            near = {p for p in left if p[0] == x or p[1] == y}
            left -= near
            waiting.extend(near)
        groups.append(frozenset(group))
    return set(groups)


def exact(number):
    return Fraction(number["exact"])


def whole_set(equil, game, tally):
    """The extreme equilibria, each once; the subsets and components that they make up; indices that sum to 1."""
    truth = peers.lrsnash(game)
    path = equil.write("game.lrs", game.lrs())
    answer = equil.ask(path, "solve")
    found = [
        tuple(tuple(exact(p) for p in s.values()) for s in e["strategies"].values())
        for e in answer["equilibria"]
    ]
    tally.check(len(found) == len(set(found)), "an equilibrium is listed twice", game)
    tally.check(set(found) == truth, "extreme equilibria", game, f"{sorted(found)}\n{sorted(truth)}")
    tally.check(answer["coverage"] == "all", "coverage", game, answer["coverage"])
    told = answer["components"]
    groups = {frozenset(found[n] for n in component["extreme_equilibria"]) for component in told}
    tally.check(groups == components(truth), "components", game)
    products = set()
    for component in told:
        for subset in component["subsets"]:
            sides = [
                frozenset(found[n][player] for n in numbers)
                for player, numbers in enumerate(subset["strategies"].values())
            ]
            products.add(tuple(sides))
    tally.check(products == subsets(truth), "maximal Nash subsets", game)
    tally.check(answer["index_sum"] == 1, "the indices sum to 1", game, str(answer["index_sum"]))
