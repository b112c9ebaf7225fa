"""Fills fuzz/corpus from games/: whole files, and their formulas and queries in the fuzz targets' names.

Run from the project's folder: python3 fuzz/seed.py
"""

import hashlib
import re
import tomllib
from pathlib import Path

CORPUS = Path("fuzz/corpus")
WORDS = "if and or not self min max abs exp log sqrt count given others".split()


def seed(target, text):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("about", "unit", "tex"):
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def renamed(formula):
    """The formula with the names that the target knows."""
    text = re.sub(r"(self|count\(\w+|\w+)\.[a-zA-Z_]\w*", lambda m: {"self": "self.T"}.get(
        m[1], "count(all.T" if m[1].startswith("count") else "row.T"), formula)
    text = re.sub(r"\w+\[self\]", "k[self]", text)
    text = re.sub(r"\w+\[\w+\]", "k[row]", text)

    def name(match):
        word = match[0]
        if word in (*WORDS, "row", "T", "k", "all"):
            return word
        return "xyz"[sum(map(ord, word)) % 3]

    return re.sub(r"(?<![\w.])[A-Za-z_]\w*", name, text)


for path in sorted(Path("games").glob("*/*.game.toml")):
    text = path.read_text()
    data = tomllib.loads(text)
    if len(text) <= 8000:
        seed("game_file", text)
    for part in ("payoff", "define"):
        for formula in strings(data.get(part, {})):
            seed("formula", renamed(formula))
    players = list(data["players"])
    for claim in data.get("claim", {}).values():
        query = claim.get("holds") or claim.get("fails") or claim.get("value")
        for number, player in enumerate(players):
            query = re.sub(rf"\b{player}\b", ["row", "col", "far"][number % 3], query)
            for place, strategy in enumerate(data["players"][player]):
                label = [["T", "B", "M"], ["L", "R"], ["l", "r"]][number % 3]
                query = re.sub(rf"(?<![\w.]){re.escape(strategy)}\b", label[place % len(label)], query)
        seed("query", query)
seed("csv_table", "row,col,u_row\nT,L,1\nT,M,k/2\nT,R,-1/3\nB,L,2.5\nB,M,0\nB,R,1e3\n")
seed("csv_table", '"row", col,u_col ,u_row\r\n\r\nT,"L","1",2\r\n')
seed("numbers", "\x002 2\n\n1 0 1/2 3\n\n0 1 0.25 1e3\n")
seed("numbers", "\x01# comment\n2\n2 1\n\n1 -0.5\n\n1/3 0\n")
seed("numbers", "\x02,L,R\nT,1,2\nB,\"3\",1/2\n\n1,2\n3,4\n")
seed("numbers", "\x02a,b,u_a,u_b\nx,y,1,2\n")
seed("numbers", "\x031 2 1 2 3 4")
