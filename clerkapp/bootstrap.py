"""The one place where objects are wired: the real clock, drive and machine state meet the programs."""

from collections.abc import Sequence


def clerkapp(arguments: Sequence[str] | None = None) -> int:
    """The desktop. Returns the process's exit code."""
    return len(arguments or ())


def clerkctl(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the process's exit code."""
    return len(arguments or ())
