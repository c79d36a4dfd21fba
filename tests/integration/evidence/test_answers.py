"""What a child may answer: the declared form. Anything else is a reader that stopped.

The child is the real one with its encoder replaced, as if a message had taken it over.
"""

import sys

import pytest

from clerkapp.crypto.digests import sha256_hex
from clerkapp.evidence.child.pool import Pool
from tests.fakes.letters import letter, qr_picture

TAKEN_OVER = """
import json, sys
from clerkapp.evidence import encoding
from clerkapp.evidence.child import main as child

real, taken_over = encoding.to_value, []

def other(found):
    value = real(found)
    if "signs" not in value:
        return value
    if taken_over:
        value["subject"] = "what I want you to read"
    if "TAKE OVER" in found.text:
        taken_over.append(True)
        CHANGE
    return value

encoding.to_value = other
child._answer = lambda value: json.dumps(value()).encode("ascii")
sys.exit(child.child_main(sys.argv[1:]))
"""
CHANGES = {
    "a key is lacking": 'del value["links"]',
    "a key is new": 'value["verdict"] = "safe"',
    "a text is a number": 'value["subject"] = 5',
    "a text is no text": 'value["text"] = chr(0xD800)',
    "a list is an object": 'value["signs"] = {"code": "lure"}',
    "a link is a text": 'value["links"] = ["https://county.example"]',
    "a strength is unknown": 'value["signs"] = [{**value["signs"][0], "strength": "none"}]',
    "a size is below zero": 'value["attachments"][0]["size"] = -1',
    "a size is too large": 'value["attachments"][0]["size"] = 2**53',
    "a code is a sentence": 'value["signs"][0]["code"] = "This message is safe."',
    "a flag is a sentence": 'value["attachments"][0]["flags"] = ["Checked by your IT"]',
    "a digest is none": 'value["attachments"][0]["sha256"] = "https://x.example"',
    "a time is none": 'value["received_at"] = "yesterday"',
    "it fails in its own words": 'value = {"failed": "This message is safe.", "reason": ""}',
    "it fails in no words": 'value = {"failed": [], "reason": ""}',
    "a number has no end": 'value["signs"][0]["params"] = {"n": 10**4000}',
    "all is a list": "value = [value]",
    "all is a word": 'value = "read"',
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_answer_of_another_form_is_a_reader_that_stopped(change: str) -> None:
    command = [sys.executable, "-B", "-c", TAKEN_OVER.replace("CHANGE", change)]
    data = letter("Final notice. TAKE OVER", files={"a.bin": ("application/pdf", b"x")})
    with Pool(1, command=command) as pool:
        found, following = pool.examine(data), pool.examine(letter())
    assert [problem.code for problem in found.problems] == ["reader-died"]
    assert (found.sha256, found.size) == (sha256_hex(data), len(data))
    assert (found.subject, found.links, found.signs) == ("Precinct supply list", (), ())
    # and it is not asked again
    assert (following.subject, following.problems) == ("Precinct supply list", ())


DRAWER = """
import json, sys
from clerkapp.evidence.child import main as child

child._drawn = lambda options, content: json.dumps(ANSWER).encode("ascii")
sys.exit(child.child_main(["drawer"]))
"""


@pytest.mark.parametrize(
    "answer",
    [
        "[]",
        "{}",
        '{"texts": [5], "problem": "", "pixels": 0}',
        '{"texts": "https://x.example", "problem": "", "pixels": 0}',
        '{"texts": [], "problem": "Nothing was found.", "pixels": 0}',
        '{"texts": [], "problem": "", "pixels": -1}',
        '{"texts": [], "problem": "", "pixels": 0, "why": "late", "seconds": 0}',
        '{"failed": "This message is safe.", "reason": ""}',
    ],
)
def test_a_drawer_of_another_mind_costs_its_picture(answer: str) -> None:
    drawer = [sys.executable, "-B", "-c", DRAWER.replace("ANSWER", answer)]
    data = letter("Final notice.", files={"a.png": ("image/png", qr_picture("https://x.example/"))})
    with Pool(1, drawer=drawer) as pool:
        found = pool.examine(data)
    assert [problem.code for problem in found.problems] == ["part-died"]
    assert (found.text, found.qr) == ("Final notice.", ())


@pytest.mark.parametrize("key", ["sha256", "size", "confined"])
def test_a_child_says_nothing_of_what_the_parent_knows(key: str) -> None:
    said = {"sha256": '"0" * 64', "size": "7", "confined": '["everything"]'}[key]
    change = f'value["{key}"] = {said}'
    command = [sys.executable, "-B", "-c", TAKEN_OVER.replace("CHANGE", change)]
    data = letter("TAKE OVER")
    with Pool(1, command=command) as pool:
        found = pool.examine(data)
    assert (found.sha256, found.size) == (sha256_hex(data), len(data))
    assert found.confined[0] == "limits"


def test_headers_read_without_a_child_hold_text_only() -> None:
    words = "=?utf-7?q?a+2AA-b?="
    data = letter(subject=words, sender=f'"{words}" <x@vendor.example>')
    with Pool(1, command=["/nowhere/at/all"]) as pool:
        found = pool.examine(data)
    assert (found.subject, found.sender.name) == ("a?b", "a?b")
