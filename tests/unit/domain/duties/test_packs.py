"""DutyRule packs: those that ship, and what a reader refuses. What it does not know would never be owed."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerkapp.domain.duties.pack import DueForm
from clerkapp.domain.duties.reading import Malformed, pack_of
from clerkapp.domain.duties.triggers import asked, trigger_of
from clerkapp.services.duties import packs

PACK: dict[str, Any] = {
    "format": "incident-rules/1",
    "id": "sample",
    "version": 3,
    "title": {"en": "Sample"},
    "confirm": False,
    "rules": [
        {
            "code": "one",
            "name": {"en": "One", "es": "Uno"},
            "when": {"field": "severity", "is": ["high"]},
            "due": {"hours": 24},
            "tell": "state",
            "say": {"en": "{office}: {line}"},
            "source": "Nowhere",
        }
    ],
    "yearly": [
        {"code": "two", "name": {"en": "Two"}, "by": "04-01", "tell": "state", "source": "Nowhere"}
    ],
}


def test_every_pack_that_ships_reads(repository: Path) -> None:
    files = sorted((repository / "resources" / "rules" / "duties").iterdir())
    for file in files:
        pack = pack_of(json.loads(file.read_text("utf-8")))
        assert file.name == f"{pack.id}.json"
        # Both languages of the program, and where each rule stands.
        for rule in pack.rules:
            assert rule.name.keys() == rule.say.keys() == {"en", "es"}, (file.name, rule.code)
    assert [pack.id for pack in packs.available()] == ["general", "kansas", "missouri"]
    confirmed = {pack.id: pack.to_confirm for pack in packs.available()}
    assert confirmed == {"general": False, "kansas": True, "missouri": True}


def test_the_general_pack_is_the_default_of_the_domain() -> None:
    general = packs.available()[0]
    found = {rule.code: (rule.deadline.term, rule.tell) for rule in general.rules}
    assert found == {
        "critical_now": (DueForm.AT_ONCE, "state"),
        "high_same_day": (DueForm.SAME_DAY, "state"),
        "others_next_upload": (DueForm.NEXT_UPLOAD, "state"),
    }


def test_kansas_asks_for_twelve_hours_and_the_first_of_april() -> None:
    kansas = next(pack for pack in packs.available() if pack.id == "kansas")
    cyber = {rule.code: rule for rule in kansas.rules}["ks_cyber_security_office"]
    assert (cyber.deadline.term, cyber.deadline.count) == (DueForm.HOURS, 12)
    [yearly] = kansas.yearly
    assert (yearly.month, yearly.day) == (4, 1)


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(pack: dict[str, Any]) -> None:
        at: Any = pack
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("format", to="incident-rules/2"),
        _set("more", to=1),
        _set("version", to=0),
        _set("version", to=True),
        _set("confirm", to="yes"),
        _set("title", to={"es": "Muestra"}),
        _set("title", to={"en": "Sample", "fr": "Exemple"}),
        _set("rules", to={}),
        _set("rules", 0, "more", to=1),
        _set("rules", 0, "code", to="One"),
        _set("rules", 0, "code", to="two"),
        _set("rules", 0, "tell", to="sheriff"),
        _set("rules", 0, "say", to={"en": "{one_line}"}),
        _set("rules", 0, "say", to={"en": "{office.name}"}),
        _set("rules", 0, "say", to={"en": ""}),
        _set("rules", 0, "source", to="a\nb"),
        _set("rules", 0, "due", to={}),
        _set("rules", 0, "due", to={"hours": 12, "at_once": True}),
        _set("rules", 0, "due", to={"minutes": 12}),
        _set("rules", 0, "due", to={"hours": 0}),
        _set("rules", 0, "due", to={"hours": 1.5}),
        _set("rules", 0, "due", to={"hours": True}),
        _set("rules", 0, "due", to={"at_once": False}),
        _set("rules", 0, "due", to={"same_day": "5 p.m."}),
        _set("rules", 0, "due", to={"same_day": "24:00"}),
        _set("rules", 0, "when", to={"severity": "high"}),
        _set("rules", 0, "when", to={"field": "severity", "is": ["awful"]}),
        _set("rules", 0, "when", to={"field": "severity", "is": []}),
        _set("rules", 0, "when", to={"field": "severity", "is": ["high", "high"]}),
        _set("rules", 0, "when", to={"field": "seriousness", "is": ["high"]}),
        _set("rules", 0, "when", to={"field": "severity", "is": ["high"], "or": True}),
        _set("rules", 0, "when", to={"field": "severity", "above": 1}),
        _set("rules", 0, "when", to={"field": "voters_left", "above": -1}),
        _set("rules", 0, "when", to={"kind": ["weather_report"]}),
        _set("rules", 0, "when", to={"always": False}),
        _set("rules", 0, "when", to={"all": []}),
        _set("rules", 0, "when", to={"python": "values['severity'] == 'high'"}),
        _set("rules", 0, "when", to=True),
        _set("yearly", 0, "by", to="02-30"),
        _set("yearly", 0, "by", to="4-1"),
        _set("yearly", 0, "due", to={"hours": 1}),
    ],
)
def test_what_is_unknown_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    pack_of(copy.deepcopy(PACK))
    changed = copy.deepcopy(PACK)
    change(changed)
    with pytest.raises(Malformed):
        pack_of(changed)


def test_questions_in_each_other_end_somewhere() -> None:
    question: dict[str, Any] = {"always": True}
    for _ in range(50):
        question = {"not": question}
    with pytest.raises(ValueError, match="not a question"):
        trigger_of(question)


@pytest.mark.parametrize(
    ("question", "severities"),
    [
        ({"always": True}, None),
        ({"field": "severity", "is": ["high"]}, {"high"}),
        (
            {"all": [{"field": "severity", "is": ["high", "critical"]}, {"kind": ["message"]}]},
            {"high", "critical"},
        ),
        ({"any": [{"field": "severity", "is": ["high"]}, {"always": True}]}, None),
        ({"not": {"field": "severity", "is": ["high"]}}, None),
        (
            {
                "all": [
                    {"field": "severity", "is": ["high", "low"]},
                    {"field": "severity", "is": ["high"]},
                ]
            },
            {"high"},
        ),
    ],
)
def test_which_records_need_not_be_looked_at(
    question: dict[str, Any], severities: set[str] | None
) -> None:
    found = trigger_of(question).severities
    assert found == (None if severities is None else frozenset(severities))


def test_questions_hold_and_do_not_fail() -> None:
    many = trigger_of({"field": "voters_left", "above": 2})
    assert many.holds(asked("equipment", {"voters_left": {"n": 3, "precision": "exact"}}))
    assert not many.holds(asked("equipment", {"voters_left": {"n": None, "precision": "unknown"}}))
    assert not many.holds(asked("equipment", {"voters_left": "three"}))
    kind = trigger_of({"kind": ["message"]})
    assert kind.holds(asked("message", {}))
    assert not kind.holds(asked("equipment", {}))
