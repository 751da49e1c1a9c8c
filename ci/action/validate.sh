#!/usr/bin/env bash
# Annotate what is wrong: of a pull request what it causes, else everything.
set -euo pipefail

base=$(planbook ci base)
unset GITHUB_TOKEN # Nothing but the look for the base needs it.
printf 'base=%s\n' "$base" >>"$GITHUB_OUTPUT"
planbook -C "$INPUT_PROJECT" validate --format github --fail-level "$INPUT_FAIL_LEVEL" \
    ${base:+--since "$base"}
