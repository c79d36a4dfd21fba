"""`sign`: sign a record on screen, file a sheet that was signed on paper, and list what is owed."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import number_argument, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.domain.records.revision import ActKind
from clerkapp.services.records import owing, paper, signing
from clerkapp.services.records.paper import Ink
from clerkapp.services.session import Session
from clerkapp.wording.capacities import owed_words

_LIST = "list"


@click.command("sign")
@unlocking
@number_argument
@click.option(
    "--act",
    type=click.Choice([str(act) for act in ActKind if act != "author"]),
    help="What is attested.",
)
@click.option(
    "--capacity",
    "capacities",
    multiple=True,
    metavar="TEXT",
    help="As what one signs. One of two people names a party of the office, or none: "
    "'election judge, second party'. With --on-paper one for each --name.",
)
@click.option(
    "--on-paper", is_flag=True, help="File a sheet that was signed in ink: --attach, --name."
)
@click.option(
    "--attach",
    "sheet",
    type=click.Path(path_type=Path),
    help="The scanned sheet, a PDF or a picture.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="Who signed the sheet, as it stands there; once for each of two people.",
)
@click.option("--day", metavar="YYYY-MM-DD", help="When it was signed on paper. Default: today.")
@click.option(
    "--rev", type=int, metavar="N", help="The revision that was printed. Default: the present one."
)
def sign_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    number: str,
    act: str | None,
    capacities: Sequence[str],
    on_paper: bool,  # noqa: FBT001 (named by click)
    sheet: Path | None,
    names: Sequence[str],
    day: str | None,
    rev: int | None,
) -> Answer | Iterator[Answer]:
    """Sign the record as it stands, or list the signatures that are owed.

    Acts are review, two-person and authority. `clerkctl sign list VAULT` lists the signatures that are still owed.
    """
    if act is None:
        if str(vault) != _LIST:
            raise click.UsageError("Missing option '--act'.")
        return _owed(shell, Path(number), user, passphrase_file)
    kind = ActKind(act)
    if not on_paper:
        if sheet or names or day or rev is not None or len(capacities) > 1:
            raise click.UsageError("--attach, --name, --day and --rev go with --on-paper.")
        capacity = capacities[0] if capacities else None
        with shell.writing(vault, user, passphrase_file) as session:
            signed = signing.sign(session, number, kind, capacity)
        return _answer(
            signed.number,
            signed.act,
            signed.revision,
            signed.rev,
            capacity=signed.capacity,
            at=signed.at,
        )
    if sheet is None:
        raise click.UsageError("Give the scanned sheet with --attach.")
    if len(capacities) > max(len(names), 1):
        raise click.UsageError("Give a --name for each --capacity.")
    inks = [Ink(kind, name or "", words) for name, words in zip_longest(names, capacities)]
    with shell.writing(vault, user, passphrase_file) as session:
        return _filed(session, number, inks, sheet, day, rev)


def _filed(
    session: Session,
    number: str,
    inks: Sequence[Ink],
    sheet: Path,
    day: str | None,
    rev: int | None,
) -> Answer:
    filed = paper.file_scan(session, number, inks, sheet, day=day, rev=rev)
    return _answer(
        filed.number,
        str(inks[0].act),
        filed.revision,
        filed.rev,
        names=[ink.name for ink in inks],
        method="ink",
    )


def _answer(number: str, act: str, revision: str, rev: int, **more: Any) -> Answer:
    return Answer(
        {"number": number, "act": act, "revision": revision, "rev": rev, **more},
        [f"{number}  {act}  revision {rev}  {revision}"],
        done=told("signed-as", number=number, rev=rev),
    )


def _owed(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None
) -> Iterator[Answer]:
    with shell.unlocked(vault, user, passphrase_file) as session:
        found = list(owing.owed(session))
    for one in found:
        may = f": {', '.join(one.capacities)}" if one.capacities else ""
        yield Answer(
            {
                "number": one.row.number,
                "act": str(one.act),
                "capacities": list(one.capacities),
                "people": one.people,
            },
            [f"{one.row.number}  {owed_words(str(one.act), one.people)}{may}"],
        )
