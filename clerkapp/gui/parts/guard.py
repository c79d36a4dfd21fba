"""What the guard says about a form's fields, and what a person answered: "it must stay, because …".

The answers are rows of the form's own field `guard_overrides`, so the draft holds them and recording
takes them as they are.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from clerkapp.domain.kinds.declare import Control, Field
from clerkapp.domain.privacy import guard
from clerkapp.domain.records import guarded
from clerkapp.services.records.attaching import Attached
from clerkapp.wording.sentences import sentence

OVERRIDES = guarded.OVERRIDES


def stops(
    field: Field, value: Any, before: Any, files: Iterable[Attached] = ()
) -> list[tuple[str, str]]:
    """(code, rule) of what the guard stops at in a field and did not find in it as it was recorded.

    `value` and `before` in the typed form; a person's name and contact stop under their own codes.
    """
    if field.control is Control.FILE:
        names = [file.name for file in files] if field.code == guarded.FILES else []
        return [(field.code, rule) for rule in _rules(names)]
    broken_rules = []
    for code, now, was in _parts(field, value, before):
        earlier = guarded.found_in(field, was)
        new = [finding for finding in guarded.found_in(field, now) if finding not in earlier]
        broken_rules += [
            (code, str(rule)) for rule in dict.fromkeys(finding.rule for finding in new)
        ]
    return broken_rules


def open_rules(broken_rules: Iterable[tuple[str, str]], rows: Any) -> list[str]:
    """The rules of what nobody said must stay."""
    answered = {
        (row.get("field"), row.get("rule"))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping) and row.get("reason")
    }
    return [
        rule
        for code, rule in broken_rules
        if (code, rule) not in answered and (code, None) not in answered
    ]


def answered(
    broken_rules: Iterable[tuple[str, str]], rows: Any, reason: str
) -> list[dict[str, str]]:
    """`rows` with the reason for everything found."""
    new = [{"field": code, "rule": rule, "reason": reason} for code, rule in broken_rules]
    keys = {(row["field"], row["rule"]) for row in new}
    overrides = [
        dict(row)
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping) and (row.get("field"), row.get("rule")) not in keys
    ]
    return overrides + new


def said(rules: Iterable[str]) -> str:
    """The sentence beside the field, or ""."""
    named = list(dict.fromkeys(rules))
    return sentence("guard", {"rules": named}) if named else ""


def said_of(text: str) -> str:
    """The sentence about a text that can be put otherwise, or ""."""
    return said(str(finding.rule) for finding in guard.findings(text))


def said_outside(text: str) -> str:
    """The sentence about words for outside, or "": for them there is no reason why it must stay."""
    rules = list(dict.fromkeys(str(finding.rule) for finding in guard.findings(text)))
    return sentence("guard-outside", {"rules": rules}) if rules else ""


def hint(field: Field, value: Any) -> str:
    """What is only said about a field, or ""."""
    rules = list(dict.fromkeys(str(hint.rule) for hint in guarded.hinted_in(field, value)))
    return sentence("guard-hint", {"rules": rules}) if rules else ""


def _parts(field: Field, value: Any, before: Any) -> list[tuple[str, Any, Any]]:
    if field.control is not Control.PERSON or not isinstance(value, dict):
        return [(field.code, value, before)]
    was = before if isinstance(before, dict) else {}
    return [
        (f"{field.code}_{part}", {part: value.get(part)}, {part: was.get(part)})
        for part in ("name", "contact")
    ]


def _rules(texts: Iterable[str]) -> list[str]:
    return list(
        dict.fromkeys(str(finding.rule) for text in texts for finding in guard.findings(text))
    )
