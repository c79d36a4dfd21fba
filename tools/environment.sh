#!/bin/sh
# Make .venv hold exactly what uv.lock says (with hashes). Needs python3 (3.11 to 3.13) with venv.
set -eu

python=${PYTHON:-python3}
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv
fi
.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r tools/uv.txt
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never
sync() {
    .venv/bin/uv sync --quiet --frozen --inexact --compile-bytecode --python .venv/bin/python "$@"
}
# First the packages, then the project itself, built with the build tool that uv.lock pins.
sync --no-install-project
sync
# PySide would compile its own Python parts at every start. Its switch unpacks them once (ADR 19).
SBK_EMBED=0 .venv/bin/python -c "import shiboken6"
.venv/bin/python -m compileall -q .venv/lib/python3.*/site-packages/shiboken6/files.dir
