"""Theme: palettes, text scale, fonts, icons, placeholder."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from clerkapp.gui.theme import fonts
from clerkapp.gui.theme.palettes import system_contrast
from clerkapp.gui.theme.theme import Theme
from clerkapp.gui.theme.tokens import FALLBACK_FAMILIES, PALETTES, ROLES, SCALES, TYPES
from clerkapp.gui.widgets.basic.buttons import PrimaryButton
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.inputs.line import Line
from clerkapp.gui.widgets.inputs.text_area import TextArea
from tests.gui.look import look, settle

__all__ = ["look"]


@pytest.mark.parametrize("style", TYPES)
def test_every_style_is_drawn_with_the_shipped_font(look: Theme, style: str) -> None:
    font = look.font(style)
    token = TYPES[style]
    family = "Atkinson Hyperlegible Mono" if token.mono else "Atkinson Hyperlegible Next"
    assert QFontInfo(font).family() == family
    assert QFontInfo(font).weight() == token.weight
    assert look.metrics(style).height() == token.line
    assert tuple(font.families()[1:]) == FALLBACK_FAMILIES


def test_figures_have_one_width(look: Theme) -> None:
    metrics = QFontMetricsF(look.font("body"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")
    assert metrics.horizontalAdvance("7:40") == metrics.horizontalAdvance("8:15")


def test_figures_have_one_width_under_the_style_sheet(look: Theme) -> None:
    for widget in (Label("x"), Line()):
        widget.ensurePolished()
        metrics = QFontMetricsF(widget.font())
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_fonts_register_once(look: Theme) -> None:
    fonts.register()
    fonts.register()
    assert QFontInfo(look.font("strong")).weight() == 600


def test_no_text_is_smaller_than_13(look: Theme) -> None:
    assert min(token.size for token in TYPES.values()) == 13
    assert {token.weight for token in TYPES.values()} == {400, 600}
    assert look.font("small").pixelSize() == 13


def test_a_filled_button_that_may_not_be_pressed_is_not_filled(look: Theme) -> None:
    button = PrimaryButton("")
    seen = []
    for enabled in (True, False):
        button.setEnabled(enabled)
        button.resize(120, 40)
        seen.append(button.grab().toImage().pixelColor(60, 20).name())
    assert seen == [look.hex("primary").lower(), look.hex("sunken").lower()]


def test_scale_steps_and_their_ends(look: Theme) -> None:
    seen = [look.scale]
    for _step in SCALES:
        look.larger()
        seen.append(look.scale)
    assert seen == [*SCALES, 200]
    for _step in SCALES:
        look.smaller()
    assert look.scale == 100
    look.set_scale(133)
    assert look.scale == 100


def test_sizes_follow_the_scale(look: Theme) -> None:
    label = Label("Seal", "h1")
    look.set_scale(200)
    assert look.px(36) == 72
    assert look.effective(1024) == 512
    assert label.font().pixelSize() == 44


def test_a_change_of_palette_reaches_the_application(look: Theme, qapp: QApplication) -> None:
    told: list[str] = []
    look.changed.connect(
        lambda: told.append(qapp.palette().color(QPalette.ColorRole.Window).name())
    )
    look.set_palette("dark")
    assert told == [PALETTES["dark"]["window"].lower()]
    assert look.name == "dark"
    look.set_palette("no such palette")
    assert look.choice == "dark"


def test_a_widget_that_has_gone_is_not_dressed(look: Theme) -> None:
    label = Label("x")
    label.deleteLater()
    settle(QWidget())
    look.set_palette("dark")
    assert look.name == "dark"


def test_an_icon_follows_the_palette(look: Theme) -> None:
    icon = look.icon("home", "primary")

    def inked() -> set[str]:
        picture = icon.pixmap(QSize(24, 24)).toImage()
        places = [(x, y) for x in range(24) for y in range(24)]
        solid = [picture.pixelColor(*place) for place in places]
        return {colour.name() for colour in solid if colour.alpha() == 255}

    assert PALETTES["light"]["primary"].lower() in inked()
    look.set_palette("dark")
    assert PALETTES["dark"]["primary"].lower() in inked()
    assert PALETTES["light"]["primary"].lower() not in inked()


def test_an_icon_survives_being_copied_and_changed(look: Theme) -> None:
    icon = QIcon(look.icon("home"))
    icon.addPixmap(look.pixmap("x", "text", 20))
    assert icon.pixmap(QSize(20, 20)).size() == QSize(20, 20)


def test_an_icon_is_sharp_on_a_dense_screen(look: Theme) -> None:
    pixmap = look.pixmap("home", "text", 20, 1.5)
    assert pixmap.size() == QSize(30, 30)
    assert pixmap.devicePixelRatio() == 1.5


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("kind", [Line, TextArea])
def test_the_placeholder_is_drawn_in_its_colour(
    look: Theme, palette: str, kind: type[Line] | type[TextArea]
) -> None:
    look.set_palette(palette)
    field = kind(placeholder="MMMM WWWW")
    field.resize(300, 60)
    field.show()
    settle(field)
    picture = field.grab().toImage()
    drawn = {
        picture.pixelColor(x, y).name()
        for x in range(4, picture.width() - 4)
        for y in range(4, picture.height() - 4)
    }
    wanted = QColor(PALETTES[palette]["text-3"])
    nearest = min(_distance(QColor(name), wanted) for name in drawn)
    assert nearest <= 12


def test_the_systems_contrast_colours_are_used_without_tints() -> None:
    system = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, "#2D3236"),
        (QPalette.ColorRole.WindowText, "#FFFFFF"),
        (QPalette.ColorRole.Highlight, "#8EE3F0"),
        (QPalette.ColorRole.HighlightedText, "#263B50"),
        (QPalette.ColorRole.Link, "#75E9FC"),
    ):
        system.setColor(role, QColor(colour))
    colours = system_contrast(system)
    assert set(colours) == {role.name for role in ROLES}
    assert colours["window"] == colours["surface"] == colours["warn-tint"] == "#2d3236"
    assert colours["text"] == colours["border"] == colours["danger"] == "#ffffff"
    assert colours["selection"] == "#8ee3f0"
    assert colours["on-selection"] == "#263b50"
    assert colours["link"] == "#75e9fc"


def _distance(one: QColor, other: QColor) -> int:
    return (
        abs(one.red() - other.red())
        + abs(one.green() - other.green())
        + abs(one.blue() - other.blue())
    )
