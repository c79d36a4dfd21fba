"""A day of clerkctl from init to verify where folders, files, people and passphrases have letters outside
ASCII: what a code page, a console or a bundle could lose.
"""

import shutil
from pathlib import Path

from tests.e2e.office import JAM, Office
from tests.fakes.letters import letter

FOLDER = "Ñandú 你好 — Größe"
SECRET = "größer ñandú Łódź 你好"
PERSON = "Zoë Nuñez-Łuczak"
ONE_LINE = "Ворота «Oak Hall» – 投票机 jammed"


def test_a_day_in_other_letters(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    office = Office(folder)
    office.vault = folder / "Łódź.vault"
    office.file("passphrase", f"{SECRET}\n")
    office(
        *("init", office.vault, "--authority", "LARK", "--name", "Condado de Ñuñoa"),
        *("--station", "W1", "--user", PERSON, "--zone", "America/Chicago"),
    )
    state = folder / "état"
    office("state-key", "new", state)
    tape = folder / "фото 你.bin"
    tape.write_bytes(bytes(range(256)) * 300)
    record = office.record({**JAM, "one_line": ONE_LINE})
    number = office(
        *("add", office.vault, "--kind", "equipment", "--record", record, "--attach", tape)
    ).value["number"]
    mail = folder / "сообщение.eml"
    mail.write_bytes(letter("Tëxt 你好", subject="Łódź 你好"))
    read = office("inspect", mail).value
    assert (read["subject"], read["text"].strip()) == ("Łódź 你好", "Tëxt 你好")
    more = office.record({"voters_waited": 3})
    office("amend", office.vault, number, "--record", more, "--reason", "Nachgezählt – 再数")
    (found,) = office("list", office.vault, "--search", "ворота").values
    assert (found["number"], found["one_line"]) == (number, ONE_LINE)
    words = office.words("show", office.vault, number)
    assert ONE_LINE in words
    assert tape.name in words
    assert "Nachgezählt – 再数" in office.words("history", office.vault, number)
    (attached,) = office("show", office.vault, number).value["attachments"]
    out = folder / "снова 你.bin"
    office("attachment", office.vault, number, attached["sha256"], "--output", out)
    assert out.read_bytes() == tape.read_bytes()
    office("print", office.vault, number, "--output", folder / "hoja ñ.pdf")
    assert (folder / "hoja ñ.pdf").read_bytes().startswith(b"%PDF")

    stick = folder / "clé 棒"
    stick.mkdir()
    certificate = state / "recipient.crt"
    bundle = office("export", office.vault, stick, "--recipient", certificate).value
    signers = folder / "подписи"
    lines = office("signer", office.vault).value["lines"]
    signers.write_text("\n".join(lines) + "\n", "utf-8")
    verified = office(
        *("verify", *bundle["files"], "--recipient-key", state / "recipient.key"),
        *("--recipient", certificate, "--signers", signers),
    ).value
    assert verified["accepted"]
    assert office("check", office.vault).value["problems"] == []

    kept = folder / "sauvegarde ñ.clerkbackup"
    office("backup", office.vault, kept)
    shutil.rmtree(office.vault)
    office("restore", kept, office.vault)
    (again,) = office("list", office.vault).values
    assert again["one_line"] == ONE_LINE
