"""The words of the page on which a matter is closed."""

from collections.abc import Sequence

from clerkapp.gui.resolve.model import DUPLICATE, OF, RESOLVED, WAITING, ResolveModel
from clerkapp.wording.language import _, ngettext


def title(model: ResolveModel) -> str:
    """What is being done with which record."""
    words = {
        RESOLVED: _("Resolve: {line}"),
        WAITING: _("Waiting: {line}"),
        DUPLICATE: _("Duplicate: {line}"),
    }
    return words[model.way].format(line=model.shown.row.one_line)


def explanation(way: str, missing: int) -> str:
    """The line under the title."""
    if missing:
        return ngettext(
            "{count} answer is missing. What you write here is kept while you go and answer it.",
            "{count} answers are missing. What you write here is kept while you go and answer them.",
            missing,
        ).format(count=missing)
    return {
        RESOLVED: _("Everything needed is there."),
        WAITING: _("Somebody else has it now. It comes back to Home on the day you choose."),
        DUPLICATE: _("What you wrote stays. The first one goes on."),
    }[way]


def buttons(way: str) -> tuple[str, str, str]:
    """The other way, this way, and the icon of this one."""
    return {
        RESOLVED: (_("Waiting instead"), _("Resolve"), "check"),
        WAITING: (_("Resolve instead"), _("Set to waiting"), "hourglass-empty"),
        DUPLICATE: (_("Resolve instead"), _("Close as duplicate"), "copy"),
    }[way]


def after(way: str, reviewers: Sequence[str]) -> tuple[str, str, str]:
    """What follows: icon, words, a line under them."""
    if way == WAITING:
        return "home", _("It stands on Home under “Come back to”."), ""
    if way == DUPLICATE:
        return "signature", _("A grave one is still reviewed by a second person."), ""
    if len(reviewers) == 1:
        words = _("{name} reviews and signs").format(name=reviewers[0])
    elif reviewers:
        words = _("One of these reviews and signs: {names}").format(names=", ".join(reviewers))
    else:
        words = _("A second person reviews and signs")
    return "signature", words, _("Anyone but the recorder may.")


def summed_up(answers: int, steps: int) -> str:
    """ "2 answers are missing, and 1 to-do has no answer"."""
    missing = ngettext("{count} answer is missing", "{count} answers are missing", answers).format(
        count=answers
    )
    left = ngettext("{count} to-do has no answer", "{count} to-dos have no answer", steps).format(
        count=steps
    )
    if answers and steps:
        return _("{answers}, and {steps}").format(answers=missing, steps=left)
    return missing if answers else left


def closed(model: ResolveModel, reviewers: Sequence[str], time: str) -> str:
    """What became of it, for the record's page."""
    if model.way == WAITING:
        return _("It waits since {time}").format(time=time)
    if model.way == DUPLICATE:
        return _("Closed as a duplicate of {number}.").format(number=model.typed[OF])
    if len(reviewers) == 1:
        return _("Resolved at {time} {name} is asked to review.").format(
            time=time, name=reviewers[0]
        )
    return _("Resolved at {time} A second person is asked to review.").format(time=time)
