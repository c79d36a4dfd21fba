"""Acts that do not hold, in a bundle that the station signed all the same."""

import base64
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from clerkapp.codec import jcs
from clerkapp.crypto import signing
from clerkapp.crypto.signing import Namespace
from tests.fakes import bag, people
from tests.fakes.bag import Bag
from tests.fakes.people import DEPUTY, REVIEWER

Break = Callable[[Bag], None]


def _acts(change: Callable[[list[dict[str, Any]]], Any]) -> Break:
    def apply(broken: Bag) -> None:
        lines = broken.lines("signatures")
        changed = change(lines)
        broken.put("signatures", lines if changed is None else changed)

    return apply


def _signed_act(account: str, by: str, **changes: Any) -> dict[str, Any]:
    statement = {
        "act": "author",
        "account": people.person_id(account),
        "at": bag.AT,
        "capacity": None,
        "revision": "ab" * 32,
    } | changes
    blob = signing.sign(people.person_key(by), Namespace.ACT, jcs.encode(statement))
    return {"statement": statement, "sshsig": base64.b64encode(blob).decode()}


def _with_act(line: dict[str, Any]) -> Break:
    return _acts(lambda lines: bag.sorted_acts([*lines, line]))


def _other_namespace(lines: list[dict[str, Any]]) -> None:
    message = jcs.encode(lines[0]["statement"])
    key = people.key_of(lines[0]["statement"]["account"])
    blob = signing.sign(key, Namespace.ENROL, message)
    lines[0]["sshsig"] = base64.b64encode(blob).decode()


BREAKS: dict[str, Break] = {
    "act_removed": _acts(lambda lines: lines[1:]),
    "all_acts_removed": _acts(lambda lines: []),
    "acts_out_of_order": _acts(lambda lines: lines[::-1]),
    "act_doubled": _acts(lambda lines: [lines[0], *lines]),
    "act_changed": _acts(lambda lines: lines[0]["statement"].update(at="2026-01-01T00:00:00Z")),
    "act_in_another_namespace": _acts(_other_namespace),
    "act_by_an_unknown_account": _with_act(_signed_act("nobody", "nobody")),
    "act_by_a_granted_key_under_another_id": _with_act(_signed_act(DEPUTY, REVIEWER)),
    "act_forged": _with_act(_signed_act(DEPUTY, "nobody")),
    "act_of_an_unknown_kind": _with_act(_signed_act(DEPUTY, DEPUTY, act="erase")),
    "act_at_no_time": _with_act(_signed_act(DEPUTY, DEPUTY, at="today")),
    "act_over_no_identity": _with_act(_signed_act(DEPUTY, DEPUTY, revision="x")),
    "act_with_a_surplus_member": _with_act(_signed_act(DEPUTY, DEPUTY, zz=1)),
    "act_not_base64": _acts(lambda lines: lines[0].update(sshsig="!")),
    "act_base64_loose_end": _acts(lambda lines: lines[0].update(sshsig=lines[0]["sshsig"] + "\n")),
    "act_base64_with_spare_bits": _acts(lambda lines: lines[0].update(sshsig="AAF=")),
    "act_not_sshsig": _acts(lambda lines: lines[0].update(sshsig="AAAA")),
}


def _second_author(broken: Bag) -> None:
    identity = sha256(jcs.encode(broken.lines("records")[0]["revision"])).hexdigest()
    _with_act(_signed_act(REVIEWER, REVIEWER, revision=identity))(broken)


def _changed_after_signing(broken: Bag) -> None:
    lines = broken.lines("records")
    lines[4]["revision"]["recorded"] = "2026-11-04T00:00:00Z"
    broken.put("records", lines)


BREAKS |= {
    "second_author": _second_author,
    "revision_changed_after_its_author_signed": _changed_after_signing,
}


@pytest.mark.parametrize("name", BREAKS)
def test_one_broken_act(name: str) -> None:
    broken = Bag.good()
    BREAKS[name](broken)
    assert broken.answer() == "act"
