"""Games to compare on: seeded families, the classics of the collection, and the files they are written to.

A game is a list of payoff arrays, one for each player: dictionaries from pure profiles to Fractions.
"""

import ast
import itertools
import operator
import re
import tomllib
from fractions import Fraction
from math import prod

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    """The finalizer of SplitMix64 (Steele, Lea and Flood, 2014)."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def integers(seed, count, low, high):
    """`count` integers in low..=high: the same ones for the same seed, in any language."""
    start = mix(seed * GOLDEN & MASK)
    return [mix((start + i * GOLDEN) & MASK) % (high - low + 1) + low for i in range(1, count + 1)]


class Game:
    def __init__(self, name, strategies, payoffs, known=None):
        self.name = name
        self.strategies = tuple(strategies)
        self.payoffs = payoffs
        self.known = known  # what is known to go wrong in a peer

    @property
    def players(self):
        return len(self.strategies)

    def profiles(self):
        return itertools.product(*map(range, self.strategies))

    def payoff(self, player, profile):
        return self.payoffs[player][tuple(profile)]

    def nested(self, player, convert=lambda x: x):
        """Payoffs of a player as nested lists, the first player's strategy outermost."""

        def level(profile):
            if len(profile) == self.players:
                return convert(self.payoff(player, profile))
            return [level((*profile, s)) for s in range(self.strategies[len(profile)])]

        return level(())

    def game_file(self):
        """As `.game.toml`, with `[table.matrix]`."""
        lines = ["format = 1", "[game]", 'name = "oracle"', "[players]"]
        for player, count in enumerate(self.strategies):
            labels = ", ".join(f'"s{i}"' for i in range(count))
            lines.append(f"p{player} = [{labels}]")
        lines.append("[table.matrix]")
        for player in range(self.players):
            text = repr(self.nested(player, literal)).replace("'", '"')
            lines.append(f"p{player} = {text}")
        return "\n".join(lines) + "\n"

    def nfg(self, outcomes):
        """As Gambit's `.nfg`, in either of its forms: the first player's strategy varies fastest."""
        names = " ".join(f'"p{player}"' for player in range(self.players))
        order = [p[::-1] for p in itertools.product(*map(range, reversed(self.strategies)))]
        cells = [[str(self.payoff(player, p)) for player in range(self.players)] for p in order]
        head = f'NFG 1 R "oracle" {{ {names} }}'
        if not outcomes:
            counts = " ".join(map(str, self.strategies))
            return f"{head} {{ {counts} }}\n\n" + " ".join(" ".join(c) for c in cells) + "\n"
        labels = " ".join(
            "{ " + " ".join(f'"s{i}"' for i in range(count)) + " }" for count in self.strategies
        )
        listed = "\n".join('{ "" ' + ", ".join(c) + " }" for c in cells)
        indices = " ".join(str(i + 1) for i in range(len(cells)))
        return f'{head}\n\n{{ {labels} }}\n""\n\n{{\n{listed}\n}}\n{indices}\n'

    def lrs(self):
        """As `lrsnash` reads it: both matrices, row by row."""
        rows, columns = self.strategies
        blocks = [
            "\n".join(" ".join(str(self.payoff(p, (i, j))) for j in range(columns)) for i in range(rows))
            for p in (0, 1)
        ]
        return f"{rows} {columns}\n\n" + "\n\n".join(blocks) + "\n"


def literal(x):
    """A number as TOML; fractions as strings."""
    return int(x) if x.denominator == 1 else f"{x}"


def random_game(shape, seed, low=0, high=999, known=None):
    """Independent integers, player by player, the last player's strategy fastest."""
    size = prod(shape)
    numbers = integers(seed, size * len(shape), low, high)
    profiles = list(itertools.product(*map(range, shape)))
    payoffs = [
        {p: Fraction(numbers[player * size + i]) for i, p in enumerate(profiles)}
        for player in range(len(shape))
    ]
    name = f"{'x'.join(map(str, shape))} seed {seed} in {low}..{high}"
    return Game(name, shape, payoffs, known)


def zero_sum(shape, seed, low=-1000, high=1000):
    game = random_game(shape, seed, low, high)
    game.payoffs[1] = {p: -x for p, x in game.payoffs[0].items()}
    game.name += ", zero-sum"
    return game


def from_matrices(name, first, second, known=None):
    shape = (len(first), len(first[0]))
    payoffs = [
        {(i, j): Fraction(m[i][j]) for i in range(shape[0]) for j in range(shape[1])}
        for m in (first, second)
    ]
    return Game(name, shape, payoffs, known)


def classic(path):
    """A game file of the collection, read without equil; None for what only equil can compute."""
    with open(path, "rb") as file:
        data = tomllib.load(file, parse_float=Fraction)
    players = list(data["players"])
    strategies = [data["players"][p] for p in players]
    shape = tuple(map(len, strategies))
    profiles = list(itertools.product(*map(range, shape)))
    table = data.get("table", {})
    formulas = Formulas(data, players, strategies)
    try:
        if "matrix" in table:
            payoffs = []
            for player in players:
                cells = table["matrix"][player]
                payoffs.append({p: formulas.value(dig(cells, p)) for p in profiles})
        elif "rows" in table:
            payoffs = [{} for _ in players]
            for row in table["rows"]:
                profile = tuple(strategies[i].index(s) for i, s in enumerate(row[: len(players)]))
                for player, cell in enumerate(row[len(players) :]):
                    payoffs[player][profile] = formulas.value(cell)
        else:
            payoffs = [{p: formulas.payoff(i, p) for p in profiles} for i in range(len(players))]
    except Unreadable as error:
        print(f"skipped: {path.name}: {error}")
        return None
    return Game(path.name.removesuffix(".game.toml"), shape, payoffs)


def dig(cells, profile):
    for strategy in profile:
        cells = cells[strategy]
    return cells


class Unreadable(Exception):
    """More than this reader of formulas knows."""


class Formulas:
    """An independent evaluator of the formulas that the classics use."""

    OPERATORS = {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.Pow: operator.pow,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
    }

    def __init__(self, data, players, strategies):
        self.data, self.players, self.strategies = data, players, strategies

    def payoff(self, player, profile):
        self.player, self.profile = player, profile
        name = self.players[player]
        groups = [g for g, members in self.data.get("groups", {}).items() if name in members]
        for key in [name, *groups]:
            given = self.data["payoff"].get(key)
            if isinstance(given, dict):
                given = self.by_strategy(given)
            if given is not None:
                return self.value(given)
        raise Unreadable(f"no payoff of {name}")

    def by_strategy(self, given):
        own = self.strategies[self.player][self.profile[self.player]]
        for key, formula in given.items():
            if key == own or own in self.classes(self.player).get(key, []):
                return formula
        raise Unreadable(f"no payoff for {own}")

    def classes(self, player):
        return self.data.get("classes", {}).get(self.players[player], {})

    def value(self, formula):
        if isinstance(formula, dict):
            formula = formula.get("formula", formula.get("value"))
        if not isinstance(formula, str):
            return Fraction(formula)
        # Python's grammar, but for `^` and `if(...)`; numbers stay exact as texts
        text = re.sub(r"\bif\s*\(", "if_(", formula).replace("^", "**")
        text = re.sub(r"(?<![\w.])(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", r"N('\g<0>')", text)
        return Fraction(self.node(ast.parse(text.strip(), mode="eval").body))

    def node(self, node):
        match node:
            case ast.BinOp(left, op, right):
                return self.OPERATORS[type(op)](self.node(left), self.node(right))
            case ast.UnaryOp(ast.USub(), x):
                return -self.node(x)
            case ast.UnaryOp(ast.Not(), x):
                return Fraction(self.node(x) == 0)
            case ast.Compare(left, [op], [right]):
                return Fraction(self.OPERATORS[type(op)](self.node(left), self.node(right)))
            case ast.BoolOp(op, parts):
                values = [self.node(x) != 0 for x in parts]
                return Fraction(all(values) if isinstance(op, ast.And) else any(values))
            case ast.Call(ast.Name("N"), [ast.Constant(text)]):
                return Fraction(text)
            case ast.Call(ast.Name("if_"), [condition, then, otherwise]):
                return self.node(then if self.node(condition) != 0 else otherwise)
            case ast.Call(ast.Name("min" | "max" | "abs" as f), arguments):
                return {"min": min, "max": max, "abs": abs}[f](*map(self.node, arguments))
            case ast.Call(ast.Name("count"), [ast.Attribute(ast.Name(group), member)]):
                members = self.data["groups"][group]
                return sum((self.plays(self.players.index(m), member) for m in members), Fraction(0))
            case ast.Attribute(ast.Name("self"), member):
                return self.plays(self.player, member)
            case ast.Attribute(ast.Name(player), member):
                return self.plays(self.players.index(player), member)
            case ast.Name(name):
                return self.named(name)
            case ast.Subscript(ast.Name(name), ast.Name(index)):
                key = self.players[self.player] if index == "self" else index
                return self.value(self.data["params"][name][key])
        raise Unreadable(ast.unparse(node))

    def plays(self, player, member):
        own = self.strategies[player][self.profile[player]]
        return Fraction(own == member or own in self.classes(player).get(member, []))

    def named(self, name):
        for section in ("params", "define"):
            if name in self.data.get(section, {}):
                return self.value(self.data[section][name])
        raise Unreadable(name)
