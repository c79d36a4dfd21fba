"""Standard output and standard error, when they are full, closed, or their reader has gone.

What cannot be written to standard error changes nothing. What cannot be written to standard output is
told to the caller, once: afterwards the stream leads nowhere, so that the interpreter does not try
the same bytes again when it ends (it would end with 120).
"""

import errno
import os
import sys
from contextlib import suppress
from io import TextIOBase, TextIOWrapper
from typing import TextIO


class OutputLost(Exception):
    """Standard output takes no more. `gone`: its reader went away, as `head` does."""

    def __init__(self, *, gone: bool) -> None:
        super().__init__()
        self.gone = gone


def write(text: str) -> None:
    """Write to standard output, through to the other side. Raises OutputLost."""
    stream = sys.stdout
    if stream is None:  # closed before the program began
        raise OutputLost(gone=False)
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _lead_nowhere(stream)
        raise OutputLost(gone=_reader_gone(error)) from None
    except ValueError:  # closed meanwhile
        raise OutputLost(gone=False) from None


def say(line: str) -> None:
    """A line on standard error, if anything can be written there."""
    stream = sys.stderr
    if stream is not None:
        Unfailing(stream).write(line + "\n")


class Unfailing(TextIOBase):
    """Standard error for whoever writes there without thinking of its end."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def write(self, text: str, /) -> int:
        """Write what can be written."""
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except OSError:
                _lead_nowhere(self._stream)
            except ValueError:
                pass
        return len(text)

    def isatty(self) -> bool:
        """Whether a person reads it."""
        with suppress(OSError, ValueError):
            return self._stream is not None and self._stream.isatty()
        return False


def write_the_same_everywhere() -> None:
    """A file or a pipe gets UTF-8 and line feeds, whatever Windows' code page is. A console gets what it
    can show: what it lacks becomes another character instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def read_line(limit: int) -> bytes:
    """The next line of standard input as it came, at most `limit` bytes; empty at its end, and when there
    is no standard input. Raises OSError."""
    return b"" if sys.stdin is None else sys.stdin.buffer.readline(limit)


def fill_the_closed() -> None:
    """Let the three standard streams lead somewhere, so that no file that is opened later becomes one
    of them: what a library prints would be in it."""
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def _reader_gone(error: OSError) -> bool:
    # Windows says that an argument is invalid.
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def _lead_nowhere(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
