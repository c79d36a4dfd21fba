"""Values into a PDF: the one route of every print (file, preview and paper).

    values -> JSON -> typst template in resources/print -> PDF/UA-1 and PDF/A-2a in one file

The values reach the template as one JSON string and nothing else, so markup in them stays text. The
template sees the folder resources/print and no other file; it loads no package and no system font.
The same values, time and language give the same bytes. typst is loaded with the first print, so
that a program which prints nothing does not carry it.
"""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from clerkapp.domain.time.times import epoch_seconds
from clerkapp.report.coverage import characters
from clerkapp.report.lettering import printable_values
from clerkapp.resources import resources

if TYPE_CHECKING:
    import typst


def pdf(template: str, values: dict[str, Any], *, at: str, language: str = "en") -> bytes:
    """The PDF that `template` (a file of resources/print, without suffix) makes of `values`.

    `values` holds JSON values whose strings are already worded for `language` (RFC 5646). `at`, an
    RFC 3339 instant, becomes the file's creation time. Raises FileNotFoundError when the program's
    own fonts or templates are missing, and Refused("time-form") for a time that cannot be read.
    """
    import typst

    folder = resources() / "print"
    source = folder / f"{template}.typ"
    if not source.is_file():
        raise FileNotFoundError(f"print/{template}.typ")
    data = printable_values(values, drawn_characters())
    return typst.compile(
        str(source),
        root=str(folder),
        font_paths=_typefaces(),
        package_path=str(folder / "packages"),
        package_cache_path=str(folder / "packages"),
        sys_inputs={"data": json.dumps(data, sort_keys=True), "language": language},
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=epoch_seconds(at),
    )


@cache
def drawn_characters() -> frozenset[int]:
    """The code points that at least one of the shipped fonts draws."""
    fonts = sorted((resources() / "fonts").glob("*.ttf"))
    if not fonts:
        raise FileNotFoundError("fonts")
    return frozenset().union(*(characters(font.read_bytes()) for font in fonts))


@cache
def _typefaces() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources() / "fonts")],
    )
