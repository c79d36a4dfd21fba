"""Rebuild resources/fonts and resources/icons from the pinned packages they come from.

Run it after a version below has changed, look at the difference, and commit the files: the program,
the prints and CI use the committed copies and never fetch anything. `npm pack` brings the packages;
each must match its pinned digest before a byte of it is read.

The web packages split a font by script. One weight is joined again into one TrueType file, keeps its
tabular figures and gets the family and style names that desktop programs expect. Of the two large
fonts of signs only those that people write in records are kept.
"""

import argparse
import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.ttLib import TTFont

Font = Any  # fontTools makes its tables' attributes while it reads


@dataclass(frozen=True)
class Package:
    """A pinned package: `integrity` is the SHA-512 of its archive in base64."""

    name: str
    version: str
    integrity: str


@dataclass(frozen=True)
class Cut:
    """One font file to make: which package, which weight and style, under which names.

    `signs`: ranges of code points, both ends included, that are kept; none keeps all.
    """

    package: Package
    stem: str
    subsets: tuple[str, ...]
    weight: int
    family: str
    style: str
    file: str
    slope: str = "normal"
    signs: tuple[tuple[int, int], ...] = ()


NEXT = Package(
    "@fontsource/atkinson-hyperlegible-next",
    "5.3.0",
    "8p1tHVoPDo6oYwSO3sMw5snGwFwSf3TmeSF9Gcj792GXdsg6oqvhoItbj6Hj/XZIk0Xs+Cwu6pkLBAl3Q5HrwA==",
)
MONO = Package(
    "@fontsource/atkinson-hyperlegible-mono",
    "5.3.0",
    "7Iha5azCRXJVk4NdxbVdKAE+4p/rMJoW6dslvhktugDFPSp7kxFRGAavBtwtSTrnyNhKXW8w1NHgMnrh/6OshA==",
)
NOTO = Package(
    "@fontsource/noto-sans",
    "5.3.0",
    "fBCog2PY7DiVVTEEqtI/Qdinx/knobHYfoGpjFXdfBX5RoJaBp1Prw2G75p0OIsdlMZg3cLo0c+YbIUYOxnQJw==",
)
MATH = Package(
    "@fontsource/noto-sans-math",
    "5.3.0",
    "CzodkZ4R2VC73rqbNbVpiI94fXZJLFEMNBTAM3DFadjAKrjLQ2Fr+s2yM2c5uS+frBZ2IM+LyMo6COhAzV7hCA==",
)
SYMBOLS = Package(
    "@fontsource/noto-sans-symbols-2",
    "5.3.0",
    "hFnEnIXOIgLLJ61SO9icRXKoS+LSWoq7ZqKJQ/NaQR7ptdC6+7yW4ci6EuXgsS1S9JmWpciX6w0AFZkU1DKn1A==",
)
TABLER = Package(
    "@tabler/icons",
    "3.51.0",
    "0pinvPZz7YeX+OSfxuEAbnEPWbocVXW5iU8h5lh41pYG8sZuQfpWECC980lxOT0clGIcNGn8xsBr+zKaRGdA/g==",
)

LATIN = ("latin", "latin-ext")
WIDE = (
    "latin",
    "latin-ext",
    "vietnamese",
    "greek",
    "greek-ext",
    "cyrillic",
    "cyrillic-ext",
)
NEXT_NAME = "Atkinson Hyperlegible Next"
MONO_NAME = "Atkinson Hyperlegible Mono"
CUTS = (
    Cut(
        NEXT,
        "atkinson-hyperlegible-next",
        LATIN,
        400,
        NEXT_NAME,
        "Regular",
        "AtkinsonNext-Regular.ttf",
    ),
    Cut(
        NEXT,
        "atkinson-hyperlegible-next",
        LATIN,
        600,
        NEXT_NAME,
        "SemiBold",
        "AtkinsonNext-SemiBold.ttf",
    ),
    Cut(
        NEXT,
        "atkinson-hyperlegible-next",
        LATIN,
        400,
        NEXT_NAME,
        "Italic",
        "AtkinsonNext-Italic.ttf",
        slope="italic",
    ),
    Cut(
        MONO,
        "atkinson-hyperlegible-mono",
        LATIN,
        400,
        MONO_NAME,
        "Regular",
        "AtkinsonMono-Regular.ttf",
    ),
    Cut(
        MONO,
        "atkinson-hyperlegible-mono",
        LATIN,
        600,
        MONO_NAME,
        "SemiBold",
        "AtkinsonMono-SemiBold.ttf",
    ),
    Cut(NOTO, "noto-sans", WIDE, 400, "Noto Sans", "Regular", "NotoSans-Regular.ttf"),
    Cut(NOTO, "noto-sans", WIDE, 600, "Noto Sans", "SemiBold", "NotoSans-SemiBold.ttf"),
    Cut(
        MATH,
        "noto-sans-math",
        ("latin",),
        400,
        "Noto Sans Math",
        "Regular",
        "NotoSansMath-Signs.ttf",
        signs=((0x2000, 0x206F), (0x2190, 0x21FF), (0x2200, 0x22FF)),
    ),
    Cut(
        SYMBOLS,
        "noto-sans-symbols-2",
        ("symbols",),
        400,
        "Noto Sans Symbols 2",
        "Regular",
        "NotoSansSymbols2-Signs.ttf",
        signs=((0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF)),
    ),
)
SAME_SHAPE = {0x2011: 0x2010, 0x2012: 0x2013}
"""Non-breaking hyphen and figure dash: the font draws their like."""
LICENCES = {
    NEXT: "fonts/LICENSE-AtkinsonNext.txt",
    MONO: "fonts/LICENSE-AtkinsonMono.txt",
    NOTO: "fonts/LICENSE-NotoSans.txt",
    MATH: "fonts/LICENSE-NotoSansMath.txt",
    SYMBOLS: "fonts/LICENSE-NotoSansSymbols2.txt",
    TABLER: "icons/LICENSE-TablerIcons.txt",
}

ICONS = """
affiliate alert-circle alert-octagon alert-triangle arrow-left arrow-right arrows-diff
arrows-exchange ban barcode calendar-event check checks chevron-down chevron-left chevron-right
chevron-up circle circle-check circle-dashed circle-dot clipboard-check clipboard-list
clipboard-text clock copy device-desktop-off device-floppy device-usb dots download eye eye-off
file-check file-code file-off file-plus file-text folder git-merge help-circle history home
hourglass-empty inbox info-circle key language layout-grid link-off list-details lock
lock-exclamation lock-open mail-exclamation menu-2 message minus paperclip pencil phone phone-call
photo plus printer progress puzzle-off refresh rosette-discount-check search settings signature
sort-ascending-letters speakerphone text-size tool upload user-circle users x zoom-check
"""

NAMES_KEPT = (0, 7, 8, 9, 11, 13, 14)


def fetch(package: Package, folder: Path) -> tarfile.TarFile:
    """The package's archive, checked against its pinned digest."""
    spec = f"{package.name}@{package.version}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), spec],
        check=True,
        capture_output=True,
        text=True,
    )
    archive = (folder / packed.stdout.strip().splitlines()[-1]).read_bytes()
    digest = base64.b64encode(hashlib.sha512(archive).digest()).decode("ascii")
    if digest != package.integrity:
        sys.exit(f"{spec}: the archive is not the pinned one (sha512-{digest})")
    return tarfile.open(fileobj=io.BytesIO(archive))


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of a package."""
    found = archive.extractfile(f"package/{name}")
    if found is None:
        sys.exit(f"{name} is not in the package")
    return found.read()


def join(cut: Cut, archive: tarfile.TarFile, folder: Path) -> Font:
    """The subsets of one weight as one TrueType font."""
    parts = []
    for script in cut.subsets:
        name = f"files/{cut.stem}-{script}-{cut.weight}-{cut.slope}.woff2"
        web = TTFont(io.BytesIO(member(archive, name)), recalcTimestamp=False)
        web.flavor = None
        part = folder / f"{cut.stem}-{script}-{cut.weight}-{cut.slope}.ttf"
        web.save(part)
        parts.append(str(part))
    options: Any = MergeOptions()
    options.drop_tables = ["DSIG", "STAT", "gasp", "meta"]
    merger: Any = Merger(options=options)
    font: Font = merger.merge(parts)
    original: Any = TTFont(parts[0], recalcTimestamp=False)
    font["head"].created = font["head"].modified = original["head"].modified
    font["head"].fontRevision = original["head"].fontRevision
    font.recalcTimestamp = False
    return font


def pick(cut: Cut, archive: tarfile.TarFile) -> Font:
    """The cut's signs out of one large font, without the layout tables that formulas need."""
    (part,) = cut.subsets
    web = member(archive, f"files/{cut.stem}-{part}-{cut.weight}-{cut.slope}.woff2")
    font: Font = TTFont(io.BytesIO(web), recalcTimestamp=False)
    font.flavor = None
    options: Any = subset.Options()
    options.layout_features = []
    options.drop_tables += ["MATH", "DSIG", "STAT", "gasp", "meta"]
    subsetter: Any = subset.Subsetter(options=options)
    subsetter.populate(
        unicodes=[code for first, last in cut.signs for code in range(first, last + 1)]
    )
    subsetter.subset(font)
    return font


def name(font: Font, cut: Cut) -> None:
    """Give the cut its names and weight: the web files call every cut by one of them."""
    table = font["name"]
    table.names = [
        record for record in table.names if record.nameID in NAMES_KEPT and record.platformID == 3
    ]
    standard = cut.style in {"Regular", "Italic"}
    texts = {
        1: cut.family if standard else f"{cut.family} {cut.style}",
        2: cut.style if standard else "Regular",
        3: f"{cut.package.version};{cut.family} {cut.style}",
        4: f"{cut.family} {cut.style}",
        5: f"Version {font['head'].fontRevision:.3f}",
        6: f"{cut.family.replace(' ', '')}-{cut.style}",
    }
    if not standard:
        texts |= {16: cut.family, 17: cut.style}
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)
    italic = cut.slope == "italic"
    font["OS/2"].usWeightClass = cut.weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & 0b1_1000_0000) | (
        1 if italic else 1 << 6
    )
    font["head"].macStyle = 2 if italic else 0


def add_likes(font: Font) -> None:
    """Let the font draw dashes that it lacks like those that it has."""
    for table in font["cmap"].tables:
        for code, like in SAME_SHAPE.items():
            if like in table.cmap:
                table.cmap.setdefault(code, table.cmap[like])


def features(font: Font) -> set[str]:
    """The tags of a font's layout features."""
    return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def build_fonts(out: Path, archives: dict[Package, tarfile.TarFile], folder: Path) -> None:
    """Write every cut under `out`."""
    for cut in CUTS:
        archive = archives[cut.package]
        font = pick(cut, archive) if cut.signs else join(cut, archive, folder)
        name(font, cut)
        if cut.package in (NOTO, MATH):
            add_likes(font)
        if cut.package is NEXT and "tnum" not in features(font):
            sys.exit(f"{cut.file}: tabular figures are lost")
        font.save(out / cut.file)
        size = (out / cut.file).stat().st_size
        print(f"{cut.file}: {len(font.getBestCmap())} characters, {size:,} bytes")


def copy_icons(out: Path, archive: tarfile.TarFile) -> None:
    """Write the outline icons under `out`; the product's own drawings there are left alone."""
    for icon in ICONS.split():
        text = member(archive, f"icons/outline/{icon}.svg").decode("utf-8")
        start = text.index("<svg")
        (out / f"{icon}.svg").write_text(text[start:], encoding="utf-8", newline="\n")
    print(f"{len(ICONS.split())} icons")


def main() -> None:
    """Fetch, check, build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    default = Path(__file__).resolve().parent.parent / "resources"
    parser.add_argument("--output", type=Path, default=default, help="the resources folder")
    resources: Path = parser.parse_args().output
    for part in ("fonts", "icons"):
        (resources / part).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        archives = {package: fetch(package, folder) for package in LICENCES}
        build_fonts(resources / "fonts", archives, folder)
        copy_icons(resources / "icons", archives[TABLER])
        for package, place in LICENCES.items():
            (resources / place).write_bytes(member(archives[package], "LICENSE"))


if __name__ == "__main__":
    main()
