"""English in the code, Spanish from its catalogue, and the catalogue keeps up with the code."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from clerkapp.domain.kinds import KINDS
from clerkapp.wording import labels, language, times, values
from clerkapp.wording.sentences import SENTENCES, sentence
from tests.architecture.source import ROOT, modules
from tools import translations

I18N = ROOT / "resources" / "i18n"


@pytest.fixture
def spanish() -> Iterator[None]:
    language.use("es", I18N)
    yield
    language.use("en")


@pytest.mark.usefixtures("spanish")
def test_labels_values_and_sentences_are_in_spanish() -> None:
    assert language.language() == "es"
    assert labels.kind_label("message") == "Mensaje sospechoso"
    assert labels.label("counts", "how") == "Cómo se explica"
    assert labels.gate_words("R1") == "necesario ahora"
    assert labels.value_label("category", "jam") == "Atasco o alimentación de papel"
    assert times.when_words("2026-11-03T07:40:00-06:00") == "3 de nov, 7:40 a. m. CST"
    assert times.minutes_words(1) == "1 minuto"
    assert times.minutes_words(125) == "2 horas 5 minutos"
    assert values.count_words({"n": 25, "precision": "estimate"}) == "aproximadamente 25"
    assert sentence("number-form", {"number": "7"}).startswith("«7» no es un número de registro.")


@pytest.mark.parametrize("code", ["es", "es_US", "es-MX", "ES"])
def test_a_region_does_not_matter(code: str) -> None:
    language.use(code, I18N)
    assert language.language() == "es"
    language.use("en")


@pytest.mark.parametrize(("code", "folder"), [("en", I18N), ("tlh", I18N), ("es", None)])
def test_english_needs_no_catalogue(code: str, folder: Path | None) -> None:
    language.use("es", I18N)
    language.use(code, folder)
    assert language.language() == "en"
    assert labels.kind_label("message") == "Suspicious message"


def test_the_catalogue_is_complete_and_fits() -> None:
    assert translations.problems() == []


def test_a_checkout_speaks_spanish_once_its_catalogue_is_compiled(tmp_path: Path) -> None:
    po = shutil.copy(translations.PO, tmp_path)
    language.use("es", tmp_path)
    assert (language.language(), labels.kind_label("message")) == ("en", "Suspicious message")
    translations.compile_catalogue(Path(po))
    language.use("es", tmp_path)
    assert (language.language(), labels.kind_label("message")) == ("es", "Mensaje sospechoso")
    language.use("en")


def test_a_changed_catalogue_is_compiled_again_and_an_unchanged_one_left(tmp_path: Path) -> None:
    po = tmp_path / "es.po"
    po.write_text('msgid "Lock"\nmsgstr "Cerrar"\n', "utf-8")
    mo = translations.compile_catalogue(po)
    first = mo.stat()
    translations.compile_catalogue(po)
    assert mo.stat() == first
    po.write_text('msgid "Lock"\nmsgstr "Bloquear"\n', "utf-8")
    translations.compile_catalogue(po)
    language.use("es", tmp_path)
    assert language._("Lock") == "Bloquear"
    language.use("en")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["es.mo", "es.po"]


def test_the_check_finds_what_is_wrong() -> None:
    catalogue = Catalog(locale="es")
    catalogue.add("Passphrase for {name}", "Frase de contraseña de {nombre}")
    catalogue.add("Lock")
    catalogue.add(("{count} hour", "{count} hours"), ("{count} hora", ""))
    assert translations.untranslated(catalogue) == ["Lock", "{count} hour"]
    assert translations.misfits(catalogue) == ["Passphrase for {name}"]


def test_every_sentence_is_used() -> None:
    """A code that no module names is a sentence that nobody will ever read."""
    named = {
        text
        for module in modules()
        if not module.place.startswith("clerkapp/wording/sentences/")
        for text in re.findall(r"[a-z][a-z0-9-]+", (ROOT / module.place).read_text("utf-8"))
    }
    assert set(SENTENCES) - named == set()


@pytest.mark.usefixtures("spanish")
def test_no_doubt_reads_as_a_danger() -> None:
    """“No es seguro” says in Spanish that it is not safe."""
    unsure = {"not_sure", "unsure", "not_known"}
    for kind in KINDS.values():
        for declared in kind.fields:
            for code in unsure & set(declared.values):
                words = labels.value_label(declared.code, code)
                assert "segur" not in words.lower(), (declared.code, words)
