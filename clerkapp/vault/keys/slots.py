"""A slot: what one passphrase opens (docs/formats/vault.md, section 3).

A slot holds a person's two private keys, wrapped under a key derived from the passphrase, and the
vault's data key sealed to the opening one. During a rotation of the data key it is sealed twice, the
new one last. The recovery slot has an opening key only. An id is 32 hex digits; a person's slot has the
account's.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from clerkapp.codec import checks, jcs, sshkey
from clerkapp.crypto import kdf, wrapping
from clerkapp.crypto.keys import PrivateKey
from clerkapp.domain.people.roles import Account

FORMAT = "clerkapp-vault/1"


@dataclass(frozen=True, slots=True)
class Slot:
    """`name` and `function` are empty in the recovery slot. `sealed`: the data key, once or twice."""

    id: str
    kind: str
    name: str
    function: str
    parameters: kdf.KdfParameters
    salt: bytes
    wrapped: bytes
    sealed: tuple[bytes, ...]

    @property
    def raw_id(self) -> bytes:
        """The 16 bytes of the id."""
        return bytes.fromhex(self.id)

    def to_value(self) -> dict[str, Any]:
        """The JSON object of the header."""
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "function": self.function,
            "kdf": _kdf_value(self.parameters, self.salt),
            "wrapped": encode_bytes(self.wrapped),
            "sealed": [encode_bytes(sealed) for sealed in self.sealed],
        }

    @classmethod
    def from_value(cls, value: Any) -> "Slot":
        """Read a slot. Raises ValueError for another shape, Refused("header-parameters")."""
        slot = _of(value, dict)
        derivation = _of(slot.get("kdf"), dict)
        if slot.get("kind") not in ("person", "recovery") or derivation.get("name") != "argon2id":
            raise ValueError("not a slot")
        return cls(
            id=checks.matching(slot.get("id"), checks.HEX32, "id"),
            kind=slot["kind"],
            name=_of(slot.get("name"), str),
            function=_of(slot.get("function"), str),
            parameters=kdf.KdfParameters(
                _of(derivation.get("passes"), int),
                _of(derivation.get("lanes"), int),
                _of(derivation.get("memory_kib"), int),
            ),
            salt=_exactly(decode_bytes(derivation.get("salt")), kdf.SALT_SIZE),
            wrapped=decode_bytes(slot.get("wrapped")),
            sealed=tuple(decode_bytes(sealed) for sealed in _of(slot.get("sealed"), list)),
        )


@dataclass(frozen=True, slots=True)
class SlotKeys:
    """A person's private keys; the recovery slot has no signing key.

    `roots`: ids of the root accounts that whoever made the slot knew to be the station's. Nobody can
    change them without the passphrase.
    """

    opening: PrivateKey
    signing: PrivateKey | None
    roots: tuple[str, ...] = ()

    @property
    def signs(self) -> PrivateKey:
        """The signing key of a person's slot. Raises ValueError for the recovery slot."""
        if self.signing is None:
            raise ValueError("the recovery slot signs nothing")
        return self.signing


def new_person_keys() -> SlotKeys:
    """A new pair of keys for one account, for its whole life."""
    return SlotKeys(PrivateKey.generate("nistp256"), PrivateKey.generate("nistp256"))


def make_slot(
    *,
    slot_id: str,
    name: str,
    function: str,
    passphrase: str,
    keys: SlotKeys,
    vault_id: bytes,
    data_key: bytes,
    parameters: kdf.KdfParameters,
) -> Slot:
    """Derive, wrap and seal. A slot without a signing key is the recovery slot."""
    salt = wrapping.new_bytes(kdf.SALT_SIZE)
    secret: dict[str, Any] = {
        "open": encode_bytes(keys.opening.to_der()),
        "roots": sorted(keys.roots),
    }
    if keys.signing is not None:
        secret["sign"] = encode_bytes(keys.signing.to_der())
    raw_id = bytes.fromhex(slot_id)
    return Slot(
        id=slot_id,
        kind="recovery" if keys.signing is None else "person",
        name=name,
        function=function,
        parameters=parameters,
        salt=salt,
        wrapped=wrapping.wrap(
            kdf.derive(passphrase, salt, parameters),
            jcs.encode(secret),
            _associated(vault_id, slot_id, parameters, salt),
        ),
        sealed=(wrapping.seal_data_key(data_key, keys.opening.public, vault_id, raw_id),),
    )


def person_slot(
    account: Account,
    passphrase: str,
    keys: SlotKeys,
    vault_id: bytes,
    data_key: bytes,
    parameters: kdf.KdfParameters,
) -> Slot:
    """The slot of an account."""
    return make_slot(
        slot_id=account.id,
        name=account.name,
        function=account.function,
        passphrase=passphrase,
        keys=keys,
        vault_id=vault_id,
        data_key=data_key,
        parameters=parameters,
    )


def open_slot(slot: Slot, passphrase: str, vault_id: bytes) -> SlotKeys | None:
    """The private keys, or None for a wrong passphrase."""
    plain = wrapping.unwrap(
        kdf.derive(passphrase, slot.salt, slot.parameters),
        slot.wrapped,
        _associated(vault_id, slot.id, slot.parameters, slot.salt),
    )
    if plain is None:
        return None
    secret = json.loads(plain)
    signing = secret.get("sign")
    return SlotKeys(
        opening=PrivateKey.from_der(decode_bytes(secret["open"])),
        signing=None if signing is None else PrivateKey.from_der(decode_bytes(signing)),
        roots=tuple(secret["roots"]),
    )


def data_keys(slot: Slot, keys: SlotKeys, vault_id: bytes) -> tuple[bytes, ...]:
    """The data keys sealed in the slot: one, or the old and the new one during a rotation."""
    opened = (
        wrapping.open_data_key(sealed, keys.opening, vault_id, slot.raw_id)
        for sealed in slot.sealed
    )
    return tuple(data_key for data_key in opened if data_key is not None)


def reseal(
    slot: Slot, open_key: sshkey.PublicKey, vault_id: bytes, keys_to_seal: Sequence[bytes]
) -> Slot:
    """The slot with these data keys sealed to `open_key`."""
    return replace(
        slot,
        sealed=tuple(
            wrapping.seal_data_key(data_key, open_key, vault_id, slot.raw_id)
            for data_key in keys_to_seal
        ),
    )


def encode_bytes(data: bytes) -> str:
    """Base64 as the header writes bytes."""
    return base64.b64encode(data).decode()


def decode_bytes(text: Any) -> bytes:
    """Bytes from base64. Raises ValueError."""
    try:
        return base64.b64decode(_of(text, str), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _associated(vault_id: bytes, slot_id: str, parameters: kdf.KdfParameters, salt: bytes) -> bytes:
    return jcs.encode(
        {
            "format": FORMAT,
            "vault": vault_id.hex(),
            "slot": slot_id,
            "kdf": _kdf_value(parameters, salt),
        }
    )


def _kdf_value(parameters: kdf.KdfParameters, salt: bytes) -> dict[str, Any]:
    return {
        "name": "argon2id",
        "passes": parameters.passes,
        "lanes": parameters.lanes,
        "memory_kib": parameters.memory_kib,
        "salt": encode_bytes(salt),
    }


def _of(value: Any, kind: type) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError("not a slot")
    return value


def _exactly(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise ValueError("not a slot")
    return data
