"""Role colours as a QPalette, and roles from the system's colours when its contrast theme is on."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from clerkapp.gui.theme.tokens import PALETTES, ROLES

_Group = QPalette.ColorGroup
_Role = QPalette.ColorRole

_ROLES = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "text",
    _Role.Highlight: "selection",
    _Role.HighlightedText: "on-selection",
    _Role.PlaceholderText: "text-3",
    _Role.Link: "link",
    _Role.LinkVisited: "link",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.Accent: "primary",
    _Role.Light: "surface",
    _Role.Midlight: "divider",
    _Role.Mid: "border",
    _Role.Dark: "border",
    _Role.Shadow: "border",
}
_DISABLED = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText)


def qt_palette(colours: Mapping[str, str]) -> QPalette:
    """Every role that Fusion reads, active, inactive and disabled; it derives the rest badly."""
    palette = QPalette()
    for group in (_Group.Active, _Group.Inactive, _Group.Disabled):
        for role, name in _ROLES.items():
            palette.setColor(group, role, QColor(colours[name]))
    for role in _DISABLED:
        palette.setColor(_Group.Disabled, role, QColor(colours["disabled"]))
    return palette


def system_contrast(system: QPalette) -> dict[str, str]:
    """Roles from the colours that the person chose in the system's contrast theme, without tints."""

    def of(role: QPalette.ColorRole, group: QPalette.ColorGroup = _Group.Active) -> str:
        return system.color(group, role).name()

    ground, text = of(_Role.Window), of(_Role.WindowText)
    chosen, on_chosen = of(_Role.Highlight), of(_Role.HighlightedText)
    link = of(_Role.Link)
    colours = dict.fromkeys((role.name for role in ROLES), text)
    for role in ROLES:
        if role.contrast == PALETTES["contrast"]["window"]:
            colours[role.name] = ground
    colours |= {
        "disabled": of(_Role.WindowText, _Group.Disabled),
        "primary": chosen,
        "primary-hover": chosen,
        "on-primary": on_chosen,
        "link": link,
        "selection": chosen,
        "on-selection": on_chosen,
        "link-on-selection": on_chosen,
        "rail-selected": chosen,
        "rail-on-selected": on_chosen,
        "critical": text,
        "on-critical": ground,
        "on-kind": ground,
        "focus": text,
        "rail-mark": chosen,
    }
    return colours
