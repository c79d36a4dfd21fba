"""`export` and `signer`: what leaves the office."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from clerkapp.cli.answer import Answer, told
from clerkapp.cli.options import FILE, FOLDER, unlocking
from clerkapp.cli.shell import Shell
from clerkapp.domain.records.copies import Copy
from clerkapp.domain.text.rules import one_line
from clerkapp.services.export import certificates, exporting, signers
from clerkapp.services.export.exporting import Exported, SentBundle
from clerkapp.services.export.signers import OwnLines


@click.command("export")
@unlocking
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    type=FILE,
    help="A certificate to seal to (PEM), up to four. Default: those used last.",
)
@click.option(
    "--copy", "copy", type=click.Choice([str(offered) for offered in Copy]), help="Default: state."
)
@click.option("--number", "numbers", multiple=True, help="Only this record; may be given again.")
@click.option("--nil", is_flag=True, help="Send the signed sentence that nothing happened.")
def export_command(
    shell: Shell,
    vault: Path,
    user: str | None,
    passphrase_file: Path | None,
    folder: Path,
    recipients: Sequence[Path],
    copy: str | None,
    numbers: Sequence[str],
    nil: bool,  # noqa: FBT001
) -> Answer:
    """Write a signed, sealed bundle to DIR, read it again and compare.

    What was committed before and never written goes first. With nothing new the last bundle is
    written again as it is.
    """
    request = exporting.Request(
        copy=Copy(copy) if copy else None,
        recipients=tuple(certificates.read(path, shell.ports).pem for path in recipients),
        numbers=tuple(numbers),
        nil=nil,
    )
    with shell.unlocked(vault, user, passphrase_file) as session:
        shell.stop.hold()
        done = exporting.export(session, request, folder, stopped=shell.stop.is_wanted)
    written = told("export-done")
    says = [told("public-stayed", stay=stay, count=count) for stay, count in done.stayed.items()]
    return Answer(_value(done), _lines(done), says=[written, *says], done=written)


@click.command("signer")
@unlocking
def signer_command(
    shell: Shell, vault: Path, user: str | None, passphrase_file: Path | None
) -> Answer:
    """The lines for the state's list of signers: the station's, then one for each root account.

    What is written for a person is a list of signers as it stands: what each line is for stands above
    it as a comment, with the fingerprints that the state hears by phone.
    """
    with shell.unlocked(vault, user, passphrase_file) as session:
        own = signers.own_lines(session)
    return Answer({"lines": list(own.lines)}, _signer_lines(own))


def _signer_lines(own: OwnLines) -> Iterable[str]:
    yield f"# Station {own.principal}: its key signs bundles. Fingerprint {own.fingerprint}"
    yield own.line
    for root in own.roots:
        ended = " It is closed; its line stays needed for the accounts that it opened."
        yield (
            f"# Root account of {one_line(root.name)}: its key opens accounts."
            f" Fingerprint {root.fingerprint}{ended if root.closed else ''}"
        )
        yield f"# Read aloud: {root.groups}"
        yield root.line


def _bundle(bundle: SentBundle) -> dict[str, Any]:
    return {
        "digest": bundle.digest,
        "epoch": bundle.epoch,
        "seq": bundle.seq,
        "kind": bundle.kind,
        "copy": bundle.copy,
        "files": [str(file.path.absolute()) for file in bundle.files],
    }


def _value(done: Exported) -> dict[str, Any]:
    return {
        **_bundle(done.last),
        "principal": done.principal,
        "bundles": [_bundle(bundle) for bundle in done.bundles],
        "stayed": dict(done.stayed),
    }


def _lines(done: Exported) -> Iterable[str]:
    for bundle in done.bundles:
        yield f"Bundle {bundle.seq} of {done.principal}, epoch {bundle.epoch}, {bundle.kind}"
        yield f"Digest  {bundle.digest}"
        yield from (f"File    {file.path}  {file.size} bytes" for file in bundle.files)
