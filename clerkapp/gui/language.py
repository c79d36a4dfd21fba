"""The language in use: the program's own words, and those of Qt's dialogs and dates."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from clerkapp.resources import resource_path
from clerkapp.wording import language

_installed: list[QTranslator] = []


def use_language(app: QApplication, code: str) -> None:
    """Set the language of words, dates and Qt's own dialogs; `code` is "en" or "es"."""
    language.use(code, resource_path("i18n"))
    QLocale.setDefault(QLocale("es_US" if code == "es" else "en_US"))
    while _installed:
        app.removeTranslator(_installed.pop())
    if code == "en":
        return
    translator = QTranslator()
    if translator.load(
        f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(translator)
        _installed.append(translator)
