"""No time is worked out by the system: on Windows it fails before 1970 and after 2037, and it knows the
computer's zone only. One module reads the clock; all else is arithmetic with the zone database.
"""

import ast

from tests.architecture.source import modules

CLOCK = "clerkapp/host/clock.py"
SYSTEM = {"localtime", "mktime", "ctime", "tzset", "utcfromtimestamp", "fromtimestamp", "timestamp"}
TODAY = {"today", "utcnow"}


def _asks_the_system(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in SYSTEM:
        return True
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    if function.attr in TODAY:
        return owner in {"date", "datetime"}
    naked = not (call.args or call.keywords)
    return (function.attr == "astimezone" and naked) or (
        function.attr == "now" and owner == "datetime" and naked
    )


def test_only_the_clock_asks_the_system_for_a_time() -> None:
    found = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _asks_the_system(node)
    ]
    assert [place for place in found if CLOCK not in place] == []


def test_the_test_would_find_one() -> None:
    for line in ("moment.astimezone()", "datetime.now()", "date.today()", "x.timestamp()"):
        (call,) = (node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call))
        assert _asks_the_system(call), line
    for line in ("moment.astimezone(UTC)", "datetime.now(UTC)", "clock.now()"):
        (call,) = (node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call))
        assert not _asks_the_system(call), line
