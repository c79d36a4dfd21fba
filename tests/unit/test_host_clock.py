"""The clock keeps the local offset and whole seconds."""

from clerkapp.domain.time.times import format_instant, parse_instant
from clerkapp.host.clock import SystemClock


def test_a_time_of_the_clock_can_stand_in_a_record() -> None:
    now = SystemClock().now()
    assert now.utcoffset() is not None
    assert now.microsecond == 0
    assert parse_instant(format_instant(now)) == now


def test_the_monotonic_time_does_not_go_back() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()
