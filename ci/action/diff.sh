#!/usr/bin/env bash
# Write what a pull request changes in meaning, for the comment.
set -euo pipefail

planbook -C "$INPUT_PROJECT" diff "$BASE" --format markdown >"$RUNNER_TEMP/planbook-diff.md"
