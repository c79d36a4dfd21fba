"""The program's log: what it did to the computer, for county IT. Never what people typed.

A log line is a code and parameters that are numbers, codes or digests. An exception is written as
its crash description, because the text of an exception may repeat what somebody typed. Only our own
loggers are written; what libraries log is dropped.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from clerkapp.host import crash

_ROOT = "clerkapp"
_BYTES = 512 * 1024
_FILES = 3


class _QuietFormatter(logging.Formatter):
    """Time, level, logger, message; of an exception only types and our own places."""

    default_msec_format = "%s.%03d"

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        """The chain's types and our frames, one line each."""
        error = ei[1] if isinstance(ei, tuple) else None
        if not isinstance(error, BaseException):
            return ""
        chain = crash.describe(error, at="").chain
        return "\n".join(f"  {link.type} {' < '.join(reversed(link.frames))}" for link in chain)

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802 - the name is logging's
        """Nothing: a printed stack shows source lines with their values."""
        return ""


def start(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Write our log to `folder`/clerkapp.log, three files of half a megabyte. Raises OSError."""
    handler = RotatingFileHandler(
        folder / "clerkapp.log", maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(_QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger(_ROOT)
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(handler)
    return handler


def stop(handler: logging.Handler) -> None:
    """Close what `start` opened."""
    logger = logging.getLogger(_ROOT)
    logger.removeHandler(handler)
    logger.propagate = True
    handler.close()
