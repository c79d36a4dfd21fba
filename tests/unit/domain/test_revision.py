"""A revision's header as it is hashed, and its values without salts."""

from clerkapp.domain.records.revision import Header, Op, Revision, SaltedValue

HEADER = Header(
    id="0b6f7f3e-8a4e-4c57-9d5a-2f1f3b0f7a11",
    number="LARK-2026-W1-0007",
    kind="equipment",
    rev=2,
    parents=("aa", "bb"),
    op=Op.PUT,
    recorded="2026-11-03T08:20:00-06:00",
    author="k7",
    digests={"place": "cc"},
    extra={"zz": [1]},
)


def test_the_header_is_plain_json_and_keeps_what_it_does_not_know() -> None:
    assert HEADER.to_value() == {
        "zz": [1],
        "id": HEADER.id,
        "number": "LARK-2026-W1-0007",
        "kind": "equipment",
        "rev": 2,
        "parents": ["aa", "bb"],
        "op": "put",
        "recorded": "2026-11-03T08:20:00-06:00",
        "author": "k7",
        "digests": {"place": "cc"},
    }


def test_values_come_without_their_salts() -> None:
    revision = Revision(HEADER, "dd", {"place": SaltedValue("00" * 16, "Oak Hall")})
    assert revision.values() == {"place": "Oak Hall"}
