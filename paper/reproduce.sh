#!/bin/bash
# Rebuilds the paper: every number, table and figure from the game files, then the PDF.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --release --quiet -- reproduce paper

# Typst from PyPI, in a folder of its own
venv=target/paper-venv
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'typst==0.15.2'
fi
"$venv/bin/python" - <<'PY'
import typst

typst.compile("paper/text/equil.typ", output="paper/equil.pdf", root=".")
PY
echo "paper/equil.pdf"
