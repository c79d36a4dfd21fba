"""Asking for files and folders. Each dialog begins in the folder used last, the first in the documents.

Without a place it would begin in the program's current folder, which on Windows is often the one that
the program is installed in, where nobody may write and nothing of the office is kept.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_last: list[Path] = []


def ask_where(
    parent: QWidget, title: str, name: str, kinds: str = "", *, asks_to_replace: bool = True
) -> Path | None:
    """The chosen file, or None. `kinds`: Qt's filter; `asks_to_replace`: the dialog asks before it takes
    the name of a file that is there."""
    asked = QFileDialog.Option.DontConfirmOverwrite
    chosen, _kind = QFileDialog.getSaveFileName(
        parent,
        title,
        str(begin_in() / name),
        kinds,
        options=QFileDialog.Option(0) if asks_to_replace else asked,
    )
    if not chosen:
        return None
    _last[:] = [Path(chosen).parent]
    return Path(chosen)


def ask_files(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    """The files chosen, perhaps several, perhaps none."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(begin_in()), kinds)
    if chosen:
        _last[:] = [Path(chosen[0]).parent]
    return [Path(one) for one in chosen]


def ask_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """One file that is there, or None."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(begin_in()), kinds)
    if not chosen:
        return None
    _last[:] = [Path(chosen).parent]
    return Path(chosen)


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """A folder, or None."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(begin_in()))
    if not chosen:
        return None
    _last[:] = [Path(chosen)]
    return Path(chosen)


def begin_in() -> Path:
    """The folder used last while it is there, or the documents, or the person's own folder."""
    places = (*_last, documents_folder(), Path.home())
    return next((place for place in places if place.is_dir()), places[-1])


def documents_folder() -> Path:
    """The person's documents, or their own folder where there are none."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(kind))
    return documents if documents.is_dir() else Path.home()


def forget() -> None:
    """Begin in the documents again."""
    _last.clear()
