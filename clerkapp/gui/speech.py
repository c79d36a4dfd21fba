"""The language in use: the program's own words, and those of Qt's dialogs and dates."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from clerkapp.host.assets import resource_path
from clerkapp.wording import language


def speak(app: QApplication, code: str) -> None:
    """Words in `code` ("en", "es"), Qt's own dialogs too."""
    language.use(code, resource_path("i18n"))
    QLocale.setDefault(QLocale("es_US" if code == "es" else "en_US"))
    for spoken in app.findChildren(QTranslator):
        app.removeTranslator(spoken)
        spoken.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != "en" and translator.load(f"qtbase_{code}", folder):
        app.installTranslator(translator)
