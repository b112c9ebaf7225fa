#!/bin/bash
# Builds the PDF from the results that are there, with Typst from PyPI, in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=${CARGO_TARGET_DIR:-target}/paper-venv
if [ ! -e "$venv/installed" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'typst==0.15.2'
  touch "$venv/installed"
fi
"$venv/bin/python" - <<'PY'
import typst

typst.compile("paper/text/equil.typ", output="paper/equil.pdf", root=".")
PY
echo "paper/equil.pdf"
