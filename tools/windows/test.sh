#!/usr/bin/env bash
# The tests on Windows (build/windows): `short` within four minutes on two cores, or `whole`. What each part
# said stands in build/windows/PART.log.
#
# -X utf8=0 leaves the code page as people have it. What is skipped is said by tests/conftest.py.
set -uo pipefail
cd "$(dirname "$0")/../.."

part() { # NAME COMMAND …
    local log=build/windows/$1.log
    echo "On Windows: $1"
    "${@:2}" >"$log" 2>&1
    local ended=$?
    # wine may end with 0 after a crash: only a closing line tells that all tests were run.
    if [ $ended -eq 0 ] && tail -n 1 "$log" | grep -q ' passed'; then
        tail -n 1 "$log"
    else
        cat "$log"
        return 1
    fi
}

on_windows() {
    tools/windows/run.sh python -X utf8=0 -m pytest -q -p no:cacheprovider --timeout 900 "$@"
}

# From Linux: the same messages read on both systems, and the desktop in a window.
from_here() {
    .venv/bin/python -m pytest -q -o addopts="--strict-markers --import-mode=importlib" "$@"
}

failed=0
case ${1:-} in
short)
    # A window waits more than it works, so both halves go at once.
    part desktop from_here tests/windows/test_desktop.py &
    desktop=$!
    part units on_windows tests/unit/{codec,crypto,vault,evidence} tests/unit/test_host_*.py \
        tests/unit/test_imports.py tests/e2e/test_day_in_other_letters.py \
        tests/integration/services/test_held_and_named.py || failed=1
    part corpus from_here tests/windows/test_corpus.py || failed=1
    wait $desktop || failed=1
    ;;
whole)
    for folder in unit integration migrations vectors e2e fault gui; do
        part $folder on_windows tests/$folder || failed=1
    done
    part windows from_here tests/windows || failed=1
    ;;
*)
    echo "usage: $0 short | whole" >&2
    exit 2
    ;;
esac
exit $failed
