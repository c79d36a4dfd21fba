"""Beside a new passphrase, while it is typed: whether it would soon be guessed."""

from collections.abc import Callable, Iterable

from clerkapp.domain.errors import Refused
from clerkapp.gui.widgets.inputs.field import Field
from clerkapp.services.names import SHORTEST_PASSPHRASE, require_new_passphrase
from clerkapp.wording.language import _
from clerkapp.wording.sentences import sentence


def least() -> str:
    """How long a new passphrase must be."""
    return _("At least {count} characters.").format(count=SHORTEST_PASSPHRASE)


def advice() -> str:
    """How long it must be, and what makes a good one."""
    good = _("Four or five unrelated words are easy to keep and hard to guess.")
    return f"{least()} {good}"


def follow(field: Field, names: Callable[[], Iterable[str]] = tuple) -> None:
    """Judge what is typed in `field` as the use case will. `names`: of the person and the office."""

    def judge() -> None:
        typed = field.control.value()
        if not typed:
            field.clear_message()
            return
        try:
            require_new_passphrase(typed, names())
        except Refused as refused:
            if refused.code == "passphrase-short":
                field.clear_message()  # the help says so, and typing goes on
            elif refused.code == "passphrase-weak":
                field.set_warning(
                    _(
                        "This would soon be guessed. Single words, names, dates, rows of keys and well-known phrases are tried first."
                    )
                )
            else:
                field.set_warning(sentence(refused.code, refused.params))
        else:
            field.set_good(_("This is hard to guess."))

    field.control.changed.connect(judge)
