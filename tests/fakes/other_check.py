"""A self-check that follows docs/formats/vault.md, section 10, and uses nothing of ours.

It asks SQL for what the tables hold and computes the rest itself: digests, signatures, chains of grants,
the lines that bundles carried. The database's own checks, the header, settings, the lists of records and the
machine's memory are left out.
"""

import base64
import hashlib
import json
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

Claim = tuple[Any, ...]
Rows = Callable[..., list[tuple[Any, ...]]]


def jcs(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def strings(data: bytes) -> Iterator[bytes]:
    while data:
        size = struct.unpack_from(">I", data)[0]
        yield data[4 : 4 + size]
        data = data[4 + size :]


def signer_of(blob: bytes, namespace: str, message: bytes) -> str:
    """The public key that signed, as an OpenSSH line; "" when it did not. The SSHSIG form of OpenSSH."""
    key, space, reserved, algorithm, signature = strings(blob[10:])
    kind, numbers = strings(signature)
    r, s = (int.from_bytes(one, "big") for one in strings(numbers))
    line = f"{kind.decode()} {base64.b64encode(key).decode()}"
    public = serialization.load_ssh_public_key(line.encode())
    fixed = (b"SSHSIG\0\0\0\1", namespace.encode(), b"sha512")
    if (blob[:10], space, algorithm) != fixed or not isinstance(public, ec.EllipticCurvePublicKey):
        return ""
    signed = b"SSHSIG" + b"".join(
        struct.pack(">I", len(one)) + one
        for one in (space, reserved, algorithm, hashlib.sha512(message).digest())
    )
    strength = hashes.SHA256() if kind.endswith(b"256") else hashes.SHA384()
    try:
        public.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(strength))
    except InvalidSignature:
        return ""
    return line


def account_id(key: str) -> str:
    return sha256(base64.b64decode(key.split()[1]))[:32]


def fingerprint(key: str) -> str:
    digest = hashlib.sha256(base64.b64decode(key.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


class OtherCheck:
    """Goes through section 10. `found`: what does not agree, by the paragraph that says so."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.found: set[str] = set()
        self.claims: Counter[Claim] = Counter()
        self.keys: dict[str, str] = {}
        self.lines: dict[str, dict[str, Any]] = {}
        for part in (self.journal, self.signers, self.people, self.acts, self.revisions):
            part()
        for part in (self.numbers, self.attachments, self.bundles, self.station, self.heads):
            part()
        self.lists()
        if +self.claims:
            self.found.add("journal")

    def require(self, part: str, *, holds: bool) -> None:
        if not holds:
            self.found.add(part)

    def take(self, part: str, *claim: Any) -> None:
        self.require(part, holds=self.claims[claim] > 0)
        self.claims[claim] -= 1

    def journal(self) -> None:
        before = None
        for number, row in enumerate(self.rows("SELECT * FROM journal ORDER BY seq"), start=1):
            seq, at, account, event, params, prev, digest = row
            said = json.loads(params)
            names = ("seq", "at", "account", "event", "prev")
            entry = dict(zip(names, (seq, at, account, event, prev), strict=True))
            whole = (
                sha256(jcs({**entry, "params": said})) == digest and jcs(said) == params.encode()
            )
            self.require("journal", holds=whole and (seq, prev) == (number, before))
            before = digest
            nobody = event in ("unlocks_failed", "clock_back", "restored", "only_read")
            self.require("journal", holds=(account is None) == nobody)
            self.claims.update(self._claims(event, at, account, said))

    def _claims(self, event: str, at: str, by: str | None, said: dict[str, Any]) -> list[Claim]:
        if event == "vault_created":
            recovery = ("recovery", said["recovery_slot"], said["recovery_key"], at)
            return [("account", by, said["digest"], at), recovery, ("station", said["station"])]
        if event == "recovered":
            closing = ("closing", said["closed"], by, at)
            return [("account", said["account"], said["digest"], at), closing]
        made: dict[str, list[Claim]] = {
            "account_added": [("account", said.get("added"), said.get("digest"), at)],
            "account_taken": [("taken", by, at)],
            "account_disabled": [("closing", said.get("closed"), by, at)],
            "station_key_made": [("station", said.get("station"))],
            "recovery_key_made": [("recovery", said.get("slot"), said.get("key"), at)],
            "recovery_key_confirmed": [("confirmed", said.get("slot"), at)],
            "signed": [("act", said.get("act"), said.get("revision"), said.get("number"), by, at)],
            "restored": [("skip", said.get("year"), said.get("first"), said.get("last"), at)],
            "epoch_opened": [("epoch", said.get("stream"), said.get("epoch"))],
        }
        if event == "list_changed":
            return [("listed", said["list"], said["first"], said["last"], said["digest"], by, at)]
        if event in ("recorded", "amended", "struck"):
            return [(event, said["revision"], said["number"], said["rev"], by, at)]
        if event == "bundle_committed":
            names = ("digest", "stream", "epoch", "seq", "kind", "copy")
            return [("bundle", *(said[name] for name in names))]
        if event == "bundle_written":
            return [("written", said["digest"], at, *said["files"])]
        return made.get(event, [])

    def lists(self) -> None:
        claims = sorted(claim[1:] for claim in self.claims if claim[0] == "listed")
        rows = self.rows(
            "SELECT n, list, entry, content, closed, at, account, second FROM office_entry ORDER BY n"
        )
        names = ("n", "list", "entry", "values", "closed", "at", "account", "second")
        made = [
            dict(zip(names, (*row[:3], json.loads(row[3]), bool(row[4]), *row[5:]), strict=True))
            for row in rows
        ]
        self.require("lists", holds=[one["n"] for one in made] == list(range(1, len(made) + 1)))
        taken = 0
        for listed in sorted(claims, key=lambda one: int(one[1])):
            name, first, last, digest, by, at = listed
            here = made[first - 1 : last]
            taken += len(here)
            one_hand = all(
                (row["list"], row["account"], row["at"]) == (name, by, at) for row in here
            )
            right = sha256(b"".join(jcs(row) + b"\n" for row in here)) == digest
            self.require("lists", holds=one_hand and right)
            self.take("lists", "listed", *listed)
        self.require("lists", holds=taken == len(made))

    def signers(self) -> None:
        rows = self.rows("SELECT n, line, digest, key, account, closed_at FROM signer ORDER BY n")
        for number, (n, line, digest, key, account, closed) in enumerate(rows, start=1):
            one = json.loads(line)
            grant, closing = one["grant"], one["closed"]
            same = (sha256(line), grant["key"], account_id(key), n) == (
                digest,
                key,
                account,
                number,
            )
            same = same and grant["account"] == account
            self.require("signers", holds=same)
            self.require("signers", holds=closed == (closing and closing["statement"]["at"]))
            self.keys[account], self.lines[account] = key, one
        roots = {self.rows("SELECT account FROM journal WHERE seq = 1")[0][0]}
        recovered = self.rows("SELECT params FROM journal WHERE event = 'recovered'")
        roots |= {json.loads(params)["account"] for (params,) in recovered}
        for account, one in self.lines.items():
            self.require("signers", holds=self._granted(account, roots))
            if one["closed"] is not None:
                statement = one["closed"]["statement"]
                right = self._signed(one["closed"]["sshsig"], statement, statement["by"])
                right = right and self.lines[statement["by"]]["grant"]["may_grant"]
                self.require("signers", holds=right and self._granted(statement["by"], roots))
                self.take("signers", "closing", account, statement["by"], statement["at"])

    def _signed(self, sshsig: str, statement: dict[str, Any], by: str) -> bool:
        blob = base64.b64decode(sshsig)
        return signer_of(blob, "incident-account@v1", jcs(statement)) == self.keys.get(by)

    def _granted(self, account: str, roots: set[str], steps: int = 20) -> bool:
        one = self.lines.get(account)
        if (
            one is None
            or steps == 0
            or not self._signed(one["sshsig"], one["grant"], one["grant"]["by"])
        ):
            return False
        by = one["grant"]["by"]
        if by == account:
            return account in roots
        above = self.lines.get(by)
        return (
            above is not None
            and above["grant"]["may_grant"]
            and self._granted(by, roots, steps - 1)
        )

    def people(self) -> None:
        taken: dict[str, str] = dict(self.rows("SELECT account, at FROM account_taken"))
        chose = {account for claim, account, *_ in self.claims if claim == "taken"}
        for account, person, roles, open_key, first, last, created in self.rows(
            "SELECT * FROM account"
        ):
            fields = {code: value for code, (_, value) in self.lines[account]["fields"].items()}
            said = {"id": account, "person": person, "roles": sorted(json.loads(roles))}
            said |= {"name": fields["name"], "function": fields["role"], "open_key": open_key}
            said |= {"sign_key": self.keys[account], "valid_from": first, "valid_until": last}
            self.take("people", "account", account, sha256(jcs(said)), created)
            grants = self.lines[account]["grant"]["may_grant"]
            self.require("people", holds=grants == ("administrator" in json.loads(roles)))
            if account in chose:
                self.take("people", "taken", account, taken.get(account))
        for slot, key, made in self.rows("SELECT slot, open_key, made FROM recovery"):
            self.take("people", "recovery", slot, fingerprint(key), made)
        for slot, at in self.rows("SELECT slot, at FROM recovery_confirmed"):
            self.take("people", "confirmed", slot, at)

    def acts(self) -> None:
        self.authored: set[tuple[str, str]] = set()
        numbers: dict[str, str] = dict(self.rows("SELECT identity, number FROM revision"))
        rows = self.rows(
            "SELECT n, digest, act, revision, account, capacity, at, statement, sshsig FROM act ORDER BY n"
        )
        for place, (n, digest, act, revision, account, capacity, at, statement, blob) in enumerate(
            rows, 1
        ):
            said = {
                "act": act,
                "revision": revision,
                "account": account,
                "capacity": capacity,
                "at": at,
            }
            right = (jcs(said), sha256(statement), n) == (statement, digest, place)
            self.require("acts", holds=right)
            signer = signer_of(blob, "incident-act@v1", statement)
            self.require("acts", holds=signer == self.keys.get(account))
            if act == "author":
                self.authored.add((revision, account))
            else:
                self.take("acts", "act", act, revision, numbers.get(revision), account, at)

    def revisions(self) -> None:
        words = {"put": "amended", "strike": "struck"}
        self.given: dict[int, list[int]] = {}
        here: dict[str, tuple[Any, ...]] = {}
        rows = self.rows(
            "SELECT arrival, identity, record, number, kind, rev, op, recorded, author, header FROM revision ORDER BY arrival"
        )
        for place, (arrival, identity, *columns, header) in enumerate(rows, start=1):
            said = json.loads(header)
            names = ("id", "number", "kind", "rev", "op", "recorded", "author")
            right = [said[name] for name in names] == columns and jcs(said) == header
            self.require(
                "revisions", holds=right and (sha256(header), arrival) == (identity, place)
            )
            parents = [
                one
                for (one,) in self.rows(
                    "SELECT parent FROM revision_parent WHERE identity = ? ORDER BY parent",
                    identity,
                )
            ]
            earlier = [here.get(one, (None, 0)) for one in said["parents"]]
            right = parents == said["parents"] and all(one[0] == said["id"] for one in earlier)
            self.require(
                "revisions",
                holds=right and said["rev"] == 1 + max((one[1] for one in earlier), default=0),
            )
            self.require("revisions", holds=(identity, said["author"]) in self.authored)
            here[identity] = (said["id"], said["rev"])
            event = "recorded" if said["rev"] == 1 and said["op"] == "put" else words[said["op"]]
            self.take(
                "revisions",
                event,
                identity,
                said["number"],
                said["rev"],
                said["author"],
                said["recorded"],
            )
            if said["rev"] == 1:
                _, year, _, running = said["number"].split("-")
                self.given.setdefault(int(year), []).append(int(running))
            self._fields(arrival, said["digests"])

    def _fields(self, arrival: int, digests: dict[str, str]) -> None:
        rows = self.rows("SELECT code, salt, value FROM field WHERE arrival = ?", arrival)
        told = {code: sha256(jcs([salt, code, json.loads(value)])) for code, salt, value in rows}
        self.require("fields", holds=told == digests)
        for code, _, value in rows:
            if code.startswith("attachment."):
                named = json.loads(value)
                kept = self.rows("SELECT size FROM attachment WHERE sha256 = ?", named["sha256"])
                self.require("fields", holds=kept == [(named["size"],)])

    def numbers(self) -> None:
        passed = {year: set[int]() for year in self.given}
        for year, first, last, at in self.rows("SELECT year, first, last, at FROM number_skip"):
            self.take("numbers", "skip", year, first, last, at)
            passed.setdefault(year, set()).update(range(first, last + 1))
        for year, given in self.given.items():
            missing = set(range(1, max(given))) - set(given) - passed[year]
            self.require("numbers", holds=not missing and len(set(given)) == len(given))

    def attachments(self) -> None:
        for place, (n, digest, size, chunks) in enumerate(
            self.rows("SELECT n, sha256, size, chunks FROM attachment ORDER BY n"), 1
        ):
            pieces = [
                data
                for (data,) in self.rows(
                    "SELECT data FROM attachment_chunk WHERE attachment = ? ORDER BY place", n
                )
            ]
            whole = b"".join(pieces)
            self.require(
                "attachments",
                holds=(n, sha256(whole), len(whole), len(pieces)) == (place, digest, size, chunks),
            )
            self.require("attachments", holds=all(len(one) == 1 << 20 for one in pieces[:-1]))

    def bundles(self) -> None:
        keys = {key for (key,) in self.rows("SELECT key FROM station_key")}
        rows = self.rows(
            "SELECT digest, stream, epoch, seq, kind, copy, statement, manifest, tagmanifest, signature FROM bundle ORDER BY stream, epoch, seq"
        )
        for digest, stream, epoch, seq, kind, copy, statement, manifest, tags, signature in rows:
            armored = b"".join(signature.splitlines()[1:-1])
            namespace = "incident-public@v1" if stream == "public" else "incident-bundle@v1"
            signer = signer_of(base64.b64decode(armored), namespace, tags)
            said = json.loads(statement)
            same = (said["epoch"], said["seq"], said["kind"]) == (epoch, seq, kind)
            self.require("bundles", holds=signer in keys and sha256(tags) == digest and same)
            listed = {
                name: sum_
                for sum_, name in (line.split("  ") for line in tags.decode().splitlines())
            }
            right = (listed["statement.json"], listed["manifest-sha256.txt"])
            self.require("bundles", holds=right == (sha256(statement), sha256(manifest)))
            carried = {
                name: sum_
                for sum_, name in (line.split("  ") for line in manifest.decode().splitlines())
            }
            lines = {
                "records": self._records(digest),
                "signatures": self._acts(digest),
                "accounts": self._accounts(digest, copy),
            }
            made = {
                f"data/{name}.jsonl": sha256(b"".join(one + b"\n" for one in all_))
                for name, all_ in lines.items()
            }
            self.require("bundles", holds=made.items() <= carried.items())
            head = self.rows("SELECT digest FROM journal WHERE seq = ?", said["journal"]["seq"])
            self.require("bundles", holds=head == [(said["journal"]["digest"],)])
            self.take("bundles", "bundle", digest, stream, epoch, seq, kind, copy)
            if said["epoch_prev"] is not None:
                self.take("bundles", "epoch", stream, epoch)
        for digest, at, files in self.rows("SELECT digest, at, files FROM bundle_written"):
            self.take("bundles", "written", digest, at, *(one["name"] for one in json.loads(files)))

    def _records(self, digest: str) -> Iterator[bytes]:
        for arrival, header, codes in self.rows(
            "SELECT arrival, header, codes FROM bundle_revision JOIN revision USING (identity)"
            " WHERE digest = ? ORDER BY record, rev, identity",
            digest,
        ):
            fields = self.rows("SELECT code, salt, value FROM field WHERE arrival = ?", arrival)
            shown = {
                code: [salt, json.loads(value)]
                for code, salt, value in fields
                if code in json.loads(codes)
            }
            yield jcs({"fields": shown, "revision": json.loads(header)})

    def _acts(self, digest: str) -> Iterator[bytes]:
        rows = self.rows(
            "SELECT statement, sshsig FROM act JOIN bundle_act b ON b.act = act.digest WHERE b.digest = ? ORDER BY statement",
            digest,
        )
        for statement, blob in rows:
            yield jcs(
                {"sshsig": base64.b64encode(blob).decode(), "statement": json.loads(statement)}
            )

    def _accounts(self, digest: str, copy: str) -> Iterator[bytes]:
        rows = self.rows(
            "SELECT line FROM signer JOIN bundle_signer b ON b.signer = signer.n WHERE b.digest = ? ORDER BY account",
            digest,
        )
        for (line,) in rows:
            one = json.loads(line)
            if copy != "full":
                one["fields"].pop("name", None)
            if copy == "public":
                one["closed"] = None
            yield jcs(one)

    def station(self) -> None:
        for n, key, made, by, blob in self.rows("SELECT * FROM station_key ORDER BY n"):
            principal = self.lines[by]["grant"]["station"]
            said = {"by": by, "key": key, "made": made, "n": n, "station": principal}
            signer = signer_of(blob, "incident-station-key@v1", jcs(said))
            self.require("station", holds=signer == self.keys.get(by))
            self.take("station", "station", fingerprint(key))

    def heads(self) -> None:
        vault = self.rows("SELECT vault_id FROM vault")[0][0]
        before = None
        for seq, digest, account, at, named, blob in self.rows(
            "SELECT * FROM journal_signed ORDER BY seq"
        ):
            said = {
                "account": account,
                "at": at,
                "before": named,
                "digest": digest,
                "seq": seq,
                "vault": vault,
            }
            signer = signer_of(blob, "incident-journal@v1", jcs(said))
            entry = self.rows("SELECT digest, account FROM journal WHERE seq = ?", seq)
            right = signer == self.keys.get(account) and entry == [(digest, account)]
            self.require("heads", holds=right and named == before)
            before = seq
        left = "SELECT 1 FROM journal WHERE event IN ('locked', 'bundle_committed') AND seq NOT IN (SELECT seq FROM journal_signed)"
        self.require("heads", holds=not self.rows(left))
