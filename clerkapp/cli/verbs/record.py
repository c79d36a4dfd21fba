"""`add`, `amend`, `strike`: what appends to the record. `sign` and `status` have modules of their own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import number_argument, pick_option, unlocking
from clerkapp.cli.record_file import (
    hints,
    override_option,
    questions,
    read_record,
    with_overrides,
)
from clerkapp.cli.shell import Shell
from clerkapp.domain.kinds import KINDS
from clerkapp.domain.kinds.contradictions import OpenQuestion
from clerkapp.domain.privacy.pictures import SHOWN
from clerkapp.services.messages import adding, keeping
from clerkapp.services.messages.keeping import Reading
from clerkapp.services.office_lists import units
from clerkapp.services.records import attaching, doubling, publishing, reading, recording
from clerkapp.services.records.attaching import Attached
from clerkapp.services.records.doubling import Double
from clerkapp.services.records.recording import Recorded
from clerkapp.services.session import Session
from clerkapp.wording.asked import asked_words
from clerkapp.wording.labels import label

_record_option = click.option(
    "--record",
    "record_file",
    required=True,
    metavar="FILE|-",
    help="A JSON object {code: value}; - reads standard input. `clerkctl schema` lists the codes.",
)
_attach_option = click.option(
    "--attach",
    "attachments",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file to keep with the record; may be given several times.",
)
_shows_option = click.option(
    "--shows",
    type=click.Choice(SHOWN),
    help="What attached pictures show: none says that somebody looked, and that they show no marked "
    "ballot, no poll-book page and no voter. Not said: they stay in the office.",
)
_place_option = click.option(
    "--place-may-go",
    is_flag=True,
    help="Where and when attached pictures were taken, as their files tell, may leave the office.",
)
_reason_option = click.option("--reason", required=True, help="Why, in words.")
_change_reason_option = click.option(
    "--reason",
    help="Why, in words. Needed as soon as an answer that was there is changed, and for a reviewed "
    "record; first answers need none.",
)


@click.command("add")
@unlocking
@click.option("--kind", required=True, type=click.Choice(tuple(KINDS)), help="What it is about.")
@_record_option
@click.option(
    "--message",
    type=click.Path(path_type=Path),
    help="The suspicious message itself (.eml, .msg, mbox), kept as it is; it fills in what it says.",
)
@pick_option
@_attach_option
@_shows_option
@_place_option
@override_option
@click.option(
    "--unit",
    metavar="TAIL",
    help="The last digits of a listed unit's number or tag: it fills in what the record does not say.",
)
def add_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    kind: str,
    record_file: str,
    message: Path | None,
    pick: int,
    attachments: Sequence[Path],
    shows: str | None,
    place_may_go: bool,  # noqa: FBT001 (named by click)
    overrides: Sequence[str],
    unit: str | None,
) -> Answer:
    """Record an incident. What a message says is filled in where the record does not say otherwise."""
    typed = with_overrides(read_record(record_file, shell.ports), overrides)
    # Before the vault is opened: reading may take long, and nobody else could work meanwhile.
    read = None
    if message is not None and kind == "message":
        read = adding.read_file(message, shell.ports, pick - 1)
    if unit is not None and kind != "equipment":
        raise click.UsageError("--unit goes with --kind equipment.")
    with shell.writing(vault, user, passphrase_file) as session:
        if unit is not None:
            typed = units.filled_beside(session, unit, typed)
        kept = [adding.keep(session, read)] if read else []
        seen = keeping.seen_before(session, read.reading.indicators) if read else ()
        if message is not None and read is None:
            kept = _attached(session, [message], "message")
        files = _attached(session, attachments)
        files = _pictures_judged(files, shows, place_may_go=place_may_go)
        if read is not None:
            recorded = adding.record_with_message(
                session,
                kind,
                typed,
                kept[0],
                read.reading.values,
                answered=typed.keys(),
                attachments=files,
            )
        else:
            recorded = recording.record(session, kind, typed, attachments=[*kept, *files])
        shown = reading.show(session, recorded.number)
        asked = questions(shown)
        double = doubling.likely(session, kind, shown.stored, without=recorded.number)
    answer = _with_double(_asking(recorded_answer(recorded), asked), double)
    if read is not None:
        answer = _of_message(answer, read.reading, [earlier.row.number for earlier in seen])
    return _with_pictures(_saying(answer, hints(kind, typed)), files, shows)


@click.command("amend")
@unlocking
@number_argument
@_record_option
@_change_reason_option
@_attach_option
@_shows_option
@_place_option
@override_option
def amend_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    record_file: str,
    reason: str | None,
    attachments: Sequence[Path],
    shows: str | None,
    place_may_go: bool,  # noqa: FBT001 (named by click)
    overrides: Sequence[str],
) -> Answer:
    """Fill in or change fields of a record; null takes a field away. The old values stay readable."""
    changes = with_overrides(read_record(record_file, shell.ports), overrides)
    with shell.writing(vault, user, passphrase_file) as session:
        files = _pictures_judged(_attached(session, attachments), shows, place_may_go=place_may_go)
        recorded = recording.amend(session, number, changes, reason, attachments=files)
        shown = reading.show(session, recorded.number)
    answer = _asking(recorded_answer(recorded), questions(shown, of=changes))
    return _with_pictures(_saying(answer, hints(shown.row.kind, changes)), files, shows)


@click.command("strike")
@unlocking
@number_argument
@_reason_option
def strike_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    reason: str,
) -> Answer:
    """Mark a record as entered in error. It keeps its number and stays readable."""
    with shell.writing(vault, user, passphrase_file) as session:
        recorded = recording.strike(session, number, reason)
    return recorded_answer(recorded)


@click.command("clear-picture")
@unlocking
@number_argument
@click.option(
    "--sha256", required=True, help="The picture's fingerprint; `clerkctl show` lists them."
)
@_reason_option
def clear_picture_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    sha256: str,
    reason: str,
) -> Answer:
    """Let a picture leave that was held back: a reviewer looked, and says why it may. The record must
    be reviewed again."""
    with shell.writing(vault, user, passphrase_file) as session:
        recorded = publishing.clear_picture(session, number, sha256, reason)
    return recorded_answer(recorded)


def _attached(session: Session, paths: Sequence[Path], what: str | None = None) -> list[Attached]:
    return [attaching.attach_file(session, path, what) for path in paths]


def _pictures_judged(
    files: Sequence[Attached], shows: str | None, *, place_may_go: bool
) -> list[Attached]:
    return [replace(attaching.judged(file, shows), may_tell=place_may_go) for file in files]


def _with_pictures(answer: Answer, files: Sequence[Attached], shows: str | None) -> Answer:
    """What is told about pictures: the question that nobody answered, and what their files tell."""
    asked = [file.name for file in files if file.is_shown and shows is None]
    telling = [file.name for file in files if file.tells and not file.may_tell]
    says = [
        told(code, names=names)
        for code, names in (("pictures-not-judged", asked), ("pictures-tell", telling))
        if names
    ]
    return _saying(answer, says)


def _saying(answer: Answer, more: Sequence[str]) -> Answer:
    return replace(answer, says=[*answer.says, *more])


def _asking(answer: Answer, asked: Sequence[OpenQuestion]) -> Answer:
    """Answers that do not go together: the record is made as it was given, and the question is told."""
    if not asked:
        return answer
    value = {
        **(answer.value or {}),
        "asked": [{"field": one.at, "other": one.other, "question": one.key} for one in asked],
    }
    lines = [f"{label(one.at)} ({one.at}): {asked_words(one)}" for one in asked]
    return _saying(replace(answer, value=value), lines)


def _with_double(answer: Answer, double: Double | None) -> Answer:
    """The same, with the record that may be the same: it is told, and keeps nothing from being recorded."""
    if double is None:
        return answer
    number = double.row.number
    value = {**(answer.value or {}), "same_as": number}
    minutes = abs(round(double.apart.total_seconds() / 60))
    return _saying(replace(answer, value=value), [told("same-as", number=number, minutes=minutes)])


def recorded_answer(recorded: Recorded) -> Answer:
    """What was appended, as every verb that appends says it."""
    return Answer(
        {
            "number": recorded.number,
            "id": recorded.id,
            "rev": recorded.rev,
            "revision": recorded.revision,
        },
        [f"{recorded.number}  revision {recorded.rev}  {recorded.revision}"],
        done=told("recorded-as", number=recorded.number, rev=recorded.rev),
    )


def _of_message(answer: Answer, reading: Reading, seen: Sequence[str]) -> Answer:
    """The same for a record of a message: what could not be read, and where it was seen before."""
    says = [lack.message for lack in reading.lacking]
    if seen:
        says.append(told("message-seen-before", numbers=", ".join(seen)))
    value = {
        **(answer.value or {}),
        "lacking": [lack.code for lack in reading.lacking],
        "seen_before": list(seen),
    }
    return replace(answer, value=value, says=says)
