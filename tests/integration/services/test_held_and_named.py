"""What Windows does that Linux does not: a file that another program has open is not replaced, and some
names are none. The first is played here, as Windows reports it; on Windows it is done for real too.
"""

import errno
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from clerkapp.cli.answer import Exit
from clerkapp.cli.main import run
from clerkapp.domain import held_open
from clerkapp.services import reception
from tests.fakes.office import JAM, Office
from tests.fakes.vaults import NAME, PASSPHRASE

Clerkctl = Callable[..., tuple[int, list[Any]]]
_WITHOUT_A_VAULT = frozenset({"restore", "state-key", "inspect", "verify"})


@pytest.fixture
def clerkctl(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerkctl:
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")

    def call(*arguments: str | Path) -> tuple[int, list[Any]]:
        needed = () if arguments[0] in _WITHOUT_A_VAULT else ("--passphrase-file", secret)
        code = run(office.ports, [*map(str, (*arguments, *needed)), "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second is waited; the number of tries stays."""
    monkeypatch.setattr(held_open, "PAUSES", (0.0,) * len(held_open.PAUSES))


def _held(monkeypatch: pytest.MonkeyPatch, name: str, tries: int) -> list[str]:
    """Let that many tries to give a file the name `name` find it open elsewhere; who tried."""
    tried: list[str] = []
    real_path, real_os = Path.replace, os.replace

    def refuse(source: Path | str, target: Path | str) -> None:
        if Path(target).name == name:
            tried.append(name)
            if len(tried) <= tries:
                error = PermissionError(errno.EACCES, "words of the system", str(source))
                error.filename2 = str(target)
                error.winerror = 5  # type: ignore[attr-defined]
                raise error

    def replace_path(source: Path, target: Path) -> Path:
        refuse(source, target)
        return real_path(source, target)

    def replace_os(source: Path, target: Path) -> None:
        refuse(source, target)
        real_os(source, target)

    monkeypatch.setattr(Path, "replace", replace_path)
    monkeypatch.setattr(os, "replace", replace_os)
    return tried


def _change_passphrase(clerkctl: Clerkctl, office: Office, tmp_path: Path) -> tuple[int, Any]:
    new = tmp_path / "new"
    new.write_text("violet pepper lantern harbor\n", "utf-8")
    code, values = clerkctl("passphrase", office.folder, "--new-passphrase-file", new)
    return code, values[0]


@pytest.mark.usefixtures("at_once")
def test_a_header_that_is_let_go_in_time_is_replaced(
    clerkctl: Clerkctl, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = _held(monkeypatch, "header.json", 3)
    assert _change_passphrase(clerkctl, office, tmp_path)[0] == Exit.DONE
    assert len(tried) >= 4


@pytest.mark.usefixtures("at_once")
def test_a_header_that_stays_open_is_told_as_that_and_the_passphrase_stays(
    clerkctl: Clerkctl, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as held:
        _held(held, "header.json", 1000)
        code, value = _change_passphrase(clerkctl, office, tmp_path)
    assert (code, value["failed"]) == (Exit.ENVIRONMENT, "file-open-elsewhere")
    assert "header.json" in value["message"]
    assert "words of the system" not in value["message"]
    assert clerkctl("list", office.folder)[0] == Exit.DONE
    assert not [path for path in office.folder.iterdir() if path.suffix == ".tmp"]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(("tries", "ended"), [(2, Exit.DONE), (1000, Exit.ENVIRONMENT)])
def test_a_new_vault_whose_files_are_looked_at_meanwhile(
    clerkctl: Clerkctl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tries: int,
    ended: int,
) -> None:
    _held(monkeypatch, "Other.vault", tries)
    code, values = _init(clerkctl, tmp_path / "Other.vault")
    assert code == ended
    if code == Exit.ENVIRONMENT:
        assert values[0]["failed"] == "file-open-elsewhere"
        assert not [path for path in tmp_path.iterdir() if "Other" in path.name]


def _init(clerkctl: Clerkctl, folder: Path) -> tuple[int, list[Any]]:
    office = ("--authority", "LARK", "--name", "Larkspur County", "--station", "W9", "--user", NAME)
    return clerkctl("init", folder, *office)


@pytest.mark.parametrize("name", ["incidents.db", "incidents.db-wal"])
def test_a_database_that_another_program_keeps_is_told_as_that(
    clerkctl: Clerkctl, office: Office, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    log = office.folder / "incidents.db-wal"
    log.mkdir()  # so that the engine cannot open it, and does not say why
    assert clerkctl("list", office.folder)[1][0]["failed"] == "vault-drive-failed"
    with monkeypatch.context() as played:
        played.setattr(held_open, "_touch", _kept(name))
        code, values = clerkctl("list", office.folder)
    assert (code, values[0]["failed"]) == (Exit.ENVIRONMENT, "file-open-elsewhere")
    assert f"“{name}”" in values[0]["message"]
    log.rmdir()
    assert clerkctl("list", office.folder)[0] == Exit.DONE


def _kept(name: str) -> Callable[[Path], None]:
    """What Windows says of the file `name` when it is asked; of others nothing."""

    def touch(path: Path) -> None:
        if path.name == name:
            error = OSError(errno.EACCES, "words of the system", str(path))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error

    return touch


if sys.platform == "win32":  # elsewhere an open file is replaced, and there is nothing to test
    import _winapi

    @contextmanager
    def _open_elsewhere(path: Path, shared: int) -> Iterator[None]:
        """Another program reads the file; `shared` is what others may do with it meanwhile (0: nothing, 1: read)."""
        handle = _winapi.CreateFile(str(path), 1 << 31, shared, 0, 3, 0, 0)
        yield
        _winapi.CloseHandle(handle)

    @pytest.mark.parametrize("let_go", [True, False])
    def test_a_header_that_another_program_has_open(
        clerkctl: Clerkctl, office: Office, tmp_path: Path, let_go: bool
    ) -> None:
        with (office.folder / "header.json").open("rb") as file:
            if let_go:
                threading.Timer(0.3, file.close).start()
            code, _ = _change_passphrase(clerkctl, office, tmp_path)
        assert code == (Exit.DONE if let_go else Exit.ENVIRONMENT)

    @pytest.mark.parametrize("shared", [0, 1], ids=["nobody else", "nobody else writes"])
    def test_a_database_that_another_program_has_open(
        clerkctl: Clerkctl, office: Office, shared: int
    ) -> None:
        with _open_elsewhere(office.folder / "incidents.db", shared):
            code, values = clerkctl("list", office.folder)
        assert (code, values[0]["failed"]) == (Exit.ENVIRONMENT, "file-open-elsewhere")
        assert "“incidents.db”" in values[0]["message"]
        assert clerkctl("list", office.folder)[0] == Exit.DONE

    def test_a_file_to_read_that_another_program_has_open(
        clerkctl: Clerkctl, office: Office, tmp_path: Path
    ) -> None:
        record, made = tmp_path / "record.json", tmp_path / "made.clerkbackup"
        record.write_text(json.dumps(JAM), "utf-8")
        nobody = tmp_path / "signers"
        nobody.write_bytes(b"")
        assert clerkctl("backup", office.folder, made)[0] == Exit.DONE
        for file, verb in (
            (record, ("add", office.folder, "--kind", "equipment", "--record", record)),
            (made, ("restore", made, tmp_path / "Again.vault")),
            (record, ("inspect", record)),
            (made, ("verify", "--public", made, "--signers", nobody)),
        ):
            with _open_elsewhere(file, 0):
                code, values = clerkctl(*verb)
            assert (code, values[0]["failed"]) == (Exit.ENVIRONMENT, "file-open-elsewhere"), verb
            assert file.name in values[0]["message"]


@pytest.mark.parametrize("name", ["CON", "NUL.vault", "a:b.vault", "q?.vault", "ends with a dot."])
def test_a_vault_gets_no_name_that_windows_has_not(
    clerkctl: Clerkctl, tmp_path: Path, name: str
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    # Put together as a person types it: `/` would take "a:" for a drive.
    code, values = _init(clerkctl, Path(f"{tmp_path}{os.sep}{name}"))
    assert (code, values[0]["refused"]) == (Exit.REFUSED, "file-name")
    assert name in values[0]["message"]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["COM1.clerkbackup", "2026-11-03T07:00.clerkbackup", "a|b"])
def test_no_file_gets_a_name_that_windows_has_not(
    clerkctl: Clerkctl, office: Office, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    record = tmp_path / "record.json"
    record.write_text(json.dumps(JAM), "utf-8")
    added = clerkctl("add", office.folder, "--kind", "equipment", "--record", record)[1][0]
    for verb in (
        ("backup", office.folder, out / name),
        ("print", office.folder, added["number"], "--output", out / name),
    ):
        code, values = clerkctl(*verb)
        assert (code, values[0]["refused"]) == (Exit.REFUSED, "file-name")
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("name", ["NUL", "a?b"])
def test_a_backup_is_not_brought_back_under_such_a_name(
    clerkctl: Clerkctl, office: Office, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "made.clerkbackup"
    assert clerkctl("backup", office.folder, file)[0] == Exit.DONE
    code, values = clerkctl("restore", file, tmp_path / name)
    assert (code, values[0]["refused"]) == (Exit.REFUSED, "file-name")


def test_a_folder_for_a_states_keys_is_refused_too(clerkctl: Clerkctl, tmp_path: Path) -> None:
    code, values = clerkctl("state-key", "new", tmp_path / "LPT1")
    assert (code, values[0]["refused"]) == (Exit.REFUSED, "file-name")


@pytest.mark.parametrize(
    ("county", "name"),
    [("Con County", "Office"), ("Larkspur County", "Larkspur"), ("Aux", "Office"), ("?", "Office")],
)
def test_the_folder_that_is_offered_for_a_vault_has_a_name_that_can_be_had(
    tmp_path: Path, county: str, name: str
) -> None:
    assert reception.free_folder(tmp_path, county) == tmp_path / f"{name}.vault"
