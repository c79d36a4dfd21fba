"""An examination as JSON values, and back: the one encoder and the one decoder.

Both follow from the declaration in `domain.messages.examination`: a class is an object with a key for
each attribute, in that order; a tuple is a list. The decoder is strict, because what it reads comes
from a process that a stranger's message may have taken over: these keys and no others, each value of
its type, numbers whole and from 0 below 2**53, texts without lone surrogates, and where a code, a
digest or an instant is declared, nothing that a person could take for words.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import (
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from clerkapp.domain.messages.examination import Code, Digest, Instant

T = TypeVar("T")

_KEYS: Final = {"sender": "from"}
_NUMBERS: Final = 2**53
_CODE: Final = re.compile("[a-z0-9-]{0,60}")
_DIGEST: Final = re.compile("(?:[0-9a-f]{64})?")


class OtherForm(ValueError):
    """A value that is not an examination."""


class _Form(NamedTuple):
    """How values of one declared type become JSON values, and how they are read from them."""

    encode: Callable[[Any], object]
    decode: Callable[[object], Any]


class _Class(NamedTuple):
    """A declared class: its attributes (name, key, form) and their keys."""

    attributes: tuple[tuple[str, str, _Form], ...]
    keys: frozenset[str]


def to_value(found: Any) -> dict[str, Any]:
    """The JSON object of an examination, or of a link, a sign and so on within one.

    A lone surrogate, which no text file can hold, becomes a question mark.
    """
    return {
        key: encode(getattr(found, name))
        for name, key, (encode, _decode) in _class(found.__class__).attributes
    }


def from_value(declared: Callable[..., T], value: object) -> T:
    """The examination, or another declared class, of a JSON object. Raises OtherForm."""
    attributes, keys = _class(declared)
    if not isinstance(value, dict) or value.keys() != keys:
        raise OtherForm
    return declared(**{name: decode(value[key]) for name, key, (_encode, decode) in attributes})


@cache
def _class(declared: Callable[..., object]) -> _Class:
    attributes = tuple(
        (name, _KEYS.get(name, name), _form(hint))
        for name, hint in get_type_hints(declared, include_extras=True).items()
    )
    return _Class(attributes, frozenset(key for _, key, _ in attributes))


@cache
def _form(hint: Any) -> _Form:
    """The form of a declared type. Raises TypeError for one that is not provided for."""
    simple = _SIMPLE.get(hint)
    if simple is not None:
        return simple
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _or_none(_form(inside[0]))
    if origin is tuple and inside[1:] == (...,):
        return _list(_form(inside[0]))
    if origin is Mapping:
        return _Form(_encode_params, _decode_params)
    if origin is Literal:
        return _Form(str, partial(_one_of, inside))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Form(str, partial(_member, hint))
    if isinstance(hint, type) and get_type_hints(hint):
        return _Form(to_value, partial(from_value, hint))
    raise TypeError(hint)


def _or_none(form: _Form) -> _Form:
    return _Form(
        lambda value: None if value is None else form.encode(value),
        lambda value: None if value is None else form.decode(value),
    )


def _list(form: _Form) -> _Form:
    def decode(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise OtherForm
        return tuple(map(form.decode, value))

    return _Form(lambda items: [form.encode(item) for item in items], decode)


def _encode_text(text: str) -> str:
    return str(text) if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _text(value: object) -> str:
    if isinstance(value, str) and (value.isascii() or _encode_text(value) == value):
        return value
    raise OtherForm


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise OtherForm


def _instant(value: object) -> str:
    text = _text(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise OtherForm from None
    if moment.tzinfo is None or moment.isoformat() != text:
        raise OtherForm
    return text


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _NUMBERS:
        raise OtherForm
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise OtherForm
    return value


def _encode_params(params: Mapping[str, str | int]) -> dict[str, str | int]:
    return {
        name: _encode_text(value) if isinstance(value, str) else value
        for name, value in params.items()
    }


def _decode_params(value: object) -> dict[str, str | int]:
    if not isinstance(value, dict):
        raise OtherForm
    return {
        _text(name): _text(param) if isinstance(param, str) else _number(param)
        for name, param in value.items()
    }


def _one_of(words: tuple[str, ...], value: object) -> str:
    if value not in words:
        raise OtherForm
    return str(value)


def _member(words: type[StrEnum], value: object) -> StrEnum:
    try:
        return words(_text(value))
    except ValueError:
        raise OtherForm from None


_SIMPLE: Final[Mapping[object, _Form]] = {
    str: _Form(_encode_text, _text),
    int: _Form(int, _number),
    bool: _Form(bool, _flag),
    Code: _Form(_encode_text, partial(_matching, _CODE)),
    Digest: _Form(_encode_text, partial(_matching, _DIGEST)),
    Instant: _Form(_encode_text, _instant),
}
