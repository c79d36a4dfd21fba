"""Writes the messages of this folder and the table of what is in them; see README.md."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence import reading
from tests.fakes import hostile
from tests.fakes import outlook as saved
from tests.fakes.examined import examine
from tests.fakes.letters import PASSED, forwarded, letter, mailbox, qr_pdf, qr_picture, zipped

FOLDER = Path(__file__).resolve().parent
UNSTEADY: Final = "hostile_shading.eml"
"""Whether time or memory ends its reading first is the computer's affair."""
_CHECKS = "Authentication-Results"
_FAILED = "mx.county.example; spf=fail smtp.mailfrom=elsewhere.example; dkim=none; dmarc=fail"
_GOOD = PASSED.format("vendor.example")


def _outlook() -> bytes:
    root = saved.message(
        {
            (0x0037, saved.UNICODE): saved.text("Supply list"),
            (0x0C1A, saved.UNICODE): saved.text("Maria Delgado"),
            (0x5D01, saved.UNICODE): saved.text("maria@vendor.example"),
            (0x1000, saved.UNICODE): saved.text("Boxes arrive on Tuesday."),
        }
    )
    return saved.compound_file(root)


def messages() -> Mapping[str, bytes]:
    """The files by name."""
    return {
        "ordinary_letter.eml": letter(headers={_CHECKS: _GOOD}),
        "ordinary_spanish.eml": letter(
            "Las cajas llegan el martes.",
            sender="=?utf-8?q?Jos=C3=A9_Mu=C3=B1oz?= <jose@vendor.example>",
            subject="=?utf-8?q?Reuni=C3=B3n_del_martes?=",
            headers={_CHECKS: _GOOD},
        ),
        "ordinary_page.eml": letter(
            html="<h1>Hours</h1><p>See <a href='https://vendor.example/hours'>our hours</a>.</p>",
            headers={_CHECKS: _GOOD},
        ),
        "ordinary_table.eml": letter(
            files={"list.zip": ("application/zip", zipped({"list.csv": b"1,2\n" * 50}))},
            headers={_CHECKS: _GOOD},
        ),
        "ordinary_poster.eml": letter(
            "Our flyer.",
            files={"flyer.pdf": ("application/pdf", qr_pdf("https://vendor.example/"))},
            headers={_CHECKS: _GOOD},
        ),
        "ordinary_saved.msg": _outlook(),
        "ordinary_forward.eml": forwarded(letter(headers={_CHECKS: _GOOD})),
        "ordinary_list.mbox": mailbox(letter(subject="First"), letter(subject="Second")),
        "phish_office.eml": letter(
            "Final notice. Verify your identity.",
            sender="Secretary of State <notice@elsewhere.example>",
            html='<p>Final notice: verify your identity.</p><a href="http://192.0.2.7/in">'
            "https://sos.state.example/login</a>",
            headers={_CHECKS: _FAILED, "Reply-To": "office@freemail.example"},
        ),
        "phish_gift_cards.eml": letter(
            "I need you to buy gift cards for the poll workers.",
            sender="County Clerk <clerk.desk@freemail.example>",
        ),
        "phish_code.eml": letter(
            "Scan with your phone to keep your mailbox.",
            files={"mfa.png": ("image/png", qr_picture("https://phish.example/mfa"))},
            headers={_CHECKS: _FAILED},
        ),
        "phish_program.eml": letter(
            "The order is attached.",
            files={"order_\u202efdp.exe": ("application/octet-stream", b"inert")},
        ),
        "phish_locked.eml": letter(
            "Password: 2026\n> see below\n",
            subject="RE: applications",
            files={"a.zip": ("application/zip", zipped({"a": b"x"}, locked=True))},
        ),
        "phish_letters.eml": letter(
            "See https://xn--pypal-4ve.example/", sender="A <a@xn--pypal-4ve.example>"
        ),
        "phish_covered.eml": forwarded(letter()).replace(
            b"Dana Whitfield <dana@county.example>", b'"clerk@county.example" <x@elsewhere.example>'
        ),
        "hostile_comments.eml": letter(
            "Final notice.", files={"a.html": ("text/html", b"<!---->" * 40 + b"x")}
        ),
        "hostile_shading.eml": letter(
            "Final notice.", files={"a.pdf": ("application/pdf", hostile.slow_shading())}
        ),
        "hostile_attributes.eml": letter(
            html="<p " + " ".join(f"a{n}" for n in range(3000)) + ">Final notice.</p>"
        ),
        "hostile_headers.eml": letter(headers={"X-Long": "\r\n ".join(["a"] * 9000)}),
        "hostile_boundary.eml": letter(html="<p>Words</p>").replace(b'boundary="', b'boundary="x'),
    }


def main() -> None:
    """Write everything."""
    table = {}
    for name, data in messages().items():
        (FOLDER / name).write_bytes(data)
        if name == UNSTEADY:
            table[name] = _expected(letter("Final notice."))
            table[name]["signs"]["file-stops-reader"] = "strong"
            table[name]["problems"] = ["part-stopped"]
        else:
            table[name] = _expected(data)
    text = json.dumps(table, indent=1, ensure_ascii=False, sort_keys=True)
    (FOLDER / "expected.json").write_text(text + "\n", encoding="utf-8")
    lines = [line(FOLDER / name) for name in sorted(table) if name != UNSTEADY]
    (FOLDER / "inspected.jsonl").write_text("".join(lines), encoding="utf-8")


def line(path: Path) -> str:
    """What `clerkctl inspect --json` prints of a file in a folder."""
    data = path.read_bytes()
    found = replace(examine(data), sha256=sha256_hex(data), size=len(data))
    return json.dumps({"file": path.name, **reading.inspected(found)}) + "\n"


def _expected(data: bytes) -> dict[str, Any]:
    found = examine(data)
    return {
        "sender": found.sender.address,
        "subject": found.subject,
        "signs": {one.code: one.strength for one in found.signs},
        "problems": sorted({one.code for one in found.problems}),
    }


if __name__ == "__main__":
    main()
