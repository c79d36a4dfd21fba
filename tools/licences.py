"""Collect the licence texts of every package that a release contains.

The packages are what the project's dependencies bring when it is installed without the developers'
group. The texts are those inside the installed packages; Qt's wheels bring none, and so those stand
in installer/licences.
"""

import re
import shutil
import tomllib
from importlib import metadata
from pathlib import Path, PurePosixPath

_TEXT = re.compile(r"(licen[cs]es?/)|(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TOOLS = frozenset({"pip"})
"""Asked for by a dependency's own command line, which a release does not contain."""


def shipped(project: Path) -> tuple[str, ...]:
    """Names of all packages that the project in `project` brings, in order."""
    declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [_bare(requirement) for requirement in declared["dependencies"]]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found or name in _TOOLS or not _installed(name):
            continue
        found.add(name)
        required = metadata.distribution(name).requires or []
        waiting += [_bare(each) for each in required if "extra ==" not in each]
    return tuple(sorted(found))


def collect(project: Path, target: Path) -> None:
    """Copy the texts to `target`/<package>/, and the project's own collection beside them."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(project / "installer" / "licences", target)
    for name in shipped(project):
        for file in metadata.distribution(name).files or []:
            source = Path(str(file.locate()))
            if _TEXT.search(file.as_posix()) and source.suffix in {"", ".txt", ".md", ".rst"}:
                place = target / name / _below_metadata(PurePosixPath(file.as_posix()))
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, place)


def _below_metadata(file: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(*file.parts[1:]) if len(file.parts) > 1 else file


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _bare(requirement: str) -> str:
    match = _NAME.match(requirement)
    return (match[0] if match else requirement).lower().replace("_", "-")
