"""Dates, the way a message took, and what the receiving server reported."""

import pytest

from clerkapp.domain.messages.examination import Authentication, DkimSignature
from clerkapp.evidence.parse import authentication, dates, headers, received
from clerkapp.evidence.parse.headers import Headers
from tests.fakes.letters import RECEIVED


def _headers(*lines: str) -> Headers:
    return headers.read("\r\n".join([*lines, "", ""]).encode())[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon, 05 Oct 2026 09:14:00 -0500", "2026-10-05T09:14:00-05:00"),
        ("5 Oct 2026 09:14:00 +0530 (IST)", "2026-10-05T09:14:00+05:30"),
        ("Mon, 5 Oct 2026 14:14 GMT", "2026-10-05T14:14:00+00:00"),
        ("Mon, 31 Feb 2026 09:14:00 +0000", None),
        ("yesterday", None),
        ("12-05-2026", None),
        ("", None),
        ("Mon, 05 Oct 2026 09:14:00 +9999", None),
    ],
)
def test_dates_keep_their_offset(written: str, read: str | None) -> None:
    assert dates.instant(written) == read


def test_the_newest_hop_is_first_and_the_sender_the_first_outside() -> None:
    inside = (
        "from mx1.county.example (10.0.0.4) by mail.county.example; Mon, 05 Oct 2026 09:14:09 -0500"
    )
    way = received.hops(_headers(f"Received: {inside}", f"Received: {RECEIVED}"))
    assert [hop.by for hop in way] == ["mail.county.example", "mx.county.example"]
    assert received.received_at(way) == "2026-10-05T09:14:09-05:00"
    assert received.sending_server(way) == "mail.sender.example (203.0.113.25)"


@pytest.mark.parametrize(
    ("line", "ip"),
    [
        ("from a.example ([IPv6:2001:db8::25]) by b.example; x", "2001:db8::25"),
        ("from a.example (a.example [192.0.2.44]) by b.example (10.1.1.1); x", "192.0.2.44"),
        ("by b.example (10.1.1.1) with SMTP id 1.2.3.4.5; x", ""),
        ("from a.example by b.example; x", ""),
    ],
)
def test_the_address_of_a_hop_is_the_sender_s(line: str, ip: str) -> None:
    assert received.hops(_headers(f"Received: {line}"))[0].ip == ip


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("10.1.2.3", False), ("192.168.1.1", False), ("127.0.0.1", False), ("::1", False),
        ("fe80::1", False), ("fd00::1", False), ("203.0.113.25", True), ("2001:db8::1", True),
        ("300.1.1.1", False), ("text", False),
    ],
)  # fmt: skip
def test_private_addresses_are_not_the_outside(text: str, public: bool) -> None:
    assert received.is_public(text) is public


def test_only_the_topmost_report_counts() -> None:
    report = authentication.read(
        _headers(
            "Authentication-Results: mx.county.example; spf=fail smtp.mailfrom=a@bad.example;",
            " dkim=none; dmarc=fail header.from=bad.example",
            "Authentication-Results: mx.county.example; spf=pass; dkim=pass; dmarc=pass",
        )
    )
    assert (report.shown.spf, report.shown.dkim, report.shown.dmarc) == ("fail", "none", "fail")
    assert (report.shown.by, report.mail_from) == ("mx.county.example", "bad.example")


def test_a_report_without_a_server_s_name_is_read() -> None:
    report = authentication.read(
        _headers(
            "Authentication-Results: spf=softfail (sender IP is 192.0.2.1) smtp.mailfrom=x.example;"
            " dkim=fail header.d=y.example; dkim=pass (signature was verified) header.d=x.example;"
            "dmarc=bestguesspass action=none header.from=x.example;compauth=pass reason=100"
        )
    )
    assert report.shown.by == ""
    assert (report.shown.spf, report.shown.dkim, report.shown.dmarc) == (
        "softfail",
        "pass",
        "bestguesspass",
    )
    assert report.dkim_domains == ("x.example",)


def test_received_spf_stands_in() -> None:
    report = authentication.read(
        _headers('Received-SPF: Fail (x) envelope-from="a@bad.example"; y')
    )
    assert (report.reported, report.shown.spf, report.mail_from) == (True, "fail", "bad.example")


def test_nothing_reported_is_not_a_failure() -> None:
    report = authentication.read(_headers("Subject: s"))
    assert not report.reported
    assert report.shown == Authentication()


def test_signatures_and_seals_are_kept_for_later_proof() -> None:
    report = authentication.read(
        _headers(
            "DKIM-Signature: v=1; a=rsa-sha256; d=Vendor.example; s=key2026; h=from; b=abc",
            "ARC-Seal: i=1; a=rsa-sha256; cv=fail; d=relay.example; s=arc; b=abc",
        )
    )
    assert report.shown.dkim_signatures == (DkimSignature("vendor.example", "key2026"),)
    assert report.shown.arc == "fail"
    assert [one.name for one in report.shown.headers] == ["ARC-Seal", "DKIM-Signature"]
