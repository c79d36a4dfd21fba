"""Records that were written down before, in words: who transcribed them."""

from clerkapp.domain.records.revision import TRANSCRIBED, ActKind
from clerkapp.domain.records.shown import SignatureView
from clerkapp.wording.language import _


def is_transcribed(signature: SignatureView) -> bool:
    """Whether its author wrote off what somebody else wrote down before."""
    return signature.act is ActKind.AUTHOR and signature.capacity == TRANSCRIBED


def said_capacity(signature: SignatureView) -> str | None:
    """The capacity that is said beside the name; None where the account's function says it."""
    return None if is_transcribed(signature) else signature.capacity


def transcribed_by_heading() -> str:
    """What stands before the name of who transcribed."""
    return _("Transcribed by")


def transcribed_word() -> str:
    """The mark of a record that was written down before, in a list."""
    return _("transcribed")
