"""The shipped fonts: registered once at start, figures always tabular.

Both families lack other scripts, arrows and ticks; the shipped Noto fonts follow them explicitly, so
that screen and paper agree.
"""

from PySide6.QtGui import QFont, QFontDatabase

from clerkapp.domain.errors import EnvironmentFailure
from clerkapp.gui.theme.tokens import DEFAULT_FAMILY, FALLBACK_FAMILIES, MONO_FAMILY, TYPES
from clerkapp.resources import resource_path

_FILES = {
    "AtkinsonNext-Regular.ttf": DEFAULT_FAMILY,
    "AtkinsonNext-SemiBold.ttf": DEFAULT_FAMILY,
    "AtkinsonNext-Italic.ttf": DEFAULT_FAMILY,
    "AtkinsonMono-Regular.ttf": MONO_FAMILY,
    "AtkinsonMono-SemiBold.ttf": MONO_FAMILY,
    "NotoSans-Regular.ttf": FALLBACK_FAMILIES[0],
    "NotoSans-SemiBold.ttf": FALLBACK_FAMILIES[0],
    "NotoSansMath-Signs.ttf": FALLBACK_FAMILIES[1],
    "NotoSansSymbols2-Signs.ttf": FALLBACK_FAMILIES[2],
}
_registered: set[str] = set()
_TABULAR = QFont.Tag("tnum")


def register() -> None:
    """Make the shipped fonts known to Qt; a second call changes nothing.

    Raises EnvironmentFailure("font-unreadable") when a file is damaged or has another name inside.
    """
    for file, family in _FILES.items():
        if file not in _registered:
            number = QFontDatabase.addApplicationFont(str(resource_path("fonts", file)))
            if number < 0 or family not in QFontDatabase.applicationFontFamilies(number):
                raise EnvironmentFailure("font-unreadable", file=file)
            _registered.add(file)


def font(style: str, scale: float) -> QFont:
    """The font of a type style at a text scale (1.0 = 100 %)."""
    token = TYPES[style]
    made = QFont([MONO_FAMILY if token.mono else DEFAULT_FAMILY, *FALLBACK_FAMILIES])
    made.setPixelSize(max(1, round(token.size * scale)))
    made.setWeight(QFont.Weight(token.weight))
    made.setFeature(_TABULAR, 1)
    if style == "key":
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2 * scale)
    return made
