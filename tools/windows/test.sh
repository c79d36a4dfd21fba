#!/usr/bin/env bash
# The tests on Windows (build/windows): `short` within four minutes on two cores, or `whole`.
#
# -X utf8=0 leaves the code page as people have it. What is skipped says why: tools that nobody here wrote
# are not there, and some things only POSIX has.
set -euo pipefail
cd "$(dirname "$0")/../.."

on_windows() {
    tools/windows/run.sh python -X utf8=0 -m pytest -q -p no:cacheprovider "$@"
}

case $1 in
short)
    on_windows tests/unit/{codec,crypto,vault,evidence} tests/unit/test_host_*.py tests/unit/test_building.py \
        tests/unit/test_imports.py tests/e2e/test_day_in_other_letters.py
    ;;
whole)
    on_windows tests/unit
    on_windows tests/{integration,migrations,vectors}
    on_windows tests/{e2e,fault}
    on_windows tests/gui
    ;;
*)
    echo "usage: $0 short | whole" >&2
    exit 2
    ;;
esac
# From Linux: the same messages read on both systems, and the desktop in a window.
.venv/bin/python -m pytest -q -o addopts="--strict-markers --import-mode=importlib" tests/windows
