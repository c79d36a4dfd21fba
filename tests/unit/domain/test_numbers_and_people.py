"""Record numbers, codes, roles and what each may do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkapp.domain.errors import EnvironmentFailure, Refused
from clerkapp.domain.people.roles import PERMISSIONS, Account, Permission, Role, parse_roles
from clerkapp.domain.records.numbers import RecordNumber, require_code

codes = st.text("ABCXYZ0189", min_size=1, max_size=12)


@given(codes, st.integers(0, 9999), codes, st.integers(1, 10**7))
def test_a_number_reads_back(authority: str, year: int, station: str, running: int) -> None:
    number = RecordNumber(authority, year, station, running)
    assert RecordNumber.parse(str(number)) == number


def test_the_running_number_has_four_digits_or_more() -> None:
    assert str(RecordNumber("LARK", 2026, "W1", 7)) == "LARK-2026-W1-0007"
    assert str(RecordNumber("LARK", 2026, "W1", 12345)) == "LARK-2026-W1-12345"


@pytest.mark.parametrize(
    "text",
    [
        "LARK-2026-W1-007",
        "LARK-2026-W1-0000",
        "LARK-2026-W1-00007",
        "lark-2026-W1-0007",
        "LARK-26-W1-0007",
        "LARK-2026-W1-0007 ",
        "LARK-2026-W1",
        "LARK-2026-W1-000٧",
        "",
    ],
)
def test_other_texts_are_no_numbers(text: str) -> None:
    with pytest.raises(Refused, match="number-form"):
        RecordNumber.parse(text)


@pytest.mark.parametrize("text", ["", "lark", "LARK ", "L" * 13, "LÄRK", "A-B"])
def test_codes_are_capitals_and_digits(text: str) -> None:
    assert require_code("LARK1", "authority") == "LARK1"
    with pytest.raises(Refused, match="code-form") as caught:
        require_code(text, "authority")
    assert caught.value.params["what"] == "authority"


def account(*roles: Role) -> Account:
    return Account(
        "id", "person", "Dana", frozenset(roles), "deputy", "key", "key", "2026-01-01", None
    )


def test_an_account_may_do_what_one_of_its_roles_may() -> None:
    both = account(Role.RECORDER, Role.ADMINISTRATOR)
    assert both.may(Permission.RECORD)
    assert both.may(Permission.ADMINISTER)
    assert not both.may(Permission.REVIEW)
    both.require(Permission.RECORD)
    with pytest.raises(Refused, match="not-permitted") as caught:
        both.require(Permission.REVIEW)
    assert caught.value.params == {"permission": "review"}


def test_permissions_follow_the_table_of_roles() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert PERMISSIONS[Role.RECORDER] < PERMISSIONS[Role.STAFF] < PERMISSIONS[Role.REVIEWER]
    assert PERMISSIONS[Role.REVIEWER] < PERMISSIONS[Role.AUTHORITY]
    assert PERMISSIONS[Role.ADMINISTRATOR] == {
        Permission.ADMINISTER,
        Permission.SET_UPSTREAM,
        Permission.BACK_UP,
        Permission.KEEP_LISTS,
        Permission.SET_UP_OFFICE,
    }
    may_back_up = {role for role in Role if Permission.BACK_UP in PERMISSIONS[role]}
    assert set(Role) - may_back_up == {Role.RECORDER, Role.AUDITOR}
    assert Permission.SET_UPSTREAM not in PERMISSIONS[Role.STAFF]
    assert PERMISSIONS[Role.AUDITOR] == {Permission.SEE_ALL}
    signers = {role for role in Role if Permission.SIGN_AUTHORITY in PERMISSIONS[role]}
    assert signers == {Role.AUTHORITY}


def test_roles_are_read_from_one_text() -> None:
    assert parse_roles(" recorder, staff ,") == {Role.RECORDER, Role.STAFF}
    for text in ("", ",", "boss", "recorder,boss"):
        with pytest.raises(Refused, match="role-unknown"):
            parse_roles(text)


def test_an_error_is_its_code_with_fields_and_parameters() -> None:
    error = Refused("text-long", fields=["seen"], limit=5)
    assert (str(error), error.fields, dict(error.params)) == ("text-long", ("seen",), {"limit": 5})
    assert EnvironmentFailure("drive-gone", folder="E").fields == ()
