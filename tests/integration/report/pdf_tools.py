"""What tools that nobody here wrote say about a PDF."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Word:
    """A word on a page and its box, in points from the top left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Word") -> bool:
        """Whether the two boxes lie on each other by more than a hair."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and wide > 1.0 and high > 3.0


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def info(path: Path) -> dict[str, str]:
    """What pdfinfo says, by its own labels."""
    pairs = (line.partition(":") for line in _run("pdfinfo", str(path)).splitlines())
    return {label: value.strip() for label, _, value in pairs}


def text(path: Path, *, page: int | None = None) -> str:
    """The text in the order in which the file holds it, which is how it is read aloud."""
    pages = () if page is None else ("-f", str(page), "-l", str(page))
    return _run("pdftotext", "-raw", *pages, str(path), "-")


def squeezed(text: str) -> str:
    """Text without any white space: how lines were broken does not matter."""
    return re.sub(r"\s+", "", text)


def words(path: Path) -> list[Word]:
    """All words with their boxes."""
    document = ET.fromstring(_run("pdftotext", "-bbox", str(path), "-"))
    found = []
    for number, page in enumerate(document.iter(f"{_NAMESPACE}page"), start=1):
        for word in page.iter(f"{_NAMESPACE}word"):
            box = (float(word.attrib[edge]) for edge in ("xMin", "yMin", "xMax", "yMax"))
            found.append(Word(number, word.text or "", *box))
    return found


def grey(path: Path, *, page: int, dots_per_inch: int) -> list[bytes]:
    """A page as rows of grey values."""
    command = ["pdftoppm", "-gray", "-r", str(dots_per_inch), "-f", str(page), "-l", str(page)]
    drawn = subprocess.run([*command, str(path)], check=True, capture_output=True).stdout
    magic, size, _white, pixels = drawn.split(b"\n", 3)
    if magic != b"P5":
        raise ValueError("pdftoppm gave no grey picture")
    width, height = map(int, size.split())
    return [pixels[row * width : (row + 1) * width] for row in range(height)]


def objects(path: Path) -> str:
    """The file's objects spelled out, streams included."""
    command = ["qpdf", "--qdf", "--object-streams=disable", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("latin-1")


def check(path: Path) -> None:
    """Raises CalledProcessError when qpdf finds the file damaged."""
    _run("qpdf", "--check", str(path))


def fonts(path: Path) -> list[str]:
    """Names of the fonts in the file."""
    return [line.split()[0] for line in _run("pdffonts", str(path)).splitlines()[2:]]
