"""What the send screen says: counts, what goes, what stays, how far it is, what happened. No Qt."""

from clerkapp.gui.send.job import Phase, SendState
from clerkapp.services.export.exporting import Plan, SentBundle
from clerkapp.services.export.outbox import Outbox
from clerkapp.wording.language import _, ngettext
from clerkapp.wording.times import minutes_words
from clerkapp.wording.values import size_words


def number_words(seq: int) -> str:
    """A bundle's number as it is said and written on the label: "0042"."""
    return f"{seq:04d}"


def explanation(outbox: Outbox) -> str:
    """The line under the title."""
    carried = _("Nothing goes over a network; the stick has to be carried.")
    if outbox.last is None or outbox.plan is None:
        return carried
    if outbox.plan.new_epoch is not None:
        return _("Everything that is recorded. {carried}").format(carried=carried)
    return _("Everything since bundle {number}. {carried}").format(
        number=number_words(outbox.last.seq), carried=carried
    )


def counts(plan: Plan) -> str:
    """ "5 records, 8 attachments"."""
    if not plan.records:
        return _without_records(plan)
    parts = [ngettext("{count} record", "{count} records", plan.records).format(count=plan.records)]
    if plan.attachments:
        parts.append(
            ngettext("{count} attachment", "{count} attachments", plan.attachments).format(
                count=plan.attachments
            )
        )
    return ", ".join(parts)


def _without_records(plan: Plan) -> str:
    closings = ngettext("{count} closed account", "{count} closed accounts", plan.closings).format(
        count=plan.closings
    )
    if not plan.closings:
        return _("Signatures only")
    return _("Signatures, {closings}").format(closings=closings) if plan.acts else closings


def waiting(count: int) -> str:
    """Bundles that were made and never reached a drive."""
    return ngettext(
        "{count} bundle was made before and did not reach a stick. It goes first, as it was made.",
        "{count} bundles were made before and did not reach a stick. They go first, as they were made.",
        count,
    ).format(count=count)


def whole_epoch(reason: str) -> str:
    """Why everything goes again."""
    if reason == "restore":
        return _(
            "The vault was brought back from a backup or moved, so the state gets everything again and can compare."
        )
    return _("The recipient or the kind of copy changed, so the state gets everything again.")


def stays(outbox: Outbox) -> str:
    """What does not leave the office."""
    parts = []
    if outbox.drafts:
        parts.append(
            ngettext("{count} draft", "{count} drafts", outbox.drafts).format(count=outbox.drafts)
        )
    if outbox.withholds:
        parts += [
            _("names and contacts"),
            _("what concerns a voter or a person"),
            _("suspicious messages themselves"),
        ]
    if not parts:
        return _("Nothing is held back.")
    return _("Stays here: {things}.").format(things=", ".join(parts))


def doing(standing: SendState, *, stopping: bool) -> str:
    """What happens now."""
    if stopping:
        return _("Stopping …")
    words = {
        Phase.GATHERING: _("Collecting and checking the records"),
        Phase.WRITING: _("Sealing and writing"),
        Phase.READING_BACK: _("Reading back and comparing"),
    }[standing.phase]
    if standing.of == 1:
        return words
    return _("Bundle {number} of {total}: {what}").format(
        number=standing.number, total=standing.of, what=words
    )


def left(standing: SendState) -> str:
    """ "About 20 seconds left", or "" while nobody knows."""
    if standing.left is None:
        return ""
    if standing.left >= 90:
        minutes = round(standing.left / 60)
        return _("About {time} left").format(time=minutes_words(minutes))
    seconds = max(5, 5 * round(standing.left / 5))
    return _("About {count} seconds left").format(count=seconds)


def steps(station: str) -> list[str]:
    """The lines of the progress page; `step_now` counts them."""
    return [
        _("Records collected and checked against their digests"),
        _("Signed by station {station}").format(station=station),
        _("Sealed so that only the state can open it, and written"),
        _("Read back and compared"),
    ]


def step_now(phase: Phase) -> int:
    """Which of `steps` is under way."""
    return {Phase.GATHERING: 0, Phase.WRITING: 2, Phase.READING_BACK: 3}[phase]


def notes(standing: SendState) -> list[str]:
    """What is at the right of each of `steps`."""
    waits = _("waiting")
    if standing.phase is Phase.GATHERING:
        return ["", waits, waits, waits]
    written = _("{done} of {total}").format(
        done=size_words(standing.done), total=size_words(standing.total)
    )
    return ["", "", written, waits if standing.phase is Phase.WRITING else ""]


def written(bundle: SentBundle) -> str:
    """What is on the stick, and nothing about the state."""
    return _("Bundle {number} is written and reads back without a difference").format(
        number=number_words(bundle.seq)
    )
