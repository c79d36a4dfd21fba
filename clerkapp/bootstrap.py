"""The one place where objects are wired: the real clock, drive and machine state meet the programs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from clerkapp import __version__
from clerkapp.domain.time.times import format_instant
from clerkapp.evidence.child.main import CHILD_ARGUMENT, child_main
from clerkapp.host import core_dump
from clerkapp.host.clock import SystemClock
from clerkapp.host.logs import Log
from clerkapp.host.paths import state_folder
from clerkapp.services.ports import Ports

if TYPE_CHECKING:
    from clerkapp.host.drive import LocalDrive
    from clerkapp.host.machine import MachineState
    from clerkapp.host.profile import LocalProfile

_REFUSED = 1
_BUG = 70


class ThisComputer(Ports):
    """The real clock, drive and machine state; the unlock window does not wait for the latter two."""

    def __init__(self) -> None:
        """Nothing is touched yet."""

    @cached_property
    def clock(self) -> SystemClock:
        """This computer's clock."""
        return SystemClock()

    @cached_property
    def drive(self) -> LocalDrive:
        """Its disks and sticks."""
        from clerkapp.host.drive import LocalDrive

        return LocalDrive()

    @cached_property
    def machine(self) -> MachineState:
        """What it remembers about each vault."""
        from clerkapp.host.machine import MachineState

        return MachineState()

    @cached_property
    def profile(self) -> LocalProfile:
        """What it keeps outside every vault."""
        from clerkapp.host.profile import LocalProfile

        return LocalProfile()


def ports() -> Ports:
    """The computer this program runs on."""
    return ThisComputer()


def clerkapp(arguments: Sequence[str] | None = None) -> int:
    """The desktop. Returns the process's exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    core_dump.forbid()
    if given[:1] == [CHILD_ARGUMENT]:
        return child_main(given[1:])
    # Nothing that is made until the window is there is garbage; then `gui.collecting` takes over.
    gc.disable()
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
    core_dump.forbid()
    if given[:1] == [CHILD_ARGUMENT]:
        return child_main(given[1:])
    from clerkapp.cli import streams
    from clerkapp.cli.stopping import Stop, is_stop

    stop = Stop()
    stop.listen()
    streams.fill_the_closed()
    streams.write_the_same_everywhere()
    here = ports()
    try:
        from clerkapp.cli.main import run

        return run(here, given, stop)
    except BaseException as error:
        if is_stop(error):
            # While the program's own parts were being read; nothing was done yet.
            streams.say(_sentence("cancelled"))
            return _REFUSED
        if not isinstance(error, Exception):
            raise
        streams.say(_crash_told(here, error))
        return _BUG


def _crash_told(here: Ports, error: Exception) -> str:
    try:
        at = format_instant(here.clock.now())
        file = here.profile.write_crash(error, at)
    except OSError:
        return _sentence("crashed-unwritten")
    return _sentence("crashed", file=str(file))


def _sentence(code: str, **params: str) -> str:
    from clerkapp.wording.sentences import sentence

    return sentence(code, params)
