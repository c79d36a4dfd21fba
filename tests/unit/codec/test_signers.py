"""Trust lists: what OpenSSH's files mean here, and that nothing is trusted by mistake."""

import pytest

from clerkapp.codec.signers import parse_revoked, parse_signers, signer_line
from clerkapp.domain.errors import Refused
from tests.fakes import bag

KEY = bag.station_key().public
LINE = KEY.to_line()
ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIObAxqVh2ch8vegwX389w6EWZwC//NNP9gj8u+teAj2n"
BUNDLE = "incident-bundle@v1"


def _principals(text: str, namespace: str = BUNDLE) -> frozenset[str]:
    return parse_signers(text.encode()).principals(KEY, namespace)


@pytest.mark.parametrize(
    "text",
    [
        f'W1@LARK namespaces="{BUNDLE}" {LINE}',
        f'W1@LARK namespaces="x,{BUNDLE}" {LINE} a comment',
        f'W1@LARK NAMESPACES="{BUNDLE}" {LINE}',
        f'  W1@LARK\tnamespaces="{BUNDLE}"  {LINE}\r\n# comment\n\n',
        f"W1@LARK {LINE}",
        f'"W1@LARK" {LINE}',
        f"W8@LARK {ED25519}\nW1@LARK {LINE}",
    ],
)
def test_trusts(text: str) -> None:
    assert _principals(text) == {"W1@LARK"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nobody yet",
        f"W1@LARK {ED25519}",
        f'W1@LARK namespaces="incident-receipt@v1" {LINE}',
        f'W1@LARK namespaces="" {LINE}',
        f"W1@LARK cert-authority {LINE}",
        f'W1@LARK cert-authority,namespaces="{BUNDLE}" {LINE}',
        f'W1@LARK namespaces="{BUNDLE}",valid-before="20260101" {LINE}',
        f"# W1@LARK {LINE}",
    ],
)
def test_does_not_trust(text: str) -> None:
    assert _principals(text) == frozenset()


def test_principals_are_compared_as_they_stand() -> None:
    assert _principals(f"W1@LARK,W2@LARK {LINE}") == {"W1@LARK", "W2@LARK"}


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        "W1@LARK",
        f"*@LARK {LINE}",
        f"W1@LARK,!W1@LARK {LINE}",
        f'W1@LARK namespaces="*" {LINE}',
        f'W1@LARK sometimes="{BUNDLE}" {LINE}',
        f"W1@LARK {LINE}\x0b",
        f"W1@LARK {LINE[:60]}\xe1{LINE[61:]}",
        f'W1@LARK namespaces="{BUNDLE} {LINE}',
        "W1@LARK ecdsa-sha2-nistp384 AAAA",
        "W1@LARK ecdsa-sha2-nistp384 !!!!",
        f"W1@LARK {LINE[:-12]}",
        f"W1@LARK ecdsa-sha2-nistp256 {LINE.split()[1]}",
        "\xff",
    ],
)
def test_a_broken_line_is_named(text: str) -> None:
    for coding in ("latin-1", "utf-8"):
        with pytest.raises(Refused, match="signers-form") as refused:
            parse_signers(f"# first\n{text}\n".encode(coding))
        assert refused.value.params["line"] == 2


def test_our_own_line_reads_back() -> None:
    text = signer_line("W1@LARK", [BUNDLE, "incident-rotate@v1"], KEY)
    assert text.startswith('W1@LARK namespaces="incident-bundle@v1,incident-rotate@v1" ecdsa-')
    assert _principals(text) == _principals(text, "incident-rotate@v1") == {"W1@LARK"}
    assert _principals(text, "incident-act@v1") == frozenset()


def test_revoked_keys() -> None:
    assert parse_revoked(f"{LINE}\n{ED25519}\n# {LINE}\n".encode()) == {KEY}
    assert parse_revoked(f"{LINE} stolen 2026".encode()) == {KEY}
    assert parse_revoked(b"") == frozenset()
    assert parse_revoked(f"\ufeff{LINE}\r\n".encode()) == {KEY}
    assert parse_revoked(f"# kept:\u2028{LINE}".encode()) == frozenset()


@pytest.mark.parametrize("data", [b"SSHKRL\n\0\0\0", b"x", b"\xff\xfe", LINE[:-9].encode()])
def test_a_list_of_revoked_keys_that_cannot_be_read_is_never_empty(data: bytes) -> None:
    with pytest.raises(Refused, match="revoked-form"):
        parse_revoked(data)
