"""Makes the files here that are not written by hand, and facts.json: what Gambit says they hold.

Needs pygambit 16.7.0; run it with that Python, in this folder. Files:

  NAME.nfg          written by hand; facts: what Gambit reads
  gambit-NAME.nfg   written by Gambit; facts: the game it wrote (it does not read its own backslashes)
  equil-NAME.nfg    written by `EQUIL_BLESS=1 cargo test --test nfg`; facts: what Gambit reads

After a change of the writer: bless, then run this, then run the tests.
"""

import fractions
import itertools
import json
import pathlib
import random

import pygambit

HERE = pathlib.Path(__file__).parent


def facts(game):
    """Payoffs by player, the first player's strategy varying fastest."""
    players = list(game.players)
    strategies = [[s.label for s in player.strategies] for player in players]
    profiles = [tuple(reversed(p)) for p in itertools.product(*reversed(strategies))]
    outcomes = [game[profile] for profile in profiles]
    return {
        "title": game.title,
        "comment": game.description,
        "players": [player.label for player in players],
        "strategies": strategies,
        "payoffs": [
            [str(fractions.Fraction(str(o[player])) if o else 0) for o in outcomes]
            for player in players
        ],
    }


def random_game(random, shape):
    game = pygambit.Game.new_table(list(shape), title=f"random {shape}")
    for outcome in list(game.outcomes):
        for player in game.players:
            number = random.choice(
                [
                    str(random.randrange(-999, 1000)),
                    f"{random.randrange(-99, 100)}/{random.randrange(1, 100)}",
                    f"{random.randrange(-9999, 10000) / 1000}",
                    str(random.randrange(-(10**25), 10**25)),
                ]
            )
            outcome[player] = pygambit.Rational(number) if "/" in number else number
    return game


def games():
    source = random.Random(16_07)
    yield "random-3x4", random_game(source, (3, 4))
    yield "random-2x3x2", random_game(source, (2, 3, 2))
    game = random_game(source, (2, 2))
    game.title = 'ends in \\, has "quotes" and a\\b'
    game.description = "two\nlines"
    game.players["1"].label = 'a"'
    game.players["2"].label = "b\\"
    yield "quotes", game
    game = random_game(source, (2, 2))
    game.delete_outcome(list(game.outcomes)[2])
    yield "null-outcome", game


def main():
    found = {}
    for name, game in games():
        path = HERE / f"gambit-{name}.nfg"
        path.write_text(game.to_nfg())
        found[path.name] = facts(game)
    for path in sorted(HERE.glob("*.nfg")):
        if not path.name.startswith("gambit-"):
            found[path.name] = facts(pygambit.read_nfg(path))
    lines = [f'"{name}": {json.dumps(found[name])}' for name in sorted(found)]
    (HERE / "facts.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
