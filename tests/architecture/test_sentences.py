"""Every code that can be raised has its sentence, filled with what the error carries, in calm words."""

import ast
import re
import string

from clerkapp.wording.sentences import SENTENCES
from tests.architecture.source import calls, modules

RAISERS = ("Refused", "EnvironmentFailure")
NEVER_SAID = "attack|hack|breach|fraud|invalid|illegal|abort|fatal|submit|exception|traceback"


def _raised() -> dict[str, list[tuple[str, set[str]]]]:
    """Code -> the places that raise it literally, with the names of the parameters given there."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for module in modules():
        for call in calls(module, *RAISERS):
            if not (call.args and isinstance(call.args[0], ast.Constant)):
                continue
            names = {keyword.arg or "*" for keyword in call.keywords}
            place = f"{module.place}:{call.lineno}"
            found.setdefault(str(call.args[0].value), []).append((place, names))
    return found


def test_every_code_has_a_sentence() -> None:
    missing = {code: places for code, places in _raised().items() if code not in SENTENCES}
    assert missing == {}


def test_every_notice_and_finding_of_the_check_has_a_sentence() -> None:
    told = [
        call.args[0].value
        for module in modules()
        for call in calls(module, "Notice", "CheckProblem")
        if call.args and isinstance(call.args[0], ast.Constant)
        if "evidence" not in module.place  # what messages lack is told by wording.signs
    ]
    assert len(told) > 50
    assert [code for code in told if code not in SENTENCES] == []


def test_every_place_in_a_sentence_is_filled() -> None:
    unfilled = []
    for code, places in _raised().items():
        needed = {
            name for _, name, _, _ in string.Formatter().parse(SENTENCES.get(code, "")) if name
        }
        unfilled += [
            f"{place} {code}: {needed - names}"
            for place, names in places
            if "*" not in names and not needed <= names
        ]
    assert unfilled == []


def test_sentences_are_calm_and_end() -> None:
    bad = re.compile(rf"\b(?:{NEVER_SAID})", re.IGNORECASE)
    assert {code: text for code, text in SENTENCES.items() if bad.search(text)} == {}
    assert {code: text for code, text in SENTENCES.items() if text[-1] not in ".?!”"} == {}
