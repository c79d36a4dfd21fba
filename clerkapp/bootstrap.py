"""The one place where objects are wired: the real clock, drive and machine state meet the programs."""

import sys
from collections.abc import Sequence

from clerkapp import __version__
from clerkapp.domain.times import format_instant
from clerkapp.evidence.child import CHILD_ARGUMENT, child_main
from clerkapp.host import core_dump
from clerkapp.host.clock import SystemClock
from clerkapp.host.drive import LocalDrive
from clerkapp.host.logs import Log
from clerkapp.host.machine import MachineState
from clerkapp.host.paths import state_folder
from clerkapp.services.ports import Ports

_BUG = 70


def ports() -> Ports:
    """The computer this program runs on."""
    return Ports(clock=SystemClock(), drive=LocalDrive(), machine=MachineState())


def clerkapp(arguments: Sequence[str] | None = None) -> int:
    """The desktop. Returns the process's exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [CHILD_ARGUMENT]:
        return child_main()
    core_dump.forbid()
    from clerkapp.gui.app import main

    here = ports()
    log = Log(state_folder, lambda: format_instant(here.clock.now()))
    log.note("started", version=__version__)
    code = main(here, given)
    log.note("ended", code=code)
    return code


def clerkctl(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the process's exit code; a bug leaves a crash file and gives 70."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [CHILD_ARGUMENT]:
        return child_main()
    core_dump.forbid()
    from clerkapp.cli.main import run

    here = ports()
    try:
        return run(here, given)
    except Exception as error:
        _leave_crash_file(here, error)
        return _BUG


def _leave_crash_file(here: Ports, error: Exception) -> None:
    from clerkapp.host import crash
    from clerkapp.wording.sentences import sentence

    try:
        at = format_instant(here.clock.now())
        file = crash.write(crash.describe(error, at=at), state_folder())
        print(sentence("crashed", {"file": str(file)}), file=sys.stderr)  # noqa: T201
    except OSError:
        print(sentence("crashed-unwritten", {}), file=sys.stderr)  # noqa: T201
