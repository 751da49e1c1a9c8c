#!/usr/bin/env bash
# Look at what the workflow asks for before anything runs, and say what the later steps need.
set -euo pipefail

fail() {
    printf '::error title=planbook::%s\n' "$1"
    exit 1
}

# Such a run holds the repository's rights, and what it checks out may be anybody's.
if [ "${GITHUB_EVENT_NAME:-}" = pull_request_target ]; then
    fail 'run planbook on pull_request, not on pull_request_target'
fi

one_of() { # NAME VALUE WORD…
    local name=$1 value=$2 word
    shift 2
    for word in "$@"; do
        if [ "$value" = "$word" ]; then return; fi
    done
    fail "the input $name is one of: $*"
}
one_of audience "$INPUT_AUDIENCE" public team private
one_of pages-audience "$INPUT_PAGES_AUDIENCE" public team private
one_of fail-level "$INPUT_FAIL_LEVEL" error warning hint
one_of language "$INPUT_LANGUAGE" '' en zh
one_of comment "$INPUT_COMMENT" true false
one_of cache "$INPUT_CACHE" true false
one_of pages "$INPUT_PAGES" true false
case $INPUT_PROJECT in
    '' | -* | /* | *..* | *$'\n'* | *$'\r'*) fail 'the input project is a folder of the repository, such as . or plans' ;;
esac
case $INPUT_ARTIFACT in
    *[!A-Za-z0-9._-]*) fail 'the input artifact is a name of letters, digits, dots and dashes' ;;
esac
if [ ! -f "$INPUT_PROJECT/planbook.yaml" ]; then
    fail 'there is no planbook.yaml in the folder that the input project names; is the repository checked out?'
fi
if [ "$INPUT_PAGES" = true ] && [ "$INPUT_PAGES_AUDIENCE" != public ]; then
    printf '::warning title=planbook::GitHub Pages get the %s edition: make sure who can open them\n' "$INPUT_PAGES_AUDIENCE"
fi

# What was cached by one version of planbook is of no use to another.
version=$(cd "$GITHUB_ACTION_PATH" && find src schemas themes pyproject.toml requirements-dev.lock \
    -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16)
# A comma cannot stand in the key of a cache.
branch=$(printf '%s' "${GITHUB_REF:-}" | tr -c 'A-Za-z0-9/._-' '-')
{
    printf 'cache=planbook-%s-%s-\n' "$version" "$branch"
    printf 'cache-of-all=planbook-%s-\n' "$version"
} >>"$GITHUB_OUTPUT"
