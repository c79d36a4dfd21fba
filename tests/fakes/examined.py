"""A message examined in this process, as it comes out of a child."""

import json

from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence import examination
from clerkapp.evidence.encoding import from_value, to_value
from clerkapp.evidence.parse.steps import Steps


def examine(data: bytes, *, pick: int = 0, steps: Steps | None = None) -> Examination:
    """What the reader says, by way of the form that crosses the pipe."""
    found = examination.examine(data, pick=pick, steps=steps)
    return from_value(Examination, json.loads(json.dumps(to_value(found), ensure_ascii=False)))
