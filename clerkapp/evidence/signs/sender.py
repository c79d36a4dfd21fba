"""Signs about who a message says it is from, and what the receiving server made of that."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from clerkapp.domain.messages.examination import Sign
from clerkapp.domain.text import lookalikes
from clerkapp.evidence.parse.addresses import ADDRESS
from clerkapp.evidence.parse.authentication import AuthenticationReport
from clerkapp.evidence.parse.message import Message
from clerkapp.evidence.signs.sign import sign
from clerkapp.evidence.web import domains, lists, urls

_SCL = re.compile(r"\b(-?[0-9]{1,2})\b")
_CATEGORY = re.compile(r"(?i)\bCAT:([A-Z]{3,8});")
_DANGEROUS = frozenset({"PHSH", "HPHSH", "HPHISH", "MALW", "SPOOF", "UIMP", "DIMP", "GIMP", "BIMP"})
_UNWANTED = frozenset({"SPM", "HSPM", "BULK", "OSPM"})
_DISGUISES = (
    "MATHEMATICAL ",
    "FULLWIDTH LATIN",
    "CIRCLED LATIN",
    "LATIN LETTER SMALL CAPITAL",
    "PARENTHESIZED LATIN",
    "SQUARED LATIN",
    "NEGATIVE ",
    "REGIONAL INDICATOR",
)
_INVISIBLE = frozenset(
    "\u200b\u200c\u2060\ufeff\u034f\u00ad\u180e\u2061\u2062\u2063\u2064\u115f\u1160\u3164"
)
# From the last visible letter on, or a long run of them would be looked through from each of its places.
_INSIDE_A_WORD = re.compile(
    rf"(?![{''.join(_INVISIBLE)}])\w[{''.join(_INVISIBLE)}]++\w", re.UNICODE
)
_AUTOMATIC = re.compile(r"(?i)no-?reply|do-?not-?reply|notif|mailer|bounce")
_SPACED = re.compile(r"(?<!\w)(?:\w [ ]?){4,}\w(?!\w)")
_HOST = re.compile(r"(?i)(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)+[a-z][a-z0-9-]{1,62}|\[[0-9a-f:.]+\]")
_READERS = 20
"""So many recipients tell whose mailbox it is."""
_BIDI = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


def find(message: Message) -> Iterator[Sign]:
    """All signs of this family."""
    yield from _checks(message)
    yield from _filters(message)
    yield from _other_addresses(message)
    yield from _name(message)
    yield from _domain(message)
    yield from _clarity(message)
    yield from _letters(message)


def _checks(message: Message) -> Iterator[Sign]:
    report = message.authentication
    if not report.reported:
        return
    own = message.sender.domain
    signed = any(domains.same_owner(domain, own) for domain in report.dkim_domains)
    verdict = _verdict(report, signed=signed)
    if verdict is not None:
        code, method = verdict
        yield sign(
            code,
            method=method,
            spf=report.shown.spf or "none",
            dkim=report.shown.dkim or "none",
            dmarc=report.shown.dmarc or "none",
        )
    if report.shown.arc == "fail":
        yield sign("chain-broken")


def _verdict(report: AuthenticationReport, *, signed: bool) -> tuple[str, str] | None:
    """The sign that the report makes, and the check that decides. `signed`: by the sender's domain."""
    shown = report.shown
    if shown.dmarc == "fail":
        return "check-failed", "DMARC"
    if shown.spf == "fail" and not signed and shown.dmarc != "pass":
        return "check-failed", "SPF"
    if report.compauth == "fail":
        return "check-failed", "compauth"
    if shown.dmarc == "pass":
        # One aligned proof is enough (RFC 7489 section 3.1); forwarding breaks the other.
        return None
    if shown.dkim == "fail" and shown.spf != "pass":
        return "check-failed", "DKIM"
    if shown.spf in {"softfail", "permerror", "fail"} or shown.dkim in {"fail", "permerror"}:
        return "check-weak", "SPF" if shown.spf != "pass" else "DKIM"
    if "pass" not in (shown.dkim, shown.dmarc):
        return "check-none", "DKIM"
    return None


def _filters(message: Message) -> Iterator[Sign]:
    headers = message.headers
    match = _CATEGORY.search(headers.plain("x-forefront-antispam-report"))
    category = match[1].upper() if match is not None else ""
    level = _SCL.search(headers.plain("x-ms-exchange-organization-scl"))
    spam = headers.plain("x-spam-flag").lower().startswith("yes") or headers.plain(
        "x-spam-status"
    ).lower().startswith("yes")
    if category in _DANGEROUS:
        yield sign("marked-dangerous", mark=category)
    elif category in _UNWANTED or spam or (level is not None and int(level[1]) >= 5):
        yield sign("marked-unwanted", mark=category or (level[1] if level is not None else "spam"))


def _other_addresses(message: Message) -> Iterator[Sign]:
    own = message.sender.domain
    if not own:
        return
    for mailbox in message.reply_to:
        other = mailbox.domain
        if other and not domains.same_owner(other, own) and not _is_list(message):
            # Answers that leave a firm or an office for a free mailbox. Services that write for a
            # person do that honestly: they say no-reply, or are vouched for.
            free = (
                lists.listed(other, "free-mail")
                and not lists.listed(own, "free-mail")
                and message.authentication.shown.dmarc != "pass"
                and _AUTOMATIC.search(message.sender.address) is None
            )
            yield sign(
                "reply-elsewhere",
                strong=free,
                address=mailbox.address,
                sender=message.sender.address,
            )
            break
    back = message.return_path.rpartition("@")[2].lower()
    if back and not domains.same_owner(back, own) and not _is_list(message):
        yield sign("return-elsewhere", address=message.return_path, sender=message.sender.address)


def _is_list(message: Message) -> bool:
    return any(
        name in message.headers
        for name in ("list-id", "list-post", "mailing-list", "x-mailing-list", "x-beenthere")
    )


def _name(message: Message) -> Iterator[Sign]:
    sender = message.sender
    if not sender.name or not sender.domain:
        return
    own = next(
        (to.address for to in message.recipients if to.address.lower() in sender.name.lower()), ""
    )
    if own and own.lower() != sender.address.lower():
        yield sign("name-is-other-address", shown=own, address=sender.address)
        return
    claimed = ADDRESS.search(sender.name)
    if claimed is not None:
        host = claimed[0].rpartition("@")[2].lower().strip(".'\"")
        if "." in host and not domains.same_owner(host, sender.domain) and not _is_list(message):
            yield sign("name-is-other-address", shown=claimed[0], address=sender.address)
            return
    claim = claimed_by(sender.name, sender.domain)
    # Exchange's own notices come as "Microsoft Outlook" from every office's domain.
    if claim is not None and not sender.address.lower().startswith("microsoftexchange"):
        code = "name-claims-office" if claim.official else "name-claims-brand"
        yield sign(code, claim=claim.name, name=sender.name, address=sender.address)
        return
    if lists.first(_folded(sender.name), ["office-roles"])["office-roles"]:
        free = lists.listed(sender.domain, "free-mail")
        theirs = any(domains.same_owner(to.domain, sender.domain) for to in message.recipients)
        if free or not theirs:
            yield sign("name-claims-role", strong=free, name=sender.name, address=sender.address)


def claimed_by(name: str, host: str) -> lists.Claim | None:
    """The brand or office that `name` claims although `host` is none of its domains."""
    folded = _folded(name)
    if _any_claim().search(folded) is None:
        return None
    for claim, pattern in _claims():
        if pattern.search(folded) and not any(domains.owned_by(host, d) for d in claim.domains):
            return claim
    return None


@cache
def _claims() -> tuple[tuple[lists.Claim, re.Pattern[str]], ...]:
    return tuple((claim, _words_pattern(claim.words)) for claim in lists.claims())


@cache
def _any_claim() -> re.Pattern[str]:
    return _words_pattern(tuple(word for claim in lists.claims() for word in claim.words))


def _words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w@.-])(?:" + "|".join(re.escape(word) for word in words) + r")(?![\w-]|\.\w)"
    )


def _folded(text: str) -> str:
    """`text` as a hurried eye reads it: look-alike letters undone, invisible ones gone."""
    seen = "".join(char for char in text if char not in _INVISIBLE)
    seen = _SPACED.sub(lambda match: match[0].replace(" ", ""), " ".join(seen.split()))
    return lookalikes.skeleton(seen)


def _domain(message: Message) -> Iterator[Sign]:
    seen: set[str] = set()
    for mailbox in (message.sender, *message.reply_to[:3]):
        host = urls.canonical_host(mailbox.domain)
        if not host or host in seen:
            continue
        seen.add(host)
        like = domains.imitates_letters(host)
        if like is not None:
            yield sign("sender-mixed-letters", host=host, shown=urls.unicode_host(host), like=like)
            continue
        imitated = domains.imitates_brand(host) or domains.imitates_owner(host, near(message))
        if imitated is not None:
            yield sign("sender-lookalike", host=host, like=imitated)
    host = message.sender.domain
    if lists.listed(host, "free-hosting"):
        yield sign("sender-free-hosting", host=host)


def near(message: Message) -> frozenset[str]:
    """The recipients' own domains: the favourite ones to imitate."""
    return frozenset(
        domains.owner(to.domain)
        for to in message.recipients[:_READERS]
        if to.domain and not lists.listed(to.domain, "free-mail")
    )


def _clarity(message: Message) -> Iterator[Sign]:
    if message.kind == "text" or not message.headers.items:
        return
    owners = {domains.owner(sender.domain) for sender in message.senders if sender.domain}
    if len(owners) > 1:
        yield sign(
            "sender-unclear", strong=True, reason="several", found=", ".join(sorted(owners)[:5])
        )
        return
    if not message.way:
        return
    host = message.sender.domain
    if host and _HOST.fullmatch(urls.canonical_host(host)) is None and host != "localhost":
        yield sign("sender-unclear", strong=True, reason="impossible", found=message.sender.address)
    elif not host and message.kind != "msg":
        yield sign("sender-unclear", strong=False, reason="none", found=message.sender.name)


def _letters(message: Message) -> Iterator[Sign]:
    for place, text in (("subject", message.subject), ("name", message.sender.name)):
        reason = disguise(text)
        if reason:
            yield sign("letters-disguised", place=place, reason=reason, text=text[:200])
            break
    named = next(
        (to.address for to in message.recipients if to.address.lower() in message.subject.lower()),
        "",
    )
    if named:
        yield sign("subject-names-recipient", address=named)


def disguise(text: str) -> str:
    """How `text` is made to read differently for a person and a filter; empty if it is not."""
    if any(char in _BIDI for char in text):
        return "direction"
    invisible = sum(char in _INVISIBLE for char in text)
    if invisible > 2 or (invisible and _INSIDE_A_WORD.search(text) is not None):
        return "invisible"
    if any(lookalikes.mixes_scripts(word) for word in re.findall(r"\w+", text)):
        return "mixed"
    if _SPACED.search(text) is not None:
        return "spaced"
    fancy = sum(
        unicodedata.name(char, "").startswith(_DISGUISES) for char in text if ord(char) > 0x2000
    )
    return "fancy" if fancy >= 4 else ""
