"""The look as data: colours by role in three palettes, type styles, spaces, sizes.

Nothing else in the program names a colour or a font size. The numbers and why they are so: docs/adr
on the look. Lengths are device-independent pixels at a text scale of 100 %. No Qt here.
"""

from typing import NamedTuple


class Role(NamedTuple):
    """One use of colour, with its value in each palette."""

    name: str
    use: str
    light: str
    dark: str
    contrast: str


ROLES = (
    Role("window", "Window background", "#F3F6F5", "#111918", "#000000"),
    Role("surface", "Cards, fields, tables, footers", "#FFFFFF", "#1A2423", "#000000"),
    Role("sunken", "Table headers, read-only text, hover", "#E9EEEC", "#222E2C", "#000000"),
    Role("text", "Text", "#14201E", "#EEF3F1", "#FFFFFF"),
    Role("text-2", "Secondary text, meta lines", "#43514D", "#C0CBC8", "#FFFFFF"),
    Role("text-3", "Help, placeholder", "#596762", "#A3B0AC", "#E8E8E8"),
    Role("disabled", "Disabled text", "#6B7773", "#8B9894", "#B0B0B0"),
    Role("border", "Control borders, chip borders", "#707E79", "#82928D", "#FFFFFF"),
    Role("divider", "Lines between rows, card edges (decorative)", "#D3DBD8", "#344240", "#9A9A9A"),
    Role("primary", "Primary button, checked box, progress", "#0F5A5C", "#66C7C0", "#FFE600"),
    Role("primary-hover", "Primary, hover and pressed", "#0B494B", "#84D6D0", "#FFF37A"),
    Role("on-primary", "Text and icon on primary", "#FFFFFF", "#04201F", "#000000"),
    Role("link", "Links, quiet buttons", "#0C5557", "#7FD3CC", "#FFE600"),
    Role("selection", "Selected row, segment, tile", "#DDEDEB", "#1D413F", "#FFFFFF"),
    Role("on-selection", "Text on selection", "#14201E", "#EEF3F1", "#000000"),
    Role("link-on-selection", "Link on selection", "#0C5557", "#7FD3CC", "#000000"),
    Role("focus", "Focus ring", "#2340C7", "#FFD34D", "#1AEBFF"),
    Role("focus-gap", "Gap between ring and control", "#FFFFFF", "#111918", "#000000"),
    Role("danger", "Error text and icon", "#A3201B", "#FFA59C", "#FF9E94"),
    Role("danger-tint", "Error banner, old value", "#FCECEA", "#3A1F1D", "#000000"),
    Role("danger-border", "Error border", "#C4342D", "#E0766C", "#FF9E94"),
    Role("warn", "Warning text", "#744600", "#F6CB7A", "#FFD166"),
    Role("warn-tint", "Warning banner, Moderate chip", "#FFF2D6", "#362A12", "#000000"),
    Role("warn-border", "Warning border, search-hit underline", "#A86B00", "#C3913A", "#FFD166"),
    Role("good", "Done text", "#1B6638", "#8FD6A6", "#7CF29C"),
    Role("good-tint", "Done banner, new value, Reviewed chip", "#E3F2E8", "#18321F", "#000000"),
    Role("good-border", "Done border", "#35834F", "#58A673", "#7CF29C"),
    Role("info", "Information text, nil report", "#234F86", "#A9CBF5", "#9CD0FF"),
    Role("info-tint", "Information banner", "#E6EEF8", "#1B2C42", "#000000"),
    Role("info-border", "Information border", "#4A76AC", "#6E9BD1", "#9CD0FF"),
    Role("rail", "Rail, side panel of unlock and set-up", "#0D3D40", "#0B2224", "#000000"),
    Role("rail-text", "Text on rail", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
    Role("rail-text-2", "Quiet text on rail", "#BFD8D5", "#BFD8D5", "#FFFFFF"),
    Role("rail-selected", "Selected rail item", "#1D5A5D", "#1B4245", "#FFFFFF"),
    Role("rail-on-selected", "Text on selected rail item", "#FFFFFF", "#FFFFFF", "#000000"),
    Role("rail-mark", "Selected mark, focus ring on rail", "#F4BE55", "#F4BE55", "#FFE600"),
    Role("rail-line", "Line on rail (decorative)", "#2C6265", "#2A4648", "#FFFFFF"),
    Role("kind-message", "Suspicious message", "#7B2A63", "#EFA9D6", "#FFB3E6"),
    Role("kind-message-tint", "its tint", "#F7E9F2", "#3A1F33", "#000000"),
    Role("kind-equipment", "Equipment", "#764A00", "#F0C274", "#FFD166"),
    Role("kind-equipment-tint", "its tint", "#FAEFDA", "#362A12", "#000000"),
    Role("kind-procedure", "Procedure", "#234F86", "#A9CBF5", "#9CD0FF"),
    Role("kind-procedure-tint", "its tint", "#E6EEF8", "#1B2C42", "#000000"),
    Role("kind-place", "Place and safety", "#4A5A12", "#C3D27E", "#D4EE7A"),
    Role("kind-place-tint", "its tint", "#EEF2DC", "#2C3216", "#000000"),
    Role("on-kind", "Icon on a kind fill", "#FFFFFF", "#111918", "#000000"),
    Role("low", "Low chip text", "#33535F", "#B5CDD6", "#FFFFFF"),
    Role("low-tint", "Low chip fill", "#E6EEF1", "#22323A", "#000000"),
    Role("low-border", "Low chip border", "#5F7F8B", "#7896A2", "#FFFFFF"),
    Role("high", "High chip text, gap tile", "#93330B", "#FFB08A", "#FFB38A"),
    Role("high-tint", "High chip fill", "#FDE6D9", "#3B2317", "#000000"),
    Role("high-border", "High chip border", "#BC5322", "#D77F52", "#FFB38A"),
    Role("critical", "Critical chip fill", "#8E1616", "#FFB4AC", "#FFFFFF"),
    Role("on-critical", "Critical chip text", "#FFFFFF", "#2B0505", "#000000"),
    Role("search-hit", "Behind a found word", "#FFE08A", "#54430F", "#000000"),
    Role("track", "Progress track", "#D3DBD8", "#344240", "#000000"),
)

PALETTES: dict[str, dict[str, str]] = {
    palette: {role.name: getattr(role, palette) for role in ROLES}
    for palette in ("light", "dark", "contrast")
}

DEFAULT_FAMILY = "Atkinson Hyperlegible Next"
MONO_FAMILY = "Atkinson Hyperlegible Mono"
FALLBACK_FAMILIES = ("Noto Sans", "Noto Sans Math", "Noto Sans Symbols 2")


class TypeStyle(NamedTuple):
    """A size of text: pixels, weight 400 or 600, line height in pixels."""

    size: int
    weight: int
    line: int
    mono: bool = False


TYPES: dict[str, TypeStyle] = {
    "huge": TypeStyle(40, 600, 52),
    "display": TypeStyle(26, 600, 34),
    "h1": TypeStyle(22, 600, 29),
    "h2": TypeStyle(17, 600, 22),
    "h3": TypeStyle(15, 600, 20),
    "body": TypeStyle(15, 400, 20),
    "strong": TypeStyle(15, 600, 20),
    "table": TypeStyle(14, 400, 18),
    "table-strong": TypeStyle(14, 600, 18),
    "mono": TypeStyle(14, 400, 18, mono=True),
    "mono-strong": TypeStyle(14, 600, 18, mono=True),
    "small": TypeStyle(13, 400, 17),
    "small-strong": TypeStyle(13, 600, 17),
    "key": TypeStyle(24, 600, 32, mono=True),
    "number": TypeStyle(40, 600, 52, mono=True),
}

SCALES = (100, 115, 130, 150, 175, 200)
"""Text scales in percent that the settings offer."""

SPACES: dict[str, int] = {"s1": 4, "s2": 8, "s3": 12, "s4": 16, "s5": 20, "s6": 24, "s7": 28}

RADIUS_CHIP = 4
RADIUS_CONTROL = 6
RADIUS_CARD = 8

FIELD_HEIGHT = 36
MAIN_HEIGHT = 40
FILTER_HEIGHT = 32
CHIP_HEIGHT = 24
CHECK_HEIGHT = 34
CHECK_BOX = 20
NEW_HEIGHT = 84
NEW_HEIGHT_NARROW = 70
LIST_ROW_HEIGHT = 60
TABLE_ROW_HEIGHT = 36
RAIL_WIDTH = 212
RAIL_WIDTH_NARROW = 92
RAIL_ITEM_HEIGHT = 42
RAIL_ITEM_HEIGHT_NARROW = 56
SMALLEST_TARGET = 28
FORM_WIDTH = 712
PAGE_WIDTH = 1440
ASIDE_WIDTH = 296
ASIDE_WIDTH_NARROW = 264

RING = 3
RING_GAP = 2

WIDE = 1180
"""Effective width (window width divided by text scale) from which the rail is wide."""
MEDIUM = 900
"""From here the aside is beside the main column."""
NARROW = 640
"""Below this the rail is a top bar and every table row a card."""
