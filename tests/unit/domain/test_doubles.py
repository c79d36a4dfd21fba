"""When two records are likely the same."""

from typing import Any

import pytest

from clerkapp.domain.answers import doubles


def at(time: str, day: str = "2026-11-03") -> dict[str, str]:
    return {"at": f"{day}T{time}:00-06:00", "precision": "about"}


JAM: dict[str, Any] = {"place": "Oak Hall", "category": "jam", "occurred": at("07:40")}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"occurred": at("09:39")}, True),
        ({"occurred": at("09:40")}, False),
        ({"occurred": at("05:41")}, True),
        ({"occurred": at("05:40")}, False),
        ({"occurred": at("07:40", "2026-11-04")}, False),
        ({"occurred": {"at": "2026-11-03T08:00:00-05:00", "precision": "exact"}}, True),
        ({"occurred": {"at": "2026-11-03", "precision": "day"}}, False),
        ({"occurred": {"at": None, "precision": "unknown"}}, False),
        ({"occurred": None}, False),
        ({"category": "power"}, False),
        ({"category": None}, False),
        ({"place": "OAK  hall"}, True),
        ({"place": "Cedar"}, False),
        ({"place": ""}, False),
        ({"place": "Cedar", "serial": "NT3-1"}, False),
    ],
)
def test_same_category_place_and_two_hours(change: dict[str, Any], same: bool) -> None:
    assert doubles.likely(JAM, {**JAM, **change}) is same
    assert doubles.likely({**JAM, **change}, JAM) is same


def test_one_unit_is_enough_where_places_differ() -> None:
    one = {**JAM, "serial": "NT3-004417"}
    assert doubles.likely(one, {**one, "place": "Warehouse"})
    assert doubles.likely({**JAM, "asset_tag": "7"}, {**JAM, "asset_tag": "7", "place": "Shop"})


def test_neither_with_a_category_is_the_same_category() -> None:
    bare = {"place": "Oak Hall", "occurred": at("07:40")}
    assert doubles.likely(bare, {**bare, "occurred": at("08:05")})
    assert doubles.apart({"occurred": at("08:05")}, bare) is not None
