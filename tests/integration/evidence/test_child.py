"""The child process: what happens to a message that crashes it, hangs it or makes it misbehave.

The misbehaving child is the real one with one function replaced: on a word in the message it does
what a library with a hole in it might do.
"""

import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.domain.messages.examination import Examination
from clerkapp.evidence import examination, reading
from clerkapp.evidence.child import main as child
from clerkapp.evidence.child.pool import Pool
from clerkapp.wording import message_view
from tests.fakes.letters import letter, mailbox, qr_picture, zipped

MISBEHAVING = """
import ctypes, dataclasses, faulthandler, os, sys
from clerkapp.evidence import examination
from clerkapp.evidence.child import main as child
from clerkapp.evidence.parse import attachments, message

libc = ctypes.CDLL(None) if os.name == "posix" else None
real = attachments.describe
whole = examination.examine

def nested(depth):
    return nested(depth + 1)

def misbehave(word):
    if word == "hang":
        while True:
            pass
    if word in ("crash", "fault"):
        faulthandler._read_null()  # ctypes would make an error of it on Windows
    if word == "leave":
        os._exit(0)
    if word == "memory":
        bytearray(2 << 30)
    if word == "depth":
        nested(0)
    if word == "noise":
        sys.stdout.write("noise between the answers")
        sys.stdout.flush()
    if word == "raise":
        raise KeyError("what the message says")
    if word == "socket":
        import socket
        socket.socket().connect(("192.0.2.1", 80))
    if word == "name":
        import socket
        socket.getaddrinfo("county.example", 80)
    if word == "program":
        os.system("echo")
    if word == "write":
        open("evidence.tmp", "w")
    if word == "temp":
        import tempfile
        tempfile.NamedTemporaryFile()
    if word.startswith("native:"):
        handle = libc.open(word[7:].encode(), 0o101, 0o600)
        libc.write(handle, b"readable copy", 13)
        libc.close(handle)

def describe(leaf):
    if leaf.content.startswith(b"DO:"):
        misbehave(leaf.content[3:].strip().decode())
    return real(leaf)

def examine(data, *, pick=0, steps=None):
    word = data.rpartition(b"ALL:")[2].split()[0].decode() if b"ALL:" in data else ""
    if word == "output":
        return dataclasses.replace(whole(b""), text="x" * (80 << 20))
    misbehave(word)
    return whole(data, pick=pick, steps=steps)

attachments.describe = describe
examination.examine = examine
sys.exit(child.child_main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def misbehaving() -> Iterator[Pool]:
    with Pool(1, command=[sys.executable, "-B", "-c", MISBEHAVING], seconds=10) as pool:
        yield pool


_JOBS = pytest.mark.wine_lacks("jobs")


def _codes(result: Examination) -> list[str]:
    return [problem.code for problem in result.problems]


def _part(word: str) -> bytes:
    return letter(
        "Final notice.", files={"trap.bin": ("application/octet-stream", f"DO:{word}".encode())}
    )


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("fault", "died"),
        ("leave", "died"),
        pytest.param("memory", "memory", marks=_JOBS),
        ("depth", "depth"),
        ("raise", "failed"),
        ("socket", "refused"),
        ("name", "refused"),
        ("program", "refused"),
        ("write", "refused"),
        ("temp", "refused"),
    ],
)
def test_whatever_a_part_does_costs_that_part(misbehaving: Pool, word: str, why: str) -> None:
    data = _part(word)
    result = misbehaving.examine(data)
    assert _codes(result) == [f"part-{why}"]
    assert result.problems[0].params["name"] == "trap.bin"
    assert result.sha256 == sha256_hex(data)
    assert (result.text, result.subject) == ("Final notice.", "Precinct supply list")
    signs = {sign.code: sign.strength for sign in result.signs}
    expected = {"pressure": "weak"} | ({"file-stops-reader": "strong"} if why != "failed" else {})
    assert signs == expected
    assert result.attachments[0].sha256 == sha256_hex(f"DO:{word}".encode())
    assert "what the message says" not in str(result.problems)
    # and the next message is read as if nothing had been
    assert _codes(misbehaving.examine(letter())) == []


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("fault", "reader-died"),
        ("leave", "reader-died"),
        pytest.param("memory", "reader-memory", marks=_JOBS),
        ("depth", "reader-depth"),
        ("output", "reader-output"),
        ("raise", "reader-failed"),
        ("socket", "reader-stopped"),
    ],
)
def test_when_nothing_is_left_the_headers_are_shown(
    misbehaving: Pool, word: str, code: str
) -> None:
    data = letter(f"ALL:{word} ")
    result = misbehaving.examine(data)
    assert _codes(result) == [code]
    assert result.sha256 == sha256_hex(data)
    assert result.subject == "Precinct supply list"
    assert result.sender.address == "maria@vendor.example"
    assert result.received_at == "2026-10-05T09:14:05-05:00"
    assert message_view.signs_title(result) == "Signs could not be looked for"
    assert "what the message says" not in str(result.problems)
    assert _codes(misbehaving.examine(letter())) == []


def test_a_child_that_hangs_is_killed() -> None:
    with Pool(1, command=[sys.executable, "-B", "-c", MISBEHAVING], seconds=1) as pool:
        result = pool.examine(_part("hang"))
        assert _codes(result) == ["part-slow"]
        # What it was given, not what this computer took to notice: a record says the same anywhere.
        assert result.problems[0].params["seconds"] == 1
        assert {sign.code for sign in result.signs} == {"pressure", "file-stops-reader"}
        assert message_view.signs_title(result).endswith("Not all could be read.")
        assert _codes(pool.examine(letter("ALL:hang "))) == ["reader-slow"]
        assert _codes(pool.examine(letter())) == []


def test_noise_of_a_library_does_not_get_between_the_answers(misbehaving: Pool) -> None:
    assert _codes(misbehaving.examine(letter("ALL:noise "))) == []
    assert misbehaving.examine(letter()).subject == "Precinct supply list"


@pytest.mark.posix("limits")
def test_not_even_native_code_leaves_a_readable_copy(misbehaving: Pool, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    misbehaving.examine(_part(f"native:{target}"))
    assert not target.exists() or target.read_bytes() == b""


def test_a_child_that_cannot_speak_is_said(tmp_path: Path) -> None:
    for answer in (
        b"",
        b"\0",
        b"r" + struct.pack(">I", 0xFFFFFFFF),
        b"r\0\0\0\3[1]",
        b"a\0\0\0\2{}",
    ):
        talk = f"import sys; sys.stdin.buffer.read(20); sys.stdout.buffer.write({answer!r})"
        with Pool(1, command=[sys.executable, "-c", talk], seconds=10) as pool:
            result = pool.examine(letter())
        assert _codes(result)[0] in {"reader-died", "reader-output"}
        assert result.subject == "Precinct supply list"


def test_a_child_that_cannot_be_started_is_said(tmp_path: Path) -> None:
    with Pool(1, command=[str(tmp_path / "absent")]) as pool:
        pool.start()
        result = pool.examine(letter())
    assert _codes(result) == ["reader-absent"]
    assert result.subject == "Precinct supply list"


def test_an_outlook_file_that_could_not_be_read_is_still_kept() -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + b"ALL:fault "
    with Pool(1, command=[sys.executable, "-B", "-c", MISBEHAVING], seconds=10) as pool:
        result = pool.examine(data)
    assert (result.kind, result.sha256) == ("msg", sha256_hex(data))


def test_the_child_says_what_the_parent_would_have_read() -> None:
    data = letter(
        html='<a href="http://192.0.2.1/">x</a>',
        files={"a.png": ("image/png", qr_picture("https://x.example/"))},
    )
    with Pool(1) as pool:
        result = pool.examine(data)
    read = replace(examination.examine(data), confined=result.confined)
    assert result == replace(read, sha256=sha256_hex(data), size=len(data))


def test_nothing_is_left_in_the_temporary_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    before = _tree(child.child_folder() / "clerkapp" / "evidence")
    hostile = letter(
        html='<img src="http://tracker.example/p.gif"><script>x()</script><form action="http://x.example/">',
        files={
            "a.zip": ("application/zip", zipped({"a.exe": b"x"})),
            "a.png": ("image/png", qr_picture("https://x.example/")),
            "a.pdf": ("application/pdf", b"%PDF-1.4\n1 0 obj\n"),
            "ballot_\u202efdp.exe": ("application/octet-stream", b"inert"),
        },
    )
    with Pool(1) as pool:
        result = pool.examine(hostile)
    assert result.qr
    assert _tree(tmp_path) == set()
    assert _tree(child.child_folder() / "clerkapp" / "evidence") == before


def _tree(folder: Path) -> set[str]:
    # Byte code of the program itself holds nothing of a message.
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    return {name for name in found if "__pycache__" not in name}


def test_an_attachment_of_forty_megabytes_is_read_whole() -> None:
    content = bytes(range(256)) * (40 * 4096)
    data = letter(
        html='<img src="http://tracker.example/p.gif"><form action="http://x.example/"><script>x()</script>Words',
        files={"ballot_\u202efdp.exe": ("application/octet-stream", content)},
    )
    with Pool(1) as pool:
        result = pool.examine(data)
    assert _codes(result) == []
    assert result.attachments[0].sha256 == sha256_hex(content)
    assert {"file-reversed-name", "file-program"} <= {sign.code for sign in result.signs}


BOMBS = {
    "nested page": letter(html="<div>" * 100_000),
    "unclosed tags": letter(html="<a href='" * 100_000),
    "attributes": letter(html="<p " + "a=b " * 200_000 + ">x"),
    "long line": letter(html="a" * 1_900_000),
    "addresses": letter(headers={"Reply-To": "a@b.example," * 1000}),
    "quotes": letter(headers={"Reply-To": '"' * 16_000}),
    "comments": letter(headers={"Reply-To": "(" * 16_000}),
    "words": letter(headers={"Comments": "=?utf-8?q?a?= " * 1000}),
    "parameters": letter(headers={"Content-Type": 'text/plain; a="' + '\\"' * 7000}),
    "links": letter("http://x.example/ " * 20_000),
    "dots": letter("www." + "a." * 50_000),
    "at signs": letter("a@" * 100_000),
    "spaces": letter(subject="x" + " " * 10_000 + "y"),
    "brackets": letter(html="<p>" + "[picture: " * 50_000),
    "styles": letter(html='<p style="display' + " " * 100_000 + ':none">x'),
    "zip of many": letter(files={"a.zip": ("application/zip", zipped({f"{n}": b"" for n in range(5000)}))}),
    "uuencode": letter("begin 644 a\n" * 20_000),
    "postmarks": b"From a Mon Oct  5 09:14:00 2026\nX: y\n\n" * 20_000,
    "headers": b"X: y\n" * 200_000 + b"\n",
    "no lines": b"X: " + b"y" * 5_000_000,
    "boundaries": b'Subject: s\nFrom: a@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n" * 200_000,
}  # fmt: skip


def test_bombs_are_read_within_their_time() -> None:
    with Pool(2) as pool:
        results = list(pool.examine_many([partial(bytes, data) for data in BOMBS.values()]))
    stopped = {
        name: _codes(result)
        for name, result in zip(BOMBS, results, strict=True)
        if any(code.startswith(("reader-", "part-slow", "part-died")) for code in _codes(result))
    }
    assert stopped == {}


def test_many_messages_come_back_in_order() -> None:
    sources = [lambda n=n: letter(subject=f"Number {n}") for n in range(25)]
    with Pool(2) as pool:
        pool.start()
        subjects = [result.subject for result in pool.examine_many(sources)]
    assert subjects == [f"Number {n}" for n in range(25)]


def test_a_pool_can_be_closed_early() -> None:
    with Pool(2) as pool:
        first = next(pool.examine_many([lambda: letter()] * 10))
    assert first.subject == "Precinct supply list"


def test_the_command_of_a_frozen_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "clerkctl"))
    assert child.child_command() == [str(tmp_path / "clerkctl"), "--read-message", "reader"]
    assert child.child_folder() == tmp_path


def test_a_child_is_not_fooled_by_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert reading.examine(letter()).subject == "Precinct supply list"
    assert _tree(tmp_path) == {"json.py"}


def test_inspecting_gives_the_agreed_shape() -> None:
    result = reading.inspected(reading.examine(letter("Final notice.", received=None)))
    assert tuple(result) == reading.INSPECTED
    assert result["signs"][0]["why"].startswith("It presses you to hurry: “final notice”. ")
    assert result["problems"][0]["message"].startswith("The headers that show the way")


def test_a_picked_message_of_a_mailbox_is_read() -> None:
    box = mailbox(letter(subject="First"), letter(subject="Second"))
    with Pool(1) as pool:
        assert reading.examine(box, pick=1, pool=pool).subject == "Second"


def test_a_child_that_used_its_time_is_replaced_between_two_messages() -> None:
    used_up = "import sys, time; time.process_time = lambda: 1e9; from clerkapp.evidence.child import main as child"
    command = [sys.executable, "-B", "-c", f"{used_up}; sys.exit(child.child_main())"]
    with Pool(1, command=command) as pool:
        results = [pool.examine(letter(subject=f"Number {n}")) for n in range(3)]
    assert [result.subject for result in results] == ["Number 0", "Number 1", "Number 2"]
    assert [_codes(result) for result in results] == [[], [], []]


def test_a_child_does_nothing_before_it_is_told_that_it_is_held() -> None:
    begun = (
        "import sys; from clerkapp.evidence.child import main as child, preload; "
        "preload.reader = lambda: print('begun', file=sys.stderr); sys.exit(child.child_main())"
    )
    for given, said in ((b"", b""), (b"x" * 20, b""), (child.BEGIN, b"begun\n")):
        run = subprocess.run(
            [sys.executable, "-B", "-c", begun], input=given, capture_output=True, timeout=60
        )
        assert (run.returncode, run.stderr.replace(b"\r", b"")) == (0, said)


def test_a_child_is_one_process_also_from_a_virtual_environment_on_windows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\office\.venv\Scripts\python.exe")
    monkeypatch.setattr(sys, "_base_executable", r"C:\Python\python.exe", raising=False)
    assert child.child_command()[0] == r"C:\Python\python.exe"
    assert child.child_environment()["__PYVENV_LAUNCHER__"] == sys.executable
    monkeypatch.setattr(sys, "_base_executable", sys.executable)
    assert "__PYVENV_LAUNCHER__" not in child.child_environment()
