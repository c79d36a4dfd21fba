"""Accounts that nobody granted, or that say something else than was granted, in a bundle that the
station signed all the same; and the accounts that must be accepted."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from clerkapp.codec import account_line, jcs
from clerkapp.codec.account_line import AccountLine
from clerkapp.codec.limits import MAX_ACCOUNTS
from clerkapp.codec.signers import TrustList
from clerkapp.crypto import signing
from clerkapp.crypto.accounts import account_id
from clerkapp.crypto.signing import Namespace
from clerkapp.domain.records.revision import SaltedValue
from tests.fakes import bag
from tests.fakes.bag import Bag
from tests.fakes.people import (
    CLOSED_AT,
    DEPUTY,
    REVIEWER,
    ROOT,
    accounts,
    closed,
    granted,
    person_id,
    person_key,
)

NAMED = dict(zip((REVIEWER, ROOT, DEPUTY), accounts(), strict=True))
OTHER_ROOT = "a second root"


def _put(broken: Bag, *changed: AccountLine, without: tuple[str, ...] = ()) -> None:
    """The accounts of the story with `changed` in place of, or beside, those of the same id."""
    lines = {line.grant.account: line for line in accounts()}
    for name in without:
        del lines[person_id(name)]
    lines |= {line.grant.account: line for line in changed}
    broken.files["data/accounts.jsonl"] = b"".join(
        account_line.encode(lines[one]) + b"\n" for one in sorted(lines)
    )


def _signed(name: str, signer: str = ROOT, **changes: Any) -> AccountLine:
    """A grant with changed members, properly signed by `signer`."""
    line = NAMED[name]
    grant = replace(line.grant, **changes)
    blob = signing.sign(person_key(signer), Namespace.ACCOUNT, grant.encode())
    return AccountLine(grant, blob, line.fields, line.closing)


def _values(change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[Bag], None]:
    def apply(broken: Bag) -> None:
        lines = broken.lines("accounts")
        changed = change(lines)
        broken.put("accounts", lines if changed is None else changed)

    return apply


def _of(lines: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in lines if one["grant"]["account"] == person_id(name))


def _update(name: str, **members: Any) -> Callable[[Bag], None]:
    return _values(lambda lines: _of(lines, name).update(**members))


def _update_grant(name: str, **members: Any) -> Callable[[Bag], None]:
    return _values(lambda lines: _of(lines, name)["grant"].update(**members))


def _with(*changed: AccountLine, without: tuple[str, ...] = ()) -> Callable[[Bag], None]:
    return lambda broken: _put(broken, *changed, without=without)


def _other_key(name: str, by: str) -> AccountLine:
    """Another key under the id of `name`, signed by `by`."""
    return _signed(name, by, key=person_key("somebody else").public)


def _closed_by(name: str, by: str, *, signer: str | None = None, of: str | None = None) -> Any:
    """`name` closed in the words of `by`, signed by `signer`; the statement is about `of`."""
    line = closed(NAMED[name], by)
    assert line.closing is not None
    closing = replace(line.closing, account=person_id(of or name))
    blob = signing.sign(person_key(signer or by), Namespace.ACCOUNT, closing.statement())
    return replace(line, closing=replace(closing, sshsig=blob))


def _cycle() -> tuple[AccountLine, ...]:
    one, two = "one of two", "two of two"
    return granted(one, two, may_grant=True), granted(two, one, may_grant=True)


STATION_KEY = bag.station_key().public
UNGRANTED = granted(DEPUTY, "nobody's friend")
BREAKS: dict[str, Callable[[Bag], None]] = {
    # by whom
    "granted_by_nobody": _with(UNGRANTED),
    "granted_by_itself": _with(granted(DEPUTY, DEPUTY, may_grant=True)),
    "granted_by_itself_without_power": _with(granted(DEPUTY, DEPUTY)),
    "granted_by_one_who_may_not": _with(granted("new", DEPUTY)),
    "granted_in_anothers_name": _with(_signed(DEPUTY, "a stranger")),
    "granted_by_the_one_below": _with(_signed(REVIEWER, DEPUTY, by=person_id(DEPUTY))),
    "granting_account_missing": _with(without=(REVIEWER,)),
    "root_missing": _with(without=(ROOT,)),
    "a_cycle": _with(*_cycle()),
    "a_cycle_of_one_without_power": _with(
        _signed(REVIEWER, REVIEWER, by=person_id(REVIEWER), may_grant=False)
    ),
    "root_not_listed": _with(granted(OTHER_ROOT, OTHER_ROOT)),
    "root_that_may_not_grant": _with(_signed(ROOT, may_grant=False)),
    "root_of_another_station": _with(granted(OTHER_ROOT, OTHER_ROOT, station="W2@LARK")),
    "root_moved_to_another_station": _with(_signed(ROOT, station="W2@LARK")),
    "granted_across_stations": _with(granted("new", ROOT, station="W2@LARK")),
    "another_authority": _with(granted(OTHER_ROOT, OTHER_ROOT, station="W1@BLUE")),
    # whose key
    "another_key_old_signature": _update_grant(DEPUTY, key=person_key("x").public.to_line()),
    "another_key_granted_by_the_root": _with(_other_key(DEPUTY, ROOT)),
    "another_key_granted_by_itself": _with(_other_key(DEPUTY, "somebody else")),
    "another_key_granted_by_a_colleague": _with(_other_key(DEPUTY, DEPUTY)),
    "id_of_another_account": _with(_signed(DEPUTY, ROOT, account=account_id(STATION_KEY))),
    "id_in_capitals": _update_grant(DEPUTY, account=person_id(DEPUTY).upper()),
    "id_of_64_digits": _update_grant(DEPUTY, account=person_id(DEPUTY) * 2),
    "key_of_a_station": _update_grant(DEPUTY, key=STATION_KEY.to_line()),
    "key_with_a_comment": _update_grant(
        DEPUTY, key=person_key(DEPUTY).public.to_line() + " a comment"
    ),
    "account_that_signed_is_missing": _with(without=(DEPUTY,)),
    # signatures
    "unsigned": _update(DEPUTY, sshsig=""),
    "signature_of_another_grant": _with(replace(NAMED[DEPUTY], sshsig=NAMED[REVIEWER].sshsig)),
    "signature_in_another_namespace": _with(
        replace(
            NAMED[DEPUTY],
            sshsig=signing.sign(person_key(REVIEWER), Namespace.ACT, NAMED[DEPUTY].grant.encode()),
        )
    ),
    "signature_over_other_bytes": _with(
        replace(
            NAMED[DEPUTY],
            sshsig=signing.sign(
                person_key(REVIEWER),
                Namespace.ACCOUNT,
                json.dumps(json.loads(NAMED[DEPUTY].grant.encode())).encode(),
            ),
        )
    ),
    "signature_base64_with_a_line_feed": _values(
        lambda lines: lines[0].update(sshsig=lines[0]["sshsig"] + "\n")
    ),
    "signature_base64_with_spare_bits": _values(lambda lines: lines[0].update(sshsig="AAF=")),
    # what was granted
    "power_taken": _with(replace(NAMED[DEPUTY], grant=_signed(DEPUTY, may_grant=True).grant)),
    "name_changed": _update(DEPUTY, fields={"name": ["0" * 32, "Somebody Else"]}),
    "name_and_digest_changed": _with(
        replace(NAMED[DEPUTY], grant=granted(DEPUTY, shown="B. Person").grant)
    ),
    "a_field_more": _values(lambda lines: lines[0]["fields"].update(zz=["0" * 32, "x"])),
    "a_digest_more": _values(lambda lines: lines[0]["grant"]["digests"].update(zz="0" * 64)),
    "a_digest_fewer": _values(lambda lines: lines[0]["grant"]["digests"].pop("role")),
    "a_name_that_is_no_text": _values(lambda lines: lines[0]["fields"]["name"].__setitem__(1, 7)),
    "an_empty_name": _values(lambda lines: lines[0]["fields"]["name"].__setitem__(1, "")),
    "a_salt_in_capitals": _values(
        lambda lines: lines[0]["fields"]["name"].__setitem__(0, "A" * 32)
    ),
    "power_as_a_number": _update_grant(DEPUTY, may_grant=1),
    "from_with_a_time": _update_grant(DEPUTY, **{"from": "2026-06-01T00:00:00Z"}),
    "station_without_authority": _update_grant(DEPUTY, station="W1"),
    "station_in_small_letters": _update_grant(DEPUTY, station="w1@LARK"),
    "station_with_a_wildcard": _update_grant(DEPUTY, station="*@LARK"),
    # form
    "out_of_order": _values(lambda lines: lines[::-1]),
    "twice": _values(lambda lines: [lines[0], *lines]),
    "a_member_more": _values(lambda lines: lines[0].update(zz=1)),
    "a_member_fewer": _values(lambda lines: lines[0].pop("closed")),
    "a_member_of_the_grant_more": _values(lambda lines: lines[0]["grant"].update(zz=1)),
    "a_member_of_the_grant_fewer": _values(lambda lines: lines[0]["grant"].pop("from")),
    "not_an_object": _values(lambda lines: [*lines, 7]),
    "the_former_form": _values(
        lambda lines: [
            {"id": "x", "name": None, "role": "x", "key": "x", "from": "x", "until": None}
        ]
    ),
    # closings
    "closed_in_anothers_name": _with(_closed_by(DEPUTY, ROOT, signer=DEPUTY)),
    "closed_by_one_who_may_not": _with(_closed_by(REVIEWER, DEPUTY)),
    "closed_by_a_stranger": _with(_closed_by(DEPUTY, "a stranger")),
    "closing_of_another_account": _with(_closed_by(DEPUTY, ROOT, of=REVIEWER)),
    "closing_with_a_member_more": _update(
        DEPUTY,
        closed={
            "sshsig": "AAAA",
            "statement": {"account": person_id(DEPUTY), "at": CLOSED_AT, "by": "0" * 32, "zz": 1},
        },
    ),
    "closing_at_no_time": _update(
        DEPUTY,
        closed={
            "sshsig": "AAAA",
            "statement": {"account": person_id(DEPUTY), "at": "today", "by": person_id(ROOT)},
        },
    ),
    "closing_that_is_a_grants_signature": _with(
        replace(
            closed(NAMED[DEPUTY]),
            closing=replace(closed(NAMED[DEPUTY]).closing, sshsig=NAMED[DEPUTY].sshsig),  # type: ignore[type-var]
        )
    ),
    "closed_false": _update(DEPUTY, closed=False),
}


@pytest.mark.parametrize("name", BREAKS)
def test_one_broken_account(name: str) -> None:
    broken = Bag.good()
    BREAKS[name](broken)
    assert broken.answer() == "act"


def _without_name(line: AccountLine) -> AccountLine:
    return line.shown([account_line.FUNCTION])


GOOD: dict[str, Callable[[Bag], None]] = {
    "as_they_are": _with(),
    "names_withheld": _with(*map(_without_name, accounts())),
    "all_fields_withheld": _with(*(line.shown([]) for line in accounts())),
    "closed": _with(closed(NAMED[DEPUTY]), closed(NAMED[REVIEWER])),
    "closed_by_itself": _with(closed(NAMED[REVIEWER], REVIEWER)),
    "the_root_closed_by_another_who_may": _with(closed(NAMED[ROOT], REVIEWER)),
    "one_who_signs_nothing_here": _with(closed(granted("gone", ROOT))),
    "granted_anew_by_another": _with(granted(DEPUTY, ROOT, shown="A. New-Name", may_grant=True)),
}


@pytest.mark.parametrize("name", GOOD)
def test_accounts_that_are_accepted(name: str) -> None:
    good = Bag.good()
    GOOD[name](good)
    assert good.answer() == "accepted"


def _trust(*roots: Any) -> TrustList:
    return TrustList((*bag.trust().signers[:1], *roots))


def test_a_root_is_listed_under_its_station_and_for_grants() -> None:
    wrong_namespace = replace(bag.root_signer(), namespaces=("incident-act@v1",))
    for listed in ((), (bag.root_signer(station="W2@LARK"),), (wrong_namespace,)):
        assert Bag.good().answer(signers=_trust(*listed)) == "act"
    assert Bag.good().answer(signers=_trust(bag.root_signer())) == "accepted"


def test_a_revoked_key_grants_and_closes_nothing_and_what_it_signed_stays() -> None:
    for name, code in ((ROOT, "act"), (REVIEWER, "act"), (DEPUTY, "accepted")):
        revoked = frozenset({person_key(name).public})
        assert Bag.good().answer(revoked=revoked) == code
    anew = Bag.good()
    _put(anew, granted(DEPUTY, ROOT))
    assert anew.answer(revoked=frozenset({person_key(REVIEWER).public})) == "accepted"
    _put(anew, granted(DEPUTY, ROOT), closed(granted("gone", ROOT), REVIEWER))
    assert anew.answer(revoked=frozenset({person_key(REVIEWER).public})) == "act"


def test_a_new_root_grants_everybody_anew_when_the_old_one_was_stolen() -> None:
    anew = Bag.good()
    root = granted(OTHER_ROOT, OTHER_ROOT)
    everybody = [granted(name, OTHER_ROOT) for name in (ROOT, REVIEWER, DEPUTY)]
    _put(anew, root, *map(closed, everybody, [OTHER_ROOT] * 3))
    listed = _trust(bag.root_signer(), bag.root_signer(OTHER_ROOT))
    assert anew.answer(signers=listed, revoked=frozenset({person_key(ROOT).public})) == "accepted"


def test_an_office_carries_the_people_of_its_laptop() -> None:
    root = granted("laptop root", "laptop root", station="W2@LARK")
    member = granted("laptop deputy", "laptop root", station="W2@LARK", may_grant=False)
    both = Bag.good()
    _put(both, root, member)
    listed = _trust(bag.root_signer(), bag.root_signer("laptop root", "W2@LARK"))
    assert both.answer(signers=listed) == "accepted"
    assert both.answer() == "act"


def test_a_line_that_is_not_canonical_is_told_as_that() -> None:
    broken = Bag.good()
    broken.files["data/accounts.jsonl"] = broken.files["data/accounts.jsonl"].replace(
        b'"grant":{', b'"grant": {', 1
    )
    assert broken.answer() == "json"


def test_more_accounts_than_the_cap() -> None:
    stated = Bag.good()
    payload = stated.statement()["payload"] | {"accounts": MAX_ACCOUNTS + 1}
    stated.restate = {"payload": payload}
    assert stated.answer() == "limit"


def test_a_grant_and_a_closing_are_exactly_what_was_signed() -> None:
    line = closed(NAMED[DEPUTY])
    encoded = account_line.encode(line)
    assert line.closing is not None
    assert line.grant.encode() in encoded
    assert line.closing.statement() in encoded
    assert jcs.encode(json.loads(encoded)) == encoded
    assert account_line.decode(encoded) == line
    assert line.fields["name"] == SaltedValue(line.fields["name"].salt, "A. Person")
