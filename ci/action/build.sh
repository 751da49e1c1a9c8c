#!/usr/bin/env bash
# Build one edition into a folder outside of the repository: build.sh AUDIENCE FOLDER
set -euo pipefail

# One job may build several projects.
site="$RUNNER_TEMP/$2-${INPUT_PROJECT//[!A-Za-z0-9]/-}"
planbook -C "$INPUT_PROJECT" build --audience "$1" --out "$site"
printf 'site=%s\n' "$site" >>"$GITHUB_OUTPUT"
