"""Every warning sign: a message that has it, and one beside it that does not."""

from collections.abc import Mapping

import pytest

from clerkapp.domain.messages.examination import Where
from clerkapp.domain.text.defang import defang
from clerkapp.evidence.parse.steps import Steps, Stop, Why
from clerkapp.evidence.signs import sign
from clerkapp.wording import message_view
from clerkapp.wording import signs as words
from tests.fakes import letters
from tests.fakes.examined import examine
from tests.fakes.letters import PASSED, letter, qr_picture, zipped

FAILED = "mx.county.example; spf=fail smtp.mailfrom=vendor.example; dkim=none; dmarc=fail"
MAIL = "Authentication-Results"


def _signs(data: bytes) -> dict[str, str]:
    return {found.code: found.strength for found in examine(data).signs}


def _link(href: str, text: str = "Open") -> bytes:
    return letter(
        html=f'<p>Words that are long enough to be a message. <a href="{href}">{text}</a></p>'
    )


CASES: list[tuple[str, str, bytes]] = [
    ("check-failed", "strong", letter(headers={MAIL: FAILED})),
    ("check-failed", "strong", letter(headers={MAIL: "mx; spf=pass; dkim=pass; dmarc=none; compauth=fail reason=001"})),
    ("check-failed", "strong", letter(headers={"Received-SPF": "Fail (not allowed)"})),
    ("check-weak", "weak", letter(headers={MAIL: "mx; spf=softfail; dkim=pass; dmarc=none"})),
    ("check-none", "weak", letter(headers={MAIL: "mx; spf=pass; dkim=none; dmarc=none"})),
    ("chain-broken", "weak", letter(headers={MAIL: PASSED.format("vendor.example"), "ARC-Seal": "i=1; cv=fail; d=x.example"})),
    ("marked-dangerous", "strong", letter(headers={"X-Forefront-Antispam-Report": "CIP:192.0.2.1;CAT:PHSH;SFV:SPM"})),
    ("marked-unwanted", "weak", letter(headers={"X-MS-Exchange-Organization-SCL": "6"})),
    ("marked-unwanted", "weak", letter(headers={"X-Spam-Flag": "YES"})),
    ("reply-elsewhere", "weak", letter(headers={"Reply-To": "a@other.example"})),
    ("reply-elsewhere", "strong", letter(headers={"Reply-To": "office@freemail.example"})),
    ("return-elsewhere", "weak", letter(headers={"Return-Path": "<x@bounce.example>"})),
    ("name-is-other-address", "strong", letter(sender='"treasurer@county.example" <x@elsewhere.example>')),
    ("name-is-other-address", "strong", letter(sender='"clerk@county.example" <x@elsewhere.example>')),
    ("name-claims-brand", "strong", letter(sender="Microsoft Account Team <a@vendor.example>")),
    ("name-claims-brand", "strong", letter(sender="P a y P a l <a@vendor.example>")),
    ("name-claims-brand", "strong", letter(sender="=?utf-8?q?P=D0=B0yPal?= <a@vendor.example>")),
    ("name-claims-office", "strong", letter(sender="Secretary of State <a@vendor.example>")),
    ("name-claims-role", "strong", letter(sender="IT Help Desk <a@freemail.example>")),
    ("name-claims-role", "weak", letter(sender="County Help Desk <a@vendor.example>")),
    ("sender-lookalike", "strong", letter(sender="Dana <dana@c0unty.example>")),
    ("sender-lookalike", "strong", letter(sender="A <a@paypal-secure.example>")),
    ("sender-mixed-letters", "strong", letter(sender="A <a@xn--pypal-4ve.example>")),
    ("sender-free-hosting", "weak", letter(sender="A <a@shop-1.pages-free.example>")),
    ("sender-unclear", "strong", letter(sender="A <a@nowhere>")),
    ("sender-unclear", "strong", letter(sender="A <a@one.example>, B <b@two.example>")),
    ("sender-unclear", "weak", letter(sender="Nobody")),
    ("subject-names-recipient", "weak", letter(subject="clerk@county.example, look")),
    ("letters-disguised", "strong", letter(subject="=?utf-8?q?p=D0=B0ssword_expires?=")),
    ("letters-disguised", "strong", letter(subject="=?utf-8?q?pass=E2=80=8Bword?=")),
    ("letters-disguised", "strong", letter(subject="=?utf-8?q?=E2=80=AEtxt?=")),
    ("letters-disguised", "strong", letter(subject="=?utf-8?b?8J2XqfCdl7LwnZe/8J2XtvCdl7PwnZiG?=")),
    ("letters-disguised", "strong", letter(subject="V e r i f y now")),
    ("link-shows-other", "strong", _link("https://phish.example/x", "https://sos.state.example/login")),
    ("link-lookalike", "strong", _link("https://county-login.example/")),
    ("link-lookalike", "strong", _link("https://county.example.phish.example/")),
    ("link-mixed-letters", "strong", _link("http://xn--80ak6aa92e.com/")),
    ("link-address-literal", "strong", _link("http://3221225985/login")),
    ("link-user-part", "strong", _link("http://sos.state.example@phish.example/")),
    ("link-runs-code", "strong", _link("java&#10;script:alert(1)")),
    ("link-runs-code", "strong", _link("data:text/html;base64,PGI+")),
    ("link-odd-port", "weak", _link("http://phish.example:8443/")),
    ("link-shortened", "weak", _link("https://short.example/a1")),
    ("link-free-hosting", "weak", _link("https://shop-1.pages-free.example/")),
    ("link-redirected", "weak", _link("https://www.google.com/url?q=https://phish.example/")),
    ("link-names-recipient", "strong", _link("https://phish.example/#clerk@county.example")),
    ("brand-elsewhere", "weak", letter("See https://phish.example/ for the rest.", subject="Your Netflix account")),
    ("page-form", "weak", letter(html="<p>Words</p><form action='https://x.example'><input></form>")),
    ("page-password", "strong", letter(html="<p>Words</p><form><input type=password></form>")),
    ("page-script", "weak", letter(html="<p onclick='x()'>Words</p>")),
    ("page-frame", "weak", letter(html="<p>Words</p><iframe src='https://x.example'></iframe>")),
    ("page-leads-away", "strong", letter(html="<meta http-equiv=refresh content='0;url=https://x.example'><p>Words</p>")),
    ("text-hidden", "weak", letter(html=f"<p>Words</p><p style='display:none'>{'salt ' * 100}</p>")),
    ("pictures-only", "weak", letter(html="<a href='https://vendor.example'><img src='cid:1'></a>")),
    ("date-skew", "weak", letter(headers={"Date": "Tue, 01 Jan 2019 00:00:00 +0000"})),
    ("pressure", "weak", letter("Final notice: your mailbox.")),
    ("asks-sign-in", "weak", letter("Please verify your identity.")),
    ("pressed-to-sign-in", "strong", letter("Final notice. Verify your identity at https://phish.example/")),
    ("asks-payment", "weak", letter("Please note our new bank account.")),
    ("asks-gift-cards", "strong", letter("I need you to buy gift cards for the poll workers.")),
    ("extortion", "strong", letter("I recorded you through your camera.")),
    ("lure", "weak", letter("You have won. Claim your prize.")),
    ("thread-hijack", "strong", letter("On Monday Dana wrote:\n> see below\n", subject="RE: applications", files={"a.zip": ("application/zip", zipped({"a": b"x"}, locked=True))})),
    ("thread-hijack", "weak", letter("Password: 2026. https://phish.example/a\n> see below\n", subject="RE: applications")),
    ("reply-without-thread", "weak", letter("As agreed.", subject="RE: invoice")),
    ("file-program", "strong", letter(files={"a.exe": ("application/octet-stream", b"inert")})),
    ("file-reversed-name", "strong", letter(files={"a\u202efdp.exe": ("application/octet-stream", b"inert")})),
    ("file-double-name", "strong", letter(files={"a.pdf.html": ("text/html", b"<html></html>")})),
    ("file-macros", "strong", letter(files={"a.docm": ("application/octet-stream", b"inert")})),
    ("file-encrypted", "strong", letter(files={"a.zip": ("application/zip", zipped({"a": b"x"}, locked=True))})),
    ("file-disk-image", "strong", letter(files={"a.iso": ("application/octet-stream", b"inert")})),
    ("file-page-script", "strong", letter(files={"a.html": ("text/html", b"<html><script>x</script></html>")})),
    ("file-page", "weak", letter(files={"a.html": ("text/html", b"<html><p>x</html>")})),
    ("file-program-inside", "strong", letter(files={"a.zip": ("application/zip", zipped({"a.js": b"x"}))})),
    ("file-other-type", "weak", letter(files={"a.pdf": ("application/pdf", zipped({"a": b"x"}))})),
    ("file-pdf-actions", "weak", letter(files={"a.pdf": ("application/pdf", b"%PDF-1.4 /OpenAction")})),
    ("qr-code", "strong", letter("Scan with your phone", files={"a.png": ("image/png", qr_picture("https://phish.example/"))})),
    ("qr-code", "weak", letter("Our flyer", files={"a.png": ("image/png", qr_picture("https://vendor.example/"))})),
    ("signs-together", "strong", letter("You have won.", headers={"X-Spam-Flag": "YES"})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "strength", "data"), CASES, ids=[f"{c}-{s}-{n}" for n, (c, s, _) in enumerate(CASES)]
)
def test_a_sign_is_found(code: str, strength: str, data: bytes) -> None:
    assert _signs(data).get(code) == strength


@pytest.mark.parametrize(
    ("key", "code"), [("0.file.1", "file-stops-reader"), ("0.text", "text-stops-reader")]
)
@pytest.mark.parametrize("why", [why for why in Why if why not in (Why.LATE, Why.FAILED)])
def test_what_stops_the_reader_is_a_strong_sign_that_names_it(
    key: str, code: str, why: Why
) -> None:
    data = letter(files={"a.zip": ("application/zip", zipped({"a.js": b"x"}))})
    found = examine(data, steps=Steps(without={key: Stop(why, 3)}))
    (sign_of_it,) = [one for one in found.signs if one.code == code]
    said = words.sign_evidence(code, sign_of_it.params)
    assert ("a.zip" in said.replace("[.]", ".")) is (code == "file-stops-reader")
    assert ("3 s" in said) is (why is Why.SLOW)
    (problem,) = found.problems
    assert words.problem(problem.code, problem.params).startswith(
        "Signs could not be looked for in "
    )


@pytest.mark.parametrize("why", [Why.LATE, Why.FAILED])
def test_what_the_part_is_not_to_blame_for_is_no_sign(why: Why) -> None:
    data = letter(files={"a.zip": ("application/zip", zipped({"a.js": b"x"}))})
    found = examine(data, steps=Steps(without={"0.file.1": Stop(why)}))
    assert found.signs == ()
    title = message_view.signs_title(found)
    assert title == "No signs found in what could be read. That does not make the message safe."
    assert (found.attachments[0].name, found.attachments[0].flags) == (
        "a.zip",
        ("unreadable",),
    )


def test_every_sign_has_a_message_that_shows_it() -> None:
    shown = {(code, strength) for code, strength, _ in CASES}
    shown |= {("file-stops-reader", "strong"), ("text-stops-reader", "strong")}
    assert shown == {
        (code, str(strength)) for code, (both, _) in sign.CATALOGUE.items() for strength in both
    }


HONEST: dict[str, bytes] = {
    "plain": letter(),
    "passed": letter(headers={MAIL: PASSED.format("vendor.example")}),
    "signed though SPF failed": letter(headers={MAIL: "mx; spf=fail; dkim=pass header.d=vendor.example; dmarc=pass"}),
    "reply inside the firm": letter(headers={"Reply-To": "help@support.vendor.example"}),
    "mailing list": letter(headers={"List-Id": "<l.list.example>", "Reply-To": "l@list.example", "Return-Path": "<l-b@list.example>"}),
    "name with own address": letter(sender='"maria@vendor.example" <maria@vendor.example>'),
    "brand from its domain": letter(sender="Microsoft account team <a@accountprotection.microsoft.com>"),
    "office from a government domain": letter(sender="Secretary of State <notice@sos.state.gov.example>"),
    "own help desk": letter(sender="Help Desk <help@county.example>"),
    "honest link": _link("https://vendor.example/hours", "vendor.example"),
    "sub-domain shown": _link("https://www.vendor.example/", "https://vendor.example/"),
    "filtered link": _link("https://safelinks.filter.example/?url=https%3A%2F%2Fvendor.example%2Fa", "vendor.example"),
    "anchor": _link("#top", "top"),
    "mail link": _link("mailto:maria@vendor.example", "maria@vendor.example"),
    "accents": letter(sender="=?utf-8?q?Jos=C3=A9_Mu=C3=B1oz?= <jose@vendor.example>", subject="=?utf-8?q?Reuni=C3=B3n?="),
    "another alphabet": letter(subject="=?utf-8?b?0KHQv9C40YHQvtC6INGD0YfQsNGB0YLQutC+0LI=?="),
    "answer in a thread": letter("Yes.\n> is it so?\n", subject="Re: is it so", headers={"In-Reply-To": "<1@county.example>"}),
    "spreadsheet": letter(files={"a.xlsx": ("application/zip", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))}),
    "two versions": letter(files={"a.v2.pdf": ("application/pdf", b"%PDF-1.4")}),
    "preview text": letter(html="<div style='display:none'>In this issue</div><p>Words that say a lot more than that.</p>"),
    "late by a day": letter(headers={"Date": "Sun, 04 Oct 2026 09:14:00 -0500"}),
    "pasted headers": letter().split(b"\r\n\r\n")[0],
    "forwarded honest mail": letters.forwarded(letter()),
}  # fmt: skip


@pytest.mark.parametrize("data", HONEST.values(), ids=HONEST)
def test_honest_mail_has_no_signs(data: bytes) -> None:
    assert _signs(data) == {}


def test_strong_signs_come_first() -> None:
    found = examine(letter("Final notice.", headers={MAIL: FAILED})).signs
    assert [one.strength for one in found] == ["strong", "weak"]


def test_no_sentence_is_missing() -> None:
    assert set(words.SIGN_TITLES) == set(words.SIGN_REASONS) == set(sign.CATALOGUE)
    assert set(words.PLACES) == {str(where) for where in Where}


def test_evidence_is_filled_and_harmless() -> None:
    for code, _, data in CASES:
        for found in examine(data).signs:
            said = words.sign_evidence(found.code, found.params)
            assert "{" not in said
            assert "http://" not in said
            assert "\u202e" not in said
            if found.code in words.SIGN_EVIDENCE:
                assert said, code


def test_finding_none_is_never_called_safe() -> None:
    assert words.signs_found(0, 0) == "No signs found. That does not make the message safe."
    assert words.signs_found(2, 1) == "Signs found: 2 strong, 1 weak"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "https://signin.county-support.example/auth",
            "hxxps://signin[.]county-support[.]example/auth",
        ),
        ("helpdesk@county.example", "helpdesk[at]county[.]example"),
        ("see county.example, or ftp://x.example", "see county[.]example, or fxp://x[.]example"),
        ("http://u@192.0.2.1:80/a.b", "hxxp://u[at]192[.]0[.]2[.]1:80/a.b"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("Plain words. And so on: 1.5 e.g.", "Plain words. And so on: 1.5 e.g."),
    ],
)
def test_addresses_are_shown_harmless_once(text: str, shown: str) -> None:
    assert defang(text) == shown
    assert defang(shown) == shown


def test_params_are_of_plain_kinds() -> None:
    with pytest.raises(ValueError, match="lure"):
        sign.sign("lure", strong=True)


def _indicators(data: bytes) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in examine(data).indicators:
        found.setdefault(one.kind, []).append(one.value)
    return found


def test_indicators_are_what_offices_compare() -> None:
    found = _indicators(
        letter(
            "https://Phish.example/a/b?id=clerk@county.example#x http://192.0.2.9/clerk@county.example",
            sender="A <Sender@Vendor.example>",
            subject="RE: Fwd: Invoice 4711 for clerk@county.example",
            headers={"Reply-To": "b@other.example", "Return-Path": "<clerk@county.example>"},
            files={"a.pdf": ("application/pdf", b"%PDF-1.4")},
        )
    )
    assert found["sender"] == ["sender@vendor.example"]
    assert found["reply_to"] == ["b@other.example"]
    assert found["domain"] == ["vendor.example", "other.example", "phish.example"]
    assert found["host"] == ["phish.example", "192.0.2.9"]
    assert found["url"] == ["https://phish.example/a/b", "http://192.0.2.9/*"]
    assert found["ip"] == ["192.0.2.9", "203.0.113.25"]
    assert found["message_id"] == ["<list-1@vendor.example>"]
    assert len(found["attachment"]) == 1
    assert found["subject"] == ["invoice # for"]
    assert not any("clerk@county.example" in value for values in found.values() for value in values)
