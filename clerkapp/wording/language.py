"""The language in use: gettext catalogues under resources/i18n, English in the code.

`_` marks a sentence and gives it in the language in use. Never an f-string inside it: Babel would
not find the sentence and gettext would not match it.
"""

import gettext

_catalogue: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def _(text: str) -> str:
    """`text` in the language in use."""
    return _catalogue[0].gettext(text)
