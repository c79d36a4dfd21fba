"""docs/formats/vault.md is enough for another reader: this one follows it and uses nothing of ours."""

import base64
import hashlib
import hmac
import json
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from clerkapp.crypto import signing
from clerkapp.domain.events import Event
from clerkapp.domain.office import Created
from clerkapp.vault.api import Unlocked
from tests.fakes.vaults import NAME, PASSPHRASE, record


def jcs(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def secret_of(header: dict[str, Any], slot: dict[str, Any], passphrase: str) -> dict[str, Any]:
    """What a slot wraps: section 3, read the other way round."""
    kdf = slot["kdf"]
    wrapping_key = Argon2id(
        salt=base64.b64decode(kdf["salt"]),
        length=32,
        iterations=kdf["passes"],
        lanes=kdf["lanes"],
        memory_cost=kdf["memory_kib"],
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    associated = jcs(
        {"format": header["format"], "vault": header["vault"], "slot": slot["id"], "kdf": kdf}
    )
    wrapped = base64.b64decode(slot["wrapped"])
    secret: dict[str, Any] = json.loads(
        AESGCM(wrapping_key).decrypt(wrapped[:12], wrapped[12:], associated)
    )
    return secret


def _opening_key(secret: dict[str, Any]) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(base64.b64decode(secret["open"]), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def data_key(header: dict[str, Any], slot: dict[str, Any], passphrase: str) -> bytes:
    """What is sealed to the key in a slot."""
    secret = secret_of(header, slot, passphrase)
    opening = _opening_key(secret)
    info = b"clerkapp/vault/1/data-key" + bytes.fromhex(header["vault"]) + bytes.fromhex(slot["id"])
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    return suite.decrypt(base64.b64decode(slot["sealed"][-1]), opening, info=info)


def test_another_reader_opens_the_vault(folder: Path, unlocked: Unlocked, created: Created) -> None:
    made = record(unlocked)
    unlocked.vault.close()
    assert (folder / "header.json").read_bytes() == (folder / "header.copy.json").read_bytes()
    header = json.loads((folder / "header.json").read_bytes())
    assert jcs(header) == (folder / "header.json").read_bytes()
    without = {name: value for name, value in header.items() if name != "digest"}
    assert hashlib.sha256(jcs(without)).hexdigest() == header["digest"]

    person = next(slot for slot in header["slots"] if slot["name"] == NAME)
    recovery = next(slot for slot in header["slots"] if slot["kind"] == "recovery")
    key = data_key(header, person, PASSPHRASE)
    assert data_key(header, recovery, created.recovery_key) == key

    body = {name: value for name, value in without.items() if name != "macs"}
    info = b"clerkapp/vault/1/header-mac"
    mac_key = HKDF(hashes.SHA256(), 32, bytes.fromhex(header["vault"]), info).derive(key)
    assert [base64.b64encode(hmac.digest(mac_key, jcs(body), "sha256")).decode()] == header["macs"]

    engine: Any = dbapi2
    database = engine.connect(str(folder / "incidents.db"))
    database.execute(f"PRAGMA key = \"x'{key.hex()}{header['vault']}'\"")
    database.execute("PRAGMA cipher_page_size = 16384")
    stored, line = database.execute(
        "SELECT header, f.value FROM revision r JOIN field f USING (arrival) WHERE code = 'one_line'"
    ).fetchone()
    assert hashlib.sha256(stored).hexdigest() == made.identity
    assert json.loads(line) == made.values()["one_line"]
    seq, at, account, event, params, prev, digest = database.execute(
        "SELECT * FROM journal"
    ).fetchone()
    entry = {
        "seq": seq,
        "at": at,
        "account": account,
        "event": event,
        "params": json.loads(params),
        "prev": prev,
    }
    assert hashlib.sha256(jcs(entry)).hexdigest() == digest
    database.close()


def test_the_recovery_keys_last_character_checks_the_others(created: Created) -> None:
    alphabet = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
    places = [alphabet.index(character) for character in created.recovery_key.replace("-", "")]
    total = sum(number * 3**place for place, number in enumerate(places[:31]))
    assert places[31] == total % 31


def test_another_reader_opens_the_stations_key_and_checks_a_signed_head(
    folder: Path, unlocked: Unlocked
) -> None:
    """Sections 9 and 12."""
    at, vault_id = "2026-11-03T08:15:00-06:00", unlocked.vault.raw_id
    unlocked.vault.journal.append(Event.LOCKED, at, unlocked.account.id, {})
    unlocked.vault.heads.sign(unlocked.signing, at)
    rows = unlocked.vault.connection.row
    n, line = rows("SELECT n, key FROM station_key ORDER BY n DESC LIMIT 1") or (0, "")
    account, sealed = rows("SELECT account, sealed FROM station_key_sealed WHERE n = ?", (n,)) or (
        "",
        b"",
    )
    slot = next(
        one
        for one in json.loads((folder / "header.json").read_bytes())["slots"]
        if one["id"] == account
    )
    header = json.loads((folder / "header.json").read_bytes())
    opening = _opening_key(secret_of(header, slot, PASSPHRASE))
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    info = b"clerkapp/vault/1/station-key" + vault_id + bytes.fromhex(account)
    private = serialization.load_der_private_key(suite.decrypt(sealed, opening, info=info), None)
    shown = private.public_key().public_bytes(
        serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    )
    assert shown.decode() == line
    assert secret_of(header, slot, PASSPHRASE)["roots"] == [unlocked.account.id]

    signed = rows("SELECT seq, digest, account, at, before, sshsig FROM journal_signed")
    assert signed is not None
    names = ("seq", "digest", "account", "at", "before")
    statement = jcs(dict(zip(names, signed, strict=False)) | {"vault": vault_id.hex()})
    key = signing.read(signed[5], "incident-journal@v1", statement)
    assert key.to_line() == unlocked.account.sign_key
    assert (signed[0], signed[4]) == (2, None)
