"""The version, what the program must not be used on, and what it is made of."""

from clerkapp import __version__
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.settings.part import Part
from clerkapp.gui.widgets.basic.text import Label
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.gui.widgets.page.card import Card, Facts
from clerkapp.wording.language import _
from clerkapp.wording.values import fingerprint_words


class AboutPart(Part):
    """Version, what the program must not be used on, what it is made of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title = _("About")
        self.explanation = _("The offline incident record of an election office.")
        self.column.addWidget(
            Banner(
                "warn",
                _("Not for computers that prepare ballots or count votes"),
                _(
                    "Rules allow only voting software on such a computer. Keep the record elsewhere."
                ),
            )
        )
        card = Card()
        facts = Facts(label_width=150)
        info = desk.session.info
        facts.add(_("Program"), f"clerkapp {__version__}")
        facts.add(_("License"), "Apache-2.0")
        facts.add(_("Office"), f"{info.authority_name} ({info.authority})")
        facts.add(_("Station"), info.station)
        facts.add(_("Vault"), fingerprint_words(info.vault_id), mono=True)
        facts.add(_("Folder"), str(desk.session.folder))
        card.body.addWidget(facts)
        self.column.addWidget(card)
        made_of = Card(_("Made with"), small=True)
        names = Facts(label_width=230)
        for name, licence in _LIBRARIES:
            names.add(name, licence)
        made_of.body.addWidget(names)
        made_of.body.addWidget(
            Label(
                _("The full texts lie in the program’s folder, under “licences”."),
                "small",
                "text-2",
            )
        )
        self.column.addWidget(made_of)
        self.column.addStretch(1)


_LIBRARIES = (
    ("Qt for Python", "LGPL-3.0"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib"),
    ("sqlite-utils", "Apache-2.0"),
    ("cryptography, OpenSSL", "Apache-2.0"),
    ("Typst", "Apache-2.0"),
    ("python-oxmsg, selectolax, segno", "MIT, BSD-3-Clause"),
    ("zxing-cpp, pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("publicsuffixlist", "MPL-2.0"),
    ("Atkinson Hyperlegible, Noto Sans, Noto Sans Math and Symbols", "OFL-1.1"),
    ("Tabler Icons", "MIT"),
)
