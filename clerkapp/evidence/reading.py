"""Reading a message: the way in for the form, for clerkctl and for the services.

`examine` gives everything; `inspect` gives what `clerkctl inspect` prints; `fields` gives the values
for the message form. All reading happens in a child process (`pool`), never here.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from clerkapp.domain.text.defang import defang
from clerkapp.evidence.child.pool import Pool, Result
from clerkapp.wording import signs as words

INSPECTED: Final = (
    "sha256",
    "kind",
    "from",
    "reply_to",
    "return_path",
    "subject",
    "date",
    "message_id",
    "received",
    "auth",
    "text",
    "links",
    "attachments",
    "signs",
    "qr",
    "nested",
    "problems",
)
_LINE, _LINK_TEXT, _URL, _SUBJECT, _TYPE = 320, 500, 2000, 1000, 120
_TEXT, _ROWS = 100_000, 500
_FAILED = frozenset({"fail", "softfail", "permerror", "temperror", "policy"})


def examine(data: bytes, *, pick: int = 0, pool: Pool | None = None) -> Result:
    """Everything read from a file's bytes (docs/formats/evidence.md); signs and problems by code.

    `pick` chooses the message of a mailbox or of a carrier, from 0. Without a pool a child is
    started for this one file. Never raises, whatever the bytes hold and whatever becomes of the
    child: the problems say it.
    """
    if pool is not None:
        return pool.examine(data, pick=pick)
    with Pool(1) as own:
        return own.examine(data, pick=pick)


def inspect(data: bytes, *, pick: int = 0, pool: Pool | None = None) -> Result:
    """The result of `clerkctl inspect`: reasons and problems as sentences in the language in use."""
    return inspected(examine(data, pick=pick, pool=pool))


def inspect_many(sources: Iterable[Callable[[], bytes]], *, pool: Pool) -> Iterator[Result]:
    """The results of `clerkctl inspect` for many files, in their order; each is read when its turn
    comes."""
    return (inspected(result) for result in pool.examine_many(sources))


def inspected(examination: Result) -> Result:
    """An examination in the form of `clerkctl inspect`."""
    result = {key: examination[key] for key in INSPECTED}
    result["links"] = [{**link, "defanged": defang(link["url"])} for link in examination["links"]]
    result["signs"] = [_sign(found) for found in examination["signs"]]
    result["problems"] = [
        {"code": found["code"], "message": words.problem(found["code"], found["params"])}
        for found in examination["problems"]
    ]
    return result


def _sign(found: dict[str, Any]) -> dict[str, Any]:
    evidence = words.sign_evidence(found["code"], found["params"])
    title = words.sign_title(found["code"])
    said = f"{title}: {evidence}." if evidence else f"{title}."
    return {
        "code": found["code"],
        "strength": found["strength"],
        "where": found["where"],
        "why": f"{said} {words.sign_reason(found['code'])}".strip(),
    }


def fields(examination: Result) -> dict[str, Any]:
    """The values for the message form, E4 to E16, by record code; what is not known is left out.

    Texts are as they came, cut to the fields' limits: forms and prints show them harmless. The
    addresses of recipients are among them (E11) and stay in the office.
    """
    auth = examination["auth"]
    reported = any(auth[method] for method in ("spf", "dkim", "dmarc"))
    received = examination.get("received_at")
    values: dict[str, Any] = {
        "channel": "email" if examination["kind"] != "text" else None,
        "received": {"at": received, "precision": "exact"} if received else None,
        "sender_name": examination["from"]["name"][:_LINE],
        "sender_address": examination["from"]["address"][:_LINE],
        "reply_to": (examination["reply_to"] or "")[:_LINE],
        "return_path": (examination["return_path"] or "")[:_LINE],
        "sending_server": (examination.get("sending_server") or "")[:_LINE],
        "auth_spf": _result(auth["spf"]) if reported else None,
        "auth_dkim": _result(auth["dkim"]) if reported else None,
        "auth_dmarc": _result(auth["dmarc"]) if reported else None,
        "recipients": [
            {"address": address[:_LINE]} for address in examination.get("recipients", [])[:_ROWS]
        ],
        "subject": examination["subject"][:_SUBJECT],
        "message_id": (examination["message_id"] or "")[:_SUBJECT],
        "links": [_link(link) for link in examination["links"][:_ROWS]],
        "message_attachments": [_file(file) for file in examination["attachments"][:_ROWS]],
        "message_text": examination["text"].replace("\0", "\ufffd")[:_TEXT],
    }
    return {code: value for code, value in values.items() if value not in (None, "", [])}


def _result(reported: str | None) -> str:
    """A check's result in the vocabulary of the form."""
    if reported is None:
        return "not_known"
    if reported == "pass":
        return "pass"
    return "fail" if reported in _FAILED else "none"


def _link(link: dict[str, str]) -> dict[str, str]:
    row = {
        "text": link["text"][:_LINK_TEXT],
        "url": link["url"][:_URL],
        "host": link["host"][:_LINE],
    }
    return {column: value for column, value in row.items() if value}


def _file(file: dict[str, Any]) -> dict[str, Any]:
    row = {
        "name": file["name"][:_LINK_TEXT],
        "media_type": (file["declared"] or file["sniffed"])[:_TYPE],
        "size": {"n": file["size"], "precision": "exact"},
        "sha256": file["sha256"],
        "kept": True,
    }
    return {column: value for column, value in row.items() if value}
