"""Use what was built once, as an office would: no Python, no source tree, a home of its own.

The frozen clerkctl makes a vault, records, reads messages in its child processes, exports to a
state's key and verifies; its children are held by whatever holds those of the source tree on this
computer; a probe looks at what only the desktop needs (installer/pyinstaller/probe.py); the frozen
desktop opens its unlock window on a display that nobody looks at. Prints figures; ends with 1 at the
first thing that does not hold.

    python -m tools.release_check             dist/clerkapp
    python -m tools.release_check --windows   dist/windows/clerkapp, on Windows or under wine
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import segno
from PIL import Image, ImageStat

from clerkapp.evidence.child.main import CHILD_ARGUMENT, DRAWER, READER, child_command
from clerkapp.evidence.child.process import Child
from tools import windows_folder
from tools.build import BUILT, DIST, ROOT, size
from tools.frozen import Frozen
from tools.sample_record import sample_record
from tools.virtual_display import VirtualDisplay, virtual_display

WINDOWS = DIST / "windows" / "clerkapp"
PICTURE = "desktop.png"
"""In the folder beside the programs."""
USER = "Dana Whitfield"
_SLOWEST_START = 60.0
_ANSWER = 30.0
_ANOTHER_PAGE = 10.0
"""Difference in mean brightness (0 to 255) that the unlock page and Home exceed by far."""
_LINK = "https://portal.example/auth"
_PICTURES = ("png", "jpeg", "gif", "bmp", "tiff", "webp")
_RECORD = {
    "one_line": "Scanner 2 stopped taking ballots",
    "occurred": {"at": "2026-11-03T07:10:00-06:00", "precision": "about"},
    "noticed": {"at": "2026-11-03T07:12:00-06:00", "precision": "exact"},
}


class Office:
    """A folder of its own with a passphrase, an environment of its own, and the frozen clerkctl."""

    def __init__(self, folder: Path, frozen: Frozen) -> None:
        self.folder = folder
        self.frozen = frozen
        self.vault = folder / "Larkspur.vault"
        self.passphrase = folder / "passphrase"
        self.passphrase.write_text("harbor lantern pepper violet\n", "utf-8")
        self.environment = frozen.environment(folder) | {
            "CLERKAPP_PASSPHRASE_FILE": frozen.told(self.passphrase)
        }

    @property
    def sheet(self) -> Path:
        """Where the spine prints a record's sheet."""
        return self.folder / "sheet.pdf"

    @property
    def picture(self) -> Path:
        """Where the window's picture is kept, after the office too."""
        return self.frozen.folder.parent / PICTURE

    @property
    def machine(self) -> Path:
        """Where the programs keep what they note about this computer."""
        return self.folder / "machine"

    def clerkctl(self, *arguments: str | Path) -> Any:
        """Run one verb with --json; its value, or a list of values when there are several lines."""
        values = [json.loads(line) for line in self.said(*arguments, "--json").splitlines() if line]
        return values[0] if len(values) == 1 else values

    def said(self, *arguments: str | Path) -> str:
        """Run one verb; what it wrote for people."""
        run = subprocess.run(
            self.frozen.command(self.frozen.file("clerkctl"), *arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if run.returncode != 0:
            sys.exit(
                f"clerkctl {arguments[0]} ended with {run.returncode}:\n{run.stdout}{run.stderr}"
            )
        return run.stdout

    def fill_in(self, kind: str = "equipment") -> Path:
        """A record file that says what the kind needs to be recorded, and what happened."""
        record = sample_record(self.clerkctl("schema", "--kind", kind), _RECORD)
        path = self.folder / "record.json"
        path.write_text(json.dumps(record), "utf-8")
        return path


def main() -> None:
    """Check, print figures, or end with a sentence."""
    frozen = Frozen(BUILT, sys.platform)
    if "--windows" in sys.argv[1:]:
        frozen = Frozen(WINDOWS, "win32")
    if frozen.platform == "win32":
        windows_folder.check(frozen)
    with tempfile.TemporaryDirectory(prefix="clerkapp-release-") as name:
        office = Office(Path(name).resolve(), frozen)
        office.clerkctl("schema", "--kind", "message")  # wine begins with its first program
        started = time.perf_counter()
        office.clerkctl("schema", "--kind", "message")
        clerkctl_start = time.perf_counter() - started
        number = _spine(office)
        held = _children(office)
        _probe(office)
        window = _desktop(office) if shutil.which("Xvfb") and shutil.which("xdotool") else None
    print(f"size                    {size(frozen.folder) / 1e6:8.1f} MB")
    print(f"clerkctl, an answer     {clerkctl_start * 1000:8.0f} ms")
    if window is not None:
        shown = f"{window * 1000:8.0f} ms; unlocked, picture in {frozen.folder.parent / PICTURE}"
        print(f"desktop, unlock window  {shown}")
    print(f"recorded {number}, exported, verified; a message's readers are held by {held}")


def _spine(office: Office) -> str:
    """Make, record, sign nothing away, export, verify, check. Gives the record's number."""
    state = office.folder / "state"
    stick = office.folder / "stick"
    stick.mkdir()
    office.clerkctl(
        *("init", office.vault, "--authority", "LARK", "--name", "Larkspur County"),
        *("--station", "W1", "--user", USER),
    )
    office.clerkctl("state-key", "new", state)
    evidence = office.folder / "photo.bin"
    evidence.write_bytes(os.urandom(3_000_000))
    recorded = office.clerkctl(
        *("add", office.vault, "--kind", "equipment", "--record", office.fill_in()),
        *("--attach", evidence, "--user", USER),
    )
    _message(office)
    certificate = state / "recipient.crt"
    bundle = office.clerkctl(
        "export", office.vault, stick, "--recipient", certificate, "--user", USER
    )
    signers = office.folder / "allowed_signers"
    signer = office.clerkctl("signer", office.vault, "--user", USER)
    signers.write_text("\n".join(signer["lines"]) + "\n", "utf-8")
    verified = office.clerkctl(
        *("verify", *bundle["files"], "--recipient-key", state / "recipient.key"),
        *("--recipient", certificate, "--signers", signers),
    )
    if not verified["accepted"] or verified["digest"] != bundle["digest"]:
        sys.exit("The bundle that was written is not the bundle that was verified.")
    sheet = office.sheet
    office.clerkctl("print", office.vault, recorded["number"], "--output", sheet, "--user", USER)
    if not sheet.read_bytes().startswith(b"%PDF-"):
        sys.exit("The sheet is not a PDF.")
    if recorded["number"] not in office.said("list", office.vault, "--user", USER):
        sys.exit("The list does not show the record.")
    office.clerkctl("check", office.vault, "--user", USER)
    return str(recorded["number"])


def _message(office: Office) -> None:
    """Read, record and hand out a message that needs every library of the child."""
    path = office.folder / "mail.eml"
    path.write_bytes(_mail())
    read = office.clerkctl("inspect", path)
    expected = [_LINK] * (len(_PICTURES) + 1)
    if [code["text"] for code in read["qr"]] != expected or read["problems"][1:]:
        sys.exit(f"The message was not read as it should be:\n{json.dumps(read, indent=1)}")
    saved = office.clerkctl("inspect", ROOT / "tests" / "corpus" / "ordinary_saved.msg")
    if saved["kind"] != "msg" or not saved["text"]:
        sys.exit(f"Outlook's file was not read as it should be:\n{json.dumps(saved, indent=1)}")
    recorded = office.clerkctl(
        *("add", office.vault, "--kind", "message", "--record", office.fill_in("message")),
        *("--message", path, "--user", USER),
    )
    office.clerkctl(
        *("attachment", office.vault, recorded["number"], "--dangerous"),
        *("--output", office.folder, "--user", USER),
    )


def _children(office: Office) -> str:
    """What holds both programs' reader and drawer: no less than holds them from source."""
    told = [f"{name}={value}" for name, value in office.environment.items()]
    held: set[str] = set()
    for program in ("clerkctl", "clerkapp"):
        for role, request in (
            (READER, {"pick": 0, "without": {}, "seconds": 5.0}),
            (DRAWER, {"kind": "pdf", "pixels": 0}),
        ):
            command = office.frozen.command(office.frozen.file(program), CHILD_ARGUMENT, role)
            wanted: tuple[str, ...] = ("limits",)
            if office.frozen.under_wine:
                command = ["env", *told, *command]
            else:
                wanted = _held(child_command(role), request)
            found = _held(command, request)
            if found != wanted:
                sys.exit(f"{program}'s {role} is held by {found}, from source by {wanted}.")
            held |= set(found)
    return ", ".join(sorted(held))


def _held(command: list[str], request: dict[str, Any]) -> tuple[str, ...]:
    """What a child says of itself when it has confined itself."""
    child = Child(command)
    try:
        child.ask(request, b"From: clerk@county.example\n\n", seconds=_ANSWER)
        child.frame(_ANSWER)
        return child.confined
    finally:
        child.end()


def _mail() -> bytes:
    """A page with a link, and a QR code in a picture of every format and in a PDF."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Help Desk <help@sign-in.example>", "clerk@county.example"
    mail["Subject"] = "Your mailbox"
    mail.set_content("Scan the code.")
    mail.add_alternative(f'<a href="{_LINK}">Keep it</a>', subtype="html")
    code = segno.make(_LINK, error="m")
    drawn, pdf = io.BytesIO(), io.BytesIO()
    code.save(drawn, kind="png", scale=6, border=4)
    code.save(pdf, kind="pdf", scale=6, border=4)
    for kind in _PICTURES:
        picture = io.BytesIO()
        Image.open(drawn).convert("L").save(picture, kind)
        mail.add_attachment(
            picture.getvalue(), maintype="image", subtype=kind, filename=f"code.{kind}"
        )
    mail.add_attachment(pdf.getvalue(), maintype="application", subtype="pdf", filename="code.pdf")
    return mail.as_bytes()


def _probe(office: Office) -> None:
    """Run the probe in a copy of what was built, with the sheet that was printed."""
    frozen = office.frozen
    copy = office.folder / "moved"
    shutil.copytree(frozen.folder, copy, symlinks=True)
    probe = Path(shutil.copy2(frozen.probe, copy))
    environment = office.environment | {"QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        frozen.command(probe, office.sheet),
        cwd=office.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    shutil.rmtree(copy)
    if run.returncode != 0:
        sys.exit("The frozen folder lacks something.")


def _desktop(office: Office) -> float:
    """Seconds from the start of the frozen desktop to its window; the picture goes to `PICTURE`."""
    with virtual_display(office.folder) as display:
        blank = display.picture().getcolors(maxcolors=2)
        environment = office.environment | {"DISPLAY": display.name}
        if not office.frozen.under_wine:
            environment |= {"QT_QPA_PLATFORM": "xcb"}
        program = office.frozen.file("clerkapp")
        started = time.perf_counter()
        desktop = subprocess.Popen(
            office.frozen.command(program, office.vault, window=True),
            cwd=office.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
        try:
            shown = _wait_for_window(desktop, display.picture, blank, started)
            _unlock(office, display)
            display.picture().save(office.picture)
            _require_no_crash(office)
            if office.frozen.under_wine:
                _key(display, "alt+F4")
                if desktop.wait(_SLOWEST_START) != 0:
                    sys.exit(f"The desktop ended with {desktop.returncode} when it was closed.")
        finally:
            desktop.terminate()
            desktop.wait()
    return shown


def _unlock(office: Office, display: VirtualDisplay) -> None:
    """Type the passphrase as a person would, and wait for another page."""
    _settle(display)
    before = _brightness(display)
    typed = office.passphrase.read_text("utf-8").strip()
    # The pointer stands on the window, so that keys go there; the passphrase line has the focus.
    _xdotool(display, "type", "--delay", "20", typed)
    _key(display, "Return")
    started = time.perf_counter()
    while abs(_brightness(display) - before) < _ANOTHER_PAGE:
        if time.perf_counter() - started > _SLOWEST_START:
            display.picture().save(office.picture)
            sys.exit(f"The desktop did not unlock within a minute. Its picture: {office.picture}")
        time.sleep(0.05)
    _settle(display)


def _key(display: VirtualDisplay, name: str) -> None:
    _xdotool(display, "key", name)


def _xdotool(display: VirtualDisplay, *arguments: str) -> None:
    environment = os.environ | {"DISPLAY": display.name}
    subprocess.run(["xdotool", *arguments], env=environment, check=True)


def _require_no_crash(office: Office) -> None:
    for crash in office.machine.glob("crash-*.json"):
        sys.exit(
            f"The desktop had to stop. Its picture: {office.picture}\n{crash.read_text('utf-8')}"
        )


def _settle(display: VirtualDisplay) -> None:
    """Wait until the picture stays as it is for a second."""
    last, since = b"", time.perf_counter()
    while time.perf_counter() - since < 1:
        now = display.picture().resize((64, 40)).tobytes()
        if now != last:
            last, since = now, time.perf_counter()
        time.sleep(0.05)


def _brightness(display: VirtualDisplay) -> float:
    """The mean of the left third: the unlock page is darker there than every other."""
    picture = display.picture()
    left = picture.crop((0, 0, picture.width // 3, picture.height)).convert("L")
    return float(ImageStat.Stat(left).mean[0])


def _wait_for_window(
    desktop: subprocess.Popen[bytes], picture: Any, blank: Any, started: float
) -> float:
    while time.perf_counter() - started < _SLOWEST_START:
        if desktop.poll() is not None:
            sys.exit(f"The desktop ended with {desktop.returncode} before it showed a window.")
        if picture().getcolors(maxcolors=2) != blank:
            return time.perf_counter() - started
        time.sleep(0.01)
    sys.exit("The desktop showed no window within a minute.")


if __name__ == "__main__":
    main()
