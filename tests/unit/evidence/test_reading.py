"""What the form gets from a message, and that the document says what the program does."""

import re

from clerkapp.evidence import limits
from clerkapp.evidence.encoding import to_value
from clerkapp.evidence.parse.steps import Why
from clerkapp.evidence.signs import sign
from clerkapp.wording import signs as words
from tests.architecture.source import ROOT, modules
from tests.fakes.examined import examine

DOCUMENT = ROOT / "docs" / "formats" / "evidence.md"


def _problem_codes() -> set[str]:
    named = set()
    for module in modules():
        if module.place.startswith("clerkapp/evidence/"):
            text = (ROOT / module.place).read_text("utf-8")
            named |= set(re.findall(r'Problem\(\s*"([a-z-]+)"', text))
            named |= set(re.findall(r'"(reader-[a-z]+)"', text))
            named |= set(re.findall(r'"((?:picture|pdf)-(?!actions)[a-z]+)"', text))
    return named | {f"part-{why}" for why in Why}


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    assert _problem_codes() == set(words.PROBLEMS)


def test_problems_are_filled_and_harmless() -> None:
    said = words.problem("pdf-unread", {"name": "http://x.example/\u202ea.pdf"})
    assert said.endswith("hxxp://x[.]example/[U+202E]a[.]pdf")
    assert words.problem("zz", {}) == "zz"


def _rows(heading: str) -> dict[str, str]:
    section = DOCUMENT.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]*?) \|", section, re.MULTILINE))


def test_the_document_lists_every_sign() -> None:
    assert _rows("Warning signs") == {
        code: " or ".join(str(strength) for strength in strengths)
        for code, (strengths, _) in sign.CATALOGUE.items()
    }


def test_the_document_lists_every_problem() -> None:
    assert set(_rows("Problems")) == set(words.PROBLEMS)


def test_the_document_names_every_key() -> None:
    section = DOCUMENT.read_text("utf-8").split("\n## The result\n")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `([a-z_0-9]+)` \|", section, re.MULTILINE))
    assert named == set(to_value(examine(b"")))


def test_the_document_s_limits_are_the_program_s() -> None:
    section = DOCUMENT.read_text("utf-8").split("\n## Limits\n")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([0-9.,]+)", section, re.MULTILINE))
    said = {name: float(value.replace(",", "")) for name, value in rows.items()}
    real = {name: value for name, value in vars(limits).items() if name.isupper() and name != "MIB"}
    assert said == real
