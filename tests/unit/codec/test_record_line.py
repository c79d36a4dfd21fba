"""Record lines: the slice that is hashed, what is kept, what is withheld."""

import json
from hashlib import sha256

import pytest

from clerkapp.codec import jcs, record_line
from clerkapp.crypto.identity import read_revision, revision_identity
from clerkapp.domain.errors import Refused
from tests.fakes import bag


def test_reads_back_with_identity_and_fields() -> None:
    for revision in bag.story()[0]:
        assert read_revision(record_line.decode(record_line.encode(revision))) == revision


def test_the_identity_is_the_digest_of_a_slice_of_the_line() -> None:
    revision = bag.story()[0][0]
    line = record_line.encode(revision)
    header_bytes = record_line.decode(line).header_bytes
    assert header_bytes in line
    assert sha256(header_bytes).hexdigest() == revision.identity


def test_a_copy_withholds_by_leaving_out() -> None:
    """Neither value nor salt of a withheld field leaves; identity stays."""
    revision = bag.story()[0][0]
    line = record_line.encode(revision, ["status", "not a code"])
    shown = read_revision(record_line.decode(line))
    assert shown.identity == revision.identity
    assert shown.fields.keys() == {"status"}
    for code in ("severity", "one_line"):
        assert revision.fields[code].salt.encode() not in line
    assert record_line.decode(record_line.encode(revision, [])).fields == {}


def test_unknown_members_of_a_revision_are_hashed_and_kept() -> None:
    value = bag.story()[0][0].header.to_value() | {"later": [1, {"x": None}]}
    line = jcs.encode({"fields": {}, "revision": value})
    revision = read_revision(record_line.decode(line))
    assert revision.header.extra == {"later": [1, {"x": None}]}
    assert record_line.encode(revision) == line
    assert revision_identity(revision.header) == revision.identity


@pytest.mark.parametrize("value", [[], "x", 7, {}, {"fields": {}}, {"a": 1, "b": 2}])
def test_canonical_json_that_is_no_revision(value: object) -> None:
    with pytest.raises(ValueError, match=r".+") as refused:
        record_line.decode(jcs.encode(value))
    assert not isinstance(refused.value, jcs.NotCanonical)


def test_bytes_that_are_not_canonical_are_that_before_anything_else() -> None:
    line = record_line.encode(bag.story()[0][0])
    for changed in (line + b" ", json.dumps(json.loads(line)).encode(), b"[ ]", b""):
        with pytest.raises(jcs.NotCanonical):
            record_line.decode(changed)


def test_a_record_above_1_mib_is_not_written() -> None:
    long = bag.revision(bag.IDS[0], {"story": "x" * (1 << 20)})
    with pytest.raises(Refused, match="record-too-long"):
        record_line.encode(long)


def test_attachments_are_the_numbered_codes_only() -> None:
    good = bag.attachment_value(b"x")
    codes = ("attachment.1", "attachment.10", "attachment.0", "attachment.01", "attachment", "a")
    fields = bag.revision(bag.IDS[0], dict.fromkeys(codes, good)).fields
    assert len(record_line.named_attachments(fields)) == 2
