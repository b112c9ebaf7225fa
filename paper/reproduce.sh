#!/bin/bash
# Rebuilds the paper: every number, table and figure from the game files, then the PDF.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo run --release --quiet -- reproduce paper
paper/pdf.sh
