"""Leave Python's own `import` in force.

PySide puts a function of its own in its place, to notice `from __feature__ import …`, and for that
reads the source of every module that is imported from then on. No module here asks for features, and
reading some two hundred sources is a good part of the time until somebody is signed in.
"""

import builtins


def restore() -> None:
    """Put Python's own function back; PySide kept it. More calls do nothing."""
    import PySide6  # noqa: F401 - puts its function in place

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
