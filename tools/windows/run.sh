#!/usr/bin/env bash
# Run a Windows program in build/windows, with its exit code: tools/windows/run.sh PROGRAM …
# `python` and `pythonw` are the Windows Python that set_up.sh made. A window needs --display first
# (the display of $DISPLAY); nothing else gets one. DLLS="name,name=n" keeps wine's own libraries out.
#
# wine 8 gives a Windows Python no plain file as a standard stream: so input is a pipe or nothing, and
# both outputs go through a pipe.
set -uo pipefail

made=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/windows
prefix=$made/prefix
shown=
if [ "$1" = --display ]; then
    shown=$DISPLAY
    prefix=$made/prefix-display
    shift
fi
program=$1
shift
case $program in
python | pythonw) program=$made/python/$program.exe ;;
esac
[ -p /dev/stdin ] || exec </dev/null
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV
export WINEPREFIX=$prefix WINEARCH=win64 WINEDEBUG=-all DISPLAY=$shown
export WINEDLLOVERRIDES="mscoree,mshtml=;mscms=n${DLLS:+;$DLLS}"
{ wine "$program" "$@" 2>&3 | cat; } 3> >(cat >&2)
