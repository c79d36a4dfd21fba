"""Reading a message: the way in for the form, for clerkctl and for the services.

`examine` gives everything; `inspected` puts it into the form of `clerkctl inspect`. All reading
happens in a child process (`pool`), never here.
"""

from typing import Any, Final

from clerkapp.domain.messages.examination import Examination, Sign
from clerkapp.domain.text.defang import defang
from clerkapp.evidence.child.pool import Pool
from clerkapp.evidence.encoding import to_value
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


def examine(data: bytes, *, pick: int = 0, pool: Pool | None = None) -> Examination:
    """Everything read from a file's bytes; signs and problems by code.

    `pick` chooses the message of a mailbox or of a carrier, from 0. Without a pool a child is
    started for this one file. Never raises, whatever the bytes hold and whatever becomes of the
    child: the problems say it.
    """
    if pool is not None:
        return pool.examine(data, pick=pick)
    with Pool(1) as own:
        return own.examine(data, pick=pick)


def inspected(examination: Examination) -> dict[str, Any]:
    """The JSON object of `clerkctl inspect`: reasons and problems as sentences in the language in
    use, and the harmless form of each link."""
    value = to_value(examination)
    links = zip(value["links"], examination.links, strict=True)
    return {
        **{key: value[key] for key in INSPECTED},
        "links": [{**encoded, "defanged": defang(link.url)} for encoded, link in links],
        "signs": [_sign(sign) for sign in examination.signs],
        "problems": [
            {"code": problem.code, "message": words.problem(problem.code, problem.params)}
            for problem in examination.problems
        ],
    }


def _sign(sign: Sign) -> dict[str, str]:
    return {
        "code": sign.code,
        "strength": str(sign.strength),
        "where": str(sign.where),
        "why": words.sign_in_full(sign),
    }
