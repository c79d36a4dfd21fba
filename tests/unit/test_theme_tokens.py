"""The contrast table of the look, computed again from the tokens (WCAG 2.2, 1.4.3 and 1.4.11)."""

import pytest

from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.declare import Kind
from clerkapp.gui.theme.tokens import PALETTES, ROLES
from clerkapp.resources import resource_path

NAMES = ("light", "dark", "contrast")

PAIRS = (
    ("text", "surface", 4.5, (16.73, 14.18, 21.00)),
    ("text", "window", 4.5, (15.39, 15.92, 21.00)),
    ("text", "sunken", 4.5, (14.27, 12.52, 21.00)),
    ("text-2", "surface", 4.5, (8.32, 9.55, 21.00)),
    ("text-2", "window", 4.5, (7.65, 10.73, 21.00)),
    ("text-2", "sunken", 4.5, (7.10, 8.44, 21.00)),
    ("text-3", "surface", 4.5, (5.93, 7.09, 17.14)),
    ("text-3", "window", 4.5, (5.45, 7.96, 17.14)),
    ("text-3", "sunken", 4.5, (5.06, 6.26, 17.14)),
    ("disabled", "surface", 3, (4.65, 5.31, 9.68)),
    ("border", "surface", 3, (4.24, 4.88, 21.00)),
    ("border", "window", 3, (3.90, 5.48, 21.00)),
    ("border", "sunken", 3, (3.62, 4.31, 21.00)),
    ("on-primary", "primary", 4.5, (7.96, 8.52, 16.57)),
    ("on-primary", "primary-hover", 4.5, (10.15, 10.16, 18.35)),
    ("primary", "window", 3, (7.32, 8.92, 16.57)),
    ("primary", "surface", 3, (7.96, 7.95, 16.57)),
    ("link", "surface", 4.5, (8.56, 9.16, 16.57)),
    ("link", "window", 4.5, (7.87, 10.28, 16.57)),
    ("link-on-selection", "selection", 4.5, (7.09, 6.43, 21.00)),
    ("on-selection", "selection", 4.5, (13.85, 9.96, 21.00)),
    ("primary", "surface", 3, (7.96, 7.95, 16.57)),
    ("focus", "surface", 3, (7.99, 11.11, 14.37)),
    ("focus", "window", 3, (7.34, 12.48, 14.37)),
    ("focus", "sunken", 3, (6.81, 9.82, 14.37)),
    ("rail-mark", "rail", 3, (7.02, 9.73, 16.57)),
    ("focus", "focus-gap", 3, (7.99, 12.48, 14.37)),
    ("danger", "surface", 4.5, (7.55, 8.42, 10.57)),
    ("danger", "window", 4.5, (6.95, 9.45, 10.57)),
    ("danger", "danger-tint", 4.5, (6.59, 7.97, 10.57)),
    ("danger-border", "surface", 3, (5.42, 5.28, 10.57)),
    ("danger-border", "danger-tint", 3, (4.73, 5.01, 10.57)),
    ("warn", "warn-tint", 4.5, (7.23, 9.18, 14.56)),
    ("warn", "surface", 4.5, (8.02, 10.41, 14.56)),
    ("warn-border", "warn-tint", 3, (3.97, 4.97, 14.56)),
    ("warn-border", "surface", 3, (4.40, 5.63, 14.56)),
    ("good", "good-tint", 4.5, (6.04, 8.14, 15.04)),
    ("good", "surface", 4.5, (6.99, 9.34, 15.04)),
    ("good-border", "good-tint", 3, (4.02, 4.70, 15.04)),
    ("info", "info-tint", 4.5, (7.08, 8.45, 12.88)),
    ("info-border", "info-tint", 3, (4.01, 4.90, 12.88)),
    ("text", "warn-tint", 4.5, (15.08, 12.51, 21.00)),
    ("text", "danger-tint", 4.5, (14.60, 13.44, 21.00)),
    ("rail-text", "rail", 4.5, (11.94, 16.55, 21.00)),
    ("rail-text-2", "rail", 4.5, (7.96, 11.04, 21.00)),
    ("rail-on-selected", "rail-selected", 4.5, (7.86, 10.98, 21.00)),
    ("rail-mark", "rail", 3, (7.02, 9.73, 16.57)),
    ("kind-message", "surface", 4.5, (8.92, 8.57, 12.84)),
    ("kind-message", "kind-message-tint", 4.5, (7.60, 7.95, 12.84)),
    ("on-kind", "kind-message", 4.5, (8.92, 9.62, 12.84)),
    ("kind-equipment", "surface", 4.5, (7.64, 9.60, 14.56)),
    ("kind-equipment", "kind-equipment-tint", 4.5, (6.70, 8.47, 14.56)),
    ("on-kind", "kind-equipment", 4.5, (7.64, 10.78, 14.56)),
    ("kind-procedure", "surface", 4.5, (8.29, 9.50, 12.88)),
    ("kind-procedure", "kind-procedure-tint", 4.5, (7.08, 8.45, 12.88)),
    ("on-kind", "kind-procedure", 4.5, (8.29, 10.67, 12.88)),
    ("kind-place", "surface", 4.5, (7.60, 9.72, 16.31)),
    ("kind-place", "window", 4.5, (6.99, 10.92, 16.31)),
    ("kind-place", "kind-place-tint", 4.5, (6.65, 8.15, 16.31)),
    ("on-kind", "kind-place", 4.5, (7.60, 10.92, 16.31)),
    ("low", "low-tint", 4.5, (7.02, 7.99, 21.00)),
    ("low-border", "surface", 3, (4.29, 5.06, 21.00)),
    ("high", "high-tint", 4.5, (6.44, 8.22, 12.07)),
    ("high-border", "surface", 3, (4.77, 5.34, 12.07)),
    ("high-border", "window", 3, (4.39, 5.99, 12.07)),
    ("on-critical", "critical", 4.5, (9.22, 10.99, 21.00)),
    ("critical", "surface", 3, (9.22, 9.37, 21.00)),
    ("text", "danger-tint", 4.5, (14.60, 13.44, 21.00)),
    ("text", "good-tint", 4.5, (14.45, 12.36, 21.00)),
    ("danger/on-selection", "selection", 4.5, (6.26, 5.91, 21.00)),
    ("kind-message/on-selection", "selection", 4.5, (7.39, 6.02, 21.00)),
    ("kind-equipment/on-selection", "selection", 4.5, (6.32, 6.74, 21.00)),
    ("kind-procedure/on-selection", "selection", 4.5, (6.86, 6.67, 21.00)),
    ("kind-place/on-selection", "selection", 4.5, (6.29, 6.83, 21.00)),
    ("border", "danger-tint", 3, (3.70, 4.62, 21.00)),
    ("low-border", "window", 3, (3.95, 5.68, 21.00)),
    ("text", "search-hit", 4.5, (12.97, 8.56, 21.00)),
    ("warn-border", "surface", 3, (4.40, 5.63, 14.56)),
    ("primary", "track", 3, (5.65, 5.25, 16.57)),
)
"""Foreground, background, least ratio, and the ratios published for light, dark, high contrast.

"a/b": in high contrast `b` is used, because a selected row is white there.
"""


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_every_pair_is_readable(name: str, pair: tuple[str, str, float, tuple[float, ...]]) -> None:
    front, back, least, published = pair
    usual, _, in_contrast = front.partition("/")
    role = in_contrast if name == "contrast" and in_contrast else usual
    measured = ratio(PALETTES[name][role], PALETTES[name][back])
    assert measured >= least
    assert measured == pytest.approx(published[NAMES.index(name)], abs=0.006)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_two_colours_that_are_readable(name: str, kind: str) -> None:
    palette = PALETTES[name]
    colour = palette[f"kind-{kind}"]
    chosen = palette["on-selection"] if name == "contrast" else colour
    for front, back in (
        (colour, palette["surface"]),
        (colour, palette[f"kind-{kind}-tint"]),
        (palette["on-kind"], colour),
        (chosen, palette["selection"]),
    ):
        assert ratio(front, back) >= 4.5


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_has_its_icon(kind: Kind) -> None:
    assert resource_path("icons", f"{kind.icon}.svg").read_bytes().startswith(b"<")


def test_every_role_has_a_colour_in_every_palette() -> None:
    names = [role.name for role in ROLES]
    assert len(names) == len(set(names))
    for palette in PALETTES.values():
        assert set(palette) == set(names)
        assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in palette.values())


def test_primary_colour_is_of_no_party() -> None:
    """Petrol: green and blue about equal, red far below."""
    value = PALETTES["light"]["primary"]
    red, green, blue = (int(value[place : place + 2], 16) for place in (1, 3, 5))
    assert red < green // 2
    assert abs(green - blue) < 20
