"""Tools that nobody here wrote, on what we write: openssl, tar, ssh-keygen, sha256sum, bagit.

A wrong identifier of the key derivation once passed a round trip through one's own code, and only
OpenSSL refused it; hence these tests.
"""

import json
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from clerkapp.bundle.sealed import seal_parts
from clerkapp.codec import jcs, sshkey, sshsig
from clerkapp.codec.signers import signer_line
from clerkapp.crypto import signing
from clerkapp.crypto.certificates import new_recipient, read_recipient, read_recipient_key
from clerkapp.crypto.signing import ROOT_NAMESPACES, STATION_NAMESPACES, Namespace
from clerkapp.host.drive import LocalDrive
from clerkapp.services.export.writing import write_parts
from tests.fakes import bag, people
from tests.fakes.clock import FrozenClock

pytestmark = pytest.mark.foreign


def _run(*command: str, cwd: Path, data: bytes | None = None) -> bytes:
    done = subprocess.run(command, cwd=cwd, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sealed parts, the recipients' files, the trust list, and the bag by hand."""
    folder = tmp_path_factory.mktemp("exported")
    for name in ("state", "escrow"):
        certificate, key = new_recipient(f"ZZ {name}, test", FrozenClock().now())
        (folder / f"{name}.crt").write_bytes(certificate)
        (folder / f"{name}.key").write_bytes(key)
    recipients = [
        read_recipient((folder / f"{name}.crt").read_bytes()) for name in ("state", "escrow")
    ]
    said = bag.draft(recipients=tuple(sorted(recipient.ski for recipient in recipients)))
    tar = bag.written(said)
    stick = folder / "stick"
    stick.mkdir()
    write_parts(LocalDrive(), stick, seal_parts(iter((tar,)), len(tar), recipients, 4000))
    lines = (
        signer_line("W1@LARK", STATION_NAMESPACES, bag.station_key().public),
        signer_line("W1@LARK", ROOT_NAMESPACES, people.person_key(people.ROOT).public),
    )
    (folder / "allowed_signers").write_text("\n".join(lines) + "\n")
    (folder / "bundle.tar").write_bytes(_decrypted(folder, "state"))
    _run("tar", "-xf", "bundle.tar", cwd=folder)
    assert (folder / "bundle.tar").read_bytes() == tar
    return folder


def _decrypted(folder: Path, name: str) -> bytes:
    return b"".join(
        _run(
            *("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", str(part)),
            *("-recip", f"{name}.crt", "-inkey", f"{name}.key"),
            cwd=folder,
        )
        for part in sorted((folder / "stick").glob("*.p7m"))
    )


def test_openssl_decrypts_for_every_recipient(exported: Path) -> None:
    assert _decrypted(exported, "escrow") == (exported / "bundle.tar").read_bytes()


def test_openssl_reads_the_structure(exported: Path) -> None:
    part = next((exported / "stick").glob("*.001-of-*.p7m"))
    shown = _run(
        *("openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", str(part)),
        cwd=exported,
    ).decode()
    assert "id-smime-ct-authEnvelopedData" in shown
    assert "dhSinglePass-stdDH-sha384kdf-scheme" in shown
    assert "id-aes256-wrap" in shown
    assert "aes-256-gcm" in shown


def test_openssl_refuses_a_flipped_bit_too(exported: Path) -> None:
    part = next((exported / "stick").glob("*.001-of-*.p7m"))
    changed = bytearray(part.read_bytes())
    changed[-1] ^= 1
    (exported / "changed.p7m").write_bytes(changed)
    done = subprocess.run(
        [
            *("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "changed.p7m"),
            *("-recip", "state.crt", "-inkey", "state.key"),
        ],
        cwd=exported,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0


def test_gnu_tar_rebuilds_the_same_bytes(exported: Path) -> None:
    _run(
        "sh",
        "-c",
        "find bundle -type f | LC_ALL=C sort -r | tar --format=ustar --no-recursion --owner=0"
        " --group=0 --numeric-owner --mode=0644 --mtime=@0 -cf rebuilt.tar -T -"
        " && cmp rebuilt.tar bundle.tar",
        cwd=exported,
    )


def test_ssh_keygen_verifies(exported: Path) -> None:
    tagmanifest = (exported / "bundle/tagmanifest-sha256.txt").read_bytes()
    said = _run(
        *("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "W1@LARK"),
        *("-n", "incident-bundle@v1", "-s", "bundle/tagmanifest-sha256.txt.sig"),
        cwd=exported,
        data=tagmanifest,
    ).decode()
    assert 'Good "incident-bundle@v1" signature for W1@LARK' in said


def test_ssh_keygen_finds_the_principal(exported: Path) -> None:
    found = _run(
        *("ssh-keygen", "-Y", "find-principals", "-f", "allowed_signers"),
        *("-s", "bundle/tagmanifest-sha256.txt.sig"),
        cwd=exported,
    )
    assert found == b"W1@LARK\n"


def test_ssh_keygen_verifies_a_persons_act(exported: Path) -> None:
    line = json.loads((exported / "bundle/data/signatures.jsonl").read_bytes().splitlines()[0])
    key = people.key_of(line["statement"]["account"]).public
    (exported / "people").write_text(signer_line("person", [Namespace.ACT], key) + "\n")
    (exported / "act.sig").write_bytes(sshsig.armor(b64decode(line["sshsig"])))
    _run(
        *("ssh-keygen", "-Y", "verify", "-f", "people", "-I", "person"),
        *("-n", "incident-act@v1", "-s", "act.sig"),
        cwd=exported,
        data=jcs.encode(line["statement"]),
    )


def _account(exported: Path, name: str) -> tuple[bytes, dict[str, Any]]:
    """The slice of an account's line that was signed, and the line; its signature lies in `grant.sig`."""
    for line in (exported / "bundle/data/accounts.jsonl").read_bytes().splitlines():
        value = json.loads(line)
        if value["grant"]["account"] == people.person_id(name):
            (exported / "grant.sig").write_bytes(sshsig.armor(b64decode(value["sshsig"])))
            begin = line.index(b'"grant":') + len(b'"grant":')
            return line[begin : line.rindex(b',"sshsig":')], value
    raise LookupError(name)


def _verifies(folder: Path, signers: str, who: str, signed: bytes) -> None:
    _run(
        *("ssh-keygen", "-Y", "verify", "-f", signers, "-I", who, "-n", "incident-account@v1"),
        *("-s", "grant.sig"),
        cwd=folder,
        data=signed,
    )


def test_ssh_keygen_verifies_a_roots_own_grant(exported: Path) -> None:
    grant, _ = _account(exported, people.ROOT)
    _verifies(exported, "allowed_signers", "W1@LARK", grant)


@pytest.mark.parametrize("name", [people.REVIEWER, people.DEPUTY])
def test_ssh_keygen_verifies_another_grant_against_one_line(exported: Path, name: str) -> None:
    grant, line = _account(exported, name)
    by = line["grant"]["by"]
    (exported / "by").write_text(f"{by} {people.key_of(by).public.to_line()}\n")
    _verifies(exported, "by", by, grant)


def test_an_id_is_found_by_hand(exported: Path) -> None:
    for name in (people.ROOT, people.REVIEWER, people.DEPUTY):
        _, line = _account(exported, name)
        found = _run(
            *("sh", "-c", "cut -d' ' -f2 | base64 -d | sha256sum | cut -c1-32"),
            cwd=exported,
            data=line["grant"]["key"].encode(),
        )
        assert found.decode().strip() == line["grant"]["account"]


def test_a_signature_of_ssh_keygen_is_ours_too(exported: Path) -> None:
    for bits in ("256", "384"):
        name = f"key{bits}"
        _run("ssh-keygen", "-q", "-t", "ecdsa", "-b", bits, "-N", "", "-f", name, cwd=exported)
        armored = _run(
            "ssh-keygen", "-q", "-Y", "sign", "-f", name, "-n", "incident-act@v1",
            cwd=exported,
            data=b"message",
        )  # fmt: skip
        public = " ".join((exported / f"{name}.pub").read_text().split()[:2])
        signing.verify(sshsig.dearmor(armored), Namespace.ACT, b"message", sshkey.from_line(public))


def test_sha256sum_checks_parts_and_manifests(exported: Path) -> None:
    _run("sha256sum", "--strict", "-c", "SHA256SUMS", cwd=exported / "stick")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        _run("sha256sum", "--strict", "-c", name, cwd=exported / "bundle")


def test_bagit_validates(exported: Path) -> None:
    bagit = Path(sys.executable).with_name("bagit.py")
    # The signature stands beside the tag manifest, which cannot name it; BagIt allows other tag files.
    _run(sys.executable, str(bagit), "--validate", "--quiet", "bundle", cwd=exported)


def test_a_certificate_and_key_that_openssl_made_are_read(tmp_path: Path) -> None:
    _run(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"),
        *("-nodes", "-keyout", "r.key", "-out", "r.crt", "-subj", "/CN=ZZ test", "-days", "30"),
        *("-addext", "subjectKeyIdentifier=hash"),
        cwd=tmp_path,
    )
    ours = read_recipient_key((tmp_path / "r.crt").read_bytes(), (tmp_path / "r.key").read_bytes())
    said = bag.draft(recipients=(ours.recipient.ski,))
    assert bag.answer(bag.seal(bag.written(said), ours), ours=ours) == "accepted"
