"""A trust list says to us never more than it says to ssh-keygen."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clerkapp.codec import sshsig
from clerkapp.codec.signers import parse_signers
from clerkapp.crypto import signing
from clerkapp.domain.errors import Refused
from tests.fakes import bag

pytestmark = pytest.mark.foreign

NAMESPACE = "incident-bundle@v1"
KEY = bag.station_key()
OTHER = bag.station_key("W2@LARK").public.to_line()
LINE = KEY.public.to_line()
TYPE, ENCODED = LINE.split(" ")
ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIObAxqVh2ch8vegwX389w6EWZwC//NNP9gj8u+teAj2n"
NS = f'namespaces="{NAMESPACE}"'
GOOD = f"W1@LARK {NS} {LINE}"

TRUSTED = (
    GOOD,
    f"W1@LARK {LINE}",
    f"W1@LARK\t{NS}\t{LINE}",
    f" \t W1@LARK  {NS} \t {TYPE} \t {ENCODED} ",
    f"{GOOD}\r\n",
    f"# enrolled by phone\r\n\r\n{GOOD}\r\n# end\r\n",
    f"{GOOD} José's station, 2026",
    f"{GOOD} a comment with “quotes” and , ! * ?",
    f'"W1@LARK" {NS} {LINE}',
    f"W2@LARK,W1@LARK {NS} {LINE}",
    f'W1@LARK NameSpaces="{NAMESPACE}" {LINE}',
    f'W1@LARK namespaces="x,{NAMESPACE},y" {LINE}',
    f"W8@LARK {ED25519}\n{GOOD}",
    f"W2@LARK {OTHER}\n{GOOD}",
    f"\n \t\n#\n{GOOD}",
    f"# retired:\u2028{GOOD}\n{GOOD}",
    f"W1@LARK cert-authority {LINE}\n{GOOD}",
)
NOT_TRUSTED = (
    "",
    f"# {GOOD}",
    f"  # {GOOD}",
    # What a line ends with: a line feed and nothing else.
    *(f"# retired:{end}{GOOD}" for end in "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\r"),
    *(f"W2@LARK {LINE}{end}{GOOD}" for end in "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\r"),
    # What parts fields: a blank of ASCII.
    *(f"W1@LARK{blank}{NS}{blank}{LINE}" for blank in "\xa0\u2003\u3000\x0b\x0c\x1f\x85"),
    f"\xa0{GOOD}",
    f"W1@LARK {NS} {TYPE}\xa0{ENCODED}",
    f"W1@LARK {NS} {TYPE}\r{ENCODED}",
    # Patterns and negation.
    f"W1@LARK,!W1@LARK {NS} {LINE}",
    f"!W1@LARK,W1@LARK {NS} {LINE}",
    f"*@LARK,W1@LARK {NS} {LINE}",
    f"W?@LARK {NS} {LINE}",
    f"*,!W1@LARK {NS} {LINE}",
    f'W1@LARK namespaces="{NAMESPACE},!{NAMESPACE}" {LINE}',
    f'W1@LARK namespaces="!x,{NAMESPACE}" {LINE}',
    f'W1@LARK namespaces="*" {LINE}',
    f'W1@LARK namespaces="incident-*" {LINE}',
    f'W1@LARK namespaces="incident-?undle@v1" {LINE}',
    # Options.
    f"W1@LARK cert-authority {LINE}",
    f"W1@LARK cert-authority,{NS} {LINE}",
    f'W1@LARK {NS},valid-before="20200101" {LINE}',
    f'W1@LARK {NS},valid-after="20990101" {LINE}',
    f'W1@LARK valid-before="never" {LINE}',
    f"W1@LARK {NS},{NS} {LINE}",
    f'W1@LARK namespaces="x",{NS} {LINE}',
    f"W1@LARK {NS}, {LINE}",
    f"W1@LARK ,{NS} {LINE}",
    f"W1@LARK {NS},no-touch-required {LINE}",
    f"W1@LARK {NS};{NS} {LINE}",
    f"W1@LARK namespaces={NAMESPACE} {LINE}",
    f'W1@LARK namespaces="{NAMESPACE} {LINE}',
    f'W1@LARK namespaces="{NAMESPACE}\\",x" {LINE}',
    f'W1@LARK namespace="{NAMESPACE}" {LINE}',
    f'W1@LARK namespaces="" {LINE}',
    f'W1@LARK namespaces=" {NAMESPACE}" {LINE}',
    f'W1@LARK namespaces="{NAMESPACE.upper()}" {LINE}',
    # Principals.
    f"w1@lark {NS} {LINE}",
    f"W1@LARKX {NS} {LINE}",
    f"W1@LARK\u200b {NS} {LINE}",
    f"W1\\@LARK {NS} {LINE}",
    f"'W1@LARK' {NS} {LINE}",
    f'W1"@LARK" {NS} {LINE}',
    f'"W1@LARK"{NS} {LINE}',
    f'"W1@LARK {NS} {LINE}',
    f'"" {NS} {LINE}',
    f"{'x' * 2000},W1@LARK {NS} {LINE}",
    LINE,
    "W1@LARK",
    f"W1@LARK {NS}",
    # Keys.
    f"W1@LARK {NS} {TYPE.upper()} {ENCODED}",
    f"W1@LARK {NS} ecdsa-sha2-nistp256 {ENCODED}",
    f"W1@LARK {NS} {TYPE} {ENCODED[:-8]}",
    f"W1@LARK {NS} {TYPE} {ENCODED}AAAA",
    f"W1@LARK {NS} {TYPE} {ENCODED[:40]} {ENCODED[40:]}",
    f"W1@LARK {NS} {TYPE} {ENCODED.replace('A', 'Á', 1)}",
    f"W1@LARK {NS} {TYPE} {ENCODED.replace('/', '_').replace('+', '-')}x",
    f"W1@LARK {NS} {OTHER}",
    f"W1@LARK {NS} {ED25519}",
    # A line that cannot be read refuses what follows it, too.
    f"W1@LARK ssh-ed25519 AAAA\n{GOOD}",
    f"W1@LARK ssh-rsa {ENCODED}\n{GOOD}",
    f"W1@LARK ssh-unknown AAAAC3NzaC11bmtub3du\n{GOOD}",
    f"W1@LARK nonsense\n{GOOD}",
)


def ours(text: str) -> bool:
    try:
        return "W1@LARK" in parse_signers(text.encode()).principals(KEY.public, NAMESPACE)
    except Refused:
        return False


@pytest.fixture(scope="module")
def signature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("signed") / "message.sig"
    path.write_bytes(sshsig.armor(signing.sign(KEY, NAMESPACE, b"message")))
    return path


def theirs(text: str, signature: Path) -> bool:
    listed = signature.with_name("allowed_signers")
    listed.write_bytes(text.encode())
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(listed), "-I", "W1@LARK"]
    verify += ["-n", NAMESPACE, "-s", str(signature)]
    done = subprocess.run(verify, input=b"message", capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.parametrize("text", TRUSTED)
def test_what_we_trust_ssh_keygen_trusts(text: str, signature: Path) -> None:
    assert ours(text)
    assert theirs(text, signature)


@pytest.mark.parametrize("text", NOT_TRUSTED)
def test_what_is_not_plainly_trusted_is_not_trusted(text: str) -> None:
    assert not ours(text)


def test_a_byte_order_mark_is_the_one_thing_that_is_passed_over(signature: Path) -> None:
    assert ours(f"\ufeff{GOOD}")
    assert not theirs(f"\ufeff{GOOD}", signature)
    assert not ours(f"\ufeff\ufeff{GOOD}")
    assert not ours(f"# first\n\ufeff{GOOD}")


PIECES = st.sampled_from(
    [
        *("W1@LARK", "W2@LARK", "*", "!", "?", ",", " ", "\t", "\r", "\n", "\0", "\x0b", "\x85"),
        *("\xa0", "\u2028", '"', "\\", "=", "#", NS, "namespaces=", NAMESPACE, "cert-authority"),
        *('valid-before="20990101"', TYPE, ENCODED, LINE, ENCODED[:50], ENCODED[50:], OTHER),
        *(ED25519, GOOD, "=", "A"),
    ]
)


@example([GOOD, "\r", GOOD])
@example(["W1@LARK", " ", NS, ",", " ", LINE])
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=9))
def test_nothing_that_can_be_put_together_is_read_wider(signature: Path, pieces: list[str]) -> None:
    text = "".join(pieces)
    if ours(text):
        assert theirs(text, signature)


SLIPS = st.tuples(
    st.integers(0, len(GOOD)), st.sampled_from('\0\t\n\x0b\r !"#*,=?\\A\x85\xa0\u2028')
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SLIPS, min_size=1, max_size=3), st.booleans())
def test_no_slip_in_a_good_line_is_read_wider(
    signature: Path, slips: list[tuple[int, str]], over: bool
) -> None:
    text = GOOD
    for place, char in slips:
        text = text[:place] + char + text[place + over :]
    if ours(text):
        assert theirs(text, signature)
