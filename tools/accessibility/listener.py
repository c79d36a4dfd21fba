"""What a screen reader hears of a running desktop; run by tools.accessibility.check.

It runs under the system's Python, which has the bindings of AT-SPI, and so imports nothing of ours.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]  # the system's Python has it

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402  the version comes first

_PATIENCE_S = 40.0
_UNLOCK = {
    ("radio button", "Dana Whitfield, Election authority"),
    ("radio button", "Rae Larsen, Deputy"),
    ("password text", "Passphrase for Dana Whitfield"),
    ("button", "Show"),
    ("button", "Unlock"),
    ("button", "Use the recovery key"),
    ("button", "Another vault"),
    ("label", "Who is working now?"),
    ("label", "Larkspur County"),
}
_HOME = {
    ("button", "Home, current"),
    ("button", "Records"),
    ("button", "Lock"),
    ("button", "Suspicious message, Ctrl+1"),
    ("button", "Equipment issue, Ctrl+2"),
    ("button", "Procedure deviation, Ctrl+3"),
    ("text", "Search records"),
}
_ALIASES = {"push button": "button", "entry": "text"}


def main(process: int, passphrase: str) -> int:
    """Listen at the unlock window, unlock, listen at Home."""
    if not _all_heard(process, "the unlock window", _UNLOCK):
        return 1
    line = _find(process, "password text", "Passphrase for Dana Whitfield")
    button = _find(process, "button", "Unlock")
    Atspi.EditableText.set_text_contents(line, passphrase)
    Atspi.Action.do_action(button, 0)
    return 0 if _all_heard(process, "Home", _HOME) else 1


def _all_heard(process: int, where: str, wanted: set[tuple[str, str]]) -> bool:
    """Whether everything `wanted` is exposed within the patience; says what is not."""
    heard: set[tuple[str, str]] = set()

    def all_there() -> bool:
        heard.clear()
        heard.update((_role(item), item.get_name() or "") for item in _shown(process))
        return wanted <= heard

    if _wait(all_there):
        print(f"{where}: {len(heard)} named things, all {len(wanted)} that are needed")
        return True
    print(f"{where}: missing {sorted(wanted - heard)}", file=sys.stderr)
    print(f"heard: {sorted(heard)}", file=sys.stderr)
    return False


def _find(process: int, role: str, name: str) -> Any:
    return next(item for item in _shown(process) if (_role(item), item.get_name()) == (role, name))


def _role(item: Any) -> str:
    role = str(item.get_role_name())
    return _ALIASES.get(role, role)


def _shown(process: int) -> Iterator[Any]:
    """Everything that is showing in the process's windows."""
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_process_id() == process:
            yield from _below(program)


def _below(item: Any) -> Iterator[Any]:
    for number in range(item.get_child_count()):
        child = item.get_child_at_index(number)
        if child is not None and child.get_state_set().contains(Atspi.StateType.VISIBLE):
            yield child
            yield from _below(child)


def _wait(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.3)
    return False


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").strip()))
