"""What the receiving server reported about SPF, DKIM, DMARC and ARC (RFC 8601, RFC 8617, RFC 7208).

Reported, not checked: there is no network here. Only the topmost Authentication-Results header can
be the receiving server's own; one below it may have come with the message. Passing is not safety:
it says that the sender may use the domain, not who the sender is.
"""

import re
from dataclasses import dataclass

from clerkapp.domain.messages.examination import Authentication, DkimSignature, Header
from clerkapp.evidence.parse.headers import Headers

_METHOD = re.compile(
    r"(?<![\w.-])(spf|dkim|dmarc|arc|compauth|dkim-atps|sender-id)\s*=\s*([A-Za-z]{2,20})([^;]*)",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\b((?:header|smtp)\.[a-z]{1,12})\s*=\s*\"?([^\s;\"]{1,255})", re.IGNORECASE
)
_SPF_LINE = re.compile(r"\s*([A-Za-z]{2,12})\b")
_TAG = re.compile(r"(?:^|;)\s*([a-z]{1,4})\s*=\s*([^;]*)", re.IGNORECASE)
_ORDER = ("fail", "permerror", "softfail", "temperror", "neutral", "none", "policy", "pass")


@dataclass(frozen=True, slots=True)
class AuthenticationReport:
    """The results in `shown`, in lower case, and what else the signs ask about the report.

    `reported`: there is a report at all. `dkim_domains`: the domains whose signature passed.
    """

    shown: Authentication
    reported: bool
    compauth: str | None
    mail_from: str
    dkim_domains: tuple[str, ...]


def read(headers: Headers) -> AuthenticationReport:
    """The receiving server's report."""
    reports = headers.all_plain("authentication-results")
    report = reports[0] if reports else ""
    methods: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for match in _METHOD.finditer(report):
        properties = {name.lower(): value.lower() for name, value in _PROPERTY.findall(match[3])}
        methods.setdefault(match[1].lower(), []).append((match[2].lower(), properties))
    spf = _worst(methods, "spf")
    mail_from = _property(methods, "spf", "smtp.mailfrom") or _property(methods, "spf", "smtp.helo")
    if spf is None:
        spf, mail_from = _received_spf(headers)
    return AuthenticationReport(
        shown=Authentication(
            spf=spf,
            dkim=_best(methods, "dkim"),
            dmarc=_worst(methods, "dmarc"),
            arc=_worst(methods, "arc") or _arc_seal(headers),
            by=_server(report),
            dkim_signatures=_signatures(headers),
            headers=_kept(headers),
        ),
        reported=bool(methods) or spf is not None,
        compauth=_worst(methods, "compauth"),
        mail_from=mail_from.rpartition("@")[2],
        dkim_domains=tuple(
            properties["header.d"]
            for result, properties in methods.get("dkim", ())
            if result == "pass" and "header.d" in properties
        ),
    )


def _server(report: str) -> str:
    first = report.partition(";")[0].strip().partition(" ")[0]
    return first if first and "=" not in first else ""


def _worst(methods: dict[str, list[tuple[str, dict[str, str]]]], name: str) -> str | None:
    results = [result for result, _ in methods.get(name, ())]
    known = [word for word in _ORDER if word in results]
    return known[0] if known else (results[0] if results else None)


def _best(methods: dict[str, list[tuple[str, dict[str, str]]]], name: str) -> str | None:
    # One good signature is enough (RFC 6376 section 6.1).
    results = [result for result, _ in methods.get(name, ())]
    return "pass" if "pass" in results else _worst(methods, name)


def _property(methods: dict[str, list[tuple[str, dict[str, str]]]], name: str, wanted: str) -> str:
    return next(
        (properties[wanted] for _, properties in methods.get(name, ()) if wanted in properties), ""
    )


def _received_spf(headers: Headers) -> tuple[str | None, str]:
    line = headers.plain("received-spf")
    match = _SPF_LINE.match(line)
    if match is None or match[1].lower() not in _ORDER:
        return None, ""
    sender = re.search(r"envelope-from=\"?<?([^\s;\">]{1,255})", line)
    return match[1].lower(), sender[1].lower() if sender is not None else ""


def _arc_seal(headers: Headers) -> str | None:
    seals = headers.all_plain("arc-seal")
    if not seals:
        return None
    tags = dict(_TAG.findall(seals[0]))
    return str(tags["cv"]).strip().lower() if "cv" in tags else None


def _signatures(headers: Headers) -> tuple[DkimSignature, ...]:
    found = []
    for line in headers.all_plain("dkim-signature")[:20]:
        tags = {name.lower(): value.strip() for name, value in _TAG.findall(line)}
        if tags.get("d"):
            found.append(DkimSignature(tags["d"].lower()[:255], tags.get("s", "")[:255]))
    return tuple(found)


def _kept(headers: Headers) -> tuple[Header, ...]:
    names = (
        "Authentication-Results",
        "ARC-Authentication-Results",
        "ARC-Message-Signature",
        "ARC-Seal",
        "DKIM-Signature",
        "Received-SPF",
    )
    return tuple(Header(name, value) for name in names for value in headers.all_plain(name)[:20])
