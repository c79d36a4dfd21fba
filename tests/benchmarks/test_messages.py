"""Messages: many files through the pool, and one message from the drop to the filled form.

Many files are counted in processor time, parent and children together, so that other work on the
computer does not count: at 10 ms a message two cores read 200 a second.
"""

import os
from pathlib import Path

from clerkapp.services.messages import keeping
from tests.benchmarks.clerkctl import Office
from tests.benchmarks.conftest import Figure
from tests.benchmarks.timing import best
from tests.fakes.letters import letter, zipped

FILES = 1000
MILLISECONDS_A_MESSAGE = 10.0
SECONDS_TO_THE_FORM = 1.0


def ordinary(number: int) -> bytes:
    """A message as offices get them: text, a page with links, now and then a small file."""
    links = "".join(f'<p><a href="https://x{n}.example/{number}">Read {n}</a>' for n in range(12))
    return letter(
        f"Order {number}. " + "Boxes arrive on Tuesday. " * 40,
        subject=f"Order {number}",
        html=f"<html><body>{'<p>Boxes arrive on Tuesday.' * 40}{links}</body></html>",
        headers={"Message-ID": f"<{number}@vendor.example>"},
        files={"list.zip": ("application/zip", zipped({"list.csv": b"1,2,3\n" * 2000}))}
        if number % 4 == 0
        else None,
    )


def test_many_files_through_the_pool(tmp_path: Path, figure: Figure) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:04}.eml").write_bytes(ordinary(number))
    office = Office(tmp_path / "office")
    before = os.times()
    ran = office.run("inspect", folder)
    after = os.times()
    assert len(ran.value) == FILES
    used = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    figure(
        "read a message of many, processor",
        used * 1000 / FILES,
        "ms",
        limit=MILLISECONDS_A_MESSAGE,
    )
    figure("read a message of many, clock", ran.seconds * 1000 / FILES, "ms")


def test_from_the_drop_to_the_filled_form(figure: Figure) -> None:
    data = ordinary(4)

    def from_nothing() -> None:
        assert keeping.read(data).values["subject"] == "Order 4"

    with keeping.readers() as pool:
        pool.start()
        keeping.read(data, pool=pool)

        def with_a_form_open() -> None:
            assert keeping.read(data, pool=pool).values["subject"] == "Order 4"

        figure("read a message, form open", best(with_a_form_open) * 1000, "ms")
    figure("read a message from nothing", best(from_nothing), "s", limit=SECONDS_TO_THE_FORM)
