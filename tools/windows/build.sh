#!/usr/bin/env bash
# Freeze both programs for Windows, in the Windows of build/windows: dist/windows/clerkapp. `--again` builds
# once more elsewhere and compares. wine has no git, so the time of the last commit is brought along.
set -euo pipefail
cd "$(dirname "$0")/../.."
SOURCE_DATE_EPOCH=$(.venv/bin/python -m tools.build --time)
export SOURCE_DATE_EPOCH
tools/windows/run.sh python -m tools.build dist/windows "$@"
