"""Accounts and acts changed at random by somebody who has the station's key and accounts of their own,
but none that may grant: nothing of it is ever accepted.

Each bag is signed again by the station, so that only the rules about people stand in the way. The
suite tries a few thousand; CLERKAPP_MUTATIONS=20000 before a release tries more, CLERKAPP_SEED others.
"""

import base64
import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from clerkapp.codec import account_line, jcs
from clerkapp.codec.account_line import AccountLine
from clerkapp.crypto import signing
from clerkapp.crypto.signing import Namespace
from tests.fakes import bag, people
from tests.fakes.bag import Bag
from tests.fakes.people import DEPUTY, REVIEWER, ROOT, person_id, person_key

COUNT = int(os.environ.get("CLERKAPP_MUTATIONS", "3000"))
SEED = int(os.environ.get("CLERKAPP_SEED", "7"))
OURS = (DEPUTY, "a stranger", "another stranger")
"""Whose keys are at hand: an account that may not grant, and accounts of nobody."""
ALL = (ROOT, REVIEWER, DEPUTY, *OURS[1:])
Lines = list[dict[str, Any]]
Change = Callable[[random.Random, Lines], Any]


@cache
def _files() -> dict[str, bytes]:
    """The story with its deputy's closing."""
    accounts = [
        people.closed(one) if one.grant.account == person_id(DEPUTY) else one
        for one in people.accounts()
    ]
    content = replace(bag.content(), accounts=accounts, attachments=[])
    return bag.unpack(bag.written(what=content))


def _good() -> Bag:
    return Bag(dict(_files()), namespace=Namespace.PUBLIC)


def _text(chance: random.Random, text: str) -> str:
    at, other = chance.randrange(len(text) + 1), chance.choice("0aA9f@ =-Zé\0")
    return chance.choice(
        (text[:at] + other + text[at:], text[:at] + other + text[at + 1 :], text[:at], text.upper())
    )


def _value(chance: random.Random, value: Any) -> Any:
    """Something else in place of a value."""
    if isinstance(value, bool):
        return chance.choice((not value, int(value), str(value).lower(), None))
    if isinstance(value, str) and chance.random() < 0.8:
        return _text(chance, value)
    return chance.choice((None, 0, "", [], {}, [value], {"value": value}, str(value)))


def _walk(chance: random.Random, value: Any) -> None:
    """Change one thing somewhere below an object or array."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and chance.random() < 0.85:
            value = value[key]
            continue
        if isinstance(value, dict) and chance.random() < 0.15:
            value[chance.choice(["zz", "by", "name"])] = value[key]
        value[key] = _value(chance, value[key])
        return


def _anything(chance: random.Random, lines: Lines) -> None:
    _walk(chance, chance.choice(lines))


def _exchange(chance: random.Random, lines: Lines) -> None:
    """A member of one line in another one."""
    one, other = chance.sample(lines, 2)
    name = chance.choice(["grant", "sshsig", "grant", "key", "account", "by", "digests"])
    if name in one:
        one[name] = other[name]
    else:
        one["grant"][name] = other["grant"][name]


def _forged_grant(chance: random.Random, lines: Lines) -> Any:
    """A grant of our own wording, signed with a key that is at hand; perhaps an account more."""
    line = json.loads(json.dumps(chance.choice(lines)))
    grant, signer = line["grant"], chance.choice(OURS)
    if chance.random() < 0.5:
        grant["key"] = person_key(chance.choice(ALL)).public.to_line()
    if chance.random() < 0.6:
        grant["account"] = person_id(chance.choice(ALL))
    if chance.random() < 0.6:
        grant["by"] = person_id(chance.choice(ALL))
    if chance.random() < 0.3:
        grant["may_grant"] = not grant["may_grant"]
    if chance.random() < 0.2:
        grant["station"] = chance.choice(["W2@LARK", "W1@BLUE", "w1@LARK"])
    if chance.random() < 0.2:
        grant["digests"], line["fields"] = {"name": "0" * 64, "role": "0" * 64}, {}
    line["sshsig"] = _signed(signer, grant)
    kept = [one for one in lines if one["grant"]["account"] != grant["account"]]
    return [*kept, line]


def _intruders(chance: random.Random, lines: Lines) -> Any:
    """Accounts that are right in everything but where their chain ends."""
    one, two = chance.sample(OURS[1:], 2)
    station = chance.choice(["W1@LARK", "W1@LARK", "W2@LARK"])
    shapes = {
        "a root of its own": [(one, one)],
        "a root of its own and who it granted": [(one, one), (two, one)],
        "a cycle": [(one, two), (two, one)],
        "granted by one who may not": [(one, DEPUTY)],
    }
    made = [
        people.granted(name, by, station=station, may_grant=True)
        for name, by in chance.choice(list(shapes.values()))
    ]
    return [*lines, *(json.loads(account_line.encode(line)) for line in made)]


def _forged_closing(chance: random.Random, lines: Lines) -> None:
    """A closing in anybody's name, signed with a key that is at hand."""
    line = chance.choice(lines)
    statement = {
        "account": chance.choice([line["grant"]["account"], person_id(chance.choice(ALL))]),
        "at": people.CLOSED_AT,
        "by": person_id(chance.choice(ALL)),
    }
    line["closed"] = {"sshsig": _signed(chance.choice(OURS), statement), "statement": statement}


def _moved_closing(chance: random.Random, lines: Lines) -> None:
    closed = next(one["closed"] for one in lines if one["closed"])
    chance.choice([one for one in lines if not one["closed"]])["closed"] = closed


def _lost_or_doubled(chance: random.Random, lines: Lines) -> Any:
    place = chance.randrange(len(lines))
    return chance.choice((lines[:place] + lines[place + 1 :], [lines[place], *lines], lines[::-1]))


def _signed(name: str, value: dict[str, Any]) -> str:
    blob = signing.sign(person_key(name), Namespace.ACCOUNT, jcs.encode(value))
    return base64.b64encode(blob).decode()


CHANGES: tuple[Change, ...] = (
    _anything,
    _anything,
    _exchange,
    _forged_grant,
    _forged_grant,
    _intruders,
    _forged_closing,
    _moved_closing,
    _lost_or_doubled,
)


def _octets(chance: random.Random, broken: Bag, name: str) -> None:
    """Some bytes of a file changed, taken out or put in."""
    data = bytearray(broken.files[name])
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] ^= chance.randrange(1, 256)
            case 1:
                del data[at : at + chance.randrange(1, 4)]
            case _:
                data[at:at] = chance.randbytes(chance.randrange(1, 4))
    broken.files[name] = bytes(data)


def _forged_act(chance: random.Random, broken: Bag) -> None:
    """An act in another's name, or over another revision, with a key that is at hand."""
    lines = broken.lines("signatures")
    line = chance.choice(lines)
    said = line["statement"]
    said["account"] = person_id(chance.choice([ROOT, REVIEWER, *OURS[1:]]))
    if chance.random() < 0.3:
        said["revision"] = chance.choice(lines)["statement"]["revision"]
    blob = signing.sign(person_key(chance.choice(OURS)), Namespace.ACT, jcs.encode(said))
    line["sshsig"] = base64.b64encode(blob).decode()
    broken.put("signatures", bag.sorted_acts(lines))


def _mutated(chance: random.Random) -> Bag:
    broken = _good()
    kind = chance.random()
    if kind < 0.25:
        _octets(chance, broken, "data/accounts.jsonl")
    elif kind < 0.35:
        _octets(chance, broken, "data/signatures.jsonl")
    elif kind < 0.45:
        _forged_act(chance, broken)
    else:
        lines = broken.lines("accounts")
        changed = chance.choice(CHANGES)(chance, lines)
        lines = lines if changed is None else changed
        if changed is None and chance.random() < 0.5:
            lines = sorted(lines, key=lambda line: str(line.get("grant")))
        broken.put("accounts", _sorted(lines) if chance.random() < 0.7 else lines)
    return broken


def _sorted(lines: Lines) -> Lines:
    def account(line: dict[str, Any]) -> str:
        grant = line["grant"]
        return str(grant.get("account")) if isinstance(grant, dict) else ""

    return sorted(lines, key=account)


def _says_no_more(broken: Bag) -> bool:
    """Whether the lines are those that were granted, all of them and in order, perhaps with less shown."""
    if broken.files["data/signatures.jsonl"] != _files()["data/signatures.jsonl"]:
        return False
    was = {one.grant.account: one for one in map(account_line.decode, _lines(_files()))}
    try:
        now = [account_line.decode(line) for line in _lines(broken.files)]
    except ValueError:
        return False
    return [line.grant.account for line in now] == sorted(was) and all(
        _is_part(line, was[line.grant.account]) for line in now
    )


def _is_part(line: AccountLine, whole: AccountLine) -> bool:
    return (
        line.grant == whole.grant
        and line.fields.items() <= whole.fields.items()
        and line.closing in (None, whole.closing)
    )


def _lines(files: dict[str, bytes]) -> list[bytes]:
    return files["data/accounts.jsonl"].splitlines()


def test_nothing_is_accepted_that_nobody_granted() -> None:
    assert bag.answer_public(bag.pack(_good().finish())) == "accepted"
    chance = random.Random(SEED)
    tried = 0
    while tried < COUNT:
        state = chance.getstate()
        broken = _mutated(chance)
        if _says_no_more(broken):
            continue
        tried += 1
        answer = bag.answer_public(bag.pack(broken.finish()))
        assert answer in {"act", "json", "record"}, (answer, state)


def test_no_sealed_bundle_is_accepted_that_is_not_the_one_that_was_signed() -> None:
    """Bytes of the tar, and of its sealed parts, changed without the station's key."""
    chance = random.Random(SEED)
    tar = bag.written(what=replace(bag.content(), attachments=[]))
    parts = bag.seal(tar, part_size=4000)
    for _ in range(COUNT // 5):
        if chance.random() < 0.5:
            changed = bytearray(tar)
            changed[chance.randrange(len(tar))] ^= chance.randrange(1, 256)
            sealed = bag.seal(bytes(changed))
        else:
            place = chance.randrange(len(parts))
            part = bytearray(parts[place])
            part[chance.randrange(len(part))] ^= chance.randrange(1, 256)
            sealed = [*parts[:place], bytes(part), *parts[place + 1 :]]
        assert bag.answer(sealed) != "accepted"
