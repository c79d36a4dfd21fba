"""What stops a step costs that step, is kept with its reason, and is not begun again."""

import pytest

from clerkapp.evidence.confine.confinement import NotAllowed
from clerkapp.evidence.parse.qr import Kind, Looked
from clerkapp.evidence.parse.steps import LAST, Part, Steps, Stop, Unread, Why


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (MemoryError(), Why.MEMORY),
        (RecursionError(), Why.DEPTH),
        (NotAllowed("open"), Why.REFUSED),
        (ValueError("odd"), Why.FAILED),
    ],
)
def test_a_step_that_raises_is_left_out_with_its_reason(trouble: Exception, why: Why) -> None:
    def read() -> str:
        raise trouble

    steps = Steps()
    assert steps.take("file.1", Part.FILE, "seal.pdf", read, "instead") == "instead"
    assert steps.unread == [Unread(Part.FILE, "seal.pdf", Stop(why))]
    assert steps.unread[0].stopped_the_reader is (why is not Why.FAILED)


def test_what_stopped_an_earlier_reading_is_not_begun() -> None:
    begun: list[str] = []
    stop = Stop(Why.SLOW, 12)
    steps = Steps(without={"page": stop}, begin=begun.append)
    assert steps.take("page", Part.PAGE, "", lambda: "read", "instead") == "instead"
    assert steps.take("text", Part.TEXT, "", lambda: "read", "instead") == "read"
    steps.last()
    assert begun == ["text", LAST]
    assert steps.unread == [Unread(Part.PAGE, "", stop)]


@pytest.mark.parametrize("part", Part)
def test_when_time_is_over_files_and_messages_inside_are_left(part: Part) -> None:
    steps = Steps(seconds=0)
    late = part in (Part.FILE, Part.INNER)
    assert steps.take("key", part, "x", lambda: "read", "") == ("" if late else "read")
    assert steps.unread == ([Unread(part, "x", Stop(Why.LATE))] if late else [])


def test_a_picture_that_stopped_its_drawer_is_said_by_name() -> None:
    stop = Stop(Why.DIED)
    steps = Steps(draw=lambda *_: stop)
    assert steps.look("codes.0", "code.png", Kind.PICTURE, b"", 0) == Looked()
    assert steps.unread == [Unread(Part.CODES, "code.png", stop)]
    found = Looked(("https://portal.example/",))
    assert Steps(draw=lambda *_: found).look("codes.0", "", Kind.PDF, b"", 0) == found
    Steps().last()
