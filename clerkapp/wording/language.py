"""The language in use: gettext catalogues under resources/i18n, English in the code.

`_` marks a sentence and gives it in the language in use. Never an f-string inside it: Babel would
not find the sentence and gettext would not match it. Tables of words (labels, answers, sentences)
are plain dictionaries that `tools/translations.py` reads as they are; they are looked up through
`_` when they are shown, so that a change of language needs no restart.
"""

import gettext
from pathlib import Path

LANGUAGES = ("en", "es")

_catalogue: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_code: list[str] = ["en"]
_others: dict[str, gettext.NullTranslations] = {}


def use(language: str, folder: Path | None = None) -> None:
    """Speak `language` from now on ("en", "es"); a region as in "es_US" is fine.

    `folder` is the i18n folder of the resources. An unknown language, or one without a catalogue
    there, falls back to English, which needs none.
    """
    code = language.replace("-", "_").partition("_")[0].lower()
    file = None if folder is None else folder / f"{code}.mo"
    if code == "en" or file is None or not file.is_file():
        _catalogue[0], _code[0] = gettext.NullTranslations(), "en"
        return
    with file.open("rb") as stream:
        _catalogue[0], _code[0] = gettext.GNUTranslations(stream), code


def language() -> str:
    """The code of the language in use, for a document's language mark."""
    return _code[0]


def spellings(text: str, folder: Path) -> tuple[str, ...]:
    """`text` in every language of `folder` that has a catalogue, whichever is in use."""
    found = [text]
    for code in LANGUAGES[1:]:
        if code not in _others and (folder / f"{code}.mo").is_file():
            with (folder / f"{code}.mo").open("rb") as stream:
                _others[code] = gettext.GNUTranslations(stream)
        if code in _others and text:
            found.append(_others[code].gettext(text))
    return tuple(dict.fromkeys(found))


def _(text: str) -> str:
    """`text` in the language in use."""
    return _catalogue[0].gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The singular or plural of a sentence in the language in use; `{count}` stays to be filled."""
    return _catalogue[0].ngettext(one, many, number)
