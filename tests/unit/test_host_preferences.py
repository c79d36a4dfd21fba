"""How this computer shows the program: kept for the next start, and no start is lost to a bad file."""

import json
import os
from pathlib import Path

import pytest

from clerkapp.domain.preferences import Preferences
from clerkapp.host import preferences

CHOSEN = Preferences("es", "dark", 150, "/srv/Larkspur.vault", 9)


def _write(folder: Path, text: str) -> None:
    (folder / "preferences.json").write_text(text, encoding="utf-8")


def _loaded(folder: Path) -> Preferences:
    return preferences.load(lambda: folder)


def test_what_is_kept_is_loaded_at_the_next_start(tmp_path: Path) -> None:
    preferences.keep(CHOSEN, lambda: tmp_path)
    assert _loaded(tmp_path) == CHOSEN
    assert [path.name for path in tmp_path.iterdir()] == ["preferences.json"]


@pytest.mark.posix("octets")
def test_a_folder_with_undecodable_bytes_in_its_name_is_kept(tmp_path: Path) -> None:
    strange = Preferences(vault=os.fsdecode(b"/srv/L\xe4rk.vault"))
    preferences.keep(strange, lambda: tmp_path)
    assert _loaded(tmp_path) == strange


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"es"', "[" * 100_000, "\x00", '{"language": 1, "scale": "9"}']
)
def test_a_damaged_file_means_the_defaults(tmp_path: Path, text: str) -> None:
    _write(tmp_path, text)
    assert _loaded(tmp_path) == Preferences()


def test_a_file_that_is_not_text_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_bytes(b"\xff\xfe{")
    assert _loaded(tmp_path) == Preferences()
    assert _loaded(tmp_path / "gone") == Preferences()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("idle_minutes", 0),
        ("idle_minutes", -5),
        ("idle_minutes", 10**12),
        ("idle_minutes", True),
        ("vault", "/srv/a\x00b"),
        pytest.param(
            *("vault", "/srv/\ud800"),
            marks=pytest.mark.posix("octets"),
        ),
        ("scale", 150.0),
        ("palette", None),
    ],
)
def test_a_value_that_the_program_cannot_start_with_is_left_out(
    tmp_path: Path, name: str, value: object
) -> None:
    _write(tmp_path, json.dumps({"language": "es", name: value, "unknown": 1}))
    assert _loaded(tmp_path) == Preferences(language="es")


def test_preferences_that_cannot_be_written_are_no_reason_to_stop(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    preferences.keep(CHOSEN, lambda: blocked)
    assert blocked.read_bytes() == b""
