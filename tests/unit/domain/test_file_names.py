"""Names that every computer of an office can have."""

from pathlib import PurePosixPath

import pytest

from clerkapp.domain.errors import Refused
from clerkapp.domain.text.file_names import is_usable, require_usable


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "con",
        "NUL.vault",
        "nul.tar.gz",
        "Aux .pdf",
        "COM1",
        "com9.txt",
        "LPT²",
        "CONOUT$",
        "a:b.vault",
        "q?.vault",
        "a*",
        'say "x"',
        "a<b",
        "a>b",
        "a|b",
        "a\\b",
        "ends with a dot.",
        "ends with a space ",
        "a\nb",
        "a\0b",
        "",
        ".",
        "..",
        " ",
    ],
)
def test_a_name_that_windows_has_not_is_refused(name: str) -> None:
    assert not is_usable(name)
    if name not in {"", "."} and "/" not in name:
        with pytest.raises(Refused) as refused:
            require_usable(PurePosixPath("/sticks") / name)
        assert refused.value.code == "file-name"
        assert not any(char in str(refused.value.params["name"]) for char in "\0")


@pytest.mark.parametrize(
    "name",
    [
        "Larkspur.vault",
        "Łódź 你好.vault",
        "console",
        "CONTROL.pdf",
        "COM10",
        "LPT",
        "nullify.txt",
        "a.con",
        ".hidden",
        "two..dots",
        " begins with a space",
        "it's – “fine” (1) [2] {3} #4 %5 &6 +7 =8 @9 !",
        "LARK-2026-W1-0001.pdf",
    ],
)
def test_every_other_name_is_taken(name: str) -> None:
    assert is_usable(name)
    require_usable(PurePosixPath("/any:where?") / name)
