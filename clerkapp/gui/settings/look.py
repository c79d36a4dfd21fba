"""Colors, text size, language and idle lock of this computer."""

from dataclasses import replace

from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.theme.tokens import SCALES
from clerkapp.gui.widgets.inputs.choice import Choice
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.gui.widgets.inputs.segment import Segment
from clerkapp.wording.language import _, ngettext

IDLE_MINUTES = (1, 2, 5, 10, 15, 30)


class LookPart(Part):
    """Palette, text size, language and idle lock: of this computer, kept outside the vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("Look and language")
        self.explanation = _("For this computer. What you choose holds at once.")
        card, column = self.fields_card()
        palette = Segment(
            [
                ("system", _("As the system")),
                ("light", _("Light")),
                ("dark", _("Dark")),
                ("contrast", _("High contrast")),
            ]
        )
        palette.set_value(desk.theme.choice)
        palette.changed.connect(lambda: desk.theme.set_palette(palette.value() or "system"))
        self.add_field("palette", Field(_("Colors"), palette), column)
        scale = Choice([(str(step), f"{step} %") for step in SCALES], width=140)
        scale.set_value(str(desk.theme.scale))
        scale.changed.connect(lambda: desk.theme.set_scale(int(scale.value() or 100)))
        self.add_field(
            "scale", Field(_("Text size"), scale, help=_("Also Ctrl and plus or minus.")), column
        )
        language = Segment([("en", "English"), ("es", "Español")])
        language.set_value(desk.preferences.language)
        language.changed.connect(lambda: self._use_language(language.value() or "en"))
        self.add_field(
            "language",
            Field(_("Language"), language, help=_("Records keep the words they were typed in.")),
            column,
        )
        minutes = Choice([(str(n), _minutes(n)) for n in IDLE_MINUTES], width=180)
        minutes.set_value(str(desk.preferences.idle_minutes))
        minutes.changed.connect(lambda: self._lock_after(int(minutes.value() or 5)))
        self.add_field(
            "idle",
            Field(
                _("Lock when nobody touches the computer for"),
                minutes,
                help=_("What was typed is kept as a draft."),
            ),
            column,
        )
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.begin_with(palette.entry())
        desk.theme.changed.connect(self._follow)

    def _follow(self) -> None:
        """Ctrl and plus change the text size from anywhere."""
        self.fields["scale"].control.set_value(str(self.desk.theme.scale))

    def _use_language(self, language: str) -> None:
        self.desk.prefer(replace(self.desk.preferences, language=language))

    def _lock_after(self, minutes: int) -> None:
        self.desk.prefer(replace(self.desk.preferences, idle_minutes=minutes))


def _minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)
