"""What stays out of the frozen program, and why nothing else is lost with it.

PyInstaller's hooks collect every plugin that a Qt module could use, and then every library that
such a plugin links to: GTK, Wayland, QML, database drivers. Here plugins are chosen by name, and a
library stays only when something that stays links to it. Python's ssl is left out.

QtSvg and its two plugins stay (icons), QtPdf stays (preview and paper). QtPdf links to the library
Qt6Network, so that library is there; its Python module and its TLS plugins are not, and nothing in
the program can open a connection.
"""

import re
import struct
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath, PureWindowsPath

Entry = tuple[str, str, str]
"""Destination name, source path, type: one row of PyInstaller's tables."""

KEPT_PLUGINS = {
    "platforms": {"qwindows", "qcocoa", "qxcb", "qoffscreen"},
    "imageformats": {"qsvg", "qjpeg", "qico"},
    "iconengines": {"qsvgicon"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport", "cocoaprintersupport"},
    "styles": set[str](),
}
KEPT_TRANSLATIONS = {"qtbase_es.qm"}
LOADED_BY_PATH = {"Cryptodome", "pypdfium2_raw"}
"""Packages whose libraries are loaded by their path while running: nothing links to them."""
DROPPED_FILES = {
    "opengl32sw.dll",
    "d3dcompiler_47.dll",
    # The system's own, if it has printers at all; it would bring GnuTLS and Avahi of the build's host.
    "libcups.so.2",
}
RUNTIME = re.compile(r"(vcruntime|msvcp|concrt)\d+(_\w+)?\.dll")
"""Microsoft's C and C++ runtime. Several wheels bring it, each in a folder of its own; a new Windows has
none, so that it must lie where every library looks: beside Python's."""
_FIXED_INFO = struct.pack("<I", 0xFEEF04BD)
DROPPED_FOLDERS = {("Cryptodome", "Math"), ("Cryptodome", "PublicKey")}
DROPPED_SOURCES = {".c", ".h", ".pyx", ".pxd", ".pxi", ".pyi", ".po", ".pot"}

DROPPED_HOOKS = {
    # Loads QtCore at each start of either program and of each child, for a qt.conf that PySide6's
    # wheels make themselves, and leaves Qt's settings to every program that is started from here.
    "pyi_rth_pyside6",
    # Teaches `inspect` to find sources; there are none.
    "pyi_rth_inspect",
    # Lists the modules of a package; nobody asks.
    "pyi_rth_pkgutil",
}
"""PyInstaller's scripts that would run before ours."""

KEPT_PICTURES = {"Bmp", "Gif", "Jpeg", "Mpo", "Png", "Tiff", "WebP"}
"""Formats that `clerkapp.evidence.parse.qr` reads; a photograph with a preview in it is an Mpo."""

EXCLUDED_MODULES = [
    # Qt
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtUiTools",
    # What libraries use if it is there, and do without as well
    "IPython",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingtk",
    "PIL.ImageQt",
    "PIL.ImageShow",
    "PIL.ImageWin",
    "attr",
    "cffi",  # Cryptodome takes ctypes; cryptography needs only _cffi_backend, named in the spec.
    "markdown_it",
    "numpy",
    "pygments",
    "tabulate",
    # Parts of libraries that nothing here calls
    "Cryptodome.IO",
    "Cryptodome.Math",
    "Cryptodome.PublicKey",
    "Cryptodome.Signature",
    "rich.__main__",
    "rich.json",
    "rich.markdown",
    "rich.syntax",
    "rich.traceback",
    # Developers' tools
    "distutils",
    "doctest",
    "pip",
    "pydoc",
    "pytest",
    "setuptools",
    "unittest",
    # Python's own: network, other processes, a terminal of its own, a second way to count
    "_pydecimal",
    "asyncio",
    "curses",
    "ftplib",
    "http.server",
    "imaplib",
    "multiprocessing",
    "poplib",
    "readline",
    "smtplib",
    "ssl",
    "telnetlib",
    "tkinter",
    "xmlrpc",
    # Trees of XML; segno asks for one small part of the package.
    "xml.dom",
    "xml.etree",
    "xml.parsers",
]

OTHERS = {
    "clerkapp": ("clerkapp.cli", "rich"),
    "clerkctl": ("clerkapp.gui", "PySide6", "shiboken6"),
    "probe": (),
}
"""Packages that a program never imports, because only the other does: the layers allow neither the command
line in the desktop nor the reverse. Each program carries its modules inside it."""


def unread_formats(modules: Iterable[str]) -> list[str]:
    """The modules of Pillow, out of all of them, that read picture formats which nobody asks for."""
    ending = "ImagePlugin"
    return [
        name
        for name in modules
        if name.endswith(ending)
        and name.removeprefix("PIL.").removesuffix(ending) not in KEPT_PICTURES
    ]


def modules(entries: Iterable[Entry], program: str) -> list[Entry]:
    """The Python modules that `program` carries, out of those of all programs."""
    others = tuple(f"{name}." for name in OTHERS[program])
    return [entry for entry in entries if not f"{entry[0]}.".startswith(others)]


def data(entries: Iterable[Entry], kept: Iterable[Entry]) -> list[Entry]:
    """Data files without Qt's translations (Spanish stays), QML, sources, and links to what is dropped.

    `kept`: the binaries that stay.
    """
    names = {PurePath(entry[0]).name for entry in kept}
    return [
        entry
        for entry in entries
        if _wanted_data(PurePath(entry[0]))
        and (entry[2] != "SYMLINK" or PurePath(entry[1]).name in names)
    ]


def binaries(entries: Iterable[Entry], linked: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Chosen plugins, Python's own modules, and every library that one of those links to.

    `linked` gives the file names of the libraries that a file links to itself, not those that
    they link to in turn.
    """
    candidates = [entry for entry in entries if PurePath(entry[0]).name not in DROPPED_FILES]
    libraries = {_name(entry): entry for entry in candidates if _is_library(entry)}
    waiting = [entry for entry in candidates if not _is_library(entry) and _wanted(entry)]
    kept: dict[str, Entry] = {}
    while waiting:
        entry = waiting.pop()
        if entry[0] not in kept:
            kept[entry[0]] = entry
            names = (name.lower() for name in linked(entry[1]))  # Windows does not mind the case
            waiting += [libraries[name] for name in names if name in libraries]
    return [entry for entry in entries if entry[0] in kept]


def one_runtime(entries: Iterable[Entry], version: Callable[[str], tuple[int, int]]) -> list[Entry]:
    """Microsoft's runtime once, the newest, beside Python's library, instead of in the folder of each
    wheel. The newest runs what was made for older ones; `version` tells which it is.
    """
    rest: list[Entry] = []
    runtime: dict[str, Entry] = {}
    for entry in entries:
        name = _name(entry)
        if RUNTIME.fullmatch(name) is None:
            rest.append(entry)
        elif name not in runtime or version(runtime[name][1]) < version(entry[1]):
            runtime[name] = (name, entry[1], entry[2])
    return [*rest, *(runtime[name] for name in sorted(runtime))]


def file_version(path: str) -> tuple[int, int]:
    """A Windows library's version, to be compared: its VS_FIXEDFILEINFO (verrsrc.h)."""
    content = Path(path).read_bytes()
    at = content.find(_FIXED_INFO)
    return struct.unpack_from("<II", content, at + 8) if at >= 0 else (0, 0)


def _name(entry: Entry) -> str:
    return PureWindowsPath(entry[0]).name.lower()


def _is_library(entry: Entry) -> bool:
    """Whether this is there only for others to link to: neither a Python module nor a plugin."""
    parts = PurePath(entry[0]).parts
    return (
        entry[2] in {"BINARY", "SYMLINK"}
        and "plugins" not in parts
        and parts[0] not in LOADED_BY_PATH
        and not _is_python(entry)
    )


def _is_python(entry: Entry) -> bool:
    """Python's own library and the libraries that wheels load by themselves (not Qt's)."""
    name = PurePath(entry[0]).name
    return name.startswith(("libpython", "python3"))


def _wanted(entry: Entry) -> bool:
    parts = PurePath(entry[0]).parts
    if parts[:2] in DROPPED_FOLDERS:
        return False
    if "plugins" not in parts:
        return True
    group, name = parts[parts.index("plugins") + 1], PurePath(entry[0]).stem
    return name.removeprefix("lib") in KEPT_PLUGINS.get(group, set())


def _wanted_data(place: PurePath) -> bool:
    if "translations" in place.parts and place.suffix == ".qm":
        return place.name in KEPT_TRANSLATIONS
    return "qml" not in place.parts and place.suffix not in DROPPED_SOURCES
