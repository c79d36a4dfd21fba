"""One broken rule at a time, everything else genuine and signed: the reader names the rule."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from clerkapp.codec import jcs
from tests.fakes import bag
from tests.fakes.bag import Bag

Break = Callable[[Bag], None]
BREAKS: dict[str, tuple[str, Break]] = {}


def breaks(code: str) -> Callable[[Break], Break]:
    def register(change: Break) -> Break:
        BREAKS[change.__name__] = (code, change)
        return change

    return register


def restating(name: str, code: str, **members: Any) -> None:
    BREAKS[name] = (code, lambda broken: broken.restate.update(members))


def changing_revision(name: str, change: Callable[[dict[str, Any]], None], at: int = 1) -> None:
    """Change a revision and have its author sign it again: only the record is wrong."""

    def apply(broken: Bag) -> None:
        lines = broken.lines("records")
        before = sha256(jcs.encode(lines[at]["revision"])).hexdigest()
        kept = [act for act in broken.lines("signatures") if act["statement"]["revision"] != before]
        broken.put("signatures", kept)
        change(lines[at]["revision"])
        lines[at]["fields"] = {
            code: pair
            for code, pair in lines[at]["fields"].items()
            if code in lines[at]["revision"].get("digests", {})
        }
        broken.put("records", lines)
        broken.sign_revision(lines[at]["revision"])

    BREAKS[name] = ("record", apply)


def _member(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda revision: revision.__setitem__(name, value)


def _statement_values(name: str, *values: Any) -> None:
    for number, value in enumerate(values):
        restating(f"statement_{name}_{number}", "statement", **{name: value})


restating("higher_format", "version", format="incident-bundle/2")
restating("unknown_critical", "version", critical=["quorum"])
restating("other_authority_claimed", "signature", authority="BLUE")
restating("other_station_claimed", "signature", station="W2")
restating("sealed_to_others", "not-for-us", recipients=["ab" * 20])
restating("sealed_to_fewer", "not-for-us", recipients=[])
restating(
    "too_many_octets",
    "limit",
    payload={"octets": 21 << 30, "files": 5, "records": 5, "signatures": 6, "accounts": 2},
)
restating(
    "too_many_files",
    "limit",
    payload={"octets": 1, "files": 200_001, "records": 5, "signatures": 6, "accounts": 2},
)
_statement_values("format", None, 1)
_statement_values("critical", None, "x", [1])
_statement_values("authority", None, "lark", "", 5)
_statement_values("station", "W 1", None)
_statement_values("epoch", 0, "1", True, None, -1)
_statement_values("seq", 0, "1", True, None)
_statement_values("prev", "ab" * 32, "AB" * 32, 5)
_statement_values(
    "epoch_prev",
    {"epoch": 1, "seq": 4, "digest": "ab" * 32, "reason": "restore"},
    {"epoch": 1},
    "x",
)
_statement_values("kind", "Delta", None, "nil", 1)
_statement_values("period", None, {"from": "2026-07-01"}, {"from": "2026-02-30", "to": "x"})
_statement_values("nil", {"text": "Nothing.", "election": None}, "x")
_statement_values("recipients", "x", ["xy"], ["ab" * 20, "ab" * 20], ["b" * 40, "a" * 40])
_statement_values("created", "2026-11-03", "2026-11-03T21:01:00-06:00", None)
_statement_values("schema", "incident-record/2", None)
_statement_values("rules", "x", {"id": "zz", "version": 0}, {"id": "", "version": 1})
_statement_values("journal", None, {"seq": 1}, {"seq": -1, "digest": "ab" * 32})
_statement_values("receipt", {"n": 1}, "x", {"n": "1", "sha256": "ab" * 32})
_statement_values(
    "totals",
    None,
    {"records": 3},
    {"records": 3, "by_kind": [], "by_severity": {}, "by_status": {}},
)
_statement_values("payload", None, {"octets": 1}, {"octets": -1})

changing_revision("id_upper_case", _member("id", "A" * 8 + "-1111-4111-8111-111111111111"))
changing_revision("number_without_station", _member("number", "LARK-2026-0001"))
changing_revision("number_too_short", _member("number", "LARK-2026-W1-001"))
changing_revision("another_number_in_the_same_record", _member("number", "LARK-2026-W1-0009"))
changing_revision("kind_not_text", _member("kind", 7))
changing_revision("rev_zero", _member("rev", 0))
changing_revision("rev_true", _member("rev", True))
changing_revision("rev_too_high", _member("rev", 3))
changing_revision("first_revision_with_parents", _member("parents", ["ab" * 32]), at=4)
changing_revision("amendment_without_parents", _member("parents", []))
changing_revision("parents_not_hex", _member("parents", ["x"]))
changing_revision("unknown_operation", _member("op", "delete"))
changing_revision("recorded_without_offset", _member("recorded", "2026-11-03T07:40:00"))
changing_revision("strike_without_reason", lambda r: r["digests"].pop("reason"), at=3)
changing_revision("amendment_without_reason", lambda r: r["digests"].pop("reason"))
changing_revision("digest_not_hex", lambda r: r["digests"].__setitem__("status", "x"))
changing_revision("missing_member", lambda r: r.pop("kind"))


@breaks("record")
def parents_descending(broken: Bag) -> None:
    lines = broken.lines("records")
    lines[1]["revision"]["parents"] = ["ff" * 32, "00" * 32]
    broken.put("records", lines)


@breaks("record")
def parent_of_another_record(broken: Bag) -> None:
    lines = broken.lines("records")
    other = sha256(jcs.encode(lines[2]["revision"])).hexdigest()
    revision = lines[1]["revision"]
    revision["parents"] = sorted([*revision["parents"], other])
    broken.put("records", lines)
    broken.sign_revision(revision)


@breaks("record")
def revisions_swapped(broken: Bag) -> None:
    lines = broken.lines("records")
    broken.put("records", [lines[2], lines[3], lines[0], lines[1], lines[4]])


@breaks("record")
def revision_doubled(broken: Bag) -> None:
    lines = broken.lines("records")
    broken.put("records", [lines[0], *lines])


@breaks("record")
def unknown_member_of_the_line(broken: Bag) -> None:
    lines = broken.lines("records")
    lines[0]["note"] = "x"
    broken.put("records", lines)


@breaks("record")
def line_is_not_an_object(broken: Bag) -> None:
    broken.put("records", [*broken.lines("records"), [1]])


def _field(change: Callable[[dict[str, Any]], None], at: int = 0) -> Break:
    def apply(broken: Bag) -> None:
        lines = broken.lines("records")
        change(lines[at]["fields"])
        broken.put("records", lines)

    return apply


BREAKS |= {
    "field_changed": ("record", _field(lambda f: f["severity"].__setitem__(1, "low"))),
    "field_without_digest": ("record", _field(lambda f: f.update(zz=["0" * 32, 1]))),
    "fields_exchanged": (
        "record",
        _field(lambda f: f.update(status=f["severity"], severity=f["status"])),
    ),
    "salt_changed": ("record", _field(lambda f: f["status"].__setitem__(0, "0" * 32))),
    "salt_not_hex": ("record", _field(lambda f: f["status"].__setitem__(0, "x"))),
    "field_without_salt": ("record", _field(lambda f: f.update(status="recorded"))),
    "field_with_three": ("record", _field(lambda f: f["status"].append(1))),
}


@breaks("record")
def attachment_that_nothing_names(broken: Bag) -> None:
    broken.files["data/attachments/" + sha256(b"x").hexdigest()] = b"x"


@breaks("record")
def attachment_whose_field_is_withheld(broken: Bag) -> None:
    _field(lambda fields: fields.pop("attachment.1"), at=4)(broken)


@breaks("record")
def one_attachment_with_two_sizes(broken: Bag) -> None:
    other = bag.attachment_value(bag.LOG) | {"size": 5}
    revision = bag.revision(
        "44444444-4444-4444-8444-444444444444",
        {"attachment.1": other},
        number="LARK-2026-W1-0004",
    )
    fields = {code: [salted.salt, salted.value] for code, salted in revision.fields.items()}
    value = {"fields": fields, "revision": revision.header.to_value()}
    broken.put("records", [*broken.lines("records"), value])
    broken.sign_revision(value["revision"])


@breaks("record")
def digests_that_are_no_object(broken: Bag) -> None:
    lines = broken.lines("records")
    lines[4] = {"fields": {}, "revision": lines[4]["revision"] | {"digests": []}}
    broken.put("records", lines)


@breaks("record")
def fields_that_are_no_object(broken: Bag) -> None:
    lines = broken.lines("records")
    lines[4]["fields"] = []
    broken.put("records", lines)


@breaks("foreign-record")
def record_of_another_authority(broken: Bag) -> None:
    revision = bag.revision("99999999-1111-4111-8111-111111111111", {}, number="BLUE-2026-W1-0001")
    value = {"fields": {}, "revision": revision.header.to_value()}
    broken.put("records", [*broken.lines("records"), value])
    broken.sign_revision(value["revision"])


@breaks("totals")
def totals_tell_a_lower_severity(broken: Bag) -> None:
    totals = broken.statement()["totals"]
    broken.restate["totals"] = totals | {"by_severity": {"low": 3}}


@breaks("totals")
def totals_with_a_zero_count(broken: Bag) -> None:
    totals = broken.statement()["totals"]
    broken.restate["totals"] = totals | {"by_status": totals["by_status"] | {"open": 0}}


@breaks("totals")
def totals_count_one_more(broken: Bag) -> None:
    broken.restate["totals"] = broken.statement()["totals"] | {"records": 4}


@breaks("totals")
def oxum_lies(broken: Bag) -> None:
    broken.recount = False
    broken.files["bag-info.txt"] = b"Payload-Oxum: 1.1\n"


@breaks("layout")
def other_bagit_version(broken: Bag) -> None:
    broken.files["bagit.txt"] = broken.files["bagit.txt"].replace(b"1.0", b"0.9")


for _name in ("octets", "files", "records", "signatures", "accounts"):
    for _step in (1, -1):

        def _lie(broken: Bag, name: str = _name, step: int = _step) -> None:
            payload = broken.statement()["payload"]
            broken.restate["payload"] = payload | {name: payload[name] + step}

        BREAKS[f"payload_{_name}_{_step:+d}"] = ("totals", _lie)


@pytest.mark.parametrize("name", BREAKS)
def test_one_broken_rule(name: str) -> None:
    code, change = BREAKS[name]
    broken = Bag.good()
    change(broken)
    assert broken.answer() == code


def test_the_same_bag_unbroken_is_accepted() -> None:
    assert Bag.good().answer() == "accepted"


def test_an_attachment_field_of_the_wrong_form_is_refused() -> None:
    good = bag.attachment_value(bag.PICTURE)
    for value in (
        None,
        {},
        good | {"size": -1},
        good | {"size": "1"},
        good | {"sha256": "x"},
        good | {"name": None},
        {name: member for name, member in good.items() if name != "class"},
    ):
        revision = bag.revision(bag.IDS[0], {"attachment.1": value})
        broken = Bag.good()
        line = {
            "fields": {"attachment.1": [revision.fields["attachment.1"].salt, value]},
            "revision": revision.header.to_value(),
        }
        broken.put("records", [line])
        broken.sign_revision(line["revision"])
        assert broken.answer() == "record"


@pytest.mark.parametrize("code", ["status", "severity", "reason"])
def test_a_text_that_the_format_fixes_must_be_text(code: str) -> None:
    revision = bag.revision(bag.IDS[0], {code: 7})
    broken = Bag.good()
    fields = {name: [salted.salt, salted.value] for name, salted in revision.fields.items()}
    broken.put("records", [{"fields": fields, "revision": revision.header.to_value()}])
    broken.sign_revision(json.loads(jcs.encode(revision.header.to_value())))
    assert broken.answer() == "record"
