#!/usr/bin/env bash
# See that CODEOWNERS still says what the org chart says, where planbook writes it.
set -euo pipefail

for path in .github/CODEOWNERS CODEOWNERS docs/CODEOWNERS .gitlab/CODEOWNERS; do
    if [ -f "$path" ] && grep -q '^# planbook: begin' "$path"; then
        planbook -C "$INPUT_PROJECT" codeowners --check
        exit
    fi
done
