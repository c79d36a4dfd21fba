#!/bin/sh
# Make .venv hold exactly what uv.lock says (with hashes). Needs python3 (3.11 to 3.13) with venv.
set -eu

python=${PYTHON:-python3}
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv
fi
.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r tools/uv.txt
UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never \
    .venv/bin/uv sync --quiet --frozen --inexact --no-install-project --python .venv/bin/python
