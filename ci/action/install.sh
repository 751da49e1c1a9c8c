#!/usr/bin/env bash
# Install the planbook that this action is a part of, in an environment of its own.
set -euo pipefail

python3 -m venv "$RUNNER_TEMP/planbook"
# The same versions of what planbook needs in every run.
PIP_CACHE_DIR="$RUNNER_TEMP/planbook-pip" "$RUNNER_TEMP/planbook/bin/python" -m pip \
    --disable-pip-version-check install --quiet \
    -c "$GITHUB_ACTION_PATH/requirements-dev.lock" "$GITHUB_ACTION_PATH"
printf '%s\n' "$RUNNER_TEMP/planbook/bin" >>"$GITHUB_PATH"
"$RUNNER_TEMP/planbook/bin/planbook" --version
