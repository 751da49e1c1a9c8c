#!/usr/bin/env bash
# Put it under the pull request; without the right to do so, into the job summary.
set -euo pipefail

if [ "$INPUT_COMMENT" = true ]; then
    planbook ci comment "$RUNNER_TEMP/planbook-diff.md"
else
    cat "$RUNNER_TEMP/planbook-diff.md" >>"$GITHUB_STEP_SUMMARY"
fi
