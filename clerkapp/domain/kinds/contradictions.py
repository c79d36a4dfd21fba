"""Answers that can hardly both be so: found here, asked about in the form, told by clerkctl.

A contradiction is a question. It never keeps a record from being made, and one that is stored stays as
it is: what somebody wrote is evidence, and another office's record is read as it came. Only an answer
that stands for itself ("none" beside others) has to be settled before the record is resolved.
"""

from dataclasses import dataclass

from clerkapp.domain.kinds.conditions import chosen
from clerkapp.domain.kinds.declare import Field, Kind, Values


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question. `at`: the field where it is asked; `other`: the field to look at, the same for
    answers of one field. `question`: the code of its words, "" for an answer that stands for itself:
    then `alone` is that answer, and `others` those that do not go with it."""

    at: str
    other: str
    question: str = ""
    alone: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from other questions of one record."""
        return self.question or f"{self.at}.{self.alone}"


def asked(kind: Kind, values: Values) -> tuple[OpenQuestion, ...]:
    """What the answers ask, in form order."""
    found = [one for field in kind.fields for one in alone(field, values)]
    found += [
        OpenQuestion(one.at, one.other, one.question)
        for one in kind.contradictions
        if one.holds(values)
    ]
    order = {field.code: place for place, field in enumerate(kind.fields)}
    return tuple(sorted(found, key=lambda one: order[one.at]))


def alone(field: Field, values: Values) -> list[OpenQuestion]:
    """The answers of one field that stand for themselves and have others beside them."""
    answers = chosen(values, field.code)
    found = []
    for one in field.alone:
        if one.answer in answers:
            others = answers - {one.answer, *one.beside}
            shown = tuple(code for code in field.values if code in others)
            if shown:
                found.append(OpenQuestion(field.code, field.code, alone=one.answer, others=shown))
    return found[:1]  # one question at a time: the next one may have gone with the answer
